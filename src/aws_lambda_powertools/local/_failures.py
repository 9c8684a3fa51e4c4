"""What went wrong with a runtime process, in the words that Lambda uses."""

from __future__ import annotations

import signal

from aws_lambda_powertools.local._runtime_api import MOST_RESPONSE_BYTES
from aws_lambda_powertools.local.decoding.json_text import as_list, parse_object
from aws_lambda_powertools.local.stream import FunctionError, Status

TIMED_OUT = "Sandbox.Timedout"
EXITED = "Runtime.ExitError"


def reported(body: bytes, cause: str = "{}") -> FunctionError:
    """The error that the runtime posted."""
    text = body.decode("utf-8", "backslashreplace")
    report = parse_object(text) or {"errorType": "Runtime.Unknown", "errorMessage": text}
    return FunctionError(
        type=str(report.get("errorType", "")),
        message=str(report.get("errorMessage", "")),
        stack_trace=tuple(map(str, as_list(report.get("stackTrace")))),
        cause=parse_object(cause) or {},
    )


def exited(request_id: str, code: int) -> FunctionError:
    """The process has ended, with this status or (negative) by this signal."""
    if code == 0:
        reason = "Runtime exited without providing a reason"
    elif code < 0:
        reason = f"Runtime exited with error: signal: {(signal.strsignal(-code) or str(-code)).lower()}"
    else:
        reason = f"Runtime exited with error: exit status {code}"
    return FunctionError(EXITED, f"RequestId: {request_id} Error: {reason}")


def timed_out(request_id: str, seconds: float) -> FunctionError:
    """It took longer than it may."""
    return FunctionError(TIMED_OUT, f"RequestId: {request_id} Error: Task timed out after {seconds:.2f} seconds")


def too_large() -> FunctionError:
    """The response was refused."""
    return FunctionError(
        "Function.ResponseSizeTooLarge",
        f"Response payload size exceeded maximum allowed payload size ({MOST_RESPONSE_BYTES} bytes).",
    )


def status_of(error: FunctionError) -> Status:
    """The status of an invocation that ended like this."""
    return "timeout" if error.type == TIMED_OUT else "error"
