"""What validated routes cost, and the OpenAPI document: the first request, the thousandth, and cold starts."""

from __future__ import annotations

import json
from functools import partial

from harness.answer import Answer, require
from harness.scenario import cold, hot
from scenarios.event_handler import FRONTS, answers, request, resolver
from scenarios.fixtures import CONTEXT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ORDER = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}
ACCEPTED = '{"accepted":"o-1234"}'


def typed_app(front: str, routes: int = 1) -> Any:
    """An app whose routes take a model."""
    from pydantic import BaseModel

    class Order(BaseModel):
        order_id: str
        customer: str
        amount: float
        items: int
        express: bool

    app = resolver(front, enable_validation=True)
    for number in range(routes):

        def place(order: Any) -> Any:
            return {"accepted": order.order_id}

        place.__annotations__ = {"order": Order, "return": dict}
        place.__name__ = f"place{number}"
        app.post(f"/orders{number}")(place)
    return app


def posted(front: str, path: str, body: Any) -> dict[str, Any]:
    return {**request(front, path, "POST"), "body": json.dumps(body)}


def body(front: str, sent: Any = ORDER) -> Callable[[], Any]:
    return partial(typed_app(front).resolve, posted(front, "/orders0", sent), CONTEXT)


@hot("event_handler.rest.validation.body", check=answers(body=ACCEPTED))
def rest_body() -> Callable[[], Any]:
    return body("rest")


@hot("event_handler.http.validation.body", check=answers(body=ACCEPTED))
def http_body() -> Callable[[], Any]:
    return body("http")


@hot("event_handler.rest.validation.body_invalid", check=answers(422))
def rest_body_invalid() -> Callable[[], Any]:
    return body("rest", {**ORDER, "amount": "much", "items": None})


@hot("event_handler.rest.validation.query", check=answers(body='{"page":2,"size":1.5,"all":true,"name":"pen"}'))
def rest_query() -> Callable[[], Any]:
    app = resolver("rest", enable_validation=True)

    def find(page: int, size: float, everything: bool, name: str) -> dict[str, Any]:
        return {"page": page, "size": size, "all": everything, "name": name}

    find.__annotations__ = {"page": int, "size": float, "everything": bool, "name": str}
    app.get("/orders")(find)
    query = {"page": "2", "size": "1.5", "everything": "true", "name": "pen"}
    event = {
        **request("rest", "/orders"),
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()},
    }
    return partial(app.resolve, event, CONTEXT)


def a_document(answer: Answer) -> None:
    """A check: the document has all paths."""
    paths = json.loads(answer.value)["paths"]
    require(len(paths) in {50, 100}, "all paths", sorted(paths))


@hot("event_handler.openapi_schema.100", check=a_document)
def openapi_schema() -> Callable[[], Any]:
    return typed_app("rest", 100).get_openapi_json_schema


def first_typed(front: str, routes: int) -> Any:
    return typed_app(front, routes).resolve(posted(front, f"/orders{routes - 1}", ORDER), CONTEXT)


def _typed(front: str, routes: int) -> Callable[[], Any]:
    def first() -> Any:
        return first_typed(front, routes)

    return first


for _front in FRONTS:
    if _front == "lattice":
        continue
    for _routes in (1, 50, 500):
        cold(f"event_handler_typed.{_front}.{_routes}", check=answers(body=ACCEPTED))(_typed(_front, _routes))


@cold("event_handler_typed.rest.50.nopyc", check=answers(body=ACCEPTED), bytecode=False)
def typed_without_bytecode() -> Any:
    return first_typed("rest", 50)


@cold("event_handler.rest.50.openapi", check=a_document)
def openapi() -> Any:
    return typed_app("rest", 50).get_openapi_json_schema()
