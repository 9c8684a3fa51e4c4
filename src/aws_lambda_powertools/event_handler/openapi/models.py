"""The objects of an OpenAPI 3.1 document.

Source: OpenAPI Specification 3.1.0 (https://spec.openapis.org/oas/v3.1.0). The classes are pydantic models whose
validators are built at their first use: a service that never looks at its document does not pay for them.
"""

# pydantic reads these annotations at run time.
# ruff: noqa: TC002

# Users' own data has no types.
# pyright: reportUnknownVariableType=false
# As the specification narrows it.
# pyright: reportIncompatibleVariableOverride=false

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any, Literal, Union

from pydantic import AnyUrl, BaseModel, ConfigDict, Field, model_serializer, model_validator

from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pydantic import SerializerFunctionWrapHandler
    from typing_extensions import Self

EXTENSION_PREFIX = "x-"
FIRST_THAT_FITS = Field(union_mode="left_to_right")


class ParameterInType(Enum):
    """Where a parameter stands in the request."""

    query = "query"
    header = "header"
    path = "path"
    cookie = "cookie"


class SecuritySchemeType(Enum):
    """The kinds of security schemes."""

    apiKey = "apiKey"
    http = "http"
    oauth2 = "oauth2"
    openIdConnect = "openIdConnect"
    mutualTLS = "mutualTLS"


class APIKeyIn(Enum):
    """Where an API key stands in the request."""

    query = "query"
    header = "header"
    cookie = "cookie"


class _Object(BaseModel):
    """An object of the document; what the specification does not name is kept as it is."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class OpenAPIExtensions(_Object):
    """An object that takes extensions, fields whose names start with `x-`; they stand beside its own fields."""

    openapi_extensions: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _names_start_with_x(self) -> Self:
        for name in self.openapi_extensions or ():
            if not name.startswith(EXTENSION_PREFIX):
                raise SchemaValidationError(f"An OpenAPI extension key must start with x-, which {name!r} does not.")
        return self

    @model_serializer(mode="wrap")
    def _beside_own_fields(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = serialize(self)
        if not self.openapi_extensions:
            return fields
        extensions = fields.pop("openapi_extensions", None) or {}
        return {**fields, **{name: value for name, value in extensions.items() if value is not None}}


class Contact(_Object):
    """Whom to ask about the API."""

    name: str | None = None
    url: AnyUrl | None = None
    email: str | None = None


class License(_Object):
    """Under which terms the API may be used."""

    name: str
    identifier: str | None = None
    url: AnyUrl | None = None


class Info(BaseModel):
    """What the API is: title, version, contact, licence."""

    model_config = ConfigDict(extra="ignore", defer_build=True)

    title: str
    description: str | None = None
    termsOfService: str | None = None
    contact: Contact | None = None
    license: License | None = None
    version: str
    summary: str | None = None


class ServerVariable(_Object):
    """A part of a server's URL that clients fill in."""

    enum: Annotated[list[str] | None, Field(min_length=1)] = None
    default: str
    description: str | None = None


class Server(OpenAPIExtensions):
    """Where the API answers."""

    url: AnyUrl | str
    description: str | None = None
    variables: dict[str, ServerVariable] | None = None


class Reference(BaseModel):
    """A pointer to an object that stands elsewhere in the document."""

    model_config = ConfigDict(defer_build=True)

    ref: str = Field(alias="$ref")


class Discriminator(BaseModel):
    """The property that tells which schema of a union applies."""

    model_config = ConfigDict(defer_build=True)

    propertyName: str
    mapping: dict[str, str] | None = None


class XML(_Object):
    """How a value is written in XML."""

    name: str | None = None
    namespace: str | None = None
    prefix: str | None = None
    attribute: bool | None = None
    wrapped: bool | None = None


class ExternalDocumentation(_Object):
    """Documentation that stands elsewhere."""

    description: str | None = None
    url: AnyUrl


class Schema(_Object):
    """The shape of a value. Source: JSON Schema 2020-12 (https://json-schema.org/draft/2020-12)."""

    schema_: str | None = Field(default=None, alias="$schema")
    vocabulary: str | None = Field(default=None, alias="$vocabulary")
    id: str | None = Field(default=None, alias="$id")
    anchor: str | None = Field(default=None, alias="$anchor")
    dynamicAnchor: str | None = Field(default=None, alias="$dynamicAnchor")
    ref: str | None = Field(default=None, alias="$ref")
    dynamicRef: str | None = Field(default=None, alias="$dynamicRef")
    defs: dict[str, SchemaOrBool] | None = Field(default=None, alias="$defs")
    comment: str | None = Field(default=None, alias="$comment")
    allOf: list[SchemaOrBool] | None = None
    anyOf: list[SchemaOrBool] | None = None
    oneOf: list[SchemaOrBool] | None = None
    not_: SchemaOrBool | None = Field(default=None, alias="not")
    if_: SchemaOrBool | None = Field(default=None, alias="if")
    then: SchemaOrBool | None = None
    else_: SchemaOrBool | None = Field(default=None, alias="else")
    dependentSchemas: dict[str, SchemaOrBool] | None = None
    prefixItems: list[SchemaOrBool] | None = None
    items: SchemaOrBool | list[SchemaOrBool] | None = None
    contains: SchemaOrBool | None = None
    properties: dict[str, SchemaOrBool] | None = None
    patternProperties: dict[str, SchemaOrBool] | None = None
    additionalProperties: SchemaOrBool | None = None
    propertyNames: SchemaOrBool | None = None
    unevaluatedItems: SchemaOrBool | None = None
    unevaluatedProperties: SchemaOrBool | None = None
    type: str | list[str] | None = None
    enum: list[Any] | None = None
    const: Any | None = None
    multipleOf: Annotated[float | None, Field(gt=0)] = None
    maximum: float | None = None
    exclusiveMaximum: float | None = None
    minimum: float | None = None
    exclusiveMinimum: float | None = None
    maxLength: Annotated[int | None, Field(ge=0)] = None
    minLength: Annotated[int | None, Field(ge=0)] = None
    pattern: str | None = None
    maxItems: Annotated[int | None, Field(ge=0)] = None
    minItems: Annotated[int | None, Field(ge=0)] = None
    uniqueItems: bool | None = None
    maxContains: Annotated[int | None, Field(ge=0)] = None
    minContains: Annotated[int | None, Field(ge=0)] = None
    maxProperties: Annotated[int | None, Field(ge=0)] = None
    minProperties: Annotated[int | None, Field(ge=0)] = None
    required: list[str] | None = None
    dependentRequired: dict[str, set[str]] | None = None
    format: str | None = None
    contentEncoding: str | None = None
    contentMediaType: str | None = None
    contentSchema: SchemaOrBool | None = None
    title: str | None = None
    description: str | None = None
    default: Any | None = None
    deprecated: bool | None = None
    readOnly: bool | None = None
    writeOnly: bool | None = None
    examples: list[Any] | None = None
    discriminator: Discriminator | None = None
    xml: XML | None = None
    externalDocs: ExternalDocumentation | None = None


SchemaOrBool = Union[Schema, bool]  # noqa: UP007  Python 3.10 joins a class that still waits for this name only so


class Example(_Object):
    """A value as clients may send or receive it."""

    summary: str | None = None
    description: str | None = None
    value: Any | None = None
    externalValue: AnyUrl | None = None


class Encoding(_Object):
    """How one property of a form or multipart body is written."""

    contentType: str | None = None
    headers: dict[str, Header | Reference] | None = None
    style: str | None = None
    explode: bool | None = None
    allowReserved: bool | None = None


class MediaType(_Object):
    """A body in one media type."""

    schema_: Schema | Reference | None = Field(default=None, alias="schema")
    examples: dict[str, Example | Reference] | None = None
    encoding: dict[str, Encoding] | None = None


class ParameterBase(_Object):
    """What parameters and headers have in common."""

    description: str | None = None
    required: bool | None = None
    deprecated: bool | None = None
    style: str | None = None
    explode: bool | None = None
    allowReserved: bool | None = None
    schema_: Schema | Reference | None = Field(default=None, alias="schema")
    examples: dict[str, Example | Reference] | None = None
    content: dict[str, MediaType] | None = None


class Parameter(ParameterBase):
    """A value of the path, the query string, a header or a cookie."""

    name: str
    in_: ParameterInType = Field(alias="in")


class Header(ParameterBase):
    """A header of a response or of a part of a multipart body."""


class RequestBody(_Object):
    """What the body of a request may be."""

    description: str | None = None
    content: dict[str, MediaType]
    required: bool | None = None


class Link(_Object):
    """What a client may do next with values of a response."""

    operationRef: str | None = None
    operationId: str | None = None
    parameters: dict[str, Any | str] | None = None
    requestBody: Any | str | None = None
    description: str | None = None
    server: Server | None = None


class Response(_Object):
    """One answer of an operation."""

    description: str
    headers: dict[str, Header | Reference] | None = None
    content: dict[str, MediaType] | None = None
    links: dict[str, Link | Reference] | None = None


class Tag(_Object):
    """A group of operations."""

    name: str
    description: str | None = None
    externalDocs: ExternalDocumentation | None = None


class Operation(OpenAPIExtensions):
    """What one method does at one path."""

    tags: list[str] | None = None
    summary: str | None = None
    description: str | None = None
    externalDocs: ExternalDocumentation | None = None
    operationId: str | None = None
    parameters: list[Parameter | Reference] | None = None
    requestBody: RequestBody | Reference | None = None
    responses: dict[int, Annotated[Response | Any, FIRST_THAT_FITS]] | None = None
    callbacks: dict[str, dict[str, PathItem] | Reference] | None = None
    deprecated: bool | None = None
    security: list[dict[str, list[str]]] | None = None
    servers: list[Server] | None = None


class PathItem(_Object):
    """The operations of one path."""

    ref: str | None = Field(default=None, alias="$ref")
    summary: str | None = None
    description: str | None = None
    get: Operation | None = None
    put: Operation | None = None
    post: Operation | None = None
    delete: Operation | None = None
    options: Operation | None = None
    head: Operation | None = None
    patch: Operation | None = None
    trace: Operation | None = None
    servers: list[Server] | None = None
    parameters: list[Parameter | Reference] | None = None


class SecurityBase(OpenAPIExtensions):
    """How clients say who they are."""

    model_config = ConfigDict(extra="allow", populate_by_name=True, defer_build=True)

    type_: SecuritySchemeType = Field(alias="type")
    description: str | None = None


class APIKey(SecurityBase):
    """A key in a header, the query string or a cookie."""

    type_: SecuritySchemeType = Field(default=SecuritySchemeType.apiKey, alias="type")
    in_: APIKeyIn = Field(alias="in")
    name: str


class HTTPBase(SecurityBase):
    """A scheme of the `Authorization` header."""

    type_: SecuritySchemeType = Field(default=SecuritySchemeType.http, alias="type")
    scheme: str


class HTTPBearer(HTTPBase):
    """A bearer token in the `Authorization` header."""

    scheme: Literal["bearer"] = "bearer"
    bearerFormat: str | None = None


class OAuthFlow(_Object):
    """What all OAuth 2 flows have in common."""

    refreshUrl: str | None = None
    scopes: dict[str, str] = {}


class OAuthFlowImplicit(OAuthFlow):
    """The implicit flow."""

    authorizationUrl: str


class OAuthFlowPassword(OAuthFlow):
    """The resource owner's password."""

    tokenUrl: str


class OAuthFlowClientCredentials(OAuthFlow):
    """The client's own credentials."""

    tokenUrl: str


class OAuthFlowAuthorizationCode(OAuthFlow):
    """The authorization code flow."""

    authorizationUrl: str
    tokenUrl: str


class OAuthFlows(_Object):
    """The OAuth 2 flows an API supports."""

    implicit: OAuthFlowImplicit | None = None
    password: OAuthFlowPassword | None = None
    clientCredentials: OAuthFlowClientCredentials | None = None
    authorizationCode: OAuthFlowAuthorizationCode | None = None


class OAuth2(SecurityBase):
    """OAuth 2."""

    type_: SecuritySchemeType = Field(default=SecuritySchemeType.oauth2, alias="type")
    flows: OAuthFlows


class OpenIdConnect(SecurityBase):
    """OpenID Connect, found by its discovery document."""

    type_: SecuritySchemeType = Field(default=SecuritySchemeType.openIdConnect, alias="type")
    openIdConnectUrl: str


class MutualTLS(SecurityBase):
    """A certificate of the client."""

    type_: SecuritySchemeType = Field(default=SecuritySchemeType.mutualTLS, alias="type")


SecurityScheme = APIKey | HTTPBase | OAuth2 | OpenIdConnect | HTTPBearer | MutualTLS


class Components(_Object):
    """Objects that others refer to."""

    schemas: dict[str, Schema | Reference] | None = None
    responses: dict[str, Response | Reference] | None = None
    parameters: dict[str, Parameter | Reference] | None = None
    examples: dict[str, Example | Reference] | None = None
    requestBodies: dict[str, RequestBody | Reference] | None = None
    headers: dict[str, Header | Reference] | None = None
    securitySchemes: dict[str, SecurityScheme | Reference] | None = None
    links: dict[str, Link | Reference] | None = None
    callbacks: dict[str, dict[str, PathItem] | Reference | Any] | None = None
    pathItems: dict[str, PathItem | Reference] | None = None


class OpenAPI(OpenAPIExtensions):
    """A whole document."""

    openapi: str
    info: Info
    jsonSchemaDialect: str | None = None
    servers: list[Server] | None = None
    paths: dict[str, Annotated[PathItem | Any, FIRST_THAT_FITS]] | None = None
    webhooks: dict[str, PathItem | Reference] | None = None
    components: Components | None = None
    security: list[dict[str, list[str]]] | None = None
    tags: list[Tag] | None = None
    externalDocs: ExternalDocumentation | None = None
