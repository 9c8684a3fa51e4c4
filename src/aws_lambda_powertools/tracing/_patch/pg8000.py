"""Queries of PostgreSQL databases through pg8000 as segments: its DB-API, its older one, and its own."""

# Drivers have no types that could be named here: they may not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from functools import wraps

from aws_lambda_powertools.tracing._patch import hook, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "pg8000"


PLACE = "_powertools_place"
"""Attribute of a connection: host, port and name of the database, which the driver itself forgets."""

PARAMETERS = ("user", "host", "database", "port")
"""The first parameters of a connection, in their order."""

DEFAULTS = {"host": "localhost", "port": 5432}


def patch(module: Any) -> None:
    """Trace the cursor of a module with cursors, the connection of the one without."""
    hook.replace(module.CoreConnection, "__init__", _remembering)
    if hasattr(module, "Cursor"):
        queries.replace_methods(module.Cursor, LIBRARY, _describe_cursor)
    else:
        queries.replace_methods(module.Connection, LIBRARY, _describe, ["run"])


def _remembering(begin: Any) -> Any:
    @wraps(begin)
    def remembering(connection: Any, *arguments: Any, **options: Any) -> None:
        given = {**DEFAULTS, **dict(zip(PARAMETERS, arguments, strict=False)), **options}
        vars(connection)[PLACE] = {name: given.get(name) for name in PARAMETERS}
        begin(connection, *arguments, **options)

    return remembering


def _describe_cursor(cursor: Any) -> Description:
    return _describe(cursor._c)  # noqa: SLF001  # its public name warns whoever uses it


def _describe(connection: Any) -> Description:
    place = vars(connection).get(PLACE, {})
    user, host = queries.text(connection.user), place.get("host")
    database = place.get("database") or user  # as the server has it
    return queries.name_of(database, host), {
        "database_type": "PostgreSQL",
        "url": queries.url_of("postgresql", host, place.get("port"), database),
        "user": user,
        "database_version": queries.text(connection.parameter_statuses.get("server_version")),
        "driver_version": "Pg8000",
    }
