"""OpenAPI documents of whole apps: every part that a route, a signature or the app itself can contribute."""

# Unannotated parameters, empty handlers and odd spellings are among the inputs.
# ruff: noqa: B006, RUF013, UP006, UP007, UP035, UP045

import datetime
import decimal
import enum
import json
import uuid
from dataclasses import dataclass
from typing import Annotated, Any, Dict, Generic, List, Literal, Optional, Tuple, TypeVar, Union

from lab import outcome, scenario
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.openapi.models import (
    APIKey,
    APIKeyIn,
    Contact,
    Example,
    ExternalDocumentation,
    HTTPBase,
    HTTPBearer,
    License,
    MutualTLS,
    OAuth2,
    OAuthFlowAuthorizationCode,
    OAuthFlowImplicit,
    OAuthFlows,
    OpenIdConnect,
    Server,
    ServerVariable,
    Tag,
)
from aws_lambda_powertools.event_handler.openapi.params import (
    Body,
    Cookie,
    File,
    Form,
    Header,
    Path,
    Query,
    UploadFile,
)
from aws_lambda_powertools.event_handler.router import Router


class Color(enum.Enum):
    red = "red"
    blue = "blue"


class Addr(BaseModel):
    """An address."""

    street: str
    no: Optional[int] = None


class Item(BaseModel):
    name: str = Field(min_length=2, max_length=9, description="The name", examples=["a"])
    price: float = Field(gt=0, le=100.5)
    n: int = Field(3, ge=0, multiple_of=2)
    color: Color = Color.red
    addr: Optional[Addr] = None
    tags: List[str] = []
    m: Dict[str, int] = {}
    when: datetime.datetime = datetime.datetime(2020, 1, 1)
    d: decimal.Decimal = decimal.Decimal("1.5")
    u: Union[int, str, None] = None
    full_name: str = Field("x", alias="fullName")


class Node(BaseModel):
    v: int
    children: List["Node"] = []


@dataclass
class DC:
    a: int
    b: str = "x"


class TD(TypedDict):
    a: int


class Cat(BaseModel):
    kind: Literal["cat"]
    m: int


class Dog(BaseModel):
    kind: Literal["dog"]
    w: int


T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    items: List[T]
    next: Optional[str] = None


class QM(BaseModel):
    limit: int = Field(10, ge=1, le=50, description="how many")
    tags: List[str] = []
    fullName: Optional[str] = Field(None, alias="full-name")
    since: Optional[datetime.date] = None
    c: Color = Color.red


class HM(BaseModel):
    x_token: str = Field(description="tok")
    accept_lang: str = "en"


def written(app, options):
    """The document as JSON, in which neither the order of names nor the way to write a number means anything."""
    text = app.get_openapi_json_schema(**options)
    yield "document", ordered(json.loads(text))
    yield "indented", text.startswith('{\n  "openapi": "3.1.0",\n  "info": {\n')


def ordered(value):
    if isinstance(value, dict):
        return {name: ordered(value[name]) for name in sorted(value)}
    if isinstance(value, list):
        return [ordered(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@scenario()
def objects():
    app = APIGatewayRestResolver(enable_validation=True)

    @app.post("/<item_id>")
    def make(item_id: int, item: Item, q: str = "") -> Item: ...

    schema = app.get_openapi_schema(servers=[Server(url="https://a.b")], contact=Contact(url="https://c.d"))
    operation = schema.paths["/{item_id}"].post
    yield "paths", {path: type(item).__name__ for path, item in schema.paths.items()}
    yield "parameters", [(item.name, item.in_.value, item.required, item.schema_.type) for item in operation.parameters]
    yield "responses", {status: type(response).__name__ for status, response in operation.responses.items()}
    yield "body", operation.requestBody.content["application/json"].schema_.ref
    yield "info", [schema.info.title, str(schema.info.contact.url), str(schema.servers[0].url)]


@scenario()
def no_routes():
    a = APIGatewayRestResolver(enable_validation=True)
    yield from written(a, {})


@scenario()
def everything_about_the_whole():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.get("/")
    def root():
        return {}

    @a.get("/users/<user_id>")
    def get_user(user_id: int) -> Dict[str, Any]:
        """Get a user.

        Long text."""
        return {}

    @a.post(
        "/users",
        summary="s",
        description="d",
        tags=["t", "u"],
        operation_id="op",
        response_description="rd",
        deprecated=True,
        status_code=201,
        security=[{"k": []}],
        openapi_extensions={"x-a": {"b": None}},
    )
    def create(i: Item) -> Item:
        return i

    @a.get("/hidden", include_in_schema=False)
    def hidden(): ...

    yield from written(
        a,
        {
            "title": "T",
            "version": "2",
            "description": "D",
            "summary": "S",
            "tags": ["x", Tag(name="y", description="yy", externalDocs=ExternalDocumentation(url="https://e.x"))],
            "servers": [
                Server(
                    url="https://a.b/{v}",
                    description="d",
                    variables={"v": ServerVariable(default="1", enum=["1", "2"])},
                    openapi_extensions={"x-s": 1},
                )
            ],
            "terms_of_service": "https://tos",
            "contact": Contact(name="n", url="https://c.d", email="e@f.g"),
            "license_info": License(name="MIT", url="https://l.m", identifier="MIT"),
            "security_schemes": {"k": APIKey(name="X", in_=APIKeyIn.header)},
            "security": [{"k": []}],
            "external_documentation": ExternalDocumentation(url="https://x.y", description="z"),
            "openapi_extensions": {"x-root": [1]},
        },
    )


@scenario()
def parameters():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.get("/q/<p>")
    def q(
        p: Annotated[str, Path(min_length=3, description="pd", title="PT")],
        a: int,
        b: Optional[str] = None,
        c: str = "dd",
        d: Annotated[
            int, Query(gt=1, le=5, title="tt", description="desc", alias="dee", deprecated=True, examples=[3])
        ] = 2,
        e: Annotated[List[int], Query()] = [],
        f: Annotated[Color, Query()] = Color.blue,
        g: Annotated[str, Query(include_in_schema=False)] = "h",
        h: Annotated[str, Header()] = "x",
        i_j: Annotated[Optional[int], Header(description="ij")] = None,
        k: Annotated[str, Cookie(description="ck")] = "v",
        kind: Literal["a", "b"] = "a",
        m: Annotated[str, Query(pattern="^a", openapi_examples={"ex": Example(summary="s", value="abc")})] = "a",
        content_type: Annotated[str, Header()] = "z",
        o: bool = False,
        p2: Annotated[str, Query(json_schema_extra={"x-z": 1})] = "q",
        u: uuid.UUID = None,
        dt: datetime.date = None,
        ls: Annotated[Optional[List[str]], Query()] = None,
        hl: Annotated[List[str], Header(alias="X-L")] = [],
    ): ...
    @a.get("/m")
    def m(q: Annotated[QM, Query()], h: Annotated[HM, Header()]): ...
    @a.get("/any/<x>/<y>")
    def anyp(x, y): ...

    yield from written(a, {})


@scenario()
def bodies():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.post("/1")
    def b1(i: Item): ...
    @a.post("/2")
    def b2(i: Item, j: Addr): ...
    @a.post("/3")
    def b3(i: Annotated[Item, Body(embed=True, description="bd", title="bt")]): ...
    @a.post("/4")
    def b4(
        i: Annotated[
            Item,
            Body(
                description="bd",
                title="bt",
                media_type="application/x",
                openapi_examples={"a": Example(value={"x": 1})},
                examples=[{"n": 1}],
            ),
        ],
    ): ...
    @a.post("/5")
    def b5(i: Optional[Item] = None): ...
    @a.post("/6")
    def b6(i: List[Item], q: int = 1): ...
    @a.post("/7")
    def b7(i: Dict[str, Node]): ...
    @a.post("/8")
    def b8(i: DC): ...
    @a.post("/9")
    def b9(i: TD): ...
    @a.post("/10")
    def b10(i: Annotated[Union[Cat, Dog], Body(discriminator="kind")]): ...
    @a.post("/11")
    def b11(i: Union[Cat, Dog]): ...
    @a.post("/12")
    def b12(s: Annotated[str, Body(min_length=3)], n: Annotated[int, Body()] = 3): ...
    @a.put("/1")
    def b13(i: Item, k: Annotated[int, Body(description="kd")]): ...
    @a.post("/14")
    def b14(i: Page[Item]): ...
    @a.post("/15")
    def b15(i: Annotated[Union[Cat, Dog], Body(discriminator="kind")], j: int = 3) -> List[Union[Cat, Dog]]: ...
    @a.delete("/16")
    def b16(s: Annotated[str, Body()]): ...
    @a.post("/17")
    def b17(a: Annotated[Item, Body(embed=True)] = None): ...

    yield from written(a, {})


@scenario()
def forms_and_files():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.post("/f")
    def f(
        name: Annotated[str, Form(description="nm", min_length=1)],
        age: Annotated[int, Form()] = 5,
        tags: Annotated[List[str], Form()] = [],
    ): ...
    @a.post("/u")
    def u(f: Annotated[bytes, File(description="fd")], t: Annotated[str, Form()] = "x"): ...
    @a.post("/uf")
    def uf(
        f: Annotated[UploadFile, File()],
        fs: Annotated[List[UploadFile], File()] = [],
        o: Annotated[Optional[UploadFile], File()] = None,
    ): ...
    @a.post("/one")
    def one(f: Annotated[UploadFile, File(description="only")]): ...

    yield from written(a, {})


@scenario()
def responses():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.get(
        "/1",
        responses={
            200: {
                "description": "ok",
                "content": {"application/json": {"model": Item, "examples": {"e": {"value": 1}}}},
            },
            404: {
                "description": "nf",
                "content": {"application/json": {"schema": {"type": "object"}}},
                "headers": {"X-R": {"description": "r", "schema": {"type": "integer"}}},
                "links": {"l": {"operationId": "op"}},
            },
            500: {"description": "err"},
        },
    )
    def r1() -> Item: ...
    @a.get("/2")
    def r2() -> Tuple[Item, int]: ...
    @a.get("/3")
    def r3() -> Response[Item]: ...
    @a.get("/4")
    def r4() -> None: ...
    @a.get("/5")
    def r5() -> List[Item]: ...
    @a.get(
        "/6",
        responses={
            200: {
                "description": "x",
                "content": {"application/json": {"model": List[Addr]}, "text/plain": {"schema": {"type": "string"}}},
            }
        },
    )
    def r6() -> Dict[str, Item]: ...
    @a.get("/7", responses={201: {"description": "c"}}, status_code=201)
    def r7() -> Item: ...
    @a.get("/8", custom_response_validation_http_code=500)
    def r8() -> Item: ...
    @a.get("/9", responses={422: {"description": "mine"}})
    def r9() -> str: ...
    @a.get(
        "/10",
        responses={
            200: {
                "description": "enc",
                "content": {
                    "multipart/form-data": {"schema": {"type": "object"}, "encoding": {"f": {"contentType": "a"}}}
                },
            }
        },
    )
    def r10(): ...
    @a.get("/11")
    def r11() -> Annotated[Item, Body(description="rd", title="x")]: ...
    @a.get("/12")
    def r12() -> Page[Addr]: ...
    @a.get("/13", responses={200: {"description": "x", "headers": {"A": {"schema": {"type": "string"}}}}})
    def r13() -> Item: ...
    @a.get("/14", enable_validation=False)
    def r14(x: int) -> Item: ...
    @a.get("/15", responses={200: {"description": "x", "content": {"application/json": {}}}})
    def r15() -> Item: ...

    yield from written(a, {})


@scenario()
def statuses_of_mismatches():
    a = APIGatewayRestResolver(enable_validation=True, response_validation_error_http_code=500)

    @a.get("/1")
    def r1() -> Item: ...
    @a.get("/2", custom_response_validation_http_code=503)
    def r2() -> Item: ...

    yield from written(a, {})


@scenario()
def without_validation():
    a = APIGatewayRestResolver()

    @a.get("/1/<x>")
    def r1(x: int, y: str = "a") -> Item: ...
    @a.post("/1", enable_validation=True)
    def r2(i: Item) -> Item: ...

    yield from written(a, {})


@scenario()
def security():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.get("/1", security=[{"b": []}, {"o": ["r"]}])
    def r1(): ...

    yield from written(
        a,
        {
            "security_schemes": {
                "k": APIKey(name="X", in_=APIKeyIn.query, description="d"),
                "b": HTTPBearer(bearerFormat="JWT"),
                "h": HTTPBase(scheme="basic"),
                "o": OAuth2(
                    flows=OAuthFlows(
                        implicit=OAuthFlowImplicit(authorizationUrl="https://a", scopes={"r": "read"}),
                        authorizationCode=OAuthFlowAuthorizationCode(
                            authorizationUrl="https://a", tokenUrl="https://t", refreshUrl="https://r"
                        ),
                    )
                ),
                "i": OpenIdConnect(openIdConnectUrl="https://i"),
                "m": MutualTLS(),
            },
            "security": [{"k": []}, {"m": []}],
        },
    )


@scenario()
def routers():
    a = APIGatewayRestResolver(enable_validation=True)
    r = Router()

    @r.get("/a", tags=["own"])
    def ra(): ...
    @r.get("/b/<id>")
    def rb(id: str): ...

    a.include_router(r, prefix="/pre")
    yield from written(a, {})


@scenario()
def http_api_of_an_older_version():
    a = APIGatewayHttpResolver(enable_validation=True)

    @a.get("/x/<id>")
    def x(id: int) -> Item: ...
    @a.patch("/x/<id>")
    def y(id: int, i: Item) -> Item: ...
    @a.route("/multi", method=["GET", "POST"])
    def multi(): ...

    yield from written(a, {"openapi_version": "3.0.3"})


@scenario()
def configured():
    a = APIGatewayRestResolver(enable_validation=True)
    a.configure_openapi(title="C", version="9", servers=[Server(url="/s")], tags=["a"], openapi_extensions={"x-c": 1})

    @a.get("/1")
    def r1(): ...

    yield from written(a, {"title": "over"})


@scenario()
def twins():
    a = APIGatewayRestResolver(enable_validation=True)

    @a.get("/1", operation_id="same")
    def r1(x: int, y: Annotated[int, Query(alias="x")] = 1): ...
    @a.get("/2", operation_id="same")
    def r2(): ...

    yield from written(a, {})


@scenario()
def wrong_security():
    for where in ({"security": [{"x": []}]}, {"security": [{"x": []}], "security_schemes": {"y": HTTPBearer()}}):
        app = APIGatewayRestResolver(enable_validation=True)
        app.get("/")(dict)
        yield str(sorted(where)), outcome(app.get_openapi_schema, **where)


@scenario()
def wrong_extensions():
    yield "server", outcome(Server, url="/", openapi_extensions={"a": 1})
    yield "scheme", outcome(HTTPBearer, openapi_extensions={"a": 1})


@scenario()
def wrong_statuses():
    yield "without validation", outcome(APIGatewayRestResolver, response_validation_error_http_code=500)
    yield "no status", outcome(APIGatewayRestResolver, enable_validation=True, response_validation_error_http_code=999)
    yield "of a route", outcome(APIGatewayRestResolver().get, "/", custom_response_validation_http_code=500)
