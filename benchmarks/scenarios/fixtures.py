"""What the scenarios feed to the code under test: an invocation, events, and the environments they run in."""

from __future__ import annotations

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
