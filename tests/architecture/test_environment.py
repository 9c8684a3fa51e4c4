"""One table of environment variables: the docs page shows it, and the source reads nothing else."""

from __future__ import annotations

import ast
import re

import pytest
from environment_page import PAGE, page, rows
from layers import ABOVE_ALL
from source_tree import Module, modules, part_of

from aws_lambda_powertools._core import environment, environment_otel as _more_rows  # noqa: F401

TABLE = "aws_lambda_powertools._core.environment"

DIRECT = {
    "": "asks at the first import whether debug lines are wanted, before any table is needed",
    "metrics._provider": "asks at each flush for two variables of the table, as cheaply as can be",
    "utilities.feature_flags.stores.environment": "reads the variable that users name as the place of flags",
    "utilities.parameters.settings": "reads the variables that users name as origins of settings",
    "_core.invocation": "asks for the initialization type at each cold start, before any table is needed",
}
"""Modules that may read the environment themselves, and why."""

LOOKS_LIKE_A_VARIABLE = re.compile(r"_?(POWERTOOLS|AWS|X_AMZN|LAMBDA|OTEL|DD)_[A-Z0-9_]+")

NO_VARIABLES: set[str] = set()
"""Texts that look like names of variables and are none."""


def deployed() -> list[Module]:
    """The modules that run in a function; local tools set and hand on what variables they like."""
    return [module for module in modules().values() if part_of(module.name) not in ABOVE_ALL]


def test_the_docs_page_shows_the_table() -> None:
    """When this fails: python scripts/environment_page.py"""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_only_the_table_reads_the_environment() -> None:
    reading = [
        f"{module.where}:{node.lineno}"
        for module in deployed()
        if module.name != TABLE and module.name.partition(".")[2] not in DIRECT
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    ]
    assert not reading, "\n".join(reading)


def test_every_name_of_a_variable_in_the_source_stands_in_the_table() -> None:
    known = {row.variable.name for row in rows()} | NO_VARIABLES
    unknown = [
        f"{module.where}:{node.lineno}: {node.value}"
        for module in deployed()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and LOOKS_LIKE_A_VARIABLE.fullmatch(node.value)
        and node.value not in known
    ]
    assert not unknown, "\n".join(unknown)


def test_each_variable_stands_once_and_is_described() -> None:
    names = [row.variable.name for row in rows()]
    assert len(names) == len(set(names))
    assert [row.variable.name for row in rows() if not row.description.endswith(".")] == []


@pytest.mark.parametrize("module", DIRECT)
def test_exceptions_are_still_needed(module: str) -> None:
    found = modules()[f"aws_lambda_powertools.{module}".rstrip(".")]
    assert any(isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") for node in ast.walk(found.tree))
