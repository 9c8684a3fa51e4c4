"""What lies above the keys of a line in one context: keys of a block, thread-safe keys, what a thread added itself.

Imported when somebody sets such a key; most functions never do.
"""

from __future__ import annotations

from contextlib import contextmanager

from aws_lambda_powertools._core.invocation import current, own, running_here
from aws_lambda_powertools.logging import _keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from typing import Any

    from aws_lambda_powertools.logging._keys import Keys

THREAD_SAFE = "thread-safe keys"
"""The layer that all loggers share."""

SEVERAL = "several invocations"
"""To which invocation a thread without context belongs while several run: nobody can tell."""


class Overlay:
    """What a thread without context added and removed; of no effect while the thread works for somebody else."""

    __slots__ = ("added", "bound_to", "removed")

    def __init__(self, bound_to: object, added: Mapping[str, Any], removed: frozenset[str]) -> None:
        self.bound_to = bound_to
        self.added = added
        self.removed = removed

    def applies(self) -> bool:
        """Whether it belongs to the invocation for which this thread works now, or to the thread itself."""
        return self.bound_to is None or self.bound_to is _bond()


# --- Reading -----------------------------------------------------------------------------------------------------


def merged(keys: Keys, values: Mapping[str, Any], layers: Mapping[object, Any]) -> dict[str, Any]:
    """The keys together with the layers above them."""
    found = dict(values)
    overlay = layers.get(keys.overlay)
    if overlay is not None and own() is None and overlay.applies():
        for key in overlay.removed:
            found.pop(key, None)
        found.update(overlay.added)
    found.update(layers.get(keys.block, ()))
    found.update(layers.get(THREAD_SAFE, ()))
    return found


def merged_without_shared(keys: Keys, values: Mapping[str, Any]) -> dict[str, Any]:
    """The keys together with the layers above them, the thread-safe ones apart."""
    return merged(keys, values, {layer: above for layer, above in _layers().items() if layer is not THREAD_SAFE})


def are_lasting(keys: Keys, layers: Mapping[object, Any]) -> bool:
    """Whether what the layers give is the same at each line, as long as neither they nor the keys change."""
    return keys.overlay not in layers


# --- Changing the keys of one formatter --------------------------------------------------------------------------


def update(keys: Keys, new: Mapping[str, Any]) -> None:
    """Add keys. One that the current block has set keeps its new value to the end of the block."""
    new = _without_those_of_block(keys, new)
    keyset = keys.writable()
    if keyset is not None:
        keyset.changing().update(new)
        return
    overlay = _own_overlay(keys)
    _set(keys.overlay, Overlay(overlay.bound_to, {**overlay.added, **new}, overlay.removed.difference(new)))


def remove(keys: Keys, names: Iterable[str]) -> None:
    """Take keys away, those of the current block too."""
    names = tuple(names)
    block = _layers().get(keys.block)
    if block is not None:
        _set(keys.block, {key: value for key, value in block.items() if key not in names})
    keyset = keys.writable()
    if keyset is not None:
        keyset.take_away(names)
        return
    overlay = _own_overlay(keys)
    added = {key: value for key, value in overlay.added.items() if key not in names}
    _set(keys.overlay, Overlay(overlay.bound_to, added, overlay.removed.union(names)))


def drop(keys: Keys) -> None:
    """Take away what only this context has."""
    _set(keys.block, None)
    _set(keys.overlay, None)


@contextmanager
def block(keys: Keys, new: Mapping[str, Any]) -> Generator[None, None, None]:
    """Keys for the time of a block, in this context only; afterwards the keys have their values of before."""
    before = _layers().get(keys.block, {})
    _set(keys.block, {**before, **new})
    try:
        yield
    finally:
        now = _layers().get(keys.block, {})
        outer = {key: before[key] for key in new if key in before}
        _set(keys.block, {**{key: value for key, value in now.items() if key not in new}, **outer})


# --- Thread-safe keys --------------------------------------------------------------------------------------------


def thread_safe_keys() -> dict[str, Any]:
    """A copy of the keys of this context that all loggers share."""
    return dict(_layers().get(THREAD_SAFE, {}))


def add_thread_safe_keys(new: Mapping[str, Any]) -> None:
    """Add keys to the lines that any logger writes in this context."""
    _set(THREAD_SAFE, {**thread_safe_keys(), **new})


def remove_thread_safe_keys(names: Iterable[str]) -> None:
    """Take such keys away."""
    names = (names,) if isinstance(names, str) else tuple(names)
    _set(THREAD_SAFE, {key: value for key, value in thread_safe_keys().items() if key not in names})


def clear_thread_safe_keys() -> None:
    """Take all such keys away."""
    if _layers():
        _set(THREAD_SAFE, None)


# --- Helpers -----------------------------------------------------------------------------------------------------


def _layers() -> Mapping[object, Any]:
    return _keys.above.get() or {}


def _set(layer: object, content: Any) -> None:
    """Replace one layer of this context; an empty one is no layer."""
    kept = {key: value for key, value in _layers().items() if key is not layer}
    if content:
        kept[layer] = content
        _keys.has_layers = True
    _keys.above.set(kept or None)


def _own_overlay(keys: Keys) -> Overlay:
    overlay: Overlay | None = _layers().get(keys.overlay)
    if overlay is None or not overlay.applies():
        return Overlay(_bond(), {}, frozenset())
    return overlay


def _without_those_of_block(keys: Keys, new: Mapping[str, Any]) -> Mapping[str, Any]:
    block = _layers().get(keys.block)
    if not block or block.keys().isdisjoint(new):
        return new
    _set(keys.block, {**block, **{key: value for key, value in new.items() if key in block}})
    return {key: value for key, value in new.items() if key not in block}


def _bond() -> object:
    """The invocation for which a thread without context works; SEVERAL, or None when there is none."""
    return current() or (SEVERAL if running_here else None)
