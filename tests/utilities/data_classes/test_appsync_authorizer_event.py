"""What AppSync asks of authorizers, and their answers."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes.appsync_authorizer_event import (
    AppSyncAuthorizerEvent,
    AppSyncAuthorizerResponse,
)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("authorization_token", "BE9DC5E3-D410-4733-AF76-70178092E681"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "giy7kumfmvcqvbedntjwjvagii"),
        ("request_context.operation_name", "MyNewTask"),
        ("request_context.request_id", "b80ed838-14c6-4500-b4c3-b694c7bef086"),
    ],
)
def test_a_request_to_authorize(event, attribute, value):
    assert attrgetter(attribute)(AppSyncAuthorizerEvent(event("appSyncAuthorizerEvent"))) == value


def test_the_document_and_its_variables(event):
    context = AppSyncAuthorizerEvent(event("appSyncAuthorizerEvent")).request_context
    assert context.query_string.startswith("mutation MyNewTask")
    assert context.variables == {"desc": "Foo"}


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ({}, {"isAuthorized": False}),
        ({"authorize": True, "max_age": 0}, {"isAuthorized": True, "ttlOverride": 0}),
        ({"authorize": True, "resolver_context": {}, "deny_fields": []}, {"isAuthorized": True}),
        (
            {"authorize": True, "max_age": 5, "resolver_context": {"a": "b"}, "deny_fields": ["Event.comments"]},
            {
                "isAuthorized": True,
                "ttlOverride": 5,
                "resolverContext": {"a": "b"},
                "deniedFields": ["Event.comments"],
            },
        ),
    ],
)
def test_the_answer(arguments, answer):
    assert AppSyncAuthorizerResponse(**arguments).asdict() == answer
