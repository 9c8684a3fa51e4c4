from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders")


@tracer.capture_method
def charge(order_id: str, amount: float) -> dict:
    return {"order_id": order_id, "amount": amount, "state": "charged"}


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    payment = charge(event["order_id"], event["amount"])
    return {"statusCode": 200, "body": payment["state"]}
