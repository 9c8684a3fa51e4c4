"""The native X-Ray backend: each segment is one document, sent over UDP when it ends.

State is one context variable, one facade and one socket. There is no thread, no buffer, no lock: what is closed
before a timeout or a crash has left the process.
"""

from __future__ import annotations

import json
from functools import cached_property

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._native import Memory, NativeProvider, NativeSegment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.tracing._daemon import Daemon
    from aws_lambda_powertools.tracing.tracer import Plan

HEADER = '{"format":"json","version":1}\n'

MOST_BYTES = 65_507
"""Payload of one UDP datagram; for the document that leaves 65,477."""


def _natural_form(value: Any) -> Any:
    from aws_lambda_powertools.tracing import _documents

    return _documents.natural_form(value)


# Cycles end in a RecursionError, which is caught; looking for them would cost every document.
encode = json.JSONEncoder(
    separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=False, default=_natural_form
).encode


DEEPEST = 32
"""Levels of what users give that are shown."""

MOST_PAIRS = 10
"""Pairs up to which a flat mapping is written faster by hand: setting up the encoder costs as much as ten of them."""


def encode_values(value: Any, levels: int = DEEPEST) -> str:
    """JSON of what users give; ValueError if it is nested too deeply."""
    text = encode(value)
    if text.count("[") + text.count("{") > levels:  # else it can't be
        from aws_lambda_powertools.tracing import _documents

        if value.__class__ in _documents.CONTAINERS and _documents.is_too_deep(value, levels):
            raise ValueError(f"nested in more than {levels} levels")
    return text


def encode_small(value: dict[Any, Any]) -> str:
    """JSON of a mapping, by hand if it is flat and small."""
    if len(value) > MOST_PAIRS:
        return encode_values(value)
    text = ""
    for key, item in value.items():
        write = _SCALARS.get(item.__class__)
        if write is None or type(key) is not str:
            return encode_values(value)
        text = f"{text},{encode(key)}:{write(item)}"
    return f"{{{text[1:]}}}"


_SCALARS: dict[type, Callable[[Any], str]] = {
    str: encode,
    bool: lambda value: "true" if value else "false",
    int: int.__repr__,
    float: encode,
    type(None): lambda _: "null",
}
WRITERS: dict[Any, Callable[[Any], str]] = {**_SCALARS, dict: encode_small}


def _head(key: tuple[str, str]) -> str:
    """How every datagram of segments with this name and namespace begins."""
    name, namespace = key
    return f'{HEADER}{{"name":{encode(name)},"namespace":{encode(namespace)},"type":"subsegment"'


class _Texts:
    """What every document of a traced function says, as long as its service has the same name."""

    __slots__ = ("head", "name", "response_head", "service", "warm_and_cold")

    def __init__(self, service: str, name: str, head: str, response_head: str, warm_and_cold: list[str]) -> None:
        self.service = service
        self.name = name
        self.head = head
        self.response_head = response_head
        self.warm_and_cold = warm_and_cold
        """The annotations of a handler that has no others, by whether it is a cold start."""


def _texts_of(plan: Plan) -> _Texts:
    name: str = plan.provider.names[plan.segment_name]
    return _Texts(
        plan.tracer.service,
        name,
        _head((name, "local")),
        f',"metadata":{{{encode(plan.namespace)}:{{{encode(plan.response_key)}:',
        [f',"annotations":{encode_small(plan.handler_annotations(is_cold))}' for is_cold in (False, True)],
    )


_UNPLANNED = _Texts("", "", "", "", [])
"""For segments of no traced function; no segment has its name."""


class XRaySegment(NativeSegment):
    """A subsegment that becomes one document."""

    _provider: XRayProvider

    def emit(self) -> None:
        """Send the document as it is now."""
        daemon = self._provider.daemon
        try:
            daemon.connection.send(self._datagram())
        except OSError:  # nobody listens, the buffer is full, or the network is down: the function goes on
            daemon.lose()

    def stands_for(self, call: Invocation) -> None:
        """Be the handler's segment; where asked for, it is sent at its start too, for invocations that time out."""
        call.state.setdefault(_context.HANDLER, self)
        if self._provider.sends_in_progress and self.sampled:
            self.emit()

    def to_dict(self) -> dict[str, Any]:
        """The document as it is now."""
        document: dict[str, Any] = json.loads(self.serialize())
        return document

    def serialize(self) -> str:
        """The document as it is now, as JSON."""
        return self._datagram()[len(HEADER) :].decode()

    def _datagram(self) -> bytes:
        plan = self.plan
        texts = _UNPLANNED
        if plan is not None:
            texts = plan.prepared
            if texts is None or texts.service is not plan.tracer.service:
                texts = plan.prepared = _texts_of(plan)
        head = texts.head if texts.name is self.name else self._provider.heads[self.name, self.namespace]
        # By way of whole microseconds, because writing a float with six decimals takes half as long again.
        start = f"{int(self.start_time * 1e6 + 0.5)}"
        if self.end_time is None:
            state = '"in_progress":true'
        else:
            end = f"{int(self.end_time * 1e6 + 0.5)}"
            state = f'"in_progress":false,"end_time":{end[:-6] or 0}.{end[-6:]}'
        # Ids come from checked headers or are hexadecimal digits: nothing in them needs escaping.
        text = whole = (
            f'{head},"id":"{self.id}","parent_id":"{self.parent_id}","trace_id":"{self.facade.trace_id}",'
            f'"start_time":{start[:-6] or 0}.{start[-6:]},{state}'
        )
        try:
            if self._annotations:
                whole += f',"annotations":{encode_small(self.all_annotations())}'
            elif self.is_cold_start is not None and self.end_time is not None:
                whole += texts.warm_and_cold[self.is_cold_start]
            response = self.response
            if response is not None and plan is not None and plan.keeps_plain_responses and not self._metadata:
                # The most frequent case by far: of metadata, there is nothing but the response.
                write = WRITERS.get(response.__class__, encode_values)
                whole += f"{texts.response_head}{write(response)}}}}}"
            elif response is not None or self._metadata:
                whole += self._metadata_text()
            whole += f",{encode(self._more)[1:]}" if self._more else "}"
        except Exception:  # NaN, a cycle, odd keys, an object whose methods fail
            from aws_lambda_powertools.tracing._documents import cleaned

            whole = f"{text},{cleaned(self._parts(), encode)[1:]}"
        try:
            datagram = whole.encode()
        except UnicodeEncodeError:  # half a character in somebody's text
            datagram = whole.encode("utf-8", "replace")
        return datagram if len(datagram) <= MOST_BYTES else self._cut(datagram)

    def _cut(self, datagram: bytes) -> bytes:
        from aws_lambda_powertools.tracing._documents import fitted

        document = json.loads(datagram[len(HEADER) :])
        return (HEADER + fitted(document, MOST_BYTES - len(HEADER), encode)).encode()

    def _metadata_text(self) -> str:
        metadata = self.all_metadata()
        return f',"metadata":{encode_values(metadata, DEEPEST + 2)}' if metadata else ""

    def _parts(self) -> dict[str, Any]:
        """What not every segment has."""
        parts = {"annotations": self.all_annotations(), "metadata": self.all_metadata(), **(self._more or {})}
        return {name: part for name, part in parts.items() if part}


class XRayProvider(NativeProvider):
    """Subsegment documents to the X-Ray daemon, with nothing but the standard library."""

    segment_type = XRaySegment

    def __init__(self) -> None:
        super().__init__()
        self.sends_in_progress = environment.TRACER_IN_PROGRESS.get()
        self.heads = Memory(_head)

    @cached_property
    def daemon(self) -> Daemon:
        """Where documents go."""
        from aws_lambda_powertools.tracing._daemon import Daemon

        return Daemon()


class SnapStartXRayProvider(XRayProvider):
    """The same where the function may run from a snapshot of a process."""

    _is_restored = False

    def begin_invocation(self, _event: Any, _lambda_context: Any) -> None:
        """Forget, before the first invocation after a restore, what each copy of the snapshot has alike."""
        if not self._is_restored:
            self._is_restored = True
            _context.forget_ids()
            self.daemon.reset()


def create() -> XRayProvider:
    """The backend, ready for use."""
    if environment.LAMBDA_INITIALIZATION_TYPE.get() == "snap-start":
        return SnapStartXRayProvider()
    return XRayProvider()
