"""ConnectionStore and ConnectionClient: who is connected, and messages to them."""

# The stand-in has the names of boto3.
# ruff: noqa: N803

from __future__ import annotations

import asyncio
import threading
import time

import boto3
import pytest
from botocore.stub import Stubber

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.event_handler import APIGatewayWebSocketResolver, ConnectionClient, ConnectionStore
from aws_lambda_powertools.event_handler.websocket_connections import (
    ConnectionNotFoundError,
    management_endpoint,
)
from aws_lambda_powertools.testing import WebSocketTestClient, events
from aws_lambda_powertools.testing.websocket import ConnectionRefusedByHandler, GoneException
from aws_lambda_powertools.utilities.data_classes import APIGatewayWebSocketEvent


class FakeDynamoDB:
    """Keeps items by key; a page of a query has two."""

    def __init__(self):
        self.items = {}

    def _place(self, key):
        return key["group"]["S"], key["connection_id"]["S"]

    def get_item(self, *, TableName, Key, ConsistentRead):
        item = self.items.get(self._place(Key))
        return {"Item": item} if item else {}

    def put_item(self, *, TableName, Item, **_):
        self.items[self._place(Item)] = Item

    def delete_item(self, *, TableName, Key, **_):
        self.items.pop(self._place(Key), None)

    def update_item(self, *, Key, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues, **_):
        place = self._place(Key)
        if place not in self.items:
            error = Exception("refused")
            error.response = {"Error": {"Code": "ConditionalCheckFailedException"}}
            raise error
        for part in UpdateExpression.removeprefix("SET ").split(", "):
            name, value = part.split(" = ")
            self.items[place][ExpressionAttributeNames[name]] = ExpressionAttributeValues[value]

    def query(self, *, ExpressionAttributeValues, ExclusiveStartKey=None, **_):
        group = ExpressionAttributeValues[":partition"]["S"]
        start = ExclusiveStartKey or 0
        found = [item for (partition, _), item in sorted(self.items.items()) if partition == group]
        page = {"Items": found[start : start + 2]}
        return {**page, "LastEvaluatedKey": start + 2} if len(found) > start + 2 else page


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def store(request, tmp_path):
    if request.param == "memory":
        return ConnectionStore.in_memory(ttl_seconds=60)
    if request.param == "sqlite":
        return ConnectionStore.in_sqlite(tmp_path / "connections.db", ttl_seconds=60)
    return ConnectionStore.in_dynamodb("connections", boto3_client=FakeDynamoDB(), ttl_seconds=60)


@pytest.fixture(autouse=True)
def frozen():
    clock.freeze(1_700_000_000)
    yield
    clock.unfreeze()


def test_connections_are_remembered_with_their_attributes(store):
    store.add("a", {"user": "anna", "level": 3})
    assert store.get("a") == {"user": "anna", "level": 3}
    store.set("a", {"user": "ann"})
    assert store.get("a") == {"user": "ann"}
    assert store.get("b") is None


def test_all_connections_are_listed_page_by_page(store):
    for name in "abcde":
        store.add(name)
    assert sorted(store.connections()) == list("abcde")


def test_connections_are_in_groups_until_they_leave(store):
    store.add("a", groups=["red"])
    store.add("b")
    store.join("b", "red")
    store.join("b", "blue")
    assert sorted(store.connections("red")) == ["a", "b"]
    assert store.groups("b") == ["blue", "red"]
    store.leave("b", "red")
    assert list(store.connections("red")) == ["a"]
    assert store.groups("b") == ["blue"]


def test_a_removed_connection_is_gone_from_everywhere(store):
    store.add("a", groups=["red", "blue"])
    store.remove("a")
    store.remove("a")
    assert [list(store.connections(group)) for group in ("*", "red", "blue")] == [[], [], []]


def test_connections_end_with_their_time_to_live(store):
    store.add("a", groups=["red"])
    clock.advance(61)
    assert store.get("a") is None
    assert list(store.connections()) == list(store.connections("red")) == []


def test_unknown_connections_join_nothing(store):
    with pytest.raises(ConnectionNotFoundError, match="'a'"):
        store.join("a", "red")
    with pytest.raises(ConnectionNotFoundError, match="'a'"):
        store.set("a", {})


@pytest.mark.parametrize("group", ["", "*"])
def test_a_group_has_a_name_of_its_own(store, group):
    with pytest.raises(ValueError, match="group"):
        store.add("a", groups=[group])
    assert store.get("a") is None


def test_a_time_to_live_is_positive():
    with pytest.raises(ValueError, match="ttl_seconds is 0"):
        ConnectionStore.in_memory(ttl_seconds=0)


def test_threads_that_join_groups_at_once_lose_nothing():
    store = ConnectionStore.in_memory()
    store.add("a")
    threads = [threading.Thread(target=store.join, args=("a", f"g{number}")) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.groups("a")) == 8


class Api:
    """A client of the management API, in which some connections are gone or fail."""

    def __init__(self, gone=(), failing=(), seconds=0.0):
        self.posted = {}
        self.gone, self.failing, self.seconds = gone, failing, seconds
        self.under_way = self.most_under_way = 0
        self.lock = threading.Lock()

    def post_to_connection(self, *, ConnectionId, Data):
        with self.lock:
            self.under_way += 1
            self.most_under_way = max(self.most_under_way, self.under_way)
        time.sleep(self.seconds)
        with self.lock:
            self.under_way -= 1
        if ConnectionId in self.gone:
            raise GoneException(ConnectionId)
        if ConnectionId in self.failing:
            raise RuntimeError("too slow")
        self.posted[ConnectionId] = Data

    def delete_connection(self, *, ConnectionId):
        if ConnectionId in self.gone:
            raise GoneException(ConnectionId)


@pytest.mark.parametrize(
    ("data", "sent"), [("text", b"text"), (b"\xff", b"\xff"), ({"a": [1]}, b'{"a":[1]}'), (None, b"null")]
)
def test_messages_are_bytes_text_or_json(data, sent):
    api = Api()
    assert ConnectionClient(boto3_client=api).post("a", data) is True
    assert api.posted == {"a": sent}


def test_a_gone_connection_is_forgotten():
    store = ConnectionStore.in_memory()
    store.add("a")
    assert ConnectionClient(store, boto3_client=Api(gone="a")).post("a", "hi") is False
    assert store.get("a") is None


def test_other_errors_of_the_client_leave_as_they_are():
    with pytest.raises(RuntimeError, match="too slow"):
        ConnectionClient(boto3_client=Api(failing="a")).post("a", "hi")


def test_a_broadcast_reaches_everybody_it_can(caplog):
    store = ConnectionStore.in_memory()
    for name in "abcde":
        store.add(name)
    told = ConnectionClient(store, boto3_client=Api(gone="b", failing="c")).broadcast("hi", exclude=["e"])

    assert (told.sent, told.gone, list(told.failed)) == (["a", "d"], ["b"], ["c"])
    assert sorted(store.connections()) == ["a", "c", "d", "e"]
    assert "1 of 4 messages of a broadcast failed" in caplog.text


def test_a_broadcast_has_no_more_messages_under_way_than_allowed():
    store, api = ConnectionStore.in_memory(), Api(seconds=0.005)
    for number in range(20):
        store.add(str(number))
    told = ConnectionClient(store, boto3_client=api, max_concurrency=3).broadcast("hi")
    assert len(told.sent) == 20
    assert 1 < api.most_under_way <= 3


def test_a_broadcast_to_a_group_and_from_async_code():
    store, api = ConnectionStore.in_memory(), Api()
    store.add("a", groups=["red"])
    store.add("b")
    told = asyncio.run(ConnectionClient(store, boto3_client=api).broadcast_async("hi", "red"))
    assert told.sent == ["a"]
    assert api.posted == {"a": b"hi"}


def test_a_broadcast_without_store_says_what_it_needs():
    with pytest.raises(ValueError, match="ConnectionStore"):
        ConnectionClient(boto3_client=Api()).broadcast("hi")


def test_a_closed_connection_is_forgotten_even_if_it_was_gone():
    store = ConnectionStore.in_memory()
    store.add("a")
    ConnectionClient(store, boto3_client=Api(gone="a")).disconnect("a")
    assert store.get("a") is None


@pytest.mark.parametrize(
    ("domain", "endpoint"),
    [
        ("abc.execute-api.eu-west-1.amazonaws.com", "https://abc.execute-api.eu-west-1.amazonaws.com/prod"),
        ("ws.example.com", "https://ws.example.com"),
    ],
)
def test_the_endpoint_is_that_of_the_api_whose_message_is_handled(domain, endpoint):
    event = events.websocket("chat", domain_name=domain)
    assert management_endpoint(APIGatewayWebSocketEvent(event)) == endpoint


def test_the_client_of_the_api_whose_message_is_handled_is_made_once():
    made = []

    class Session:
        def client(self, service, **options):
            made.append((service, options["endpoint_url"]))
            return Api()

    client = ConnectionClient(boto3_session=Session())
    app = APIGatewayWebSocketResolver()
    app.route("chat")(lambda: str(client.post("a", "hi")))

    for _ in range(2):
        assert app.resolve(events.websocket("chat"), None)["body"] == "True"
    assert made == [("apigatewaymanagementapi", "https://abcdef1234.execute-api.us-east-1.amazonaws.com/prod")]


def test_outside_of_a_message_an_endpoint_is_needed():
    with pytest.raises(ValueError, match="endpoint_url"):
        ConnectionClient().post("a", "hi")


def test_boto3s_own_exception_says_gone():
    client = boto3.client(
        "apigatewaymanagementapi",
        endpoint_url="https://example.com",
        region_name="eu-west-1",
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
    )
    with Stubber(client) as stubber:
        stubber.add_client_error("post_to_connection", "GoneException", http_status_code=410)
        assert ConnectionClient(boto3_client=client).post("a", "hi") is False


def chat():
    """A chat, as users write it."""
    app, store = APIGatewayWebSocketResolver(), ConnectionStore.in_memory()
    connections = ConnectionClient(store)

    @app.on_connect()
    def connect():
        if app.current_event.query_string_parameters.get("token") == "wrong":
            return None, 401
        store.add(app.current_event.request_context.connection_id)
        return None

    @app.on_disconnect()
    def disconnect():
        store.remove(app.current_event.request_context.connection_id)

    @app.route("chat")
    def say(message: dict):
        connections.broadcast({"text": message["text"]})

    client = WebSocketTestClient(app)
    connections.client = client.gateway
    return client, store, connections


def test_two_clients_talk_and_one_that_is_lost_is_forgotten():
    client, store, connections = chat()
    anna, ben = client.connect(), client.connect()

    anna.send_json({"action": "chat", "text": "hello"})
    assert anna.receive_json() == ben.receive_json() == {"text": "hello"}

    ben.vanish()
    anna.send_json({"action": "chat", "text": "still there?"})
    assert list(store.connections()) == [anna.connection_id]

    connections.disconnect(anna.connection_id)
    assert not anna.is_open
    assert list(store.connections()) == []


def test_the_function_can_turn_a_client_away():
    client, store, _ = chat()
    with pytest.raises(ConnectionRefusedByHandler, match="401"):
        client.connect(query={"token": "wrong"})
    assert list(store.connections()) == []


def test_a_message_without_route_is_answered_as_by_api_gateway():
    client, _, _ = chat()
    with client.connect() as anna:
        assert anna.send("no json") == {"statusCode": 403}
        assert anna.receive_json()["message"] == "Forbidden"
        with pytest.raises(AssertionError, match="No message"):
            anna.receive()
