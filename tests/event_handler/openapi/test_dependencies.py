"""Dependencies with parameters of their own: validated, documented, given, replaced by tests."""

from __future__ import annotations

import json
from typing import Annotated

import pytest
from fronts import rest
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Depends, Request
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Query


class Page(BaseModel):
    limit: int
    tenant: str


class Client:
    """Something that pydantic knows nothing of."""


def page(limit: int = 10, x_tenant: Annotated[str, Header()] = "none") -> Page:
    return Page(limit=limit, tenant=x_tenant)


def page_of_request(request: Request, inner: Annotated[Page, Depends(page)], extra: Annotated[int, Query(ge=1)] = 1):
    return [request.method, inner.limit, extra]


def client(client: Client = Client()) -> Client:  # noqa: B008  defaults are made once, as here
    return client


def note(text: Annotated[str, Body(embed=True)]) -> str:
    return text


@pytest.fixture
def app():
    app = APIGatewayRestResolver(enable_validation=True)

    @app.get("/orders/<order_id>")
    def order(
        order_id: int,
        found: Annotated[Page, Depends(page)],
        outer: Annotated[list, Depends(page_of_request)],
        used: Annotated[Client, Depends(client)],
    ):
        return [order_id, found.limit, found.tenant, outer, type(used).__name__]

    @app.post("/notes")
    def notes(priority: Annotated[int, Body()], text: Annotated[str, Depends(note)]):
        return [priority, text]

    return app


def ask(app, method, path, **request):
    answer = app.resolve(rest(method, path, **request), None)
    return answer["statusCode"], json.loads(answer["body"])


def test_dependencies_get_their_own_validated_parameters(app):
    answer = ask(app, "GET", "/orders/7", query={"limit": "3", "extra": "2"}, headers={"X-Tenant": "t"})

    assert answer == (200, [7, 3, "t", ["GET", 3, 2], "Client"])


def test_what_does_not_fit_a_dependency_is_told_like_all_else(app):
    status, answer = ask(app, "GET", "/orders/x", query={"limit": "y", "extra": "0"})

    assert (status, [found["loc"] for found in answer["detail"]]) == (
        422,
        [["path", "order_id"], ["query", "limit"], ["query", "extra"]],
    )


def test_handler_and_dependency_share_the_body(app):
    assert ask(app, "POST", "/notes", body='{"priority": 1, "text": "a"}') == (200, [1, "a"])
    assert ask(app, "POST", "/notes", body='{"priority": 1}')[1]["detail"] == [
        {"loc": ["body", "text"], "type": "missing"}
    ]


def test_parameters_of_dependencies_are_documented_once(app):
    found = app.get_openapi_schema().paths["/orders/{order_id}"].get.parameters

    assert sorted(item.name for item in found) == ["extra", "limit", "order_id", "x-tenant"]


def test_a_replacement_is_asked_for_its_own_parameters(app):
    def fake(size: int) -> Page:
        return Page(limit=size, tenant="fake")

    app.dependency_overrides[page] = fake

    assert ask(app, "GET", "/orders/7", query={"size": "5"})[1][1:3] == [5, "fake"]
    assert ask(app, "GET", "/orders/7", query={"limit": "x"})[1]["detail"] == [
        {"loc": ["query", "size"], "type": "missing"}
    ]
