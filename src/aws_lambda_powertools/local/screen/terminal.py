"""The stream of a run as a page in a terminal: a heading for each invocation, and below it all that belongs to it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any, cast

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.local.decoding.traces import TraceNode, errors_of, trace_tree
from aws_lambda_powertools.local.errors import USAGE
from aws_lambda_powertools.local.runtime import INITIALIZATION_SECONDS
from aws_lambda_powertools.local.screen.logs import LogView
from aws_lambda_powertools.local.screen.metrics import metrics_table
from aws_lambda_powertools.local.screen.result import error_lines, report, response_view
from aws_lambda_powertools.local.screen.trace import waterfall
from aws_lambda_powertools.local.screen.words import duration, visible

WIDTH_OF_FILES = 120


def terminal() -> Console:
    """Standard output: colours and its own width for a terminal, neither for a file or a pipe."""
    if sys.stdout.isatty():
        return Console(highlight=False)
    width = None if os.environ.get("COLUMNS") else WIDTH_OF_FILES
    return Console(file=cast("IO[str]", _WithoutTrailingBlanks(sys.stdout)), highlight=False, width=width)


class _WithoutTrailingBlanks:
    """A text stream for files: what rich writes to fill columns up to the right edge is left out."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(re.sub(r"[ \t]+(?=\n)", "", text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class Screen:
    """Prints a run as it happens; call it with each event of the stream."""

    def __init__(
        self,
        console: Console,
        function: Function,
        *,
        full: bool = False,
        metrics: bool = True,
        trace: bool = True,
        reports: bool = True,
    ) -> None:
        self.console = console
        self._function = function
        self._full = full
        self._show_metrics = metrics
        self._show_trace = trace
        self._show_reports = reports
        self._open: stream.Recorder | None = None
        self._started: stream.InvocationStarted | None = None
        self._logs = self._log_view()

    def __call__(self, event: stream.StreamEvent) -> None:
        """Print what this event adds."""
        if isinstance(event, stream.InvocationStarted):
            self._open, self._started = stream.Recorder(), event
            self._logs = self._log_view()
        if self._open is not None:
            self._open(event)
        match event:
            case stream.InvocationStarted(cold=False):
                self._heading()
            case stream.InitializationEnded(error=None):
                self._heading()
            case stream.LogLine() if not event.record.by_runtime:
                self._heading()
                self.console.print(self._logs.render(event))
            case stream.Problem():
                self._note(event.text)
            case stream.InvocationEnded() if self._open is not None:
                self._end(self._open.result())
                self._open = None
            case _:
                pass

    def summary(self, results: Sequence[stream.InvocationResult]) -> None:
        """One line about several invocations."""
        if len(results) <= 1:
            return
        times = sorted(result.ended.milliseconds for result in results)
        failed = sum(result.status != "success" for result in results)
        text = Text.assemble((f"\n{len(results)} invocations", "bold"))
        text.append(f"  {failed} failed" if failed else "  none failed", "red" if failed else "green")
        middle = duration(times[len(times) // 2])
        text.append(f"  duration {duration(times[0])} to {duration(times[-1])}, median {middle}", "dim")
        self.console.print(text)

    def say(self, sentence: str) -> None:
        """A sentence of whoever tells the story."""
        self.console.print(Text(f"\n{sentence}", "italic"))

    def metrics(self, results: Iterable[stream.InvocationResult], name: str = "metrics") -> None:
        """The metrics of some invocations, added up."""
        self._section(name, metrics_table([metric for result in results for metric in result.metrics]))

    def trace(self, result: stream.InvocationResult, name: str = "trace") -> None:
        """The waterfall of an invocation."""
        self._section(name, waterfall([facade(result, self._function)], self.console.width - 2))

    def _log_view(self) -> LogView:
        return LogView(self._function.handler.root, full=self._full)

    def _heading(self) -> None:
        """Before the first thing that an invocation shows; a handler that was misspelt shows nothing."""
        started, self._started = self._started, None
        if started is None:
            return
        title = Text.assemble(
            (visible(describe(started.event)), "bold"), ("  cold start" if started.cold else "", "cyan")
        )
        self.console.print()
        self.console.print(Rule(title, align="left", style="dim"))

    def _end(self, result: stream.InvocationResult) -> None:
        width = self.console.width
        failure = result.initialization.error if result.initialization is not None else None
        if failure is not None and explain(failure, self._function).status == USAGE:
            return  # a handler that is not there; the command says it, on standard error
        self._heading()
        if result.error is not None:
            shown = any((result.error.type, result.error.message) == error for error in self._logs.shown_errors)
            for line in error_lines(result.error, self._function, with_frames=not shown):
                self.console.print(line)
        else:
            self.console.print(response_view(result.response, width))
        self._limits(result)
        if self._show_metrics and result.metrics:
            self.metrics([result])
        if self._show_trace and result.documents:
            self.trace(result)
        if self._show_reports:
            self.console.print()
            self.console.print(report(result, self._function, width))

    def _section(self, name: str, content: object) -> None:
        self.console.print(Text(f"\n{name}", "dim"))
        self.console.print(Padding(content, (0, 0, 0, 2)))  # type: ignore[arg-type]  # any renderable

    def _limits(self, result: stream.InvocationResult) -> None:
        """What went well here and would not in Lambda."""
        peak, memory = result.ended.peak_megabytes, self._function.memory
        if peak is not None and peak > memory:
            self._note(f"Lambda would have ended the function: it used {peak} MB and has {memory} MB (--memory).")
        initialization = result.initialization
        if initialization is not None and initialization.milliseconds > INITIALIZATION_SECONDS * 1000:
            self._note(f"Lambda would have ended the initialization after {INITIALIZATION_SECONDS:.0f} s.")

    def _note(self, text: str) -> None:
        self._heading()
        self.console.print(Text.assemble(("! ", "bold yellow"), (visible(text), "yellow")))


def facade(result: stream.InvocationResult, function: Function) -> TraceNode:
    """The segment that Lambda itself records for the function, with the function's own subsegments below it."""
    ended = result.ended
    documents = trace_tree(result.documents)
    errors = errors_of(result.error.cause) if result.error and not documents else ()
    return TraceNode(
        id=result.started.segment_id,
        name=function.name,
        start=ended.began,
        end=ended.began + ended.milliseconds / 1000,
        fault=result.error is not None,
        errors=errors,
        children=documents,
    )
