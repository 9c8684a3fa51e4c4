"""Which level wins, and which lines it lets pass."""

from __future__ import annotations

import logging

import pytest

LEVELS = {"DEBUG": 10, "INFO": 20, "WARNING": 30, "ERROR": 40, "CRITICAL": 50}


def every_level(logger):
    for name in LEVELS:
        getattr(logger, name.lower())(name)


@pytest.mark.parametrize(
    ("environment", "argument", "level"),
    [
        ({}, None, 20),
        ({}, "", 20),
        ({}, "DEBUG", 10),
        ({}, "warning", 30),
        ({}, logging.ERROR, 40),
        ({"POWERTOOLS_LOG_LEVEL": "WARNING"}, None, 30),
        ({"LOG_LEVEL": "error"}, None, 40),
        ({"POWERTOOLS_LOG_LEVEL": "DEBUG", "LOG_LEVEL": "ERROR"}, None, 10),
        ({"POWERTOOLS_LOG_LEVEL": "ERROR"}, "DEBUG", 10),
        ({"AWS_LAMBDA_LOG_LEVEL": "ERROR"}, None, 40),
        ({"AWS_LAMBDA_LOG_LEVEL": "WARN"}, None, 30),
        ({"AWS_LAMBDA_LOG_LEVEL": "FATAL"}, None, 50),
        ({"AWS_LAMBDA_LOG_LEVEL": "INFO", "LOG_LEVEL": "INFO"}, None, 20),
        ({"AWS_LAMBDA_LOG_LEVEL": "debug"}, "ERROR", 10),
        ({"AWS_LAMBDA_LOG_LEVEL": "WARN"}, "ERROR", 30),
    ],
)
def test_the_level_that_wins(logs, monkeypatch, environment, argument, level):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    logger = logs.logger(level=argument)
    every_level(logger)
    assert logger.log_level == logger.level == level
    assert logs.messages == [name for name, number in LEVELS.items() if number >= level]


@pytest.mark.parametrize(("asked", "named"), [("DEBUG", "argument"), ("info", "argument"), ("DEBUG", "environment")])
def test_lines_that_lambda_would_drop_are_warned_of(logs, monkeypatch, asked, named):
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "WARN")
    if named == "environment":
        monkeypatch.setenv("POWERTOOLS_LOG_LEVEL", asked)
    with pytest.warns(UserWarning, match=f"log level is {asked.upper()}.*below WARNING"):
        logger = logs.logger(level=asked if named == "argument" else None)
    assert logger.log_level == 30
    with pytest.warns(UserWarning, match="DEBUG"):
        logger.setLevel("DEBUG")
    assert logger.log_level == 30


def test_trace_lets_everything_pass_that_the_root_logger_lets_pass(logs, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "TRACE")
    monkeypatch.setattr(logging.root, "level", 5)
    logger = logs.logger()
    logger.debug("m")
    assert (logger.log_level, logs.messages) == (0, ["m"])


@pytest.mark.parametrize("level", ["LOUD", 35, 3.5, [], b"INFO"])
def test_a_wrong_level_is_refused_by_name(logs, level):
    with pytest.raises(ValueError, match=r"level=.*is no log level\. Use DEBUG"):
        logs.logger(level=level)
    logger = logs.logger()
    with pytest.raises(ValueError, match="is no log level"):
        logger.setLevel(level)


@pytest.mark.parametrize("variable", ["POWERTOOLS_LOG_LEVEL", "LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL"])
def test_a_wrong_level_of_the_environment_is_refused_by_its_name(logs, monkeypatch, variable):
    monkeypatch.setenv(variable, "LOUD")
    with pytest.raises(ValueError, match=f"{variable}='LOUD'"):
        logs.logger()


def test_a_level_of_ones_own(logs):
    logging.addLevelName(25, "NOTICE")
    logger = logs.logger(level="NOTICE")
    logger.log(25, "notice")
    logger.info("info")
    assert (logs.line["level"], logs.line["message"]) == ("NOTICE", "notice")


def test_levels_change_at_any_time(logs):
    logger = logs.logger()
    standard = logging.getLogger(logs.service)
    logger.debug("1")
    logger.setLevel("DEBUG")
    logger.debug("2")
    standard.setLevel(logging.ERROR)
    logger.info("3")
    standard.setLevel(logging.DEBUG)
    logger.debug("4")
    logging.disable(logging.CRITICAL)
    try:
        logger.critical("5")
    finally:
        logging.disable(logging.NOTSET)
    logger.debug("6")
    standard.disabled = True
    logger.error("7")
    standard.disabled = False
    logger.setLevel(None)
    logger.debug("8")
    assert logs.messages == ["2", "4", "6"]


def test_the_standard_librarys_questions_are_answered(logs):
    logger = logs.logger(level="WARNING")
    assert not logger.isEnabledFor(logging.INFO)
    assert logger.getEffectiveLevel() == 30
