from aws_lambda_powertools.utilities.data_classes import SQSEvent
from aws_lambda_powertools.utilities.typing import LambdaContext


def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    return [f"{record.message_id}: {record.json_body['id']}" for record in SQSEvent(event).records]
