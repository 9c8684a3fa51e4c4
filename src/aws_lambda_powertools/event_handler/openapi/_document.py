"""Write the OpenAPI document of an app: its routes as operations, their types as components, and the frame around.

The document is built of plain dicts; the classes of `models` only come in where users hand them over or ask for them.
"""

# Users' own data has no types.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from copy import copy
from typing import Any

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler.openapi._schemas import without_null
from aws_lambda_powertools.event_handler.openapi.compat import ModelField, model_of
from aws_lambda_powertools.event_handler.openapi.constants import (
    DEFAULT_CONTENT_TYPE,
    DEFAULT_OPENAPI_RESPONSE_DESCRIPTION,
)
from aws_lambda_powertools.event_handler.openapi.dependant import get_body_field
from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError
from aws_lambda_powertools.event_handler.openapi.params import Header, Param, get_flat_dependant
from aws_lambda_powertools.event_handler.openapi.types import (
    COMPONENT_REF_PREFIX,
    METHODS_WITH_BODY,
    response_validation_error_response_definition,
    validation_error_definition,
    validation_error_response_definition,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic.fields import FieldInfo

    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler.openapi._schemas import Schemas
    from aws_lambda_powertools.event_handler.openapi.config import OpenAPIConfig
    from aws_lambda_powertools.event_handler.openapi.params import Dependant

VALIDATION_ERROR = 422
REQUEST_ERROR = ("Validation Error", "HTTPValidationError")
RESPONSE_ERROR = ("Response Validation Error", "ResponseValidationError")
ERROR_DEFINITIONS = {
    "ValidationError": validation_error_definition,
    "HTTPValidationError": validation_error_response_definition,
    "ResponseValidationError": response_validation_error_response_definition,
}
ERROR_DEFINITIONS_AS_SENT = {
    **ERROR_DEFINITIONS,
    "ValidationError": {**validation_error_definition, "required": ["loc", "type"]},
}
"""The same without `msg`, which answers do not have; only under strict, for tests compare documents."""


class Endpoint:
    """A route with the fields of its handler."""

    __slots__ = ("body", "dependant", "flat", "route")

    def __init__(self, route: Route, dependant: Dependant) -> None:
        self.route = route
        self.dependant = dependant
        self.flat = get_flat_dependant(dependant)
        self.body = get_body_field(dependant=dependant, name=route.operation_id)

    @property
    def parameters(self) -> Iterator[tuple[ModelField, FieldInfo]]:
        """Path, query, header and cookie values; of a model each field is one."""
        for field in (
            *self.flat.path_params,
            *self.flat.query_params,
            *self.flat.header_params,
            *self.flat.cookie_params,
        ):
            if getattr(field.field_info, "include_in_schema", True):
                yield field, field.field_info

    @property
    def fields(self) -> Iterator[ModelField]:
        """Everything of this endpoint that has a schema."""
        for field, _ in self.parameters:
            yield from expanded(field)
        if self.body is not None:
            yield self.body
        if self.dependant.return_param is not None:
            yield self.dependant.return_param
        yield from self.dependant.response_extra_models


def expanded(field: ModelField) -> list[ModelField]:
    """The parameters that a field stands for: itself, or those of its model."""
    cached: list[ModelField] | None = getattr(field.field_info, "_expanded", None)
    if cached is None:
        cached = field.field_info._expanded = _expand(field)  # type: ignore[attr-defined]  # noqa: SLF001  kept with it
    return cached


def _expand(field: ModelField) -> list[ModelField]:
    model = model_of(field.type_)
    if model is None:
        return [field]
    hyphens = isinstance(field.field_info, Header) and field.field_info.convert_underscores
    parts: list[ModelField] = []
    for name, info in model.model_fields.items():
        shown = (info.validation_alias if isinstance(info.validation_alias, str) else info.alias) or name
        alone = copy(info)
        alone.alias = alone.validation_alias = alone.serialization_alias = None  # the name of the part says it
        parts.append(ModelField(alone, shown.replace("_", "-") if hyphens else shown))
    return parts


def operation_of(
    endpoint: Endpoint, schemas: Schemas, *, documents_errors: bool, error_status: int | None
) -> dict[str, Any]:
    """What a route does, as an Operation."""
    route = endpoint.route
    operation: dict[str, Any] = {
        "tags": route.tags or None,
        "summary": route.summary or f"{route.method.upper()} {route.openapi_path}",
        "description": route.description or None,
        "operationId": route.operation_id,
        "parameters": list(parameters_of(endpoint, schemas)) or None,
        "requestBody": _request_body(endpoint, schemas),
        "responses": _responses(endpoint, schemas, documents_errors=documents_errors, error_status=error_status),
        "deprecated": route.deprecated or None,
        "security": route.security or None,
    }
    return {
        **{name: value for name, value in operation.items() if value is not None},
        **checked_extensions(route.openapi_extensions),
    }


def checked_extensions(extensions: Mapping[str, Any] | None) -> dict[str, Any]:
    """Extensions whose names start with `x-`; SchemaValidationError for others."""
    for name in extensions or ():
        if not name.startswith("x-"):
            raise SchemaValidationError(f"An OpenAPI extension key must start with x-, which {name!r} does not.")
    return {name: value for name, value in (extensions or {}).items() if value is not None}


def parameters_of(endpoint: Endpoint, schemas: Schemas) -> Iterator[dict[str, Any]]:
    """The Parameters of an operation, each name of a place once."""
    seen: set[tuple[str, str]] = set()
    for field, info in endpoint.parameters:
        place = info.in_.value if isinstance(info, Param) else "query"
        for part in expanded(field):
            name = part.alias.lower() if place == "header" else part.alias
            if (place, name) in seen or (place == "header" and name == "content-type"):
                continue  # OpenAPI leaves the content type to the request body
            seen.add((place, name))
            yield _parameter(part, name, place, schemas)


def _parameter(field: ModelField, name: str, place: str, schemas: Schemas) -> dict[str, Any]:
    info = field.field_info
    schema = schemas.of(field)
    parameter = {
        "description": info.description,
        "required": True if place == "path" else field.required,
        "deprecated": True if getattr(info, "deprecated", None) else None,  # not known before pydantic 2.7
        "schema": schema if isinstance(info, Param) else _never_null(schema),
        "examples": _plain_examples(getattr(info, "openapi_examples", None)),
        "name": name,
        "in": place,
    }
    return {key: value for key, value in parameter.items() if value is not None}


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a model's field as a text of the request, which is left out but never null."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) != 1:
        return schema
    return {**choices[0], **{keyword: value for keyword, value in schema.items() if keyword != "anyOf"}}


def _plain_examples(examples: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {name: plain(example) for name, example in examples.items()} if examples else None


def _request_body(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any] | None:
    field = endpoint.body
    if field is None or endpoint.route.method.upper() not in METHODS_WITH_BODY:
        return None
    info = field.field_info
    media: dict[str, Any] = {"schema": schemas.of(field)}
    examples = _plain_examples(getattr(info, "openapi_examples", None))
    if examples:
        media["examples"] = examples
    body: dict[str, Any] = {"content": {getattr(info, "media_type", DEFAULT_CONTENT_TYPE): media}}
    if info.description:
        body = {"description": info.description, **body}
    if field.required:
        body["required"] = True
    return body


def _responses(
    endpoint: Endpoint, schemas: Schemas, *, documents_errors: bool, error_status: int | None
) -> dict[int, dict[str, Any]]:
    """The documented answers: what the user says of them, what the annotations say, and the validation errors."""
    route = endpoint.route
    responses: dict[int, dict[str, Any]] = {}
    if documents_errors:
        responses[VALIDATION_ERROR] = _error(*REQUEST_ERROR)
    if error_status is not None:
        responses[int(error_status)] = _error(*RESPONSE_ERROR)
    if not route.responses:
        responses[int(route.status_code)] = {
            "description": route.response_description or DEFAULT_OPENAPI_RESPONSE_DESCRIPTION,
            "content": _returned(endpoint, schemas),
        }
        return responses
    for status, response in route.responses.items():
        responses[int(status)] = _described(response, endpoint, schemas)
    return responses


def _error(description: str, definition: str) -> dict[str, Any]:
    schema = {"$ref": f"{COMPONENT_REF_PREFIX}{definition}"}
    return {"description": description, "content": {DEFAULT_CONTENT_TYPE: {"schema": schema}}}


def _returned(endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    """The content of an answer that the return annotation describes."""
    field = endpoint.dependant.return_param
    return {DEFAULT_CONTENT_TYPE: {} if field is None else {"schema": schemas.of(field)}}


def _described(response: Mapping[str, Any], endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    """An answer as the user describes it; the types of its bodies become schemas."""
    described = {name: plain(value) for name, value in response.items() if name != "content"}
    content: Mapping[str, Any] | None = response.get("content")
    if content is None:
        described["content"] = _returned(endpoint, schemas)
        return described
    described["content"] = {media_type: _media(media, endpoint, schemas) for media_type, media in content.items()}
    return described


def _media(media: Mapping[str, Any], endpoint: Endpoint, schemas: Schemas) -> dict[str, Any]:
    described = {name: plain(value) for name, value in media.items() if name != "model"}
    model = media.get("model")
    if model is None:
        if isinstance(described.get("schema"), dict):
            described["schema"] = without_null(described["schema"])
        return {name: value for name, value in described.items() if value is not None}
    returned = endpoint.dependant.return_param
    known = [*([returned] if returned is not None else []), *endpoint.dependant.response_extra_models]
    field = next(field for field in known if field.type_ == model)
    return {"schema": schemas.of(field), **described}


def plain(value: Any) -> Any:
    """What users hand over as plain data: models dumped, dicts and lists copied, so that nobody changes theirs."""
    dump = getattr(value, "model_dump", None)
    if dump is not None:
        return dump(mode="json", by_alias=True, exclude_none=True)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def document_of(config: OpenAPIConfig, paths: dict[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """The whole document."""
    components: dict[str, Any] = {}
    if definitions:
        components["schemas"] = dict(sorted(definitions.items()))
    if config.security_schemes:
        components["securitySchemes"] = plain(config.security_schemes)
    check_security(config.security, config.security_schemes)
    document: dict[str, Any] = {
        "openapi": checked_version(config.openapi_version),
        "info": _info(config),
        "servers": plain(config.servers) if config.servers else [{"url": "/"}],
        "paths": paths,
        "components": components or None,
        "security": config.security or None,
        "tags": tags_of(config.tags) or None,
        "externalDocs": plain(config.external_documentation),
    }
    return {
        **{name: value for name, value in document.items() if value is not None},
        **checked_extensions(config.openapi_extensions),
    }


def _info(config: OpenAPIConfig) -> dict[str, Any]:
    info = {
        "title": config.title,
        "version": config.version,
        "summary": config.summary,
        "description": config.description,
        "termsOfService": config.terms_of_service,
        "contact": plain(config.contact),
        "license": plain(config.license_info),
    }
    return {name: value for name, value in info.items() if value is not None}


def tags_of(tags: Iterable[Any] | None) -> list[dict[str, Any]]:
    """The Tags of a document, of which users may give the names only."""
    return [{"name": tag} if isinstance(tag, str) else plain(tag) for tag in tags or ()]


def checked_version(version: str) -> str:
    """The version of the specification; documents are written in 3.1."""
    if version.startswith("3.1"):
        return version
    warn(f"OpenAPI {version} is not written here, the document follows 3.1.0; pass openapi_version='3.1.0'.")
    return "3.1.0"


def check_security(security: Iterable[Mapping[str, Any]] | None, schemes: Mapping[str, Any] | None) -> None:
    """SchemaValidationError when a requirement names a scheme that the document does not describe."""
    for requirement in security or ():
        for name in requirement:
            if name not in (schemes or {}):
                raise SchemaValidationError(
                    f"The security requirement {name!r} names no security scheme; there are {sorted(schemes or ())}."
                )
