"""Base64, gzip, UTF-8, escapes: round trips, clear errors, bounded inflate."""

from __future__ import annotations

import binascii
import contextlib
import gzip
import zlib
from urllib.parse import quote_plus, unquote_plus

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.encoding import (
    EncodingError,
    TooLargeError,
    base64_decode,
    base64_encode,
    form_decoded,
    gzipped,
    inflate,
    utf8,
)


@given(st.binary())
def test_base64_round_trip(data):
    assert base64_decode(base64_encode(data)) == data


@given(st.binary())
def test_gzip_round_trip(data):
    assert inflate(gzipped(data)) == data
    assert inflate(zlib.compress(data)) == data


@given(st.binary())
def test_any_bytes_inflate_or_give_a_clear_error(data):
    with contextlib.suppress(EncodingError):
        assert len(inflate(data, limit=1000)) <= 1000


def test_several_gzip_members_are_one_content():
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b") + b"\0\0") == b"ab"


def test_what_inflates_to_more_than_the_limit_is_refused():
    with pytest.raises(TooLargeError, match="more than 999 bytes"):
        inflate(gzip.compress(b"x" * 1000), limit=999)


def test_what_inflates_to_the_limit_passes():
    assert len(inflate(gzip.compress(b"x" * 1000), limit=1000)) == 1000


def test_the_limit_holds_over_all_members():
    with pytest.raises(TooLargeError):
        inflate(gzip.compress(b"x" * 600) * 2, limit=1000)


def test_the_limit_can_be_set_in_the_environment(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "10")
    with pytest.raises(TooLargeError, match="POWERTOOLS_MAX_INFLATED_BYTES"):
        inflate(gzip.compress(b"x" * 11))


@pytest.mark.parametrize(
    ("attempt", "message"),
    [
        (lambda: inflate(b"plain text"), "not valid gzip"),
        (lambda: inflate(gzip.compress(b"x" * 1000)[:-4]), "cut off"),
        (lambda: inflate(b""), "cut off"),
        (lambda: base64_decode("a", "The body"), "The body is not valid base64"),
        (lambda: base64_decode("ä"), "not valid base64"),
        (lambda: utf8(b"ab\xff"), "at byte 2"),
    ],
)
def test_errors_say_what_was_wrong(attempt, message):
    with pytest.raises(EncodingError, match=message):
        attempt()


@pytest.mark.parametrize(
    ("attempt", "kind"),
    [
        (lambda: base64_decode("a"), binascii.Error),
        (lambda: utf8(b"\xff"), UnicodeDecodeError),
        (lambda: inflate(b"plain text"), OSError),
        (lambda: inflate(b"plain text"), zlib.error),
        (lambda: inflate(gzip.compress(b"x")[:-9]), OSError),
        (lambda: inflate(gzip.compress(b"x")[:-9]), zlib.error),
    ],
)
def test_who_catches_the_error_of_the_standard_library_still_does(attempt, kind):
    with pytest.raises(kind):
        attempt()


def test_bytes_that_are_no_text_can_be_had_from_the_error():
    with pytest.raises(UnicodeDecodeError) as caught:
        utf8(b"ab\xff")
    assert (caught.value.object, caught.value.start) == (b"ab\xff", 2)
    assert "ab" not in repr(caught.value)


@given(st.text())
def test_escaped_texts_come_back(text):
    assert form_decoded(quote_plus(text)) == text


@given(st.text(alphabet="%+ 0123456789abcdefABCDEFxzé€"))
def test_escapes_mean_what_they_mean_everywhere(text):
    assert form_decoded(text) == unquote_plus(text)
