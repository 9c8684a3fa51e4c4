"""Middlewares, exception handlers, routers, dependencies, debug mode, load balancers' peculiarities, prefixes."""

from __future__ import annotations

import asyncio
import re
from typing import Annotated

from lab import Context, outcome, scenario
from scenarios.event_handler_fronts import alb_event, http_event, rest_event

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    ApiGatewayResolver,
    APIGatewayRestResolver,
    CORSConfig,
    DependencyResolutionError,
    Depends,
    Request,
    Response,
)
from aws_lambda_powertools.event_handler.api_gateway import ProxyEventType, ResponseBuilder, Router
from aws_lambda_powertools.event_handler.exceptions import BadRequestError, NotFoundError, ResponseSizeExceededError
from aws_lambda_powertools.event_handler.middlewares import BaseMiddlewareHandler
from aws_lambda_powertools.event_handler.middlewares.schema_validation import SchemaValidationMiddleware
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

steps: list[object] = []


def get(app, path="/x", headers=None, method="GET", body=None):
    return app.resolve(rest_event(method, path, headers or {}, body), Context())


def noting(name):
    def middleware(app, next_middleware):
        steps.append(name)
        response = next_middleware(app)
        steps.append(f"/{name} {response.status_code} {response.body!r}")
        return response

    middleware.__name__ = name
    return middleware


class Stamp(BaseMiddlewareHandler):
    def handler(self, app, next_middleware):
        response = next_middleware(app)
        response.headers["X-Stamp"] = "yes"
        return response


@scenario()
def order_of_middlewares():
    app, router = APIGatewayRestResolver(), Router()
    app.use([noting("one")])
    router.use([noting("router")])
    app.use([noting("two"), Stamp()])

    @app.get("/x", middlewares=[noting("route")])
    def x():
        steps.append("handler")
        return {"a": 1}

    @router.get("/y", middlewares=[noting("route of router")])
    def y():
        return {"b": 1}, 201

    app.include_router(router, prefix="/p")
    for path in ("/x", "/p/y", "/nowhere"):
        steps.clear()
        yield f"{path} response", get(app, path)
        yield f"{path} steps", list(steps)
        yield f"{path} frames", app.processed_stack_frames


@scenario()
def middlewares_that_answer():
    app = APIGatewayRestResolver()
    answers = {"response": Response(401, "text/plain", "no"), "data": {"a": 1}, "pair": ({"a": 1}, 202)}
    for name, answer in answers.items():
        app.get(f"/{name}", middlewares=[lambda app, next_middleware, answer=answer: answer])(lambda: "handler")
    for name in answers:
        yield name, get(app, f"/{name}")


@scenario()
def not_found():
    app = APIGatewayRestResolver(cors=CORSConfig())

    @app.not_found
    def answer(error):
        return Response(404, "text/plain", f"mine {error!r}")

    @app.get("/x")
    def x():
        raise NotFoundError("x")

    for method, path in (("GET", "/nowhere"), ("POST", "/x"), ("GET", "/x"), ("OPTIONS", "/nowhere")):
        yield f"{method} {path}", get(app, path, {"origin": "https://www.example.com"}, method)


@scenario()
def exception_handlers():
    app = APIGatewayRestResolver()

    @app.exception_handler([LookupError, ZeroDivisionError])
    def lookup(error):
        return Response(410, "text/plain", type(error).__name__)

    @app.exception_handler(Exception)
    def any_error(error):
        raise BadRequestError("from the handler")

    errors = {"key": KeyError("x"), "index": IndexError("x"), "zero": ZeroDivisionError(), "other": RuntimeError("x")}

    @app.get("/<kind>")
    def fail(kind):
        raise errors[kind]

    for kind in errors:
        yield kind, get(app, f"/{kind}")
    yield "nowhere", get(app, "/a/b")


@scenario()
def dependencies():
    app = APIGatewayRestResolver()

    def tenant(request: Request):
        steps.append("tenant")
        return request.headers.get("x-tenant")

    def table(tenant: Annotated[str, Depends(tenant)]):
        return f"table of {tenant}"

    class Settings:
        def __init__(self):
            self.page = 10

    def fails():
        raise LookupError("nothing")

    def refuses():
        raise BadRequestError("refused")

    def x(
        id,
        request: Request,
        table: Annotated[str, Depends(table)],
        again: Annotated[str, Depends(tenant)],
        fresh: Annotated[str, Depends(tenant, use_cache=False)],
        settings: Annotated[Settings, Depends(Settings)],
    ):
        return [id, request.route, request.path_parameters, request.method, table, again, fresh, settings.page]

    def failing(value: Annotated[None, Depends(fails)]):
        return value

    def refusing(value: Annotated[None, Depends(refuses)]):
        return value

    for function in (tenant, table, x, failing, refusing):  # texts can't name what is local to a scenario
        names = {"tenant": tenant, "table": table, "Settings": Settings, "fails": fails, "refuses": refuses}
        function.__annotations__ = {
            name: eval(text, {**globals(), **names}) for name, text in function.__annotations__.items()
        }
    app.get("/x/<id>")(x)
    app.get("/failing")(failing)
    app.get("/refusing")(refusing)
    yield "injected", get(app, "/x/7", {"x-tenant": "acme"})
    yield "made", list(steps)
    app.dependency_overrides[tenant] = lambda: "nobody"
    yield "overridden", get(app, "/x/7", {"x-tenant": "acme"})
    yield "failing", outcome(get, app, "/failing")
    yield "refusing", get(app, "/refusing")
    app.exception_handler(LookupError)(lambda error: Response(410, "text/plain", str(error)))
    yield "cause handled", get(app, "/failing")
    app.exception_handler(DependencyResolutionError)(lambda error: Response(500, "text/plain", str(error)))
    yield "error handled", get(app, "/failing")
    yield "no callable", outcome(Depends, "x")


@scenario()
def async_middlewares():
    app = APIGatewayRestResolver()

    async def outer(app, next_middleware):
        steps.append("outer")
        response = await next_middleware(app)
        steps.append("/outer")
        return response

    app.use([noting("sync"), outer])

    @app.get("/x")
    async def x():
        await asyncio.sleep(0)
        steps.append("handler")
        return {"a": 1}

    @app.get("/y")
    def y():
        return {"b": 1}, 201

    for path in ("/x", "/y", "/nowhere"):
        steps.clear()
        yield path, asyncio.run(app.resolve_async(rest_event("GET", path, {}, None), Context()))
        yield f"{path} steps", list(steps)


@scenario()
@scenario("development", POWERTOOLS_DEV="true")
def debug_mode():
    app = APIGatewayRestResolver(debug=True)

    @app.get("/x")
    def x():
        return {"a": 1}

    @app.get("/fails")
    def fails():
        raise RuntimeError("visible")

    yield "answer", get(app)
    response = get(app, "/fails")
    yield "failed", [response["statusCode"], response["isBase64Encoded"], "visible" in response["body"]]
    yield "nowhere", get(app, "/nowhere")


@scenario()
def routes_of_all_kinds():
    cases = [
        (["/a/<x>", "/<y>/b"], ["/a/b", "/c/b", "/a/c", "/c/c"]),
        (["/x/<a>-<b>"], ["/x/1-2", "/x/1-2-3", "/x/12", "/x/-"]),
        (["/x/<a><b>"], ["/x/123", "/x/1"]),
        (["/x/(\\d+)", "/x/<name>"], ["/x/12", "/x/ab"]),
        (["/<a>/.+"], ["/u/1", "/u/1/2", "/u/"]),
        ([".+"], ["/anything", "/a/b"]),
        (["/s/<a>", "/s/t"], ["/s/t", "/s/u"]),
        (["/X/<Name_1>"], ["/X/ü", "/x/a", "/X/a:b;c@d,e", "/X/(a)[b]{c}|d^e", "/X/~a'b!*&$%=+"]),
    ]
    for number, (rules, paths) in enumerate(cases):
        for resolver, event in ((APIGatewayRestResolver, rest_event), (APIGatewayHttpResolver, http_event)):
            app = resolver()
            for rule in rules:
                app.get(rule)(lambda _rule=rule, **given: {"rule": _rule, **given})
            for path in paths:
                for slash in ("", "/"):
                    answer = app.resolve(event("GET", path + slash, {}, None), Context())
                    yield f"{number} {resolver.__name__} {path}{slash}", [answer["statusCode"], answer["body"]]


@scenario()
def prefixes():
    app = ApiGatewayResolver(strip_prefixes=["/pay", "/foo", re.compile(r"/v\d+"), re.compile(r"/tenants/[^/]+")])
    app.get("/status")(lambda: "status")
    app.get("/")(lambda: "root")
    for path in "/pay/status /foo/status /status /pay /pay/ /payments/status /v1/status /v12 /tenants/a/status".split():
        yield path, get(app, path)


@scenario()
def proxy_types():
    for kind in (None, ProxyEventType.APIGatewayProxyEvent, ProxyEventType.ALBEvent):
        app = ApiGatewayResolver(proxy_type=kind)
        app.get("/x")(lambda app=app: type(app.current_event).__name__)
        yield str(kind), get(app)
    app = ApiGatewayResolver(proxy_type=ProxyEventType.APIGatewayProxyEventV2)
    app.get("/x")(lambda: type(app.current_event).__name__)
    yield "v2", app(http_event("GET", "/x", {}, None), Context())


@scenario()
def load_balancers():
    app = ALBResolver(enable_response_size_validation=True)
    app.get("/empty")(lambda: Response(200))
    app.get("/large")(lambda: Response(200, "text/plain", "x" * 1_100_000))
    app.get("/fits")(lambda: Response(200, "text/plain", "x" * 1_000_000))
    yield "empty", app(alb_event("GET", "/empty", {}, None), Context())
    yield "fits", len(app(alb_event("GET", "/fits", {}, None), Context())["body"])
    yield "large", outcome(app, alb_event("GET", "/large", {}, None), Context())

    @app.exception_handler(ResponseSizeExceededError)
    def too_large(error):
        return Response(413, "text/plain", f"{error.actual_size} {error.max_size} {app.current_event.path}")

    yield "handled", app(alb_event("GET", "/large", {}, None), Context())


@scenario()
def schemas():
    number = {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]}
    app = APIGatewayRestResolver()
    app.post("/x", middlewares=[SchemaValidationMiddleware(number)])(lambda: {"ok": True})
    app.post("/broken", middlewares=[SchemaValidationMiddleware({"type": "nonsense"})])(lambda: {"ok": True})
    for body in ('{"a": 1}', '{"a": "x"}', "{}", None, "[]"):
        yield str(body), get(app, "/x", {}, "POST", body)
    yield "broken", get(app, "/broken", {}, "POST", "{}")


@scenario()
def parts_alone():
    builder = ResponseBuilder(Response(200, "text/plain", "x", {"X-A": "1"}))
    yield "built", builder.build(APIGatewayProxyEvent(rest_event("GET", "/x", {}, None)), CORSConfig())
    config = CORSConfig(
        "https://a.example.com", ["https://b.example.com"], ["X-Mine", "content-type"], ["X-Seen"], 0, True
    )
    for origin in ("https://a.example.com", "https://b.example.com", "https://c.example.com", "", None):
        yield f"allowed {origin}", config.allowed_origin(origin)
        yield f"headers {origin}", config.to_dict(origin)
    yield "methods", CORSConfig.build_allow_methods({"PUT", "GET"})
    response = Response(201, "text/plain", "x", {"a": "b"}, compress=True)
    yield "response", {name: value for name, value in vars(response).items() if name != "headers"}
    yield "headers", dict(response.headers)
    yield (
        "json",
        [
            Response(200, kind).is_json()
            for kind in ("application/json", "application/json; charset=utf-8", "text/plain")
        ],
    )


@scenario()
def registering():
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: "first")
    app.get("/x")(lambda: "second")
    app.route("/both", ["GET", "POST"])(lambda: app.current_event.http_method)
    yield "first", get(app)
    yield "both", [get(app, "/both")["body"], get(app, "/both", method="POST")["body"]]
    yield "positional", outcome(lambda: app.get("/y", None, False, "max-age=1")(lambda: "y") and get(app, "/y"))
    yield "unknown", outcome(lambda: app.get("/z", nonsense=1))


@scenario()
def an_event_as_a_data_class():
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: "x")
    yield "answer", app.resolve(APIGatewayProxyEvent(rest_event("GET", "/x", {}, None)), Context())


@scenario()
def own_json():
    app = APIGatewayRestResolver(serializer=lambda value: f"<{value}>", json_body_deserializer=lambda text: [text])
    app.post("/x")(lambda: {"read": app.current_event.json_body})
    yield "answer", get(app, "/x", {}, "POST", "anything")
    yield "nowhere", get(app, "/nowhere")
