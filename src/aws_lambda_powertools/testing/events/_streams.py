"""Records of Kinesis, DynamoDB streams, Firehose and Kafka, as Lambda gets them.

Source: https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
Source: https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
Source: https://docs.aws.amazon.com/lambda/latest/dg/with-msk.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aws_lambda_powertools._core.attributes import to_item
from aws_lambda_powertools.testing.events._values import (
    ACCOUNT,
    MILLISECONDS,
    REGION,
    SECONDS,
    arn,
    base64_text,
    identifier,
)

Item = Mapping[str, Any]

_SHARD = "shardId-000000000000"
_SEQUENCE_NUMBER = 49_590_338_271_490_256_608_559_692_538_361_571_095_921_575_989_136_588_898
_BROKERS = ",".join(f"b-{number}.my-cluster.a1bcde.c1.kafka.{REGION}.amazonaws.com:9092" for number in (2, 1))


def kinesis(
    data: Sequence[Any] = ("Hello from Kinesis!",), *, partition_key: str = "1", stream: str = "my-stream"
) -> dict[str, Any]:
    """A batch of records of a Kinesis data stream; data are texts, bytes, or JSON data."""
    return {"Records": [_kinesis_record(number, item, partition_key, stream) for number, item in enumerate(data)]}


def _kinesis_record(number: int, data: Any, partition_key: str, stream: str) -> dict[str, Any]:
    sequence_number = str(_SEQUENCE_NUMBER + number)
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": partition_key,
            "sequenceNumber": sequence_number,
            "data": base64_text(data),
            "approximateArrivalTimestamp": SECONDS + number / 1000,
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{_SHARD}:{sequence_number}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": arn("iam", "role/my-role", region=""),
        "awsRegion": REGION,
        "eventSourceARN": arn("kinesis", f"stream/{stream}"),
    }


def dynamodb_stream(
    changes: Iterable[tuple[Item | None, Item | None]] = ((None, {"id": "1", "name": "tea", "price": 2}),),
    *,
    keys: Sequence[str] = ("id",),
    view: str = "NEW_AND_OLD_IMAGES",
    table: str = "my-table",
) -> dict[str, Any]:
    """A batch of changes in a DynamoDB table.

        dynamodb_stream([(None, {"id": "1"}), ({"id": "1"}, {"id": "1", "price": 2}), ({"id": "1"}, None)])

    A change is the item before and after it, as Python values: here an INSERT, a MODIFY and a REMOVE. `keys` are the
    names of the primary key, `view` is what of the items the stream shows.
    """
    return {
        "Records": [
            _dynamodb_record(number, old, new, keys, view, table) for number, (old, new) in enumerate(changes, start=1)
        ]
    }


def _dynamodb_record(
    number: int, old: Item | None, new: Item | None, keys: Sequence[str], view: str, table: str
) -> dict[str, Any]:
    item = new if new is not None else old
    if item is None:
        raise ValueError(f"Change {number} has no item, neither before nor after it")
    shown: dict[str, Any] = {"Keys": _attributes({name: item[name] for name in keys})}
    if new is not None and view in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"}:
        shown["NewImage"] = _attributes(new)
    if old is not None and view in {"OLD_IMAGE", "NEW_AND_OLD_IMAGES"}:
        shown["OldImage"] = _attributes(old)
    return {
        "eventID": identifier("dynamodb", table, number).replace("-", ""),
        "eventName": "INSERT" if old is None else "REMOVE" if new is None else "MODIFY",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": REGION,
        "dynamodb": {
            "ApproximateCreationDateTime": float(SECONDS),
            **shown,
            "SequenceNumber": str(400_000_000_000_000_499_660 + number),
            "SizeBytes": len(json.dumps(shown)),
            "StreamViewType": view,
        },
        "eventSourceARN": arn("dynamodb", f"table/{table}/stream/2024-05-01T00:00:00.000"),
    }


def _attributes(item: Item) -> dict[str, Any]:
    return {name: _in_base64(attribute) for name, attribute in to_item(item).items()}


def _in_base64(attribute: dict[str, Any]) -> dict[str, Any]:
    """In a stream, binary values are texts."""
    ((kind, value),) = attribute.items()
    if kind == "B":
        value = base64_text(value)
    elif kind == "BS":
        value = [base64_text(member) for member in value]
    elif kind == "L":
        value = [_in_base64(member) for member in value]
    elif kind == "M":
        value = {name: _in_base64(member) for name, member in value.items()}
    return {kind: value}


def firehose(
    data: Sequence[Any] = ("Hello from Firehose!",),
    *,
    source_stream: str | None = None,
    delivery_stream: str = "my-delivery-stream",
) -> dict[str, Any]:
    """A batch of records that Firehose wants transformed; data are texts, bytes, or JSON data.

    `source_stream` is the Kinesis data stream from which Firehose has them; without it they were sent directly.
    """
    event: dict[str, Any] = {
        "invocationId": identifier("firehose", delivery_stream),
        "deliveryStreamArn": arn("firehose", f"deliverystream/{delivery_stream}"),
        "region": REGION,
        "records": [_firehose_record(number, item, source_stream) for number, item in enumerate(data)],
    }
    if source_stream is not None:
        event["sourceKinesisStreamArn"] = arn("kinesis", f"stream/{source_stream}")
    return event


def _firehose_record(number: int, data: Any, source_stream: str | None) -> dict[str, Any]:
    sequence_number = str(_SEQUENCE_NUMBER + number)
    record: dict[str, Any] = {
        "recordId": f"{sequence_number}000000",
        "approximateArrivalTimestamp": MILLISECONDS + number,
        "data": base64_text(data),
    }
    if source_stream is not None:
        record["kinesisRecordMetadata"] = {
            "shardId": _SHARD,
            "partitionKey": "1",
            "approximateArrivalTimestamp": MILLISECONDS + number,
            "sequenceNumber": sequence_number,
            "subsequenceNumber": 0,
        }
    return record


def kafka(
    values: Sequence[Any] = ({"order": 1},),
    *,
    keys: Sequence[Any] | None = None,
    headers: Mapping[str, str | bytes] | None = None,
    topic: str = "my-topic",
    self_managed: bool = False,
) -> dict[str, Any]:
    """A batch of records of one partition of a Kafka topic.

        kafka([{"order": 1}, None], keys=["1", "1"], headers={"trace": "abc"})

    Values and keys are texts, bytes, JSON data, or None; a record with the value None deletes its key. The cluster is
    one of Amazon MSK, or `self_managed`.
    """
    if keys is not None and len(keys) != len(values):
        raise ValueError(f"There are {len(keys)} keys for {len(values)} values; give one for each")
    all_headers = [{name: _signed(value)} for name, value in (headers or {}).items()]
    event: dict[str, Any] = {
        "eventSource": "SelfManagedKafka" if self_managed else "aws:kafka",
        "bootstrapServers": _BROKERS,
        "records": {
            f"{topic}-0": [
                {
                    "topic": topic,
                    "partition": 0,
                    "offset": offset,
                    "timestamp": MILLISECONDS + offset,
                    "timestampType": "CREATE_TIME",
                    "key": None if keys is None or keys[offset] is None else base64_text(keys[offset]),
                    "value": None if value is None else base64_text(value),
                    "headers": all_headers,
                }
                for offset, value in enumerate(values)
            ]
        },
    }
    if not self_managed:
        event["eventSourceArn"] = f"arn:aws:kafka:{REGION}:{ACCOUNT}:cluster/my-cluster/{identifier('kafka')}-1"
    return event


def _signed(value: str | bytes) -> list[int]:
    """Bytes as Lambda, which is written in Java, puts them into an event."""
    data = value if isinstance(value, bytes) else value.encode()
    return [byte - 256 if byte > 127 else byte for byte in data]  # noqa: PLR2004  # the largest signed byte
