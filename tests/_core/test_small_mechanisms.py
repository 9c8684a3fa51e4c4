"""Clock, warnings, optional packages, lazy doors."""

from __future__ import annotations

import sys
import time
import types
import warnings

import pytest

from aws_lambda_powertools._core import clock, notices
from aws_lambda_powertools._core.exports import lazy_exports
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.exceptions import MissingDependencyError, PowertoolsError
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.fixture
def frozen():
    clock.freeze(1_700_000_000.5)
    yield
    clock.unfreeze()


def test_a_frozen_clock_moves_only_when_told(frozen):
    assert clock.seconds() == 1_700_000_000.5
    clock.advance(2)
    assert clock.milliseconds() == 1_700_000_002_500
    assert clock.now().isoformat() == "2023-11-14T22:13:22.500000+00:00"


def test_sleeping_on_a_frozen_clock_takes_no_time(frozen):
    began = time.monotonic()
    clock.sleep(3600)
    assert clock.seconds() == 1_700_003_600.5
    assert time.monotonic() - began < 5


def test_a_running_clock_can_not_be_advanced():
    with pytest.raises(RuntimeError, match="not frozen"):
        clock.advance(1)


def test_a_warning_with_the_same_key_goes_out_once_at_the_callers_line():
    notices.forget()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        notices.warn_once("key", "first")
        notices.warn_once("key", "second")
        notices.warn_once("other", "third")
    assert [str(warning.message) for warning in caught] == ["first", "third"]
    assert {warning.filename for warning in caught} == {__file__}
    assert {warning.category for warning in caught} == {PowertoolsUserWarning}


def test_what_is_remembered_about_warnings_is_bounded():
    notices.forget()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in range(3 * notices.MOST_REMEMBERED):
            notices.warn_once(number, "x")
    assert len(notices._said) <= notices.MOST_REMEMBERED
    notices.forget()


def test_a_missing_package_is_reported_with_the_extra_that_brings_it():
    with pytest.raises(MissingDependencyError, match=r'pip install "aws-lambda-powertools\[redis\]"') as raised:
        require("no_such_package_at_all.client", extra="redis", wanted_by="CachePersistenceLayer")
    assert isinstance(raised.value, ImportError)
    assert isinstance(raised.value, PowertoolsError)
    assert raised.value.package == "no_such_package_at_all"


def test_an_import_error_inside_an_installed_package_passes_unchanged(tmp_path, monkeypatch):
    (tmp_path / "broken_package.py").write_text("import another_missing_module\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="another_missing_module") as raised:
        require("broken_package", extra="redis", wanted_by="Anything")
    assert not isinstance(raised.value, MissingDependencyError)


@pytest.fixture
def lazy_package(monkeypatch):
    package = types.ModuleType("lazy_door")
    package.__path__ = []
    home = types.ModuleType("lazy_door.home")
    home.Thing = object()
    monkeypatch.setitem(sys.modules, "lazy_door", package)
    monkeypatch.setitem(sys.modules, "lazy_door.home", home)
    package.__getattr__, package.__dir__, package.__all__ = lazy_exports("lazy_door", {".home": ["Thing"]})
    return package


def test_a_lazy_name_is_found_and_then_kept(lazy_package):
    assert "Thing" not in vars(lazy_package)
    assert lazy_package.Thing is sys.modules["lazy_door.home"].Thing
    assert "Thing" in vars(lazy_package)
    assert "Thing" in dir(lazy_package)


def test_an_unknown_name_is_an_attribute_error(lazy_package):
    with pytest.raises(AttributeError, match="'lazy_door' has no attribute 'Nothing'"):
        _ = lazy_package.Nothing
