"""What a line and its stack trace look like, for code that reads them."""

from __future__ import annotations

from typing import Any, TypedDict

TYPE_CHECKING = False


class _AlwaysThere(TypedDict):
    level: str
    location: str
    message: dict[str, Any] | list[Any] | str | float | bool | None
    timestamp: str
    service: str


class PowertoolsLogRecord(_AlwaysThere, total=False):
    """One line, decoded. Keys of the user's own stand beside these."""

    cold_start: bool
    function_name: str
    function_memory_size: int
    function_arn: str
    function_request_id: str
    function_version: str
    xray_trace_id: str
    sampling_rate: float
    correlation_id: str
    exception_name: str
    exception: str
    exception_notes: list[str]
    stack_trace: PowertoolsStackTrace


class PowertoolsStackTrace(TypedDict):
    """An exception in the parts that queries ask for."""

    type: str
    value: str
    module: str
    frames: list[dict[str, Any]]


LogRecord = dict[str, Any] | PowertoolsLogRecord
LogStackTrace = dict[str, Any] | PowertoolsStackTrace
