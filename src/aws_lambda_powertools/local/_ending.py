"""How a command that runs a function ends when it is told to: as Ctrl-C ends it, whoever says so."""

from __future__ import annotations

import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn


@contextmanager
def ending_on_sigterm() -> Generator[None]:
    """Let SIGTERM end the command as Ctrl-C does, so that the function's process is stopped with it."""

    def stop(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    previous = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)
