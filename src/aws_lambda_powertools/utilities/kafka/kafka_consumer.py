"""The decorator kafka_consumer."""

from __future__ import annotations

from aws_lambda_powertools._core.replacers import wraps_handler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.kafka.schema_config import SchemaConfig


@wraps_handler
def kafka_consumer(
    handler: Callable[..., Any],
    event: dict[str, Any],
    context: Any,
    schema_config: SchemaConfig | None = None,
) -> Any:
    """Give a handler the records of Kafka decoded, as ConsumerRecords in place of the event.

        @kafka_consumer(schema_config=SchemaConfig(value_schema_type="JSON"))
        def handler(event: ConsumerRecords, context): ...

    Keys and values are decoded when they are read. Raises what the schema configuration describes.
    """
    from aws_lambda_powertools.utilities.kafka.consumer_records import ConsumerRecords

    return handler(ConsumerRecords(event, schema_config), context)
