"""Patches a library when it gets imported, once; nothing is imported for the sake of patching it.

What is loaded already is patched at once. For the rest, one finder stands at the head of `sys.meta_path`, which
finds nothing itself: it lets the others find a library, and adds the patch to what happens when it is loaded.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import local

from aws_lambda_powertools.tracing._context import debug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeProvider

LIBRARIES: dict[str, tuple[str, str, str]] = {
    "botocore": ("botocore.client", "botocore", "patch_client"),
    "requests": ("requests.sessions", "http", "patch_requests"),
    "httpx": ("httpx", "http", "patch_httpx"),
    "httplib": ("http.client", "http", "patch_httplib"),
}
"""Of each library: the module whose import it is patched after, and the module and function here that patch it."""

ALIASES = {"boto3": "botocore"}

NOT_YET = (
    "aiobotocore",
    "aioboto3",
    "mysql",
    "pg8000",
    "psycopg",
    "psycopg2",
    "pymongo",
    "pymysql",
    "pynamodb",
    "sqlalchemy_core",
    "sqlite3",
)
"""Libraries that may be named, and are not traced by this backend."""

ON_REQUEST = ("httplib",)
"""Patched only if named: they would double what the libraries above them record."""

BY_DEFAULT = tuple(name for name in LIBRARIES if name not in ON_REQUEST)

PATCHED = "_powertools_traced"
"""Mark of a function of ours that stands in another one's place."""

WRAPPERS_OF_OTHERS = ("FunctionWrapper", "BoundFunctionWrapper")
"""Types of `wrapt`, by which the X-Ray SDK, OpenTelemetry and others trace."""

provider: NativeProvider | None = None
"""The backend that records what patched libraries do; None while nobody wants to know."""


def chosen(names: Sequence[str]) -> list[str]:
    """The libraries of that name that can be traced; ValueError for a name that nobody knows."""
    if isinstance(names, str):
        raise TypeError(f"patch takes a list of names, not the single text {names!r}; write [{names!r}]")
    libraries: list[str] = []
    for name in names:
        library = ALIASES.get(name, name)
        if library in LIBRARIES:
            libraries.append(library)
        elif library in NOT_YET:
            debug("%s is not traced by this backend", name)
        else:
            known = ", ".join(sorted({*LIBRARIES, *ALIASES, *NOT_YET}))
            raise ValueError(f"The library {name!r} can't be traced; known are {known}.")
    return libraries


def install(libraries: Iterable[str], backend: NativeProvider) -> None:
    """Record the calls of these libraries with this backend, from now on or from their import on."""
    global provider

    provider = backend
    for library in libraries:
        trigger, home, function = LIBRARIES[library]
        _finder.watched[trigger] = (home, function)
        module = sys.modules.get(trigger)
        if module is not None:
            _patch(module, home, function)
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)


def _patch(module: ModuleType, home: str, function: str) -> None:
    try:
        getattr(import_module(f"aws_lambda_powertools.tracing._patch.{home}"), function)(module)
    except Exception:  # an unknown version of the library must work, if untraced
        debug("%s is not traced", module.__name__, with_exception=True)


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put `make(original)` in the place of a function, unless it is traced already, by us or by somebody else."""
    original = getattr(owner, name)
    if hasattr(original, PATCHED) or type(original).__name__ in WRAPPERS_OF_OTHERS:
        return
    wrapper = make(original)
    setattr(wrapper, PATCHED, True)
    setattr(owner, name, wrapper)


def quietly(function: Callable[..., Any], *arguments: Any) -> None:
    """Do something for the trace; whatever goes wrong in it, the user's call goes on."""
    try:
        function(*arguments)
    except Exception:
        debug("%s failed", function.__qualname__, with_exception=True)


class _Finder:
    """Adds patches to the loading of watched modules."""

    def __init__(self) -> None:
        self.watched: dict[str, tuple[str, str]] = {}
        self._looking = local()

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if name not in self.watched or getattr(self._looking, "name", None) == name:
            return None  # others of its kind ask all finders as well, and so this one again
        self._looking.name = name
        try:
            return self._find(name, path, target)
        finally:
            self._looking.name = None

    def _find(self, name: str, path: Any, target: Any) -> ModuleSpec | None:
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            if find is None or finder is self:
                continue
            spec: ModuleSpec | None = find(name, path, target)
            if spec is not None:
                if spec.loader is not None:
                    vars(spec)["loader"] = _Loader(spec.loader, *self.watched[name])
                return spec
        return None


class _Loader:
    """Loads a module by its own loader, gives that back to the module, then patches it."""

    def __init__(self, loader: Any, home: str, function: str) -> None:
        self._loader = loader
        self._home = home
        self._function = function

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        _patch(module, self._home, self._function)


_finder: Any = _Finder()
