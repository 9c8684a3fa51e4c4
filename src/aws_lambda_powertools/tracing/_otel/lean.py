"""Lean mode: spans that Tracer makes and sends itself, without OpenTelemetry's packages and without a thread."""

from __future__ import annotations

import sys
from functools import cached_property

from aws_lambda_powertools._core import environment, environment_otel as settings, invocation
from aws_lambda_powertools._core.version import __version__
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._otel import exporters, propagation, semantics
from aws_lambda_powertools.tracing._otel.provider import (
    NANOSECONDS,
    SERVER,
    OpenTelemetryProvider,
    OpenTelemetrySegment,
    flush_seconds,
)
from aws_lambda_powertools.tracing._otel.values import Span, cleaned, limited
from aws_lambda_powertools.tracing._xray import WRITERS, encode, encode_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.tracing._native import NativeSegment
    from aws_lambda_powertools.tracing._otel.exporters import Outbox
    from aws_lambda_powertools.tracing._otel.propagation import Origin

API = "opentelemetry.trace"
"""OpenTelemetry's API. Most functions that use it import it before their first invocation."""

OTEL_CONTEXT = "tracing.otel_context"
"""Key in an invocation's state: what OpenTelemetry's context was before it."""

ORIGIN = "tracing.origin"
"""Key in an invocation's state: what its spans hang below."""

MICROSECOND = NANOSECONDS // 1_000_000

NO_STATUS = (semantics.UNSET, "")


class LeanSegment(OpenTelemetrySegment):
    """A span of ours."""

    # Set once, when the segment is made or begins.
    _provider: LeanProvider  # pyright: ignore[reportIncompatibleVariableOverride]
    facade: Origin  # pyright: ignore[reportIncompatibleVariableOverride]

    def stands_for(self, call: Invocation) -> None:
        """Be the segment of a handler; the outermost one of an invocation is what the function serves."""
        super().stands_for(call)
        if self.root_of is None:
            return
        self.kind = SERVER
        try:
            self.name = semantics.root_name(call)
            self.links.extend(semantics.links_of(call.event))
        except Exception:  # an event or a context whose own methods fail
            _context.debug("the event tells nothing", with_exception=True)

    def emit(self) -> None:
        """Hand the span over to be sent."""
        provider = self._provider
        span = self._finished()
        try:
            provider.outbox.add(span)
        except Exception:  # a list that contains itself, a text that is none: what users gave can't be written
            provider.outbox.add(cleaned(span))
        if self.above is None and self.root_of is None and not _is_flushed_later(self.call):
            provider.outbox.flush(flush_seconds(None, provider.flush_timeout))

    def _finished(self) -> Span:
        provider = self._provider
        try:
            attributes = self._only_a_response() if provider.for_aws else None
            if attributes is not None:
                return self._span(attributes, 0)
            attributes = semantics.attributes_of(self, provider.for_aws, provider.longest_text)
            if self.root_of is not None and self.facade.dropped:
                attributes["otel.dropped"] = self.facade.dropped
            return self._span(*limited(attributes, provider.longest_text, provider.most_attributes))
        except Exception:  # what users gave can't be read; the span itself is not lost for that
            _context.debug("the attributes of the span %s are lost", self.name, with_exception=True)
            return self._span({"powertools.attributes_lost": True}, 0)

    def _only_a_response(self) -> dict[str, Any] | None:
        """The attributes of the most frequent span by far: a method of which nothing is known but its response."""
        plan, response = self.plan, self.response
        if plan is None or self.is_cold_start is not None or self._annotations or self._metadata or self._attributes:
            return None
        if response is None or not plan.keeps_responses:
            return {}
        if not plan.keeps_plain_responses:
            return None
        prepared: Any = plan.prepared
        if prepared is None or prepared[0] is not plan.tracer.service:
            key = semantics.METADATA + plan.namespace
            prepared = plan.prepared = (plan.tracer.service, key, f"{{{encode(plan.response_key)}:")
        try:
            text = f"{prepared[2]}{WRITERS.get(response.__class__, encode_values)(response)}}}"
        except Exception:  # NaN, a cycle, odd keys: what takes longer can write it
            return None
        return {prepared[1]: text} if len(text) <= self._provider.longest_text else None

    def _span(self, attributes: dict[str, Any], excess: int) -> Span:
        end = self.end_time or self.start_time
        # By way of whole microseconds: the clock has no more to tell.
        start_time, end_time = int(self.start_time * 1e6 + 0.5), int(end * 1e6 + 0.5)
        status, message = semantics.status_of(self) if self._more or self.root_of is not None else NO_STATUS
        return Span(
            self.name,
            self.kind,
            self.facade,
            self.id,
            self.parent_id,
            start_time * MICROSECOND,
            end_time * MICROSECOND,
            attributes,
            self._events or (),
            self._links or (),
            status,
            message,
            excess,
        )


def _is_flushed_later(call: Invocation | None) -> bool:
    return call is not None and ORIGIN in call.state


class LeanProvider(OpenTelemetryProvider):
    """Spans made and sent by Tracer itself."""

    segment_type = LeanSegment
    is_lean = True
    _bridge: Any = None
    """The module that lets code take part which uses OpenTelemetry's API, if there is such code."""
    _knows_opentelemetry = False
    """Whether it is settled if code that uses OpenTelemetry's API takes part."""

    def __init__(self, tracer_provider: Any = None) -> None:
        super().__init__(tracer_provider)
        self.destination = exporters.destination()
        self.for_aws = self.destination.is_aws
        self.flush_timeout = settings.read(settings.FLUSH_TIMEOUT) / 1000
        self.longest_text = settings.read(settings.LONGEST_TEXT)
        self.most_attributes = settings.read(settings.MOST_ATTRIBUTES)
        self._formats = propagation.propagators(propagation.FOR_AWS if self.for_aws else propagation.FOR_OTHERS)
        self._decide = propagation.sampler()
        self._outside: tuple[Any, Origin | None] = (None, None)
        self._from_snapshot = environment.LAMBDA_INITIALIZATION_TYPE.get() == "snap-start"
        if self.destination.path is not None:
            self.ignore_endpoint(self.destination.host, [self.destination.path])

    @cached_property
    def outbox(self) -> Outbox:
        """Where spans go; made at the first one, when the service's name is known."""
        from aws_lambda_powertools.tracing._otel import resource
        from aws_lambda_powertools.tracing.tracer import Tracer

        service: str = Tracer._config["service"]  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # our own Tracer
        return self.destination.outbox(resource.attributes(service), "aws_lambda_powertools", __version__)

    # --- Invocations ---------------------------------------------------------------------------------------------

    def begin_invocation(self, event: Any, context: Any) -> Invocation | None:
        """Find out what the invocation's spans hang below; gives the invocation if it is to be flushed at its end."""
        if self._from_snapshot:
            self._forget_snapshot()
        if not self._knows_opentelemetry and API in sys.modules:
            self._join_opentelemetry()
        call = invocation.own()
        if call is None or ORIGIN in call.state:
            return None
        carrier: propagation.Carrier = {}
        try:
            carrier = propagation.carrier_of(event, context)
        except Exception:  # an event or a context whose own methods fail
            _context.debug("the event tells no caller", with_exception=True)
        call.state[ORIGIN] = self._origin(carrier)
        if self._bridge is not None:
            call.state[OTEL_CONTEXT] = self._bridge.here()
        enclosing = call.enclosing
        return None if enclosing is not None and ORIGIN in enclosing.state else call

    def end_invocation(self, token: Invocation | None, remaining_milliseconds: int | None) -> None:
        """Send what is left, within the time that may be used for it."""
        call = invocation.own()
        if self._bridge is not None and call is not None:
            self._bridge.go_back(call.state.pop(OTEL_CONTEXT, None))
        if token is not None:
            self.outbox.flush(flush_seconds(remaining_milliseconds, self.flush_timeout))

    def _join_opentelemetry(self) -> None:
        """Let spans of OpenTelemetry's API be ours, unless somebody has set up a provider for them."""
        self._knows_opentelemetry = True
        try:
            from aws_lambda_powertools.tracing._otel import bridge

            self._bridge = bridge if bridge.join(self) else None
        except Exception:  # a version of the API that is not known; its spans go nowhere, as before
            _context.debug("OpenTelemetry's API takes no part", with_exception=True)

    def _forget_snapshot(self) -> None:
        """Forget, before the first invocation after a restore, what each copy of the snapshot has alike."""
        self._from_snapshot = False
        _context.forget_ids()
        self.outbox.reset()

    def _origin(self, carrier: propagation.Carrier) -> Origin:
        amazon = _context.facade()
        also_unsampled = self.destination.takes_unsampled
        found = propagation.origin(carrier, amazon, self._formats, self._decide, also_unsampled)
        found.recorded = found.recorded and self.destination.takes_spans
        return found

    def facade(self) -> Origin:
        """What stands above everything that is recorded here: the invocation's parent in another service."""
        call = invocation.current()
        found: Origin | None = call.state.get(ORIGIN) if call is not None else None
        return self._origin_outside() if found is None else found

    def _origin_outside(self) -> Origin:
        """The same where no handler is traced; while a function is being initialized, nothing is recorded."""
        amazon = _context.facade()
        known_for, known = self._outside
        if known is not None and known_for is amazon:
            return known
        known = self._origin({}) if amazon.trace_id else propagation.nothing(amazon)
        self._outside = (amazon, known)
        return known

    def headers(self, segment: NativeSegment | None = None) -> dict[str, str]:
        """The headers by which a service called over HTTP learns which span calls it, as OTEL_PROPAGATORS says."""
        return propagation.headers_of(segment or _context.segment_here() or self.facade(), self._formats)
