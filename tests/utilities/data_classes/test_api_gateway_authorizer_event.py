"""What API Gateway asks of authorizers, and their answers."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    DENY_ALL_RESPONSE,
    APIGatewayAuthorizerEventV2,
    APIGatewayAuthorizerRequestEvent,
    APIGatewayAuthorizerResponse,
    APIGatewayAuthorizerResponseV2,
    APIGatewayAuthorizerResponseWebSocket,
    APIGatewayAuthorizerTokenEvent,
    APIGatewayRouteArn,
    HttpVerb,
    parse_api_gateway_arn,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

API = "arn:aws:execute-api:us-east-1:123456789012:abcdef123"


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("authorization_token", "allow"),
        ("get_type", "TOKEN"),
        ("method_arn", "arn:aws:execute-api:us-west-2:123456789012:ymy8tbxw7b/*/GET/"),
    ],
)
def test_a_token(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayAuthorizerTokenEvent(event("apiGatewayAuthorizerTokenEvent"))) == value


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("authorization_token", "user1,123"),
        ("get_type", "REQUEST"),
        ("http_method", "GET"),
        ("identity_source", "user1,123"),
        ("method_arn", "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request"),
        ("path", "/request"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "abcdef123"),
        ("request_context.domain_name", "3npb9j1tlk.execute-api.us-west-1.amazonaws.com"),
        ("request_context.domain_prefix", "3npb9j1tlk"),
        ("request_context.extended_request_id", "EXqgWgXxSK4EJug="),
        ("request_context.http_method", "GET"),
        ("request_context.identity.access_key", None),
        ("request_context.identity.account_id", None),
        ("request_context.identity.api_key", "..."),
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
        ("request_context.identity.source_ip", "test-invoke-source-ip"),
        ("request_context.identity.user", None),
        ("request_context.identity.user_agent", "PostmanRuntime/7.28.3"),
        ("request_context.identity.user_arn", None),
        ("request_context.path", "/request"),
        ("request_context.protocol", "HTTP/1.1"),
        ("request_context.request_id", "EXqgWgXxSK4EJug="),
        ("request_context.request_time", "20/Aug/2021:14:36:50 +0000"),
        ("request_context.request_time_epoch", 1629470210043),
        ("request_context.resource_id", "ANY /request"),
        ("request_context.resource_path", "/request"),
        ("request_context.stage", "test"),
        ("resource", "/request"),
        ("version", "1.0"),
    ],
)
def test_a_request_to_a_rest_api(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayAuthorizerRequestEvent(event("apiGatewayAuthorizerRequestEvent"))) == value


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("get_type", "REQUEST"),
        ("raw_path", "/merchants"),
        ("raw_query_string", "parameter1=value1&parameter1=value2&parameter2=value"),
        ("request_context.account_id", "123456789012"),
        ("request_context.api_id", "api-id"),
        ("request_context.authentication.client_cert_pem", "CERT_CONTENT"),
        ("request_context.authentication.issuer_dn", "Example issuer"),
        ("request_context.authentication.serial_number", "a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1:a1"),
        ("request_context.authentication.subject_dn", "www.example.com"),
        ("request_context.authentication.validity_not_after", "Aug  5 09:36:04 2021 GMT"),
        ("request_context.authentication.validity_not_before", "May 28 12:30:02 2019 GMT"),
        ("request_context.domain_name", "id.execute-api.us-east-1.amazonaws.com"),
        ("request_context.domain_prefix", "id"),
        ("request_context.http.method", "POST"),
        ("request_context.http.path", "/merchants"),
        ("request_context.http.protocol", "HTTP/1.1"),
        ("request_context.http.source_ip", "10.10.10.10"),
        ("request_context.http.user_agent", "agent"),
        ("request_context.request_id", "id"),
        ("request_context.route_key", "GET /merchants"),
        ("request_context.stage", "$default"),
        ("request_context.time", "12/Mar/2020:19:03:58 +0000"),
        ("request_context.time_epoch", 1583348638390),
        ("route_arn", "arn:aws:execute-api:us-east-1:123456789012:abcdef123/test/GET/request"),
        ("route_key", "GET /merchants"),
        ("version", "2.0"),
    ],
)
def test_a_request_to_an_http_api(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayAuthorizerEventV2(event("apiGatewayAuthorizerV2Event"))) == value


def test_maps_of_a_request_to_a_rest_api(event):
    request = APIGatewayAuthorizerRequestEvent(event("apiGatewayAuthorizerRequestEvent"))
    assert request.headers["headerauth1"] == "headerValue1"
    assert request.query_string_parameters == {"QueryString1": "queryValue1"}
    assert request.path_parameters == {}
    assert request.stage_variables == {"StageVar1": "stageValue1"}


def test_maps_of_a_request_to_an_http_api(event):
    request = APIGatewayAuthorizerEventV2(event("apiGatewayAuthorizerV2Event"))
    assert request.identity_source == ["user1", "123"]
    assert request.cookies == ["cookie1", "cookie2"]
    assert request.headers["authorization"] == "value"
    assert request.query_string_parameters == {"parameter1": "value1,value2", "parameter2": "value"}
    assert request.path_parameters == {"parameter1": "value1"}
    assert request.stage_variables == {"stageVariable1": "value1", "stageVariable2": "value2"}


def test_what_rest_apis_do_not_send():
    request = APIGatewayAuthorizerRequestEvent({"type": "REQUEST", "headers": None, "pathParameters": None})
    assert request.version == "1.0"
    assert request.identity_source is request.authorization_token is None
    assert (
        request.headers == request.path_parameters == request.query_string_parameters == request.stage_variables == {}
    )


def test_a_websocket_to_authorize(event):
    request = APIGatewayAuthorizerRequestEvent(event("apiGatewayAuthorizerWebSocketEvent"))
    assert request.headers["authorization"] == "Leo"
    arn = parse_api_gateway_arn(request.method_arn, is_websocket_authorizer=True)
    assert (arn.stage, arn.http_method, arn.resource) == ("production", None, "$connect")
    assert arn.arn == request.method_arn


@pytest.mark.parametrize("kind", [APIGatewayAuthorizerRequestEvent, APIGatewayAuthorizerEventV2])
def test_get_header_value_is_deprecated(kind):
    with pytest.warns(PowertoolsDeprecationWarning, match="headers"):
        assert kind({"headers": {"X-Id": "1"}}).get_header_value("x-id") == "1"


# --- ARNs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arn", "parts"),
    [
        (f"{API}/test/GET/request", ("aws", "test", "GET", "request")),
        (f"{API}/test/GET/", ("aws", "test", "GET", "")),
        (f"{API}/test/GET", ("aws", "test", "GET", "")),
        (f"{API}/$default/POST/a/b/c", ("aws", "$default", "POST", "a/b/c")),
        (f"{API}/test/GET/time/12:30:00", ("aws", "test", "GET", "time/12:30:00")),
        (f"{API}/test/GET/x".replace("arn:aws:", "arn:aws-cn:"), ("aws-cn", "test", "GET", "x")),
    ],
)
def test_the_parts_of_a_route(arn, parts):
    parsed = parse_api_gateway_arn(arn)
    assert (parsed.partition, parsed.stage, parsed.http_method, parsed.resource) == parts
    assert (parsed.region, parsed.aws_account_id, parsed.api_id) == ("us-east-1", "123456789012", "abcdef123")
    assert parsed.arn == (arn if arn.count("/") > 2 else f"{arn}/")


@pytest.mark.parametrize(
    ("arn", "websocket"),
    [
        ("", False),
        ("nope", False),
        (API, False),
        (f"{API}/test", False),
        (API, True),
        ("arn:aws:s3:::bucket/a/b", False),
    ],
)
def test_what_is_no_route(arn, websocket):
    with pytest.raises(ValueError, match="is no ARN of a route"):
        parse_api_gateway_arn(arn, is_websocket_authorizer=websocket)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (APIGatewayAuthorizerTokenEvent, "methodArn"),
        (APIGatewayAuthorizerRequestEvent, "methodArn"),
        (APIGatewayAuthorizerEventV2, "routeArn"),
    ],
)
def test_the_arn_of_an_event_is_parsed_once(kind, key):
    request = kind({key: f"{API}/test/GET/a"})
    assert request.parsed_arn is request.parsed_arn
    assert request.parsed_arn.resource == "a"
    with pytest.raises(KeyError, match=key):
        _ = kind({key: None}).parsed_arn


def test_a_route_by_its_parts():
    route = APIGatewayRouteArn("eu-west-1", "123456789012", "api", "dev", "GET", "/pets")
    assert route.arn == "arn:aws:execute-api:eu-west-1:123456789012:api/dev/GET/pets"


# --- Answers ------------------------------------------------------------------------------------------------------


def arns(*routes, partition="aws"):
    return [f"arn:{partition}:execute-api:us-east-1:123456789012:abcdef123/test/{route}" for route in routes]


def statement(effect, resources, conditions=None):
    made = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resources}
    return {**made, "Condition": conditions} if conditions else made


@pytest.fixture
def answer():
    return APIGatewayAuthorizerResponse("user", "us-east-1", "123456789012", "abcdef123", "test")


@pytest.fixture
def websocket_answer():
    return APIGatewayAuthorizerResponseWebSocket("user", "us-east-1", "123456789012", "abcdef123", "test")


def statements(answer):
    return answer.asdict()["policyDocument"]["Statement"]


def test_a_policy_without_statements_is_an_error(answer):
    with pytest.raises(ValueError, match="no statements"):
        answer.asdict()


def test_all_routes(answer):
    answer.allow_all_routes()
    assert answer.asdict() == {
        "principalId": "user",
        "policyDocument": {"Version": "2012-10-17", "Statement": [statement("Allow", arns("*/*"))]},
    }


def test_all_routes_of_a_method_denied(answer):
    answer.deny_all_routes(http_method="DELETE")
    assert statements(answer) == [statement("Deny", arns("DELETE/*"))]


def test_context_and_usage_key():
    answer = APIGatewayAuthorizerResponse(
        "user", "us-east-1", "123456789012", "abcdef123", "test", context={"tenant": "a"}, usage_identifier_key="key"
    )
    answer.allow_all_routes("GET")
    assert answer.asdict()["context"] == {"tenant": "a"}
    assert answer.asdict()["usageIdentifierKey"] == "key"


def test_routes_with_conditions_have_statements_of_their_own(answer):
    conditions = [{"StringEquals": {"aws:SourceIp": "10.0.0.1"}}]
    answer.allow_route("GET", "/a", conditions)
    answer.allow_route("POST", "b/")
    answer.deny_route("*", "/c/{id+}/*")
    answer.allow_route(HttpVerb.PUT.value, "/d", [])
    answer.allow_route("GET", "/")
    assert statements(answer) == [
        statement("Allow", arns("GET/a"), conditions),
        statement("Allow", arns("POST/b/", "PUT/d", "GET/")),
        statement("Deny", arns("*/c/{id+}/*")),
    ]


def test_a_verb_may_be_the_member_itself(answer):
    answer.allow_route(HttpVerb.GET, "/a")
    assert statements(answer) == [statement("Allow", arns("GET/a"))]


@pytest.mark.parametrize("verb", ["FETCH", "get", "", None])
def test_an_unknown_method_is_named(answer, verb):
    with pytest.raises(ValueError, match=f"{verb!r} is unknown"):
        answer.allow_route(verb, "/a")
    with pytest.raises(ValueError, match=f"{verb!r} is unknown"):
        answer.deny_all_routes(verb)


@pytest.mark.parametrize("resource", ["", "$a", "/a b", "/a?b"])
def test_a_path_that_is_none_is_named(answer, resource):
    with pytest.raises(ValueError, match="no path of an API"):
        answer.deny_route("GET", resource)


def test_the_form_of_paths_is_for_users_to_widen():
    class Wider(APIGatewayAuthorizerResponse):
        path_regex = r"^[^ ]+$"

    answer = Wider("user", "us-east-1", "123456789012", "abcdef123", "test")
    answer.allow_route("GET", "/a?b")
    assert statements(answer) == [statement("Allow", arns("GET/a?b"))]


@pytest.mark.parametrize("partition", ["aws", "aws-cn"])
def test_an_answer_for_the_api_of_a_route(partition):
    (arn,) = arns("GET/request", partition=partition)
    answer = APIGatewayAuthorizerResponse.from_route_arn(arn, "user", {"a": 1}, "key")
    answer.allow_route("GET", "/x")
    assert statements(answer) == [statement("Allow", arns("GET/x", partition=partition))]
    assert (answer.principal_id, answer.context, answer.usage_identifier_key) == ("user", {"a": 1}, "key")


def test_routes_of_a_websocket_api(websocket_answer):
    conditions = [{"StringEquals": {"a": "b"}}]
    websocket_answer.allow_route("$connect")
    websocket_answer.allow_route(resource="chat", conditions=conditions)
    websocket_answer.deny_route("/admin")
    assert statements(websocket_answer) == [
        statement("Allow", arns("chat"), conditions),
        statement("Allow", arns("$connect")),
        statement("Deny", arns("admin")),
    ]


def test_all_routes_of_a_websocket_api(websocket_answer):
    websocket_answer.allow_all_routes()
    websocket_answer.deny_all_routes()
    assert statements(websocket_answer) == [statement("Allow", arns("*")), statement("Deny", arns("*"))]


def test_an_answer_for_the_websocket_api_of_a_route():
    answer = APIGatewayAuthorizerResponseWebSocket.from_route_arn(arns("$connect")[0], "user", context={"a": 1})
    answer.allow_route("$connect")
    assert answer.asdict()["policyDocument"]["Statement"] == [statement("Allow", arns("$connect"))]
    assert answer.asdict()["context"] == {"a": 1}


def test_everything_denied_to_everybody():
    assert DENY_ALL_RESPONSE["principalId"] == "deny-all-user"
    assert DENY_ALL_RESPONSE["policyDocument"] == {"Version": "2012-10-17", "Statement": [statement("Deny", ["*"])]}


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ((), {"isAuthorized": False}),
        ((True,), {"isAuthorized": True}),
        ((True, {"a": 1}), {"isAuthorized": True, "context": {"a": 1}}),
        ((False, {}), {"isAuthorized": False}),
    ],
)
def test_the_simple_answer(arguments, answer):
    assert APIGatewayAuthorizerResponseV2(*arguments).asdict() == answer
