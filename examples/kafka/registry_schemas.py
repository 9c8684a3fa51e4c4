import os

from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.kafka.registry import ConfluentSchemaRegistry
from aws_lambda_powertools.utilities.typing import LambdaContext

registry = ConfluentSchemaRegistry(
    os.environ.get("REGISTRY_URL", "http://127.0.0.1:8081"),
    api_key=os.environ.get("REGISTRY_KEY"),
    api_secret=os.environ.get("REGISTRY_SECRET"),
)


@kafka_consumer(schema_config=SchemaConfig(value_schema_type="AVRO", value_schema=registry))
def lambda_handler(event: ConsumerRecords, context: LambdaContext) -> list:
    return [record.value for record in event.records]
