import boto3

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="order-service")


@tracer.capture_lambda_handler
def handler(event: dict, context: LambdaContext) -> dict:
    order_id = event["order_id"]

    # This method call is automatically traced
    order = get_order(order_id)

    # Add metadata to the trace
    tracer.put_annotation(key="OrderId", value=order_id)
    tracer.put_metadata(key="order_details", value=order)

    total = calculate_total(order)
    return {"statusCode": 200, "body": {"order_id": order_id, "total": total}}


@tracer.capture_method
def get_order(order_id: str) -> dict:
    """Fetching from DynamoDB is automatically traced."""
    dynamodb = boto3.resource("dynamodb")
    table = dynamodb.Table("orders")
    response = table.get_item(Key={"order_id": order_id})
    return response.get("Item", {})


@tracer.capture_method
def calculate_total(order: dict) -> float:
    """This method shows up as its own subsegment in X-Ray."""
    total = sum(item["price"] * item["quantity"] for item in order.get("items", []))
    tracer.put_annotation(key="OrderTotal", value=str(total))
    return total
