"""The JSON schemas of fields, and the components they refer to, as OpenAPI 3.1 wants them."""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# pydantic's own types are wider than its annotations.
# pyright: reportArgumentType=false

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from aws_lambda_powertools.event_handler.openapi.types import COMPONENT_REF_TEMPLATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aws_lambda_powertools.event_handler.openapi.compat import ModelField

MAPPINGS_OF_SCHEMAS = ("properties", "patternProperties", "$defs", "dependentSchemas")
LISTS_OF_SCHEMAS = ("allOf", "anyOf", "oneOf", "prefixItems")
SCHEMAS = (
    "items",
    "additionalProperties",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
)


class Schemas:
    """The schema of each field, and the definitions of what they refer to."""

    __slots__ = ("_of_field", "definitions")

    def __init__(self, fields: Iterable[ModelField]) -> None:
        unique = list(dict.fromkeys(fields))
        generator = GenerateJsonSchema(by_alias=True, ref_template=COMPONENT_REF_TEMPLATE)
        schemas, definitions = generator.generate_definitions(
            [(index, field.mode, field.adapter.core_schema) for index, field in enumerate(unique)]
        )
        self._of_field = {
            field: without_null(titled(field, schemas[index, field.mode])) for index, field in enumerate(unique)
        }
        self.definitions: dict[str, Any] = {name: without_null(schema) for name, schema in definitions.items()}

    def of(self, field: ModelField) -> dict[str, Any]:
        """The schema of a field."""
        schema: dict[str, Any] = self._of_field[field]
        return schema


def titled(field: ModelField, schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with a title made of the field's name; one that only refers to another keeps the title from there."""
    if "title" in schema or "$ref" in schema:
        return schema
    return {**schema, "title": field.field_info.title or field.alias.title().replace("_", " ")}


def without_null(schema: Any) -> Any:
    """The schema without keywords that are null, such as `default: null`, which says nothing."""
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for keyword, value in schema.items():
        if value is not None:
            visit = _VISITS.get(keyword)
            kept[keyword] = value if visit is None else visit(value)
    return kept


def _each(schemas: Any) -> Any:
    return [without_null(schema) for schema in schemas]


def _named(schemas: Any) -> Any:
    return {name: without_null(schema) for name, schema in schemas.items()}


_VISITS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(SCHEMAS, without_null),
    **dict.fromkeys(LISTS_OF_SCHEMAS, _each),
    **dict.fromkeys(MAPPINGS_OF_SCHEMAS, _named),
}
