"""Queries of PostgreSQL databases through psycopg 3 as segments, sync and async, on server-side cursors too."""

from __future__ import annotations

from aws_lambda_powertools.tracing._patch import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "psycopg"


def patch(module: Any) -> None:
    """Trace the methods of the cursor classes, of which all others are made."""
    for name in ("Cursor", "ServerCursor", "AsyncCursor", "AsyncServerCursor"):
        queries.replace_methods(getattr(module, name), LIBRARY, describe)


def describe(cursor: Any) -> Description:
    """What is known of a cursor's database."""
    return of_connection(cursor.connection.info, "Psycopg 3")


def of_connection(info: Any, driver: str) -> Description:
    """What is known of a database, from what libpq says of the connection."""
    database = info.dbname
    return queries.name_of(database, info.host), {
        "database_type": "PostgreSQL",
        "url": queries.url_of("postgresql", info.host, info.port, database),
        "user": info.user,
        "database_version": str(info.server_version),
        "driver_version": driver,
    }
