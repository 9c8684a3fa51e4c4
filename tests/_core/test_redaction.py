"""Rules for what must not be shown."""

from __future__ import annotations

import re

import pytest

from aws_lambda_powertools._core.redaction import REDACTED, Redaction, secrets


@pytest.mark.parametrize("name", ["password", "Password", "PASSWORD", "x-api-key", "X_API_KEY"])
def test_keys_match_whatever_their_case_and_separator(name):
    assert secrets().apply({name: "s"}) == {name: REDACTED}


def test_a_key_matches_by_its_whole_name_only():
    assert Redaction(keys=["pin"]).apply({"pin": 1, "shipping": 2}) == {"pin": REDACTED, "shipping": 2}


def test_nested_values_are_found_and_the_given_object_stays_as_it_is():
    value = {"users": [{"name": "Ann", "password": "hunter2"}, ({"token": 1},)]}
    assert secrets().apply(value) == {"users": [{"name": "Ann", "password": REDACTED}, [{"token": REDACTED}]]}
    assert value["users"][0]["password"] == "hunter2"


def test_patterns_replace_parts_of_texts():
    rules = Redaction(patterns=[r"\d{16}", re.compile("secret-[a-z]+")], mark="#")
    assert rules.apply({"a": "card 4111111111111111, secret-abc"}) == {"a": "card #, #"}


def test_the_mark_is_taken_literally():
    assert Redaction(patterns=["x"], mark=r"\1").text("x") == r"\1"


def test_what_lies_too_deep_to_be_searched_is_not_shown():
    value = {"password": "hunter2"}
    for _ in range(100):
        value = {"inner": value}
    assert "hunter2" not in repr(secrets().apply(value))


def test_no_rules_are_false():
    assert not Redaction()
    assert Redaction(keys=["a"])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"keys": "password"}, TypeError, r"write \['password'\]"),
        ({"patterns": "abc"}, TypeError, "list of expressions"),
        ({"patterns": ["("]}, ValueError, "not a regular expression"),
    ],
)
def test_wrong_rules_are_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        Redaction(**arguments)
