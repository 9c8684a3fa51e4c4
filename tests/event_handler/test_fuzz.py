"""Whatever clients send through whichever front: an answer, never an exception, and in time that grows with the request."""

from __future__ import annotations

import asyncio
import base64
import json
import time
import warnings
from typing import Annotated

import pytest
from fronts import FRONTS
from hypothesis import example, given, settings, strategies as st

from aws_lambda_powertools.event_handler import CORSConfig, HttpResolver, Request
from aws_lambda_powertools.testing import lambda_context

EXAMPLES = 30
"""For each front and each app: some thousand requests in all."""

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "get", "TRACE", "BREW", ""]
TYPES = [
    "application/json",
    "Application/JSON; charset=latin-1",
    "application/problem+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=B",
    'multipart/form-data; boundary="B"',
    "multipart/form-data; boundary=",
    "multipart/form-data",
    "text/plain",
    ";;;",
    "",
]
BODIES = [
    "",
    "null",
    "{",
    "[" * 3000,
    '{"name":' * 2000,
    '{"name": NaN}',
    '{"name": "tea", "amount": 1}',
    '{"name": "\\ud800"}',
    "1" * 5000,
    "name=tea&amount=1",
    "%ff=%zz&&=",
    '--B\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--B--\r\n',
    '--B\r\nContent-Disposition: form-data; name="file"\r\n\r\nx',
    "--B\r\n\r\n--B--",
]
PARTS = [
    "",
    "orders",
    "7",
    "files",
    "a",
    "b-c-d",
    "a.b",
    "..",
    "%2e%2e",
    "%zz",
    "<id>",
    "{id}",
    "\n",
    "\x00",
    "é",
    "🫖",
    "[a]",
    ".*",
]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
paths = st.one_of(
    st.sampled_from(["/orders", "/orders", "/orders/7", "/raw", "/", "/u/7", "/files/a/b", "/a-b-c-d", "/a.b/x"]),
    st.lists(st.one_of(st.sampled_from(PARTS), texts), max_size=6).map(lambda parts: "/" + "/".join(parts)),
    texts,
)
methods = st.one_of(st.sampled_from(["POST", "PUT", "PATCH", "GET"]), st.sampled_from(METHODS))
names = st.one_of(st.sampled_from(["origin", "accept-encoding", "cookie", "x-tenant", "content-length", "host"]), texts)
values = st.one_of(st.sampled_from(["gzip;q=x", "*", "a=1; a; =; b=", "https://a.example", "\r\nx: y", "-1"]), texts)
bodies = st.one_of(
    st.sampled_from(BODIES),
    texts,
    st.recursive(st.none() | st.floats() | texts, st.lists, max_leaves=9).map(json.dumps),
)


@st.composite
def requests(draw):
    """Method, path, headers, query, body and whether that is base64; not all of it true."""
    method, path = draw(methods), draw(paths)
    headers = draw(st.dictionaries(names, values, max_size=4))
    if draw(st.booleans()):
        headers["content-type"] = draw(st.sampled_from(TYPES))
    body = draw(bodies)
    encoded = draw(st.booleans())
    if encoded and draw(st.booleans()):
        body = base64.b64encode(draw(st.one_of(st.binary(max_size=60), st.just(body.encode())))).decode()
    query = draw(st.dictionaries(texts, values, max_size=4))
    return method, path, headers, query, body, encoded


def plain_app(resolver, **options):
    """Routes of every kind, which read what a request has."""
    app = resolver(cors=CORSConfig("https://a.example", ["https://b.example"], allow_credentials=True), **options)

    @app.get("/", compress=True)
    def root(request: Request):
        return {
            "headers": dict(request.headers),
            "query": request.query_parameters,
            "path": app.current_event.path,
            "cookie": app.current_event.headers.get("cookie"),
        }

    @app.route("/orders", method=["POST", "PUT", "PATCH"])
    def order():
        return {"got": app.current_event.json_body}

    @app.post("/raw")
    def raw():
        return {"length": len(app.current_event.decoded_body or "")}

    for rule in (
        "/orders/<id:int>",
        "/orders/<id>",
        "/<a>-<b>-<c>",
        "/<a>.<b>/x",
        "/files/<id:path>",
        "/u/<id:uuid>",
        "/n/<id:float>",
    ):
        app.get(rule)(lambda **found: {name: str(value) for name, value in found.items()})
    app.get("/(x|y)/[a-z]+")(lambda: "regular")
    return app


def validated_app(resolver, **options):
    """The same with validation."""
    pydantic = pytest.importorskip("pydantic", reason="needs the extra parser")
    from aws_lambda_powertools.event_handler.openapi.params import Cookie, File, Form, Header, Query, UploadFile

    app = resolver(enable_validation=True, **options)
    Item = pydantic.create_model("Item", name=(str, ...), amount=(int, 1))  # noqa: N806  a class

    def annotated(function, **annotations):
        function.__annotations__ = annotations
        return function

    app.post("/orders")(annotated(lambda item: item, item=Item))
    app.get("/orders/<number>")(
        annotated(
            lambda number, page=1, tags=(): [number, page, *tags],
            number=int,
            page=int,
            tags=Annotated[list[str], Query()],
        )
    )
    app.get("/")(
        annotated(lambda x_tenant="", a=0: [x_tenant, a], x_tenant=Annotated[str, Header()], a=Annotated[int, Cookie()])
    )
    app.put("/orders")(
        annotated(lambda name, amount=0: [name, amount], name=Annotated[str, Form()], amount=Annotated[int, Form()])
    )
    app.patch("/orders")(annotated(lambda file: [file.filename, len(file)], file=Annotated[UploadFile, File()]))
    return app


def is_an_answer(answer):
    """Whether a front could pass it on."""
    assert isinstance(answer["statusCode"], int)
    assert 200 <= answer["statusCode"] < 500
    assert answer["body"] is None or isinstance(answer["body"], str)
    for field in ("headers", "multiValueHeaders"):
        for name, value in (answer.get(field) or {}).items():
            for text in [name, *(value if isinstance(value, list) else [value])]:
                assert not set(text) & set("\r\n\0")
    json.dumps(answer)


@pytest.fixture(autouse=True)
def _no_word_of_text_that_should_be_binary():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


FRONTS_BY_NAME = {front.name: front for front in FRONTS}
APPS = {}


def app_of(front, make, **options):
    """An app for all examples of a test."""
    key = front.name, make.__name__, *options
    if key not in APPS:
        APPS[key] = make(front.resolver, **options)
    return APPS[key]


@pytest.mark.parametrize("make", [plain_app, validated_app])
@pytest.mark.parametrize("options", [{}, {"strict_http": True}], ids=["default", "strict"])
@pytest.mark.parametrize("front", FRONTS, ids=str)
@settings(max_examples=EXAMPLES)
@given(request_=requests())
def test_no_request_brings_a_function_down(front, options, make, request_):
    method, path, headers, query, body, encoded = request_
    event = front.request(method, path, headers, query, body, encoded)

    is_an_answer(app_of(front, make, **options).resolve(event, lambda_context()))


@pytest.mark.parametrize("front", FRONTS, ids=str)
@settings(max_examples=EXAMPLES)
@given(request_=requests())
def test_async_answers_are_the_same(front, request_):
    method, path, headers, query, body, encoded = request_
    event = front.request(method, path, headers, query, body, encoded)
    app = app_of(front, plain_app)

    assert asyncio.run(app.resolve_async(event, lambda_context())) == app.resolve(event, lambda_context())


@pytest.mark.parametrize("make", [plain_app, validated_app])
@settings(max_examples=200)
@given(
    method=methods,
    path=paths,
    query=st.binary(max_size=40),
    headers=st.lists(
        st.tuples(st.sampled_from([b"content-type", b"cookie", b"x"]), st.binary(max_size=30)), max_size=4
    ),
    body=st.one_of(st.binary(max_size=60), st.sampled_from(BODIES).map(str.encode)),
    kind=st.sampled_from(TYPES),
)
@example(method="POST", path="/orders", query=b"", headers=[], body=b"1" * 5000, kind="application/json")
def test_no_request_brings_a_web_server_down(make, method, path, query, headers, body, kind):
    app = app_of(_Local, make)
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": query, "client": None}
    scope["headers"] = [*headers, (b"content-type", kind.encode())]
    asyncio.run(app(scope, receive, send))

    assert 200 <= sent[0]["status"] < 500
    assert all(isinstance(message.get("body", b""), bytes) for message in sent[1:])


class _Local:
    name = "local"
    resolver = HttpResolver


def seconds(app, event):
    best = 9.0
    for _ in range(3):
        began = time.perf_counter()
        app.resolve(event, lambda_context())
        best = min(best, time.perf_counter() - began)
    return best


@pytest.mark.parametrize(
    "path",
    [
        "/" + "-" * 20_000,
        "/" + "a-" * 10_000,
        "/files" + "/a" * 10_000,
        "/n/" + "1" * 20_000,
        "/" + "." * 20_000 + "/x",
    ],
)
@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_long_paths_take_no_longer_than_they_are(front, path):
    """[E1] quadratic time would be minutes here."""
    assert seconds(app_of(front, plain_app), front.request("GET", path)) < 0.25


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "[" * 200_000),
        ("application/json", '{"name":"' + "a" * 500_000 + '"}'),
        ("application/x-www-form-urlencoded", "name=1&" * 50_000),
        ("multipart/form-data; boundary=B", "--B\r\n" * 50_000),
        ("multipart/form-data; boundary=B", "--B\r\n" + "\r\n--" * 50_000 + "--B--"),
    ],
    ids=["depth", "length", "many fields", "many delimiters", "many dashes"],
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_large_bodies_take_no_longer_than_they_are(method, kind, body):
    app = app_of(FRONTS_BY_NAME["http"], validated_app)

    event = FRONTS_BY_NAME["http"].request(method, "/orders", {"content-type": kind}, None, body)

    assert seconds(app, event) < 2
