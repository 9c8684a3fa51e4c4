"""HttpResolver: served by ASGI on this machine, and by Lambda in the cloud."""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
from typing import Annotated

import pytest

from aws_lambda_powertools.event_handler import CORSConfig, HttpResolver, HttpResolverLocal, Response, StreamingResponse
from aws_lambda_powertools.event_handler.http_resolver import HttpProxyEvent, MockLambdaContext
from aws_lambda_powertools.testing import events


class Connection:
    """One connection of an ASGI server."""

    def __init__(self, app, method="GET", path="/", body=b"", headers=(), query=b"", messages=None, kind="http"):
        self.app = app
        self.sent = []
        self.messages = messages or [{"type": "http.request", "body": body, "more_body": False}]
        self.scope = {
            "type": kind,
            "method": method,
            "path": path,
            "query_string": query,
            "headers": list(headers),
            "client": ("127.0.0.1", 5000),
        }

    async def receive(self):
        return self.messages.pop(0) if self.messages else {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    async def serve(self):
        await self.app(self.scope, self.receive, self.send)
        return self

    @property
    def status(self):
        return self.sent[0]["status"]

    @property
    def headers(self):
        return self.sent[0]["headers"]

    @property
    def body(self):
        return b"".join(message.get("body") or b"" for message in self.sent[1:])


def serve(app, *args, **kwargs):
    return asyncio.run(Connection(app, *args, **kwargs).serve())


@pytest.fixture
def app():
    app = HttpResolver(cors=CORSConfig(allow_origin="https://example.com"))

    @app.post("/echo")
    def echo():
        event = app.current_event
        return {"body": event.body, "base64": event.is_base64_encoded, "type": event.headers.get("content-type")}

    @app.get("/query")
    def query():
        event = app.current_event
        return {"single": event.query_string_parameters, "all": event.multi_value_query_string_parameters}

    @app.get("/header")
    def header():
        return {"value": app.current_event.headers["x-name"]}

    @app.get("/nothing")
    def nothing():
        return Response(204)

    @app.get("/bytes")
    def data():
        return Response(200, "application/octet-stream", b"\xff\x00", cookies=["a=1", "b=2"])

    @app.get("/thread")
    def thread():
        return {"main": threading.current_thread() is threading.main_thread()}

    @app.get("/async")
    async def asynchronous():
        return {"main": threading.current_thread() is threading.main_thread()}

    @app.get("/words")
    def words():
        return StreamingResponse(word for word in ("one ", "two"))

    return app


def test_both_names_are_one_class():
    assert HttpResolver is HttpResolverLocal


def test_servers_see_an_application_of_version_3(app):
    assert inspect.iscoroutinefunction(app.__call__)


def test_a_text_body_arrives_as_text(app):
    answer = serve(app, "POST", "/echo", b'{"a":1}', [(b"Content-Type", b"application/json")])

    assert answer.status == 200
    assert json.loads(answer.body) == {"body": '{"a":1}', "base64": False, "type": "application/json"}


def test_a_binary_body_arrives_in_base64(app):
    assert json.loads(serve(app, "POST", "/echo", b"\x89PNG\xff").body) == {
        "body": "iVBOR/8=",
        "base64": True,
        "type": None,
    }


def test_a_body_in_pieces_is_joined(app):
    pieces = [
        {"type": "http.request", "body": b"ab", "more_body": True},
        {"type": "http.request", "body": b"cd", "more_body": False},
    ]

    assert json.loads(serve(app, "POST", "/echo", messages=pieces).body)["body"] == "abcd"


def test_half_a_request_of_a_client_that_went_away_reaches_no_handler():
    app = HttpResolver()
    seen = []

    @app.post("/echo")
    def echo():
        seen.append(app.current_event.body)

    answer = serve(app, "POST", "/echo", messages=[{"type": "http.request", "body": b"abc", "more_body": True}])

    assert seen == []
    assert answer.sent == []


def test_a_body_that_is_too_large_is_refused():
    app = HttpResolver(max_body_bytes=10)

    assert serve(app, "POST", "/echo", b"x" * 11).status == 413


def test_header_values_are_latin_1(app):
    assert json.loads(serve(app, "GET", "/header", headers=[(b"X-Name", b"caf\xe9")]).body) == {"value": "café"}


def test_queries_keep_all_values_and_empty_ones(app):
    assert json.loads(serve(app, "GET", "/query", query=b"a=1&a=2&b=").body) == {
        "single": {"a": "2", "b": ""},
        "all": {"a": ["1", "2"], "b": [""]},
    }


def test_an_answer_without_body_has_empty_bytes(app):
    answer = serve(app, "GET", "/nothing")

    assert answer.status == 204
    assert answer.sent[1] == {"type": "http.response.body", "body": b""}


def test_bytes_and_cookies_go_out_as_they_are(app):
    answer = serve(app, "GET", "/bytes")

    assert answer.body == b"\xff\x00"
    assert [value for name, value in answer.headers if name == b"set-cookie"] == [b"a=1", b"b=2"]


def test_header_names_are_lower_case(app):
    answer = serve(app, "GET", "/query", headers=[(b"origin", b"https://example.com")])

    assert (b"access-control-allow-origin", b"https://example.com") in answer.headers


def test_sync_handlers_run_in_threads_and_async_ones_on_the_loop(app):
    assert json.loads(serve(app, "GET", "/thread").body) == {"main": False}
    assert json.loads(serve(app, "GET", "/async").body) == {"main": True}


def test_streams_go_out_piece_by_piece(app):
    answer = serve(app, "GET", "/words")

    assert [message.get("body") for message in answer.sent[1:]] == [b"one ", b"two", b""]
    assert answer.sent[-1]["more_body"] is False


def test_websockets_are_closed(app):
    assert serve(app, kind="websocket").sent[0]["type"] == "websocket.close"


def test_the_servers_start_and_end_are_confirmed(app):
    answer = serve(app, kind="lifespan", messages=[{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

    assert [message["type"] for message in answer.sent] == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def test_other_connections_are_ignored(app):
    assert serve(app, kind="carrier-pigeon").sent == []


def test_requests_at_once_see_only_themselves():
    app = HttpResolver()

    @app.get("/<name>")
    async def hello(name):
        app.append_context(name=name)
        await asyncio.sleep(0.001)
        return {"path": app.current_event.path, "name": app.context["name"]}

    async def all_of_them():
        connections = [Connection(app, path=f"/{number}") for number in range(100)]
        return await asyncio.gather(*(connection.serve() for connection in connections))

    answers = asyncio.run(all_of_them())

    assert [json.loads(answer.body) for answer in answers] == [
        {"path": f"/{number}", "name": str(number)} for number in range(100)
    ]


@pytest.mark.parametrize(
    "event",
    [
        events.api_gateway_rest("GET", "/query", query={"a": "1"}),
        events.api_gateway_http("GET", "/query", query={"a": "1"}),
        events.function_url("GET", "/query", query={"a": "1"}),
        events.alb("GET", "/query", query={"a": "1"}),
        events.vpc_lattice("GET", "/query", query={"a": "1"}),
        events.vpc_lattice_v2("GET", "/query", query={"a": "1"}),
        {"httpMethod": "GET", "path": "/query", "queryStringParameters": {"a": "1"}},
    ],
)
def test_the_same_app_is_a_lambda_handler_for_every_front(app, event):
    answer = app(event, MockLambdaContext())

    assert answer["statusCode"] == 200
    assert '"a"' in answer["body"]


def test_a_request_can_be_made_by_hand():
    event = HttpProxyEvent("get", "/p", headers={"A": "b"}, body="x", query_string="a=1", path_parameters={"q": "1"})

    assert event.http_method == "GET"
    assert event.query_string_parameters == {"a": "1"}
    assert event.raw_event["pathParameters"] == {"q": "1"}
    assert event.resolved_headers_field == {"a": "b"}


def test_the_context_stands_in_for_lambdas():
    context = MockLambdaContext()

    assert (context.function_name, context.memory_limit_in_mb) == ("http-resolver", 128)
    assert context.get_remaining_time_in_millis() == 300_000


@pytest.mark.parametrize("text", ["plain", "grün", "Ω"])
def test_a_form_of_several_parts_is_read_as_it_came(text):
    pytest.importorskip("pydantic", reason="needs the extra parser")
    from aws_lambda_powertools.event_handler.openapi.params import File, Form

    app = HttpResolver(enable_validation=True)

    def take(text, file):
        return [text, file.decode()]

    take.__annotations__ = {"text": Annotated[str, Form()], "file": Annotated[bytes, File()]}
    app.post("/")(take)
    part = '--B\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = part.format("text", text) + part.format("file", text) + "--B--\r\n"
    headers = [(b"content-type", b"multipart/form-data; boundary=B")]

    answer = serve(app, "POST", "/", body.encode(), headers)  # a warning would be an error here

    assert (answer.status, json.loads(answer.body)) == (200, [text, text])
