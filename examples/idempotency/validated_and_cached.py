from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyValidationError
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(
    event_key_jmespath="payment_id",
    payload_validation_jmespath="amount",
    use_local_cache=True,
    expires_after_seconds=24 * 60 * 60,
    expires_after_jitter_seconds=600,
)


@idempotent(persistence_store=layer, config=config)
def charge(event: dict, context: LambdaContext) -> dict:
    return {"charged": event["amount"]}


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    try:
        return charge(event, context)
    except IdempotencyValidationError:
        return {"statusCode": 422, "body": "this payment was made with another amount"}
