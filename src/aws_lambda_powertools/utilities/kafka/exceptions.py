"""Errors of the Kafka consumer.

PowertoolsError
├── KafkaConsumerAvroSchemaParserError
├── KafkaConsumerDeserializationError
├── KafkaConsumerDeserializationFormatMismatch
├── KafkaConsumerMissingSchemaError
├── KafkaConsumerOutputSerializerError
└── KafkaConsumerRegistryError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class KafkaConsumerAvroSchemaParserError(PowertoolsError):
    """A text is no Avro schema."""


class KafkaConsumerDeserializationError(PowertoolsError):
    """A key or value is not what the configuration says."""


class KafkaConsumerDeserializationFormatMismatch(PowertoolsError):  # noqa: N818  # its name of old
    """The event says that a key or value has another format than the configuration does."""


class KafkaConsumerMissingSchemaError(PowertoolsError):
    """Avro and Protobuf need a schema, and the configuration has none."""


class KafkaConsumerOutputSerializerError(PowertoolsError):
    """A decoded key or value could not be made into the output type."""


class KafkaConsumerRegistryError(PowertoolsError):
    """A schema registry gave no schema."""
