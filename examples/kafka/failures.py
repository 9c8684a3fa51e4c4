from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="orders")
config = SchemaConfig(value_schema_type="JSON", on_error="skip")


def take(order: dict) -> None:
    if order["amount"] <= 0:
        raise ValueError("an order without amount")


@kafka_consumer(schema_config=config)
def lambda_handler(event: ConsumerRecords, context: LambdaContext) -> dict:
    for record in event.records:
        try:
            take(record.value)
        except ValueError as error:
            event.failures.append((record, error))
    for record, error in event.failures:
        logger.warning("to be sent again", offset=record.offset, reason=str(error))
    return event.partial_failure_response()
