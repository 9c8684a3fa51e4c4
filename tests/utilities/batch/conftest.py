"""Events of all four sources, whose records are told apart by a number."""

from __future__ import annotations

import base64

import pytest

from aws_lambda_powertools._core import clock


def sqs(count, *, fifo=False, groups=1, received=1):
    queue = "orders.fifo" if fifo else "orders"
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "body": str(number),
                "attributes": {"ApproximateReceiveCount": str(received), "MessageGroupId": f"g{number % groups}"},
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:eu-west-1:123456789012:{queue}",
            }
            for number in range(count)
        ]
    }


def kinesis(count, *, shards=1):
    return {
        "Records": [
            {
                "eventID": f"shardId-{number % shards}:{number}",
                "eventSource": "aws:kinesis",
                "kinesis": {
                    "sequenceNumber": str(number),
                    "data": base64.b64encode(str(number).encode()).decode(),
                    "partitionKey": "p",
                },
            }
            for number in range(count)
        ]
    }


def dynamodb(count):
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventSource": "aws:dynamodb",
                "eventSourceARN": "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/1",
                "dynamodb": {"SequenceNumber": str(number), "NewImage": {"number": {"N": str(number)}}},
            }
            for number in range(count)
        ]
    }


def kafka(count, *, partitions=1):
    records = {}
    for number in range(count):
        partition = number % partitions
        value = base64.b64encode(str(number).encode()).decode()
        record = {"topic": "t", "partition": partition, "offset": number, "value": value, "headers": []}
        records.setdefault(f"t-{partition}", []).append(record)
    return {"eventSource": "aws:kafka", "records": records}


def number_of(record):
    """The number of a record of any source."""
    data = record.raw_event
    if "kinesis" in data:
        return int(data["kinesis"]["sequenceNumber"])
    if "dynamodb" in data:
        return int(data["dynamodb"]["SequenceNumber"])
    return int(data["offset"] if "offset" in data else data["body"])


def failing(*numbers):
    """A handler that fails for these records."""

    def handler(record):
        if number_of(record) in numbers:
            raise ValueError(f"no {number_of(record)}")
        return number_of(record)

    return handler


class Context:
    """A context whose time runs out."""

    function_name = "orders"

    def __init__(self, milliseconds):
        self.end = clock.monotonic() + milliseconds / 1000

    def get_remaining_time_in_millis(self):
        return int((self.end - clock.monotonic()) * 1000)


def failed(response):
    return [item["itemIdentifier"] for item in response["batchItemFailures"]]


@pytest.fixture(scope="session")
def make():
    """Everything above."""
    from types import SimpleNamespace

    return SimpleNamespace(
        sqs=sqs,
        kinesis=kinesis,
        dynamodb=dynamodb,
        kafka=kafka,
        number_of=number_of,
        failing=failing,
        Context=Context,
        failed=failed,
    )
