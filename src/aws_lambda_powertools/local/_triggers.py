"""What an event is, in a few words: `POST /orders`, `SQS orders-queue (2 records)`, `EventBridge OrderPlaced`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from aws_lambda_powertools.local.decoding.json_text import as_object

Namer = Callable[[Mapping[str, Any]], "str | None"]

_SOURCES = {
    "aws:sqs": "SQS",
    "aws:sns": "SNS",
    "aws:s3": "S3",
    "aws:kinesis": "Kinesis",
    "aws:dynamodb": "DynamoDB",
    "aws:ses": "SES",
    "aws:rmq": "RabbitMQ",
    "aws:amq": "ActiveMQ",
    "aws:kafka": "Kafka",
    "SelfManagedKafka": "Kafka",
}


def describe(event: Any) -> str:
    """What triggered a function with this event, as far as it can be told."""
    for namer in _NAMERS:
        try:
            name = namer(as_object(event))
        except (AttributeError, KeyError, IndexError, TypeError):
            continue  # it only looked like such an event
        if name:
            return name
    return "empty event" if event == {} else "event"


def _http_api(event: Mapping[str, Any]) -> str:
    return f"{event['requestContext']['http']['method']} {event['rawPath']}"


def _rest_api(event: Mapping[str, Any]) -> str:
    return f"{event['httpMethod']} {event['path']}"


def _lattice(event: Mapping[str, Any]) -> str:
    return f"{event['method']} {event.get('raw_path') or event['path']}"


def _web_socket(event: Mapping[str, Any]) -> str:
    return f"WebSocket {event['requestContext']['eventType'].lower()} {event['requestContext']['routeKey']}"


def _records(event: Mapping[str, Any]) -> str:
    records = event["Records"]
    source = records[0].get("eventSource") or records[0]["EventSource"]
    arn = records[0].get("eventSourceARN") or ""
    # arn:aws:sqs:us-east-1:123456789012:queue, ...:table/orders/stream/2024...
    place = arn.split(":")[5] if arn.count(":") >= 5 else ""  # noqa: PLR2004  # an ARN has six parts
    name = place.split("/")[1] if "/" in place else place
    return " ".join(filter(None, (_SOURCES.get(source, source), name, _count(len(records)))))


def _kafka(event: Mapping[str, Any]) -> str | None:
    source = _SOURCES.get(event["eventSource"])
    partitions = as_object(event["records"]).values()
    return f"{source} {_count(sum(map(len, partitions)))}" if source else None


def _firehose(event: Mapping[str, Any]) -> str:
    return f"Firehose {event['deliveryStreamArn'].rpartition('/')[2]} {_count(len(event['records']))}"


def _event_bridge(event: Mapping[str, Any]) -> str:
    return f"EventBridge {event['detail-type']} from {event['source']}"


def _cognito(event: Mapping[str, Any]) -> str:
    return f"Cognito {event['triggerSource']}"


def _app_sync(event: Mapping[str, Any]) -> str:
    return f"AppSync {event['info']['parentTypeName']}.{event['info']['fieldName']}"


def _bedrock(event: Mapping[str, Any]) -> str:
    return f"Bedrock agent {event['agent']['name']}"


def _count(number: int) -> str:
    return f"({number} record{'s' * (number != 1)})"


# The most telling shapes first: several sources share the generic keys.
_NAMERS: tuple[Namer, ...] = (
    _http_api,
    _rest_api,
    _web_socket,
    _lattice,
    _firehose,
    _records,
    _event_bridge,
    _cognito,
    _app_sync,
    _bedrock,
    _kafka,
)
