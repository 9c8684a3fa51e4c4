"""Queries of SQLite databases as segments.

Classes written in C take no other methods; so connections and cursors are made as subclasses of what was asked for.
"""

# Drivers have no types that could be named here: they may not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import os
from functools import lru_cache, wraps

from aws_lambda_powertools.tracing._patch import hook, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

LIBRARY = "sqlite3"

FACTORY = 4
"""Where the connection's class stands among the positional arguments of `connect`, after the database."""

DATABASE = "_powertools_database"
"""Attribute of a connection: the name of its database."""


def patch(module: Any) -> None:
    """Trace the connections that `sqlite3.connect` makes from now on."""
    for owner in (module.dbapi2, module):
        hook.replace(owner, "connect", lambda connect: _connecting(connect, module))


def _connecting(connect: Any, module: Any) -> Any:
    @wraps(connect)
    def connecting(*arguments: Any, **options: Any) -> Any:
        if hook.provider is None:
            return connect(*arguments, **options)
        is_positional = len(arguments) > FACTORY + 1
        factory = arguments[FACTORY + 1] if is_positional else options.get("factory", module.Connection)
        if not (isinstance(factory, type) and issubclass(factory, module.Connection)):
            return connect(*arguments, **options)  # a function makes it, in its own way
        traced = _traced_connection(factory, module)
        if is_positional:
            arguments = (*arguments[: FACTORY + 1], traced, *arguments[FACTORY + 2 :])
        else:
            options["factory"] = traced
        connection = connect(*arguments, **options)
        database = arguments[0] if arguments else options.get("database")
        setattr(connection, DATABASE, hook.quietly(_name_of, database) or LIBRARY)
        return connection

    return connecting


def _name_of(database: Any) -> str:
    name = os.fsdecode(database)
    return name.partition("?")[0] if name.startswith("file:") else name


@lru_cache(queries.MOST_CLASSES)
def _traced_connection(factory: Any, module: Any) -> Any:
    """A subclass that records what a connection executes itself, and whose cursors are traced."""
    has_own_cursors = factory.cursor is not module.Connection.cursor

    def cursor(self: Any, *arguments: Any, **options: Any) -> Any:
        make = super(traced, self).cursor
        if has_own_cursors and not arguments and not options:
            return make()
        asked = arguments[0] if arguments else options.get("factory", module.Cursor)
        if not (isinstance(asked, type) and issubclass(asked, module.Cursor)):
            return make(*arguments, **options)
        return make(_traced_cursor(asked, module))

    traced = queries.subclass(factory, {"cursor": cursor, **_traced_methods(factory, module, _name_in)})
    return traced


@lru_cache(queries.MOST_CLASSES)
def _traced_cursor(factory: Any, module: Any) -> Any:
    return queries.subclass(factory, _traced_methods(factory, module, lambda cursor: _name_in(cursor.connection)))


def _traced_methods(factory: Any, module: Any, name_of: Callable[[Any], str]) -> dict[str, Any]:
    known = {"database_type": LIBRARY, "database_version": module.sqlite_version}
    record = queries.traced(LIBRARY, lambda source: (name_of(source), dict(known)))
    return {name: record(getattr(factory, name)) for name in ("execute", "executemany", "executescript")}


def _name_in(connection: Any) -> str:
    name: str = getattr(connection, DATABASE, LIBRARY)
    return name
