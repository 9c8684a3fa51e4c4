import requests

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.utilities.typing import LambdaContext

tracer = Tracer(service="weather", patch_modules=["requests"])
tracer.ignore_endpoint(urls=["/health"])
tracer.ignore_endpoint(hostname="*.internal.example.com")


@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> int:
    requests.get(f"{event['url']}/health", timeout=2)  # neither segment nor header
    return requests.get(f"{event['url']}/forecast?city=Berlin", timeout=2).status_code
