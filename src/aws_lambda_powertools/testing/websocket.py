"""WebSocketTestClient: clients of a WebSocket API, and what API Gateway does between them and a function.

    client = WebSocketTestClient(app)
    connections.client = client.gateway

    with client.connect() as anna, client.connect() as ben:
        anna.send_json({"action": "chat", "text": "hello"})
        assert ben.receive_json() == {"text": "hello"}

`WebSocketGateway` is the part between, for servers of your own: it makes events of connections and messages, and it has
the methods of boto3's `apigatewaymanagementapi` that answer them.
"""

# Messages and answers are the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
import threading
from collections import deque
from typing import Any

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.testing.contexts import lambda_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from typing_extensions import Self

REFUSED = 400
"""From this status on, a client that connects is turned away."""

NORMAL_CLOSURE = 1000


class ConnectionRefusedByHandler(ConnectionError):  # noqa: N818  # of the family of ConnectionRefusedError
    """The function turned a client away; `status` is what it answered."""

    def __init__(self, status: int) -> None:
        super().__init__(f"The function answered the connection with status {status}")
        self.status = status


class GoneException(Exception):  # noqa: N818  # its name at AWS
    """What a client of boto3 raises for a connection that is closed."""

    def __init__(self, connection_id: str) -> None:
        super().__init__(f"The connection {connection_id!r} is gone")
        self.response = {"Error": {"Code": "GoneException"}, "ResponseMetadata": {"HTTPStatusCode": 410}}


class WebSocketGateway:
    """A WebSocket API in this process: connections, the choice of routes, and messages back.

    `handler` is a resolver or a Lambda handler. The route of a message is what its JSON has under `selection`, if the
    app has such a route, else `$default`; `routes` says which there are, where the handler is no resolver. The handler
    is not called for routes that are not there: such messages are answered with `Forbidden`, as API Gateway does.
    """

    def __init__(
        self,
        handler: Callable[..., Any],
        *,
        selection: str = "action",
        routes: frozenset[str] | set[str] | None = None,
        stage: str = "test",
        domain_name: str = "abcdef1234.execute-api.eu-west-1.amazonaws.com",
    ) -> None:
        self.handler = handler
        self.selection = selection
        self._routes = routes
        self._stage, self._domain_name = stage, domain_name
        self._deliver: dict[str, Callable[[bytes], None]] = {}
        self._close: dict[str, Callable[[], None]] = {}
        self._count = 0
        self._lock = threading.Lock()

    def connect(
        self,
        deliver: Callable[[bytes], None],
        close: Callable[[], None] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> str:
        """Connect a client, to whom `deliver` brings messages; its connection id. Raises if the function refuses it."""
        with self._lock:
            self._count += 1
            connection_id = f"connection-{self._count}="
        answer = self._call("$connect", connection_id, event_type="CONNECT", headers=headers, query=query)
        if answer["statusCode"] >= REFUSED:
            raise ConnectionRefusedByHandler(answer["statusCode"])
        self._deliver[connection_id] = deliver
        if close is not None:
            self._close[connection_id] = close
        return connection_id

    def message(self, connection_id: str, body: str | bytes) -> dict[str, Any]:
        """Hand a client's message to the function; its answer."""
        self._require(connection_id)
        return self._call(self.route_of(body), connection_id, body=body)

    def disconnect(self, connection_id: str, code: int = NORMAL_CLOSURE, reason: str = "") -> None:
        """Tell the function that a client has closed its connection."""
        self.drop(connection_id)
        details = {"disconnectStatusCode": code, "disconnectReason": reason}
        self._call("$disconnect", connection_id, event_type="DISCONNECT", details=details)

    def drop(self, connection_id: str) -> None:
        """Lose a connection without telling the function, as happens when a client's network fails."""
        self._deliver.pop(connection_id, None)
        self._close.pop(connection_id, None)

    def route_of(self, body: str | bytes) -> str:
        """The route key of a message."""
        try:
            chosen = json.loads(body).get(self.selection)
        except (ValueError, AttributeError):
            return "$default"
        known = self._known_routes()
        return chosen if isinstance(chosen, str) and (known is None or chosen in known) else "$default"

    def post_to_connection(self, *, ConnectionId: str, Data: bytes | str) -> dict[str, Any]:  # noqa: N803  # as boto3
        """Bring a message to a client."""
        self._require(ConnectionId)
        self._deliver[ConnectionId](Data.encode() if isinstance(Data, str) else Data)
        return {}

    def delete_connection(self, *, ConnectionId: str) -> dict[str, Any]:  # noqa: N803  # as boto3
        """Close a client's connection."""
        self._require(ConnectionId)
        close = self._close.get(ConnectionId)
        self.disconnect(ConnectionId, reason="Closed by the API")
        if close is not None:
            close()
        return {}

    def _known_routes(self) -> Any:
        """The route keys that the API has; None where nobody says which."""
        if self._routes is not None:
            return self._routes
        registry = getattr(self.handler, "_route_registry", None)
        return None if registry is None else registry.routes

    def _require(self, connection_id: str) -> None:
        if connection_id not in self._deliver:
            raise GoneException(connection_id)

    def _call(self, route_key: str, connection_id: str, **said: Any) -> dict[str, Any]:
        known = self._known_routes()
        if known is not None and route_key not in known:
            return self._without_route(route_key, connection_id)
        place: dict[str, Any] = {"connection_id": connection_id, "stage": self._stage, "domain_name": self._domain_name}
        event = events.websocket(route_key, **place, **said)
        answer: dict[str, Any] = self.handler(event, lambda_context())
        return answer

    def _without_route(self, route_key: str, connection_id: str) -> dict[str, Any]:
        if route_key in ("$connect", "$disconnect"):
            return {"statusCode": 200}
        refusal = {"message": "Forbidden", "connectionId": connection_id, "requestId": "local"}
        self._deliver[connection_id](json.dumps(refusal).encode())
        return {"statusCode": 403}


class WebSocketSession:
    """One client: it sends messages and has a queue of those it got."""

    __test__ = False

    def __init__(self, gateway: WebSocketGateway, headers: Any, query: Any) -> None:
        self._gateway = gateway
        self.received: deque[bytes] = deque()
        self.is_open = True
        self.connection_id = gateway.connect(self.received.append, self._closed, headers=headers, query=query)

    def send(self, message: str | bytes) -> dict[str, Any]:
        """Send a text or bytes; the function's answer."""
        return self._gateway.message(self.connection_id, message)

    def send_json(self, data: Any) -> dict[str, Any]:
        """Send data as JSON; the function's answer."""
        return self.send(json.dumps(data))

    def receive(self) -> str:
        """The next message, as text; AssertionError when there is none."""
        if not self.received:
            raise AssertionError(f"No message has come to {self.connection_id}")
        return self.received.popleft().decode()

    def receive_json(self) -> Any:
        """The next message, as data."""
        return json.loads(self.receive())

    def close(self, code: int = NORMAL_CLOSURE, reason: str = "") -> None:
        """Close the connection; the function is told."""
        if self.is_open:
            self.is_open = False
            self._gateway.disconnect(self.connection_id, code, reason)

    def vanish(self) -> None:
        """Be gone without a word; the function is not told."""
        self.is_open = False
        self._gateway.drop(self.connection_id)

    def _closed(self) -> None:
        self.is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class WebSocketTestClient:
    """Connects clients to an app or a Lambda handler; `gateway` stands in for boto3's client."""

    __test__ = False

    def __init__(self, handler: Callable[..., Any], **options: Any) -> None:
        self.gateway = WebSocketGateway(handler, **options)

    def connect(
        self, *, headers: Mapping[str, str] | None = None, query: Mapping[str, str] | None = None
    ) -> WebSocketSession:
        """A new client; ConnectionRefusedByHandler if the function turns it away."""
        return WebSocketSession(self.gateway, headers, query)
