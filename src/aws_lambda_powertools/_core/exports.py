"""Lazy names for package doors (PEP 562): a name's file is imported when somebody asks for the name.

    if TYPE_CHECKING:
        from .sqs_event import SQSEvent as SQSEvent

    __getattr__, __dir__, __all__ = lazy_exports(__name__, {".sqs_event": ["SQSEvent"]})

The files themselves can be had as attributes too (`data_classes.sqs_event`), as if they were imported already; one that
gives out no name is listed with none, and one that is a name of its own (`parser.envelopes`) is given out by ".".

One trap: a name equal to the name of its file (`validator`) must be imported eagerly by its door, or
whoever imports the file first leaves the module where the function should stand.
"""

from __future__ import annotations

import sys
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any


def lazy_exports(
    package: str, exports: Mapping[str, Sequence[str]]
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """`__getattr__`, `__dir__` and `__all__` of a package whose names live in the given relative modules."""
    home_of = {name: home for home, names in exports.items() for name in names}
    files = {*exports.get(".", ()), *(home.split(".")[1] for home in exports if home.startswith("."))}

    def __getattr__(name: str) -> Any:
        home = home_of.get(name)
        if home is None or home == ".":
            if name in files:
                return import_module(f"{package}.{name}")  # which makes it an attribute
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home, package), name)
        setattr(sys.modules[package], name, value)  # the next access is an ordinary attribute
        return value

    def __dir__() -> list[str]:
        return sorted({*vars(sys.modules[package]), *home_of})

    return __getattr__, __dir__, sorted(home_of)
