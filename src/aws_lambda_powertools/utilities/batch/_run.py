"""What belongs to one batch: its records, its handler, and what became of them.

A processor may stand at module level and work on several batches at once; each has a Run of its own, which code finds
by the context it carries.
"""

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_current: ContextVar[Run | None] = ContextVar("powertools_batch", default=None)


class Run:
    """One batch in the hands of one processor."""

    __slots__ = (
        "batch_response",
        "caller",
        "exceptions",
        "fail_messages",
        "handed_back",
        "handler",
        "is_open",
        "lambda_context",
        "outer",
        "pace",
        "processor",
        "records",
        "success_messages",
    )

    def __init__(
        self, processor: object, records: list[Any], handler: Callable[..., Any] | None, lambda_context: Any
    ) -> None:
        self.processor = processor
        self.records = records
        self.handler: Any = handler
        self.lambda_context = lambda_context
        self.success_messages: list[Any] = []
        self.fail_messages: list[Any] = []
        self.exceptions: list[Any] = []
        self.batch_response: Any = None
        self.handed_back = 0
        """How many records were not even started."""
        self.caller: tuple[Any, Any] = (None, None)
        """The handler, and how it is called."""
        self.pace: Any = None
        """How much time there is; None if nobody asks."""
        self.is_open = False
        """Whether its batch is being processed."""
        self.outer: Run | None = None
        """The batch in whose handler this one is processed."""


def begin(run: Run) -> None:
    """Make this the run of its processor, for this code and all that it calls."""
    before = _current.get()
    if before is run:
        return
    while before is not None and not before.is_open:  # what is finished must not be kept
        before = before.outer
    run.outer = before
    _current.set(run)


def end(run: Run) -> None:
    """Go back to the batch in whose handler this one was processed, if there is one."""
    if run.outer is not None and _current.get() is run:
        _current.set(run.outer)


def run_of(processor: object) -> Run | None:
    """The run of a processor to which this code belongs: the one that was begun last."""
    run = _current.get()
    while run is not None and run.processor is not processor:
        run = run.outer
    return run


def open_run_of(processor: object) -> Run | None:
    """The run whose records the processor works on in this code."""
    run = _current.get()
    while run is not None and not (run.is_open and run.processor is processor):
        run = run.outer
    return run


class BatchResult:
    """What became of a batch: for tests, and for handlers that want to say more than Lambda asks for.

    `successes` and `failures` hold records, `errors` the exceptions of the failures in the same order, `not_started`
    how many of the failures were handed back untouched, `response` the answer to Lambda.
    """

    def __init__(self, run: Run, response: Any) -> None:
        self.successes = list(run.success_messages)
        self.failures = list(run.fail_messages)
        self.errors: list[BaseException] = [info[1] for info in run.exceptions]
        self.not_started = run.handed_back
        self.response = response

    def __repr__(self) -> str:
        return (
            f"BatchResult({len(self.successes)} succeeded, {len(self.failures)} failed, "
            f"{self.not_started} of them not started)"
        )
