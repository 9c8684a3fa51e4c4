"""Queries of MySQL databases through PyMySQL as segments."""

from __future__ import annotations

from aws_lambda_powertools.tracing._patch import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "pymysql"


def patch(module: Any) -> None:
    """Trace the methods of the cursor class, of which all others are made."""
    queries.replace_methods(module.Cursor, LIBRARY, _describe)


def _describe(cursor: Any) -> Description:
    connection = cursor.connection
    return queries.name_of(connection.db, connection.host), {
        "database_type": "MySQL",
        "url": queries.url_of("mysql", connection.host, connection.port, connection.db),
        "user": queries.text(connection.user),
        "database_version": queries.text(connection.server_version),
        "driver_version": "PyMySQL",
    }
