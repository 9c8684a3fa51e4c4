"""Every attribute of every part of the events that services send, complete and with fields missing or null."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from aws_lambda_powertools.utilities import data_classes
from aws_lambda_powertools.utilities.data_classes import iot_registry_event
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

EVENTS = Path(__file__).parents[2] / "events"

CLASSES = {
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

DOCUMENTED = (KeyError, ValueError, IndexError, StopIteration)
"""A field is missing; a text is not what it should be; there is no first record."""

CASES = [
    pytest.param(path, name, id=path.stem)
    for pattern, name in CLASSES.items()
    for path in sorted(EVENTS.glob(f"{pattern}.json"))
]


def class_named(name):
    return getattr(iot_registry_event, name, None) or getattr(data_classes, name)


def read(value, path="event"):
    """Every attribute below, by path: its value, or the error that it raises."""
    if isinstance(value, DictWrapper):
        for name in (name for name in dir(type(value)) if isinstance(getattr(type(value), name, None), property)):
            try:
                found = getattr(value, name)
                found = list(found) if isinstance(found, Iterator) else found
            except Exception as error:  # it is looked at
                yield f"{path}.{name}", error
            else:
                yield f"{path}.{name}", found
                yield from read(found, f"{path}.{name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from read(item, f"{path}[{key!r}]")
    elif isinstance(value, list):
        for position, item in enumerate(value):
            yield from read(item, f"{path}[{position}]")


def places(value):
    """Where something stands in an event: what is around it, and its key."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in children:
        yield value, key
        yield from places(item)


def undocumented(event):
    return {
        path: found for path, found in read(event) if isinstance(found, Exception) and not isinstance(found, DOCUMENTED)
    }


@pytest.mark.parametrize(("path", "name"), CASES)
def test_nothing_is_missing_in_what_services_send(path, name):
    event = class_named(name)(json.loads(path.read_text("utf-8")))
    missing = [
        where
        for where, found in read(event)
        if isinstance(found, KeyError) and "decoded_nested" not in where  # which message it is, nobody knows
    ]
    assert not missing
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


@pytest.mark.parametrize(("path", "name"), CASES)
def test_reading_and_looking_change_nothing(path, name):
    raw = json.loads(path.read_text("utf-8"))
    before = copy.deepcopy(raw)
    event = class_named(name)(raw)
    str(event)
    list(read(event))
    assert raw == before
