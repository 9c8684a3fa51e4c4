"""Patches a library when it gets imported, once; nothing is imported for the sake of patching it.

What is loaded already is patched at once. For the rest, one finder stands at the head of `sys.meta_path`, which
finds nothing itself: it lets the others find a library, and adds the patch to what happens when it is loaded.
"""

from __future__ import annotations

import sys
from importlib import import_module
from threading import local

from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._context import debug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeProvider

LIBRARIES: dict[str, tuple[str, ...]] = {
    "botocore": ("botocore", "botocore.client"),
    "aiobotocore": ("aiobotocore", "aiobotocore.client"),
    "pynamodb": ("pynamodb", "pynamodb.connection.base"),
    "requests": ("requests", "requests.sessions"),
    "httpx": ("httpx", "httpx"),
    "httplib": ("http_client", "http.client"),
    "urllib3": ("urllib3", "urllib3.connectionpool"),
    "sqlite3": ("sqlite3", "sqlite3"),
    "psycopg": ("psycopg", "psycopg"),
    "psycopg2": ("psycopg2", "psycopg2"),
    "pymysql": ("pymysql", "pymysql.cursors"),
    "pg8000": ("pg8000", "pg8000.legacy", "pg8000.dbapi", "pg8000.native"),
    "mysql": ("mysql", "mysql.connector.cursor", "mysql.connector.cursor_cext", "mysql.connector.aio.cursor"),
    "sqlalchemy_core": ("sqlalchemy", "sqlalchemy"),
    "pymongo": ("pymongo", "pymongo.monitoring"),
}
"""Of each library: the module here whose `patch` traces it, then the modules which that is given when they load."""

ALIASES = {"boto3": ("botocore",), "aioboto3": ("aiobotocore",), "pynamodb": ("botocore", "pynamodb")}
"""Names that stand for other libraries, or for more than one."""

ON_REQUEST = ("httplib", "urllib3")
"""Patched only if named: other libraries are built on them, and record the same calls."""

BY_DEFAULT = tuple(name for name in LIBRARIES if name not in ON_REQUEST)

INSTRUMENTORS = {
    "botocore": ("botocore", "BotocoreInstrumentor"),
    "aiobotocore": ("botocore", "AiobotocoreInstrumentor"),
    "requests": ("requests", "RequestsInstrumentor"),
    "httpx": ("httpx", "HTTPXClientInstrumentor"),
    "urllib3": ("urllib3", "URLLib3Instrumentor"),
    "aiohttp": ("aiohttp_client", "AioHttpClientInstrumentor"),
    "sqlite3": ("sqlite3", "SQLite3Instrumentor"),
    "psycopg": ("psycopg", "PsycopgInstrumentor"),
    "psycopg2": ("psycopg2", "Psycopg2Instrumentor"),
    "pymysql": ("pymysql", "PyMySQLInstrumentor"),
    "mysql": ("mysql", "MySQLInstrumentor"),
    "sqlalchemy_core": ("sqlalchemy", "SQLAlchemyInstrumentor"),
    "pymongo": ("pymongo", "PymongoInstrumentor"),
}
"""OpenTelemetry's own instrumentor of each library, by the module of `opentelemetry.instrumentation` and its class."""

PATCHED = "_powertools_traced"
"""Mark of a function of ours that stands in another one's place."""

WRAPPERS_OF_OTHERS = ("FunctionWrapper", "BoundFunctionWrapper")
"""Types of `wrapt`, by which the X-Ray SDK, OpenTelemetry and others trace."""

MARK_OF_OTHERS = "opentelemetry"
"""How the names of attributes begin by which OpenTelemetry finds its plain functions, in order to remove them."""

provider: NativeProvider | None = None
"""The backend that records what patched libraries do; None while nobody wants to know."""


def chosen(names: Sequence[str]) -> list[str]:
    """The libraries of these names; ValueError for a name that nobody knows."""
    if isinstance(names, str):
        raise TypeError(f"patch takes a list of names, not the single text {names!r}; write [{names!r}]")
    libraries: list[str] = []
    for name in names:
        found = ALIASES.get(name) or ((name,) if name in LIBRARIES else ())
        if not found:
            known = ", ".join(sorted({*LIBRARIES, *ALIASES}))
            raise ValueError(f"The library {name!r} can't be traced; known are {known}.")
        libraries += [library for library in found if library not in libraries]
    return libraries


def install(libraries: Iterable[str], backend: NativeProvider) -> None:
    """Record the calls of these libraries with this backend, from now on or from their import on."""
    global provider

    provider = backend
    for library in libraries:
        home, *triggers = LIBRARIES[library]
        for trigger in triggers:
            _finder.watched[trigger] = home
            module = sys.modules.get(trigger)
            if module is not None:
                _patch(module, home)
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)


def _patch(module: ModuleType, home: str) -> None:
    try:
        import_module(f"aws_lambda_powertools.tracing._patch.{home}").patch(module)
    except Exception:  # an unknown version of the library must work, if untraced
        debug("%s is not traced", module.__name__, with_exception=True)


# --- Changes, and how they are taken back ------------------------------------------------------------------------

undoings: list[Callable[[], None]] = []
"""What takes each change back; as many as there are functions to replace."""


def replace(owner: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Put `make(original)` in the place of a function, unless it is traced already, by us or by somebody else."""
    original = getattr(owner, name)
    if hasattr(original, PATCHED) or _is_somebody_elses(original):
        return
    wrapper = make(original)
    setattr(wrapper, PATCHED, True)
    is_inherited = name not in vars(owner)
    setattr(owner, name, wrapper)

    def take_back() -> None:
        if (
            getattr(owner, name, None) is not wrapper
        ):  # somebody has put theirs around it; ours only calls through by then
            return
        if is_inherited:
            delattr(owner, name)
        else:
            setattr(owner, name, original)

    undoings.append(take_back)


def _is_somebody_elses(function: Any) -> bool:
    if type(function).__name__ in WRAPPERS_OF_OTHERS:
        return True
    return any(name.startswith(MARK_OF_OTHERS) for name in getattr(function, "__dict__", ()))


def release() -> None:
    """Leave all libraries as they were before the first patch, as far as nobody else has changed them since."""
    global provider

    provider = None
    _finder.watched.clear()
    if _finder in sys.meta_path:
        sys.meta_path.remove(_finder)
    while undoings:
        quietly(undoings.pop())


# --- Who records a call ------------------------------------------------------------------------------------------


def recorder(library: str) -> NativeProvider | None:
    """The backend that records a call of a library now; None if nobody wants to know, or somebody else records it."""
    if provider is None or is_left_to_opentelemetry(library):
        return None
    is_suppressed = getattr(provider, "is_suppressed", None)
    return None if is_suppressed is not None and is_suppressed() else provider


def is_left_to_opentelemetry(library: str) -> bool:
    """Whether an instrumentor of OpenTelemetry traces the library: two spans for one call would help nobody."""
    home, name = INSTRUMENTORS.get(library, ("", ""))
    module = sys.modules.get(f"opentelemetry.instrumentation.{home}")
    if module is None:
        return False
    # There is one instance of each, which `instrument()` has made: asking the class for it would make another one.
    instance = getattr(getattr(module, name, None), "_instance", None)
    return bool(getattr(instance, "is_instrumented_by_opentelemetry", False))


def library_of_current_call() -> str | None:
    """The library whose call the current segment is: what that library is built on need not record it again."""
    segment = _context.current.get()
    return None if segment is None or segment.end_time is not None else segment.library


def quietly(function: Callable[..., Any], *arguments: Any) -> Any:
    """Do something for the trace and give its result; whatever goes wrong in it, the user's call goes on."""
    try:
        return function(*arguments)
    except Exception:
        debug("%s failed", function.__qualname__, with_exception=True)
        return None


# --- The import hook ---------------------------------------------------------------------------------------------


class _Finder:
    """Adds patches to the loading of watched modules."""

    def __init__(self) -> None:
        self.watched: dict[str, str] = {}
        """Modules, and the module here that patches each."""
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
                    vars(spec)["loader"] = _Loader(spec.loader, self.watched[name])
                return spec
        return None


class _Loader:
    """Loads a module by its own loader, gives that back to the module, then patches it."""

    def __init__(self, loader: Any, home: str) -> None:
        self._loader = loader
        self._home = home

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)

    def create_module(self, spec: ModuleSpec) -> Any:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        if _finder.watched.get(module.__name__) == self._home:  # unless it was released in the meantime
            _patch(module, self._home)


_finder: Any = _Finder()
