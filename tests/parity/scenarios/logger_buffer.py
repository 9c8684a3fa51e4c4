"""Logger: lines kept back until something goes wrong."""

from __future__ import annotations

import logging
import os

from lab import Context, outcome, printed, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers


def every_level(logger: Logger) -> None:
    logger.debug("debug")
    logger.info("info")
    logger.warning("warning")
    logger.error("error")


@scenario(traced=True)
def kept_until_flushed_by_hand():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.debug("one", extra={"a": 1})
    logger.debug("two %s", "arguments")
    logger.info("directly")
    yield "before", [line["message"] for line in printed()]
    logger.flush_buffer()
    yield "after", [(line["message"], line["location"], line.get("a")) for line in printed()]
    logger.flush_buffer()


@scenario("debug", traced=True, VERBOSITY="DEBUG")
@scenario("info", traced=True, VERBOSITY="INFO")
@scenario("warning", traced=True, VERBOSITY="WARNING")
@scenario("lower case", traced=True, VERBOSITY="info")
def verbosity():
    config = LoggerBufferConfig(buffer_at_verbosity=os.environ["VERBOSITY"])
    logger = Logger(level="DEBUG", buffer_config=config)
    every_level(logger)
    yield "config", [config.buffer_at_verbosity, config.max_bytes, config.flush_on_error_log]


@scenario(traced=True)
def error_does_not_flush_when_told_so():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig(flush_on_error_log=False))
    every_level(logger)
    yield "printed", [line["message"] for line in printed()]


@scenario(traced=True)
def every_kind_of_error_flushes():
    for number, method in enumerate(["error", "critical", "exception"]):
        logger = Logger(service=f"service-{number}", level="DEBUG", buffer_config=LoggerBufferConfig())
        logger.debug("kept")
        getattr(logger, method)("flushes")


@scenario(traced=True)
def levels_below_the_loggers_own_are_kept_too():
    logger = Logger(level="ERROR", buffer_config=LoggerBufferConfig(buffer_at_verbosity="WARNING"))
    logger.debug("debug")
    logger.warning("warning")
    logger.flush_buffer()


@scenario(traced=True)
def cleared_by_hand():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.debug("one")
    logger.clear_buffer()
    logger.flush_buffer()
    logger.debug("two")
    logger.flush_buffer()


@scenario(traced=True)
def kept_lines_with_exceptions():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    try:
        raise ValueError("no")
    except ValueError:
        logger.debug("kept", exc_info=True)
    logger.flush_buffer()


@scenario(traced=True)
def kept_lines_belong_to_a_trace():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.debug("first trace")
    os.environ["_X_AMZN_TRACE_ID"] = "Root=1-5759e988-bd862e3fe1be46a994272794;Parent=53995c3f42cd8ad8;Sampled=1"
    logger.debug("second trace")
    logger.flush_buffer()


@scenario(traced=True)
def the_oldest_lines_make_room():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig(max_bytes=2000))
    for number in range(20):
        logger.debug(f"line {number}")
    logger.flush_buffer()
    messages = [line["message"] for line in printed()]
    yield "last", messages[-1]
    yield "first is gone", "line 0" not in messages


@scenario(traced=True)
def a_line_larger_than_the_buffer():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig(max_bytes=1000))
    logger.debug("small")
    logger.debug("x" * 2000)
    yield "printed", [line["message"][:5] for line in printed()]
    logger.flush_buffer()
    yield "flushed", [line["message"][:5] for line in printed()]


@scenario(traced=True)
def buffer_is_cleared_after_an_invocation():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("kept")
        logger.info("printed")

    handler({}, Context())
    logger.flush_buffer()


@scenario(traced=True)
def uncaught_error_flushes_when_told_so():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())

    @logger.inject_lambda_context(flush_buffer_on_uncaught_error=True)
    def handler(event, context):
        logger.debug("kept")
        raise ValueError("no")

    yield "outcome", outcome(handler, {}, Context())


@scenario(traced=True)
def uncaught_error_does_not_flush_by_default():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("kept")
        raise ValueError("no")

    yield "outcome", outcome(handler, {}, Context())


@scenario()
def without_a_trace():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.debug("kept or lost")
    logger.info("printed")
    yield "before", [line["message"] for line in printed()]
    logger.flush_buffer()


@scenario(traced=True)
def keys_appended_after_a_line_was_kept():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.append_keys(step=1)
    logger.debug("first")
    logger.append_keys(step=2)
    logger.flush_buffer()


@scenario(traced=True)
def message_changed_after_it_was_kept():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    message = {"v": 1}
    logger.debug(message)
    message["v"] = 2
    logger.flush_buffer()


@scenario(traced=True)
def thread_keys_of_a_kept_line():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.thread_safe_append_keys(a=1)
    with logger.append_context_keys(b=2):
        logger.debug("kept")
    logger.thread_safe_clear_keys()
    logger.flush_buffer()


@scenario(traced=True)
def child_shares_the_parents_buffer():
    parent = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig())
    child = Logger(service="orders", level="DEBUG", child=True)
    parent.debug("parent")
    child.debug("child")
    parent.error("flushes")


@scenario(traced=True)
def child_with_the_same_configuration():
    config = LoggerBufferConfig()
    parent = Logger(service="orders", level="DEBUG", buffer_config=config)
    child = Logger(service="orders", level="DEBUG", child=True, buffer_config=config)
    parent.debug("parent")
    child.debug("child")
    child.error("child flushes")
    parent.error("parent flushes")


@scenario(traced=True)
def second_logger_of_the_same_service():
    first = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig())
    second = Logger(service="orders", level="DEBUG")
    first.debug("first")
    second.debug("second")
    second.flush_buffer()


@scenario(traced=True)
def no_buffer():
    logger = Logger(level="DEBUG")
    logger.debug("one")
    logger.flush_buffer()
    logger.clear_buffer()
    logger.error("two")


@scenario()
def wrong_configuration():
    yield "no room", outcome(LoggerBufferConfig, max_bytes=0)
    yield "text as room", outcome(LoggerBufferConfig, max_bytes="big")
    yield "less than no room", outcome(LoggerBufferConfig, max_bytes=-1)
    yield "level", outcome(LoggerBufferConfig, buffer_at_verbosity="ERROR")
    yield "number", outcome(LoggerBufferConfig, buffer_at_verbosity=10)
    yield "flag", outcome(LoggerBufferConfig, flush_on_error_log="yes")
    config = LoggerBufferConfig(max_bytes=5)
    yield "read only", outcome(setattr, config, "max_bytes", 6)


@scenario(traced=True, AWS_LAMBDA_LOG_LEVEL="INFO")
def under_advanced_logging_controls():
    logger = Logger(level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.debug("kept")
    logger.info("printed")
    logger.flush_buffer()


@scenario(traced=True)
def log_method_and_stdlib_loggers_pass_by():
    logger = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig())
    logger.log(logging.DEBUG, "log")
    logging.getLogger("orders").debug("standard library")
    logging.getLogger("orders.part").debug("its child")
    yield "directly", [line["message"] for line in printed()]
    logger.flush_buffer()
    yield "flushed", [line["message"] for line in printed()]


@scenario(traced=True)
def other_loggers_in_the_buffer():
    logger = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig())
    other = logging.getLogger("other")
    copy_config_to_registered_loggers(logger, include={"other"}, include_buffering=True)
    other.debug("other kept")
    logger.debug("kept")
    other.warning("other printed")
    yield "before", [line["message"] for line in printed()]
    logger.flush_buffer()


@scenario(traced=True)
def other_loggers_beside_the_buffer():
    logger = Logger(service="orders", level="DEBUG", buffer_config=LoggerBufferConfig())
    other = logging.getLogger("other")
    copy_config_to_registered_loggers(logger, include={"other"})
    other.debug("other")
    logger.debug("kept")
    yield "before", [line["message"] for line in printed()]
