"""ConnectionStore and ConnectionClient: who is connected to a WebSocket API, and messages to them.

    store = ConnectionStore.in_dynamodb("connections")
    connections = ConnectionClient(store)

    @app.on_connect()
    def connect():
        store.add(app.current_event.request_context.connection_id)

    @app.route("chat")
    def chat(message: ChatMessage):
        connections.broadcast({"text": message.text})

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
"""

# Attributes of connections and answers of clients are Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging
import threading
from functools import partial

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools._core.records import ConditionFailed, equals, present

TYPE_CHECKING = False
if TYPE_CHECKING:
    import os
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any, Protocol

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools._core.records import Condition, Key, Values
    from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import APIGatewayWebSocketEvent

    class Table(Protocol):
        """What a store of connections needs of a table."""

        def get(self, key: Key, *, consistent: bool = False) -> dict[str, Any] | None:
            """The record, or None."""
            ...

        def put(self, key: Key, values: Values, *, only_if: Condition | None = None) -> None:
            """Keep a record."""
            ...

        def update(
            self, key: Key, values: Values, *, remove: Iterable[str] = (), only_if: Condition | None = None
        ) -> None:
            """Change a record."""
            ...

        def delete(self, key: Key, *, only_if: Condition | None = None) -> None:
            """Remove a record."""
            ...

        def in_partition(self, partition: str) -> Iterable[tuple[str, dict[str, Any]]]:
            """The records of a partition."""
            ...


logger = logging.getLogger(__name__)

EVERYONE = "*"
"""The group of all connections."""

LONGEST_CONNECTION = 2 * 60 * 60
"""Seconds after which API Gateway closes every connection."""

MOST_AT_ONCE = 10
"""Messages that a broadcast has under way at the same time."""

_TRIES = 10

GONE = 410


class ConnectionNotFoundError(PowertoolsError):
    """The store knows no such connection."""


class ConnectionStore:
    """Connections by id, with attributes of yours, in groups such as chat rooms.

    Each record goes `ttl_seconds` after it was written: API Gateway keeps no connection for longer than two hours, and
    does not promise to tell when one is closed. Use `in_dynamodb` in Lambda, `in_sqlite` and `in_memory` elsewhere.
    """

    expiry_attr = "expiration"

    def __init__(self, table: Table, *, ttl_seconds: int = LONGEST_CONNECTION) -> None:
        if ttl_seconds <= 0:
            raise ValueError(f"ttl_seconds is {ttl_seconds!r}; it must be greater than 0")
        self.table = table
        self.ttl_seconds = ttl_seconds

    @classmethod
    def in_dynamodb(
        cls,
        table_name: str,
        *,
        key_attr: str = "group",
        sort_key_attr: str = "connection_id",
        ttl_seconds: int = LONGEST_CONNECTION,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
    ) -> ConnectionStore:
        """A store in a DynamoDB table with the partition key `key_attr` and the sort key `sort_key_attr`, both strings.

        Switch the table's time to live on for the attribute `expiration`. Needs dynamodb:GetItem, PutItem, UpdateItem,
        DeleteItem and Query.
        """
        from aws_lambda_powertools._core import aws
        from aws_lambda_powertools._core.dynamodb import Table as DynamoDBTable

        client = aws.client(
            "dynamodb", feature="event_handler", client=boto3_client, session=boto3_session, config=boto_config
        )
        return cls(
            DynamoDBTable(client, table_name, key_attr=key_attr, sort_key_attr=sort_key_attr), ttl_seconds=ttl_seconds
        )

    @classmethod
    def in_sqlite(cls, path: str | os.PathLike[str], *, ttl_seconds: int = LONGEST_CONNECTION) -> ConnectionStore:
        """A store in a SQLite file, for the processes of one machine."""
        from aws_lambda_powertools._core.sqlite import SQLiteTable

        table = SQLiteTable(path, table="connections", expiry_attr=cls.expiry_attr)
        return cls(table, ttl_seconds=ttl_seconds)

    @classmethod
    def in_memory(cls, *, ttl_seconds: int = LONGEST_CONNECTION) -> ConnectionStore:
        """A store in the memory of this process, for tests and local runs."""
        from aws_lambda_powertools._core.memory import MemoryTable

        return cls(MemoryTable(expiry_attr=cls.expiry_attr), ttl_seconds=ttl_seconds)

    def add(
        self, connection_id: str, attributes: Mapping[str, Any] | None = None, *, groups: Collection[str] = ()
    ) -> None:
        """Remember a connection, with what you want to know of it, in groups."""
        expiration = self._expiration()
        names = sorted({_checked(group) for group in groups})
        kept = {"attributes": dict(attributes or {}), "groups": names, self.expiry_attr: expiration}
        self.table.put((EVERYONE, connection_id), kept)
        for group in names:
            self.table.put((group, connection_id), {self.expiry_attr: expiration})

    def get(self, connection_id: str) -> dict[str, Any] | None:
        """The attributes of a connection; None if it is not there, or no more."""
        record = self._record(connection_id)
        return None if record is None else record["attributes"]

    def set(self, connection_id: str, attributes: Mapping[str, Any]) -> None:
        """Replace the attributes of a connection; ConnectionNotFoundError without it."""
        try:
            self.table.update((EVERYONE, connection_id), {"attributes": dict(attributes)}, only_if=present())
        except ConditionFailed as error:
            raise _unknown(connection_id) from error

    def groups(self, connection_id: str) -> list[str]:
        """The groups that a connection is in."""
        record = self._record(connection_id)
        return [] if record is None else list(record["groups"])

    def join(self, connection_id: str, group: str) -> None:
        """Put a connection into a group; ConnectionNotFoundError without it."""
        record = self._change_groups(connection_id, add={_checked(group)})
        self.table.put((group, connection_id), {self.expiry_attr: record[self.expiry_attr]})

    def leave(self, connection_id: str, group: str) -> None:
        """Take a connection out of a group; ConnectionNotFoundError without it."""
        self._change_groups(connection_id, drop={_checked(group)})
        self.table.delete((group, connection_id))

    def remove(self, connection_id: str) -> None:
        """Forget a connection, in all groups; nothing happens if it is not there."""
        for group in self.groups(connection_id):
            self.table.delete((group, connection_id))
        self.table.delete((EVERYONE, connection_id))

    def connections(self, group: str = EVERYONE) -> Iterator[str]:
        """The ids of the connections in a group, or of all."""
        now = clock.seconds()
        for connection_id, record in self.table.in_partition(group):
            if record[self.expiry_attr] > now:
                yield connection_id

    def _record(self, connection_id: str) -> dict[str, Any] | None:
        record = self.table.get((EVERYONE, connection_id), consistent=True)
        return None if record is None or record[self.expiry_attr] <= clock.seconds() else record

    def _change_groups(
        self,
        connection_id: str,
        add: Collection[str] = (),
        drop: Collection[str] = (),
    ) -> dict[str, Any]:
        for _ in range(_TRIES):  # somebody else may change the same connection meanwhile
            record = self._record(connection_id)
            if record is None:
                raise _unknown(connection_id)
            try:
                self.table.update(
                    (EVERYONE, connection_id),
                    {"groups": sorted({*record["groups"], *add}.difference(drop))},
                    only_if=equals("groups", record["groups"], "before"),
                )
            except ConditionFailed:
                continue
            return record
        raise PowertoolsError(f"The groups of the connection {connection_id!r} change too often")

    def _expiration(self) -> int:
        return int(clock.seconds()) + self.ttl_seconds


def _checked(group: str) -> str:
    if not group or group == EVERYONE:
        raise ValueError(f"A group is named {group!r}; it needs a name other than {EVERYONE!r}")
    return group


def _unknown(connection_id: str) -> ConnectionNotFoundError:
    return ConnectionNotFoundError(f"There is no connection {connection_id!r}")


class Broadcast:
    """What became of a broadcast: `sent` and `gone` are ids of connections, `failed` errors by id."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.gone: list[str] = []
        self.failed: dict[str, Exception] = {}

    def __repr__(self) -> str:
        return f"<Broadcast sent={len(self.sent)} gone={len(self.gone)} failed={len(self.failed)}>"


class ConnectionClient:
    """Sends messages to connections, and forgets those that are gone.

    - `store`: forgets connections that are gone, and knows whom a broadcast is for
    - `endpoint_url`: where the API's connections are managed; by default that of the API whose message is handled
    - `boto3_client`: a client for `apigatewaymanagementapi`, or something with its methods
    - `max_concurrency`: messages of a broadcast that are under way at the same time

    Needs execute-api:ManageConnections. A message has 128 KB at most.
    """

    def __init__(
        self,
        store: ConnectionStore | None = None,
        *,
        endpoint_url: str | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        max_concurrency: int = MOST_AT_ONCE,
    ) -> None:
        if max_concurrency < 1:
            raise ValueError(f"max_concurrency is {max_concurrency!r}; it must be 1 or more")
        self.store = store
        self.endpoint_url = endpoint_url
        self.client = boto3_client
        self.max_concurrency = max_concurrency
        self._config = boto_config
        self._session = boto3_session
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        if boto3_client is None and endpoint_url is not None:
            self.client = self._client_at(endpoint_url)

    def post(self, connection_id: str, data: Any) -> bool:
        """Send a message: bytes, a text, or data as JSON. False if the connection is gone, which is then forgotten.

        Other errors of the client leave as they are.
        """
        return self._post(self._client(), connection_id, _written(data))

    def broadcast(self, data: Any, group: str = EVERYONE, *, exclude: Collection[str] = ()) -> Broadcast:
        """Send a message to all connections, or to those of a group. Errors are kept by connection, and logged."""
        if self.store is None:
            raise ValueError("A broadcast needs to know the connections; pass a ConnectionStore as `store`")
        client, message = self._client(), _written(data)
        wanted = [each for each in self.store.connections(group) if each not in exclude]
        told = Broadcast()
        if len(wanted) == 1 or self.max_concurrency == 1:
            outcomes: Iterable[Any] = [self._outcome(client, message, each) for each in wanted]
        else:
            outcomes = self._outcomes(client, wanted, message)
        for connection_id, outcome in zip(wanted, outcomes, strict=True):
            if isinstance(outcome, Exception):
                told.failed[connection_id] = outcome
            else:
                (told.sent if outcome else told.gone).append(connection_id)
        if told.failed:
            first = next(iter(told.failed.values()))
            logger.warning("%d of %d messages of a broadcast failed", len(told.failed), len(wanted), exc_info=first)
        return told

    async def broadcast_async(self, data: Any, group: str = EVERYONE, *, exclude: Collection[str] = ()) -> Broadcast:
        """The same beside the caller's loop."""
        from asyncio import to_thread

        return await to_thread(self.broadcast, data, group, exclude=exclude)

    def disconnect(self, connection_id: str) -> None:
        """Close a connection, and forget it."""
        try:
            self._client().delete_connection(ConnectionId=connection_id)
        except Exception as error:
            if not _is_gone(error):
                raise
        self._forget(connection_id)

    def _outcomes(self, client: Any, wanted: list[str], message: bytes) -> list[Any]:
        if not wanted:
            return []
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(min(self.max_concurrency, len(wanted)), "powertools-broadcast") as pool:
            return list(pool.map(partial(self._outcome, client, message), wanted))

    def _outcome(self, client: Any, message: bytes, connection_id: str) -> bool | Exception:
        try:
            return self._post(client, connection_id, message)
        except Exception as error:  # the others get their message all the same
            return error

    def _post(self, client: Any, connection_id: str, message: bytes) -> bool:
        try:
            client.post_to_connection(ConnectionId=connection_id, Data=message)
        except Exception as error:
            if not _is_gone(error):
                raise
            self._forget(connection_id)
            return False
        return True

    def _forget(self, connection_id: str) -> None:
        if self.store is not None:
            self.store.remove(connection_id)

    def _client(self) -> Any:
        return self.client if self.client is not None else self._client_at(self.endpoint_url or _endpoint_of_message())

    def _client_at(self, endpoint_url: str) -> Any:
        with self._lock:
            client = self._clients.get(endpoint_url)
            if client is None:
                from aws_lambda_powertools._core import aws

                client = self._clients[endpoint_url] = aws.client(
                    "apigatewaymanagementapi",
                    feature="event_handler",
                    session=self._session,
                    config=self._config,
                    endpoint_url=endpoint_url,
                )
        return client


def management_endpoint(event: APIGatewayWebSocketEvent) -> str:
    """Where the connections of the API that sent an event are managed.

    A domain of your own has no stage in its path; name its `endpoint_url` if a base path is mapped to the API.
    """
    context = event.request_context
    is_own_domain = ".execute-api." not in context.domain_name
    return f"https://{context.domain_name}" + ("" if is_own_domain else f"/{context.stage}")


def _endpoint_of_message() -> str:
    from aws_lambda_powertools.event_handler._state import current
    from aws_lambda_powertools.utilities.data_classes.api_gateway_websocket_event import APIGatewayWebSocketEvent

    state = current.get()
    while state is not None:
        event: Any = state.event
        if isinstance(event, APIGatewayWebSocketEvent):
            return management_endpoint(event)
        state = state.enclosing
    raise ValueError("No message of a WebSocket API is handled here; pass the endpoint_url of its connections")


def _is_gone(error: Exception) -> bool:
    answer = getattr(error, "response", None)
    if not isinstance(answer, dict):
        return False
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return bool(answer.get("Error", {}).get("Code") == "GoneException" or status == GONE)


def _written(data: Any) -> bytes:
    if isinstance(data, (bytes, bytearray)):
        return bytes(data)
    if isinstance(data, str):
        return data.encode()
    from aws_lambda_powertools.event_handler._json import dumps

    return dumps(data).encode()
