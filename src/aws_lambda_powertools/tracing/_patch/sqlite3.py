"""Queries of SQLite databases as segments.

Classes written in C take no other methods; so connections and cursors are made as subclasses of what was asked for.
"""

from __future__ import annotations

import os
from functools import lru_cache, wraps

from aws_lambda_powertools.tracing._patch import hook, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "sqlite3"

FACTORY = 4
"""Where the connection's class stands among the positional arguments of `connect`, after the database."""

DATABASE = "_powertools_database"
"""Attribute of a connection: the name of its database."""


def patch(module: Any) -> None:
    """Trace the connections that `sqlite3.connect` makes from now on."""
    version = module.sqlite_version
    for owner in (module.dbapi2, module):
        hook.replace(owner, "connect", lambda connect: _connecting(connect, module, version))


def _connecting(connect: Any, module: Any, version: str) -> Any:
    @wraps(connect)
    def connecting(*arguments: Any, **options: Any) -> Any:
        if hook.provider is None:
            return connect(*arguments, **options)
        is_positional = len(arguments) > FACTORY + 1
        factory = arguments[FACTORY + 1] if is_positional else options.get("factory", module.Connection)
        if not (isinstance(factory, type) and issubclass(factory, module.Connection)):
            return connect(*arguments, **options)  # a function makes it, in its own way
        traced = _traced_connection(factory, module.Cursor, version)
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
def _traced_connection(factory: Any, cursor_type: Any, version: str) -> Any:
    """A subclass whose cursors are traced; its own `execute` makes one."""

    def cursor(self: Any, factory: Any = cursor_type) -> Any:
        is_class = isinstance(factory, type) and issubclass(factory, cursor_type)
        return super(traced, self).cursor(_traced_cursor(factory, version) if is_class else factory)

    traced = queries.subclass(factory, {"cursor": cursor})
    return traced


@lru_cache(queries.MOST_CLASSES)
def _traced_cursor(factory: Any, version: str) -> Any:
    def describe(cursor: Any) -> Description:
        name = getattr(cursor.connection, DATABASE, LIBRARY)
        return name, {"database_type": LIBRARY, "database_version": version}

    record = queries.traced(LIBRARY, describe)
    methods = ("execute", "executemany", "executescript")
    return queries.subclass(factory, {name: record(getattr(factory, name)) for name in methods})
