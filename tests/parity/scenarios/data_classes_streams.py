"""Every attribute of the events of queues, streams, S3, CloudWatch, operations and contacts, as services send them."""

from __future__ import annotations

import glob
import json
import os
from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from lab import HERE, kind_of, scenario

from aws_lambda_powertools.utilities.data_classes import (
    AWSConfigRuleEvent,
    CloudWatchAlarmEvent,
    CloudWatchDashboardCustomWidgetEvent,
    CloudWatchLogsEvent,
    CodeDeployLifecycleHookEvent,
    CodePipelineJobEvent,
    ConnectContactFlowEvent,
    DynamoDBStreamEvent,
    EventBridgeEvent,
    KafkaEvent,
    KinesisFirehoseEvent,
    KinesisStreamEvent,
    S3BatchOperationEvent,
    S3Event,
    S3EventBridgeNotificationEvent,
    SecretsManagerEvent,
    SESEvent,
    SNSEvent,
    SQSEvent,
)
from aws_lambda_powertools.utilities.data_classes.active_mq_event import ActiveMQEvent
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper
from aws_lambda_powertools.utilities.data_classes.iot_registry_event import IoTCoreThingEvent
from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import extract_cloudwatch_logs_from_event
from aws_lambda_powertools.utilities.data_classes.rabbit_mq_event import RabbitMQEvent
from aws_lambda_powertools.utilities.data_classes.s3_object_event import S3ObjectLambdaEvent

EVENTS = os.path.join(os.path.dirname(HERE), "events")

SOURCES = {
    "activeMQEvent": ActiveMQEvent,
    "awsConfigRule*": AWSConfigRuleEvent,
    "cloudWatchAlarmEvent*": CloudWatchAlarmEvent,
    "cloudWatchDashboardEvent": CloudWatchDashboardCustomWidgetEvent,
    "cloudWatchLogEvent*": CloudWatchLogsEvent,
    "codeDeployLifecycleHookEvent": CodeDeployLifecycleHookEvent,
    "codePipelineEvent*": CodePipelineJobEvent,
    "connectContactFlowEvent*": ConnectContactFlowEvent,
    "dynamoStream*": DynamoDBStreamEvent,
    "eventBridgeEvent": EventBridgeEvent,
    "iotRegistryEventsThingEvent": IoTCoreThingEvent,
    "kafkaEvent*": KafkaEvent,
    "kinesisFirehose*": KinesisFirehoseEvent,
    "kinesisStream*": KinesisStreamEvent,
    "rabbitMQEvent": RabbitMQEvent,
    "s3BatchOperationEvent*": S3BatchOperationEvent,
    "s3Event[!B]*": S3Event,
    "s3EventBridge*": S3EventBridgeNotificationEvent,
    "s3ObjectEvent*": S3ObjectLambdaEvent,
    "s3SqsEvent": SQSEvent,
    "secretsManagerEvent": SecretsManagerEvent,
    "sesEvent": SESEvent,
    "snsEvent": SNSEvent,
    "snsSqs*": SQSEvent,
    "sqs*": SQSEvent,
}


def plain(value):
    """A value as JSON can hold it; of a part of an event all attributes by name."""
    if isinstance(value, DictWrapper):
        kind = type(value)
        names = [name for name in dir(kind) if is_attribute(getattr(kind, name, None))]
        return {"class": kind.__name__, **{name: attribute(value, name) for name in names}}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, Iterator)):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, (str, int, float)) else repr(value)


def is_attribute(member):
    return isinstance(member, property) or type(member).__name__ == "cached_property"


def attribute(part, name):
    try:
        return plain(getattr(part, name))
    except Exception as error:
        return kind_of(error)


@scenario()
def every_attribute():
    for pattern, kind in SOURCES.items():
        for path in sorted(glob.glob(os.path.join(EVENTS, f"{pattern}.json"))):
            with open(path, encoding="utf-8") as file:
                yield os.path.basename(path), plain(kind(json.load(file)))


@scenario()
def log_lines_in_a_stream():
    with open(os.path.join(EVENTS, "kinesisStreamCloudWatchLogsEvent.json"), encoding="utf-8") as file:
        yield "extracted", plain(extract_cloudwatch_logs_from_event(KinesisStreamEvent(json.load(file))))
