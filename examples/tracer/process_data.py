from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer()


@tracer.capture_method
def process_data(data: dict) -> str:
    # Simulate processing
    print(f"Processing data: {data}")
    return "Processed"


@tracer.capture_lambda_handler
def handler(event: dict, context: LambdaContext) -> dict:
    process_data(data=event)
    return {"statusCode": 200, "body": "Hello from Lambda!"}
