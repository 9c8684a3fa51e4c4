"""Commands to MongoDB as segments, by pymongo's own events: their names, never their documents."""

from __future__ import annotations

import sys

from aws_lambda_powertools.tracing._patch import hook, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._native import NativeSegment

LIBRARY = "pymongo"

MOST_OPEN = 1000
"""Commands at once of which the beginning is remembered."""

FAILURE_FIELDS = ("code", "codeName", "errtype")
"""What is kept of a failure; its message may quote documents."""


def patch(module: Any) -> None:
    """Listen to the commands of clients that are made from now on, sync and async."""
    listeners = module._LISTENERS.command_listeners  # noqa: SLF001  # there is no public way to see or remove them
    if any(hasattr(listener, hook.PATCHED) for listener in listeners):
        return
    listener = _listener_type(module)()
    module.register(listener)
    hook.undoings.append(lambda: listeners.remove(listener))


def _listener_type(module: Any) -> Any:
    """The listener's class: pymongo wants one of its own family, which can't be named before it is loaded."""

    class Listener(module.CommandListener):  # type: ignore[misc]
        def __init__(self) -> None:
            self.open: dict[Any, NativeSegment] = {}

        def started(self, event: Any) -> None:
            provider = hook.recorder(LIBRARY)
            if provider is not None and len(self.open) < MOST_OPEN:
                hook.quietly(_begin, self.open, provider, event)

        def succeeded(self, event: Any) -> None:
            _end(self.open, event)

        def failed(self, event: Any) -> None:
            _end(self.open, event, getattr(event, "failure", None))

    setattr(Listener, hook.PATCHED, True)
    return Listener


def _begin(open_commands: dict[Any, NativeSegment], provider: Any, event: Any) -> None:
    place = _place_of(event.connection_id)
    segment: NativeSegment = provider.in_subsegment(queries.name_of(event.database_name, place), namespace="remote")
    segment.library = LIBRARY
    segment.set_sql({"database_type": "MongoDB", "url": f"mongodb://{place}/{event.database_name}"})
    segment.put_annotation("mongodb_command_name", event.command_name)
    segment.put_annotation("mongodb_connection_id", place)
    segment.put_annotation("mongodb_database_name", event.database_name)
    segment.put_annotation("mongodb_operation_id", event.operation_id)
    segment.put_annotation("mongodb_request_id", event.request_id)
    segment.__enter__()
    segment.pause()  # its end may come in another context
    open_commands[_key_of(event)] = segment


def _place_of(connection_id: Any) -> str:
    """Host and port of a server; the socket's path where there is no port."""
    host, port = connection_id
    return str(host) if port is None else f"{host}:{port}"


def _key_of(event: Any) -> Any:
    return event.request_id, event.connection_id


def _end(open_commands: dict[Any, NativeSegment], event: Any, failure: Any = None) -> None:
    segment = open_commands.pop(_key_of(event), None)
    if segment is not None:
        hook.quietly(_note_outcome, segment, event, failure)
        segment.close()


def _note_outcome(segment: NativeSegment, event: Any, failure: Any) -> None:
    segment.put_annotation("mongodb_duration_micros", event.duration_micros)
    if failure is None:
        return
    segment.add_fault_flag()
    segment.put_metadata("failure", {name: failure[name] for name in FAILURE_FIELDS if name in failure})
    error = sys.exc_info()[1]
    if error is not None:
        segment.record(error, error.__traceback__, remote="code" in failure)
