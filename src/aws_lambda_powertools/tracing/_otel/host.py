"""Host mode: spans that somebody else's tracer provider makes, samples and sends; the only module that imports its API.

The provider is the one that the ADOT layer, `opentelemetry-instrument`, Datadog or the function itself has set up. Our
spans stand in OpenTelemetry's own context, so that spans of others and ours nest in each other.
"""

from __future__ import annotations

from importlib import import_module

from aws_lambda_powertools._core import environment, environment_otel as settings, invocation
from aws_lambda_powertools._core.version import __version__
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._native import HEADER
from aws_lambda_powertools.tracing._otel import propagation, semantics
from aws_lambda_powertools.tracing._otel.flushing import Flusher
from aws_lambda_powertools.tracing._otel.propagation import Origin
from aws_lambda_powertools.tracing._otel.provider import (
    INTERNAL,
    NANOSECONDS,
    SERVER,
    OpenTelemetryProvider,
    OpenTelemetrySegment,
    flush_seconds,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.tracing._context import Facade
    from aws_lambda_powertools.tracing._native import NativeSegment

# By name, because the package is optional.
trace: Any = import_module("opentelemetry.trace")
otel_context: Any = import_module("opentelemetry.context")

SCOPE = "aws_lambda_powertools"

BEGUN = "tracing.host"
"""Key in an invocation's state: what OpenTelemetry's context is before it, and whether it is flushed at its end."""

ROOT = "tracing.host_root"
"""Key in an invocation's state: the context in which its outermost span begins, as long as that has not begun."""

SUPPRESSED = ("_SUPPRESS_INSTRUMENTATION_KEY", "_SUPPRESS_HTTP_INSTRUMENTATION_KEY")
"""Names of keys under which exporters and instrumentors tell those below them to be silent."""

KINDS = {
    number: getattr(trace.SpanKind, name)
    for number, name in enumerate(("INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"), start=1)
}


class HostSegment(OpenTelemetrySegment):
    """A span of somebody else's provider."""

    _provider: HostProvider  # pyright: ignore[reportIncompatibleVariableOverride]  # set once, when made
    span: Any = trace.INVALID_SPAN
    _before: Any = None
    """OpenTelemetry's context before this span became the current one."""

    # --- Life --------------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        super().__enter__()
        try:
            self._start()
        except Exception as trouble:  # somebody else's provider, and the user's code goes on
            _tell(trouble)
        return self

    def _start(self) -> None:
        call = self.call
        start_time = int(self.start_time * 1e6) * 1000
        above = call.state.pop(ROOT, None) if call is not None else None
        if above is None:
            self._begin(self._surroundings(), start_time)
        elif call is not None:
            self._begin_as_root(call, above, start_time)

    def _begin_as_root(self, call: Invocation, above: Any, start_time: int) -> None:
        """Be what the function serves: nobody else has a span for the invocation."""
        self.kind = SERVER
        self.name = semantics.root_name(call)
        self.links.extend(semantics.links_of(call.event))
        self.root_of = call
        self.attributes.update(semantics.root_attributes(call, self))
        self._begin(above, start_time)

    def _surroundings(self) -> Any:
        """The context to begin in; in a thread without one, that of the segment above or of the handler."""
        here = otel_context.get_current()
        if trace.get_current_span(here).get_span_context().is_valid:
            return here
        above = self.above or _context.handler_segment_of(self.call)
        return trace.set_span_in_context(above.span, here) if isinstance(above, HostSegment) else here

    def _begin(self, surroundings: Any, start_time: int) -> None:
        self._before = otel_context.get_current()
        parent = trace.get_current_span(surroundings).get_span_context()
        self.span = span = self._provider.tracer.start_span(
            self.name,
            context=surroundings,
            kind=KINDS.get(self.kind, KINDS[INTERNAL]),
            attributes=self._attributes,
            links=[_link(*link) for link in self._links or ()],
            start_time=start_time,
        )
        otel_context.attach(trace.set_span_in_context(span, surroundings))
        its = span.get_span_context()
        self.id = _span_id(its)
        self.parent_id = _span_id(parent) if parent.is_valid else ""
        above = self.facade if isinstance(self.facade, Origin) else None
        self.facade = _origin_of(its, self.parent_id, span.is_recording(), like=above)

    def pause(self) -> None:
        """Stop being the current segment and the current span, without ending."""
        if _is_inside(self):
            otel_context.attach(self._before)
        super().pause()

    def resume(self) -> None:
        """Be the current segment and the current span again."""
        if not _is_inside(self):
            self._before = otel_context.get_current()
        super().resume()
        otel_context.attach(trace.set_span_in_context(self.span, self._before))

    def close(self, end_time: float | None = None) -> None:
        """End the span, now or at the given seconds since the epoch; ending it again does nothing."""
        # By value: a token may belong to another context, which OpenTelemetry would log as an error.
        if self.end_time is None and self._before is not None and _is_inside(self):
            otel_context.attach(self._before)
        super().close(end_time)

    def is_present(self) -> bool:
        """Whether it belongs to the invocation that runs now, and was not left over by an earlier one."""
        call = self.call
        return invocation.own() is None if call is None else call.running

    def emit(self) -> None:
        """Tell the span what is known, and end it; its processors and exporters do the rest."""
        span = self.span
        try:
            span.set_attributes(semantics.attributes_of(self, self._provider.for_aws))
            for moment, name, attributes in self._events or ():
                span.add_event(name, attributes, timestamp=moment)
            code, message = semantics.status_of(self)
            if code == semantics.ERROR:
                span.set_status(trace.Status(trace.StatusCode.ERROR, message or None))
        finally:
            span.end(end_time=int((self.end_time or self.start_time) * 1e6) * (NANOSECONDS // 1_000_000))

    def add_link(self, trace_id: str, span_id: str, attributes: Any = None) -> None:
        """Note that a span of another trace has to do with this one; begun spans are told at once."""
        super().add_link(trace_id, span_id, attributes)
        add_link = getattr(self.span, "add_link", None)
        if add_link is not None and self.end_time is None:
            add_link(_link(trace_id, span_id, {}).context, attributes)

    def stands_for(self, call: Invocation) -> None:
        """Be the segment of a handler, below which threads without context record."""
        call.state.setdefault(_context.HANDLER, self)


def _is_inside(segment: HostSegment) -> bool:
    """Whether this context is still inside the segment."""
    inside = _context.current.get()
    while inside is not None:
        if inside is segment:
            return True
        inside = inside.above
    return False


class HostProvider(OpenTelemetryProvider):
    """Spans of a tracer provider that somebody else has set up: the given one, else OpenTelemetry's global one."""

    segment_type = HostSegment
    is_lean = False

    def __init__(self, tracer_provider: Any = None) -> None:
        super().__init__(tracer_provider)
        self._host = tracer_provider if tracer_provider is not None else trace.get_tracer_provider()
        self.tracer: Any = self._host.get_tracer(SCOPE, __version__)
        self.for_aws = _sends_to_aws()
        self._flusher = Flusher(self._host)

    # --- Invocations ---------------------------------------------------------------------------------------------

    def begin_invocation(self, event: Any, context: Any) -> Invocation | None:
        """Find out whether somebody has wrapped the handler; gives the invocation if it is to be ended here."""
        call = invocation.own()
        if call is None or BEGUN in call.state:
            return None
        before = otel_context.get_current()
        enclosing = call.enclosing
        is_within = enclosing is not None and BEGUN in enclosing.state
        above = trace.get_current_span(before).get_span_context()
        is_wrapped = above.is_valid and not above.is_remote
        call.state[BEGUN] = (before, not is_wrapped and not is_within)
        if not is_wrapped and not is_within:
            call.state[ROOT] = before if above.is_valid else _extracted(event, context, before)
        return call

    def end_invocation(self, token: Invocation | None, remaining_milliseconds: int | None) -> None:
        """Leave OpenTelemetry's context as it was; flush, unless whoever has wrapped the handler does."""
        if token is None:
            return
        before, is_ours = token.state.pop(BEGUN)
        if otel_context.get_current() is not before:
            otel_context.attach(before)
        if is_ours:
            self._flusher.flush(flush_seconds(remaining_milliseconds))

    # --- What stands above what is recorded here, and what services downstream are told ----------------------------

    def facade(self) -> Facade:
        """What stands above everything that is recorded here: OpenTelemetry's current span, else Lambda's segment."""
        its = trace.get_current_span().get_span_context()
        if not its.is_valid:
            return _context.facade()
        return _origin_of(its, _span_id(its), recorded=False)

    def current_ids(self) -> tuple[str, str, bool] | None:
        """Trace id (32 hex digits), id of the current span (16), and whether it is sampled; of anybody's span."""
        its = self._current_span_context()
        return None if its is None else (f"{its.trace_id:032x}", _span_id(its), bool(its.trace_flags.sampled))

    current_ids.shown_in_logs = True  # type: ignore[attr-defined]

    def header(self) -> str | None:
        """The trace header for an AWS service called here: it links to the current span, whoever has made it."""
        its = self._current_span_context()
        if its is None:
            return super().header()
        return _origin_of(its, _span_id(its), recorded=False).downstream(_span_id(its))

    def headers(self, segment: NativeSegment | None = None) -> dict[str, str]:
        """The headers that OpenTelemetry's propagators give for the current span, or for that of a segment."""
        propagate: Any = import_module("opentelemetry.propagate")
        headers: dict[str, str] = {}
        surroundings = otel_context.get_current()
        if isinstance(segment, HostSegment):
            surroundings = trace.set_span_in_context(segment.span, surroundings)
        propagate.inject(headers, context=surroundings)
        if HEADER in headers:  # the propagator drops what Lambda finds recursive loops by
            its = trace.get_current_span(surroundings).get_span_context()
            header = _origin_of(its, _span_id(its), recorded=False).downstream(_span_id(its))
            headers[HEADER] = header or headers[HEADER]
        return headers

    def _current_span_context(self) -> Any:
        its = trace.get_current_span().get_span_context()
        if its.is_valid:
            return its
        segment = _context.segment_here()  # a thread without context
        its = segment.span.get_span_context() if isinstance(segment, HostSegment) else None
        return its if its is not None and its.is_valid else None

    # --- Libraries -------------------------------------------------------------------------------------------------

    def is_suppressed(self) -> bool:
        """Whether an exporter or an instrumentor is at work that wants nothing recorded below it."""
        keys = [getattr(otel_context, name, name) for name in SUPPRESSED]
        return any(otel_context.get_value(key) for key in (*keys, "suppress_instrumentation"))

    def set_trace_entity(self, trace_entity: Any) -> None:
        """Make a segment and its span current here, for instance in a thread that got it from its starter."""
        super().set_trace_entity(trace_entity)
        if isinstance(trace_entity, HostSegment):
            otel_context.attach(trace.set_span_in_context(trace_entity.span))


def _extracted(event: Any, context: Any, before: Any) -> Any:
    """OpenTelemetry's context with the parent that its propagators find in what came with the invocation."""
    propagate: Any = import_module("opentelemetry.propagate")
    carrier = dict(propagation.carrier_of(event, context))
    carrier[HEADER] = carrier.get(propagation.AMAZON) or environment.XRAY_TRACE_ID.get() or ""
    return propagate.extract(carrier, context=before)


def _origin_of(its: Any, parent_id: str, recorded: bool, like: Origin | None = None) -> Origin:
    """What stands above a span, in the words of the other backends; the given one again if it says the same."""
    trace_id, sampled = f"{its.trace_id:032x}", bool(its.trace_flags.sampled)
    if like is not None and (like.w3c_trace_id, like.sampled, like.recorded) == (trace_id, sampled, recorded):
        return like
    parent = propagation.Parent(trace_id, parent_id, sampled, its.trace_state.to_header())
    return Origin(_context.facade(), parent, sampled, recorded)


def _span_id(its: Any) -> str:
    return f"{its.span_id:016x}"


def _link(trace_id: str, span_id: str, attributes: Any) -> Any:
    its = trace.SpanContext(int(trace_id, 16), int(span_id, 16), is_remote=True)
    return trace.Link(its, attributes)


def _sends_to_aws() -> bool:
    """Whether spans become X-Ray's: metadata is shown as such only under attributes of its own."""
    said = (settings.PROPAGATORS, settings.ENDPOINT, settings.TRACES_ENDPOINT)
    return (
        any("xray" in (variable.get() or "") for variable in said)
        or "otel" in (settings.EXEC_WRAPPER.get() or "")
        or bool(settings.read(settings.APPLICATION_SIGNALS))
    )


def _tell(trouble: Exception) -> None:
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(
        ("tracing", "host", type(trouble)),
        f"OpenTelemetry's tracer provider failed, the function goes on: {type(trouble).__name__}: {trouble}",
    )
