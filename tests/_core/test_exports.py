"""Names and files of lazy doors."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from aws_lambda_powertools._core.exports import lazy_exports


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A door to two files of the standard library's json."""
    made = ModuleType("json")
    made.__path__ = sys.modules["json"].__path__
    monkeypatch.setitem(sys.modules, "json", made)
    for file in ("decoder", "encoder", "tool"):
        monkeypatch.delitem(sys.modules, f"json.{file}", raising=False)
    made.__getattr__, made.__dir__, made.__all__ = lazy_exports(  # type: ignore[attr-defined, method-assign]
        "json", {".": ["encoder"], ".decoder": ["JSONDecodeError"], ".tool": []}
    )
    return made


def test_a_name_is_imported_when_somebody_asks_for_it(door: ModuleType) -> None:
    assert "json.decoder" not in sys.modules
    assert door.JSONDecodeError is sys.modules["json.decoder"].JSONDecodeError
    assert "JSONDecodeError" in vars(door)


def test_the_files_are_attributes_as_if_they_were_imported(door: ModuleType) -> None:
    assert door.decoder is sys.modules["json.decoder"]
    assert "json.tool" not in sys.modules
    assert door.tool is sys.modules["json.tool"]


def test_other_names_are_attribute_errors(door: ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'json' has no attribute 'scanner'"):
        door.scanner  # noqa: B018  # reading it is the test


def test_all_and_dir_list_the_names(door: ModuleType) -> None:
    assert door.__all__ == ["JSONDecodeError", "encoder"]
    assert {"JSONDecodeError", "encoder"} <= set(dir(door))


def test_a_file_can_be_one_of_the_names(door: ModuleType) -> None:
    assert "json.encoder" not in sys.modules
    assert door.encoder is sys.modules["json.encoder"]
