"""You pay for what you name: which modules come along in an interpreter that has what the Lambda runtime has loaded."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from functools import cache

import pytest
from fresh_interpreter import answers_to, loaded_by
from layers import ABOVE_ALL, ARROWS, CORE, COSTLY, DOORS_OF_ALL, FREE, LEAF, VOCABULARY
from source_tree import PACKAGE, modules, part_of

pytest.importorskip("awslambdaric", reason="the Lambda runtime client is not installed")
if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)

SMALL = {"contextvars", "_contextvars", "binascii"}
"""Shims and C modules of a few kilobytes that every function loads sooner or later."""


DEPLOYED = [name for name in modules() if part_of(name) not in ABOVE_ALL]


@cache
def imported() -> tuple[set[str], dict[str, set[str] | str]]:
    return answers_to(f"import {name}" for name in DEPLOYED)


def loaded_with(name: str) -> set[str]:
    """The modules that importing this one brings along, itself included."""
    loaded = imported()[1][f"import {name}"]
    assert not isinstance(loaded, str), loaded
    return loaded


def test_what_the_table_calls_free_is_loaded_by_the_runtime() -> None:
    runtime, _ = imported()
    assert FREE - SMALL - runtime == {"__future__"} - runtime


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_import_brings_no_other_utility(name: str) -> None:
    own = part_of(name)
    arrows = {used for source, used in ARROWS if source == own}
    parts = {part_of(found) for found in loaded_with(name) if found.partition(".")[0] == PACKAGE}
    assert parts - {own, CORE, LEAF, *VOCABULARY, *DOORS_OF_ALL, *arrows} == set()


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_import_brings_nothing_costly(name: str) -> None:
    short = name.partition(".")[2]
    allowed = {package for pattern, rows in COSTLY.items() if fnmatch(short, pattern) for package in rows}
    brought = {found for found in loaded_with(name) if found.partition(".")[0] != PACKAGE}
    assert brought - everything_in(frozenset(allowed)) - SMALL == set()


@cache
def everything_in(packages: frozenset[str]) -> set[str]:
    """What these packages load themselves."""
    _, loaded = loaded_by(f"import {package}" for package in packages)
    return {"__future__"}.union(*loaded.values())
