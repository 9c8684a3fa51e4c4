"""Environment variables of a command line."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.local import LocalError
from aws_lambda_powertools.local.env_files import parse_assignments, read_env_file


def test_values_may_hold_anything_after_the_first_equals_sign():
    assert parse_assignments(["A=1", "B=x=y ", "C="]) == {"A": "1", "B": "x=y ", "C": ""}


@pytest.mark.parametrize("text", ["A", "=1", "1A=2", "A B=1", "", "A=\0"])
def test_what_sets_no_variable_is_refused(text):
    with pytest.raises(LocalError):
        parse_assignments([text])


def test_a_file_is_read_as_a_shell_would(tmp_path):
    file = tmp_path / ".env"
    file.write_text(
        '\ufeff# comment\n\nA=1\nexport B = two # comment\nC=\'single # \\n\'\nD="double\\n\\"x\\""\nE=a#b\nF=\nG="\n',
        encoding="utf-8",
    )

    assert read_env_file(str(file)) == {
        "A": "1",
        "B": "two",
        "C": "single # \\n",
        "D": 'double\n"x"',
        "E": "a#b",
        "F": "",
        "G": '"',
    }


def test_a_line_that_sets_nothing_is_named_by_its_number(tmp_path):
    file = tmp_path / ".env"
    file.write_text("A=1\nnonsense\n")

    with pytest.raises(LocalError, match="Line 2"):
        read_env_file(str(file))


@pytest.mark.parametrize(("name", "content"), [("nowhere", None), ("binary", b"\xff\xfe\xfa"), ("", None)])
def test_a_file_that_can_not_be_read_is_named(tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(LocalError, match="environment file"):
        read_env_file(str(tmp_path / name))
