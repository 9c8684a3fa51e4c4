"""What must be made anew in a forked process: locks that a thread of the parent may have held, connections, loops."""

from __future__ import annotations

import os
from weakref import WeakSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Forked(Protocol):
        """Something that knows what to do in a child process."""

        def after_fork(self) -> None:
            """Make anew what can't be used any more; the child has no other thread yet."""
            ...


_watched: WeakSet[Forked] = WeakSet()


def watch(owner: Forked) -> None:
    """Call `owner.after_fork()` in every process that is forked from now on, as long as the owner lives."""
    _watched.add(owner)


def _tell_all() -> None:
    for owner in list(_watched):
        owner.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_tell_all)
