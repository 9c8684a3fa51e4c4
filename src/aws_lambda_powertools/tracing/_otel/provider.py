"""What both modes of the OpenTelemetry backend share: Tracer's calls on something that becomes a span.

A segment keeps what Tracer, users and patched libraries say in the words of X-Ray (`http`, `aws`, `sql`, annotations,
metadata) or of OpenTelemetry (attributes, events, links). `semantics` turns all of it into attributes when it ends.
"""

# ruff: noqa: ARG002  # a traceback tells more than the stack and the place that callers give

from __future__ import annotations

import sys

from aws_lambda_powertools._core import clock, environment_otel as settings
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._native import NativeProvider, NativeSegment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation

    Attributes = Mapping[str, Any]
    Event = tuple[int, str, Attributes]
    """Nanoseconds since the epoch, name, attributes."""
    Link = tuple[str, str, Attributes]
    """Trace id (32 hex digits), span id (16), attributes."""

INTERNAL, SERVER, CLIENT, PRODUCER, CONSUMER = 1, 2, 3, 4, 5
KINDS = {"internal": INTERNAL, "server": SERVER, "client": CLIENT, "producer": PRODUCER, "consumer": CONSUMER}
"""Kinds of spans, by the numbers that OTLP gives them."""

KIND_OF_NAMESPACE = {"local": INTERNAL, "aws": CLIENT, "remote": CLIENT}

MOST_EVENTS = 128
MOST_LINKS = 128

KEPT_FOR_THE_END = 0.05
"""Seconds of an invocation's remaining time that no flush may use."""

NOT_WORTH_IT = 0.02
"""Seconds below which no flush is begun."""

PROXY = "ProxyTracerProvider"
"""What OpenTelemetry has for a provider until somebody sets one up."""

NANOSECONDS = 1_000_000_000


class OpenTelemetrySegment(NativeSegment):
    """A segment that becomes a span."""

    _provider: OpenTelemetryProvider  # pyright: ignore[reportIncompatibleVariableOverride]  # set once, when made
    kind = INTERNAL
    root_of: Invocation | None = None
    """The invocation whose handler this is the outermost segment of."""
    failure = ""
    """What the status says: type and message of the exception that left the segment."""
    _attributes: dict[str, Any] | None = None
    _events: list[Event] | None = None
    _links: list[Link] | None = None

    def __init__(self, provider: OpenTelemetryProvider, name: str | None, namespace: str = "local") -> None:
        self._provider = provider
        self.name = provider.names[name]
        self.namespace = namespace
        if namespace != "local":
            self.kind = KIND_OF_NAMESPACE.get(namespace, INTERNAL)

    def stands_for(self, call: Invocation) -> None:
        """Be the segment of a handler; the outermost one of an invocation is its root."""
        if call.state.setdefault(_context.HANDLER, self) is self:
            self.root_of = call

    # --- What is known of it -------------------------------------------------------------------------------------

    @property
    def attributes(self) -> dict[str, Any]:
        """What was said by `set_attribute`."""
        if self._attributes is None:
            self._attributes = {}
        return self._attributes

    @property
    def events(self) -> list[Event]:
        """What happened at one moment, exceptions among it."""
        if self._events is None:
            self._events = []
        return self._events

    @property
    def links(self) -> list[Link]:
        """Spans of other traces that this one has to do with."""
        if self._links is None:
            self._links = []
        return self._links

    def set_attribute(self, key: str, value: Any) -> None:
        """Note a value under a name of OpenTelemetry's conventions."""
        if self.end_time is None:
            self.attributes[key] = value

    def add_event(self, name: str, attributes: Attributes | None = None, timestamp: int | None = None) -> None:
        """Note what happens, now or at the given nanoseconds since the epoch."""
        if self.end_time is None and len(self.events) < MOST_EVENTS:
            moment = int(clock.seconds() * NANOSECONDS) if timestamp is None else timestamp
            self.events.append((moment, name, attributes or {}))

    def add_link(self, trace_id: str, span_id: str, attributes: Attributes | None = None) -> None:
        """Note that a span of another trace has to do with this one: ids of 32 and 16 hex digits."""
        if self.end_time is None and len(self.links) < MOST_LINKS:
            self.links.append((trace_id, span_id, attributes or {}))

    def add_exception(self, exception: BaseException, stack: Any, remote: bool = False) -> None:
        """Note an exception; its own traceback tells more than the stack that is given."""
        self.record(exception, exception.__traceback__, remote)

    def record(self, error: BaseException, traceback: TracebackType | None, remote: bool = False) -> None:
        """Note an exception that leaves the segment: the status says so; an event only where it is seen first."""
        from aws_lambda_powertools.tracing._otel import exceptions

        self.add_fault_flag()
        self.failure = exceptions.summary(error, self.plan)
        if exceptions.is_new(error, self.facade.trace_id, self.id):
            self.add_event("exception", exceptions.described(error, traceback, self.plan))


class OpenTelemetryProvider(NativeProvider):
    """Spans by OpenTelemetry's conventions, for any system that takes OTLP.

    With a tracer provider, given or set up by somebody before (the ADOT layer, Datadog, `opentelemetry-instrument`,
    the function), spans are made by it and go wherever it sends them. Else they are made and sent by Tracer itself,
    as the OTEL_* environment variables say: over HTTP to OTEL_EXPORTER_OTLP_ENDPOINT, or to the X-Ray daemon.

        tracer = Tracer(provider=OpenTelemetryProvider())

    https://opentelemetry.io/docs/specs/semconv/faas/faas-spans/
    """

    segment_type: type[OpenTelemetrySegment] = OpenTelemetrySegment  # pyright: ignore[reportIncompatibleVariableOverride]
    is_lean = False
    """Whether spans are made and sent by Tracer itself."""

    def __new__(cls, tracer_provider: Any = None) -> Any:
        if cls is not OpenTelemetryProvider:
            return super().__new__(cls)
        if tracer_provider is not None or set_up_provider() is not None:
            from aws_lambda_powertools.tracing._otel.host import HostProvider

            return object.__new__(HostProvider)
        from aws_lambda_powertools.tracing._otel.lean import LeanProvider

        return object.__new__(LeanProvider)

    def __init__(self, tracer_provider: Any = None) -> None:
        super().__init__()
        self.tracer_provider = tracer_provider

    def in_subsegment(
        self,
        name: str | None = None,
        namespace: str = "local",
        *,
        kind: str | None = None,
        attributes: Attributes | None = None,
        links: Iterable[tuple[str, str]] = (),
        **_: Any,
    ) -> OpenTelemetrySegment:
        """A segment below the current one, open inside `with`.

        `namespace` may be local, aws or remote; `kind` internal, server, client, producer or consumer; `links` are
        pairs of trace id (32 hex digits) and span id (16).
        """
        segment = self.segment_type(self, name, namespace)
        if kind is not None:
            segment.kind = KINDS.get(kind, INTERNAL)
        if attributes:
            segment.attributes.update(attributes)
        for trace_id, span_id in links:
            segment.add_link(trace_id, span_id)
        return segment

    def in_subsegment_async(self, name: str | None = None, namespace: str = "local", **details: Any) -> Any:
        """The same for `async with`."""
        return self.in_subsegment(name, namespace, **details)

    def patch(self, modules: Sequence[str]) -> None:
        """Trace what these libraries do; those that Tracer does not know by OpenTelemetry's installed instrumentors."""
        from aws_lambda_powertools.tracing._otel.instrumentors import instrument_others

        super().patch(instrument_others(modules, self.tracer_provider))

    def current_ids(self) -> tuple[str, str, bool] | None:
        """Trace id (32 hex digits), id of the current span (16), and whether it is sampled; None outside of spans."""
        ids = super().current_ids()
        return ids if ids is not None and ids[1] else None

    # Logger writes them on each line with this backend, unless POWERTOOLS_LOGGER_TRACE_CONTEXT says no.
    current_ids.shown_in_logs = True  # type: ignore[attr-defined]


def set_up_provider() -> Any:
    """OpenTelemetry's global tracer provider if somebody has set it up; nothing is imported to find out."""
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        return None
    try:
        provider = api.get_tracer_provider()
    except Exception:  # somebody else's half-loaded or broken set-up must not keep a Tracer from being made
        return None
    kind = provider.__class__
    is_nobodys = kind.__name__ == PROXY or kind.__module__.startswith("aws_lambda_powertools.")
    return None if is_nobodys else provider


def flush_seconds(remaining_milliseconds: int | None, most: float | None = None) -> float:
    """How long the end of an invocation may wait for an export; 0 where it is not worth beginning.

    `most` is what POWERTOOLS_TRACER_FLUSH_TIMEOUT says, for those who have read it before.
    """
    budget = settings.read(settings.FLUSH_TIMEOUT) / 1000 if most is None else most
    if remaining_milliseconds is not None:
        budget = min(budget, remaining_milliseconds / 1000 - KEPT_FOR_THE_END)
    return budget if budget >= NOT_WORTH_IT else 0.0


def create() -> OpenTelemetryProvider:
    """The backend, ready for use."""
    provider: OpenTelemetryProvider = OpenTelemetryProvider()
    return provider
