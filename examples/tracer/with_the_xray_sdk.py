from aws_xray_sdk.core import xray_recorder

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders", auto_patch=False)  # finds the SDK, and works with its recorder


@xray_recorder.capture("charge")
def charge(order_id: str) -> str:
    return order_id


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> str:
    return charge(event["order_id"])
