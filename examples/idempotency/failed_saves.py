from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(on_store_error="return", wait_for_in_progress_seconds=2)


@idempotent(persistence_store=layer, config=config)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 200, "body": "done"}
