"""The Runtime API, asked over HTTP as a runtime asks it."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from queue import Queue

import pytest

from aws_lambda_powertools.local._runtime_api import (
    MOST_RESPONSE_BYTES,
    Answered,
    Delivery,
    InitializationFailed,
    Raised,
    Ready,
    RuntimeApi,
)

BASE = "/2018-06-01/runtime"


class Runtime:
    """A client that keeps its connection, as awslambdaric does."""

    def __init__(self, api: RuntimeApi) -> None:
        self.connection = http.client.HTTPConnection(api.address, timeout=5)

    def ask(self, method, path, body=None, headers=None, **options):
        self.connection.request(method, f"{BASE}{path}", body, headers or {}, **options)
        response = self.connection.getresponse()
        return response, response.read()

    def next(self):
        return self.ask("GET", "/invocation/next")


@pytest.fixture
def inbox():
    return Queue()


@pytest.fixture
def api(inbox):
    server = RuntimeApi(inbox.put)
    yield server
    server.close()


@pytest.fixture
def runtime(api):
    client = Runtime(api)
    yield client
    client.connection.close()


def deliver(inbox, request_id="r-1", body=b"{}", **headers):
    """Answer the runtime that will ask, from another thread."""

    def answer():
        inbox.get(timeout=5).deliver(Delivery(request_id, headers, body))

    thread = threading.Thread(target=answer)
    thread.start()
    return thread


def test_next_waits_for_an_event_and_gives_it_with_its_headers(runtime, inbox):
    thread = deliver(inbox, body=b'{"a":1}', **{"Lambda-Runtime-Aws-Request-Id": "r-1"})
    response, body = runtime.next()
    thread.join()

    assert (response.status, body) == (200, b'{"a":1}')
    assert response.headers["Lambda-Runtime-Aws-Request-Id"] == "r-1"


@pytest.mark.parametrize("chunked", [False, True])
def test_a_response_is_accepted_once(runtime, inbox, chunked):
    deliver(inbox).join(0)
    runtime.next()
    body = [b'{"ok":', b"true}"] if chunked else b'{"ok":true}'

    first, _ = runtime.ask(
        "POST", "/invocation/r-1/response", body, {"Content-Type": "application/json"}, encode_chunked=chunked
    )
    second, refusal = runtime.ask("POST", "/invocation/r-1/response", b"{}")

    assert first.status == 202
    message = inbox.get(timeout=5)
    assert isinstance(message, Answered)
    assert (message.request_id, message.body, message.content_type) == ("r-1", b'{"ok":true}', "application/json")
    assert (second.status, json.loads(refusal)["errorType"]) == (400, "InvalidRequestID")
    assert inbox.empty()


def test_an_error_comes_with_its_cause(runtime, inbox):
    deliver(inbox).join(0)
    runtime.next()

    response, _ = runtime.ask(
        "POST", "/invocation/r-1/error", b'{"errorType":"E"}', {"Lambda-Runtime-Function-XRay-Error-Cause": '{"a":1}'}
    )

    assert response.status == 202
    message = inbox.get(timeout=5)
    assert isinstance(message, Raised)
    assert (message.body, message.cause) == (b'{"errorType":"E"}', '{"a":1}')


def test_a_response_that_is_too_large_is_refused_and_the_connection_lives_on(runtime, inbox):
    deliver(inbox).join(0)
    runtime.next()

    response, refusal = runtime.ask("POST", "/invocation/r-1/response", b"x" * (MOST_RESPONSE_BYTES + 1))
    thread = deliver(inbox, "r-2") if inbox.get(timeout=5).refused else None
    following, _ = runtime.next()

    assert (response.status, json.loads(refusal)["errorType"]) == (413, "RequestEntityTooLarge")
    assert thread is not None
    assert following.status == 200


@pytest.mark.parametrize("path", ["/init/error", "/restore/error"])
def test_a_failed_start_is_reported(runtime, inbox, path):
    response, _ = runtime.ask("POST", path, b'{"errorType":"E"}')

    assert response.status == 202
    assert isinstance(message := inbox.get(timeout=5), InitializationFailed)
    assert message.body == b'{"errorType":"E"}'


def test_a_restored_snapshot_may_go_on_at_once(runtime):
    response, _ = runtime.ask("GET", "/restore/next")

    assert response.status == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/"), ("GET", "/invocation/x/response"), ("POST", "/invocation/next"), ("POST", "/nothing")],
)
def test_what_the_api_has_not_is_not_found(runtime, method, path):
    response, body = runtime.ask(method, path, b"" if method == "POST" else None)

    assert response.status == 404
    assert json.loads(body)["errorType"] == "UnknownPath"


def test_closing_lets_a_waiting_runtime_go(api, runtime, inbox):
    asking = threading.Thread(target=lambda: inbox.get(timeout=5) and api.close())
    asking.start()

    with pytest.raises(http.client.RemoteDisconnected):
        runtime.next()
    asking.join()


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\r\n\r\n",
        b"POST /2018-06-01/runtime/init/error HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\n",
    ],
)
def test_a_broken_request_does_not_stop_the_server(api, runtime, inbox, garbage):
    host, _, port = api.address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(garbage)

    thread = deliver(inbox)
    assert runtime.next()[0].status == 200
    thread.join()


def test_ready_is_told_for_each_question(runtime, inbox):
    asked = []

    def answer_twice():
        for number in range(2):
            message = inbox.get(timeout=5)
            asked.append(type(message))
            message.deliver(Delivery(f"r-{number}", {}, b"{}"))

    thread = threading.Thread(target=answer_twice)
    thread.start()
    runtime.next()
    runtime.next()
    thread.join()

    assert asked == [Ready, Ready]
