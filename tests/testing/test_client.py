"""TestClient: what a web client would send and get."""

from __future__ import annotations

import asyncio
import json

import pytest

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    HttpResolver,
    LambdaFunctionUrlResolver,
    Response,
    VPCLatticeResolver,
    VPCLatticeV2Resolver,
)
from aws_lambda_powertools.shared.cookies import Cookie
from aws_lambda_powertools.testing import AsyncTestClient, TestClient, lambda_context

RESOLVERS = [
    APIGatewayRestResolver,
    APIGatewayHttpResolver,
    ALBResolver,
    LambdaFunctionUrlResolver,
    VPCLatticeResolver,
    VPCLatticeV2Resolver,
    HttpResolver,
]


def make_app(resolver=APIGatewayRestResolver):
    app = resolver()

    @app.post("/orders/<order_id>")
    def order(order_id):
        event = app.current_event
        body = {"id": order_id, "body": event.json_body, "page": event.get_query_string_value("page")}
        return Response(201, "application/json", body, cookies=[Cookie("session", "7")], compress=True)

    @app.get("/binary")
    def binary():
        return Response(200, "application/octet-stream", b"\xff\x00")

    @app.get("/cookies")
    def cookies():
        return app.current_event.resolved_cookies_field

    @app.get("/boom")
    def boom():
        raise ValueError("x")

    @app.get("/context")
    def context():
        return {"name": app.lambda_context.function_name}

    return app


@pytest.mark.parametrize("resolver", RESOLVERS)
def test_a_request_reaches_the_app_and_its_answer_comes_back_decoded(resolver):
    response = TestClient(make_app(resolver)).post(
        "/orders/5?page=2", json={"sku": "tea"}, headers={"Accept-Encoding": "gzip"}
    )

    assert response.status_code == 201
    assert response.is_success
    assert response.json() == {"id": "5", "body": {"sku": "tea"}, "page": "2"}
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["content-encoding"] == "gzip"
    assert response.cookies == {"session": "7"}


@pytest.mark.parametrize("resolver", RESOLVERS)
def test_async_client_does_the_same(resolver):
    async def send():
        return await AsyncTestClient(make_app(resolver)).post("/orders/5", json=[1])

    assert asyncio.run(send()).json()["body"] == [1]


@pytest.mark.parametrize("resolver", RESOLVERS)
def test_bytes_come_back_as_they_were(resolver):
    assert TestClient(make_app(resolver)).get("/binary").content == b"\xff\x00"


@pytest.mark.parametrize("resolver", [APIGatewayRestResolver, APIGatewayHttpResolver])
def test_cookies_that_were_set_go_with_later_requests(resolver):
    client = TestClient(make_app(resolver))

    client.post("/orders/1", json={})

    assert client.get("/cookies", cookies={"theme": "dark"}).json() == {"session": "7", "theme": "dark"}


def test_unknown_paths_are_answers_too():
    assert TestClient(make_app()).get("/nowhere").status_code == 404


def test_exceptions_of_the_app_reach_the_test():
    with pytest.raises(ValueError, match="x"):
        TestClient(make_app()).get("/boom")


def test_exceptions_can_be_answers_as_in_the_cloud():
    response = TestClient(make_app(), raise_server_exceptions=False).get("/boom")

    assert response.status_code == 500
    assert not response.is_success


def test_a_context_of_ones_own_reaches_the_app():
    client = TestClient(make_app(), context=lambda_context(function_name="mine"))

    assert client.get("/context").json() == {"name": "mine"}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete", "head", "options"])
def test_each_method_has_a_shortcut(method):
    def handler(event, context):
        return {"statusCode": 200, "body": event["httpMethod"]}

    assert getattr(TestClient(handler), method)("/").text == method.upper()


def test_plain_handlers_stand_behind_the_front_that_is_named():
    def handler(event, context):
        return {"statusCode": 200, "body": event["version"]}

    assert TestClient(handler, front="http").get("/").text == "2.0"


def test_unknown_fronts_are_named():
    with pytest.raises(ValueError, match="'carrier-pigeon'; it is one of rest, http"):
        TestClient(lambda event, context: {}, front="carrier-pigeon")


def test_forms_are_encoded():
    def handler(event, context):
        return {"statusCode": 200, "body": json.dumps([event["body"], event["headers"]["content-type"]])}

    body, content_type = TestClient(handler).post("/", data={"a": ["1", "2"], "b": "x y"}).json()

    assert body == "a=1&a=2&b=x+y"
    assert content_type == "application/x-www-form-urlencoded"


def test_files_are_sent_as_multipart():
    event = TestClient(lambda event, context: {}).event(
        "POST", "/", data={"title": "t"}, files={"picture": ("p.png", b"\x89PNG", "image/png")}
    )

    assert event["isBase64Encoded"] is True
    assert event["headers"]["content-type"].startswith("multipart/form-data; boundary=")


def test_a_request_has_one_body():
    with pytest.raises(TypeError, match="one body"):
        TestClient(lambda event, context: {}).post("/", json={}, content="x")
