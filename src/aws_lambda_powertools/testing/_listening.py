"""Who listens: captures that run at the same time, and which of them hears what is written somewhere.

Code that carries the context of a capture (its `with` block, tasks started there, `asyncio.to_thread`) is heard by it
and by those around it. Code without context, like a worker of an executor, is heard by all that run.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Generic, Protocol, TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    Undo = Callable[[], None]

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)


class Listener(Protocol[Item_contra]):
    """Something that takes note of what is written."""

    def hear(self, item: Item_contra, /) -> None:
        """Take note. It may be called in any thread, and must not raise."""
        ...


class Listening(Generic[Item]):
    """All captures of one kind. `tap` makes the toolkit tell what it writes, and gives a function that undoes it.

    The tap is in place from the beginning of the first capture to the end of the last one.
    """

    def __init__(self, name: str, tap: Callable[[Callable[[Item], None]], Undo]) -> None:
        self._tap = tap
        self._undo: Undo | None = None
        self._running: tuple[Listener[Item], ...] = ()
        self._carried: ContextVar[tuple[Listener[Item], ...]] = ContextVar(f"powertools_{name}", default=())
        self._lock = threading.Lock()

    @contextmanager
    def to(self, listener: Listener[Item]) -> Generator[None]:
        """Let a listener hear what is written, for the time of a `with` block."""
        with self._lock:
            if self._undo is None:
                self._undo = self._tap(self.tell)
            self._running = (*self._running, listener)
        self._carried.set((*self._carried.get(), listener))
        try:
            yield
        finally:
            self._carried.set(_without(listener, self._carried.get()))  # by value: it may be another context
            with self._lock:
                self._running = _without(listener, self._running)
                if not self._running and self._undo is not None:
                    self._undo()
                    self._undo = None

    def tell(self, item: Item) -> None:
        """What is written here, to those whom it concerns."""
        running = self._running
        mine = [listener for listener in self._carried.get() if any(listener is one for one in running)]
        for listener in mine or running:
            listener.hear(item)


def _without(listener: Any, listeners: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(one for one in listeners if one is not listener)


def replace(owner: Any, name: str, put: Any) -> Undo:
    """Put something in the place of an attribute; what is given back undoes it, unless it was replaced again."""
    original = getattr(owner, name)
    setattr(owner, name, put)

    def undo() -> None:
        if getattr(owner, name) is put:
            setattr(owner, name, original)

    return undo
