from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord
from aws_lambda_powertools.utilities.typing import LambdaContext


def mark_as_replayed(response: dict, record: DataRecord) -> dict:
    return {**response, "headers": {"x-idempotency-key": record.idempotency_key}}


layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(response_hook=mark_as_replayed)


@idempotent(persistence_store=layer, config=config, key_prefix="orders")
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 201}
