"""`powertools flags check`."""

from __future__ import annotations

import json

import pytest

from aws_lambda_powertools.local.cli import main

GOOD = {"default": True}
TYPO = {
    "default": False,
    "rules": {"r": {"when_match": True, "conditions": [{"action": "EQUALZ", "key": "a", "value": 1}]}},
}


@pytest.fixture
def check(tmp_path, capsys):
    def run(content, *options):
        file = tmp_path / "flags.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        status = main(["flags", "check", str(file), *options])
        return status, "".join(capsys.readouterr())

    return run


def test_well_formed_flags_pass(check):
    status, output = check({"a": GOOD, "b": GOOD})
    assert status == 0
    assert "2 flags are well-formed" in output


def test_each_faulty_flag_is_named(check):
    status, output = check({"a": TYPO, "b": GOOD, "c": {}, "d": {"default": True, "rules": {}}})
    assert status == 1
    assert [line.partition(":")[0] for line in output.splitlines()[:3]] == ["a", "c", "d"]
    assert "3 of 4" in output


def test_flags_may_stand_in_an_envelope(check):
    assert check({"here": {"a": GOOD}}, "--envelope", "here")[0] == 0
    status, output = check({"here": {"a": GOOD}}, "--envelope", "there")
    assert status == 1
    assert "there" in output


@pytest.mark.parametrize("content", ["{", "[1]"])
def test_what_is_no_configuration_fails(check, content):
    assert check(content)[0] == 1
