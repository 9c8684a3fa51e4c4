"""Every attribute of every part of every event, and what handlers answer with."""

from __future__ import annotations

import glob
import importlib
import inspect
import json
import os
from collections.abc import Iterator, Mapping

from lab import HERE, kind_of, outcome, scenario

from aws_lambda_powertools.utilities.data_classes import (
    SQSEvent,
    TransferFamilyAuthorizerResponse,
    event_source,
)
from aws_lambda_powertools.utilities.data_classes.api_gateway_authorizer_event import (
    DENY_ALL_RESPONSE,
    APIGatewayAuthorizerResponse,
    APIGatewayAuthorizerResponseV2,
    APIGatewayAuthorizerResponseWebSocket,
    HttpVerb,
    parse_api_gateway_arn,
)
from aws_lambda_powertools.utilities.data_classes.appsync_authorizer_event import AppSyncAuthorizerResponse
from aws_lambda_powertools.utilities.data_classes.common import CaseInsensitiveDict, DictWrapper

EVENTS = os.path.join(os.path.dirname(HERE), "events")

HTTP = {
    "albEvent*": "alb_event.ALBEvent",
    "albMulti*": "alb_event.ALBEvent",
    "apiGatewayAuthorizerRequestEvent": "api_gateway_authorizer_event.APIGatewayAuthorizerRequestEvent",
    "apiGatewayAuthorizerTokenEvent": "api_gateway_authorizer_event.APIGatewayAuthorizerTokenEvent",
    "apiGatewayAuthorizerV2Event": "api_gateway_authorizer_event.APIGatewayAuthorizerEventV2",
    "apiGatewayAuthorizerWebSocketEvent": "api_gateway_authorizer_event.APIGatewayAuthorizerRequestEvent",
    "apiGatewayProxyEvent*": "api_gateway_proxy_event.APIGatewayProxyEvent",
    "apiGatewayProxyOtherEvent": "api_gateway_proxy_event.APIGatewayProxyEvent",
    "apiGatewayProxyV2*": "api_gateway_proxy_event.APIGatewayProxyEventV2",
    "apigatewayeSchema*": "api_gateway_proxy_event.APIGatewayProxyEvent",
    "apiGatewayWebSocketApi*": "api_gateway_websocket_event.APIGatewayWebSocketEvent",
    "lambdaFunctionUrl*": "lambda_function_url_event.LambdaFunctionUrlEvent",
    "vpcLatticeEvent": "vpc_lattice.VPCLatticeEvent",
    "vpcLatticeEventPath*": "vpc_lattice.VPCLatticeEvent",
    "vpcLatticeEventV2*": "vpc_lattice.VPCLatticeEventV2",
    "vpcLatticeV2*": "vpc_lattice.VPCLatticeEventV2",
}
SERVICES = {
    "appSyncAuthorizerEvent": "appsync_authorizer_event.AppSyncAuthorizerEvent",
    "appSyncDirectResolver": "appsync_resolver_event.AppSyncResolverEvent",
    "appSyncEventsEvent": "appsync_resolver_events_event.AppSyncResolverEventsEvent",
    "appSyncResolverEvent": "appsync_resolver_event.AppSyncResolverEvent",
    "bedrockAgentEvent*": "bedrock_agent_event.BedrockAgentEvent",
    "bedrockAgentFunctionEvent": "bedrock_agent_function_event.BedrockAgentFunctionEvent",
    "bedrockAgentPostEvent": "bedrock_agent_event.BedrockAgentEvent",
    "cloudformationCustomResource*": "cloudformation_custom_resource_event.CloudFormationCustomResourceEvent",
    "transferFamilyAuthorizer": "transfer_family_event.TransferFamilyAuthorizer",
}
COGNITO = {
    "cognitoCreateAuthChallengeEvent": "CreateAuthChallengeTriggerEvent",
    "cognitoCustomEmailSenderEvent": "CustomEmailSenderTriggerEvent",
    "cognitoCustomMessageEvent": "CustomMessageTriggerEvent",
    "cognitoCustomSMSSenderEvent": "CustomSMSSenderTriggerEvent",
    "cognitoDefineAuthChallengeEvent": "DefineAuthChallengeTriggerEvent",
    "cognitoPostAuthenticationEvent": "PostAuthenticationTriggerEvent",
    "cognitoPostConfirmationEvent": "PostConfirmationTriggerEvent",
    "cognitoPreAuthenticationEvent": "PreAuthenticationTriggerEvent",
    "cognitoPreSignUpEvent": "PreSignUpTriggerEvent",
    "cognitoPreTokenGenerationEvent": "PreTokenGenerationTriggerEvent",
    "cognitoPreTokenV2GenerationEvent": "PreTokenGenerationV2TriggerEvent",
    "cognitoUserMigrationEvent": "UserMigrationTriggerEvent",
    "cognitoVerifyAuthChallengeResponseEvent": "VerifyAuthChallengeResponseTriggerEvent",
}
OF_ANY_MAPPING = {*dir(Mapping), "raw_event", "NestedEvent"}


def walked(part):
    """What all attributes of an event give, and of the parts in it; of methods, those without arguments."""
    if isinstance(part, DictWrapper):
        return {
            "class": type(part).__name__,
            **{
                name: attribute(part, name)
                for name in dir(type(part))
                if not name.startswith("_") and name not in OF_ANY_MAPPING and wanted(part, name)
            },
        }
    if isinstance(part, Mapping):
        return {key: walked(value) for key, value in part.items()}
    if isinstance(part, (list, Iterator)):
        return [walked(item) for item in part]
    if hasattr(part, "serialize"):
        return type(part).__name__
    return vars(part) if type(part).__name__ == "APIGatewayRouteArn" else part


def wanted(part, name):
    member = inspect.getattr_static(part, name)
    return not inspect.isfunction(member) or len(inspect.signature(member).parameters) == 1


def attribute(part, name):
    try:
        value = getattr(part, name)
        return walked(value() if inspect.ismethod(value) else value)
    except Exception as error:
        return {"raised": "KeyError" if isinstance(error, KeyError) else kind_of(error)}


def events(table, module=""):
    for pattern, home in table.items():
        for path in sorted(glob.glob(os.path.join(EVENTS, f"{pattern}.json"))):
            file, _, name = f"{module}{home}".partition(".")
            kind = getattr(importlib.import_module(f"aws_lambda_powertools.utilities.data_classes.{file}"), name)
            with open(path, encoding="utf-8") as text:
                raw = json.load(text)
            yield os.path.basename(path)[: -len(".json")], {"read": walked(kind(raw)), "afterwards": raw}


@scenario()
def http():
    yield from events(HTTP)


@scenario()
def services():
    yield from events(SERVICES)


@scenario()
def cognito():
    yield from events(COGNITO, "cognito_user_pool_event.")


# --- Answers ------------------------------------------------------------------------------------------------------

API = "arn:aws:execute-api:us-east-1:123456789012:abcdef123"


@scenario()
def routes():
    for arn in ("GET/pets", "GET/pets/1/owners", "GET/", "GET", ""):
        yield arn, outcome(lambda arn=arn: vars(parse_api_gateway_arn(f"{API}/test/{arn}")))
    yield "websocket", vars(parse_api_gateway_arn(f"{API}/test/$connect", is_websocket_authorizer=True))
    yield "no route", "raised" in outcome(parse_api_gateway_arn, "nope")


@scenario()
def policies():
    conditions = [{"StringEquals": {"aws:SourceIp": "10.0.0.1"}}]
    answer = APIGatewayAuthorizerResponse.from_route_arn(f"{API}/test/GET/pets", "user", {"a": 1}, "key")
    yield "nothing allowed", outcome(answer.asdict)
    answer.allow_route(HttpVerb.GET.value, "/pets", conditions)
    answer.allow_route("POST", "pets/")
    answer.deny_route("*", "/admin/{proxy+}")
    for method, resource in (("FETCH", "/a"), ("get", "/a"), ("GET", "/a b"), ("GET", "")):
        yield f"{method} {resource}", outcome(answer.allow_route, method, resource)
    yield "rest", answer.asdict()
    for name in ("allow_all_routes", "deny_all_routes"):
        answer = APIGatewayAuthorizerResponse("user", "us-east-1", "123456789012", "api", "test", partition="aws-cn")
        getattr(answer, name)("GET")
        yield name, answer.asdict()
        answer = APIGatewayAuthorizerResponseWebSocket("user", "us-east-1", "123456789012", "api", "test")
        getattr(answer, name)()
        yield f"{name} of a websocket", answer.asdict()
    answer = APIGatewayAuthorizerResponseWebSocket.from_route_arn(f"{API}/test/$connect", "user", {"a": 1}, "key")
    answer.allow_route("$connect")
    answer.deny_route("chat", conditions)
    yield "websocket", answer.asdict()
    yield "deny all", DENY_ALL_RESPONSE


@scenario()
def simple_answers():
    for arguments in ((), (True,), (True, {}), (True, {"a": 1})):
        yield f"http {arguments}", APIGatewayAuthorizerResponseV2(*arguments).asdict()
    for arguments in ((), (True, 0), (True, 5, {"a": "b"}, ["T.f"]), (True, None, {}, [])):
        yield f"appsync {arguments}", AppSyncAuthorizerResponse(*arguments).asdict()


@scenario()
def logins():
    response = TransferFamilyAuthorizerResponse()
    details = [{"Entry": "/", "Target": "/b"}]
    for options in (
        {},
        {"home_directory": "/b", "policy": "{}", "public_keys": "key"},
        {"home_directory_details": details, "home_directory_type": "LOGICAL"},
        {"home_directory_details": details},
        {"home_directory": "/b", "home_directory_type": "LOGICAL"},
        {"home_directory": "/b", "home_directory_type": "OTHER"},
    ):
        for name, ids in (("s3", ()), ("efs", (1, 2))):
            build = getattr(response, f"build_authentication_response_{name}")
            answer = outcome(build, "role", *ids, **options)
            yield f"{name} {sorted(options)}", json.dumps(answer, sort_keys=True)


@scenario()
def triggers_that_answer():
    from aws_lambda_powertools.utilities.data_classes import cognito_user_pool_event as cognito

    raw = {"response": {}}
    changes = cognito.PreTokenGenerationTriggerEvent(raw).response.claims_override_details
    changes.claims_to_add_or_override = {"a": "b"}
    changes.claims_to_suppress = ["c"]
    changes.set_group_configuration_groups_to_override(["d"])
    changes.set_group_configuration_iam_roles_to_override(["e"])
    changes.set_group_configuration_preferred_role("f")
    yield "version 1", raw
    raw = {"response": {"claimsAndScopeOverrideDetails": None}}
    changes = cognito.PreTokenGenerationV2TriggerEvent(raw).response.claims_scope_override_details
    changes.id_token_generation.claims_to_suppress = ["a"]
    changes.access_token_generation.scopes_to_add = ["b"]
    changes.access_token_generation.scopes_to_suppress = ["c"]
    changes.set_group_configuration_groups_to_override(["d"])
    yield "version 2", raw
    raw = {"response": {}}
    response = cognito.DefineAuthChallengeTriggerEvent(raw).response
    response.challenge_name, response.issue_tokens, response.fail_authentication = "a", True, False
    yield "define", raw


# --- Around -------------------------------------------------------------------------------------------------------


@scenario()
def decorator():
    @event_source(data_class=SQSEvent)
    def handler(event, context):
        return type(event).__name__, [record.body for record in event.records]

    yield "handler", handler({"Records": [{"body": "a"}]}, None)
    yield "name", handler.__name__


@scenario()
def maps_without_case():
    one = CaseInsensitiveDict({"A": 1, "b": 2}, C=3)
    yield "map", one
    yield "items", [one["a"], one.get("B"), one.get("x", 5), "c" in one, one.pop("C"), one.pop("C", None), list(one)]
    yield "joined", [one | {"D": 4}, {"A": 0} | one, type(one | {}).__name__]
    yield "equal", [one == {"a": 1, "B": 2}, one != {"a": 1}, one == 5]
    yield "missing", outcome(lambda: one["x"])


@scenario()
def wrapper():
    event = SQSEvent({"a": 1, "5": 2})
    yield "mapping", [len(event), list(event), dict(event), "a" in event, event.get("b", 3), event.get(5)]
    yield "equal", [event == SQSEvent({"a": 1, "5": 2}), event == {"a": 1, "5": 2}, event != SQSEvent({})]
    yield "missing", outcome(lambda: event["x"])


@scenario()
def shown():
    class Event(DictWrapper):
        _sensitive_properties = ("secret",)

        @property
        def secret(self):
            return self["secret"]

        @property
        def part(self):
            return Event(self["part"])

        @property
        def parts(self):
            return [Event(part) for part in self["parts"]]

    yield "text", str(Event({"secret": 1, "part": {"parts": []}, "parts": [{}]}))
