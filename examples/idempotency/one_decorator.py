from aws_lambda_powertools.utilities.idempotency import DynamoDBIdempotencyConfig, IdempotencyCache, make_idempotent
from aws_lambda_powertools.utilities.typing import LambdaContext

config = DynamoDBIdempotencyConfig(table_name="idempotency", event_key_jmespath="id")
cache = IdempotencyCache(config=config, max_items=1000)


@make_idempotent(config=config, cache=cache)
def process_order(id: str) -> None:
    print(f"{id} processed")


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    config.register_lambda_context(context)
    process_order(event["id"])
    return {"statusCode": 200}
