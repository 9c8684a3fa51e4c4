"""How a user tests such a service: the handler as a function, and the whole of it in the real runtime."""

import json
from pathlib import Path

import pytest

from aws_lambda_powertools.testing import LambdaContextFactory, events, run_in_runtime

HERE = Path(__file__).parent
ORDER = {
    "customer": {"name": "Ada Byron", "email": "ada@example.com"},
    "items": [{"sku": "tea-assam", "quantity": 2, "price": 1450}],
    "card": "card-valid",
}


# --8<-- [start:handler]
contexts = LambdaContextFactory(function_name="orders", memory_limit_in_mb=512)


@pytest.fixture
def call(tmp_path, monkeypatch):
    monkeypatch.setenv("ORDERS_DATABASE", f"{tmp_path}/orders.sqlite")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Shop")
    monkeypatch.syspath_prepend(HERE)
    from api import lambda_handler, store

    monkeypatch.setattr(store, "path", f"{tmp_path}/orders.sqlite")
    store.create_table()

    def request(method, resource, **content):
        event = events.api_gateway_rest(method, content.pop("path", resource), resource=resource, **content)
        response = lambda_handler(event, contexts())
        return response["statusCode"], json.loads(response["body"])

    return request


def test_an_order_can_be_looked_up(call):
    status, order = call("POST", "/orders", json=ORDER)
    assert (status, order["total"]) == (201, 2900)

    status, found = call("GET", "/orders/{order_id}", path=f"/orders/{order['id']}")
    assert (status, found["items"]) == (200, ORDER["items"])


# --8<-- [end:handler]


def test_the_newest_order_is_listed_first(call):
    first, second = (call("POST", "/orders", json=ORDER)[1]["id"] for _ in range(2))

    status, listed = call("GET", "/orders")

    assert (status, [order["id"] for order in listed["orders"]]) == (200, [second, first])
    assert "card" not in listed["orders"][0]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"customer": {"name": "Ada", "email": "nobody"}}, "customer.email: String should match pattern"),
        ({"items": []}, "items: List should have at least 1 item"),
        ({"items": [{"quantity": 1, "price": 1}]}, "items[0].sku: Field required"),
        ({"items": [{"sku": "a", "quantity": 0, "price": 1}]}, "items[0].quantity: Input should be greater than"),
        ({"items": [{"sku": "a", "quantity": "1", "price": 1}]}, "items[0].quantity: Input should be a valid integer"),
        ({"card": None}, "card: Input should be a valid string"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused_with_the_reason(call, changes, reason):
    status, refusal = call("POST", "/orders", json={**ORDER, **changes})

    assert (status, refusal["message"]) == (422, "The order is not valid.")
    assert refusal["reason"].startswith(reason)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (None, "body: Field required"),
        ("{", "body: JSON decode error"),
        ("[]", "body: Input should be a valid dictionary"),
    ],
)
def test_a_body_that_is_no_order_is_refused(call, body, reason):
    status, refusal = call("POST", "/orders", body=body)

    assert status == 422
    assert refusal["reason"].startswith(reason)


def test_the_document_describes_the_api(call):
    status, document = call("GET", "/docs", query={"format": "json"})

    assert (status, document["info"]["title"]) == (200, "Orders")
    assert {path: list(methods) for path, methods in document["paths"].items()} == {
        "/orders": ["post", "get"],
        "/orders/{order_id}": ["get"],
    }


@pytest.mark.parametrize(
    ("method", "resource", "path"),
    [("GET", "/orders/{order_id}", "/orders/ord-none"), ("DELETE", "/orders", "/orders")],
)
def test_what_is_not_there_is_not_found(call, method, resource, path):
    status, _ = call(method, resource, path=path)

    assert status == 404


# --8<-- [start:runtime]
def test_a_payment_that_fails_is_seen(tmp_path):
    order = {**ORDER, "card": "card-unreachable"}
    event = events.api_gateway_rest("POST", "/orders", resource="/orders", json=order)
    settings = {
        "ORDERS_DATABASE": f"{tmp_path}/orders.sqlite",
        "POWERTOOLS_METRICS_NAMESPACE": "Shop",
        "POWERTOOLS_LOGGER_REDACT_KEYS": "email,name",
    }

    [result] = run_in_runtime(f"{HERE}/api.py:lambda_handler", [event], env=settings)

    assert (result.status, result.error.type) == ("error", "PaymentProviderError")
    assert result.logs[0]["customer"] == {"name": "[REDACTED]", "email": "[REDACTED]"}
    assert {metric.name: metric.values for metric in result.metrics}["Requests"] == (1,)
    [trace] = result.trace
    assert trace.find("## api.charge").errors[0].type == "PaymentProviderError"


# --8<-- [end:runtime]
