from aws_lambda_powertools.utilities.jmespath_utils import envelopes, query
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    messages = query(event, envelopes.SQS)
    return {"received": [message["orderId"] for message in messages]}
