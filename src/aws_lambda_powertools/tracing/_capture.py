"""Traced calls: what is known of a traced function, and a scope around one call of it by somebody else's provider."""

from __future__ import annotations

from aws_lambda_powertools.tracing import _backends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools._core.redaction import Redaction
    from aws_lambda_powertools.tracing.tracer import Tracer


UNNAMED_SERVICE = "service_undefined"
"""Namespace of metadata where no service is named."""


class Plan:
    """What is known of a traced function before it is called. Calling the plan gives the scope of one call."""

    # Each of these is worked out once for a function, or once for a provider.
    provider: Any = None
    """The provider of which the rest is known."""
    segment_type: Any = None
    """Its own segments, which can be scopes themselves."""
    begin_invocation: Callable[..., Any] | None = None
    end_invocation: Callable[..., Any] | None = None
    current_ids: Callable[..., Any] | None = None
    prepared: Any = None
    """What the provider has worked out for this function."""

    def __init__(
        self,
        tracer: Tracer,
        name: str,
        is_async: bool,
        keeps_responses: bool,
        keeps_errors: bool,
        redaction: Redaction | None,
    ) -> None:
        self.tracer = tracer
        self.segment_name = f"## {name}"
        self.response_key = f"{name} response"
        self.error_key = f"{name} error"
        self.is_async = is_async
        self.keeps_responses = keeps_responses
        self.keeps_plain_responses = keeps_responses and redaction is None
        self.keeps_errors = keeps_errors
        self.redaction = redaction

    def look_at(self, provider: Any) -> None:
        """Find what the provider has beyond the protocol's six methods."""
        self.provider = provider
        self.prepared = None
        self.segment_type = getattr(provider.__class__, "segment_type", None)
        self.begin_invocation = _backends.optional(provider, "begin_invocation")
        self.end_invocation = _backends.optional(provider, "end_invocation")
        self.current_ids = _backends.optional(provider, "current_ids")

    def __call__(self) -> Any:
        """A scope around one call: the segment itself if it is one of ours, else a Capture around it."""
        provider = self.tracer.provider
        if provider is not self.provider:
            self.look_at(provider)
        try:
            if self.is_async:
                manager = provider.in_subsegment_async(name=self.segment_name)
            else:
                manager = provider.in_subsegment(name=self.segment_name)
        except Exception as trouble:
            self.tell(trouble)
            return Capture(self, None)
        if type(manager) is self.segment_type:
            manager.plan = self
            return manager
        return Capture(self, manager)

    @property
    def namespace(self) -> str:
        """Where metadata of the tracer stands."""
        return self.tracer.service or UNNAMED_SERVICE

    def shown(self, value: Any) -> Any:
        """A response or an exception as it may be shown."""
        if self.redaction is None:
            return value
        from aws_lambda_powertools.tracing._documents import redacted

        return redacted(value, self.redaction)

    def tell(self, trouble: Exception) -> None:
        """Say once that the provider failed; the traced function goes on."""
        from aws_lambda_powertools._core.notices import warn_once

        provider = type(self.tracer.provider).__name__
        warn_once(
            ("tracing", "trouble", provider, type(trouble)),
            f"The tracing provider {provider} failed, the function goes on: {type(trouble).__name__}: {trouble}",
        )


class Capture:
    """The scope of one call with somebody else's segment, driven by the protocol; trouble with it stays here."""

    __slots__ = ("_manager", "_plan", "closing_annotations", "response", "segment")

    def __init__(self, plan: Plan, manager: Any) -> None:
        self._plan = plan
        self._manager = manager
        self.segment: Any = None
        self.response: Any = None
        self.closing_annotations: tuple[tuple[str, Any], ...] = ()
        """Put on the segment before it ends, whatever came of the call."""

    # --- Around sync code ----------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self._manager is not None:
            try:
                self.segment = self._manager.__enter__()
            except Exception as trouble:
                self._give_up(trouble)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._manager is None:
            return
        self._note_outcome(error)
        try:
            self._manager.__exit__(kind, error, traceback)
        except BaseException as raised:
            self._check(raised, error)

    # --- Around async code ---------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        if self._manager is not None:
            try:
                self.segment = await self._manager.__aenter__()
            except Exception as trouble:
                self._give_up(trouble)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._manager is None:
            return
        self._note_outcome(error)
        try:
            await self._manager.__aexit__(kind, error, traceback)
        except BaseException as raised:
            self._check(raised, error)

    # --- Around generators, and coroutines behind plain functions ------------------------------------------------

    def pause(self) -> None:
        """Nothing: the protocol has no word for it."""

    def resume(self) -> None:
        """Nothing: the protocol has no word for it."""

    # --- What came of it -----------------------------------------------------------------------------------------

    def stands_for(self, call: Any) -> None:
        """Nothing: only segments of ours can be found by threads without context."""

    def _note_outcome(self, error: BaseException | None) -> None:
        plan = self._plan
        try:
            if error is None:
                if self.response is not None and plan.keeps_responses:
                    self._put_metadata(plan.response_key, self.response)
            elif plan.keeps_errors and isinstance(error, Exception):
                self._put_metadata(plan.error_key, error)
        except Exception as trouble:
            plan.tell(trouble)
        try:
            for key, value in self.closing_annotations:
                self.segment.put_annotation(key=key, value=value)
        except Exception as trouble:
            plan.tell(trouble)

    def _put_metadata(self, key: str, value: Any) -> None:
        self.segment.put_metadata(key=key, value=self._plan.shown(value), namespace=self._plan.namespace)

    # --- Trouble -------------------------------------------------------------------------------------------------

    def _give_up(self, trouble: Exception) -> None:
        self._manager = None
        self._plan.tell(trouble)

    def _check(self, raised: BaseException, error: BaseException | None) -> None:
        """A provider may raise the call's exception again; an exception of its own stays here."""
        if raised is error:
            return
        if not isinstance(raised, Exception):
            raise raised
        self._plan.tell(raised)
