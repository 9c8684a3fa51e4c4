"""The function that is being developed: runs it, one invocation after the other, and loads it anew when it changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Event
from typing import Any, Protocol

from aws_lambda_powertools.local import stream
from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local.dev.fronts import Answer, Request
from aws_lambda_powertools.local.dev.history import Entry, History
from aws_lambda_powertools.local.errors import LocalError
from aws_lambda_powertools.local.runtime import LocalRuntime

_IMPATIENCE_SECONDS = 0.05

Mapper = Callable[[stream.InvocationResult], Answer]


@dataclass(frozen=True, slots=True)
class Loaded:
    """How the function stands: `milliseconds` of its initialization, or why there is no function to call."""

    milliseconds: float = 0.0
    problem: str = ""
    hint: str = ""
    status: int = 0
    changed: tuple[str, ...] = ()


class Reporter(Protocol):
    """Who is told what happens, in the thread that runs the function."""

    def loaded(self, loaded: Loaded) -> None:
        """The function was loaded, or could not be."""

    def ended(self, entry: Entry) -> None:
        """An invocation is over, and answered."""


class Session:
    """Everything that touches the runtime happens in one thread, in the order in which it was asked for."""

    def __init__(
        self,
        make_function: Callable[[], Function],
        history: History,
        reporter: Reporter,
        also: stream.Listener | None = None,
    ) -> None:
        self._make_function = make_function
        self._history = history
        self._reporter = reporter
        self._also = also
        self._otlp_address = ""
        self.function = make_function()
        self.state = Loaded()
        self._runtime = LocalRuntime(self.function, self._happened)
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="function")
        self._idle = Event()
        self._idle.set()
        self._closing = False

    def start(self, otlp_address: str) -> Loaded:
        """Load the function; spans can be posted to that address."""
        self._otlp_address = otlp_address
        self._runtime.function = self.function = self._with_receiver(self.function)
        return self._worker.submit(self._load).result()

    def invoke(
        self, event: Any, request: Request | None = None, answer: Mapper | None = None, **context: Any
    ) -> Future[stream.InvocationResult]:
        """Call the function when its turn has come; `answer` says what the front makes of the result."""
        return self._worker.submit(self._invoke, event, request, answer, context)

    def reload(self, changed: list[str]) -> Future[Loaded]:
        """Load the function anew, after the invocations that were asked for before."""
        return self._worker.submit(self._load, tuple(changed))

    def interrupt(self) -> None:
        """End the function's process in the middle of an invocation, and begin no other."""
        self._closing = True
        self._worker.shutdown(wait=False, cancel_futures=True)
        while not self._idle.wait(_IMPATIENCE_SECONDS):
            self._runtime.interrupt()  # again and again: a process may just be starting

    def close(self) -> None:
        """End the function's process, whatever it is doing."""
        self.interrupt()
        self._worker.shutdown()
        self._runtime.close()

    def _invoke(
        self, event: Any, request: Request | None, answer: Mapper | None, context: Mapping[str, Any]
    ) -> stream.InvocationResult:
        self._history.expect(request)
        with self._busy():
            result = self._runtime.invoke(event, **context)
        if answer is not None:
            self._history.answered(result.request_id, answer(result))
        entry = self._history.get(result.request_id)
        if entry is not None and not self._closing:
            self._reporter.ended(entry)
        return result

    def _load(self, changed: tuple[str, ...] = ()) -> Loaded:
        self._runtime.close()
        self.state = replace(self._loaded(refresh=bool(changed)), changed=changed)
        self._reporter.loaded(self.state)
        return self.state

    def _loaded(self, *, refresh: bool) -> Loaded:
        try:
            if refresh:  # the files that set its environment may have changed too
                self._runtime.function = self.function = self._with_receiver(self._make_function())
            with self._busy():
                initialization = self._runtime.prepare()
        except LocalError as error:
            return Loaded(problem=error.sentence, hint=error.hint, status=error.status)
        if initialization is None or initialization.error is None:
            return Loaded(initialization.milliseconds if initialization is not None else 0.0)
        explanation = explain(initialization.error, self.function)
        frames = "\n".join(f"{frame.file}:{frame.line} in {frame.function}" for frame in explanation.frames)
        hint = "\n".join(filter(None, (frames, explanation.hint)))
        return Loaded(initialization.milliseconds, explanation.sentence, hint, explanation.status)

    @contextmanager
    def _busy(self) -> Generator[None]:
        self._idle.clear()
        try:
            if self._closing:
                raise LocalError("The function is being stopped.")
            yield
        finally:
            self._idle.set()

    def _with_receiver(self, function: Function) -> Function:
        """OpenTelemetry's exporters find the console, unless somebody has told them where to go."""
        names = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
        if any(os.environ.get(name) or function.environment.get(name) for name in names):
            return function
        receiver = {"OTEL_EXPORTER_OTLP_ENDPOINT": self._otlp_address, "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf"}
        return replace(function, environment={**receiver, **function.environment})

    def _happened(self, event: stream.StreamEvent) -> None:
        self._history(event)
        if self._also is not None:
            self._also(event)
