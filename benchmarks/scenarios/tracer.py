"""What Tracer costs when it records, and when it is switched off."""

from __future__ import annotations

from functools import partial

from harness.answer import gives, require
from harness.scenario import hot
from scenarios.fixtures import CONTEXT, EVENT, TRACE_DISABLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harness.answer import Answer

HANDLER = "## handler"
METHOD = "## scenarios.tracer._handler_calling.locals.charge"


@hot("tracer.capture_lambda_handler.disabled", check=gives("done"), environment=TRACE_DISABLED)
def capture_lambda_handler_disabled() -> Callable[[], str]:
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench")

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> str:
        return "done"

    return partial(handler, EVENT, CONTEXT)


@hot("tracer.capture_method.disabled", check=gives("charged"), environment=TRACE_DISABLED)
def capture_method_disabled() -> Callable[[], str]:
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench")

    @tracer.capture_method
    def charge() -> str:
        return "charged"

    return charge


@hot("tracer.capture_method.enabled", check=gives("done", segments=[HANDLER, *[METHOD] * 10]))
def capture_method_enabled() -> Callable[[], str]:
    return _handler_calling(10)


@hot("tracer.invocation.enabled", check=gives("done", segments=[HANDLER, METHOD]))
def invocation_enabled() -> Callable[[], str]:
    return _handler_calling(1)


def _handler_calling(methods: int) -> Callable[[], str]:
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench")

    @tracer.capture_method
    def charge(order_id: str) -> dict[str, str]:
        return {"order_id": order_id, "state": "charged"}

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> str:
        for _ in range(methods):
            charge("o-1234")
        return "done"

    return partial(handler, EVENT, CONTEXT)


FIVE_ANNOTATIONS = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}


def _carries_annotations(answer: Answer) -> None:
    annotations = answer.documents[0]["annotations"]
    require(annotations.items() >= FIVE_ANNOTATIONS.items(), f"the annotations {FIVE_ANNOTATIONS}", annotations)


@hot("tracer.put_annotation.enabled", check=gives("done", segments=[HANDLER], also=_carries_annotations))
def put_annotation_enabled() -> Callable[[], str]:
    """One invocation of a handler that puts five annotations on its segment."""
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench")

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> str:
        for key, value in FIVE_ANNOTATIONS.items():
            tracer.put_annotation(key=key, value=value)
        return "done"

    return partial(handler, EVENT, CONTEXT)


@hot("tracer.botocore.enabled", check=gives(200, segments=["dynamodb", HANDLER]))
def botocore_enabled() -> Callable[[], int]:
    """One invocation of a handler that calls DynamoDB; what answers stands in the place of the network."""
    import botocore.session

    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench", patch_modules=["botocore"])
    session = botocore.session.Session()
    session.set_credentials("bench", "bench")
    client = session.create_client("dynamodb", region_name="eu-west-1")
    client.meta.events.register_last("before-call", lambda **_: (Answered, ANSWER))

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> int:
        answer = client.get_item(TableName="orders", Key={"id": {"S": "o-1234"}})
        return answer["ResponseMetadata"]["HTTPStatusCode"]

    return partial(handler, EVENT, CONTEXT)


class Answered:
    """An HTTP response, as far as botocore looks at it."""

    status_code = 200


ANSWER = {"ResponseMetadata": {"HTTPStatusCode": 200, "RequestId": "r-1", "RetryAttempts": 0}}


@hot("tracer.sqlite3.enabled", check=gives(1, segments=[":memory:", HANDLER]))
def sqlite3_enabled() -> Callable[[], int]:
    """One invocation of a handler that queries a database in memory."""
    import sqlite3

    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench", patch_modules=["sqlite3"])
    cursor = sqlite3.connect(":memory:").cursor()

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> int:
        return cursor.execute("select 1").fetchone()[0]

    return partial(handler, EVENT, CONTEXT)
