"""What the calls of all databases have in common: the segment of a query, and what it says; never its parameters."""

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.decorators import is_async
from aws_lambda_powertools.tracing._patch import hook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeProvider, NativeSegment

    Description = tuple[str, dict[str, Any]]
    """Name of a database, and what else is known of it, in the words of a segment's `sql`."""

METHODS = ("execute", "executemany", "callproc")

STATEMENTS = ("query", "operation", "sql", "procname")
"""Names under which drivers take a statement."""

MOST_CLASSES = 64
"""Classes that are remembered with their traced subclasses."""

LONGEST_STATEMENT = 4096
"""Characters that are kept; statements may be as long as what they load."""


def query_of(library: str, describe: Callable[[Any], Description], source: Any, statement: Any) -> NativeSegment | None:
    """A segment for a query, not yet begun; None if it is not to be traced, or is part of one that is."""
    if hook.provider is None or hook.library_of_current_call() in DATABASES:
        return None
    provider = hook.recorder(library)
    return None if provider is None else hook.quietly(_segment_of, provider, library, describe, source, statement)


DATABASES = frozenset({"sqlite3", "psycopg", "psycopg2", "pymysql", "pg8000", "mysql", "sqlalchemy_core"})
"""Libraries that call one another, or themselves, for one query."""


def _segment_of(
    provider: NativeProvider, library: str, describe: Callable[[Any], Description], source: Any, statement: Any
) -> NativeSegment:
    name, sql = describe(source)
    segment = provider.in_subsegment(name, namespace="remote")
    segment.library = library
    text = _text_of(statement) if environment.TRACER_CAPTURE_SQL.get() else None
    if text:
        sql["sanitized_query"] = text[:LONGEST_STATEMENT]
    segment.set_sql({key: value for key, value in sql.items() if value})
    return segment


def _text_of(statement: Any) -> str | None:
    """The text of a statement; None for objects that put one together, because values may be part of them."""
    if isinstance(statement, bytes):
        return statement.decode("utf-8", "replace")
    return statement if isinstance(statement, str) else None


def statement_in(arguments: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """The statement among the arguments of a call."""
    if arguments:
        return arguments[0]
    return next((options[name] for name in STATEMENTS if name in options), None)


def traced(library: str, describe: Callable[[Any], Description]) -> Callable[[Any], Any]:
    """Records each call of a method of a cursor or a connection, which `describe` tells the database of."""

    def make(execute: Any) -> Any:
        @wraps(execute)
        def recorded(source: Any, *arguments: Any, **options: Any) -> Any:
            segment = query_of(library, describe, source, statement_in(arguments, options))
            if segment is None:
                return execute(source, *arguments, **options)
            with segment:
                return execute(source, *arguments, **options)

        return recorded

    return make


def traced_async(library: str, describe: Callable[[Any], Description]) -> Callable[[Any], Any]:
    """The same for coroutine methods."""

    def make(execute: Any) -> Any:
        @wraps(execute)
        async def recorded(source: Any, *arguments: Any, **options: Any) -> Any:
            segment = query_of(library, describe, source, statement_in(arguments, options))
            if segment is None:
                return await execute(source, *arguments, **options)
            with segment:
                return await execute(source, *arguments, **options)

        return recorded

    return make


def replace_methods(
    owner: Any, library: str, describe: Callable[[Any], Description], names: Iterable[str] = METHODS
) -> None:
    """Trace the methods that a class defines itself; the others it has from a class that is traced as well."""
    for name in names:
        if name in vars(owner):
            make = traced_async if is_async(getattr(owner, name)) else traced
            hook.replace(owner, name, make(library, describe))


def subclass(base: Any, members: dict[str, Any]) -> Any:
    """A class that goes by the name of its base: classes written in C take no other methods themselves."""
    return type(base.__name__, (base,), {"__module__": base.__module__, "__doc__": base.__doc__, **members})


def name_of(database: Any, host: Any) -> str:
    """How a database is called in a trace: `orders@db.example.com`."""
    return "@".join(filter(None, (text(database), text(host)))) or "database"


def url_of(scheme: str, host: Any, port: Any, database: Any) -> str:
    """Where a database is; without user and password."""
    host = text(host)
    place = f"[{host}]" if ":" in host else host
    return f"{scheme}://{place}{f':{port}' if port else ''}/{text(database)}"


def text(value: Any) -> str:
    """What a driver has as text or as bytes, as text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)
