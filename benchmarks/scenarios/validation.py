"""What it costs to hold an event against a JSON schema."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema",
    "type": "object",
    "properties": {
        "order_id": {"type": "string", "minLength": 3},
        "customer": {"type": "string"},
        "amount": {"type": "number", "minimum": 0},
        "items": {"type": "integer"},
        "express": {"type": "boolean"},
    },
    "required": ["order_id", "amount"],
}
ORDER = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}


@hot("validation.validate", check=gives(ORDER))
def validate_one() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.validation import validate

    return partial(validate, event=ORDER, schema=SCHEMA)


@hot("validation.validator_decorator", check=gives(ORDER))
def validator_decorator() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.validation import validator

    @validator(inbound_schema=SCHEMA, outbound_schema=SCHEMA)
    def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
        return event

    return partial(handler, ORDER, None)
