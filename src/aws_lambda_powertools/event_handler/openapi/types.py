"""How the responses of a route are described, and the fixed schemas of validation errors."""

from __future__ import annotations

from typing import Any, TypedDict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from typing_extensions import NotRequired

    JsonSchema: TypeAlias = dict[str, Any]

COMPONENT_REF_PREFIX = "#/components/schemas/"
COMPONENT_REF_TEMPLATE = "#/components/schemas/{model}"
METHODS_WITH_BODY = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"}

validation_error_definition: JsonSchema = {
    "title": "ValidationError",
    "type": "object",
    "properties": {
        "loc": {
            "title": "Location",
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
        },
        "type": {"title": "Error Type", "type": "string"},
    },
    "required": ["loc", "msg", "type"],
}


def _errors_of(title: str) -> JsonSchema:
    """The schema of a body that lists validation errors."""
    items = {"$ref": f"{COMPONENT_REF_PREFIX}ValidationError"}
    return {
        "title": title,
        "type": "object",
        "properties": {"detail": {"title": "Detail", "type": "array", "items": items}},
    }


validation_error_response_definition = _errors_of("HTTPValidationError")
response_validation_error_response_definition = _errors_of("ResponseValidationError")


class OpenAPIResponseHeader(TypedDict, total=False):
    """A header of a response."""

    description: NotRequired[str]
    schema: NotRequired[dict[str, Any]]
    examples: NotRequired[dict[str, Any]]
    style: NotRequired[str]
    explode: NotRequired[bool]
    allowReserved: NotRequired[bool]
    deprecated: NotRequired[bool]


class OpenAPIResponseContentSchema(TypedDict, total=False):
    """A body in one media type, described by a JSON schema."""

    schema: dict[str, Any]
    examples: NotRequired[dict[str, Any]]
    encoding: NotRequired[dict[str, Any]]


class OpenAPIResponseContentModel(TypedDict, total=False):
    """A body in one media type, described by a type: a pydantic model, a dataclass, `list[Item]`."""

    model: Any
    examples: NotRequired[dict[str, Any]]
    encoding: NotRequired[dict[str, Any]]


class OpenAPIResponse(TypedDict, total=False):
    """One answer of a route."""

    description: str
    headers: NotRequired[dict[str, OpenAPIResponseHeader]]
    content: NotRequired[dict[str, OpenAPIResponseContentSchema | OpenAPIResponseContentModel]]
    links: NotRequired[dict[str, Any]]
