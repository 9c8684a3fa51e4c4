"""The markers, and what a signature is read as."""

# ruff: noqa: UP045  Optional and Union are what users write

from __future__ import annotations

import inspect
from typing import Annotated, Any, Optional

import pytest
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import Depends, Request
from aws_lambda_powertools.event_handler.openapi.compat import ModelField
from aws_lambda_powertools.event_handler.openapi.dependant import get_body_field, get_dependant, get_flat_params
from aws_lambda_powertools.event_handler.openapi.params import (
    Body,
    Cookie,
    Dependant,
    File,
    Form,
    Header,
    ParamTypes,
    Path,
    Query,
    UploadFile,
    analyze_param,
    create_response_field,
    get_flat_dependant,
)


class Item(BaseModel):
    name: str


def field(annotation, value=inspect.Signature.empty, **options):
    given = {"param_name": "a_b", "is_path_param": False, "is_response_param": False, **options}
    return analyze_param(annotation=annotation, value=value, **given)


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (int, Query),
        (Optional[int], Query),
        (Any, Query),
        (Item, Body),
        (list[int], Body),
        (dict[str, int], Body),
        (Annotated[int, Header()], Header),
        (Annotated[int, Cookie], Cookie),
        (Annotated[list[int], Query()], Query),
        (Annotated[str, Form()], Form),
        (Annotated[bytes, File()], File),
    ],
)
def test_a_parameter_comes_from_where_its_type_or_marker_says(annotation, kind):
    assert type(field(annotation).field_info) is kind


def test_a_marker_may_be_the_default():
    found = field(int, Query(5, ge=2))

    assert (type(found.field_info), found.default, found.required) == (Query, 5, False)


def test_names_in_headers_have_hyphens_unless_somebody_says_otherwise():
    assert field(Annotated[str, Header()]).alias == "a-b"
    assert field(Annotated[str, Header(convert_underscores=False)]).alias == "a_b"
    assert field(Annotated[str, Header(alias="X-Y")]).alias == "X-Y"


def test_the_default_of_the_signature_counts_and_the_shared_marker_is_left_alone():
    shared = Query(ge=1)

    assert field(Annotated[int, shared], 7).default == 7
    assert field(Annotated[int, shared]).required


def test_places_are_known():
    assert [kind().in_ for kind in (Path, Query, Cookie)] == [ParamTypes.path, ParamTypes.query, ParamTypes.cookie]


def test_alias_and_validation_alias_stand_in_for_each_other():
    assert Query(validation_alias="v").alias == "v"
    assert Query(alias="a").validation_alias == "a"


def test_what_pydantic_does_not_know_describes_the_schema():
    assert Query(**{"x-z": 1}).json_schema_extra == {"x-z": 1}


def test_a_field_validates_serialises_and_gives_its_default():
    item = create_response_field("item", Item)

    assert item.validate({"name": "a"}) == (Item(name="a"), None)
    assert item.serialize(Item(name="a")) == {"name": "a"}
    assert item.validate({}, loc=("here",))[1][0]["loc"] == ("here", "name")
    assert ModelField(Query([1]), "a").get_default() == [1]


def test_uploads_show_what_they_are():
    assert repr(UploadFile(content=b"ab", filename="f", content_type="t")) == (
        "UploadFile(filename='f', content_type='t', size=2)"
    )


def test_a_handler_is_read_once_for_all_places():
    def common(page: int = 1, token: Annotated[str, Header()] = ""): ...

    def handler(
        item_id: int,
        item: Item,
        q: str,
        h: Annotated[str, Header()],
        c: Annotated[str, Cookie()],
        request: Request,
        shared: Annotated[Any, Depends(common)],
        *args: int,
        **more: int,
    ) -> Item: ...

    names = dict(handler.__annotations__)
    names["shared"] = Annotated[Any, Depends(common)]
    handler.__annotations__ = names
    found = get_dependant(path="/<item_id>", call=handler)
    places = {
        place: [one.name for one in getattr(found, place)]
        for place in ("path_params", "query_params", "header_params", "cookie_params", "body_params")
    }

    assert places == {
        "path_params": ["item_id"],
        "query_params": ["q"],
        "header_params": ["h"],
        "cookie_params": ["c"],
        "body_params": ["item"],
    }
    assert [one.name for one in get_flat_params(found)] == ["item_id", "q", "page", "h", "token", "c"]
    assert found.return_param.type_ is Item
    assert get_body_field(dependant=found, name="x").type_ is Item


def test_dependants_that_need_each_other_are_flat_once():
    one, two = Dependant(call=print), Dependant(call=repr)
    one.dependencies, two.dependencies = [two], [one]

    assert get_flat_dependant(one).path_params == []
