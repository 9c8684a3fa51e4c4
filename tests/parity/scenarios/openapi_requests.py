"""Validated routes behind four fronts: what requests become, what is refused and where, what answers become."""

# Unannotated parameters, empty handlers and odd spellings are among the inputs.
# ruff: noqa: B006, RUF013, UP006, UP007, UP035, UP045

import base64
import datetime
import decimal
import enum
import json
import os
import uuid
from dataclasses import dataclass
from typing import Annotated, Any, Dict, List, Literal, Optional, Tuple, Union
from urllib.parse import urlencode

from lab import outcome, scenario
from pydantic import BaseModel, ConfigDict, Field

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    LambdaFunctionUrlResolver,
    Response,
)
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError, ResponseValidationError
from aws_lambda_powertools.event_handler.openapi.params import (
    Body,
    Cookie,
    File,
    Form,
    Header,
    Path,
    Query,
    UploadFile,
)

RESOLVERS = {
    "rest": APIGatewayRestResolver,
    "http": APIGatewayHttpResolver,
    "alb": ALBResolver,
    "url": LambdaFunctionUrlResolver,
}
FRONT = os.environ.get("FRONT", "rest")


def new_app(**options):
    return RESOLVERS[FRONT](enable_validation=True, **options)


def ask(app, method, path, body=None, headers=None, query=None, *, encoded=False):
    """The status and the body of the answer."""
    headers = {"x-request": "1", **(headers or {})}
    several = {name: value if isinstance(value, list) else [value] for name, value in (query or {}).items()}
    event = {"rest": rest, "alb": alb}.get(FRONT, http)(method, path, headers, several)
    answer = outcome(app.resolve, {**event, "body": body, "isBase64Encoded": encoded}, None)
    if "raised" in answer:
        return answer
    answer = answer["returned"]
    return int(answer["statusCode"]), answer["body"], answer["isBase64Encoded"]


def rest(method, path, headers, query):
    return {
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in query.items()} or None,
        "multiValueQueryStringParameters": query or None,
        "requestContext": {"stage": "prod", "requestId": "1", "path": path, "httpMethod": method},
        "pathParameters": None,
        "stageVariables": None,
    }


def alb(method, path, headers, query):
    return {
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "queryStringParameters": {name: values[-1] for name, values in query.items()},
        "requestContext": {"elb": {"targetGroupArn": "arn"}},
    }


def http(method, path, headers, query):
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": urlencode(query, doseq=True),
        "headers": headers,
        "queryStringParameters": {name: ",".join(values) for name, values in query.items()},
        "requestContext": {"stage": "$default", "requestId": "1", "http": {"method": method, "path": path}},
    }


class Color(enum.Enum):
    red = "red"
    blue = "blue"


class Item(BaseModel):
    name: str
    price: float = 1.0
    full_name: str = Field("x", alias="fullName")


class Page(BaseModel):
    limit: int = Field(10, ge=1)
    full_name: Optional[str] = Field(None, alias="fullName")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")
    a: int


class Caller(BaseModel):
    token: str
    ids: List[int] = []


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    weight: int


@dataclass
class Point:
    x: int
    y: int = 0


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def paths():
    app = new_app()

    @app.get("/int/<value>")
    def number(value: int):
        return [value, type(value).__name__]

    @app.get("/text/<value>")
    def text(value: Annotated[str, Path(min_length=3, pattern="^a")]):
        return value

    @app.get("/color/<value>/<plain>")
    def color(value: Color, plain):
        return [value.name, plain]

    for path in ("/int/5", "/int/x", "/int/1.5", "/text/abc", "/text/ab", "/text/xyz", "/color/red/1", "/color/x/1"):
        yield path, ask(app, "GET", path)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def query_values():
    app = new_app()

    @app.get("/")
    def handler(
        a: int,
        b: Optional[str] = None,
        c: Annotated[float, Query(alias="see", gt=1)] = 2.5,
        d: Color = Color.blue,
        e: bool = False,
        f: datetime.date = None,
        g: decimal.Decimal = None,
        h: uuid.UUID = None,
        i: Literal["x", "y"] = "x",
        j=5,
    ):
        return [a, b, c, d.value, e, f, g, h, i, j]

    for query in (
        {"a": "1"},
        {"a": "x"},
        {},
        {"a": "1", "b": "x,y"},
        {"a": "1,2"},
        {"a": "1", "see": "1"},
        {"a": "1", "c": "9"},
        {"a": "1", "d": "red", "e": "yes", "f": "2026-01-15", "g": "1.50", "i": "y", "j": "9"},
        {"a": "1", "d": "green", "e": "maybe", "f": "x", "g": "x", "h": "x", "i": "z"},
        {"a": "", "b": ""},
        {"a": "1", "h": "12345678-1234-1234-1234-123456789012"},
    ):
        yield json.dumps(query), ask(app, "GET", "/", query=query)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def query_lists():
    app = new_app()

    @app.get("/")
    def handler(a: Annotated[List[int], Query()] = [], b: Annotated[Optional[List[str]], Query(max_length=2)] = None):
        return [a, b]

    for query in ({}, {"a": "1"}, {"a": "x"}, {"b": "x"}, {"a": ["1", "2"], "b": ["x", "y"]}):
        if FRONT != "alb" or not any(isinstance(value, list) for value in query.values()):
            yield json.dumps(query), ask(app, "GET", "/", query=query)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("url", FRONT="url")
def repeated_scalars():
    app = new_app()

    @app.get("/")
    def handler(a: int = 0, b: str = ""):
        return [a, b]

    for query in ({"a": ["1", "2"]}, {"b": ["x", "y"]}, {"b": ["x,y"]}):
        yield json.dumps(query), ask(app, "GET", "/", query=query)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def models_of_the_query_string():
    app = new_app()

    @app.get("/page")
    def page(page: Annotated[Page, Query()]):
        return page

    @app.get("/strict")
    def strict(value: Annotated[Strict, Query()]):
        return value

    for query in ({}, {"limit": "3"}, {"limit": "0"}, {"limit": "x", "fullName": "a"}, {"full_name": "a"}):
        yield f"page {json.dumps(query)}", ask(app, "GET", "/page", query=query)
    for query in ({"a": "1"}, {"a": "1", "b": "2"}, {}):
        yield f"strict {json.dumps(query)}", ask(app, "GET", "/strict", query=query)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def headers():
    app = new_app()

    @app.get("/")
    def handler(x_token: Annotated[str, Header()], n: Annotated[int, Header(alias="X-Number")] = 1):
        return [x_token, n]

    @app.get("/model")
    def model(caller: Annotated[Caller, Header()]):
        return caller

    for given in ({"X-Token": "a"}, {"x-token": "a, b"}, {"x_token": "a"}, {"X-TOKEN": "a", "x-number": "2"}, {}):
        yield json.dumps(given), ask(app, "GET", "/", headers=given)
    for given in ({"Token": "a", "ids": "1"}, {"ids": "x"}, {}):
        yield f"model {json.dumps(given)}", ask(app, "GET", "/model", headers=given)


@scenario("rest", FRONT="rest")
@scenario("alb", FRONT="alb")
def cookies():
    app = new_app()

    @app.get("/")
    def handler(sid: Annotated[str, Cookie()], n: Annotated[int, Cookie(alias="num")] = 3):
        return [sid, n]

    for given in ("sid=abc; num=5", "sid=a=b", "num=x; sid=1", 'sid="q"', "other=1"):
        yield given, ask(app, "GET", "/", headers={"Cookie": given})


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def json_bodies():
    app = new_app()

    @app.post("/item")
    def item(item: Item) -> Item:
        return item

    @app.post("/embedded")
    def embedded(item: Annotated[Item, Body(embed=True)]):
        return item

    @app.post("/two")
    def two(one: Item, other: Item, n: Annotated[int, Body()] = 1):
        return [one, other, n]

    @app.post("/list")
    def several(items: List[Item]) -> List[Item]:
        return items

    @app.post("/dict")
    def mapping(items: Dict[str, int]):
        return items

    @app.post("/point")
    def point(point: Point) -> Point:
        return point

    @app.post("/optional")
    def optional(item: Optional[Item] = None):
        return item

    @app.post("/text")
    def text(text: Annotated[str, Body()]):
        return {"text": text}

    for path, body in (
        ("/item", '{"name":"a","price":"2","fullName":"b"}'),
        ("/item", '{"price":"x"}'),
        ("/item", "[]"),
        ("/item", "null"),
        ("/item", None),
        ("/item", '{"name":'),
        ("/embedded", '{"item":{"name":"a"}}'),
        ("/embedded", '{"name":"a"}'),
        ("/two", '{"one":{"name":"a"},"other":{"name":"b"},"n":3}'),
        ("/two", '{"one":{"name":"a"},"other":{},"n":"x"}'),
        ("/two", '{"one":{"name":"a"}}'),
        ("/list", '[{"name":"a"},{}]'),
        ("/list", '[{"name":"a"}]'),
        ("/list", "{}"),
        ("/dict", '{"a":"1"}'),
        ("/dict", '{"a":"x"}'),
        ("/point", '{"x":1}'),
        ("/point", '{"x":"z"}'),
        ("/optional", None),
        ("/optional", '{"name":"a"}'),
        ("/text", '"a"'),
        ("/text", "5"),
    ):
        yield f"{path} {body}", ask(app, "POST", path, body, {"content-type": "application/json"})


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def unions():
    app = new_app()

    @app.post("/tagged")
    def tagged(pet: Annotated[Union[Cat, Dog], Body(discriminator="kind")]) -> Union[Cat, Dog]:
        return pet

    @app.post("/plain")
    def plain(pet: Union[Cat, Dog]):
        return pet

    for body in ('{"kind":"cat","lives":9}', '{"kind":"dog"}', '{"kind":"x"}', "{}"):
        for path in ("/tagged", "/plain"):
            yield f"{path} {body}", ask(app, "POST", path, body, {"content-type": "application/json"})


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def content_types_and_base64():
    app = new_app()

    @app.post("/")
    def handler(item: Item):
        return item

    body = '{"name":"grün"}'
    yield "none", ask(app, "POST", "/", body)
    yield "charset", ask(app, "POST", "/", body, {"Content-Type": "application/json; charset=utf-8"})
    yield "text", ask(app, "POST", "/", body, {"content-type": "text/plain"})
    yield "base64", ask(app, "POST", "/", base64.b64encode(body.encode()).decode(), encoded=True)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def forms():
    app = new_app()

    @app.post("/")
    def handler(name: Annotated[str, Form()], age: Annotated[int, Form()] = 5, tags: Annotated[List[str], Form()] = []):
        return [name, age, tags]

    kind = {"content-type": "application/x-www-form-urlencoded"}
    for body in ("name=a&age=3&tags=x&tags=y", "name=&age=", "name=a&name=b", "age=1", "", "%zz", "name=a%20b+c"):
        yield body, ask(app, "POST", "/", body, kind)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def files():
    app = new_app()

    @app.post("/bytes")
    def content(file: Annotated[bytes, File()], note: Annotated[str, Form()] = "none"):
        return [len(file), note]

    @app.post("/uploads")
    def uploads(file: Annotated[UploadFile, File()], more: Annotated[List[UploadFile], File()] = []):
        return [file.filename, file.content_type, len(file), [one.filename for one in more]]

    file = ('name="file"; filename="a.txt"\r\nContent-Type: text/plain', b"hello\xff")
    more = ('name="more"; filename="1"', b"1")
    for label, path, parts in (
        ("file", "/bytes", [file]),
        ("file and text", "/bytes", [file, ('name="note"', b"seen")]),
        ("text only", "/bytes", [('name="note"', b"seen")]),
        ("text as file", "/uploads", [('name="file"', b"text")]),
        ("upload", "/uploads", [file]),
        ("uploads", "/uploads", [file, more, more]),
    ):
        for boundary in ("BB", '"BB"'):
            body = b"".join(
                b"--BB\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + data + b"\r\n"
                for head, data in parts
            )
            kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
            text = base64.b64encode(body + b"--BB--\r\n").decode()
            yield f"{label} {boundary}", ask(app, "POST", path, text, kind, encoded=True)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
@scenario("alb", FRONT="alb")
@scenario("url", FRONT="url")
def responses():
    app = new_app()

    @app.get("/model")
    def model() -> Item:
        return Item(name="a")

    @app.get("/list")
    def several() -> List[Item]:
        return [{"name": "a"}, Item(name="b")]

    @app.get("/pair")
    def pair() -> Tuple[Item, int]:
        return Item(name="a"), 201

    @app.get("/response")
    def response() -> Response[Item]:
        return Response(202, "application/json", {"name": "a"})

    @app.get("/any")
    def anything() -> Dict[str, Any]:
        return {"at": datetime.datetime(2026, 1, 15), "price": decimal.Decimal("1.50"), "set": {1}}

    @app.get("/unsaid")
    def unsaid():
        return {"item": Item(name="a"), "price": decimal.Decimal("1.50"), "point": Point(1)}

    @app.get("/none")
    def none() -> None:
        return None

    @app.get("/text")
    def text() -> str:
        return "hi"

    @app.get("/html")
    def html() -> Response[str]:
        return Response(200, "text/html", "<b>")

    @app.get("/image")
    def image():
        return Response(200, "image/png", b"\x89\xff")

    @app.get("/wrong")
    def wrong() -> Item:
        return {"price": 1}

    @app.get("/wrong-list")
    def wrong_list() -> List[Item]:
        return [{"name": "a"}, {}]

    for path in (
        "/model",
        "/list",
        "/pair",
        "/response",
        "/any",
        "/unsaid",
        "/none",
        "/text",
        "/html",
        "/image",
        "/wrong",
        "/wrong-list",
    ):
        yield path, ask(app, "GET", path)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def statuses_of_mismatches():
    app = new_app(response_validation_error_http_code=500)

    @app.get("/app")
    def of_app() -> Item:
        return {}

    @app.get("/route", custom_response_validation_http_code=503)
    def of_route() -> Item:
        return {}

    @app.post("/request")
    def request(item: Item):
        return {}

    yield "app", ask(app, "GET", "/app")
    yield "route", ask(app, "GET", "/route")
    yield "request", ask(app, "POST", "/request", "{}")

    @app.exception_handler(ResponseValidationError)
    def seen(error):
        return Response(501, "text/plain", error.source)

    yield "handler of app", ask(app, "GET", "/app")
    yield "handler of route", ask(app, "GET", "/route")


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def exception_handlers():
    app = new_app()

    @app.post("/<value>")
    def handler(value: int, item: Item) -> Item:
        return {}

    @app.exception_handler(RequestValidationError)
    def seen(error):
        return Response(418, "application/json", json.dumps([error.errors(), error.body], default=str))

    yield "request", ask(app, "POST", "/x", '{"price":"x"}')
    yield "response", ask(app, "POST", "/1", '{"name":"a"}')
    yield "json", ask(app, "POST", "/1", '{"name"')


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def middlewares():
    app = new_app()
    seen = []

    def outer(app, next_middleware):
        seen.append(("in", {name: str(value) for name, value in app.context["_route_args"].items()}))
        response = next_middleware(app)
        seen.append(("out", type(response.body).__name__, response.body, response.status_code))
        return response

    app.use([outer])

    @app.post("/<value>", middlewares=[lambda app, following: following(app)])
    def handler(value: int, item: Item) -> Item:
        return item

    yield "good", ask(app, "POST", "/1", '{"name":"a"}')
    yield "bad", ask(app, "POST", "/x", '{"name":"a"}')
    yield "seen", seen


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def routes_that_decide_for_themselves():
    app = RESOLVERS[FRONT]()

    @app.get("/checked/<value>", enable_validation=True)
    def checked(value: int) -> int:
        return value + 1

    @app.get("/plain/<value>")
    def plain(value: int):
        return {"kind": type(value).__name__}

    for path in ("/checked/1", "/checked/x", "/plain/1"):
        yield path, ask(app, "GET", path)


@scenario("rest", FRONT="rest")
@scenario("http", FRONT="http")
def own_serializer_and_deserializer():
    app = new_app(serializer=lambda value: f"<{json.dumps(value)}>", json_body_deserializer=lambda text: {"name": text})

    @app.post("/")
    def handler(item: Item) -> Item:
        return item

    yield "both", ask(app, "POST", "/", "what ever")
