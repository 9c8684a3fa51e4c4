"""What it costs to decode records of Kafka."""

from __future__ import annotations

import json
from binascii import b2a_base64
from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT, ORDER

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

COUNT = 1000


def kafka_event(count: int) -> dict[str, Any]:
    """An event of Kafka, of orders as JSON."""
    value = b2a_base64(json.dumps(ORDER).encode(), newline=False).decode()
    records = [
        {
            "topic": "orders",
            "partition": 0,
            "offset": offset,
            "timestamp": 1545084650987,
            "timestampType": "CREATE_TIME",
            "key": "by0xMjM0",
            "value": value,
            "headers": [{"source": [115, 104, 111, 112]}],
        }
        for offset in range(count)
    ]
    return {"eventSource": "aws:kafka", "bootstrapServers": "b-1:9092", "records": {"orders-0": records}}


def consume(event: dict[str, Any]) -> Callable[[], int]:
    from aws_lambda_powertools.utilities.kafka import SchemaConfig, kafka_consumer

    @kafka_consumer(schema_config=SchemaConfig(value_schema_type="JSON"))
    def handler(event: Any, context: Any) -> int:
        return sum(record.value["items"] for record in event.records)

    return partial(handler, event, CONTEXT)


@hot("kafka.json_1000", check=gives(COUNT * ORDER["items"]))
def json_values() -> Callable[[], int]:
    return consume(kafka_event(COUNT))


@cold("kafka", check=gives(ORDER["items"]))
def kafka() -> int:
    return consume(kafka_event(1))()
