"""Queries of PostgreSQL databases through psycopg2 as segments.

Classes written in C take no other methods; so connections and cursors are made as subclasses of what was asked for.
"""

# Drivers have no types that could be named here: they may not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from functools import lru_cache, wraps

from aws_lambda_powertools.tracing._patch import hook, queries
from aws_lambda_powertools.tracing._patch.psycopg import of_connection

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "psycopg2"

FACTORY = 1
"""Where the class stands among the positional arguments, of `connect` as well as of `cursor`."""


def patch(module: Any) -> None:
    """Trace the connections that `psycopg2.connect` makes from now on; connection pools call it too."""
    hook.replace(module, "connect", lambda connect: _connecting(connect, module.extensions))


def _connecting(connect: Any, extensions: Any) -> Any:
    @wraps(connect)
    def connecting(*arguments: Any, **options: Any) -> Any:
        if hook.provider is None:
            return connect(*arguments, **options)
        is_positional = len(arguments) > FACTORY
        factory = (arguments[FACTORY] if is_positional else options.get("connection_factory")) or extensions.connection
        if not (isinstance(factory, type) and issubclass(factory, extensions.connection)):
            return connect(*arguments, **options)  # a function makes it, in its own way
        traced = _traced_connection(factory, extensions.cursor)
        if is_positional:
            return connect(*arguments[:FACTORY], traced, *arguments[FACTORY + 1 :], **options)
        return connect(*arguments, **{**options, "connection_factory": traced})

    return connecting


@lru_cache(queries.MOST_CLASSES)
def _traced_connection(factory: Any, cursor_type: Any) -> Any:
    """A subclass whose cursors are traced, of whichever class they are."""

    def cursor(self: Any, *arguments: Any, **options: Any) -> Any:
        make = super(traced, self).cursor
        is_positional = len(arguments) > FACTORY
        asked = arguments[FACTORY] if is_positional else options.get("cursor_factory")
        if asked is None:
            asked = type(make(*arguments, **options))  # what the connection makes of its own accord
        if not (isinstance(asked, type) and issubclass(asked, cursor_type)):
            return make(*arguments, **options)
        if is_positional:
            return make(*arguments[:FACTORY], _traced_cursor(asked), *arguments[FACTORY + 1 :], **options)
        return make(*arguments, **{**options, "cursor_factory": _traced_cursor(asked)})

    traced = queries.subclass(factory, {"cursor": cursor})
    return traced


@lru_cache(queries.MOST_CLASSES)
def _traced_cursor(factory: Any) -> Any:
    record = queries.traced(LIBRARY, _describe)
    return queries.subclass(factory, {name: record(getattr(factory, name)) for name in queries.METHODS})


def _describe(cursor: Any) -> Description:
    return of_connection(cursor.connection.info, "Psycopg 2")
