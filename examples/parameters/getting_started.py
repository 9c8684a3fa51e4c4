from typing import Any

from aws_lambda_powertools.utilities.parameters import get_parameter, get_secret
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    endpoint = get_parameter("/payments/endpoint")
    credentials = get_secret("payments/credentials", transform="json")
    return {"statusCode": 200, "body": f"{credentials['user']} at {endpoint}"}
