"""Factories of HTTP events: what our data classes and our models read in them."""

from __future__ import annotations

import base64
import json

import pytest

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.parser import models, parse

FRONTS = [
    (events.api_gateway_rest, data_classes.APIGatewayProxyEvent, models.APIGatewayProxyEventModel),
    (events.api_gateway_http, data_classes.APIGatewayProxyEventV2, models.APIGatewayProxyEventV2Model),
    (events.function_url, data_classes.LambdaFunctionUrlEvent, models.LambdaFunctionUrlModel),
    (events.alb, data_classes.ALBEvent, models.AlbModel),
    (events.vpc_lattice, data_classes.VPCLatticeEvent, models.VpcLatticeModel),
    (events.vpc_lattice_v2, data_classes.VPCLatticeEventV2, models.VpcLatticeV2Model),
]


@pytest.mark.parametrize(("factory", "data_class", "model"), FRONTS, ids=lambda part: getattr(part, "__name__", None))
def test_data_class_and_model_read_what_the_factory_makes(factory, data_class, model):
    raw = factory("POST", "/orders", json={"sku": "tea"}, headers={"X-Trace": "1"}, query={"page": "2"})

    event = data_class(raw)
    parse(event=raw, model=model)

    assert event.http_method == "POST"
    assert event.path == "/orders"
    assert event.json_body == {"sku": "tea"}
    assert event.headers["content-type"] in ("application/json", ["application/json"])
    assert event.headers["x-trace"] in ("1", ["1"])
    assert event.get_query_string_value("page") == "2"


@pytest.mark.parametrize("factory", [factory for factory, _, _ in FRONTS])
def test_same_arguments_give_the_same_event_and_never_the_same_object(factory):
    first, second = factory("GET", "/a"), factory("GET", "/a")

    assert first == second
    assert first is not second
    json.dumps(first)  # as an event has to be


@pytest.mark.parametrize("factory", [factory for factory, _, _ in FRONTS])
def test_bytes_are_sent_in_base64(factory):
    raw = factory("PUT", "/", body=b"\xff")

    assert raw["body"] == base64.b64encode(b"\xff").decode()
    assert raw.get("isBase64Encoded", raw.get("is_base64_encoded")) is True


@pytest.mark.parametrize("factory", [factory for factory, _, _ in FRONTS])
def test_a_request_has_one_body(factory):
    with pytest.raises(TypeError, match="either json or body"):
        factory(json={}, body="x")


def test_http_apis_join_values_and_carry_cookies_apart():
    raw = events.api_gateway_http(
        query={"tag": ["a", "b"]}, headers={"Cookie": "a=1; b=2"}, cookies=["c=3"], claims={"sub": "me"}
    )

    assert raw["queryStringParameters"] == {"tag": "a,b"}
    assert raw["rawQueryString"] == "tag=a&tag=b"
    assert raw["cookies"] == ["a=1", "b=2", "c=3"]
    assert "cookie" not in raw["headers"]
    assert raw["requestContext"]["authorizer"]["jwt"]["claims"] == {"sub": "me"}


def test_what_is_absent_in_http_apis_is_left_out():
    raw = events.api_gateway_http()

    assert not {"cookies", "queryStringParameters", "pathParameters", "body"} & raw.keys()


def test_stages_of_http_apis_stand_before_the_path():
    assert events.api_gateway_http("GET", "/a", stage="dev")["rawPath"] == "/dev/a"


def test_load_balancers_send_queries_as_they_were_encoded():
    assert events.alb(query={"q": "a b&c"})["queryStringParameters"] == {"q": "a%20b%26c"}


def test_load_balancers_can_be_set_to_send_all_values():
    raw = events.alb(query={"tag": ["a", "b"]}, headers={"Via": ["x", "y"]}, multi_value=True)

    assert raw["multiValueQueryStringParameters"] == {"tag": ["a", "b"]}
    assert raw["multiValueHeaders"]["via"] == ["x", "y"]
    assert "headers" not in raw


def test_function_urls_tell_who_signed_the_request():
    raw = events.function_url(iam={"userId": "AIDA"})

    assert raw["requestContext"]["authorizer"] == {"iam": {"userId": "AIDA"}}
    assert events.function_url()["requestContext"]["accountId"] == "anonymous"
