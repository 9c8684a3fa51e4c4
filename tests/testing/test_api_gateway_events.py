"""Requests through API Gateway, as it sends them."""

from __future__ import annotations

import json

import pytest

from aws_lambda_powertools.testing import events


def test_the_shape_is_the_one_that_api_gateway_sends(event):
    real = event("apiGatewayProxyEvent")
    ours = events.api_gateway_rest("GET", "/my/path")

    assert real.keys() - {"version"} == ours.keys()
    assert real["requestContext"].keys() - {"authorizer"} <= ours["requestContext"].keys()
    assert real["requestContext"]["identity"].keys() - {"clientCert"} <= ours["requestContext"]["identity"].keys()


def test_the_same_arguments_give_the_same_event():
    assert events.api_gateway_rest("POST", "/a", json={"a": 1}) == events.api_gateway_rest("POST", "/a", json={"a": 1})


def test_a_json_body_brings_its_content_type():
    request = events.api_gateway_rest("post", "/orders", json={"ü": [1]}, headers={"X-Id": "1"})

    assert request["httpMethod"] == request["requestContext"]["httpMethod"] == "POST"
    assert json.loads(request["body"]) == {"ü": [1]}
    assert request["headers"]["Content-Type"] == "application/json"
    assert request["headers"]["X-Id"] == "1"
    assert request["multiValueHeaders"]["X-Id"] == ["1"]


def test_of_repeated_values_the_last_stands_alone():
    request = events.api_gateway_rest("GET", "/", query={"tag": ["a", "b"], "page": "2"}, headers={"Via": ["x", "y"]})

    assert request["queryStringParameters"] == {"tag": "b", "page": "2"}
    assert request["multiValueQueryStringParameters"] == {"tag": ["a", "b"], "page": ["2"]}
    assert request["headers"]["Via"] == "y"


def test_what_is_not_there_is_null():
    request = events.api_gateway_rest()

    for key in ("body", "pathParameters", "queryStringParameters", "multiValueQueryStringParameters", "stageVariables"):
        assert request[key] is None


@pytest.mark.parametrize(
    ("resource", "path", "parameters"),
    [
        ("/orders/{id}", "/orders/7", {"id": "7"}),
        ("/orders/{id}/items/{item}", "/orders/7/items/a", {"id": "7", "item": "a"}),
        ("/files/{path+}", "/files/a/b", {"path": "a/b"}),
        (None, "/orders/7", {"proxy": "orders/7"}),
        ("/orders", "/orders", None),
    ],
)
def test_path_parameters_follow_from_the_route(resource, path, parameters):
    assert events.api_gateway_rest("GET", path, resource=resource)["pathParameters"] == parameters


def test_bytes_travel_in_base64():
    request = events.api_gateway_rest("PUT", "/", body=b"\xff")

    assert (request["body"], request["isBase64Encoded"]) == ("/w==", True)


def test_claims_are_those_of_the_authorizer():
    request = events.api_gateway_rest(claims={"sub": "me"}, stage="dev", source_ip="192.0.2.1")

    assert request["requestContext"]["authorizer"] == {"claims": {"sub": "me"}}
    assert request["requestContext"]["path"] == "/dev/"
    assert request["requestContext"]["identity"]["sourceIp"] == request["headers"]["X-Forwarded-For"] == "192.0.2.1"


def test_two_bodies_are_one_too_many():
    with pytest.raises(TypeError, match="either json or body"):
        events.api_gateway_rest(json={}, body="x")
