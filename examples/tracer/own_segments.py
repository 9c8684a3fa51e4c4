from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="orders")


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> int:
    with tracer.provider.in_subsegment("## price") as segment:
        total = sum(line["price"] * line["quantity"] for line in event["lines"])
        segment.put_annotation(key="total", value=total)
        segment.put_metadata(key="lines", value=event["lines"], namespace="orders")
    return total
