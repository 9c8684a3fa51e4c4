"""The examples of the auth page do what the page says."""

from __future__ import annotations

import json
import runpy
import sys

import pytest
from source_tree import ROOT

from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims

HERE = ROOT / "examples" / "auth"


def example(name):
    return runpy.run_path(str(HERE / f"{name}.py"))


def http(path, token="Bearer t"):
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "headers": {"authorization": token} if token else {},
        "requestContext": {"http": {"method": "GET", "path": path}, "stage": "$default"},
    }


@pytest.mark.parametrize(
    ("name", "verifier", "path", "claims"),
    [
        ("getting_started", "auth", "/orders", {"sub": "ana", "scope": "orders:read"}),
        ("cognito", "api", "/orders", {"sub": "ana", "scope": "orders/read"}),
        ("documented_scopes", "auth", "/orders", {"sub": "ana", "scope": "orders:read"}),
    ],
)
def test_a_route_wants_its_scope(name, verifier, path, claims):
    module = example(name)
    with mock_claims(module[verifier], claims):
        assert json.loads(module["lambda_handler"](http(path), None)["body"]) == {"owner": "ana"}
    with mock_claims(module[verifier], {"sub": "ana"}):
        assert module["lambda_handler"](http(path), None)["statusCode"] == 403
    assert module["lambda_handler"](http(path, None), None)["statusCode"] == 401


def test_a_page_shows_who_is_logged_in():
    module = example("cognito")
    with mock_claims(module["page"], {"email": "ana@example.com"}):
        assert json.loads(module["lambda_handler"](http("/me"), None)["body"]) == {"email": "ana@example.com"}


def test_documented_scopes_are_in_the_document_and_the_rest_is_public():
    module = example("documented_scopes")
    document = json.loads(module["app"].get_openapi_json_schema())
    assert document["paths"]["/orders"]["get"]["security"] == [{"oauth": ["orders:read"]}]
    assert module["lambda_handler"](http("/health", None), None)["statusCode"] == 200


def test_the_authorizer_allows_and_denies(capsys):
    module = example("authorizer")
    arn = "arn:aws:execute-api:eu-west-1:123456789012:abc123/prod/GET/orders"
    event = {"type": "TOKEN", "methodArn": arn, "authorizationToken": "Bearer t"}
    with mock_claims(module["auth"], {"sub": "ana", "scope": "orders:read", "tenant": "t1"}):
        allowed = module["lambda_handler"](event, None)
    assert allowed["context"] == {"tenant": "t1"}
    with mock_claims(module["auth"], {"sub": "ana"}):
        denied = module["lambda_handler"](event, None)
    assert denied["policyDocument"]["Statement"][0]["Effect"] == "Deny"
    assert "insufficient_scope" in capsys.readouterr().out


def test_a_user_behind_the_load_balancer():
    module = example("load_balancer")
    event = {"path": "/me", "httpMethod": "GET", "headers": {"x-amzn-oidc-data": "t"}, "requestContext": {"elb": {}}}
    with mock_claims(module["auth"], {"email": "ana@example.com"}):
        assert module["lambda_handler"](event, None)["body"] == '{"email":"ana@example.com"}'


def test_a_service_is_called(monkeypatch):
    module = example("calling_a_service")

    class Answer:
        def json(self):
            return {"left": 3}

    monkeypatch.setattr(module["stock"], "request", lambda method, url: Answer())
    assert module["lambda_handler"]({"item": "7"}, None) == {"left": 3}


def test_the_example_test_passes(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.delitem(sys.modules, "getting_started", raising=False)
    tests = example("test_orders")
    tests["test_orders_of_a_user"]()
    tests["test_without_scope"]()
    monkeypatch.delitem(sys.modules, "getting_started")
