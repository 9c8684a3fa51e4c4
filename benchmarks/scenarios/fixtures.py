"""What the scenarios feed to the code under test: an invocation, events, and the environments they run in."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

EVENT = {"source": "bench"}

REQUEST_ID = "52fdfc07-2182-154f-163f-5f0f9a621d72"


class Context:
    """What the runtime hands to a handler, as far as the toolkit reads it."""

    function_name = "bench"
    function_version = "$LATEST"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:bench"
    aws_request_id = REQUEST_ID
    log_group_name = "/aws/lambda/bench"
    log_stream_name = "2030/01/01/[$LATEST]0123456789abcdef0123456789abcdef"
    tenant_id = None

    def get_remaining_time_in_millis(self) -> int:
        return 30_000


CONTEXT = Context()

TRACE_DISABLED = {"POWERTOOLS_TRACE_DISABLED": "true"}

REST_EVENT: dict[str, Any] = {
    "resource": "/orders/{order_id}",
    "path": "/orders/42",
    "httpMethod": "GET",
    "headers": {"accept": "application/json", "host": "example.execute-api.eu-west-1.amazonaws.com"},
    "queryStringParameters": {"verbose": "true"},
    "pathParameters": {"order_id": "42"},
    "requestContext": {
        "accountId": "123456789012",
        "apiId": "abcdef1234",
        "httpMethod": "GET",
        "path": "/prod/orders/42",
        "requestId": "7a6d0f1e-6b1d-4c1c-9d0b-3f9a1f0e2d3c",
        "resourcePath": "/orders/{order_id}",
        "stage": "prod",
    },
    "body": None,
    "isBase64Encoded": False,
}

ORDER = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}

SQS_RECORD = {
    "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
    "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a",
    "body": json.dumps(ORDER),
    "attributes": {
        "ApproximateReceiveCount": "1",
        "SentTimestamp": "1545082649183",
        "SenderId": "AIDAIENQZJOLO23YVJ4VO",
        "ApproximateFirstReceiveTimestamp": "1545082649185",
    },
    "messageAttributes": {},
    "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
    "eventSource": "aws:sqs",
    "eventSourceARN": "arn:aws:sqs:us-east-2:123456789012:my-queue",
    "awsRegion": "us-east-2",
}
