"""Wrong arguments: the error names the argument, its value and what is allowed; what quacks rightly is taken."""

from __future__ import annotations

import io
import logging
import re
from unittest.mock import MagicMock

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers


@pytest.mark.parametrize(
    ("argument", "value", "allowed"),
    [
        ("service", 5, "text"),
        ("child", "x", "True or False"),
        ("stream", "x", r"write\(\)"),
        ("logger_formatter", 5, r"logging\.Formatter"),
        ("logger_formatter", "%(message)s", r"logging\.Formatter"),
        ("logger_handler", "x", r"logging\.Handler"),
        ("json_serializer", "s", "function"),
        ("json_deserializer", "s", "function"),
        ("json_default", 5, "function"),
        ("datefmt", 5, "text"),
        ("utc", "maybe", "True or False"),
        ("use_rfc3339", "no", "True or False"),
        ("use_datetime_directive", "no", "True or False"),
        ("serialize_stacktrace", "no", "True or False"),
        ("log_record_order", "message", "list of keys"),
        ("buffer_config", "x", "LoggerBufferConfig"),
    ],
)
def test_a_wrong_argument_of_the_constructor(argument, value, allowed):
    with pytest.raises(TypeError, match=rf"^{argument}={re.escape(repr(value))}.*{allowed}"):
        Logger(**{"service": "arguments", argument: value})


def test_a_level_of_a_line_is_a_number():
    with pytest.raises(TypeError, match=r"^level='INFO'.*logging\.INFO"):
        Logger(service="arguments").log("INFO", "m")


def test_wrong_arguments_of_methods():
    logger = Logger(service="arguments")
    with pytest.raises(TypeError, match=r"^extra='x'.*mapping"):
        logger.child(extra="x")
    with pytest.raises(TypeError, match=r"^correlation_id_path=5.*JMESPath"):
        logger.inject_lambda_context(lambda _event, _context: None, correlation_id_path=5)
    with pytest.raises(TypeError, match=r"^lambda_handler='x'.*function"):
        logger.inject_lambda_context("x")


def test_wrong_arguments_of_copying():
    logger = Logger(service="arguments")
    with pytest.raises(TypeError, match=r"^source_logger='x'.*Logger"):
        copy_config_to_registered_loggers("x")
    for argument in ("exclude", "include"):
        with pytest.raises(TypeError, match=rf"^{argument}='x'.*names of loggers"):
            copy_config_to_registered_loggers(logger, **{argument: "x"})


def test_whatever_can_do_its_work_is_taken():
    written = MagicMock()
    Logger(service="a mock as stream", stream=written).info("m")
    assert '"message":"m"' in written.write.call_args.args[0]
    Logger(service="a mock as formatter", logger_formatter=MagicMock())
    Logger(service="a mock as handler", logger_handler=MagicMock(spec=logging.StreamHandler))
    Logger(service="numbers", utc=1, child=0, use_rfc3339=None, stream=io.StringIO(), log_record_order=("message",))
    Logger(service="callables", json_serializer=MagicMock(return_value="{}"), json_default=str)
    Logger(service="callables").inject_lambda_context(MagicMock())
