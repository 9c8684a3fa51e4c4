"""Queries of MySQL databases through MySQL Connector as segments, in pure Python, in C, and async."""

# Drivers have no types that could be named here: they may not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools.tracing._patch import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "mysql"


def patch(module: Any) -> None:
    """Trace the methods of every cursor class of a module; some define them anew."""
    for cursor in [value for value in vars(module).values() if _is_cursor(value, module.__name__)]:
        queries.replace_methods(cursor, LIBRARY, _describe)


def _is_cursor(value: Any, home: str) -> bool:
    return isinstance(value, type) and value.__module__ == home and "Cursor" in value.__name__


def _describe(cursor: Any) -> Description:
    connection = _known(cursor, "_connection", "_cnx")
    host, port = _known(connection, "server_host", "_host"), _known(connection, "server_port", "_port")
    database = _known(connection, "_database")
    return queries.name_of(database, host), {
        "database_type": "MySQL",
        "url": queries.url_of("mysql", host, port, database),
        "user": _known(connection, "user", "_user"),
        "database_version": _version(_known(connection, "_server_version", "server_version")),
        "driver_version": "MySQL Connector/Python",
    }


def _known(holder: Any, *names: str) -> Any:
    """The first attribute that there is; classes built on the driver's part in C have other ones."""
    return next((found for name in names if (found := getattr(holder, name, None))), None)


def _version(raw: Any) -> str:
    return ".".join(map(str, raw)) if isinstance(raw, tuple) else queries.text(raw)
