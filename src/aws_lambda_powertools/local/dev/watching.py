"""Notices that source files have changed, some moments after the last of them was written."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from threading import Event, Thread

from watchfiles import Change, DefaultFilter, watch

DEBOUNCE_MILLISECONDS = 300
"""Editors write several files, and one file several times: changes within this time are one."""


class Watcher:
    """Watches the Python files below a directory, and some files by name; calls back with what has changed."""

    def __init__(
        self,
        root: str,
        files: Sequence[str],
        changed: Callable[[list[str]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._root = root
        self._files = {os.path.abspath(file) for file in files}
        self._changed = changed
        self._failed = failed
        self._stop = Event()
        self._thread = Thread(target=self._run, name="source-watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stop.set()
        self._thread.join(timeout=2)

    def _run(self) -> None:
        wanted = _Wanted(self._files)
        places = {self._root, *(os.path.dirname(file) for file in self._files)}
        try:
            for changes in watch(
                *sorted(places),
                watch_filter=wanted,
                debounce=DEBOUNCE_MILLISECONDS,
                stop_event=self._stop,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._changed(sorted(os.path.relpath(path, self._root) for _, path in changes))
        except Exception as error:  # the function goes on without reloads, and its owner is told
            self._failed(error)


class _Wanted(DefaultFilter):
    """Python files outside virtual environments and caches, and the files that were named."""

    def __init__(self, files: set[str]) -> None:
        super().__init__()
        self._named = files

    def __call__(self, change: Change, path: str) -> bool:
        if os.path.abspath(path) in self._named:
            return True
        return path.endswith(".py") and super().__call__(change, path)
