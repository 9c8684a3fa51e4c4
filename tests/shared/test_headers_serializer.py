"""How the response of each event source carries headers and cookies."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.shared.cookies import Cookie
from aws_lambda_powertools.shared.headers_serializer import (
    BaseHeadersSerializer,
    HttpApiHeadersSerializer,
    MultiValueHeadersSerializer,
    SingleValueHeadersSerializer,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning

HEADERS = {"Content-Type": "text/html", "X-Many": ["a", "b"], "X-None": None}
COOKIES = [Cookie("a", "1"), Cookie("b", "2")]
FIRST, LAST = "a=1; Secure", "b=2; Secure"


def test_http_apis_have_a_list_of_cookies():
    assert HttpApiHeadersSerializer().serialize(headers=HEADERS, cookies=COOKIES) == {
        "headers": {"Content-Type": "text/html", "X-Many": "a, b"},
        "cookies": [FIRST, LAST],
    }


def test_rest_apis_have_a_list_for_each_header():
    assert MultiValueHeadersSerializer().serialize(headers=HEADERS, cookies=COOKIES) == {
        "multiValueHeaders": {"Content-Type": ["text/html"], "X-Many": ["a", "b"], "Set-Cookie": [FIRST, LAST]},
    }


def test_a_load_balancer_has_one_value_for_each_header():
    with pytest.warns(PowertoolsUserWarning) as caught:
        written = SingleValueHeadersSerializer().serialize(headers=HEADERS, cookies=COOKIES)
    assert written == {"headers": {"Content-Type": "text/html", "X-Many": "b", "Set-Cookie": LAST}}
    assert [str(warning.message)[:17] for warning in caught] == ["Of 2 cookies, onl", "Of 2 values of he"]


def test_strictly_no_cookie_is_lost(monkeypatch):
    """The public package sends the last one only (E23)."""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    written = SingleValueHeadersSerializer().serialize(headers={}, cookies=COOKIES)["headers"]
    assert list(written.values()) == [FIRST, LAST]
    assert {name.lower() for name in written} == {"set-cookie"}
    assert "Set-Cookie" in written


@pytest.mark.parametrize(
    "serializer", [HttpApiHeadersSerializer, MultiValueHeadersSerializer, SingleValueHeadersSerializer]
)
def test_nothing_is_written_for_nothing(serializer):
    written = serializer().serialize(headers={}, cookies=[])
    assert not any(written.values())


@pytest.mark.parametrize(
    "serializer", [HttpApiHeadersSerializer, MultiValueHeadersSerializer, SingleValueHeadersSerializer]
)
def test_a_line_break_in_a_value_is_refused(serializer):
    """The public package writes it into the response (E15)."""
    with pytest.raises(ValueError, match="X-Id"):
        serializer().serialize(headers={"X-Id": "a\r\nSet-Cookie: evil=1"}, cookies=[])


def test_the_base_class_leaves_the_work_to_others():
    with pytest.raises(NotImplementedError):
        BaseHeadersSerializer().serialize({}, [])
