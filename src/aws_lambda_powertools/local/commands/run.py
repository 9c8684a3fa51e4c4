"""`powertools run`: a function in the real Lambda runtime, and everything it emitted, decoded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from aws_lambda_powertools.local._ending import ending_on_sigterm
from aws_lambda_powertools.local._events import load_event
from aws_lambda_powertools.local._explain import explain
from aws_lambda_powertools.local._function import DEFAULT_MEMORY, DEFAULT_TIMEOUT, Function
from aws_lambda_powertools.local._handler_path import parse_handler
from aws_lambda_powertools.local.env_files import parse_assignments, read_env_file
from aws_lambda_powertools.local.errors import USAGE, LocalError
from aws_lambda_powertools.local.runtime import LocalRuntime
from aws_lambda_powertools.local.stream import FunctionError, InvocationResult, StreamEvent


@click.command("run", short_help="Run a function in the real Lambda runtime.")
@click.argument("handler")
@click.option(
    "-e",
    "--event",
    "events",
    multiple=True,
    metavar="FILE|NAME|-",
    help="Event to send: a JSON file, the name of an event (api_gateway_rest), or - for standard input. "
    "May be given several times; without it, {}.",
)
@click.option(
    "-n", "--times", type=click.IntRange(min=1), default=1, show_default=True, help="Send the event(s) so many times."
)
@click.option("--env", "assignments", multiple=True, metavar="KEY=VALUE", help="Environment variable of the function.")
@click.option("--env-file", "env_files", multiple=True, metavar="FILE", help="File with KEY=VALUE lines.")
@click.option(
    "--timeout",
    type=float,
    default=DEFAULT_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Timeout of the function.",
)
@click.option(
    "--memory", type=int, default=DEFAULT_MEMORY, show_default=True, metavar="MB", help="Memory of the function."
)
@click.option(
    "--python",
    "interpreter",
    default=sys.executable,
    metavar="PATH",
    help="Python that runs the function; needs awslambdaric. Default: this one.",
)
@click.option("--full", is_flag=True, help="Show every key of every log line.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of text for people.")
def command(
    handler: str,
    events: tuple[str, ...],
    times: int,
    assignments: tuple[str, ...],
    env_files: tuple[str, ...],
    timeout: float,  # Lambda's word
    memory: int,
    interpreter: str,
    full: bool,
    as_json: bool,
) -> int:
    """Run HANDLER in the real Lambda runtime and show its log, metrics, trace and result.

    HANDLER is app.py:lambda_handler, package.module:lambda_handler, or app.lambda_handler as in Lambda's settings.
    The exit status is 1 if the function failed, and 2 if there was nothing to run: no such file, event or function.
    """
    environment: dict[str, str] = {}
    for path in env_files:
        environment.update(read_env_file(path))
    environment.update(parse_assignments(assignments))
    function = Function(parse_handler(handler), environment, timeout, memory, interpreter)
    loaded = [load_event(name) for name in events] or [{}]
    with ending_on_sigterm():
        return _as_document(function, loaded * times) if as_json else _for_people(function, loaded * times, full)


def _for_people(function: Function, events: Sequence[Any], full: bool) -> int:
    from aws_lambda_powertools.local.screen.terminal import Screen, terminal

    screen = Screen(terminal(), function, full=full)
    with LocalRuntime(function, screen) as runtime:
        results = list(_results(runtime, events))
    screen.summary(results)
    failure = _failure_to_load(results[-1])
    if failure is not None and (explanation := explain(failure, function)).status == USAGE:
        raise LocalError(explanation.sentence, explanation.hint)
    return _status(results, function)


def _as_document(function: Function, events: Sequence[Any]) -> int:
    from aws_lambda_powertools.local._document import document_of

    between: list[StreamEvent] = []
    with LocalRuntime(function, between.append) as runtime:
        results = list(_results(runtime, events))
    click.echo(document_of(function, results, between))
    return _status(results, function)


def _results(runtime: LocalRuntime, events: Sequence[Any]) -> Iterator[InvocationResult]:
    """The results, up to an initialization that fails: it would fail again for each event."""
    for event in events:
        result = runtime.invoke(event)
        yield result
        if _failure_to_load(result) is not None:
            return


def _failure_to_load(result: InvocationResult) -> FunctionError | None:
    return result.initialization.error if result.initialization is not None else None


def _status(results: Sequence[InvocationResult], function: Function) -> int:
    return max((explain(result.error, function).status for result in results if result.error), default=0)
