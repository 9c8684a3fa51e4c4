"""Every event that AWS sends is read by its model: complete, with fields that are newer, missing or null."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities.parser import models

if TYPE_CHECKING:
    from collections.abc import Iterator

EVENTS = Path(__file__).parents[3] / "events"

MODELS = {
    "albEvent*": "AlbModel",
    "albMulti*": "AlbModel",
    "apiGatewayAuthorizerRequestEvent": "ApiGatewayAuthorizerRequest",
    "apiGatewayAuthorizerTokenEvent": "ApiGatewayAuthorizerToken",
    "apiGatewayAuthorizerV2Event": "ApiGatewayAuthorizerRequestV2",
    "apiGatewayAuthorizerWebSocketEvent": "APIGatewayWebSocketAuthorizerRequestModel",
    "apiGatewayProxyEvent": "APIGatewayProxyEventModel",
    "apiGatewayProxyEventAnotherPath": "APIGatewayProxyEventModel",
    "apiGatewayProxyEventNoOrigin": "APIGatewayProxyEventModel",
    "apiGatewayProxyEventPathTrailingSlash": "APIGatewayProxyEventModel",
    "apiGatewayProxyEvent_noVersionAuth": "APIGatewayProxyEventModel",
    "apiGatewayProxyOtherEvent": "APIGatewayProxyEventModel",
    "apiGatewayProxyV2*": "APIGatewayProxyEventV2Model",
    "apiGatewayWebSocketApiConnect": "APIGatewayWebSocketConnectEventModel",
    "apiGatewayWebSocketApiMessage": "APIGatewayWebSocketMessageEventModel",
    "apigatewayeSchema*": "APIGatewayProxyEventModel",
    "appSyncDirectResolver": "AppSyncResolverEventModel",
    "appSyncEventsEvent": "AppSyncEventsModel",
    "appSyncResolverEvent": "AppSyncResolverEventModel",
    "bedrockAgentEvent*": "BedrockAgentEventModel",
    "bedrockAgentFunctionEvent": "BedrockAgentFunctionEventModel",
    "bedrockAgentPostEvent": "BedrockAgentEventModel",
    "cloudWatchLogEvent*": "CloudWatchLogsModel",
    "cloudformationCustomResourceCreate": "CloudFormationCustomResourceCreateModel",
    "cloudformationCustomResourceDelete": "CloudFormationCustomResourceDeleteModel",
    "cloudformationCustomResourceUpdate": "CloudFormationCustomResourceUpdateModel",
    "cognitoCreateAuthChallengeEvent": "CognitoCreateAuthChallengeTriggerModel",
    "cognitoCustomEmailSenderEvent": "CognitoCustomEmailSenderTriggerModel",
    "cognitoCustomMessageEvent": "CognitoCustomMessageTriggerModel",
    "cognitoCustomSMSSenderEvent": "CognitoCustomSMSSenderTriggerModel",
    "cognitoDefineAuthChallengeEvent": "CognitoDefineAuthChallengeTriggerModel",
    "cognitoPostAuthenticationEvent": "CognitoPostAuthenticationTriggerModel",
    "cognitoPostConfirmationEvent": "CognitoPostConfirmationTriggerModel",
    "cognitoPreAuthenticationEvent": "CognitoPreAuthenticationTriggerModel",
    "cognitoPreSignUpEvent": "CognitoPreSignupTriggerModel",
    "cognitoPreTokenGenerationEvent": "CognitoPreTokenGenerationTriggerModelV1",
    "cognitoPreTokenV2GenerationEvent": "CognitoPreTokenGenerationTriggerModelV2AndV3",
    "cognitoUserMigrationEvent": "CognitoMigrateUserTriggerModel",
    "cognitoVerifyAuthChallengeResponseEvent": "CognitoVerifyAuthChallengeTriggerModel",
    "dynamoStream*": "DynamoDBStreamModel",
    "eventBridgeEvent": "EventBridgeModel",
    "iotRegistryEventsThingEvent": "IoTCoreThingEvent",
    "kafkaEventMsk": "KafkaMskEventModel",
    "kafkaEventSelfManaged": "KafkaSelfManagedEventModel",
    "kinesisFirehoseKinesisEvent": "KinesisFirehoseModel",
    "kinesisFirehosePutEvent": "KinesisFirehoseModel",
    "kinesisFirehoseSQSEvent": "KinesisFirehoseSqsModel",
    "kinesisStream*": "KinesisDataStreamModel",
    "lambdaFunctionUrl*": "LambdaFunctionUrlModel",
    "s3BatchOperation*": "S3BatchOperationModel",
    "s3Event": "S3Model",
    "s3EventBridge*": "S3EventNotificationEventBridgeModel",
    "s3EventDecodedKey": "S3Model",
    "s3EventDeleteObject": "S3Model",
    "s3EventGlacier": "S3Model",
    "s3ObjectEvent*": "S3ObjectLambdaEvent",
    "s3SqsEvent": "S3SqsEventNotificationModel",
    "sesEvent": "SesModel",
    "snsEvent": "SnsModel",
    "snsSqs*": "SqsModel",
    "sqs*": "SqsModel",
    "transferFamilyAuthorizer": "TransferFamilyAuthorizer",
    "vpcLatticeEvent": "VpcLatticeModel",
    "vpcLatticeEventPath*": "VpcLatticeModel",
    "vpcLatticeEventV2*": "VpcLatticeV2Model",
    "vpcLatticeV2*": "VpcLatticeV2Model",
}
WITHOUT_MODEL = {
    "activeMQEvent",
    "apiGatewayProxyEventPrincipalId",  # a piece of an event
    "appSyncAuthorizerEvent",
    "appSyncBatchEvent",  # a list of events: see below
    "awsConfigRuleConfigurationChanged",
    "awsConfigRuleOversizedConfiguration",
    "awsConfigRuleScheduled",
    "cloudWatchAlarmEventCompositeMetric",
    "cloudWatchAlarmEventSingleMetric",
    "cloudWatchDashboardEvent",
    "codeDeployLifecycleHookEvent",
    "codePipelineEvent",
    "codePipelineEventData",
    "codePipelineEventEmptyUserParameters",
    "codePipelineEventWithEncryptionKey",
    "connectContactFlowEventAll",
    "connectContactFlowEventMin",
    "rabbitMQEvent",
    "secretsManagerEvent",
}
CORPUS = {file.stem: name for pattern, name in MODELS.items() for file in sorted(EVENTS.glob(f"{pattern}.json"))}


def model_of(event: str) -> type[BaseModel]:
    model: type[BaseModel] = getattr(models, CORPUS[event])
    return model


def raw(event: str) -> Any:
    return json.loads((EVENTS / f"{event}.json").read_text(encoding="utf-8"))


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in an event, from the outside."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from parts(inner)
    if isinstance(value, list):
        for inner in value:
            yield from parts(inner)


def modelled(read: Any, value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in an event that was read by a model of its own, which does not keep what it does not know."""
    if isinstance(read, BaseModel) and isinstance(value, dict):
        if read.model_config.get("extra") != "allow":
            yield value
        for name, field in type(read).model_fields.items():
            yield from modelled(getattr(read, name), value.get(field.alias or name))
    if isinstance(read, dict) and isinstance(value, dict):
        for name, inner in read.items():
            yield from modelled(inner, value.get(name))
    if isinstance(read, list) and isinstance(value, list):
        for inner, raw_inner in zip(read, value, strict=True):
            yield from modelled(inner, raw_inner)


def test_every_event_has_a_model_or_is_known_to_have_none() -> None:
    assert {file.stem for file in EVENTS.glob("*.json")} == CORPUS.keys() | WITHOUT_MODEL


@pytest.mark.parametrize("event", CORPUS)
def test_model_reads_its_event(event: str) -> None:
    model = model_of(event)

    read = model.model_validate(raw(event))

    assert read == model.model_validate_json(json.dumps(raw(event)))


@pytest.mark.parametrize("event", CORPUS)
def test_reading_leaves_the_event_as_it_is(event: str) -> None:
    given_event = raw(event)

    model_of(event).model_validate(given_event)

    assert given_event == raw(event)


@pytest.mark.parametrize("event", CORPUS)
def test_every_field_has_a_meaning_in_the_schema(event: str) -> None:
    schema = model_of(event).model_json_schema()

    fields = [field for kind in [schema, *schema.get("$defs", {}).values()] for field in kind["properties"].items()]
    assert [name for name, field in fields if not field.keys() & {"description", "$ref"}] == []


@pytest.mark.parametrize("event", CORPUS)
def test_fields_that_are_newer_than_the_model_do_no_harm(event: str) -> None:
    newer = raw(event)
    expected = model_of(event).model_validate(newer)
    for part in list(modelled(expected, newer)):
        part["__new__"] = {"of": "tomorrow"}

    assert model_of(event).model_validate(newer) == expected


def test_model_reads_what_the_factory_puts_into_a_queue() -> None:
    read = models.SnsNotificationModel.model_validate(events.sns_notification({"id": 1}))

    assert read.Message == '{"id": 1}'


def test_a_list_of_fields_to_resolve() -> None:
    from aws_lambda_powertools.utilities.parser.models.appsync import AppSyncBatchResolverEventModel

    read = TypeAdapter(AppSyncBatchResolverEventModel).validate_python(raw("appSyncBatchEvent"))

    assert [item.info.fieldName for item in read] == [item["info"]["fieldName"] for item in raw("appSyncBatchEvent")]


@settings(max_examples=300)
@given(event=st.sampled_from(sorted(CORPUS)), data=st.data())
def test_no_field_that_is_odd_gives_another_error_than_a_validation_error(event: str, data: st.DataObject) -> None:
    odd = copy.deepcopy(raw(event))
    for _ in range(data.draw(st.integers(1, 3))):
        part = data.draw(st.sampled_from([part for part in parts(odd) if part] or [{}]))
        if not part:
            return
        name = data.draw(st.sampled_from(sorted(part)))
        change = data.draw(st.sampled_from(["remove", "replace"]))
        if change == "remove":
            del part[name]
        else:
            part[name] = data.draw(st.sampled_from([None, "", "é*", 7, -1.5, True, [], [None], [[1]], {}, {"a": None}]))
    try:
        read = model_of(event).model_validate(odd)
    except ValidationError as error:
        assert error.errors()  # noqa: PT017  # any other error is a failure
        return
    read.model_dump()
