"""Run a coroutine from sync code, always on the same loop.

What a coroutine makes (a client, a pool of connections) belongs to the loop it was made on and has to work at the
next invocation too. Therefore each thread keeps one loop for as long as it lives. asyncio is imported at the first
coroutine.
"""

from __future__ import annotations

import os
import threading
import warnings
from contextlib import suppress
from contextvars import copy_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Coroutine
    from typing import Any, TypeVar

    Result = TypeVar("Result")


def run(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine, which runs in a copy of the caller's context (`contextvars`).

    It runs on the loop of this thread: its current one, else one that is made for it and kept. Where that loop runs
    already, since a coroutine called this sync code, it runs on a loop of its own in a thread beside, and the
    running loop waits.
    """
    from asyncio import get_running_loop

    try:
        get_running_loop()
    except RuntimeError:  # the usual case: no loop is running here
        return _loop_of_this_thread().run_until_complete(coroutine)
    return _run_beside(coroutine)


def _run_beside(coroutine: Coroutine[Any, Any, Result]) -> Result:
    from asyncio import run as run_on_a_new_loop

    results: list[Result] = []
    errors: list[BaseException] = []
    context = copy_context()

    def work() -> None:
        try:
            results.append(context.run(run_on_a_new_loop, coroutine))
        except BaseException as error:  # raised in the thread that waits
            errors.append(error)

    thread = threading.Thread(target=work, name="powertools-aio")
    thread.start()
    thread.join()
    if errors:
        raise errors.pop()
    return results.pop()


class _Kept(threading.local):
    """The loop of each thread, and the one who closes it if it is ours."""

    loop: AbstractEventLoop | None = None
    process = 0
    closer: _Closer | None = None


class _Closer:
    """Closes a loop when its thread ends."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._process = os.getpid()

    def __del__(self) -> None:
        if self._process == os.getpid():
            with suppress(Exception):  # the interpreter may be half gone
                self._loop.close()


_kept = _Kept()

_imported_in = os.getpid()

_of_the_parent: list[AbstractEventLoop] = []


def _loop_of_this_thread() -> AbstractEventLoop:
    process = os.getpid()
    loop = _kept.loop
    if loop is not None and _kept.process != process:
        _abandon(loop)
        loop = None
    if loop is None or loop.is_closed():
        loop = _current_loop() or _new_loop()
        _kept.loop, _kept.process = loop, process
    return loop


def _current_loop() -> AbstractEventLoop | None:
    """The loop that the function's own code has set for this thread: what it made there works on no other."""
    if os.getpid() != _imported_in:  # a forked process has it from its parent, which still uses it
        return None
    from asyncio import get_event_loop

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # some versions of Python make one, and regret it
        try:
            loop = get_event_loop()
        except RuntimeError:  # none is set
            return None
    return None if loop.is_closed() else loop


def _new_loop() -> AbstractEventLoop:
    from asyncio import new_event_loop, set_event_loop

    loop = new_event_loop()
    set_event_loop(loop)
    _kept.closer = _Closer(loop)
    return loop


def _abandon(loop: AbstractEventLoop) -> None:
    """Leave a loop of the parent process alone for good.

    Both processes share what the loop polls with: closing it here, as its destructor would, takes the parent's
    wake-up call out of it. So it is kept, and looks closed to its destructor.
    """
    _of_the_parent.append(loop)
    with suppress(AttributeError):  # loops that are not Python objects have no such destructor
        setattr(loop, "is_closed", lambda: True)  # noqa: B010  # no checker believes that a method is assigned
