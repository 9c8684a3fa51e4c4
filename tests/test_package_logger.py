"""The toolkit's own debug lines: silent until somebody asks for them."""

from __future__ import annotations

import io
import logging
import subprocess
import sys

import pytest
from fresh_interpreter import SOURCE

from aws_lambda_powertools._core import debug
from aws_lambda_powertools.package_logger import set_package_logger, set_package_logger_handler
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.fixture(autouse=True)
def fresh_logger():
    """The package's logger as an interpreter has it that has just started."""
    logger = logging.getLogger(debug.PACKAGE)
    before = logger.handlers[:], logger.level, logger.propagate
    logger.handlers[:], logger.level, logger.propagate = [], logging.NOTSET, True
    logger.manager._clear_cache()
    yield logger
    logger.handlers[:], logger.level, logger.propagate = before
    logger.manager._clear_cache()


@pytest.fixture
def stream():
    return io.StringIO()


def say(text="matched"):
    debug.logger("aws_lambda_powertools.somewhere").debug(text)


def test_lines_reach_nobody_by_default(capfd):
    root = logging.getLogger()
    level = root.level
    reached = []
    handler = logging.Handler(logging.DEBUG)
    handler.emit = reached.append
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        say()
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert reached == []
    assert capfd.readouterr() == ("", "")


def test_lines_can_be_asked_for(stream):
    set_package_logger(stream=stream)
    say()
    assert stream.getvalue().endswith("aws_lambda_powertools.somewhere [DEBUG] matched\n")


def test_standard_output_is_where_they_go(capsys):
    set_package_logger()
    say()
    assert "matched" in capsys.readouterr().out


def test_level_and_format_can_be_chosen(stream):
    set_package_logger("INFO", stream, logging.Formatter("only: %(message)s"))
    say("debug")
    debug.logger("aws_lambda_powertools.somewhere").info("info")
    assert stream.getvalue() == "only: info\n"


def test_asking_twice_does_not_double_the_lines(stream):
    set_package_logger(stream=stream)
    set_package_logger(stream=stream)
    say()
    assert stream.getvalue().count("matched") == 1


def test_the_variable_asks_for_them(monkeypatch, stream, fresh_logger):
    monkeypatch.setenv("POWERTOOLS_DEBUG", "1")
    with pytest.warns(PowertoolsUserWarning, match="POWERTOOLS_DEBUG environment variable is enabled"):
        set_package_logger_handler(stream=stream)
    say()
    assert "matched" in stream.getvalue()
    assert fresh_logger.level == logging.DEBUG


def test_without_the_variable_nothing_is_written(stream, fresh_logger):
    set_package_logger_handler(stream=stream)
    say()
    assert stream.getvalue() == ""
    assert [type(handler) for handler in fresh_logger.handlers] == [logging.NullHandler]


def test_handlers_that_users_gave_the_logger_are_left_alone(fresh_logger):
    mine = logging.StreamHandler(io.StringIO())
    fresh_logger.addHandler(mine)
    debug.logger("aws_lambda_powertools.somewhere")
    assert fresh_logger.handlers == [mine]
    assert fresh_logger.propagate


@pytest.mark.parametrize(("value", "shown"), [("1", True), ("true", True), ("false", False), ("", False)])
def test_the_variable_works_when_the_package_is_imported(value, shown):
    code = (
        "import aws_lambda_powertools\n"
        "from aws_lambda_powertools.middleware_factory import lambda_handler_decorator\n"
        "lambda_handler_decorator(lambda handler, event, context: handler(event, context))(lambda e, c: e)({}, None)\n"
    )
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        env={"POWERTOOLS_DEBUG": value, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ("aws_lambda_powertools.middleware_factory.factory [DEBUG]" in child.stdout) is shown
    assert child.stderr == ""
