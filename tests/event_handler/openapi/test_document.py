"""The OpenAPI document of an app: valid, complete, and the same as its routes say."""

from __future__ import annotations

import dataclasses
import enum
import json
from typing import Annotated, Any, Generic, Literal, TypeVar

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError
from aws_lambda_powertools.event_handler.openapi.models import (
    APIKey,
    APIKeyIn,
    Contact,
    Example,
    ExternalDocumentation,
    HTTPBearer,
    License,
    MutualTLS,
    OAuth2,
    OAuthFlowImplicit,
    OAuthFlows,
    OpenAPI,
    OpenIdConnect,
    Server,
    ServerVariable,
    Tag,
)
from aws_lambda_powertools.event_handler.openapi.params import Body, Cookie, File, Form, Header, Path, Query, UploadFile
from aws_lambda_powertools.event_handler.router import Router

T = TypeVar("T")


class Color(enum.Enum):
    red = "red"
    blue = "blue"


class Address(BaseModel):
    """Where somebody lives."""

    street: str
    number: int | None = None


class Item(BaseModel):
    name: str = Field(min_length=2, description="The name", examples=["a"])
    color: Color = Color.red
    address: Address | None = None
    full_name: str = Field("x", alias="fullName")


class Node(BaseModel):
    children: list[Node] = []


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


class Results(BaseModel, Generic[T]):
    items: list[T]


class Page(BaseModel):
    limit: int = Field(10, ge=1, description="How many")
    tags: list[str] = []
    since: str | None = Field(None, alias="from")
    color: Color = Color.red


class Caller(BaseModel):
    x_token: str


@dataclasses.dataclass
class Point:
    x: int


@pytest.fixture
def app():
    return APIGatewayRestResolver(enable_validation=True)


def document(app, **options) -> dict[str, Any]:
    """The document, once a validator for OpenAPI 3.1 has nothing to say against it."""
    written = json.loads(app.get_openapi_json_schema(**options))
    OpenAPIV31SpecValidator(written).validate()
    return written


def operation(app, path, method="get", **options):
    return document(app, **options)["paths"][path][method]


def parameters(app, path="/", method="get"):
    return {item["name"]: item for item in operation(app, path, method)["parameters"]}


def test_an_app_without_routes_has_a_document(app):
    assert document(app) == {
        "openapi": "3.1.0",
        "info": {"title": "Powertools for AWS Lambda (Python) API", "version": "1.0.0"},
        "servers": [{"url": "/"}],
        "paths": {},
    }


def test_everything_about_the_whole_stands_in_the_document(app):
    app.get("/")(dict)

    found = document(
        app,
        title="Shop",
        version="2",
        summary="s",
        description="d",
        terms_of_service="https://example.com/terms",
        contact=Contact(name="n", url="https://example.com", email="a@example.com"),
        license_info=License(name="MIT", identifier="MIT"),
        tags=["a", Tag(name="b", description="bb", externalDocs=ExternalDocumentation(url="https://example.com/b"))],
        servers=[
            Server(
                url="https://example.com/{v}",
                variables={"v": ServerVariable(default="1", enum=["1", "2"])},
                openapi_extensions={"x-region": "eu"},
            )
        ],
        security_schemes={
            "key": APIKey(name="X-Key", in_=APIKeyIn.header),
            "bearer": HTTPBearer(),
            "oauth": OAuth2(flows=OAuthFlows(implicit=OAuthFlowImplicit(authorizationUrl="https://example.com/a"))),
            "oidc": OpenIdConnect(openIdConnectUrl="https://example.com/o"),
        },
        security=[{"key": []}],
        external_documentation=ExternalDocumentation(url="https://example.com/docs", description="more"),
        openapi_extensions={"x-owner": "us"},
    )

    del found["paths"], found["components"]["schemas"]
    assert found == {
        "openapi": "3.1.0",
        "info": {
            "title": "Shop",
            "version": "2",
            "summary": "s",
            "description": "d",
            "termsOfService": "https://example.com/terms",
            "contact": {"name": "n", "url": "https://example.com/", "email": "a@example.com"},
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "tags": [
            {"name": "a"},
            {"name": "b", "description": "bb", "externalDocs": {"url": "https://example.com/b"}},
        ],
        "servers": [
            {
                "url": "https://example.com/{v}",
                "variables": {"v": {"default": "1", "enum": ["1", "2"]}},
                "x-region": "eu",
            }
        ],
        "components": {
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
                "bearer": {"type": "http", "scheme": "bearer"},
                "oauth": {
                    "type": "oauth2",
                    "flows": {"implicit": {"authorizationUrl": "https://example.com/a", "scopes": {}}},
                },
                "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://example.com/o"},
            }
        },
        "security": [{"key": []}],
        "externalDocs": {"url": "https://example.com/docs", "description": "more"},
        "x-owner": "us",
    }


def test_a_route_says_what_its_operation_is(app):
    @app.post(
        "/items",
        summary="Make",
        description="Makes one",
        tags=["a"],
        operation_id="make",
        response_description="Made",
        deprecated=True,
        status_code=201,
        openapi_extensions={"x-cost": {"tokens": None}},
    )
    def make(item: Item) -> Item: ...

    found = operation(app, "/items", "post")

    assert found["requestBody"] == {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}},
    }
    assert found["responses"]["201"] == {
        "description": "Made",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}},
    }
    assert {
        name: found[name] for name in ("summary", "description", "tags", "operationId", "deprecated", "x-cost")
    } == {
        "summary": "Make",
        "description": "Makes one",
        "tags": ["a"],
        "operationId": "make",
        "deprecated": True,
        "x-cost": {"tokens": None},
    }


def test_a_route_that_says_nothing_has_summary_and_id(app):
    @app.get("/a/<b>/c")
    def handler(b: str): ...

    found = operation(app, "/a/{b}/c")

    assert (found["summary"], found["operationId"]) == ("GET /a/{b}/c", "handler_a__b__c_get")


def test_hidden_routes_are_not_documented(app):
    app.get("/a", include_in_schema=False)(dict)

    assert document(app)["paths"] == {}


def test_parameters_say_place_type_and_constraints(app):
    @app.get("/<p>")
    def handler(
        p: Annotated[str, Path(min_length=3, description="pd")],
        q: Annotated[int, Query(gt=1, alias="queue", deprecated=True, examples=[3])] = 2,
        hidden: Annotated[str, Query(include_in_schema=False)] = "",
        x_h: Annotated[str | None, Header()] = None,
        content_type: Annotated[str, Header()] = "",
        c: Annotated[str, Cookie(openapi_examples={"one": Example(summary="s", value="v")})] = "v",
        color: Color = Color.blue,
        many: Annotated[list[int], Query()] = [],  # noqa: B006
    ): ...

    assert parameters(app, "/{p}") == {
        "p": {
            "name": "p",
            "in": "path",
            "required": True,
            "description": "pd",
            "schema": {"type": "string", "minLength": 3, "title": "P", "description": "pd"},
        },
        "queue": {
            "name": "queue",
            "in": "query",
            "required": False,
            "deprecated": True,
            "schema": {
                "type": "integer",
                "exclusiveMinimum": 1,
                "default": 2,
                "deprecated": True,
                "examples": [3],
                "title": "Queue",
            },
        },
        "color": {
            "name": "color",
            "in": "query",
            "required": False,
            "schema": {"$ref": "#/components/schemas/Color", "default": "blue"},
        },
        "many": {
            "name": "many",
            "in": "query",
            "required": False,
            "schema": {"type": "array", "items": {"type": "integer"}, "default": [], "title": "Many"},
        },
        "x-h": {
            "name": "x-h",
            "in": "header",
            "required": False,
            "schema": {"anyOf": [{"type": "string"}, {"type": "null"}], "title": "X-H"},
        },
        "c": {
            "name": "c",
            "in": "cookie",
            "required": False,
            "schema": {"type": "string", "default": "v", "title": "C"},
            "examples": {"one": {"summary": "s", "value": "v"}},
        },
    }


def test_models_of_parameters_keep_constraints_formats_and_lists(app):
    @app.get("/")
    def handler(page: Annotated[Page, Query()], caller: Annotated[Caller, Header()]): ...

    found = {name: item["schema"] for name, item in parameters(app).items()}

    assert found["limit"] == {
        "type": "integer",
        "minimum": 1,
        "default": 10,
        "title": "Limit",
        "description": "How many",
    }
    assert found["tags"]["type"] == "array"
    assert found["from"] == {"type": "string", "title": "From"}
    assert found["color"] == {"$ref": "#/components/schemas/Color", "default": "red"}
    assert parameters(app)["x-token"]["required"] is True


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (Item, {"$ref": "#/components/schemas/Item"}),
        (list[Item], {"type": "array", "items": {"$ref": "#/components/schemas/Item"}, "title": "Value"}),
        (Point, {"$ref": "#/components/schemas/Point"}),
        (Node, {"$ref": "#/components/schemas/Node"}),
        (Results[Item], {"$ref": "#/components/schemas/Results_Item_"}),
        (
            Annotated[Cat | Dog, Body(discriminator="kind")],
            {
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                "discriminator": {
                    "propertyName": "kind",
                    "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"},
                },
                "title": "Value",
            },
        ),
    ],
)
def test_bodies_refer_to_components(app, annotation, schema):
    def handler(value): ...

    handler.__annotations__["value"] = annotation
    app.post("/")(handler)

    assert operation(app, "/", "post")["requestBody"]["content"]["application/json"]["schema"] == schema


def test_a_body_says_description_media_type_and_examples(app):
    @app.post("/")
    def handler(
        item: Annotated[
            Item,
            Body(
                description="bd",
                media_type="application/vnd.item+json",
                openapi_examples={"a": Example(value={"name": "ab"})},
            ),
        ],
    ): ...

    body = operation(app, "/", "post")["requestBody"]

    assert body["description"] == "bd"
    assert body["content"]["application/vnd.item+json"]["examples"] == {"a": {"value": {"name": "ab"}}}


def test_several_parameters_make_a_body_of_their_own(app):
    @app.post("/")
    def handler(item: Item, count: Annotated[int, Body(ge=1)] = 1): ...

    schema = document(app)["components"]["schemas"]["Body_handler__post"]

    assert schema["properties"] == {
        "item": {"$ref": "#/components/schemas/Item"},
        "count": {"type": "integer", "minimum": 1, "default": 1, "title": "Count"},
    }
    assert schema["required"] == ["item"]


def test_forms_and_files_have_their_media_types(app):
    @app.post("/form")
    def form(name: Annotated[str, Form()]): ...

    @app.post("/files")
    def files(
        one: Annotated[UploadFile, File(description="The file")],
        more: Annotated[list[UploadFile], File()] = [],  # noqa: B006
        name: Annotated[str, Form()] = "x",
    ): ...

    found = document(app)

    assert list(found["paths"]["/form"]["post"]["requestBody"]["content"]) == ["application/x-www-form-urlencoded"]
    assert list(found["paths"]["/files"]["post"]["requestBody"]["content"]) == ["multipart/form-data"]
    properties = found["components"]["schemas"]["Body_files_files_post"]["properties"]
    assert properties["one"] == {"type": "string", "format": "binary", "title": "One", "description": "The file"}
    assert properties["more"]["items"] == {"type": "string", "format": "binary"}


def test_documented_responses_are_complete_and_their_dict_is_left_alone(app):
    responses = {
        200: {
            "description": "ok",
            "content": {"application/json": {"model": list[Item], "examples": {"e": {"value": []}}}},
        },
        404: {
            "description": "nothing",
            "headers": {"X-Id": {"description": "id", "schema": {"type": "integer"}}},
            "links": {"again": {"operationId": "handler__get"}},
            "content": {
                "multipart/form-data": {
                    "schema": {"type": "object"},
                    "encoding": {"part": {"contentType": "image/png"}},
                }
            },
        },
    }
    before = json.dumps(responses, default=str)

    @app.get("/", responses=responses)
    def handler() -> Item: ...

    @app.get("/again", responses=responses)
    def again() -> Item: ...

    found = operation(app, "/")["responses"]

    assert found["200"] == {
        "description": "ok",
        "content": {
            "application/json": {
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}, "title": "Return"},
                "examples": {"e": {"value": []}},
            }
        },
    }
    assert found["404"] == responses[404]
    assert json.dumps(responses, default=str) == before


@pytest.mark.parametrize(
    ("annotation", "content"),
    [
        (Item, {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}),
        (tuple[Item, int], {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}),
        (Response[Item], {"application/json": {"schema": {"$ref": "#/components/schemas/Item"}}}),
        (None, {"application/json": {"schema": {"type": "null", "title": "Return"}}}),
        (str, {"application/json": {"schema": {"type": "string", "title": "Return"}}}),
    ],
)
def test_return_annotations_are_the_success_response(app, annotation, content):
    def handler(): ...

    handler.__annotations__["return"] = annotation
    app.get("/")(handler)

    assert operation(app, "/")["responses"]["200"]["content"] == content


def test_validation_errors_are_documented_where_they_can_happen():
    validating = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=500)
    plain = APIGatewayRestResolver()
    for app in (validating, plain):
        app.get("/")(dict)

    assert list(operation(validating, "/")["responses"]) == ["422", "500", "200"]
    assert list(operation(plain, "/")["responses"]) == ["200"]


def test_input_and_output_of_a_model_may_differ(app):
    class Both(BaseModel):
        made: int | None = None
        count: int = 3

    def handler(value): ...

    handler.__annotations__.update({"value": Both, "return": Both})
    app.post("/")(handler)

    schemas = document(app)["components"]["schemas"]

    assert "Both" in schemas or {"Both-Input", "Both-Output"} <= set(schemas)


def test_models_with_one_name_stay_apart(app):
    def of(kind):
        class Thing(BaseModel):
            value: kind  # type: ignore[valid-type]  # made for the test

        Thing.__qualname__ = f"{kind.__name__}.Thing"
        return Thing

    app.post("/a")(_taking(of(int)))
    app.post("/b")(_taking(of(str)))

    found = document(app)
    references = {
        found["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
        for path in ("/a", "/b")
    }

    assert len(references) == 2


def _taking(annotation):
    def handler(value): ...

    handler.__annotations__["value"] = annotation
    return handler


def test_routers_bring_their_routes(app):
    router = Router()

    @router.get("/items/<item_id>", tags=["own"])
    def item(item_id: int): ...

    app.include_router(router, prefix="/shop")

    assert operation(app, "/shop/items/{item_id}")["tags"] == ["own"]


def test_the_document_follows_new_routes(app):
    app.get("/a")(dict)
    first = document(app)
    app.get("/b")(list)

    assert list(first["paths"]) == ["/a"]
    assert list(document(app)["paths"]) == ["/a", "/b"]


def test_what_is_configured_stands_until_somebody_says_otherwise(app):
    app.configure_openapi("Shop", "3", servers=[Server(url="/v1")], tags=["a"])

    found = document(app, title="Other", tags=None)

    assert (found["info"]["title"], found["info"]["version"], found["servers"]) == ("Other", "3", [{"url": "/v1"}])
    assert found["tags"] == [{"name": "a"}]


def test_the_document_as_objects(app):
    @app.get("/<item_id>")
    def handler(item_id: int) -> Item: ...

    schema = app.get_openapi_schema(title="Shop")
    found = schema.paths["/{item_id}"].get

    assert isinstance(schema, OpenAPI)
    assert schema.info.title == "Shop"
    assert found.parameters[0].schema_.type == "integer"
    assert found.responses[200].content["application/json"].schema_.ref == "#/components/schemas/Item"
    assert schema.model_dump(mode="json", by_alias=True, exclude_none=True)["paths"] == document(app)["paths"]


def test_whoever_changes_the_objects_changes_no_other_document(app):
    app.get("/", responses={200: {"description": "a", "content": {"text/plain": {"examples": {"e": {"value": {}}}}}}})(
        dict
    )

    app.get_openapi_schema().paths["/"].get.responses[200].content["text/plain"].examples["e"].value["new"] = 1

    assert operation(app, "/")["responses"]["200"]["content"]["text/plain"]["examples"] == {"e": {"value": {}}}


def test_twins_among_operation_ids_are_told(app):
    app.get("/a", operation_id="same")(dict)
    app.get("/b", operation_id="same")(dict)

    with pytest.warns(UserWarning, match="Duplicate Operation ID same"):
        app.get_openapi_json_schema()


def test_older_versions_are_not_written(app):
    with pytest.warns(UserWarning, match=r"3\.1\.0"):
        assert document(app, openapi_version="3.0.3")["openapi"] == "3.1.0"


@pytest.mark.parametrize("where", ["app", "route"])
def test_security_must_be_described(app, where):
    app.get("/", security=[{"key": []}] if where == "route" else None)(dict)

    with pytest.raises(SchemaValidationError, match="'key' names no security scheme"):
        app.get_openapi_schema(security=[{"key": []}] if where == "app" else None, security_schemes={"m": MutualTLS()})


@pytest.mark.parametrize("where", ["app", "route"])
def test_extensions_start_with_x(app, where):
    extensions = {"owner": "us"}
    app.get("/", openapi_extensions=extensions if where == "route" else None)(dict)

    with pytest.raises(SchemaValidationError, match="'owner'"):
        app.get_openapi_json_schema(openapi_extensions=extensions if where == "app" else None)


def test_unknown_options_are_refused(app):
    with pytest.raises(TypeError, match="'titel'"):
        app.get_openapi_json_schema(titel="x")


def test_all_fronts_document_alike():
    found = []
    for resolver in (APIGatewayRestResolver, APIGatewayHttpResolver):
        app = resolver(enable_validation=True)
        app.get("/a/<value>")(_taking(int))
        found.append(document(app))

    assert found[0] == found[1]
