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

CURRENT: ContextVar[Run | None] = ContextVar("powertools_batch", default=None)
"""The run that this code has begun last, of whatever processor."""


class Run:
    """One batch in the hands of one processor."""

    batch_response: Any = None
    """The answer to Lambda; None as long as the batch was not begun."""
    caller: Any = None
    """How its handler is called, once somebody knows."""
    handed_back = 0
    """How many records were not even started."""
    is_open = False
    """Whether the batch is being processed."""
    outer: Run | None = None
    """The batch in whose handler this one is processed."""
    pace: Any = None
    """How much time there is; None if nobody asks."""

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


def begin(run: Run) -> None:
    """Make this the run of its processor, for this code and all that it calls."""
    before = CURRENT.get()
    if before is run:
        return
    while before is not None and not before.is_open:  # what is finished must not be kept
        before = before.outer
    run.outer = before
    CURRENT.set(run)


def end(run: Run) -> None:
    """Go back to the batch in whose handler this one was processed, if there is one."""
    if run.outer is not None and CURRENT.get() is run:
        CURRENT.set(run.outer)


def run_of(processor: object) -> Run | None:
    """The run of a processor to which this code belongs: the one that was begun last."""
    run = CURRENT.get()
    while run is not None and run.processor is not processor:
        run = run.outer
    return run


def open_run_of(processor: object) -> Run | None:
    """The run whose records the processor works on in this code."""
    run = CURRENT.get()
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
