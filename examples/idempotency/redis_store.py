from aws_lambda_powertools.utilities.idempotency import CachePersistenceLayer, idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext

layer = CachePersistenceLayer(url="rediss://cache.example.com:6379/0")


@idempotent(persistence_store=layer)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return {"statusCode": 200}
