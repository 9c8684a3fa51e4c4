"""One call of a handler: whose state is this, and is it a cold start?

One rule decides for log keys, metrics, the current segment and the current request:

1. Code that carries the context (the handler, its tasks, `asyncio.to_thread`) belongs to its own invocation.
2. A thread without context (an executor's worker) belongs to the only running invocation; while several run,
   to none, since a guess would put one customer's data on another's line.
3. Outside of any invocation (module level, tests) there is none: utilities keep a shared base for that.

What an ended invocation leaves behind may be carried on by the next one only if no other overlapped it.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, MutableMapping
    from contextvars import ContextVar
    from typing import Any
else:
    from _contextvars import ContextVar  # where it is made; `contextvars` only hands it on, and is one more file

_current: ContextVar[Invocation | None] = ContextVar("powertools_invocation", default=None)

carried: Callable[[], Invocation | None] = _current.get
"""The invocation whose context this code carries, running or ended; for what is asked thousands of times."""

# Used as a set; adding, removing and listing are each one atomic operation, so no lock is needed.
_running: dict[Invocation, None] = {}

running_here: Mapping[Invocation, None] = _running
"""All that run in this process: `current` may be None although some do. Asked at each change of a key."""


class Invocation:
    """One running call of a handler, shared by all decorators around it.

    `event` is the event, `context` the Lambda context (taken out of a durable context, which `durable` keeps),
    `response` what the handler returned, as soon as it has. `state` holds what utilities keep for the time of
    this invocation, each under a key of its own. `enclosing` is the invocation in whose handler this one was
    started, `overlapped` tells whether another one ran at the same time.
    """

    __slots__ = ("context", "durable", "enclosing", "event", "overlapped", "response", "running", "state")

    def __init__(self, event: Any, context: Any, enclosing: Invocation | None = None) -> None:
        self.event = event
        self.context = context
        self.state: dict[Hashable, Any] = {}
        self.response: Any = None
        self.enclosing = enclosing
        self.running = True
        self.overlapped = False
        self.durable: Any = None
        if hasattr(context, "lambda_context") and hasattr(context, "state"):
            self.durable = context
            self.context = context.lambda_context


def enter(event: Any, context: Any) -> tuple[Invocation, bool]:
    """The invocation to which a decorator's call belongs, and whether it begins here (then call `leave`).

    Decorators stacked on one handler share one invocation: they see the same context object.
    """
    outer = _current.get()
    if outer is not None and not outer.running:
        outer = None
    if outer is not None and (context is outer.context or (context is outer.durable and context is not None)):
        return outer, False
    call = Invocation(event, context, outer)
    _running[call] = None
    if len(_running) > 1:
        _note_overlap(call)
    _current.set(call)
    return call, True


def leave(call: Invocation) -> None:
    """End an invocation that began with `enter`."""
    call.running = False
    _running.pop(call, None)
    if call.enclosing is not None:
        _current.set(call.enclosing)  # by value: a token may belong to another context
        return
    # Whoever finds the ended invocation in the variable takes it for none, and setting the variable costs as much
    # as all the rest here. The event is let go, so that a frozen environment does not keep megabytes of it.
    call.event = call.response = None


def _note_overlap(call: Invocation) -> None:
    """Mark all running invocations as overlapping, unless each but the new one encloses the next."""
    others = set(_running)
    nested: Invocation | None = call
    while nested is not None:
        others.discard(nested)
        nested = nested.enclosing
    if others:
        for running in list(_running):
            running.overlapped = True


def suspend(call: Invocation) -> None:
    """Leave an invocation that will go on elsewhere: the coroutine that its handler returned `resume`s it."""
    call.running = False
    _running.pop(call, None)
    _current.set(call.enclosing)


def resume(call: Invocation) -> None:
    """Let a suspended invocation go on, in the context of the coroutine that continues it."""
    call.running = True
    _running[call] = None
    _current.set(call)


def current() -> Invocation | None:
    """The invocation this code belongs to, by the rule of this module; None outside of any."""
    call = _current.get()
    if call is not None and call.running:
        return call
    if len(_running) != 1:
        return None
    running = list(_running)  # it may have ended meanwhile, in another thread
    return running[0] if len(running) == 1 else None


def own() -> Invocation | None:
    """The invocation whose context this code carries; None in a thread without context, even if one is running."""
    call = _current.get()
    return call if call is not None and call.running else None


def first_invocation(module_globals: MutableMapping[str, Any]) -> bool:
    """True once for each module that asks with its `globals()`; never under provisioned concurrency.

    The flag is the module's attribute `is_cold_start`, because users' tests set it there.
    """
    cold = bool(module_globals.get("is_cold_start", True))
    module_globals["is_cold_start"] = False
    return cold and os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") != "provisioned-concurrency"


def _forget_other_threads() -> None:
    """After a fork only the forking thread lives on, and with it only its own invocation."""
    mine = own()
    _running.clear()
    while mine is not None:
        _running[mine] = None
        mine = mine.enclosing


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_other_threads)
