from decimal import Decimal

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders")


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> str:
    # Find traces by these: text, number, boolean
    tracer.put_annotation(key="order_id", value=event["order_id"])
    tracer.put_annotation(key="total", value=Decimal("12.50"))

    # Read these with the trace: anything
    tracer.put_metadata(key="order", value=event)
    tracer.put_metadata(key="attempts", value=[1, 2], namespace="payments")
    return "done"
