"""Requests to REST and HTTP APIs."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.shared.headers_serializer import HttpApiHeadersSerializer, MultiValueHeadersSerializer
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, APIGatewayProxyEventV2


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", "Hello from Lambda!"),
        ("decoded_body", "Hello from Lambda!"),
        ("http_method", "GET"),
        ("is_base64_encoded", False),
        ("path", "/my/path"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "id"),
        ("request_context.authorizer.integration_latency", None),
        ("request_context.authorizer.principal_id", ""),
        ("request_context.connected_at", None),
        ("request_context.connection_id", None),
        ("request_context.domain_name", "id.execute-api.us-east-1.amazonaws.com"),
        ("request_context.domain_prefix", "id"),
        ("request_context.event_type", None),
        ("request_context.extended_request_id", "request-id"),
        ("request_context.http_method", "GET"),
        ("request_context.identity.access_key", None),
        ("request_context.identity.account_id", None),
        ("request_context.identity.api_key", None),
        ("request_context.identity.api_key_id", None),
        ("request_context.identity.caller", None),
        ("request_context.identity.client_cert.client_cert_pem", "CERT_CONTENT"),
        ("request_context.identity.client_cert.issuer_dn", "Example issuer"),
        ("request_context.identity.client_cert.serial_number", "a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1"),
        ("request_context.identity.client_cert.subject_dn", "www.example.com"),
        ("request_context.identity.client_cert.validity_not_after", "Aug  5 09:36:04 2021 GMT"),
        ("request_context.identity.client_cert.validity_not_before", "May 28 12:30:02 2019 GMT"),
        ("request_context.identity.cognito_authentication_provider", None),
        ("request_context.identity.cognito_authentication_type", None),
        ("request_context.identity.cognito_identity_id", None),
        ("request_context.identity.cognito_identity_pool_id", None),
        ("request_context.identity.principal_org_id", None),
        ("request_context.identity.source_ip", "192.168.0.1/32"),
        ("request_context.identity.user", None),
        ("request_context.identity.user_agent", "user-agent"),
        ("request_context.identity.user_arn", None),
        ("request_context.message_direction", None),
        ("request_context.message_id", None),
        ("request_context.operation_name", None),
        ("request_context.path", "/my/path"),
        ("request_context.protocol", "HTTP/1.1"),
        ("request_context.request_id", "id="),
        ("request_context.request_time", "04/Mar/2020:19:15:17 +0000"),
        ("request_context.request_time_epoch", 1583349317135),
        ("request_context.resource_id", None),
        ("request_context.resource_path", "/my/path"),
        ("request_context.route_key", None),
        ("request_context.stage", "$default"),
        ("resource", "/my/path"),
        ("version", "1.0"),
    ],
)
def test_a_request_to_a_rest_api(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayProxyEvent(event("apiGatewayProxyEvent"))) == value


def test_maps_of_a_request_to_a_rest_api(event):
    request = APIGatewayProxyEvent(event("apiGatewayProxyEvent"))
    assert request.headers == {"header1": "value1", "header2": "value2", "origin": "https://aws.amazon.com"}
    assert request.headers["HEADER1"] == "value1"
    assert request.multi_value_headers["header2"] == ["value1", "value2"]
    assert request.resolved_headers_field == request.multi_value_headers
    assert request.query_string_parameters == {"parameter1": "value1", "parameter2": "value"}
    assert request.multi_value_query_string_parameters == {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
    assert request.resolved_query_string_parameters == request.multi_value_query_string_parameters
    assert request.path_parameters == request.stage_variables == {}
    assert isinstance(request.header_serializer(), MultiValueHeadersSerializer)


def test_one_value_a_name_where_that_is_all_there_is():
    request = APIGatewayProxyEvent({"headers": {"Accept": "a, b"}, "queryStringParameters": {"id": "1,2", "q": None}})
    assert request.resolved_headers_field == {"accept": "a, b"}
    assert request.resolved_query_string_parameters == {"id": ["1", "2"], "q": [""]}


def test_rest_apis_do_not_send_a_version():
    assert APIGatewayProxyEvent({}).version == "1.0"


def test_the_authorizer_of_a_rest_api():
    context = {"claims": {"sub": "1"}, "scopes": ["s"], "principalId": "jane", "integrationLatency": 7, "tenant": "t"}
    authorizer = APIGatewayProxyEvent({"requestContext": {"authorizer": context}}).request_context.authorizer
    assert (authorizer.claims, authorizer.scopes) == ({"sub": "1"}, ["s"])
    assert (authorizer.principal_id, authorizer.integration_latency) == ("jane", 7)
    assert authorizer.get_context() is context
    assert authorizer["tenant"] == "t"


@pytest.mark.parametrize("context", [{}, {"authorizer": None}, {"authorizer": {"claims": None, "scopes": None}}])
def test_a_rest_api_without_authorizer(context):
    authorizer = APIGatewayProxyEvent({"requestContext": context}).request_context.authorizer
    assert (authorizer.claims, authorizer.scopes, authorizer.principal_id) == ({}, [], "")
    assert authorizer.integration_latency is None


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", '{"message": "hello world", "username": "tom"}'),
        ("decoded_body", '{"message": "hello world", "username": "tom"}'),
        ("http_method", "POST"),
        ("is_base64_encoded", False),
        ("path", "/my/path"),
        ("raw_path", "/my/path"),
        ("raw_query_string", "parameter1=value1&parameter1=value2&parameter2=value"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "api-id"),
        ("request_context.authentication.client_cert_pem", "CERT_CONTENT"),
        ("request_context.authentication.issuer_dn", "Example issuer"),
        ("request_context.authentication.serial_number", "a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1"),
        ("request_context.authentication.subject_dn", "www.example.com"),
        ("request_context.authentication.validity_not_after", "Aug  5 09:36:04 2021 GMT"),
        ("request_context.authentication.validity_not_before", "May 28 12:30:02 2019 GMT"),
        ("request_context.authorizer.iam.access_key", ""),
        ("request_context.authorizer.iam.account_id", ""),
        ("request_context.authorizer.iam.caller_id", ""),
        ("request_context.authorizer.iam.cognito_identity_id", ""),
        ("request_context.authorizer.iam.cognito_identity_pool_id", ""),
        ("request_context.authorizer.iam.principal_org_id", ""),
        ("request_context.authorizer.iam.user_arn", ""),
        ("request_context.authorizer.iam.user_id", ""),
        ("request_context.domain_name", "id.execute-api.us-east-1.amazonaws.com"),
        ("request_context.domain_prefix", "id"),
        ("request_context.http.method", "POST"),
        ("request_context.http.path", "/my/path"),
        ("request_context.http.protocol", "HTTP/1.1"),
        ("request_context.http.source_ip", "192.168.0.1/32"),
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
def test_a_request_to_an_http_api(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayProxyEventV2(event("apiGatewayProxyV2Event"))) == value


def test_maps_of_a_request_to_an_http_api(event):
    request = APIGatewayProxyEventV2(event("apiGatewayProxyV2Event"))
    assert request.headers == {"header1": "value1", "header2": "value1,value2"}
    assert request.resolved_headers_field == {"header1": "value1", "header2": ["value1", "value2"]}
    assert request.query_string_parameters == {"parameter1": "value1,value2", "parameter2": "value"}
    assert request.resolved_query_string_parameters == {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
    assert request.path_parameters == {"parameter1": "value1"}
    assert request.stage_variables == {"stageVariable1": "value1", "stageVariable2": "value2"}
    assert request.cookies == ["cookie1", "cookie2"]
    assert request.json_body == {"message": "hello world", "username": "tom"}
    assert isinstance(request.header_serializer(), HttpApiHeadersSerializer)


@pytest.mark.parametrize(
    ("cookies", "by_name"),
    [
        (["a=1", "b=2"], {"a": "1", "b": "2"}),
        (["a=1; b=2=3", "a=4"], {"a": "4", "b": "2=3"}),
        (["nothing", None, "=x", " c = 5 "], {"": "x", "c": "5"}),
        (None, {}),
    ],
)
def test_cookies_of_an_http_api(cookies, by_name):
    assert APIGatewayProxyEventV2({"cookies": cookies}).resolved_cookies_field == by_name


@pytest.mark.parametrize(
    ("headers", "by_name"), [({"Cookie": "a=1; b=2"}, {"a": "1", "b": "2"}), ({"cookie": ""}, {}), ({}, {})]
)
def test_cookies_of_a_rest_api(headers, by_name):
    assert APIGatewayProxyEvent({"headers": headers}).resolved_cookies_field == by_name


def test_cookies_in_several_headers():
    request = APIGatewayProxyEvent({"multiValueHeaders": {"Cookie": ["a=1; b=2", "c=3"]}})
    assert request.resolved_cookies_field == {"a": "1", "b": "2", "c": "3"}


@pytest.mark.parametrize(
    ("stage", "raw", "path"),
    [
        ("$default", "/pets", "/pets"),
        ("dev", "/dev/pets", "/pets"),
        ("dev", "/dev", ""),
        ("dev", "/devil/pets", "/devil/pets"),
        ("dev", "/pets", "/pets"),
        ("dev", "/pets/dev", "/pets/dev"),
    ],
)
def test_the_stage_is_no_part_of_the_path(stage, raw, path):
    assert APIGatewayProxyEventV2({"rawPath": raw, "requestContext": {"stage": stage}}).path == path


def test_a_client_without_user_agent_is_no_error(event):
    raw = event("apiGatewayProxyV2Event")
    del raw["requestContext"]["http"]["userAgent"]
    assert APIGatewayProxyEventV2(raw).request_context.http.user_agent is None


def test_the_jwt_authorizer_of_an_http_api(event):
    authorizer = APIGatewayProxyEventV2(event("apiGatewayProxyV2Event")).request_context.authorizer
    assert authorizer.jwt_claim == {"claim1": "value1", "claim2": "value2"}
    assert authorizer.jwt_scopes == ["scope1", "scope2"]
    assert authorizer.get_context() == {}


def test_the_lambda_authorizer_of_an_http_api(event):
    authorizer = APIGatewayProxyEventV2(event("apiGatewayProxyV2LambdaAuthorizerEvent")).request_context.authorizer
    assert authorizer.get_lambda == authorizer.get_context() == {"tenantId": "123-456-789-012"}


def test_the_iam_authorizer_of_an_http_api(event):
    iam = APIGatewayProxyEventV2(event("apiGatewayProxyV2IamEvent")).request_context.authorizer.iam
    assert (iam.access_key, iam.account_id) == ("ARIA2ZJZYVUEREEIHAKY", "1234567890")
    assert iam.caller_id == "AROA7ZJZYVRE7C3DUXHH6:CognitoIdentityCredentials"
    assert iam.cognito_amr == ["foo"]
    assert iam.cognito_identity_id == "us-east-1:3f291106-8703-466b-8f2b-3ecee1ca56ce"
    assert iam.cognito_identity_pool_id == "us-east-1:4f291106-8703-466b-8f2b-3ecee1ca56ce"
    assert (iam.principal_org_id, iam.user_id) == ("AwsOrgId", "AROA2ZJZYVRE7Y3TUXHH6")
    assert iam.user_arn == "arn:aws:iam::1234567890:user/Admin"


@pytest.mark.parametrize("authorizer", [None, {}, {"jwt": None, "lambda": None, "iam": None}])
def test_an_http_api_without_authorizer(authorizer):
    context = APIGatewayProxyEventV2({"requestContext": {"authorizer": authorizer}}).request_context
    assert (context.authorizer.jwt_claim, context.authorizer.jwt_scopes, context.authorizer.get_context()) == (
        {},
        [],
        {},
    )
    assert (context.authorizer.iam.access_key, context.authorizer.iam.cognito_amr) == ("", [])


@pytest.mark.parametrize(
    ("raw", "attribute", "path"),
    [
        ({}, "path", "rawPath"),
        ({"rawPath": None}, "path", "rawPath"),
        ({"rawPath": "/"}, "path", "requestContext"),
        ({"rawPath": "/", "requestContext": {}}, "path", "requestContext.stage"),
        ({}, "http_method", "requestContext"),
        ({"requestContext": {"http": None}}, "http_method", "requestContext.http.method"),
        ({"requestContext": {}}, "http_method", "requestContext.http"),
    ],
)
def test_what_is_missing_is_named(raw, attribute, path):
    with pytest.raises(KeyError) as raised:
        getattr(APIGatewayProxyEventV2(raw), attribute)
    assert raised.value.args == (path,)
