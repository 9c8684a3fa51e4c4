"""Reads every attribute of every part of an event."""

from __future__ import annotations

from collections.abc import Iterator

from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

DOCUMENTED = (KeyError, ValueError, IndexError, StopIteration)
"""A field is missing; a text is not what it should be; there is no first record."""


def read(value: object, path: str = "event") -> Iterator[tuple[str, object]]:
    """Every attribute below, by path: its value, or the error that it raises."""
    if isinstance(value, DictWrapper):
        for name in (name for name in dir(type(value)) if isinstance(getattr(type(value), name, None), property)):
            try:
                found = getattr(value, name)
                found = list(found) if isinstance(found, Iterator) else found
            except Exception as error:  # it is looked at
                yield f"{path}.{name}", error
            else:
                yield f"{path}.{name}", found
                yield from read(found, f"{path}.{name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from read(item, f"{path}[{key!r}]")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from read(item, f"{path}[{position}]")


def undocumented(event: DictWrapper) -> dict[str, object]:
    return {
        path: found for path, found in read(event) if isinstance(found, Exception) and not isinstance(found, DOCUMENTED)
    }
