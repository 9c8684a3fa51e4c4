"""Base64 of texts and JSON."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.serialization import (
    base64_decode,
    base64_encode,
    base64_from_json,
    base64_from_str,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)
)


@given(TEXT)
def test_a_text_comes_back(text):
    assert base64_decode(base64_encode(text)) == text
    assert base64_from_str(text) == base64_encode(text)


@given(JSON)
def test_a_value_comes_back(value):
    assert json.loads(base64_decode(base64_from_json(value))) == value


def test_the_serializer_can_be_chosen():
    assert base64_decode(base64_from_json({"a": 1}, json_serializer=lambda value: "own")) == "own"
    assert base64_decode(base64_from_json({"a": 1})) == '{"a": 1}'


@pytest.mark.parametrize("data", ["abc", "/w==", "é"])
def test_what_is_no_text_in_base64_is_a_value_error(data):
    with pytest.raises(ValueError):
        base64_decode(data)
