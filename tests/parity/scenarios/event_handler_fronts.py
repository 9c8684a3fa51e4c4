"""One app behind every HTTP front: whole responses to some fifty requests each, sync and async."""

from __future__ import annotations

import asyncio
import base64
import json
from decimal import Decimal

from lab import Context, outcome, scenario

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    CORSConfig,
    LambdaFunctionUrlResolver,
    Response,
    VPCLatticeResolver,
    VPCLatticeV2Resolver,
    content_types,
)
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import (
    BadRequestError,
    ForbiddenError,
    InternalServerError,
    NotFoundError,
    ServiceError,
    UnauthorizedError,
)
from aws_lambda_powertools.shared.cookies import Cookie, SameSite

ORIGIN = "https://www.example.com"
BROWSER = {"origin": ORIGIN, "accept-encoding": "gzip, deflate", "user-agent": "parity/1.0", "cookie": "a=1; b=2"}


class Unpaid(Exception):  # noqa: N818
    """An error of the shop."""


class Overdue(Unpaid):
    """A worse one."""


def app_for(resolver, **settings):  # noqa: C901  # many routes, each one simple
    app = resolver(
        cors=CORSConfig(ORIGIN, ["https://other.example.com"], ["X-Mine"], ["X-Seen"], 60, True),
        strip_prefixes=["/v1"],
        **settings,
    )
    router = Router()

    @app.get("/")
    def root():
        return "root"

    @app.get("/data")
    def data():
        return {"text": "é", "number": 1.5, "none": None, "list": [1, True], "exact": Decimal("1.10")}

    @app.get("/list")
    def listed():
        return [{"a": 1}, {"b": 2}]

    @app.get("/text")
    def text():
        return "just text"

    @app.get("/nothing")
    def nothing():
        return None

    @app.post("/orders")
    def create():
        return {"got": app.current_event.json_body}, 201

    @app.put("/orders/<order_id>", status_code=202)
    def put(order_id):
        return {"id": order_id}

    @app.delete("/orders/<order_id>")
    def delete(order_id):
        return Response(204)

    @app.patch("/orders/<order_id>")
    def patch(order_id):
        return Response(200, content_types.TEXT_PLAIN, order_id, headers={"X-Seen": "yes"})

    @app.get("/orders/<order_id>")
    def read(order_id):
        return {"id": order_id}

    @app.get("/orders/latest")
    def latest():
        return {"id": "the latest"}

    @app.get("/orders/<order_id>/items/<item_id>")
    def item(order_id, item_id):
        return [order_id, item_id]

    @app.get("/files/<name>.<ext>")
    def file(name, ext):
        return [name, ext]

    @app.get("/between/<start>-<end>-<step>")
    def between(start, end, step):
        return [start, end, step]

    @app.get("/numbers/(\\d+)")
    def numbers():
        return app.current_event.path

    @app.get("/words/[a-c]+/end")
    def words():
        return app.current_event.path

    @app.head("/head")
    def head():
        return Response(200, content_types.TEXT_HTML, "")

    @app.get("/html")
    def html():
        return Response(200, content_types.TEXT_HTML, "<h1>Hello</h1>")

    @app.get("/binary")
    def binary():
        return Response(200, "image/png", b"\x89PNG\r\n\x1a\n")

    @app.get("/cookies")
    def cookies():
        return Response(
            200,
            "text/plain",
            "x",
            cookies=[Cookie("session", "abc", path="/", http_only=True, max_age=60, same_site=SameSite.LAX_MODE)],
        )

    @app.get("/moved")
    def moved():
        return Response(301, headers={"Location": "https://www.example.com/new"})

    @app.get("/json")
    def json_text():
        return Response(200, "application/json", json.dumps({"a": 1}), headers={"X-A": "1"})

    @app.get("/json-data")
    def json_data():
        return Response(200, "application/json; charset=utf-8", {"a": 1})

    @app.get("/compressed", compress=True)
    def compressed():
        return {"text": "x" * 500}

    @app.get("/compressed-binary", compress=True)
    def compressed_binary():
        return Response(200, "application/octet-stream", b"\x00" * 500)

    @app.get("/own-compression")
    def own_compression():
        return Response(200, "text/plain", "y" * 100, compress=True)

    @app.get("/cached", cache_control="max-age=600")
    def cached():
        return {"a": 1}

    @app.get("/cached-error", cache_control="max-age=600")
    def cached_error():
        return Response(500, "text/plain", "no")

    @app.get("/no-cors", cors=False)
    def no_cors():
        return {"a": 1}

    @app.get("/fails/<kind>")
    def fails(kind):
        raise {
            "bad": BadRequestError("bad"),
            "unauthorized": UnauthorizedError("who?"),
            "forbidden": ForbiddenError("no"),
            "missing": NotFoundError("none"),
            "missing-default": NotFoundError(),
            "internal": InternalServerError("oops"),
            "teapot": ServiceError(418, {"tea": "pot"}),
            "unpaid": Unpaid("pay"),
            "overdue": Overdue("pay now"),
            "key": KeyError("nobody handles this"),
        }[kind]

    @app.exception_handler(Unpaid)
    def unpaid(error):
        return Response(402, "text/plain", f"{type(error).__name__} {error}")

    @app.get("/request")
    def request():
        event = app.current_event
        return {
            "path": event.path,
            "method": event.http_method,
            "query": event.query_string_parameters,
            "one": event.get_query_string_value("page", "1"),
            "absent": event.get_query_string_value("absent", "default"),
            "agent": event.headers.get("User-Agent"),
            "body": event.body,
            "context": app.lambda_context.function_name,
            "given": app.context.get("given"),
        }

    @router.get("/items")
    def items():
        return {"path": router.current_event.path, "given": router.context.get("given")}

    @router.post("/", middlewares=[stamp])
    def add():
        return {"added": router.current_event.json_body}

    app.include_router(router, prefix="/shop")
    app.use([around])
    return app


def around(app, next_middleware):
    if app.current_event.path.endswith("/stopped"):
        return Response(403, "text/plain", "stopped")
    response = next_middleware(app)
    response.headers["X-Around"] = "yes"
    return response


def stamp(app, next_middleware):
    app.append_context(stamped=True)
    response = next_middleware(app)
    response.headers["X-Stamp"] = str(app.context["stamped"])
    return response


REQUESTS = [
    *(
        ("GET", path, BROWSER, None)
        for path in (
            "/ /data /list /text /nothing /orders/7 /orders/latest /orders/7/items/8 /orders/a%20b /orders/a.b "
            "/files/report.pdf /files/a.b.c /between/1-2-3-4 /numbers/12 /words/abc/end /html /binary /cookies /moved "
            "/json /json-data /compressed /compressed-binary /own-compression /cached /cached-error /no-cors /request "
            "/fails/bad /fails/unauthorized /fails/forbidden /fails/missing /fails/missing-default /fails/internal "
            "/fails/teapot /fails/unpaid /fails/overdue /fails/key /shop/items /v1/data /v1 /nowhere /orders /files/a "
            "/numbers/x /stopped"
        ).split()
    ),
    ("GET", "/data", {}, None),
    ("GET", "/data", {"origin": "https://other.example.com"}, None),
    ("GET", "/data", {"origin": "https://evil.example.com"}, None),
    ("GET", "/compressed", {}, None),
    ("GET", "/compressed", {"accept-encoding": "identity"}, None),
    ("POST", "/orders", {"content-type": "application/json"}, '{"name": "Ada"}'),
    ("POST", "/orders", {}, None),
    ("POST", "/shop", BROWSER, '{"pen": 1}'),
    ("PUT", "/orders/7", BROWSER, "{}"),
    ("DELETE", "/orders/7", {}, None),
    ("PATCH", "/orders/7", BROWSER, None),
    ("HEAD", "/head", {}, None),
    ("HEAD", "/data", {}, None),
    ("DELETE", "/data", {}, None),
    ("OPTIONS", "/orders/7", BROWSER, None),
    ("OPTIONS", "/orders/7", {}, None),
    ("OPTIONS", "/orders/7", {"origin": "https://evil.example.com"}, None),
]


def rest_event(method, path, headers, body):
    return {
        "version": "1.0",
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {"page": "2"},
        "multiValueQueryStringParameters": {"page": ["1", "2"]},
        "requestContext": {"stage": "prod", "path": f"/prod{path}", "httpMethod": method},
        "body": body,
        "isBase64Encoded": False,
    }


def http_event(method, path, headers, body):
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "page=2",
        "headers": headers,
        "queryStringParameters": {"page": "2"},
        "requestContext": {"stage": "$default", "http": {"method": method, "path": path}},
        "body": body and base64.b64encode(body.encode()).decode(),
        "isBase64Encoded": bool(body),
    }


def alb_event(method, path, headers, body):
    return {
        "requestContext": {"elb": {"targetGroupArn": "arn"}},
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "queryStringParameters": {"page": "2"},
        "body": body or "",
        "isBase64Encoded": False,
    }


def alb_multi_value_event(method, path, headers, body):
    event = alb_event(method, path, headers, body)
    del event["headers"], event["queryStringParameters"]
    event["multiValueHeaders"] = {name: [value] for name, value in headers.items()} or {"accept": ["*/*"]}
    event["multiValueQueryStringParameters"] = {"page": ["1", "2"]}
    return event


def lattice_event(method, path, headers, body):
    return {
        "raw_path": f"{path}?page=2",
        "method": method,
        "headers": headers,
        "query_string_parameters": {"page": "2"},
        "body": body,
        "is_base64_encoded": False,
    }


def lattice_v2_event(method, path, headers, body):
    return {
        "version": "2.0",
        "path": f"{path}?page=2",
        "method": method,
        "headers": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {"page": ["2"]},
        "body": body,
        "isBase64Encoded": False,
        "requestContext": {"region": "eu-west-1"},
    }


def answers_of(resolver, event):
    app = app_for(resolver)
    for method, path, headers, body in REQUESTS:
        app.append_context(given="before")
        label = f"{method} {path} {' '.join(sorted(headers)) or '-'} {headers.get('origin', '')}"
        yield label, outcome(app.resolve, event(method, path, dict(headers), body), Context())


@scenario()
def rest():
    yield from answers_of(APIGatewayRestResolver, rest_event)


@scenario()
def http():
    yield from answers_of(APIGatewayHttpResolver, http_event)


@scenario()
def alb():
    yield from answers_of(ALBResolver, alb_event)


@scenario()
def alb_with_multi_value_headers():
    yield from answers_of(ALBResolver, alb_multi_value_event)


@scenario()
def function_url():
    yield from answers_of(LambdaFunctionUrlResolver, http_event)


@scenario()
def lattice():
    yield from answers_of(VPCLatticeResolver, lattice_event)


@scenario()
def lattice_v2():
    yield from answers_of(VPCLatticeV2Resolver, lattice_v2_event)


@scenario()
def rest_async():
    """The same through `resolve_async`, one after the other."""
    app = app_for(APIGatewayRestResolver)

    def ask(event):
        return asyncio.run(app.resolve_async(event, Context()))

    for method, path, headers, body in REQUESTS:
        app.append_context(given="before")
        label = f"{method} {path} {' '.join(sorted(headers)) or '-'} {headers.get('origin', '')}"
        yield label, outcome(ask, rest_event(method, path, dict(headers), body))
