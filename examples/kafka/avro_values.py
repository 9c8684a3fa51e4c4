from dataclasses import dataclass

from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.typing import LambdaContext

ORDER = """
{
  "type": "record",
  "name": "Order",
  "fields": [{"name": "id", "type": "string"}, {"name": "amount", "type": "double"}]
}
"""


@dataclass
class Order:
    id: str
    amount: float


config = SchemaConfig(value_schema_type="AVRO", value_schema=ORDER, value_output_serializer=Order)


@kafka_consumer(schema_config=config)
def lambda_handler(event: ConsumerRecords, context: LambdaContext) -> list[str]:
    return [f"{record.value.id}: {record.value.amount}" for record in event.records]
