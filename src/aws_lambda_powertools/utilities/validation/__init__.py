"""Events and answers against JSON schemas.

    @validator(inbound_schema=ORDER)
    def handler(event, context): ...

Schemas are compiled once. fastjsonschema is imported at the first validation.
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

# Eagerly, because the function has the name of its file.
from aws_lambda_powertools.utilities.validation.validator import validate, validator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError as InvalidEnvelopeExpressionError
    from aws_lambda_powertools.utilities.validation.exceptions import (
        InvalidSchemaFormatError as InvalidSchemaFormatError,
        SchemaValidationError as SchemaValidationError,
    )

__all__ = [
    "InvalidEnvelopeExpressionError",
    "InvalidSchemaFormatError",
    "SchemaValidationError",
    "validate",
    "validator",
]

__getattr__, __dir__, _ = lazy_exports(
    __name__,
    {
        "aws_lambda_powertools.exceptions": ["InvalidEnvelopeExpressionError"],
        ".exceptions": ["InvalidSchemaFormatError", "SchemaValidationError"],
    },
)
