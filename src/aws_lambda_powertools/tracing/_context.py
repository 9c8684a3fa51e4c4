"""Which segment is current here, what the trace header says, and new ids."""

from __future__ import annotations

import logging
import os

from aws_lambda_powertools._core import environment, invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import ContextVar
    from typing import Any, Protocol

    from typing_extensions import Self

    from aws_lambda_powertools._core.invocation import Invocation

    class Current(Protocol):
        """A segment that can be the current one of a context."""

        id: str
        facade: Facade
        call: Invocation | None
        end_time: float | None
        above: Any
        """What was current before this one, in the context in which it became current."""

        def is_present(self) -> bool:
            """Whether it belongs to the invocation that runs now."""
            ...
else:
    from _contextvars import ContextVar  # where it is made; `contextvars` only hands it on, and is one more file

LOGGER = "aws_lambda_powertools.tracing"

HANDLER = "tracing.handler_segment"
"""Key in an invocation's state: the segment of its handler."""

TRACE_IDS = "tracing.current_ids"
"""Key in an invocation's state: a function that gives `(trace_id, span_id, is_sampled)`, or None."""

current: ContextVar[Any] = ContextVar("powertools_segment", default=None)
"""The segment below which the next one opens, in this context."""


def debug(text: str, *arguments: Any, with_exception: bool = False) -> None:
    """A line for people who look for a fault; what writes it is imported only if somebody reads it."""
    if not logging.getLogger(LOGGER).isEnabledFor(logging.DEBUG):
        return
    from aws_lambda_powertools._core import debug as lines

    lines.logger(LOGGER).debug(text, *arguments, exc_info=with_exception)


# --- Ids -----------------------------------------------------------------------------------------------------------

IDS_AT_ONCE = 64

ids_in_store: list[str] = []
"""They are drawn many at a time: asking the kernel for each costs more than all else about it."""


def new_id() -> str:
    """16 hex digits; never from `random`, whose state a SnapStart snapshot repeats."""
    while True:  # another thread may take what this one has fetched
        try:
            return ids_in_store.pop()
        except IndexError:
            digits = os.urandom(8 * IDS_AT_ONCE).hex()
            ids_in_store.extend([digits[start : start + 16] for start in range(0, len(digits), 16)])


def forget_ids() -> None:
    """Draw new ids: another process, or another copy of a snapshot, has the same ones in store."""
    ids_in_store.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=forget_ids)

# --- The trace header ----------------------------------------------------------------------------------------------

LONGEST_HEADER = 16 * 1024
"""Characters of a trace header that are looked at; no service sends so many."""

HEX = frozenset("0123456789abcdefABCDEF")


class Facade:
    """What the trace header says of the segment that Lambda itself records.

    `trace_id` and `id` (the parent of everything we record) are empty where the header has none. `sampled` is what
    services downstream are told, `recorded` whether segments are sent.
    """

    __slots__ = ("_root", "_tail", "id", "kept", "recorded", "sampled", "trace_id")

    name = "facade"

    def __init__(self, header: str) -> None:
        root, parent, decision, kept = fields_of(header)
        self.trace_id = root if is_trace_id(root) else ""
        self.id = parent if is_id(parent) else ""
        self.sampled = self.recorded = bool(self.trace_id and self.id) and decision == "1"
        self.kept = kept
        self._root = f"Root={self.trace_id}"
        self._tail = ";".join((f"Sampled={int(self.sampled)}", *kept))

    @property
    def facade(self) -> Facade:
        """Itself, so that a facade can stand where a segment does."""
        return self

    @property
    def head_and_tail(self) -> tuple[str, str]:
        """What stands before and behind the parent in the header for downstream services."""
        return self._root, self._tail

    @property
    def otel_trace_id(self) -> str:
        """The trace id as W3C writes it: 32 hex digits."""
        return (self.trace_id[2:10] + self.trace_id[11:]).lower()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    def put_annotation(self, key: str, value: Any) -> None:
        """Nothing: Lambda's segment takes no notes of ours."""

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Nothing: Lambda's segment takes no notes of ours."""

    def downstream(self, parent_id: str) -> str | None:
        """The header for a downstream service whose parent is the given segment; None without a trace."""
        if not self.trace_id:
            return None
        if not parent_id:
            return f"{self._root};{self._tail}"
        return f"{self._root};Parent={parent_id};{self._tail}"


def fields_of(header: str) -> tuple[str, str, str, list[str]]:
    """Root, parent, sampling decision, and all other fields, which must survive to downstream calls.

    Lambda finds recursive loops by `Lineage`: dropping it would switch that off. `Self` belongs to the hop before.
    """
    known = {"root": "", "parent": "", "sampled": ""}
    kept: list[str] = []
    for field in header[:LONGEST_HEADER].split(";"):
        name, equals, value = field.strip().partition("=")
        name, value = name.strip(), value.strip()
        key = name.lower()
        if key in known:
            known[key] = known[key] or value
        elif equals and name and key != "self" and field.isascii() and field.isprintable():
            kept.append(f"{name}={value}")
    return known["root"], known["parent"], known["sampled"], kept


def is_id(text: str) -> bool:
    return is_hex(text, digits=16)


def is_trace_id(text: str) -> bool:
    version, _, rest = text.partition("-")
    seconds, _, number = rest.partition("-")
    return version == "1" and is_hex(seconds, digits=8) and is_hex(number, digits=24)


def is_hex(text: str, digits: int) -> bool:
    return len(text) == digits and HEX.issuperset(text)


class Lacking:
    """A name that the X-Ray SDK has and we have not: an error that says so.

    Not by `__getattr__`, which would make each attribute of the class take twice as long.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, _instance: object, owner: type) -> Any:
        raise AttributeError(
            f"{owner.__name__} has no attribute {self._name!r}: the X-Ray SDK has it. To work with that, install it "
            "and set POWERTOOLS_TRACER_PROVIDER=xray-sdk"
        )


def lack(owner: type, *names: str) -> None:
    """Say who has these names, which the class has not."""
    for name in names:
        setattr(owner, name, Lacking(name))


lack(Facade, "set_service", "set_user", "user")

_known: tuple[Any, Facade] = (None, Facade(""))
"""What the environment held last, and the facade made of it; one object, so that threads see both or neither."""


def facade() -> Facade:
    """The facade of the invocation that runs now; one object as long as the header stays the same."""
    global _known

    entry = environment.XRAY_TRACE_ID.entry()
    known_entry, known = _known
    if entry == known_entry:
        return known
    known = Facade(environment.XRAY_TRACE_ID.get() or "")
    _known = (entry, known)
    return known


# --- The current segment -------------------------------------------------------------------------------------------


def segment_here() -> Any:
    """The segment that is open here; None where there is none, and the facade is the parent of what begins.

    It is the one of this context. A thread without context has the handler's segment of the only running
    invocation. A segment left open by an earlier invocation is nobody's.
    """
    segment = current.get()
    if segment is not None and segment.is_present():
        return segment
    return segment_of_handler()


def segment_of_context() -> Any:
    """The current segment of this context, unless it was left open by an earlier invocation."""
    segment = current.get()
    return segment if segment is not None and segment.is_present() else None


def segment_of_handler() -> Any:
    """The open segment of the handler of the invocation that this code belongs to."""
    return handler_segment_of(invocation.current())


def handler_segment_of(call: Invocation | None) -> Any:
    """The open segment of an invocation's handler."""
    segment = call.state.get(HANDLER) if call is not None else None
    return segment if segment is not None and segment.end_time is None else None


def leave(segment: Current) -> None:
    """Make current what was current before, if this context is still inside the segment.

    By value: a token may belong to another context, and segments below may have been left open.
    """
    inside = current.get()
    while inside is not None:
        if inside is segment:
            current.set(segment.above)
            return
        inside = inside.above


def enter_again(segment: Current) -> None:
    """Make a segment current that was left, above whatever is current now."""
    inside = before = segment_of_context()
    while inside is not None:
        if inside is segment:  # never left here: the context was copied inside of it
            break
        inside = inside.above
    else:
        segment.above = before
    current.set(segment)
