"""Queries through SQLAlchemy's engines as segments, by its own events; the driver below is silent meanwhile."""

# Drivers have no types that could be named here: they may not be installed.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools.tracing._patch import hook, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._patch.queries import Description

LIBRARY = "sqlalchemy_core"

OPEN_QUERY = "_powertools_query"
"""Attribute of an execution context: the segment of its query."""


def patch(module: Any) -> None:
    """Listen to all engines, made before or after."""
    event, engine = module.event, module.engine.Engine
    for name, listener in LISTENERS.items():
        if not event.contains(engine, name, listener):
            event.listen(engine, name, listener)
    hook.undoings.append(lambda: _stop_listening(event, engine))


def _stop_listening(event: Any, engine: Any) -> None:
    for name, listener in LISTENERS.items():
        if event.contains(engine, name, listener):
            event.remove(engine, name, listener)


def _begin(connection: Any, _cursor: Any, statement: Any, _parameters: Any, context: Any, _is_many: Any) -> None:
    segment = None if context is None else queries.query_of(LIBRARY, _describe, connection, statement)
    if segment is not None:
        segment.__enter__()
        setattr(context, OPEN_QUERY, segment)


def _end(_connection: Any, _cursor: Any, _statement: Any, _parameters: Any, context: Any, _is_many: Any) -> None:
    segment = vars(context).pop(OPEN_QUERY, None) if context is not None else None
    if segment is not None:
        segment.close()


def _fail(failure: Any) -> None:
    context = failure.execution_context
    segment = vars(context).pop(OPEN_QUERY, None) if context is not None else None
    if segment is not None:
        error = failure.original_exception
        segment.__exit__(type(error), error, error.__traceback__)


LISTENERS = {"before_cursor_execute": _begin, "after_cursor_execute": _end, "handle_error": _fail}


def _describe(connection: Any) -> Description:
    engine, dialect = connection.engine, connection.dialect
    url = engine.url
    if dialect.name == "sqlite":
        name, address = url.database or ":memory:", ""
    else:
        name = queries.name_of(url.database, url.host)
        address = queries.url_of(dialect.name, url.host, url.port, url.database)
    return name, {
        "database_type": dialect.name,
        "url": address,
        "user": url.username,
        "database_version": ".".join(map(str, dialect.server_version_info or ())),
        "driver_version": dialect.driver,
    }
