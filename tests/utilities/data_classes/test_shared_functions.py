"""Look-ups in headers and query strings."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes.shared_functions import (
    base64_decode,
    get_header_value,
    get_multi_value_query_string_values,
    get_query_string_value,
)


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (({"X-Id": "1"}, "x-id"), "1"),
        (({"X-Id": "1"}, "x-id", "default", True), "default"),
        (({"X-Id": "1"}, "X-Id", "default", True), "1"),
        (({"X-Id": "1"}, "x-no"), None),
        (({}, "x-id", "default"), "default"),
        ((None, "x-id", "default"), "default"),
    ],
)
def test_a_header(arguments, value):
    assert get_header_value(*arguments) == value


@pytest.mark.parametrize(
    ("arguments", "value"),
    [(({"a": "1"}, "a"), "1"), (({"a": "1"}, "A", "x"), "x"), ((None, "a"), None), (({}, "a", "x"), "x")],
)
def test_a_parameter(arguments, value):
    assert get_query_string_value(*arguments) == value


@pytest.mark.parametrize(
    ("arguments", "values"),
    [
        (({"a": ["1", "2"]}, "a"), ["1", "2"]),
        (({"a": []}, "a", ["x"]), ["x"]),
        (({"a": None}, "a"), []),
        ((None, "a", ["x"]), ["x"]),
        (({}, "a"), []),
    ],
)
def test_all_values_of_a_parameter(arguments, values):
    assert get_multi_value_query_string_values(*arguments) == values


def test_text_in_base64():
    assert base64_decode("Z3LDtsOfZQ==") == "größe"
    with pytest.raises(ValueError, match="base64"):
        base64_decode("a")
    with pytest.raises(ValueError, match="UTF-8"):
        base64_decode("/w==")
