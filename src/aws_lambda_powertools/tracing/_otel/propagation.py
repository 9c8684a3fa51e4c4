"""Where a trace comes from, whether it is sampled, and what services downstream are told of it."""

# What is looked into here is an event, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import os

from aws_lambda_powertools._core import clock, environment_otel as settings
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._context import Facade
from aws_lambda_powertools.tracing._native import HEADER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    Carrier = Mapping[str, str]
    """What came with an invocation, by lower-case name."""

TRACEPARENT, TRACESTATE, BAGGAGE = "traceparent", "tracestate", "baggage"
AMAZON = HEADER.lower()

FOR_AWS = ("baggage", "xray-lambda", "tracecontext")
FOR_OTHERS = ("tracecontext", "baggage", "xray")
"""How trace context comes and goes unless OTEL_PROPAGATORS says it."""

KNOWN = frozenset((*FOR_AWS, *FOR_OTHERS))
LONGEST_STATE = 512
LONGEST_BAGGAGE = 8192
TRACEPARENT_PARTS = 4
"""Version, trace, span and flags; later versions may have more."""

SAMPLED = 1
NOBODY = "0" * 16
NO_TRACE = "0" * 32

DEFAULT_SAMPLER = "parentbased_always_on"
WHOLE = 1 << 64


class Parent:
    """A span somewhere else, as its service tells of it; `sampled` is None where it leaves the decision to us."""

    __slots__ = ("id", "sampled", "state", "trace_id")

    def __init__(self, trace_id: str, span_id: str, sampled: bool | None, state: str = "") -> None:
        self.trace_id = trace_id
        self.id = span_id
        self.sampled = sampled
        self.state = state


class Origin(Facade):
    """What the spans of one invocation hang below: a trace, the parent if there is one, and the decision."""

    __slots__ = ("baggage", "dropped", "trace_bytes", "trace_state", "w3c_trace_id")

    name = "origin"

    def __init__(self, amazon: Facade, parent: Parent, sampled: bool, recorded: bool, baggage: str = "") -> None:
        trace_id = parent.trace_id
        self.w3c_trace_id = trace_id
        self.trace_bytes = bytes.fromhex(trace_id)
        self.trace_id = f"1-{trace_id[:8]}-{trace_id[8:]}" if trace_id else ""
        self.id = parent.id
        self.trace_state = parent.state
        self.baggage = baggage
        self.sampled = sampled
        self.recorded = recorded and bool(trace_id)
        self.dropped = 0
        """Spans of this invocation that were given up."""
        self.kept = amazon.kept
        if amazon.otel_trace_id == trace_id:
            # What X-Ray has decided about its own trace stands, whatever this backend does with its spans.
            self._root, self._tail = amazon.head_and_tail
        else:
            self._root = f"Root={self.trace_id}"
            self._tail = ";".join((f"Sampled={int(sampled)}", *self.kept))

    @property
    def otel_trace_id(self) -> str:
        """The trace id as W3C writes it: 32 hex digits."""
        return self.w3c_trace_id


# --- What comes in ---------------------------------------------------------------------------------------------------


def propagators(default: tuple[str, ...]) -> tuple[str, ...]:
    """The formats in which trace context comes and goes, in the order in which they are tried."""
    text = settings.PROPAGATORS.get()
    if text is None:
        return default
    words = [word.strip().lower() for word in text.split(",")]
    unknown = [word for word in words if word not in KNOWN and word not in ("none", "")]
    if unknown:
        _warn("propagators", f"{settings.PROPAGATORS.name}: {', '.join(unknown)} can't be used and is left out")
    return tuple(word for word in words if word in KNOWN)


def carrier_of(event: Any, context: Any) -> Carrier:
    """The trace context that came with an invocation: of its caller, else the headers of its HTTP request."""
    found: dict[str, str] = {}
    if isinstance(event, dict):
        _take(found, event.get("multiValueHeaders"))
        _take(found, event.get("headers"))
    from_caller = getattr(context.__class__, "w3c", None)
    if callable(from_caller):
        _take(found, context.w3c())
    return found


def _take(found: dict[str, str], headers: Any) -> None:
    if not isinstance(headers, dict):
        return
    given: dict[Any, Any] = headers
    for name, value in given.items():
        key = str(name).lower()
        if key in (TRACEPARENT, TRACESTATE, BAGGAGE, AMAZON):
            text = ",".join(map(str, value)) if isinstance(value, list) else value
            if isinstance(text, str) and text.isascii() and text.isprintable():
                found[key] = text.strip()


def _from_traceparent(carrier: Carrier, _: Facade) -> Parent | None:
    parent = parse_traceparent(carrier.get(TRACEPARENT, ""))
    if parent is not None:
        parent.state = carrier.get(TRACESTATE, "")[:LONGEST_STATE]
    return parent


def parse_traceparent(text: str) -> Parent | None:
    """The parent that a `traceparent` header names; None for what is none (https://www.w3.org/TR/trace-context/)."""
    parts = text.strip().lower().split("-")
    if len(parts) < TRACEPARENT_PARTS or parts[0] == "ff" or (parts[0] == "00" and len(parts) > TRACEPARENT_PARTS):
        return None
    version, trace_id, span_id, flags = parts[:TRACEPARENT_PARTS]
    hexadecimal = _context.is_hex(version, 2) and _context.is_hex(trace_id, 32) and _context.is_hex(span_id, 16)
    if not hexadecimal or not _context.is_hex(flags, 2) or trace_id == NO_TRACE or span_id == NOBODY:
        return None
    return Parent(trace_id, span_id, bool(int(flags, 16) & SAMPLED))


def _from_amazon_header(carrier: Carrier, _: Facade) -> Parent | None:
    return parse_amazon_header(carrier.get(AMAZON, ""))


def parse_amazon_header(header: str) -> Parent | None:
    """The parent that an X-Ray header names; None where it names none."""
    root, span_id, decision, _ = _context.fields_of(header)
    if not (_context.is_trace_id(root) and _context.is_id(span_id)):
        return None
    sampled = {"1": True, "0": False}.get(decision)
    return Parent((root[2:10] + root[11:]).lower(), span_id.lower(), sampled)


def _from_lambda(_: Carrier, amazon: Facade) -> Parent | None:
    return Parent(amazon.otel_trace_id, amazon.id, amazon.sampled) if amazon.trace_id and amazon.id else None


EXTRACTORS: dict[str, Callable[[Carrier, Facade], Parent | None]] = {
    "tracecontext": _from_traceparent,
    "xray": _from_amazon_header,
    "xray-lambda": _from_lambda,
}


def origin(carrier: Carrier, amazon: Facade, formats: Sequence[str], decide: Sampler, also_unsampled: bool) -> Origin:
    """What the spans of an invocation hang below: the first parent that is found, else a root in Lambda's trace."""
    parent = _first_parent(carrier, amazon, formats)
    if parent is None:
        parent = Parent(amazon.otel_trace_id if amazon.trace_id else new_trace_id(), "", None)
    sampled = decide(parent.trace_id, parent.sampled)
    baggage = carrier.get(BAGGAGE, "")[:LONGEST_BAGGAGE] if "baggage" in formats else ""
    return Origin(amazon, parent, sampled, sampled or also_unsampled, baggage)


def _first_parent(carrier: Carrier, amazon: Facade, formats: Sequence[str]) -> Parent | None:
    for name in formats:
        extract = EXTRACTORS.get(name)
        parent = None if extract is None else extract(carrier, amazon)
        if parent is not None:
            return parent
    return None


def nothing(amazon: Facade) -> Origin:
    """What code outside of any trace records below: nothing is sent."""
    return Origin(amazon, Parent(amazon.otel_trace_id, amazon.id, sampled=False), sampled=False, recorded=False)


def new_trace_id() -> str:
    """32 hex digits that X-Ray takes as well: the time, then 96 random bits."""
    return f"{int(clock.seconds()):08x}{os.urandom(12).hex()}"


# --- Sampling --------------------------------------------------------------------------------------------------------


class Sampler:
    """Decides about a trace: `decide(trace_id, what the parent's service has decided)`."""

    def __init__(self, bound: int, follows_parent: bool) -> None:
        self._bound = bound
        """Traces are sampled if the last 64 bits of their id are below it."""
        self._follows_parent = follows_parent

    def __call__(self, trace_id: str, of_parent: bool | None) -> bool:
        if self._follows_parent and of_parent is not None:
            return of_parent
        return int(trace_id[16:], 16) < self._bound


def sampler() -> Sampler:
    """The sampler that OTEL_TRACES_SAMPLER names."""
    word = settings.SAMPLER.get().strip().lower()
    of_roots = word.removeprefix("parentbased_")
    if of_roots not in ("always_on", "always_off", "traceidratio"):
        _warn("sampler", f"{settings.SAMPLER.name}={word!r} can't be used, {DEFAULT_SAMPLER} is")
        return Sampler(WHOLE, follows_parent=True)
    share = {"always_on": 1.0, "always_off": 0.0}.get(of_roots)
    return Sampler(round((_ratio() if share is None else share) * WHOLE), follows_parent=of_roots != word)


def _ratio() -> float:
    text = settings.SAMPLER_ARGUMENT.get() or "1"
    try:
        ratio = float(text)
    except ValueError:
        ratio = -1.0
    if not 0 <= ratio <= 1:
        _warn("ratio", f"{settings.SAMPLER_ARGUMENT.name}={text!r} is no number from 0 to 1, 1 is used")
        return 1.0
    return ratio


def _warn(what: str, message: str) -> None:
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(("tracing", "otel", what), f"{message}.")


# --- What goes out ---------------------------------------------------------------------------------------------------


def headers_of(caller: Any, formats: Sequence[str]) -> dict[str, str]:
    """The headers by which a service called over HTTP learns which span calls it."""
    above: Any = caller.facade
    if not above.trace_id or not caller.id:
        return {}
    headers: dict[str, str] = {}
    if "tracecontext" in formats:
        headers[TRACEPARENT] = f"00-{above.otel_trace_id}-{caller.id}-{int(above.sampled):02x}"
        if above.trace_state:
            headers[TRACESTATE] = above.trace_state
    if "xray" in formats or "xray-lambda" in formats:
        headers[HEADER] = above.downstream(caller.id)
    if "baggage" in formats and above.baggage:
        headers[BAGGAGE] = above.baggage
    return headers
