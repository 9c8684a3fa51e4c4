"""One call of an idempotent handler, under whichever package the interpreter has; run by test_rolling_upgrade.

    python one_call.py '{"store": "redis", "url": "...", "event": {...}, "result": ..., "options": {...}}'

Prints whether the handler ran and what was answered, or the name of the error.
"""

from __future__ import annotations

import json
import sys
import warnings

from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.persistence.cache import CachePersistenceLayer

warnings.simplefilter("ignore")


class Context:
    def get_remaining_time_in_millis(self):
        return 60_000


def layer_of(order):
    if order["store"] == "redis":
        return CachePersistenceLayer(url=order["url"])
    import boto3

    client = boto3.client(
        "dynamodb",
        endpoint_url=order["url"],
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    return DynamoDBPersistenceLayer(order["table"], sort_key_attr=order.get("sort_key"), boto3_client=client)


def main(order):
    ran = []

    @idempotent(persistence_store=layer_of(order), config=IdempotencyConfig(**order.get("options", {})))
    def handler(event, context):
        ran.append(event)
        if order.get("stays_in_progress"):
            import os

            print("{}", flush=True)  # noqa: T201  # whoever started the process reads it
            os._exit(0)
        return order.get("result")

    try:
        return {"answer": handler(order["event"], Context()), "ran": bool(ran)}
    except Exception as error:
        return {"error": type(error).__name__, "ran": bool(ran)}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(sys.argv[1]))))  # noqa: T201
