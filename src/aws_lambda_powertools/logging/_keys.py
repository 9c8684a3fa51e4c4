"""Which keys a line has here: those of the base, of the invocation, of this thread, of a block.

By the rule of `_core/invocation.py`:

- An invocation has keys of its own, begun with those of the base. Its tasks and threads with context share them.
- A thread without context sees the keys of the only running invocation, and what it adds itself, which no other
  thread sees.
- What the main thread sets while nothing runs goes to the base. What an invocation leaves behind becomes the base,
  as long as no other one overlapped it; with POWERTOOLS_STRICT it ends with the invocation.
- The keys of a block (`append_context_keys`) and the thread-safe ones lie above all that, in the current context;
  see `_layers`.
"""

from __future__ import annotations

import os
from threading import get_ident, main_thread

from aws_lambda_powertools._core.invocation import current, own, running_here

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from contextvars import ContextVar
    from typing import Any, TypeAlias

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.logging._line import Plan

    Noted: TypeAlias = tuple[dict[str, Any], Any, bool, Mapping[str, Any] | None]
else:
    from _contextvars import ContextVar

above: ContextVar[dict[object, Any] | None] = ContextVar("powertools_log_layers", default=None)
"""What lies above the keys in this context, by kind. Replaced, never changed: other contexts hold copies of it."""

has_layers = False
"""Whether anybody ever set a layer in this process."""

CONTEXT_KEYS = {
    "function_name": "function_name",
    "function_memory_size": "memory_limit_in_mb",
    "function_arn": "invoked_function_arn",
    "function_request_id": "aws_request_id",
    "function_version": "function_version",
}
"""Log key → attribute of the context, in the order of a line."""

_main_thread = main_thread().ident


class KeySet:
    """Keys with their values, and the plan of a line made from them.

    `shared` says that the values belong to another set too and are to be copied before they change.
    """

    plan: Plan | None = None
    plan_with_layers: tuple[object, Plan] | None = None
    trace_id: str | None = None

    def __init__(self, values: dict[str, Any], *, shared: bool = False) -> None:
        self.values = values
        self.shared = shared

    def changing(self) -> dict[str, Any]:
        """The values, to be changed in place."""
        self.plan = self.plan_with_layers = None
        if self.shared:
            self.values = self.values.copy()
            self.shared = False
        return self.values

    def take_away(self, names: Iterable[str]) -> None:
        """Remove keys; unknown ones are ignored."""
        values = self.changing()
        for name in names:
            values.pop(name, None)


class Keys:
    """The keys of one formatter, wherever they are asked for."""

    __slots__ = ("_base", "_last", "block", "initial", "overlay", "strict")

    # In an invocation's state stands, under the Keys themselves, its KeySet; or, as long as nobody has asked for the
    # keys of its Lambda context: the values to begin with, the context, whether it is a cold start, and more keys.

    def __init__(self, initial: Mapping[str, Any], *, strict: bool) -> None:
        self.initial = dict(initial)
        self.strict = strict
        self._base = KeySet(dict(initial))
        self._last: Invocation | None = None
        self.block = object()
        self.overlay = object()

    # --- Reading -----------------------------------------------------------------------------------------------

    def of(self, call: Invocation | None) -> KeySet:
        """The keys that count in an invocation, or outside of any; layers apart."""
        if call is None:
            return self._base if self._last is None else self._carried_on()
        found = call.state.get(self)
        return found if type(found) is KeySet else self._completed(call, found)

    def visible(self) -> dict[str, Any]:
        """A copy of the keys that a line would have here, the thread-safe ones apart."""
        values = self.of(current()).values
        if not has_layers:
            return dict(values)
        from aws_lambda_powertools.logging import _layers

        return _layers.merged_without_shared(self, values)

    # --- Changing ----------------------------------------------------------------------------------------------

    def update(self, new: Mapping[str, Any]) -> None:
        """Add keys. One that the current block has set keeps its new value to the end of the block."""
        if not (has_layers or running_here or self._last is not None or get_ident() != _main_thread):
            base = self._base  # nothing else is to be heeded, as while a module is imported
            base.plan = None
            base.values.update(new)
            return
        keyset = None if has_layers else self.writable()
        if keyset is not None:
            keyset.changing().update(new)
            return
        from aws_lambda_powertools.logging import _layers

        _layers.update(self, new)

    def remove(self, names: Iterable[str]) -> None:
        """Take keys away, those of the current block too."""
        if names.__class__ is not list and isinstance(names, str):  # asked often, and most give a list
            names = (names,)
        if not (has_layers or running_here or self._last is not None or get_ident() != _main_thread):
            base = self._base
            base.plan = None
            for name in names:
                base.values.pop(name, None)
            return
        keyset = None if has_layers else self.writable()
        if keyset is not None:
            keyset.take_away(names)
            return
        from aws_lambda_powertools.logging import _layers

        _layers.remove(self, names)

    def reset(self) -> None:
        """Only the initial keys, as they were."""
        if has_layers:
            from aws_lambda_powertools.logging import _layers

            _layers.drop(self)
        keyset = self.writable()
        if keyset is not None:
            values = keyset.changing()
            values.clear()
            values.update(self.initial)

    # --- Invocations -------------------------------------------------------------------------------------------

    def begin(self, call: Invocation, cold: bool, fresh: bool, more: Mapping[str, Any] | None) -> None:
        """Give an invocation the keys of its Lambda context and more, on top of the initial ones or of all there are.

        They are only noted: an invocation that logs nothing does not pay for them.
        """
        if has_layers and (fresh or self.strict):
            from aws_lambda_powertools.logging import _layers

            _layers.clear_thread_safe_keys()
        call.state[self] = (self.initial if fresh else self._inherited(call, more), call.context, cold, more)
        if call.enclosing is None:
            self._last = call

    def _inherited(self, call: Invocation, more: Mapping[str, Any] | None) -> dict[str, Any]:
        """The keys with which an invocation begins that will add those of its context."""
        last = self._last
        if self in call.state or call.enclosing is not None:
            return self.of(call if self in call.state else call.enclosing).values
        if last is None:
            return self._base.values
        left = last.state[self]
        if type(left) is tuple and not (last.running or last.overlapped or self.strict) and (more or not left[3]):
            return left[0]  # type: ignore[no-any-return]  # nobody asked for the keys that are replaced now
        return self._carried_on().values

    def _completed(self, call: Invocation, noted: Noted | None) -> KeySet:
        """The keys of an invocation that somebody asks for the first time."""
        if noted is not None:
            values, context, cold, more = noted
            keyset = KeySet(keys_of_context(values, context, cold))
            if more:
                keyset.values.update(more)
        elif call.enclosing is not None:
            keyset = KeySet(self.of(call.enclosing).values, shared=True)
        else:
            keyset = KeySet(self._carried_on().values, shared=True)
            self._last = call
        call.state[self] = keyset
        return keyset

    def _carried_on(self) -> KeySet:
        """The base, after it took over what the last invocation left behind."""
        last = self._last
        if last is None or last.running:
            return self._base
        if self._carries_on(last):
            left = self.of(last)
            self._base = KeySet(dict(left.values))
        self._last = None
        return self._base

    def _carries_on(self, last: Invocation) -> bool:
        return not (last.running or last.overlapped or self.strict)

    # --- Where changes go --------------------------------------------------------------------------------------

    def writable(self) -> KeySet | None:
        """The keys that a change here is to reach; None in a thread that must change only its own."""
        call = own()
        if call is not None:
            found = call.state.get(self)
            return found if type(found) is KeySet else self._completed(call, found)
        if running_here or get_ident() != _main_thread:
            return None
        return self._base if self._last is None else self._carried_on()


# --- The Lambda context -----------------------------------------------------------------------------------------


def keys_of_context(keys: Mapping[str, Any], context: Any, cold: bool) -> dict[str, Any]:
    """Log keys, and on top of them those of a Lambda context, as far as it has them (in tests it may be None)."""
    try:
        return {
            **keys,
            "cold_start": cold,
            "function_name": context.function_name,
            "function_memory_size": context.memory_limit_in_mb,
            "function_arn": context.invoked_function_arn,
            "function_request_id": context.aws_request_id,
            "function_version": context.function_version,
        }
    except AttributeError:
        found = {**keys, "cold_start": cold}
    for key, attribute in CONTEXT_KEYS.items():
        value = getattr(context, attribute, None)
        if value is not None:
            found[key] = value
        else:
            found.pop(key, None)
    return found


# --- Threads -----------------------------------------------------------------------------------------------------


def _note_main_thread() -> None:
    global _main_thread
    _main_thread = main_thread().ident


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_main_thread)
