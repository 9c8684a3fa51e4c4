"""What a provider of metrics must do, how it stands around a handler, and how its lines get out."""

from __future__ import annotations

import os
import sys
import warnings
from abc import ABC, abstractmethod
from functools import partial, update_wrapper

from aws_lambda_powertools._core.decorators import UNFINISHED, CoroutineType, code_flags, observe_handler, tell
from aws_lambda_powertools._core.environment import (
    DEV,
    LAMBDA_FUNCTION_NAME,
    METRICS_DISABLED,
    METRICS_FUNCTION_NAME,
)
from aws_lambda_powertools._core.invocation import enter, leave, suspend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping
    from typing import Any, TypeVar, overload

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

    Handler = TypeVar("Handler", bound=Callable[..., Any])


class BaseProvider(ABC):
    """What a provider of metrics must do; subclass it to send metrics elsewhere.

    `Metrics(provider=YourProvider())` passes its arguments on by name.
    """

    @abstractmethod
    def add_metric(self, *args: Any, **kwargs: Any) -> Any:
        """Record a value."""

    @abstractmethod
    def serialize_metric_set(self, *args: Any, **kwargs: Any) -> Any:
        """What has been recorded, in the form in which it is sent."""

    @abstractmethod
    def flush_metrics(self, *args: Any, **kwargs: Any) -> Any:
        """Send what has been recorded, and forget it."""

    @abstractmethod
    def clear_metrics(self, *args: Any, **kwargs: Any) -> None:
        """Forget what has been recorded."""

    @abstractmethod
    def add_cold_start_metric(self, context: LambdaContext) -> Any:
        """Record that this invocation is a cold start."""

    if TYPE_CHECKING:

        @overload
        def log_metrics(
            self,
            lambda_handler: Handler,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            **kwargs: Any,
        ) -> Handler: ...

        @overload
        def log_metrics(
            self,
            lambda_handler: None = None,
            capture_cold_start_metric: bool = False,
            raise_on_empty_metrics: bool = False,
            **kwargs: Any,
        ) -> Callable[[Handler], Handler]: ...

    def log_metrics(
        self,
        lambda_handler: Handler | None = None,
        capture_cold_start_metric: bool = False,
        raise_on_empty_metrics: bool = False,
        **kwargs: Any,
    ) -> Handler | Callable[[Handler], Handler]:
        """Flush the metrics at the end of each invocation of a handler, also of one that fails.

        `capture_cold_start_metric` adds the metric ColdStart in an environment's first invocation;
        `raise_on_empty_metrics` raises SchemaValidationError if there are none, instead of a warning. CloudWatch's
        provider knows `default_dimensions` besides, Datadog's `default_tags`: they hold from now on. Trouble with
        metrics never takes the place of the handler's own exception.
        """
        self._apply_options(kwargs)
        if lambda_handler is None:
            return partial(
                self.log_metrics,
                capture_cold_start_metric=capture_cold_start_metric,
                raise_on_empty_metrics=raise_on_empty_metrics,
            )
        if not callable(lambda_handler):
            from aws_lambda_powertools.metrics import _checks

            _checks.check_handler(lambda_handler)
        conclude = self._conclude_with_cold_start if capture_cold_start_metric else self._conclude
        return conclude_handler(lambda_handler, conclude, raise_on_empty_metrics)

    def _apply_options(self, options: Mapping[str, Any]) -> None:  # noqa: B027  # nobody has to know any
        """What `log_metrics` is given besides; a provider may know some of it."""

    def _conclude_with_cold_start(self, call: Invocation, raise_on_empty_metrics: bool) -> None:
        from aws_lambda_powertools.metrics.provider.cold_start import is_first_invocation

        try:
            if is_first_invocation():
                self.add_cold_start_metric(context=call.context)
        finally:
            self._conclude(call, raise_on_empty_metrics)

    def _conclude(self, call: Invocation, raise_on_empty_metrics: bool) -> None:  # noqa: ARG002  # a Ledger needs it
        """Emit what an invocation has recorded, at its end."""
        self.flush_metrics(raise_on_empty_metrics=raise_on_empty_metrics)


# --- Handlers --------------------------------------------------------------------------------------------------------


def conclude_handler(
    handler: Handler, conclude: Callable[[Invocation, bool], None], raise_on_empty_metrics: bool
) -> Handler:
    """The handler with `conclude(call, raise_on_empty_metrics)` after each of its invocations.

    What `observe_handler` does, for handlers that have finished when they return in half the time: nothing is to be
    done before the handler, so that there need not be a generator which waits for its end.
    """
    if code_flags(handler) & UNFINISHED:
        return observe_handler(handler, _conclusion, conclude, raise_on_empty_metrics)

    def concluded(event: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        call, begins = enter(event, context)
        try:
            try:
                response = handler(event, context, *args, **kwargs) if args or kwargs else handler(event, context)
            except BaseException as error:
                tell(_begun_conclusion(call, conclude, raise_on_empty_metrics), error)
                raise
            if response.__class__ is CoroutineType:
                from aws_lambda_powertools._core import unfinished

                steps = _begun_conclusion(call, conclude, raise_on_empty_metrics)
                awaited = unfinished.awaited(response, call, steps)
                if not begins:
                    return awaited
                begins = False
                suspend(call)
                return unfinished.resumed(awaited, call)
            call.response = response
            conclude(call, raise_on_empty_metrics)
            return response
        finally:
            if begins:
                leave(call)

    return update_wrapper(concluded, handler)  # type: ignore[return-value]  # it has the handler's signature


def _conclusion(
    call: Invocation, conclude: Callable[[Invocation, bool], None], raise_on_empty_metrics: bool
) -> Generator[None, None, None]:
    try:
        yield
    finally:
        conclude(call, raise_on_empty_metrics)


def _begun_conclusion(
    call: Invocation, conclude: Callable[[Invocation, bool], None], raise_on_empty_metrics: bool
) -> Generator[None, None, None]:
    steps = _conclusion(call, conclude, raise_on_empty_metrics)
    next(steps)
    return steps


# --- Emitting --------------------------------------------------------------------------------------------------------

_encoded: Callable[[str], Any] = getattr(os.environ, "encodekey", str)
_DISABLED, _DEV = _encoded(METRICS_DISABLED.name), _encoded(DEV.name)
"""The names of the variables as `os.environ` holds them: asking it by their texts would take ten times as long."""


def is_metrics_disabled() -> bool:
    """Whether metrics are not to be emitted: POWERTOOLS_METRICS_DISABLED says so, else POWERTOOLS_DEV.

    Read at each flush. Raises ValueError for a word that means neither yes nor no.
    """
    entries = getattr(os.environ, "_data", None)  # with encoded keys; somebody's replacement may have none
    if entries is not None and _DISABLED not in entries and _DEV not in entries:
        return False
    disabled = METRICS_DISABLED.get()
    return DEV.get() if disabled is None else disabled


listeners: list[Callable[[str], None]] = []
"""Who hears of each line that is written: tests that capture metrics. By `append` and `remove` alone."""


def write(lines: str) -> None:
    """Write whole lines to standard output. Where that fails, say so once: no handler fails for its metrics."""
    if not lines:
        return
    for listener in listeners:
        listener(lines)
    try:
        sys.stdout.write(lines)
    except Exception as error:  # the handler is protected: output may be closed, full or replaced by anything
        from aws_lambda_powertools._core.notices import warn_once

        kind = type(error)
        warn_once(("metrics output", kind), f"Metrics cannot be written to standard output, and are lost: {error!r}")


def cold_start_function_name(function_name: str | None, context: Any) -> str | None:
    """The function's name for the metric ColdStart: as given, by environment variable, or from the Lambda context."""
    return (
        function_name
        or METRICS_FUNCTION_NAME.get()
        or getattr(context, "function_name", None)
        or LAMBDA_FUNCTION_NAME.get()
    )


_reminded: tuple[Any, int] | None = None


def remind_of_empty_metrics() -> None:
    """Warn that there is nothing to flush.

    Python shows a warning once for each line of code, and still spends more time on the question whether it has than
    an invocation takes. As long as its filters are the same, one answer serves for all.
    """
    global _reminded
    filters = warnings.filters
    if _reminded is not None and _reminded[0] is filters and _reminded[1] == len(filters):
        return
    from aws_lambda_powertools._core.notices import warn

    warn(
        "There are no metrics to publish, apart from ColdStart where that is captured. "
        "To have this raised, set 'raise_on_empty_metrics'."
    )
    if not any(action in ("always", "all", "error") for action, *_ in filters):
        _reminded = filters, len(filters)
