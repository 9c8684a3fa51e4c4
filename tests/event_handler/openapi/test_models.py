"""The objects of a document, as users make and read them."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.event_handler.openapi import models
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestUnsupportedContentType,
    SchemaValidationError,
    ValidationException,
)


def dumped(model):
    return model.model_dump(mode="json", by_alias=True, exclude_none=True)


@pytest.mark.parametrize(
    ("model", "dump"),
    [
        (models.Server(url="https://example.com", description="d"), {"url": "https://example.com", "description": "d"}),
        (models.Contact(url="https://example.com"), {"url": "https://example.com/"}),
        (models.APIKey(name="X", in_=models.APIKeyIn.header), {"type": "apiKey", "in": "header", "name": "X"}),
        (models.HTTPBearer(bearerFormat="JWT"), {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}),
        (models.HTTPBase(scheme="basic"), {"type": "http", "scheme": "basic"}),
        (models.MutualTLS(), {"type": "mutualTLS"}),
        (models.Schema(type="string", items=models.Schema(not_=None)), {"type": "string", "items": {}}),
        (models.Schema(**{"$ref": "#/a", "x-b": None}), {"$ref": "#/a"}),
        (models.Schema(type=["string", "null"]), {"type": ["string", "null"]}),
        (models.Parameter(**{"name": "a", "in": "query"}), {"name": "a", "in": "query"}),
        (models.Tag(name="a", more=1), {"name": "a", "more": 1}),
    ],
)
def test_models_dump_as_openapi_writes_them(model, dump):
    assert dumped(model) == dump


@pytest.mark.parametrize(
    "make",
    [
        lambda extensions: models.Server(url="/", openapi_extensions=extensions),
        lambda extensions: models.HTTPBearer(openapi_extensions=extensions),
        lambda extensions: models.Operation(openapi_extensions=extensions),
    ],
)
def test_extensions_stand_beside_the_fields_and_start_with_x(make):
    assert dumped(make({"x-a": {"b": 1}}))["x-a"] == {"b": 1}
    with pytest.raises(SchemaValidationError, match="'a'"):
        make({"a": 1})


def test_an_unsupported_content_type_is_a_validation_error_too():
    error = RequestUnsupportedContentType("no", [{"loc": ("body",)}])

    assert isinstance(error, (NotImplementedError, ValidationException))
    assert error.errors() == [{"loc": ("body",)}]
    assert str(error) == "no"
