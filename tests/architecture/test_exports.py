"""Doors give out their names lazily and yet behave like any module; the compatibility contract is kept."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pickle
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch, sentinel

import pytest
from contract import problems
from fresh_interpreter import loaded_by
from source_tree import AT_IMPORT, FOR_TYPES, PACKAGE, ROOT, Module, modules, target

HERE = Path(__file__).parent
LAZY = [name for name, module in modules().items() if module.is_lazy]
DOORS = [name for name, module in modules().items() if module.is_door]


@pytest.fixture
def door(request: pytest.FixtureRequest) -> Any:
    return importlib.import_module(request.param)


def lazy_table(module: Module) -> dict[str, str]:
    """What a door's call of `lazy_exports` says: the home of each name."""
    calls = [
        node
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazy_exports"
    ]
    table = ast.literal_eval(calls[0].args[1])
    return {name: importlib.util.resolve_name(home, module.name) for home, names in table.items() for name in names}


@pytest.mark.parametrize("name", LAZY)
def test_type_checkers_see_the_names_that_are_given_out(name: str) -> None:
    module = modules()[name]
    given = lazy_table(module)
    seen = {item.name: item.module for item in module.imports if item.when == FOR_TYPES and item.is_ours}
    assert {known: home for known, home in seen.items() if module.is_door or known in given} == given


@pytest.mark.parametrize("name", LAZY)
def test_a_name_equal_to_its_file_is_imported_eagerly(name: str) -> None:
    """Else whoever imports the file first would find the module where the function should stand."""
    eager = {item.name for item in modules()[name].imports if item.when == AT_IMPORT and item.is_ours}
    clashing = {given for given, home in lazy_table(modules()[name]).items() if f"{name}.{given}" == home}
    assert clashing - eager == set()


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_everything_in_all_can_be_had_and_is_listed(door: Any) -> None:
    missing = [name for name in door.__all__ if not hasattr(door, name)]
    assert missing == []
    assert set(door.__all__) <= set(dir(door))
    assert set(door.__all__) <= {name for name, _ in inspect.getmembers(door)}
    assert list(door.__all__) == sorted(set(door.__all__))


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_a_name_that_is_not_there_is_an_attribute_error(door: Any) -> None:
    with pytest.raises(AttributeError, match=f"{door.__name__}.*no_such_name"):
        door.no_such_name  # noqa: B018  # reading it is the test


@pytest.mark.parametrize("door", DOORS, indirect=True)
def test_classes_and_functions_can_be_pickled(door: Any) -> None:
    values = [getattr(door, name) for name in door.__all__]
    named = [value for value in values if inspect.isclass(value) or inspect.isfunction(value)]
    assert [pickle.loads(pickle.dumps(value)) for value in named] == named


@pytest.mark.parametrize("name", LAZY)
def test_every_name_can_be_patched_before_and_after_its_first_use(name: str) -> None:
    door = importlib.import_module(name)
    for given in lazy_table(modules()[name]):
        vars(door).pop(given, None)  # as if nobody had asked for it yet
        for _ in range(2):
            with patch(f"{name}.{given}", sentinel.fake):
                assert getattr(door, given) is sentinel.fake
            assert getattr(door, given) is not sentinel.fake


@pytest.mark.parametrize("name", DOORS)
def test_a_star_import_gives_what_all_says(name: str) -> None:
    statement = f"from {name} import *\nimport {name} as door\nassert set(door.__all__) <= set(vars())"
    loaded_by([statement])


def test_there_are_doors() -> None:
    assert PACKAGE in DOORS


@cache
def contract() -> dict[str, dict[str, dict[str, Any]]]:
    return dict(json.loads((HERE / "contract.json").read_text()))


ROWS = [(tier, module) for tier, names in contract().items() for module in names]


@pytest.mark.parametrize(("tier", "module"), ROWS)
@pytest.mark.filterwarnings("ignore")
def test_the_compatibility_contract_is_kept(tier: str, module: str) -> None:
    """A merely public name (tier 2) may be missing when the compatibility page says why."""
    home = importlib.import_module(module)
    found = []
    for name, promised in contract()[tier][module].items():
        if hasattr(home, name):
            found += problems(f"{module}.{name}", getattr(home, name), promised)
        else:
            found.append(f"{module}.{name}: is missing")
    if tier == "tier2":
        found = [problem for problem in found if not is_explained(problem)]
    assert not found, "\n".join(found)


def is_explained(problem: str) -> bool:
    return f"`{problem.partition(':')[0]}`" in (ROOT / "docs" / "compatibility.md").read_text(encoding="utf-8")


def test_finished_parts_exist() -> None:
    listed = [line for line in (HERE / "finished.txt").read_text().splitlines() if line and not line.startswith("#")]
    assert [part for part in listed if part not in modules()] == []


LISTING = [name for name, module in modules().items() if "__all__" in module.defines and not module.is_door]


def test_modules_that_list_their_names_have_them() -> None:
    """In a process of their own: some of these modules decide what others do once they are loaded."""
    loaded_by(f"import {name} as home\nfor name in home.__all__: getattr(home, name)" for name in LISTING)


def test_type_checking_imports_point_at_modules_that_exist() -> None:
    wrong = [
        f"{module.where}:{item.line}: {item.module}"
        for module in modules().values()
        for item in module.imports
        if item.is_ours and target(item) not in modules()
    ]
    assert not wrong, "\n".join(wrong)
