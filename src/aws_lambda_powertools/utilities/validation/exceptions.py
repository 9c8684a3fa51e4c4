"""Errors of validation.

PowertoolsError
├── SchemaValidationError
├── InvalidSchemaFormatError
└── InvalidEnvelopeExpressionError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError

__all__ = ["InvalidEnvelopeExpressionError", "InvalidSchemaFormatError", "SchemaValidationError"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SchemaValidationError(PowertoolsError):
    """Data does not follow its schema.

    `validation_message` says what is wrong, `name` and `path` where (`data.items[0].price`), `value` holds the data
    there, `rule` and `rule_definition` the broken rule and what it asks for, `definition` the schema around it.
    """

    def __init__(
        self,
        message: str | None = None,
        validation_message: str | None = None,
        name: str | None = None,
        path: list[str] | None = None,
        value: Any = None,
        definition: Any = None,
        rule: str | None = None,
        rule_definition: Any = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.validation_message = validation_message
        self.name = name
        self.path = path
        self.value = value
        self.definition = definition
        self.rule = rule
        self.rule_definition = rule_definition


class InvalidSchemaFormatError(PowertoolsError):
    """A schema is no JSON Schema, or refers to what can't be found."""
