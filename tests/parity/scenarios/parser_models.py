"""Every model on every event of its source: complete, and with each field missing, null or of another kind."""

from __future__ import annotations

import copy
import glob
import importlib
import json
import os

from lab import HERE, kind_of, scenario
from pydantic import BaseModel, ValidationError

from aws_lambda_powertools.utilities.parser import models

EVENTS = os.path.join(os.path.dirname(HERE), "events")

MODELS = {
    "albEvent*": "alb.AlbModel",
    "albMulti*": "alb.AlbModel",
    "apiGatewayAuthorizerRequestEvent": "apigw.ApiGatewayAuthorizerRequest",
    "apiGatewayAuthorizerTokenEvent": "apigw.ApiGatewayAuthorizerToken",
    "apiGatewayAuthorizerV2Event": "apigwv2.ApiGatewayAuthorizerRequestV2",
    "apiGatewayProxyEvent[!P]*": "apigw.APIGatewayProxyEventModel",
    "apiGatewayProxyEventPath*": "apigw.APIGatewayProxyEventModel",
    "apiGatewayProxyOtherEvent": "apigw.APIGatewayProxyEventModel",
    "apiGatewayProxyV2*": "apigwv2.APIGatewayProxyEventV2Model",
    "apiGatewayWebSocketApiConnect": "apigw_websocket.APIGatewayWebSocketConnectEventModel",
    "apiGatewayWebSocketApiMessage": "apigw_websocket.APIGatewayWebSocketMessageEventModel",
    "apigatewayeSchema*": "apigw.APIGatewayProxyEventModel",
    "appSyncDirectResolver": "appsync.AppSyncResolverEventModel",
    "appSyncEventsEvent": "appsync_events.AppSyncEventsModel",
    "appSyncResolverEvent": "appsync.AppSyncResolverEventModel",
    "bedrockAgentEvent*": "bedrock_agent.BedrockAgentEventModel",
    "bedrockAgentFunctionEvent": "bedrock_agent.BedrockAgentFunctionEventModel",
    "bedrockAgentPostEvent": "bedrock_agent.BedrockAgentEventModel",
    "cloudWatchLogEvent*": "cloudwatch.CloudWatchLogsModel",
    "cloudformationCustomResourceCreate": "cloudformation_custom_resource.CloudFormationCustomResourceCreateModel",
    "cloudformationCustomResourceDelete": "cloudformation_custom_resource.CloudFormationCustomResourceDeleteModel",
    "cloudformationCustomResourceUpdate": "cloudformation_custom_resource.CloudFormationCustomResourceUpdateModel",
    "cognitoCreateAuthChallengeEvent": "cognito.CognitoCreateAuthChallengeTriggerModel",
    "cognitoCustomEmailSenderEvent": "cognito.CognitoCustomEmailSenderTriggerModel",
    "cognitoCustomMessageEvent": "cognito.CognitoCustomMessageTriggerModel",
    "cognitoCustomSMSSenderEvent": "cognito.CognitoCustomSMSSenderTriggerModel",
    "cognitoDefineAuthChallengeEvent": "cognito.CognitoDefineAuthChallengeTriggerModel",
    "cognitoPostAuthenticationEvent": "cognito.CognitoPostAuthenticationTriggerModel",
    "cognitoPostConfirmationEvent": "cognito.CognitoPostConfirmationTriggerModel",
    "cognitoPreAuthenticationEvent": "cognito.CognitoPreAuthenticationTriggerModel",
    "cognitoPreSignUpEvent": "cognito.CognitoPreSignupTriggerModel",
    "cognitoPreTokenGenerationEvent": "cognito.CognitoPreTokenGenerationTriggerModelV1",
    "cognitoPreTokenV2GenerationEvent": "cognito.CognitoPreTokenGenerationTriggerModelV2AndV3",
    "cognitoUserMigrationEvent": "cognito.CognitoMigrateUserTriggerModel",
    "cognitoVerifyAuthChallengeResponseEvent": "cognito.CognitoVerifyAuthChallengeTriggerModel",
    "dynamoStream*": "dynamodb.DynamoDBStreamModel",
    "eventBridgeEvent": "event_bridge.EventBridgeModel",
    "iotRegistryEventsThingEvent": "iot_registry_events.IoTCoreThingEvent",
    "kafkaEventMsk": "kafka.KafkaMskEventModel",
    "kafkaEventSelfManaged": "kafka.KafkaSelfManagedEventModel",
    "kinesisFirehoseKinesisEvent": "kinesis_firehose.KinesisFirehoseModel",
    "kinesisFirehosePutEvent": "kinesis_firehose.KinesisFirehoseModel",
    "kinesisFirehoseSQSEvent": "kinesis_firehose_sqs.KinesisFirehoseSqsModel",
    "kinesisStream*": "kinesis.KinesisDataStreamModel",
    "lambdaFunctionUrl*": "lambda_function_url.LambdaFunctionUrlModel",
    "s3BatchOperation*": "s3_batch_operation.S3BatchOperationModel",
    "s3Event": "s3.S3Model",
    "s3Event[DG]*": "s3.S3Model",
    "s3EventBridge*": "s3.S3EventNotificationEventBridgeModel",
    "s3ObjectEvent*": "s3_object_event.S3ObjectLambdaEvent",
    "s3SqsEvent": "s3_event_notification.S3SqsEventNotificationModel",
    "sesEvent": "ses.SesModel",
    "snsEvent": "sns.SnsModel",
    "snsSqs*": "sqs.SqsModel",
    "sqs*": "sqs.SqsModel",
    "transferFamilyAuthorizer": "transfer_family.TransferFamilyAuthorizer",
    "vpcLatticeEvent": "vpc_lattice.VpcLatticeModel",
    "vpcLatticeEventPath*": "vpc_lattice.VpcLatticeModel",
    "vpcLatticeEventV2*": "vpc_latticev2.VpcLatticeV2Model",
    "vpcLatticeV2*": "vpc_latticev2.VpcLatticeV2Model",
}
NEWER = {
    # Valid in ours alone: with them the ids in later events would have other numbers.
    "albMultiValueHeadersEvent",
    "albMultiValueQueryStringEvent",
    "appSyncEventsEvent",
    "appSyncResolverEvent",
    "cognitoCreateAuthChallengeEvent",
    "cognitoCustomEmailSenderEvent",
    "cognitoCustomMessageEvent",
    "cognitoCustomSMSSenderEvent",
    "cognitoDefineAuthChallengeEvent",
    "cognitoPreTokenV2GenerationEvent",
    "cognitoVerifyAuthChallengeResponseEvent",
    "kafkaEventSelfManaged",
    "vpcLatticeV2EventWithHeaders",
}
CHANGES = {"null": None, "a number": 7, "a text": "newer", "a list": ["newer"], "an object": {"newer": "field"}}


def sources(*, newer=False):
    """The name of each event, its model and its text."""
    for pattern, home in MODELS.items():
        file, _, kind = home.partition(".")
        model = getattr(importlib.import_module(f"{models.__name__}.{file}"), kind)
        for path in sorted(glob.glob(os.path.join(EVENTS, f"{pattern}.json"))):
            with open(path, encoding="utf-8") as text:
                content = text.read()
            name = os.path.basename(path)[: -len(".json")]
            if (name in NEWER) is newer:
                yield name, model, content


def plain(value):
    """A value as JSON can hold it; of a model its attributes, and of what is no JSON also the kind."""
    if isinstance(value, BaseModel):
        return {"model": type(value).__name__, **{name: plain(item) for name, item in vars(value).items()}}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return f"{type(value).__name__} {value}"


@scenario()
def events():
    for name, model, content in sources():
        yield name, plain(model.model_validate(json.loads(content)))


@scenario()
def newer_events():
    for name, model, content in sources(newer=True):
        yield name, verdict(model, json.loads(content))


@scenario()
def events_in_a_text():
    for name, model, content in sources():
        yield name, plain(model.model_validate_json(content)) == plain(model.model_validate(json.loads(content)))


@scenario()
def dumped():
    for name, model, content in sources():
        try:
            yield name, model.model_validate(json.loads(content)).model_dump(mode="json", by_alias=True)
        except ValueError as error:  # bytes that are no UTF-8
            yield name, kind_of(error)


@scenario()
def odd_fields():
    for name, model, content in sources():
        yield (
            name,
            {
                path: {change: verdict(model, odd) for change, odd in changed(content, place)}
                for path, place in places(json.loads(content))
            },
        )


def places(value, path=()):
    """Where the fields of an event are; of several records, in the first."""
    items = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for key, inner in items:
        yield "/".join(map(str, (*path, key))), (*path, key)
        yield from places(inner, (*path, key))


def changed(content, place):
    """The event with something else, or nothing, in one place."""
    *outer, last = place
    original = json.loads(content)
    for change, value in {"missing": ..., **CHANGES}.items():
        event = copy.deepcopy(original)
        part = event
        for key in outer:
            part = part[key]
        if value is not ...:
            part[last] = value
        elif isinstance(part, dict):
            del part[last]
        yield change, event


def verdict(model, event):
    """Whether a model takes an event."""
    try:
        model.model_validate(event)
    except ValidationError:
        return "not valid"
    except Exception as error:
        return type(error).__name__
    return "valid"
