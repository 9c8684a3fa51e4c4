"""Cookies as the value of a Set-Cookie header."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.shared.cookies import Cookie, SameSite

LAST_SECOND = datetime(2022, 12, 31, 23, 59, 59)


@pytest.mark.parametrize(
    ("options", "header"),
    [
        ({}, "a=b; Secure"),
        ({"secure": False}, "a=b"),
        ({"value": ""}, "a=; Secure"),
        ({"value": 'q"uo, te\\ ü'}, 'a=q"uo, te\\ ü; Secure'),
        ({"name": "with space"}, "with space=b; Secure"),
        ({"path": "/", "domain": "example.com"}, "a=b; Path=/; Domain=example.com; Secure"),
        ({"max_age": 5, "http_only": True}, "a=b; Max-Age=5; HttpOnly; Secure"),
        ({"max_age": 0}, "a=b; Max-Age=0; Secure"),
        ({"max_age": -5}, "a=b; Max-Age=0; Secure"),
        ({"expires": LAST_SECOND}, "a=b; Expires=Sat, 31 Dec 2022 23:59:59 GMT; Secure"),
        ({"same_site": SameSite.STRICT_MODE}, "a=b; Secure; SameSite=Strict"),
        ({"same_site": SameSite.NONE_MODE}, "a=b; Secure; SameSite=None"),
        ({"same_site": SameSite.LAX_MODE}, "a=b; Secure; SameSite=Lax"),
        ({"same_site": SameSite.DEFAULT_MODE}, "a=b; Secure; SameSite="),
        ({"same_site": "Lax"}, "a=b; Secure; SameSite=Lax"),
        ({"custom_attributes": ["Priority=High", "Partitioned"]}, "a=b; Secure; Priority=High; Partitioned"),
    ],
)
def test_the_header_of_a_cookie(options, header):
    assert str(Cookie(**{"name": "a", "value": "b", **options})) == header


def test_a_time_with_a_zone_is_written_in_gmt():
    """The public package writes the local time and calls it GMT."""
    in_berlin = datetime(2023, 1, 1, 0, 59, 59, tzinfo=timezone(timedelta(hours=1)))
    assert "Expires=Sat, 31 Dec 2022 23:59:59 GMT" in str(Cookie("a", "b", expires=in_berlin))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("value", "abc; Domain=evil.com"),
        ("value", "abc\r\nSet-Cookie: evil=1"),
        ("value", "abc\0"),
        ("name", "a;b"),
        ("name", "a=b"),
        ("name", "a\nb"),
        ("path", "/; Domain=evil.com"),
        ("domain", "example.com\r\nX: y"),
    ],
)
def test_what_would_break_out_of_its_place_is_refused(field, text):
    """The public package writes it into the response (E15)."""
    good = {"name": "a", "value": "b"}
    with pytest.raises(ValueError, match=field):
        Cookie(**{**good, field: text})
    cookie = Cookie(**good)
    setattr(cookie, field, text)
    with pytest.raises(ValueError, match=field):
        str(cookie)


def test_a_line_break_in_an_attribute_is_refused():
    with pytest.raises(ValueError, match="attribute"):
        Cookie("a", "b", custom_attributes=["Priority=High\r\nX: y"])


def test_a_cookie_needs_a_name():
    with pytest.raises(ValueError, match="name"):
        Cookie("", "b")


@given(st.text(), st.text(), st.text(), st.text())
def test_no_cookie_is_more_than_one_cookie(name, value, path, domain):
    try:
        header = str(Cookie(name, value, path, domain, secure=False))
    except ValueError:
        return
    assert not set("\r\n\0") & set(header)
    assert len(header.split(";")) == 1 + bool(path) + bool(domain)
    assert header.partition("=")[0] == name
