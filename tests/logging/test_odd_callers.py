"""Lines whose caller, values or neighbours are unusual: each says what it can, and where it is from."""

from __future__ import annotations

import io
import json
import logging

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers

TOO_LONG = 10**5000
"""Python writes no more than 4,300 digits."""


def nested(depth):
    found = {}
    for _ in range(depth):
        found = {"a": found}
    return found


def test_a_line_of_an_adapter_tells_its_caller(logs):
    logger = logs.logger(level="DEBUG", kept="yes")
    adapter = logging.LoggerAdapter(logger, {})
    for log in (adapter.info, adapter.error):
        log("m")
        assert logs.lines[-1]["location"].startswith("test_a_line_of_an_adapter_tells_its_caller:")


@pytest.mark.parametrize(
    ("message", "extra", "shown"),
    [
        (TOO_LONG, {}, {"message": "<int of 16610 bits>"}),
        ({"a": TOO_LONG, "b": 1}, {}, {"message": {"a": "<int of 16610 bits>", "b": 1}}),
        ("m", {"n": TOO_LONG, "o": 2}, {"n": "<int of 16610 bits>", "o": 2}),
        ("m", {"n": {TOO_LONG: 1}}, {"n": {"<int>": 1}}),
    ],
    ids=["message", "within the message", "key", "name within a key"],
)
def test_only_the_number_that_is_too_long_gives_way(logs, message, extra, shown):
    logger = logs.logger(level="DEBUG", kept="yes")
    logger.append_keys(order="o-1")
    logger.info(message, extra=extra)
    line = logs.lines[-1]
    assert {key: line[key] for key in shown} == shown
    assert (line["service"], line["order"], line["kept"]) == (logger.service, "o-1", "yes")
    assert line["timestamp"].endswith("Z")
    assert "formatting_error" not in line


def test_only_the_key_that_is_too_deep_gives_way(logs):
    logger = logs.logger(level="DEBUG", kept="yes")
    logger.append_keys(order="o-1", deep=nested(5000))
    for _ in range(2):
        logger.info("m")
        line = logs.lines[-1]
        assert (line["service"], line["order"], line["message"]) == (logger.service, "o-1", "m")
        assert "too deep" in json.dumps(line["deep"])


def test_where_recursion_left_no_room_there_is_a_line_all_the_same(logs):
    logger = logs.logger(level="DEBUG", kept="yes")

    def deeper():
        try:
            deeper()
        except RecursionError:
            logger.info("no room", depth="all of it")
            raise ValueError from None

    with pytest.raises(ValueError, match=r"^$"):
        deeper()
    line = logs.lines[-1]
    assert (line["message"], line["depth"], line["service"]) == ("no room", "all of it", logger.service)


def test_other_loggers_get_all_handlers_of_the_source(logs):
    logger = logs.logger(level="DEBUG", kept="yes")
    second = logging.StreamHandler(io.StringIO())
    logger.addHandler(second)
    other = logging.getLogger("somebody's library")
    other.handlers = [logging.StreamHandler(io.StringIO())]
    copy_config_to_registered_loggers(logger, include={other.name})
    other.info("m")
    assert other.handlers == logger.handlers
    assert other.handlers is not logger.handlers
    assert logs.lines[-1]["name"] == other.name
    assert second.stream.getvalue() == "m\n"


def test_what_is_held_back_of_others_goes_to_the_buffer_only():
    logger = Logger(service="odd callers, held back", stream=io.StringIO(), buffer_config=LoggerBufferConfig())
    logger.addHandler(logging.NullHandler())
    other = logging.getLogger("somebody's held library")
    copy_config_to_registered_loggers(logger, include={other.name}, include_buffering=True)
    assert [type(handler).__name__ for handler in other.handlers] == ["BufferingHandler"]
