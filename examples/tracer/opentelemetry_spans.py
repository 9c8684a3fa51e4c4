from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders", provider="otel")


@tracer.capture_method
def publish(order_id: str) -> str:
    with tracer.provider.in_subsegment(
        "publish order",
        kind="producer",
        attributes={"messaging.system": "kafka", "messaging.destination.name": "orders"},
    ) as span:
        span.set_attribute("messaging.message.id", order_id)
        span.add_event("acknowledged", {"partition": 3})
    return order_id


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    tracer.put_annotation(key="order_id", value=event["order_id"])
    tracer.put_metadata(key="order", value=event)
    return {"published": publish(event["order_id"])}
