"""Requests to function URLs."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEventV2, LambdaFunctionUrlEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", "Hello from client!"),
        ("decoded_body", "Hello from client!"),
        ("http_method", "POST"),
        ("is_base64_encoded", False),
        ("path", "/my/path"),
        ("raw_path", "/my/path"),
        ("raw_query_string", "parameter1=value1&parameter1=value2&parameter2=value"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "<urlid>"),
        ("request_context.authentication", None),
        ("request_context.authorizer.iam.access_key", "AKIA..."),
        ("request_context.authorizer.iam.account_id", "123456789012"),
        ("request_context.authorizer.iam.caller_id", "AIDA..."),
        ("request_context.authorizer.iam.cognito_identity_id", ""),
        ("request_context.authorizer.iam.cognito_identity_pool_id", ""),
        ("request_context.authorizer.iam.principal_org_id", ""),
        ("request_context.authorizer.iam.user_arn", "arn:aws:iam::123456789012:user/example-user"),
        ("request_context.authorizer.iam.user_id", "AIDA..."),
        ("request_context.domain_name", "<url-id>.lambda-url.us-west-2.on.aws"),
        ("request_context.domain_prefix", "<url-id>"),
        ("request_context.http.method", "POST"),
        ("request_context.http.path", "/my/path"),
        ("request_context.http.protocol", "HTTP/1.1"),
        ("request_context.http.source_ip", "123.123.123.123"),
        ("request_context.http.user_agent", "agent"),
        ("request_context.request_id", "id"),
        ("request_context.route_key", "$default"),
        ("request_context.stage", "$default"),
        ("request_context.time", "12/Mar/2020:19:03:58 +0000"),
        ("request_context.time_epoch", 1583348638390),
        ("route_key", "$default"),
        ("version", "2.0"),
    ],
)
def test_a_request_with_iam(event, attribute, value):
    assert attrgetter(attribute)(LambdaFunctionUrlEvent(event("lambdaFunctionUrlIAMEvent"))) == value


def test_it_is_what_http_apis_send(event):
    request = LambdaFunctionUrlEvent(event("lambdaFunctionUrlEventWithHeaders"))
    assert isinstance(request, APIGatewayProxyEventV2)
    assert request.headers is request.headers
    assert request.resolved_headers_field is request.resolved_headers_field
