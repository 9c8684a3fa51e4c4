from google.protobuf.timestamp_pb2 import Timestamp  # yours comes from protoc: `from order_pb2 import Order`

from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.typing import LambdaContext

config = SchemaConfig(
    key_schema_type="PROTOBUF", key_schema=Timestamp, value_schema_type="JSON", value_output_serializer=dict
)


@kafka_consumer(schema_config=config)
def lambda_handler(event: ConsumerRecords, context: LambdaContext) -> list[dict]:
    return [{"at": record.key, **record.value} for record in event.records]
