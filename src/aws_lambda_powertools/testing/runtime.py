"""A handler in the real Lambda runtime, from a test."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import Any

from aws_lambda_powertools.local._function import DEFAULT_MEMORY, DEFAULT_TIMEOUT, Function
from aws_lambda_powertools.local._handler_path import parse_handler
from aws_lambda_powertools.local.runtime import LocalRuntime
from aws_lambda_powertools.local.stream import InvocationResult


def run_in_runtime(
    handler_path: str,
    events: Iterable[Any] = ({},),
    *,
    env: Mapping[str, str] | None = None,
    timeout: float = DEFAULT_TIMEOUT,
    memory: int = DEFAULT_MEMORY,
    interpreter: str = sys.executable,
) -> list[InvocationResult]:
    """Send events to a handler that runs in AWS's runtime client, in a process of its own; one result an event.

        [result] = run_in_runtime("src/app.py:lambda_handler", [{"id": 7}], env={"TABLE": "orders"})
        assert result.response == {"id": 7}
        assert result.logs[0]["message"] == "stored"

    `timeout` is in seconds, `memory` in megabytes. Failures of the function are in the results (`status`, `error`);
    LocalError says what is wrong with the arguments.
    """
    function = Function(parse_handler(handler_path), dict(env or {}), timeout, memory, interpreter)
    with LocalRuntime(function) as runtime:
        return [runtime.invoke(event) for event in events]
