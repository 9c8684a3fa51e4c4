"""Every attribute of every part of the events that services send, complete and with fields missing or null."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from every_attribute import read, undocumented
from hypothesis import given, settings, strategies as st

from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.data_classes import cognito_user_pool_event, iot_registry_event

EVENTS = Path(__file__).parents[2] / "events"

CLASSES = {
    "albEvent*": "ALBEvent",
    "albMulti*": "ALBEvent",
    "apiGatewayAuthorizerRequestEvent": "APIGatewayAuthorizerRequestEvent",
    "apiGatewayAuthorizerTokenEvent": "APIGatewayAuthorizerTokenEvent",
    "apiGatewayAuthorizerV2Event": "APIGatewayAuthorizerEventV2",
    "apiGatewayAuthorizerWebSocketEvent": "APIGatewayAuthorizerRequestEvent",
    "apiGatewayProxyEvent*": "APIGatewayProxyEvent",
    "apiGatewayProxyOtherEvent": "APIGatewayProxyEvent",
    "apiGatewayProxyV2*": "APIGatewayProxyEventV2",
    "apigatewayeSchema*": "APIGatewayProxyEvent",
    "apiGatewayWebSocketApi*": "APIGatewayWebSocketEvent",
    "appSyncAuthorizerEvent": "AppSyncAuthorizerEvent",
    "appSyncDirectResolver": "AppSyncResolverEvent",
    "appSyncEventsEvent": "AppSyncResolverEventsEvent",
    "appSyncResolverEvent": "AppSyncResolverEvent",
    "bedrockAgentEvent*": "BedrockAgentEvent",
    "bedrockAgentFunctionEvent": "BedrockAgentFunctionEvent",
    "bedrockAgentPostEvent": "BedrockAgentEvent",
    "cloudformationCustomResource*": "CloudFormationCustomResourceEvent",
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
    "lambdaFunctionUrl*": "LambdaFunctionUrlEvent",
    "transferFamilyAuthorizer": "TransferFamilyAuthorizer",
    "vpcLatticeEvent": "VPCLatticeEvent",
    "vpcLatticeEventPath*": "VPCLatticeEvent",
    "vpcLatticeEventV2*": "VPCLatticeEventV2",
    "vpcLatticeV2*": "VPCLatticeEventV2",
    "activeMQEvent": "ActiveMQEvent",
    "awsConfigRule*": "AWSConfigRuleEvent",
    "cloudWatchAlarmEvent*": "CloudWatchAlarmEvent",
    "cloudWatchDashboardEvent": "CloudWatchDashboardCustomWidgetEvent",
    "cloudWatchLogEvent*": "CloudWatchLogsEvent",
    "codeDeployLifecycleHookEvent": "CodeDeployLifecycleHookEvent",
    "codePipelineEvent*": "CodePipelineJobEvent",
    "connectContactFlowEvent*": "ConnectContactFlowEvent",
    "dynamoStream*": "DynamoDBStreamEvent",
    "eventBridgeEvent": "EventBridgeEvent",
    "iotRegistryEventsThingEvent": "IoTCoreThingEvent",
    "kafkaEvent*": "KafkaEvent",
    "kinesisFirehose*": "KinesisFirehoseEvent",
    "kinesisStream*": "KinesisStreamEvent",
    "rabbitMQEvent": "RabbitMQEvent",
    "s3BatchOperationEvent*": "S3BatchOperationEvent",
    "s3Event[!B]*": "S3Event",
    "s3EventBridge*": "S3EventBridgeNotificationEvent",
    "s3ObjectEvent*": "S3ObjectLambdaEvent",
    "s3SqsEvent": "SQSEvent",
    "secretsManagerEvent": "SecretsManagerEvent",
    "sesEvent": "SESEvent",
    "snsEvent": "SNSEvent",
    "snsSqs*": "SQSEvent",
    "sqs*": "SQSEvent",
}

LEFT_OUT = {
    # WebSocket APIs have no resources, and their authorizers are asked in the same form.
    "apiGatewayAuthorizerWebSocketEvent": (
        "resource path http_method request_context.account_id request_context.http_method request_context.path "
        "request_context.protocol request_context.resource_id request_context.resource_path"
    ),
    # Somebody has cut this one down to what it should show.
    "apiGatewayProxyEventPrincipalId": (
        "request_context.account_id request_context.api_id request_context.http_method request_context.identity "
        "request_context.path request_context.protocol request_context.request_time_epoch request_context.resource_id "
        "request_context.resource_path request_context.stage"
    ),
    # For the handler to fill in.
    "cognitoCreateAuthChallengeEvent": ("response.public_challenge_parameters response.private_challenge_parameters"),
    "cognitoUserMigrationEvent": "response.user_attributes",
}

FILLED_IN_BY_READING = ("cognitoPreToken",)
"""Their answer is a map of maps; reading one makes it, so that a handler can set what is in it."""

CASES = [
    pytest.param(path, name, id=path.stem)
    for pattern, name in CLASSES.items()
    for path in sorted(EVENTS.glob(f"{pattern}.json"))
]


def class_named(name):
    homes = (iot_registry_event, cognito_user_pool_event, data_classes)
    return next(getattr(home, name) for home in homes if hasattr(home, name))


def places(value):
    """Where something stands in an event: what is around it, and its key."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in children:
        yield value, key
        yield from places(item)


@pytest.mark.parametrize(("path", "name"), CASES)
def test_nothing_is_missing_in_what_services_send(path, name):
    event = class_named(name)(json.loads(path.read_text("utf-8")))
    missing = [
        where
        for where, found in read(event)
        if isinstance(found, KeyError) and "decoded_nested" not in where  # which message it is, nobody knows
    ]
    assert sorted(missing) == sorted(f"event.{attribute}" for attribute in LEFT_OUT.get(path.stem, "").split())
    assert not undocumented(event)


@pytest.mark.parametrize(("path", "name"), CASES)
@given(st.data())
@settings(max_examples=25)
def test_fields_that_are_missing_or_null_give_documented_errors(path, name, data):
    raw = json.loads(path.read_text("utf-8"))
    for _ in range(data.draw(st.integers(1, 3), label="how many fields")):
        found = list(places(raw))
        around, key = found[data.draw(st.integers(0, len(found) - 1), label="which field")] if found else (raw, None)
        if isinstance(around, dict) and data.draw(st.booleans(), label="removed"):
            around.pop(key, None)
        elif found:
            around[key] = None
    assert not undocumented(class_named(name)(raw))


@pytest.mark.parametrize(("path", "name"), [case for case in CASES if not case.id.startswith(FILLED_IN_BY_READING)])
def test_reading_and_looking_change_nothing(path, name):
    raw = json.loads(path.read_text("utf-8"))
    before = copy.deepcopy(raw)
    event = class_named(name)(raw)
    str(event)
    list(read(event))
    assert raw == before
