import os

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders")  # POWERTOOLS_TRACER_PROVIDER says where traces go


@tracer.capture_method
def charge(order_id: str) -> dict:
    if order_id == os.environ.get("BLOCKED_ORDER"):
        raise PermissionError(f"{order_id} is blocked")
    return {"order_id": order_id, "state": "charged"}


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    tracer.put_annotation(key="order_id", value=event["order_id"])
    return charge(event["order_id"])
