"""Each factory's event satisfies our data class and our parser model of its source, and is alike to a real one."""

from __future__ import annotations

import json

import pytest
from every_attribute import read
from pydantic import TypeAdapter

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.data_classes import cognito_user_pool_event, iot_registry_event
from aws_lambda_powertools.utilities.parser import models

SATISFIED = {
    "active_mq": ("ActiveMQEvent", None),
    "alb": ("ALBEvent", "AlbModel"),
    "api_gateway_authorizer_request": ("APIGatewayAuthorizerRequestEvent", "ApiGatewayAuthorizerRequest"),
    "api_gateway_authorizer_token": ("APIGatewayAuthorizerTokenEvent", "ApiGatewayAuthorizerToken"),
    "api_gateway_authorizer_v2": ("APIGatewayAuthorizerEventV2", "ApiGatewayAuthorizerRequestV2"),
    "api_gateway_http": ("APIGatewayProxyEventV2", "APIGatewayProxyEventV2Model"),
    "api_gateway_rest": ("APIGatewayProxyEvent", "APIGatewayProxyEventModel"),
    "appsync_authorizer": ("AppSyncAuthorizerEvent", None),
    "appsync_batch_resolver": ("AppSyncResolverEvent", "AppSyncResolverEventModel"),
    "appsync_events": ("AppSyncResolverEventsEvent", "AppSyncEventsModel"),
    "appsync_resolver": ("AppSyncResolverEvent", "AppSyncResolverEventModel"),
    "aws_config_rule": ("AWSConfigRuleEvent", None),
    "bedrock_agent": ("BedrockAgentEvent", "BedrockAgentEventModel"),
    "bedrock_agent_function": ("BedrockAgentFunctionEvent", "BedrockAgentFunctionEventModel"),
    "cloudformation": ("CloudFormationCustomResourceEvent", "CloudFormationCustomResourceCreateModel"),
    "cloudwatch_alarm": ("CloudWatchAlarmEvent", None),
    "cloudwatch_custom_widget": ("CloudWatchDashboardCustomWidgetEvent", None),
    "cloudwatch_logs": ("CloudWatchLogsEvent", "CloudWatchLogsModel"),
    "code_deploy": ("CodeDeployLifecycleHookEvent", None),
    "code_pipeline": ("CodePipelineJobEvent", None),
    "cognito_create_auth_challenge": ("CreateAuthChallengeTriggerEvent", "CognitoCreateAuthChallengeTriggerModel"),
    "cognito_custom_email_sender": ("CustomEmailSenderTriggerEvent", "CognitoCustomEmailSenderTriggerModel"),
    "cognito_custom_message": ("CustomMessageTriggerEvent", "CognitoCustomMessageTriggerModel"),
    "cognito_custom_sms_sender": ("CustomSMSSenderTriggerEvent", "CognitoCustomSMSSenderTriggerModel"),
    "cognito_define_auth_challenge": ("DefineAuthChallengeTriggerEvent", "CognitoDefineAuthChallengeTriggerModel"),
    "cognito_post_authentication": ("PostAuthenticationTriggerEvent", "CognitoPostAuthenticationTriggerModel"),
    "cognito_post_confirmation": ("PostConfirmationTriggerEvent", "CognitoPostConfirmationTriggerModel"),
    "cognito_pre_authentication": ("PreAuthenticationTriggerEvent", "CognitoPreAuthenticationTriggerModel"),
    "cognito_pre_sign_up": ("PreSignUpTriggerEvent", "CognitoPreSignupTriggerModel"),
    "cognito_pre_token_generation": ("PreTokenGenerationTriggerEvent", "CognitoPreTokenGenerationTriggerModelV1"),
    "cognito_pre_token_generation_v2": (
        "PreTokenGenerationV2TriggerEvent",
        "CognitoPreTokenGenerationTriggerModelV2AndV3",
    ),
    "cognito_user_migration": ("UserMigrationTriggerEvent", "CognitoMigrateUserTriggerModel"),
    "cognito_verify_auth_challenge": (
        "VerifyAuthChallengeResponseTriggerEvent",
        "CognitoVerifyAuthChallengeTriggerModel",
    ),
    "connect": ("ConnectContactFlowEvent", None),
    "dynamodb_stream": ("DynamoDBStreamEvent", "DynamoDBStreamModel"),
    "event_bridge": ("EventBridgeEvent", "EventBridgeModel"),
    "firehose": ("KinesisFirehoseEvent", "KinesisFirehoseModel"),
    "function_url": ("LambdaFunctionUrlEvent", "LambdaFunctionUrlModel"),
    "iot_thing": ("IoTCoreThingEvent", "IoTCoreThingEvent"),
    "kafka": ("KafkaEvent", "KafkaMskEventModel"),
    "kinesis": ("KinesisStreamEvent", "KinesisDataStreamModel"),
    "rabbit_mq": ("RabbitMQEvent", None),
    "s3": ("S3Event", "S3Model"),
    "s3_batch_operation": ("S3BatchOperationEvent", "S3BatchOperationModel"),
    "s3_event_bridge": ("S3EventBridgeNotificationEvent", "S3EventNotificationEventBridgeModel"),
    "s3_object_lambda": ("S3ObjectLambdaEvent", "S3ObjectLambdaEvent"),
    "secrets_manager": ("SecretsManagerEvent", None),
    "ses": ("SESEvent", "SesModel"),
    "sns": ("SNSEvent", "SnsModel"),
    "sns_notification": ("SNSMessage", "SnsNotificationModel"),
    "sqs": ("SQSEvent", "SqsModel"),
    "transfer_family_authorizer": ("TransferFamilyAuthorizer", "TransferFamilyAuthorizer"),
    "vpc_lattice": ("VPCLatticeEvent", "VpcLatticeModel"),
    "vpc_lattice_v2": ("VPCLatticeEventV2", "VpcLatticeV2Model"),
    "websocket": ("APIGatewayWebSocketEvent", "APIGatewayWebSocketMessageEventModel"),
    "websocket_authorizer": (None, "APIGatewayWebSocketAuthorizerRequestModel"),
}
"""The data class and the model of each factory; None where there is none of this source."""

REAL = {
    "api_gateway_authorizer_request": "apiGatewayAuthorizerRequestEvent",
    "api_gateway_authorizer_token": "apiGatewayAuthorizerTokenEvent",
    "api_gateway_authorizer_v2": "apiGatewayAuthorizerV2Event",
    "appsync_authorizer": "appSyncAuthorizerEvent",
    "appsync_events": "appSyncEventsEvent",
    "appsync_resolver": "appSyncDirectResolver",
    "bedrock_agent": "bedrockAgentEvent",
    "bedrock_agent_function": "bedrockAgentFunctionEvent",
    "cloudformation": "cloudformationCustomResourceCreate",
    "cognito_create_auth_challenge": "cognitoCreateAuthChallengeEvent",
    "cognito_define_auth_challenge": "cognitoDefineAuthChallengeEvent",
    "cognito_post_authentication": "cognitoPostAuthenticationEvent",
    "cognito_post_confirmation": "cognitoPostConfirmationEvent",
    "cognito_pre_authentication": "cognitoPreAuthenticationEvent",
    "cognito_pre_sign_up": "cognitoPreSignUpEvent",
    "cognito_pre_token_generation": "cognitoPreTokenGenerationEvent",
    "cognito_pre_token_generation_v2": "cognitoPreTokenV2GenerationEvent",
    "cognito_user_migration": "cognitoUserMigrationEvent",
    "cognito_verify_auth_challenge": "cognitoVerifyAuthChallengeResponseEvent",
    "transfer_family_authorizer": "transferFamilyAuthorizer",
    "websocket_authorizer": "apiGatewayAuthorizerWebSocketEvent",
}
"""A real event of the sources whose factories have no test of their own for that."""

NOT_ALWAYS = {"authentication", "clientCert", "clientMetadata", "cognitoAmr", "cookies", "parameters"}
NOT_ALWAYS |= {"pathParameters", "queryStringParameters", "stageVariables"}
"""Keys that are there only if the client, or the set-up of a service, makes them so."""


def the_class(name):
    for home in (data_classes, cognito_user_pool_event, iot_registry_event):
        found = getattr(home, name, None)
        if found is not None:
            return found
    raise LookupError(name)


def single_events(factory):
    made = getattr(events, factory)()
    return made if isinstance(made, list) else [made]


def test_every_factory_is_in_the_table():
    assert sorted(SATISFIED) == sorted(events.__all__)


@pytest.mark.parametrize(("factory", "name"), [(row, names[0]) for row, names in SATISFIED.items() if names[0]])
def test_an_event_satisfies_its_data_class(factory, name):
    for event in single_events(factory):
        missing = [path for path, found in read(the_class(name)(event)) if isinstance(found, (KeyError, TypeError))]
        assert [path for path in missing if "decoded_nested" not in path] == []


@pytest.mark.parametrize(("factory", "name"), [(row, names[1]) for row, names in SATISFIED.items() if names[1]])
def test_an_event_satisfies_its_model(factory, name):
    for event in single_events(factory):
        assert TypeAdapter(getattr(models, name)).validate_python(event)


@pytest.mark.parametrize("factory", SATISFIED)
def test_an_event_is_json_and_always_the_same(factory):
    made = getattr(events, factory)
    assert json.loads(json.dumps(made())) == made() == made()


def outline(value):
    return {key: outline(below) for key, below in value.items()} if isinstance(value, dict) else None


def lacking(ours, real, path=""):
    """Paths of the real event that ours has not."""
    for key, below in real.items():
        if key not in ours:
            yield f"{path}.{key}"
        elif below and ours[key]:
            yield from lacking(ours[key], below, f"{path}.{key}")


USERS_OWN = ("headers", "multiValueHeaders", "claims", "userAttributes", "arguments", "variables", "Attributes")
USERS_OWN += ("ResourceProperties", "sessionAttributes", "promptSessionAttributes", "stageVariables", "pathParameters")


@pytest.mark.parametrize(("factory", "name"), REAL.items())
def test_an_event_has_what_a_real_one_has(factory, name, event):
    missing = lacking(outline(getattr(events, factory)()), outline(event(name)))
    names = [path.split(".")[1:] for path in missing]
    assert [path for path in names if path[-1] not in NOT_ALWAYS and not set(path[:-1]) & set(USERS_OWN)] == []


# --- What single factories are told ---------------------------------------------------------------------------------


def test_a_user_of_a_pool_calls_a_resolver():
    made = events.appsync_resolver("getOrder", claims={"sub": "u1", "cognito:groups": ["admin"]}, arguments={"id": "7"})
    event = data_classes.AppSyncResolverEvent(made)
    assert (event.identity.sub, event.identity.groups) == ("u1", ["admin"])
    assert event.type_name == "Query"
    assert made["info"]["selectionSetGraphQL"] == "{\n  id\n}"


def test_a_subscription_has_no_events():
    assert events.appsync_events("/chat/room", subscribe=True)["events"] is None
    made = events.appsync_events("/chat/room", payloads=[1, {"a": 2}])
    assert [item["payload"] for item in made["events"]] == [1, {"a": 2}]
    assert made["info"]["channel"] == {"path": "/chat/room", "segments": ["chat", "room"]}
    assert len({item["id"] for item in made["events"]}) == 2


def test_an_agent_sends_values_as_text_with_their_types():
    made = events.bedrock_agent("post", "/orders", parameters={"limit": 5}, body={"sku": "tea", "gift": True})
    assert made["httpMethod"] == "POST"
    assert made["parameters"] == [{"name": "limit", "type": "integer", "value": "5"}]
    assert made["requestBody"]["content"]["application/json"]["properties"] == [
        {"name": "sku", "type": "string", "value": "tea"},
        {"name": "gift", "type": "boolean", "value": "true"},
    ]


@pytest.mark.parametrize("request_type", ["Create", "Update", "Delete"])
def test_a_custom_resource_has_the_model_of_its_request(request_type):
    model = getattr(models, f"CloudFormationCustomResource{request_type}Model")
    made = events.cloudformation(request_type, {"Size": 3}, old_properties={"Size": 2})
    assert model.model_validate(made).resource_properties["Size"] == 3
    assert ("PhysicalResourceId" in made) == (request_type != "Create")


def test_an_unknown_request_of_cloudformation_is_named():
    with pytest.raises(ValueError, match=r"'create'; it is one of Create, Update, Delete"):
        events.cloudformation("create")


@pytest.mark.parametrize("source", ["ResendCode", "CustomMessage_ResendCode"])
def test_the_source_of_a_trigger_can_be_chosen(source):
    made = events.cognito_custom_message({"email": "bob@example.com"}, source=source, client_metadata={"from": "app"})
    assert made["triggerSource"] == "CustomMessage_ResendCode"
    assert made["request"]["userAttributes"] == {"email": "bob@example.com"}
    assert made["request"]["clientMetadata"] == {"from": "app"}


def test_challenges_so_far_are_handed_on():
    made = events.cognito_define_auth_challenge(session=[{"challengeResult": False}])
    assert made["request"]["session"] == [{"challengeName": "CUSTOM_CHALLENGE", "challengeResult": False}]


def test_an_authorizer_gets_the_token_of_the_request():
    made = events.api_gateway_authorizer_v2("GET", "/a", headers={"authorization": "other"}, query={"x": "1"})
    assert made["identitySource"] == ["other"]
    assert "body" not in made
    made = events.api_gateway_authorizer_request(query={"x": "1"}, headers={"authorization": "other"})
    assert made["queryStringParameters"] == {"x": "1"}
    assert made["identitySource"] == "other"


def test_a_changed_event_changes_no_other():
    events.cognito_pre_sign_up()["request"]["userAttributes"]["email"] = "changed"
    events.appsync_resolver()["request"]["headers"]["host"] = "changed"
    assert "changed" not in json.dumps([events.cognito_pre_sign_up(), events.appsync_resolver()])
