"""The table of environment variables."""

from __future__ import annotations

import os

import pytest
from environment_page import rows

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.environment import Variable, truthy


@pytest.mark.parametrize("word", ["1", "y", "YES", "t", "True", "on", " true "])
def test_words_for_yes(word):
    assert truthy(word) is True


@pytest.mark.parametrize("word", ["0", "n", "NO", "f", "False", "off"])
def test_words_for_no(word):
    assert truthy(word) is False


def test_any_other_word_is_an_error_that_names_it():
    with pytest.raises(ValueError, match="'maybe'"):
        truthy("maybe")


@pytest.mark.parametrize(
    ("choice", "in_environment", "expected"),
    [(None, None, 7), (None, "3", 3), (None, "", 7), (5, "3", 5), (0, "3", 0)],
)
def test_a_choice_wins_over_the_environment_which_wins_over_the_default(choice, in_environment, expected, monkeypatch):
    variable = Variable("TEST_ONLY", int, 7)
    environment.registry.remove(variable)
    if in_environment is not None:
        monkeypatch.setenv("TEST_ONLY", in_environment)
    assert variable.resolve(choice) == expected


def test_a_value_that_can_not_be_read_names_its_variable(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_DEV", "perhaps")
    with pytest.raises(ValueError, match=r"POWERTOOLS_DEV.*'perhaps'"):
        environment.DEV.get()


def test_every_variable_is_listed_once_and_described():
    names = [row.variable.name for row in rows()]
    assert len(names) == len(set(names))
    assert all(row.description for row in rows())


def test_a_variable_knows_whether_it_is_set(monkeypatch):
    assert not environment.DEV.is_set()
    monkeypatch.setenv("POWERTOOLS_DEV", "")
    assert environment.DEV.is_set()


def test_variables_are_found_in_an_environment_that_somebody_put_in_its_place(monkeypatch):
    monkeypatch.setattr(os, "environ", {"POWERTOOLS_DEV": "yes"})
    assert environment.DEV.is_set()
    assert environment.DEV.get() is True
    assert environment.STRICT.get() is False
