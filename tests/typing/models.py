"""Models of events as users subclass and read them: what must type-check, and lines that must not."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, Field, Json

from aws_lambda_powertools.utilities.parser.models import (
    APIGatewayProxyEventModel,
    APIGatewayProxyEventV2Model,
    CloudFormationCustomResourceCreateModel,
    CloudWatchLogsDecode,
    CloudWatchLogsLogEvent,
    DynamoDBStreamChangedRecordModel,
    DynamoDBStreamModel,
    DynamoDBStreamRecordModel,
    EventBridgeModel,
    KafkaMskEventModel,
    KafkaRecordModel,
    KinesisDataStreamModel,
    KinesisDataStreamRecord,
    KinesisDataStreamRecordPayload,
    KinesisFirehoseModel,
    KinesisFirehoseRecord,
    S3Model,
    S3SqsEventNotificationModel,
    SnsModel,
    SnsNotificationModel,
    SnsRecordModel,
    SqsModel,
    SqsRecordModel,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


class Order(BaseModel):
    id: int


# --- models of one's own in ours ----------------------------------------------------------------------------------


class OrderRecord(SqsRecordModel):
    body: Json[Order]


class OrderQueue(SqsModel):
    Records: list[OrderRecord]


class OrderNotification(SnsNotificationModel):
    Message: Json[Order]


class OrderTopicRecord(SnsRecordModel):
    Sns: OrderNotification


class OrderTopic(SnsModel):
    Records: list[OrderTopicRecord]


class OrderPlaced(EventBridgeModel):
    detail: Order


class OrderChange(DynamoDBStreamChangedRecordModel):
    NewImage: Order | None = None
    OldImage: Order | None = None


class OrderChangeRecord(DynamoDBStreamRecordModel):
    dynamodb: OrderChange


class OrderTable(DynamoDBStreamModel):
    Records: list[OrderChangeRecord]


class OrderPayload(KinesisDataStreamRecordPayload):
    data: Json[Order]


class OrderStreamRecord(KinesisDataStreamRecord):
    kinesis: OrderPayload


class OrderStream(KinesisDataStreamModel):
    Records: list[OrderStreamRecord]


class OrderDelivery(KinesisFirehoseRecord):
    data: Json[Order]


class OrderFirehose(KinesisFirehoseModel):
    records: list[OrderDelivery]


class OrderMessage(KafkaRecordModel):
    value: Json[Order] | None = None


class OrderCluster(KafkaMskEventModel):
    records: dict[str, list[OrderMessage]]


class OrderRequest(APIGatewayProxyEventModel):
    body: Json[Order] | None = None


class OrderRequestV2(APIGatewayProxyEventV2Model):
    body: Json[Order] | None = None


class OrderLine(CloudWatchLogsLogEvent):
    message: Json[Order]


class OrderLog(CloudWatchLogsDecode):
    logEvents: list[OrderLine]


class OrderResource(CloudFormationCustomResourceCreateModel):
    resource_properties: Order = Field(alias="ResourceProperties")


# --- what is read -------------------------------------------------------------------------------------------------


def own_models_keep_their_types(event: dict[str, Any]) -> None:
    assert_type([record.body for record in OrderQueue.model_validate(event).Records], list[Order])
    assert_type([record.Sns.Message for record in OrderTopic.model_validate(event).Records], list[Order])
    assert_type(OrderPlaced.model_validate(event).detail, Order)
    assert_type([record.dynamodb.NewImage for record in OrderTable.model_validate(event).Records], list[Order | None])
    assert_type([record.kinesis.data for record in OrderStream.model_validate(event).Records], list[Order])
    assert_type(OrderFirehose.model_validate(event).records[0].data, Order)
    assert_type(OrderCluster.model_validate(event).records["orders-0"][0].value, Order | None)
    assert_type(OrderRequest.model_validate(event).body, Order | None)
    assert_type(OrderRequestV2.model_validate(event).body, Order | None)
    assert_type(OrderLog.model_validate(event).logEvents[0].message, Order)
    assert_type(OrderResource.model_validate(event).resource_properties, Order)
    assert_type(OrderResource.model_validate(event).request_type, Literal["Create"])


def our_models_have_types(event: dict[str, Any]) -> None:
    request = APIGatewayProxyEventV2Model.model_validate(event)
    assert_type(request.headers, dict[str, str])
    assert_type(request.requestContext.timeEpoch, datetime)
    for message in S3SqsEventNotificationModel.model_validate(event).Records:
        assert_type(message.body, S3Model)
    for record in SqsModel.model_validate(event).Records:
        record.body.upper()
        record.attributes.SentTimestamp.isoformat()
    EventBridgeModel.model_validate(event).detail["key"]


def mistakes_are_found(event: dict[str, Any]) -> None:
    OrderQueue.model_validate(event).Records[0].body.name  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    SqsModel.model_validate(event).Records[0].bdoy  # type: ignore[union-attr]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
    APIGatewayProxyEventV2Model.model_validate(event).rawpath  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # noqa: B018
