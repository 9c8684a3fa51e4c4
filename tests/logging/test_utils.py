"""Other libraries' loggers write through ours."""

from __future__ import annotations

import io
import logging

import pytest

from aws_lambda_powertools.logging.exceptions import OrphanedChildLoggerError
from aws_lambda_powertools.logging.utils import PACKAGE_LOGGER, copy_config_to_registered_loggers


@pytest.fixture
def others(monkeypatch):
    """Three loggers, a child of the second, one below a place where there is none; nothing else is registered."""
    monkeypatch.setattr(logging.root.manager, "loggerDict", {})
    loggers = {name: logging.getLogger(name) for name in ("a", "b", "b.child", "place.child", "c")}
    logging.getLogger(PACKAGE_LOGGER)
    return loggers


def names(logs):
    return [line["name"] for line in logs.lines]


def test_all_loggers_with_nothing_above_them_are_taken(logs, others):
    logger = logs.logger()
    logger.append_keys(a=1)
    copy_config_to_registered_loggers(logger)
    for other in others.values():
        other.info("m %s", 1)
    logger.info("ours")
    assert names(logs) == ["a", "b", "b.child", "place.child", "c", logs.service]
    assert {line["a"] for line in logs.lines} == {1}
    assert [(others[name].level, others[name].propagate) for name in ("a", "b.child", "place.child")] == [
        (20, False),
        (0, True),
        (20, False),
    ]
    assert not logging.getLogger(PACKAGE_LOGGER).handlers
    assert logger.level == 20


@pytest.mark.parametrize(
    ("options", "taken"),
    [
        ({"include": {"a", "b"}}, ["a", "b"]),
        ({"exclude": {"a"}}, ["b", "place.child", "c"]),
        ({"include": {"a", "b"}, "exclude": {"b"}}, ["a"]),
        ({"include": {"b.child", "unknown"}}, ["b.child"]),
        ({"include": set()}, []),
    ],
)
def test_some_are_taken(logs, others, options, taken):
    logger = logs.logger()
    copy_config_to_registered_loggers(logger, **options)
    assert [name for name, other in others.items() if logger.registered_handler in other.handlers] == taken


def test_handlers_of_their_own_are_replaced(logs, others):
    stream = io.StringIO()
    others["a"].addHandler(logging.StreamHandler(stream))
    logger = logs.logger()
    copy_config_to_registered_loggers(logger)
    copy_config_to_registered_loggers(logger)
    others["a"].warning("m")
    assert stream.getvalue() == ""
    assert len(logs.lines) == 1


@pytest.mark.parametrize(
    ("options", "level"),
    [({}, 40), ({"log_level": "debug"}, 10), ({"log_level": logging.WARNING}, 30), ({"ignore_log_level": True}, 15)],
)
def test_their_level(logs, others, options, level):
    others["a"].setLevel(15)
    copy_config_to_registered_loggers(logs.logger(level="ERROR"), **options)
    assert others["a"].level == level


def test_a_wrong_level_changes_nothing(logs, others):
    with pytest.raises(ValueError, match="log_level='LOUD'"):
        copy_config_to_registered_loggers(logs.logger(), log_level="LOUD")
    assert not others["a"].handlers


def test_their_lines_have_the_keys_of_the_invocation(logs, others, lambda_context):
    logger = logs.logger()
    copy_config_to_registered_loggers(logger)

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        others["a"].info("m")

    handler({}, lambda_context)
    assert (logs.line["name"], logs.line["function_name"]) == ("a", "orders")


def test_lines_as_uvicorn_logs_them(logs, others):
    access = logging.getLogger("uvicorn.access")
    logging.getLogger("uvicorn.error")
    copy_config_to_registered_loggers(logs.logger(), include={"uvicorn.access", "uvicorn.error"})
    access.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5000", "GET", "/orders", "1.1", 200)
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 1, extra={"color_message": "…"})
    assert logs.messages == ['127.0.0.1:5000 - "GET /orders HTTP/1.1" 200', "Started server process [1]"]


def test_a_child_without_parent_can_not_be_copied(logs, others):
    with pytest.raises(OrphanedChildLoggerError):
        copy_config_to_registered_loggers(logs.logger(child=True))


def test_a_formatter_of_ones_own_gets_the_key_of_the_name(logs, others):
    logger = logs.logger(logger_formatter=logging.Formatter("%(name)s %(message)s"))
    copy_config_to_registered_loggers(logger)
    others["a"].info("m")
    assert logs.text == "a m\n"
