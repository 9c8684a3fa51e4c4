"""What one request costs: each HTTP front, many routes, and what routes may ask for. Registering routes, too."""

from __future__ import annotations

from functools import partial

from harness.answer import Answer, require
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

HEADERS = {
    "accept": "application/json",
    "accept-encoding": "gzip, deflate, br",
    "content-type": "application/json",
    "host": "example.execute-api.eu-west-1.amazonaws.com",
    "origin": "https://www.example.com",
    "user-agent": "bench/1.0",
    "x-forwarded-for": "203.0.113.1",
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}
ORDER = {"order_id": "42", "amount": 12.5, "items": ["pen", "ink", "paper"]}
QUERY = {"page": "2"}
ELB = {
    "elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/bench/0123456789abcdef"}
}

FRONTS = {
    "rest": "APIGatewayRestResolver",
    "http": "APIGatewayHttpResolver",
    "alb": "ALBResolver",
    "function_url": "LambdaFunctionUrlResolver",
    "lattice": "VPCLatticeResolver",
    "lattice_v2": "VPCLatticeV2Resolver",
}


def request(front: str, path: str, method: str = "GET") -> dict[str, Any]:
    """The event that a front sends for a request."""
    if front in ("http", "function_url"):
        return {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": "page=2",
            "headers": HEADERS,
            "queryStringParameters": QUERY,
            "requestContext": {"stage": "$default", "http": {"method": method, "path": path}, "requestId": "1"},
            "isBase64Encoded": False,
        }
    if front == "lattice":
        return {"raw_path": path, "method": method, "headers": HEADERS, "query_string_parameters": QUERY, "body": ""}
    if front == "lattice_v2":
        headers = {name: [value] for name, value in HEADERS.items()}
        query = {name: [value] for name, value in QUERY.items()}
        return {"version": "2.0", "path": path, "method": method, "headers": headers, "queryStringParameters": query}
    event: dict[str, Any] = {
        "path": path,
        "httpMethod": method,
        "headers": HEADERS,
        "queryStringParameters": QUERY,
        "requestContext": ELB,
        "body": None,
        "isBase64Encoded": False,
    }
    if front == "rest":
        event["resource"] = "/{proxy+}"
        event["multiValueHeaders"] = {name: [value] for name, value in HEADERS.items()}
        event["multiValueQueryStringParameters"] = {name: [value] for name, value in QUERY.items()}
        event["requestContext"] = {"stage": "prod", "path": f"/prod{path}", "httpMethod": method, "requestId": "1"}
    return event


def resolver(front: str, **settings: Any) -> Any:
    """The resolver for a front."""
    from aws_lambda_powertools import event_handler

    return getattr(event_handler, FRONTS[front])(**settings)


def answers(status: int = 200, body: str | None = None) -> Callable[[Answer], None]:
    """A check of a response: its status, and its body if that is given."""

    def check(answer: Answer) -> None:
        require(answer.value["statusCode"] == status, f"the status {status}", answer.value)
        require(body is None or answer.value["body"] == body, f"the body {body!r}", answer.value)

    return check


JSON_ORDER = '{"order_id":"42","amount":12.5,"items":["pen","ink","paper"]}'


def static(front: str, routes: int = 1, **settings: Any) -> Callable[[], Any]:
    """A request to a route without parameters, the last of several."""
    app = resolver(front, **settings)
    for number in range(routes):
        app.get(f"/orders{number}")(lambda: ORDER)
    return partial(app.resolve, request(front, f"/orders{routes - 1}"), CONTEXT)


def dynamic(front: str, which: int, routes: int) -> Callable[[], Any]:
    """A request to one of several routes with a parameter, counted from 1."""
    app = resolver(front)
    for number in range(routes):

        def read(order_id: str) -> dict[str, Any]:
            return {**ORDER, "order_id": order_id}

        app.get(f"/orders{number}/<order_id>")(read)
    return partial(app.resolve, request(front, f"/orders{which - 1}/42"), CONTEXT)


def _row(register: Callable[[Any], Any], build: Callable[..., Any], *arguments: Any) -> None:
    """One row of many of one shape."""

    def built() -> Any:
        return build(*arguments)

    register(built)


def does_not_fail(answer: Answer) -> None:
    """A check for what gives nothing back."""


for _front in ("alb", "function_url", "http", "lattice_v2", "rest"):
    _row(hot(f"event_handler.{_front}.static", check=answers(body=JSON_ORDER)), static, _front)

_row(hot("event_handler.rest.static.of_500", check=answers(body=JSON_ORDER)), static, "rest", 500)

for _which, _routes in ((1, 1), (1, 500), (50, 50), (500, 500)):
    _row(
        hot(f"event_handler.rest.dynamic.{_which}_of_{_routes}", check=answers(body=JSON_ORDER)),
        dynamic,
        "rest",
        _which,
        _routes,
    )

_row(hot("event_handler.http.dynamic.50_of_50", check=answers(body=JSON_ORDER)), dynamic, "http", 50, 50)


@hot("event_handler.rest.404.of_50", check=answers(404, '{"statusCode":404,"message":"Not found"}'))
def not_found() -> Callable[[], Any]:
    app = resolver("rest")
    for number in range(50):
        app.get(f"/orders{number}/<order_id>")(lambda order_id: order_id)
    return partial(app.resolve, request("rest", "/nowhere"), CONTEXT)


@hot("event_handler.rest.cors", check=answers(body=JSON_ORDER))
def cors() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler import CORSConfig

    return static("rest", cors=CORSConfig(allow_origin="https://www.example.com", max_age=300))


@hot("event_handler.rest.middleware5", check=answers(body=JSON_ORDER))
def middlewares() -> Callable[[], Any]:
    def pass_on(app: Any, next_middleware: Any) -> Any:
        return next_middleware(app)

    app = resolver("rest")
    app.use([pass_on] * 5)
    app.get("/orders")(lambda: ORDER)
    return partial(app.resolve, request("rest", "/orders"), CONTEXT)


@hot("event_handler.rest.exception_handler", check=answers(402, "unpaid"))
def exception_handler() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler import Response

    app = resolver("rest")

    @app.get("/orders")
    def read() -> None:
        raise LookupError("unpaid")

    app.exception_handler(LookupError)(lambda error: Response(402, "text/plain", str(error)))
    return partial(app.resolve, request("rest", "/orders"), CONTEXT)


@hot("event_handler.rest.http_error", check=answers(400, '{"statusCode":400,"message":"no order"}'))
def http_error() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler.exceptions import BadRequestError

    app = resolver("rest")

    @app.get("/orders")
    def read() -> None:
        raise BadRequestError("no order")

    return partial(app.resolve, request("rest", "/orders"), CONTEXT)


@hot("event_handler.rest.gzip", check=answers())
def gzip() -> Callable[[], Any]:
    app = resolver("rest")
    orders = [{**ORDER, "order_id": str(number), "amount": number * 1.25} for number in range(20)]
    app.get("/orders", compress=True)(lambda: orders)
    return partial(app.resolve, request("rest", "/orders"), CONTEXT)


@hot("event_handler.rest.reads_request", check=answers(body='["bench/1.0","2","203.0.113.1",null]'))
def reads_request() -> Callable[[], Any]:
    app = resolver("rest")

    @app.get("/orders")
    def read() -> list[Any]:
        event = app.current_event
        page = event.get_query_string_value("page")
        return [event.headers["User-Agent"], page, event.headers.get("X-Forwarded-For"), event.json_body]

    return partial(app.resolve, request("rest", "/orders"), CONTEXT)


def _handler() -> None: ...


RULES = [f"/customers/<customer_id>/orders/{number}" for number in range(100)]


@hot("event_handler.register_routes.100", check=does_not_fail)
def register_routes() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

    def register() -> None:
        app = APIGatewayRestResolver()
        for rule in RULES:
            app.get(rule)(_handler)

    return register


@hot("event_handler.include_router.50", check=does_not_fail)
def include_router() -> Callable[[], Any]:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver
    from aws_lambda_powertools.event_handler.api_gateway import Router

    router = Router()
    for rule in RULES[:50]:
        router.get(rule)(_handler)

    def include() -> None:
        APIGatewayRestResolver().include_router(router, prefix="/v1")

    return include


def first_request(front: str, routes: int) -> Any:
    """Import, construct, register, answer the first request."""
    return dynamic(front, routes, routes)()


for _front in FRONTS:
    for _routes in (1, 50, 500):
        _row(cold(f"event_handler.{_front}.{_routes}", check=answers(body=JSON_ORDER)), first_request, _front, _routes)

_row(cold("event_handler.rest.50.nopyc", check=answers(body=JSON_ORDER), bytecode=False), first_request, "rest", 50)


@cold("import_only.event_handler", check=does_not_fail)
def import_only() -> None:
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver  # noqa: F401  (the import is what is measured)


@cold("typical_api", check=answers(body=JSON_ORDER))
def typical_api() -> Any:
    from aws_lambda_powertools import Logger, Metrics, Tracer
    from aws_lambda_powertools.event_handler import APIGatewayRestResolver

    logger = Logger(service="bench")
    tracer = Tracer(service="bench")
    metrics = Metrics(namespace="bench", service="bench")
    app = APIGatewayRestResolver()

    @app.get("/orders/<order_id>")
    @tracer.capture_method
    def read(order_id: str) -> dict[str, Any]:
        logger.info("order read")
        metrics.add_metric(name="OrdersRead", unit="Count", value=1)
        return {**ORDER, "order_id": order_id}

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler
    @metrics.log_metrics
    def handler(event: Any, context: Any) -> Any:
        return app.resolve(event, context)

    return handler(request("rest", "/orders/42"), CONTEXT)
