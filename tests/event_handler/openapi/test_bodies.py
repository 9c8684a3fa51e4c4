"""Bodies: JSON, forms and multipart forms, and everything a client can do wrong with them."""

# ruff: noqa: UP007, UP045  Optional and Union are what users write

from __future__ import annotations

import base64
import dataclasses
import json
from typing import Annotated, Any, Literal, Optional, Union

import pytest
from fronts import rest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.openapi._multipart import MultipartError, boundary_of, parse
from aws_lambda_powertools.event_handler.openapi.params import Body, Cookie, File, Form, Header, Query, UploadFile

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


class Item(BaseModel):
    name: str
    price: float = 1.0


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int


class Dog(BaseModel):
    kind: Literal["dog"]
    weight: int


@dataclasses.dataclass
class Point:
    x: int
    y: int = 0


class Keyed(TypedDict):
    a: int


@pytest.fixture
def app():
    return APIGatewayRestResolver(enable_validation=True)


def send(app, body, headers=JSON, *, encoded=False, path="/"):
    answer = app.resolve(rest("POST", path, headers, body=body, encoded=encoded), None)
    return answer["statusCode"], json.loads(answer["body"])


def errors(*found, status=422):
    return status, {"statusCode": status, "detail": [{"loc": list(loc), "type": kind} for loc, kind in found]}


def taking(app, annotation, **defaults):
    def handler(value):
        return value

    handler.__annotations__["value"] = annotation
    if defaults:
        handler.__defaults__ = (defaults["default"],)
    app.post("/")(handler)
    return app


@pytest.mark.parametrize(
    ("annotation", "body", "result"),
    [
        (Item, {"name": "a"}, {"name": "a", "price": 1.0}),
        (Point, {"x": "1"}, {"x": 1, "y": 0}),
        (Keyed, {"a": 1}, {"a": 1}),
        (list[int], [1, "2"], [1, 2]),
        (dict[str, int], {"a": "1"}, {"a": 1}),
        (Annotated[int, Body()], 5, 5),
        (Annotated[Item, Body(embed=True)], {"value": {"name": "a"}}, {"name": "a", "price": 1.0}),
        (
            Annotated[Cat | Dog, Body(discriminator="kind")],
            {"kind": "dog", "weight": 3},
            {"kind": "dog", "weight": 3},
        ),
        (
            Annotated[Cat | Dog, Field(discriminator="kind")],
            {"kind": "cat", "lives": 9},
            {"kind": "cat", "lives": 9},
        ),
        (Union[Cat, Dog], {"kind": "dog", "weight": 3}, {"kind": "dog", "weight": 3}),
    ],
)
def test_json_becomes_what_the_annotation_says(app, annotation, body, result):
    assert send(taking(app, annotation), json.dumps(body)) == (200, result)


def test_errors_say_where_in_the_body_they_are(app):
    taking(app, list[Item])

    assert send(app, '[{"name": "a"}, {"price": "x"}]') == errors(
        (("body", 1, "name"), "missing"), (("body", 1, "price"), "float_parsing")
    )


@pytest.mark.parametrize("body", [None, "", "null"])
def test_no_body_is_missing_or_the_default(body):
    required = taking(APIGatewayRestResolver(enable_validation=True), Item)
    optional = taking(APIGatewayRestResolver(enable_validation=True), Optional[Item], default=None)

    assert send(required, body) == errors((("body",), "missing"))
    assert send(optional, body) == (200, None)


def test_several_parameters_share_the_body(app):
    @app.post("/")
    def handler(item: Item, count: Annotated[int, Body()], note: Annotated[str, Body()] = "none"):
        return [item, count, note]

    assert send(app, '{"item": {"name": "a"}, "count": 2}') == (200, [{"name": "a", "price": 1.0}, 2, "none"])
    assert send(app, '{"item": {}, "count": "x"}') == errors(
        (("body", "item", "name"), "missing"), (("body", "count"), "int_parsing")
    )
    assert send(app, "[]") == errors((("body", "item"), "missing"), (("body", "count"), "missing"))


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/vnd.api+json",
        "APPLICATION/PROBLEM+JSON",
        None,
    ],
)
def test_media_types_are_compared_as_http_says(app, content_type):
    """[E17]"""
    taking(app, Item)

    assert send(app, '{"name": "a"}', {"Content-Type": content_type} if content_type else {})[0] == 200


def test_a_body_nobody_reads_is_unsupported(app):
    taking(app, Item)

    assert send(app, "<a/>", {"content-type": "text/xml"}) == errors(
        (("body",), "unsupported_content_type"), status=415
    )


@pytest.mark.parametrize(
    ("body", "encoded"),
    [
        ('{"name":', False),
        ("!!!notb64", True),
        (base64.b64encode(b'{"name": "\xff\xfe"}').decode(), True),
        ("[" * 100_000, False),
        ('{"name": "a", "price": NaN}', False),
        ('{"name": "a", "price": Infinity}', False),
        ("\ud800", False),
    ],
    ids=["cut off", "no base64", "no utf-8", "too deep", "nan", "infinity", "surrogate"],
)
def test_bad_json_is_the_clients_fault(app, body, encoded):
    """[E16], [E18]"""
    status, answer = send(taking(app, Item), body, encoded=encoded)

    assert status == 422
    assert answer["detail"][0]["type"] == "json_invalid"
    assert answer["detail"][0]["loc"][0] == "body"


@given(body=st.one_of(st.text(), st.binary().map(lambda data: base64.b64encode(data).decode())), encoded=st.booleans())
def test_no_body_brings_the_function_down(body, encoded):
    app = taking(APIGatewayRestResolver(enable_validation=True), Item)

    assert send(app, body, encoded=encoded)[0] in {200, 422}


@pytest.mark.parametrize("depth", [50, 200, 300, 900])
@pytest.mark.parametrize("annotated", [True, False])
def test_no_nesting_brings_the_function_down_that_echoes_it(app, depth, annotated):
    def handler(value):
        return value

    handler.__annotations__["value"] = dict[str, Any]
    if annotated:
        handler.__annotations__["return"] = dict[str, Any]
    app.post("/")(handler)

    assert send(app, '{"a":[' * depth + "]}" * depth)[0] in {200, 422}


@given(
    st.dictionaries(st.text(min_size=1), st.text(), max_size=3),
    st.dictionaries(st.sampled_from(["number", "many", "word"]), st.text(), max_size=3),
    st.text(),
)
def test_no_query_string_header_or_cookie_brings_the_function_down(headers, query, cookie):
    app = APIGatewayRestResolver(enable_validation=True)

    @app.post("/")
    def handler(
        number: int,
        many: Annotated[list[int], Query()] = [],  # noqa: B006
        word: Annotated[str, Query(pattern="^a+$")] = "a",
        x_h: Annotated[str, Header()] = "",
        c: Annotated[str, Cookie()] = "",
    ):
        return [number, many, word, x_h, c]

    event = rest("POST", "/", {**headers, "cookie": cookie}, query)

    assert app.resolve(event, None)["statusCode"] in {200, 422}


def test_an_own_deserializer_reads_the_body():
    app = taking(
        APIGatewayRestResolver(enable_validation=True, json_body_deserializer=lambda text: {"name": text}), Item
    )

    assert send(app, "whatever") == (200, {"name": "whatever", "price": 1.0})


# --- Forms ---------------------------------------------------------------------------------------------------------


def test_form_fields_become_arguments(app):
    @app.post("/")
    def handler(
        name: Annotated[str, Form()],
        age: Annotated[int, Form()] = 5,
        tags: Annotated[list[str], Form()] = [],  # noqa: B006
    ):
        return [name, age, tags]

    assert send(app, "name=a%20b+c&age=3&tags=x&tags=y", FORM) == (200, ["a b c", 3, ["x", "y"]])
    assert send(app, "name=a&name=b", FORM) == (200, ["a", 5, []])
    assert send(app, "age=", FORM) == errors((("body", "name"), "missing"), (("body", "age"), "int_parsing"))


def test_a_model_takes_a_form_field_by_field(app):
    @app.post("/")
    def handler(item: Annotated[Item, Form()]):
        return item

    assert send(app, "name=a&price=2", FORM) == (200, {"name": "a", "price": 2.0})
    assert send(app, "price=x", FORM) == errors((("body", "name"), "missing"), (("body", "price"), "float_parsing"))


@given(body=st.text())
def test_no_form_brings_the_function_down(body):
    app = APIGatewayRestResolver(enable_validation=True)

    @app.post("/")
    def handler(name: Annotated[str, Form()] = ""):
        return name

    assert app.resolve(rest("POST", "/", FORM, body=body), None)["statusCode"] in {200, 422}


# --- Multipart -----------------------------------------------------------------------------------------------------


def multipart(*parts: tuple[str, bytes], boundary: bytes = b"BB") -> bytes:
    body = b"".join(
        b"--" + boundary + b"\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts
    )
    return body + b"--" + boundary + b"--\r\n"


FILE = ('Content-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain', b"hello")
TEXT = ('Content-Disposition: form-data; name="text"', "grün".encode())


def upload(app, body, content_type="multipart/form-data; boundary=BB"):
    return send(app, base64.b64encode(body).decode(), {"Content-Type": content_type}, encoded=True)


@pytest.fixture
def uploads(app):
    @app.post("/")
    def handler(
        file: Annotated[UploadFile, File()],
        more: Annotated[list[UploadFile], File()] = [],  # noqa: B006
        text: Annotated[str, Form()] = "none",
    ):
        return [file.filename, file.content_type, len(file), [one.content.decode() for one in more], text]

    return app


def test_files_and_texts_come_apart(uploads):
    assert upload(uploads, multipart(FILE, TEXT)) == (200, ["a.txt", "text/plain", 5, [], "grün"])


def test_one_file_is_a_list_of_one_where_a_list_is_wanted(uploads):
    more = ('Content-Disposition: form-data; name="more"; filename="1"', b"1")

    assert upload(uploads, multipart(FILE, more))[1][3] == ["1"]
    assert upload(uploads, multipart(FILE, more, more))[1][3] == ["1", "1"]


def test_bytes_are_the_content_of_a_file(app):
    @app.post("/")
    def handler(file: Annotated[bytes, File()]):
        return len(file)

    assert upload(app, multipart(("Content-Disposition: form-data; name=file; filename=x", b"\xff\x00"))) == (200, 2)
    assert upload(app, multipart()) == errors((("body", "file"), "missing"))


def test_a_text_is_no_file(uploads):
    part = ('Content-Disposition: form-data; name="file"', b"text")

    assert upload(uploads, multipart(part)) == errors((("body", "file"), "value_error"))


@pytest.mark.parametrize(
    "content_type", ["Multipart/Form-Data; Boundary=BB", 'multipart/form-data; charset=utf-8; boundary="BB"']
)
def test_names_in_a_content_type_match_in_any_case(uploads, content_type):
    """[E33]"""
    assert upload(uploads, multipart(FILE), content_type)[0] == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (multipart(FILE), "multipart/form-data"),
        (
            multipart(FILE, ('Content-Disposition: form-data; name="text"', b"\xff\xfe")),
            "multipart/form-data; boundary=BB",
        ),
        (multipart(FILE)[:-8], "multipart/form-data; boundary=BB"),
        (b"--BB\r\n" + FILE[0].encode() + b"\r\n\r\nhel", "multipart/form-data; boundary=BB"),
        (b"nothing", "multipart/form-data; boundary=BB"),
    ],
    ids=["no boundary", "no utf-8", "cut before the end", "cut in a file", "no part"],
)
def test_broken_multipart_bodies_are_told_so(uploads, body, content_type):
    """[E33]"""
    assert upload(uploads, body, content_type) == errors((("body",), "multipart_invalid"), status=400)


def test_a_file_name_may_stand_before_the_name(uploads):
    part = ('Content-Disposition: form-data; filename="name=evil.txt"; name="file"', b"x")

    assert upload(uploads, multipart(part))[1][0] == "name=evil.txt"


def test_the_boundary_inside_a_file_does_not_end_it(uploads):
    content = b"a --BB b\r\n--BBB\r\n--BB c"
    part = ('Content-Disposition: form-data; name="file"; filename="a"', content)

    assert upload(uploads, multipart(part))[1][2] == len(content)


def test_a_multipart_body_that_is_no_base64_is_read_with_a_warning(uploads):
    body = multipart(FILE).decode("latin-1")

    with pytest.warns(UserWarning, match="binary media types"):
        answer = send(uploads, body, {"content-type": "multipart/form-data; boundary=BB"})

    assert answer[0] == 200


@pytest.mark.parametrize("text", ["plain", "grün", "Ω", "grün Ω"])
def test_the_texts_of_a_multipart_body_that_came_as_text_are_kept(uploads, text):
    head = 'Content-Disposition: form-data; name="text"'
    body = multipart(FILE, (head, text.encode())).decode()

    with pytest.warns(UserWarning, match="binary media types"):
        answer = send(uploads, body, {"content-type": "multipart/form-data; boundary=BB"})

    assert (answer[0], answer[1][-1]) == (200, text)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=50)), max_size=5))
def test_what_is_put_together_comes_apart_again(parts):
    body = multipart(
        *((f'Content-Disposition: form-data; name="{name}"; filename="f"', content) for name, content in parts),
        boundary=b"0f1e2d3c4b5a",
    )
    wanted: dict[str, list[bytes]] = {}
    for name, content in parts:
        wanted.setdefault(name, []).append(content)

    found = parse(body, b"0f1e2d3c4b5a")

    assert {name: [file.content for file in files] for name, files in found.items()} == wanted


@given(st.binary(max_size=200), st.binary(min_size=1, max_size=3))
def test_any_bytes_are_a_form_or_an_error(body, boundary):
    try:
        parse(b"--" + boundary + b"\r\n" + body, boundary)
    except MultipartError:
        return


def test_many_parts_take_linear_time():
    body = multipart(*((f'Content-Disposition: form-data; name="n{number}"', b"x") for number in range(20_000)))

    assert len(parse(body, b"BB")) == 20_000


def test_a_boundary_may_not_be_endless():
    with pytest.raises(MultipartError):
        boundary_of("multipart/form-data; boundary=" + "x" * 1000)
