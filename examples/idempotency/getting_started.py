from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = DynamoDBPersistenceLayer(table_name="idempotency")
config = IdempotencyConfig(event_key_jmespath="payment_id")


def charge(payment_id: str, amount: int) -> str:
    print(f"{payment_id}: {amount} taken")
    return f"receipt-{payment_id}"


@idempotent(persistence_store=layer, config=config)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"receipt": charge(event["payment_id"], event["amount"])}
