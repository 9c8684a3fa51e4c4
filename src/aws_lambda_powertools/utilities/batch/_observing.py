"""What is logged, counted and traced for each record, on request."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager

from aws_lambda_powertools.utilities.batch._sources import SOURCES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from typing import Any

SUCCESSES = "BatchRecordSuccess"
FAILURES = "BatchRecordFailure"


class Observing:
    """Stands around the handler of one record."""

    def __init__(self, processor: Any, logger: Any, metrics: Any, tracer: Any) -> None:
        for name, thing, method in (
            ("logger", logger, "append_context_keys"),
            ("metrics", metrics, "add_metric"),
            ("tracer", tracer, "provider"),
        ):
            if thing is not None and not hasattr(thing, method):
                raise TypeError(f"{name} is {thing!r}; with it, records can't be told apart. Give a Powertools {name}")
        self._processor = processor
        self._logger = logger
        self._metrics = metrics
        self._tracer = tracer

    @contextmanager
    def __call__(self, record: dict[str, Any]) -> Generator[None, None, None]:
        """Name the record on log lines, count what becomes of it, and trace it."""
        name = self._name_of(record)
        with ExitStack() as stack:
            if self._logger is not None:
                stack.enter_context(self._logger.append_context_keys(batch_record=name))
            if self._tracer is not None:
                segment = stack.enter_context(self._tracer.provider.in_subsegment(name="## batch_record"))
                segment.put_annotation(key="batch_record", value=str(name))
            if self._metrics is None:
                yield
                return
            try:
                yield
            except BaseException:
                self._metrics.add_metric(name=FAILURES, unit="Count", value=1)
                raise
            self._metrics.add_metric(name=SUCCESSES, unit="Count", value=1)

    def _name_of(self, record: dict[str, Any]) -> Any:
        try:
            return SOURCES[self._processor.event_type].identifier(record)
        except KeyError:
            return "unknown"
