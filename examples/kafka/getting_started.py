from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")


@kafka_consumer(schema_config=SchemaConfig(value_schema_type="JSON"))
def lambda_handler(event: ConsumerRecords, context: LambdaContext) -> int:
    total = 0
    for record in event.records:
        if record.value is None:  # a tombstone: the key was deleted
            logger.info("order deleted", key=record.key)
            continue
        total += record.value["amount"]
    return total
