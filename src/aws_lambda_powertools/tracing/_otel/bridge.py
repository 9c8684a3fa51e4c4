"""Code that uses OpenTelemetry's API beside lean mode: its spans are ours, and ours are current for it.

Imported only when a function has imported that API and nobody has set up a tracer provider. From then on
OpenTelemetry's context says which span is the current one; whoever sets up a provider later takes over.
"""

from __future__ import annotations

from importlib import import_module

from aws_lambda_powertools._core import clock, environment_otel as settings
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._otel.lean import LeanSegment
from aws_lambda_powertools.tracing._otel.propagation import Origin, Parent
from aws_lambda_powertools.tracing._otel.provider import NANOSECONDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools.tracing._otel.lean import LeanProvider

# By name, because the package is optional.
trace: Any = import_module("opentelemetry.trace")
otel_context: Any = import_module("opentelemetry.context")
decorators: Any = import_module("opentelemetry.util._decorator")

GLOBAL = "_TRACER_PROVIDER"
"""OpenTelemetry's global provider. Set as an attribute, so that the function may still set up its own."""


class BridgedSpan(trace.Span):  # type: ignore[misc]  # the package has no types when it is missing
    """A segment of ours as OpenTelemetry sees it."""

    def __init__(self, segment: LeanSegment) -> None:
        self.segment = segment
        above = segment.facade
        self._context = trace.SpanContext(
            int(above.otel_trace_id or "0", 16),
            int(segment.id, 16),
            is_remote=False,
            trace_flags=trace.TraceFlags(int(above.sampled)),
            trace_state=trace.TraceState.from_header([above.trace_state]) if above.trace_state else None,
        )

    def get_span_context(self) -> Any:
        return self._context

    def is_recording(self) -> bool:
        return self.segment.end_time is None and self.segment.facade.recorded

    def set_attribute(self, key: str, value: Any) -> None:
        self.segment.set_attribute(key, value)

    def set_attributes(self, attributes: Any) -> None:
        for key, value in attributes.items():
            self.segment.set_attribute(key, value)

    def add_event(self, name: str, attributes: Any = None, timestamp: int | None = None) -> None:
        self.segment.add_event(name, dict(attributes or {}), timestamp)

    def add_link(self, context: Any, attributes: Any = None) -> None:
        self.segment.add_link(f"{context.trace_id:032x}", f"{context.span_id:016x}", dict(attributes or {}))

    def update_name(self, name: str) -> None:
        if self.segment.end_time is None:
            self.segment.name = name

    def set_status(self, status: Any, description: str | None = None) -> None:
        code = getattr(status, "status_code", status)
        if self.segment.end_time is not None:
            return
        if code is trace.StatusCode.ERROR:
            self.segment.add_fault_flag()
            self.segment.failure = getattr(status, "description", None) or description or self.segment.failure
        elif code is trace.StatusCode.OK:
            self.segment.more.pop("fault", None)
            self.segment.failure = ""

    def record_exception(
        self,
        exception: BaseException,
        attributes: Any = None,
        timestamp: int | None = None,
        escaped: bool = False,  # noqa: ARG002  # OpenTelemetry's own signature
    ) -> None:
        from aws_lambda_powertools.tracing._otel import exceptions

        if exceptions.is_new(exception, self.segment.facade.trace_id, self.segment.id):
            described = exceptions.described(exception, exception.__traceback__, None)
            self.segment.add_event("exception", {**described, **(attributes or {})}, timestamp)

    def end(self, end_time: int | None = None) -> None:
        self.segment.close(None if end_time is None else end_time / NANOSECONDS)


class BridgedSegment(LeanSegment):
    """A segment of ours that is the current span for OpenTelemetry's API too."""

    _before: Any = None
    """What was current there before it."""

    def __enter__(self) -> Self:
        _adopt()
        super().__enter__()
        self._before = self._enter()
        return self

    def close(self, end_time: float | None = None) -> None:
        """End the span, now or at the given seconds since the epoch; ending it again does nothing."""
        if self.end_time is None:
            self._leave()
        super().close(end_time)

    def pause(self) -> None:
        """Stop being the current segment, without ending."""
        self._leave()
        super().pause()

    def resume(self) -> None:
        """Be the current segment again."""
        super().resume()
        self._before = self._enter()

    def _enter(self) -> Any:
        before = otel_context.get_current()
        otel_context.attach(trace.set_span_in_context(BridgedSpan(self), before))
        return before

    def _leave(self) -> None:
        """Make current what was before, if this still is; by value, since a token may be another context's."""
        span = trace.get_current_span()
        if isinstance(span, BridgedSpan) and span.segment is self:
            otel_context.attach(self._before)


def _adopt() -> None:
    """Let the current span of OpenTelemetry be the segment below which the next one opens."""
    span = trace.get_current_span()
    if isinstance(span, BridgedSpan) and span.segment.is_present():
        _context.current.set(span.segment if span.segment.end_time is None else span.segment.above)


class ForeignSegment(LeanSegment):
    """A segment that other code has begun through OpenTelemetry's API."""

    def begin(self, above: Any, start_time: int | None) -> BridgedSpan:
        """Begin below a span of OpenTelemetry's, without becoming the current one."""
        if isinstance(above, BridgedSpan) and above.segment.is_present():
            self.above = parent = above.segment
            self.parent_id, self.facade, self.call = parent.id, parent.facade, parent.call
        else:
            self._begin_below_handler()
            its = above.get_span_context()
            if its.is_valid and not isinstance(above, BridgedSpan):
                self._continue(its)
        self.id = _context.new_id()
        self.start_time = clock.seconds() if start_time is None else start_time / NANOSECONDS
        return BridgedSpan(self)

    def _continue(self, its: Any) -> None:
        """Be part of the trace of a caller whose context somebody has extracted."""
        sampled = bool(its.trace_flags.sampled)
        parent = Parent(f"{its.trace_id:032x}", f"{its.span_id:016x}", sampled, its.trace_state.to_header())
        self.facade = Origin(_context.facade(), parent, sampled, sampled, self.facade.baggage)
        self.parent_id = parent.id


class BridgedTracer(trace.Tracer):  # type: ignore[misc]
    """Makes segments of ours."""

    def __init__(self, provider: LeanProvider, scope: str) -> None:
        self._provider = provider
        self._scope = scope

    def start_span(
        self,
        name: str,
        context: Any = None,
        kind: Any = trace.SpanKind.INTERNAL,
        attributes: Any = None,
        links: Any = None,
        start_time: int | None = None,
        record_exception: bool = True,  # noqa: ARG002  # OpenTelemetry's own signature
        set_status_on_exception: bool = True,  # noqa: ARG002
    ) -> Any:
        segment = ForeignSegment(self._provider, None)
        segment.name = str(name)
        segment.kind = kind.value + 1
        segment.attributes["otel.scope.name"] = self._scope
        segment.attributes.update(attributes or {})
        span = segment.begin(trace.get_current_span(context), start_time)
        for link in links or ():
            span.add_link(link.context, link.attributes)
        return span

    @decorators._agnosticcontextmanager  # type: ignore[untyped-decorator]  # noqa: SLF001  # what OpenTelemetry's own tracer uses: sync and async alike
    def start_as_current_span(
        self,
        name: str,
        context: Any = None,
        kind: Any = trace.SpanKind.INTERNAL,
        attributes: Any = None,
        links: Any = None,
        start_time: int | None = None,
        record_exception: bool = True,
        set_status_on_exception: bool = True,
        end_on_exit: bool = True,
    ) -> Iterator[Any]:
        span = self.start_span(name, context, kind, attributes, links, start_time)
        with trace.use_span(
            span,
            end_on_exit=end_on_exit,
            record_exception=record_exception,
            set_status_on_exception=set_status_on_exception,
        ):
            yield span


class BridgedTracerProvider(trace.TracerProvider):  # type: ignore[misc]
    """OpenTelemetry's tracer provider in a function that has lean mode and no other."""

    def __init__(self, provider: LeanProvider) -> None:
        self._provider = provider

    def get_tracer(
        self,
        instrumenting_module_name: str,
        instrumenting_library_version: str | None = None,  # noqa: ARG002  # OpenTelemetry's own signature
        schema_url: str | None = None,  # noqa: ARG002
        attributes: Any = None,  # noqa: ARG002
    ) -> Any:
        return BridgedTracer(self._provider, instrumenting_module_name)


# --- The global provider ---------------------------------------------------------------------------------------------


def join(provider: LeanProvider) -> bool:
    """Be OpenTelemetry's global provider, unless somebody has set one up or named one; whether that was done."""
    if getattr(trace, GLOBAL, provider) is not None or settings.TRACER_PROVIDER.get():
        return False
    setattr(trace, GLOBAL, BridgedTracerProvider(provider))
    provider.segment_type = BridgedSegment
    return True


def here() -> Any:
    """OpenTelemetry's context at the beginning of an invocation."""
    return otel_context.get_current()


def go_back(before: Any) -> None:
    """Leave OpenTelemetry's context as it was, whatever spans the invocation has left open."""
    if before is not None and otel_context.get_current() is not before:
        otel_context.attach(before)


def release() -> None:
    """Be it no more."""
    if isinstance(getattr(trace, GLOBAL, None), BridgedTracerProvider):
        setattr(trace, GLOBAL, None)
