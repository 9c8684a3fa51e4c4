"""Headers whose names match in any case."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.headers import (
    HeaderError,
    Headers,
    checked_name,
    for_http_api,
    for_multi_value,
    for_single_value,
)

NAMES = st.text("abcXYZ019-_~", min_size=1)
VALUES = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))


@pytest.fixture
def headers():
    return Headers({"Content-Type": "text/html", "Set-Cookie": ["a=1", "b=2"], "X-Absent": None})


def test_names_match_in_any_case(headers):
    assert headers["content-type"] == headers["CONTENT-TYPE"] == "text/html"
    assert "content-TYPE" in headers
    assert headers.get("x-absent") is None
    assert 5 not in headers


def test_names_keep_the_spelling_and_order_they_were_given(headers):
    assert list(headers) == ["Content-Type", "Set-Cookie"]
    headers["CONTENT-TYPE"] = "text/plain"
    assert list(headers.multi_items()) == [("Set-Cookie", ["a=1", "b=2"]), ("CONTENT-TYPE", ["text/plain"])]


def test_a_name_may_have_several_values(headers):
    headers.add("set-cookie", "c=3")
    assert headers.values_of("SET-COOKIE") == ["a=1", "b=2", "c=3"]
    assert headers["Set-Cookie"] == "a=1, b=2, c=3"
    assert headers.values_of("nothing") == []


def test_headers_can_be_set_and_deleted(headers):
    headers["X-Count"] = 5
    assert headers["x-count"] == "5"
    headers["X-Count"] = None
    assert "X-Count" not in headers
    del headers["SET-COOKIE"]
    assert len(headers) == 1
    with pytest.raises(KeyError):
        headers["Set-Cookie"]


def test_what_was_handed_out_changes_nothing(headers):
    headers.values_of("Set-Cookie").append("evil=1")
    assert headers.values_of("Set-Cookie") == ["a=1", "b=2"]


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nb", "é", "a(b)"])
def test_names_that_are_none_are_refused(name):
    with pytest.raises(HeaderError, match="not a header name"):
        Headers({name: "value"})


@pytest.mark.parametrize("name", ["X-Request-ID", "5xx", "~odd!", "__"])
def test_every_token_is_a_name(name):
    assert checked_name(name) == name


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: evil=1", "a\nb", "a\rb", "a\0b"])
def test_values_that_break_out_of_their_line_are_refused(value):
    headers = Headers()
    with pytest.raises(HeaderError, match="X-Id"):
        headers.add("X-Id", value)
    with pytest.raises(HeaderError, match="X-Id"):
        headers["X-Id"] = ["good", value]


def test_tabs_and_letters_of_all_scripts_may_stand_in_values():
    assert Headers({"X-Name": "Zoë\tLovelace"})["x-name"] == "Zoë\tLovelace"


@given(st.dictionaries(NAMES, VALUES | st.lists(VALUES, min_size=1)))
def test_each_event_source_gets_every_value(given_headers):
    headers = Headers(given_headers)
    multiple = for_multi_value(dict(headers.multi_items()), [])["multiValueHeaders"]
    assert multiple == dict(headers.multi_items())
    assert for_http_api(multiple, [])["headers"] == dict(headers)


def test_more_cookies_than_spellings_are_beyond_a_single_value_response():
    cookies = [f"c{number}=1" for number in range(600)]
    written = for_single_value({}, cookies, distinct_spellings=True)["headers"]
    assert len(written) == 512
    assert len({name.lower() for name in written}) == 1
