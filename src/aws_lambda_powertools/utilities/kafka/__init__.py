"""Records of Kafka, decoded: text, JSON, Avro, Protocol Buffers.

@kafka_consumer(schema_config=SchemaConfig(value_schema_type="JSON"))
def handler(event: ConsumerRecords, context):
    for record in event.records: ...
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

# Eagerly, because the function has the name of its file.
from aws_lambda_powertools.utilities.kafka.kafka_consumer import kafka_consumer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.kafka.consumer_records import ConsumerRecords as ConsumerRecords
    from aws_lambda_powertools.utilities.kafka.schema_config import SchemaConfig as SchemaConfig

__all__ = ["ConsumerRecords", "SchemaConfig", "kafka_consumer"]

__getattr__, __dir__, _ = lazy_exports(
    __name__,
    {
        ".consumer_records": ["ConsumerRecords"],
        ".deserializer": [],
        ".exceptions": [],
        ".registry": [],
        ".schema_config": ["SchemaConfig"],
        ".serialization": [],
    },
)
