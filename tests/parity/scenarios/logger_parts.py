"""Logger: the pieces that some users take by themselves."""

from __future__ import annotations

import io
import logging

from lab import Context, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging import constants, formatter
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.logging.buffer.cache import KeyBufferCache, LoggerBufferCache
from aws_lambda_powertools.logging.exceptions import InvalidLoggerSamplingRateError, OrphanedChildLoggerError
from aws_lambda_powertools.logging.filters import SuppressFilter
from aws_lambda_powertools.logging.lambda_context import LambdaContextModel, build_lambda_context_model


@scenario()
def cache_of_one_key():
    cache = KeyBufferCache()
    cache.add("one")
    cache.add("two")
    yield "all", list(cache.get())
    yield "oldest", cache.remove_oldest()
    yield "rest", list(cache.get())
    cache.clear()
    yield "none", list(cache.get())


@scenario()
def cache_of_all_keys():
    cache = LoggerBufferCache(max_size_bytes=10)
    cache.add("a", "12345")
    cache.add("a", "67890")
    cache.add("b", "x")
    yield "all", [list(cache.get("a")), list(cache.get("b")), list(cache.get("unknown"))]
    yield "sizes", [cache.get_current_size("a"), cache.get_current_size("b"), cache.get_current_size("unknown")]
    cache.add("a", "!")
    yield "evicted", [list(cache.get("a")), cache.has_items_evicted("a"), cache.has_items_evicted("b")]
    yield "too large", outcome(cache.add, "a", "x" * 11)
    cache.clear("a")
    yield "cleared", [list(cache.get("a")), list(cache.get("b")), cache.has_items_evicted("a")]
    cache.clear()
    yield "empty", list(cache.get("b"))


@scenario()
def filter_of_a_loggers_lines():
    suppress = SuppressFilter("orders")
    for name in ("orders", "orders.child", "payments"):
        yield name, bool(suppress.filter(logging.makeLogRecord({"name": name})))


@scenario()
def names_set_on_loggers():
    logger = Logger(service="orders")
    plain = logging.getLogger("orders")
    for name in ("LOGGER_ATTRIBUTE_HANDLER", "LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER", "LOGGER_ATTRIBUTE_PRECONFIGURED"):
        attribute = getattr(constants, name)
        yield name, [attribute, type(getattr(plain, attribute, None)).__name__]
    yield "same handler", plain.handlers[0] is logger.registered_handler


@scenario()
def kinds_of_errors():
    yield "kinds", [InvalidLoggerSamplingRateError("x"), OrphanedChildLoggerError("y")]
    yield "texts", [str(InvalidLoggerSamplingRateError("x")), str(OrphanedChildLoggerError("y"))]


@scenario()
def model_of_the_lambda_context():
    yield "default", vars(LambdaContextModel())
    yield "built", vars(build_lambda_context_model(Context()))
    yield "by name", vars(LambdaContextModel(function_name="orders", function_memory_size=1))


@scenario()
def reserved_names_of_records():
    yield "reserved", sorted(formatter.RESERVED_LOG_ATTRS)
    yield "other name", formatter.JsonFormatter is formatter.LambdaPowertoolsFormatter


@scenario()
def attributes_behave_like_those_of_the_standard_library():
    logger = Logger(service="orders", level="WARNING")
    yield (
        "values",
        [logger.disabled, logger.propagate, logger.parent.name, logger.hasHandlers(), logger.isEnabledFor(30)],
    )
    yield "unknown", outcome(lambda: logger.no_such_attribute)
    logger.disabled = True
    logger.error("disabled or not")
    yield "child", logger.getChild("part").name


@scenario()
def two_streams_for_one_service():
    first, second = io.StringIO(), io.StringIO()
    one = Logger(service="orders", stream=first)
    two = Logger(service="orders", stream=second)
    one.info("one")
    two.info("two")
    yield "lines", [len(first.getvalue().splitlines()), len(second.getvalue().splitlines())]


@scenario()
def buffer_configuration_of_a_logger():
    yield "levels", sorted(LoggerBufferConfig.VALID_LOG_LEVELS)
    config = LoggerBufferConfig(max_bytes=500, buffer_at_verbosity="WARNING", flush_on_error_log=False)
    yield "values", [config.max_bytes, config.buffer_at_verbosity, config.flush_on_error_log]


@scenario()
def logger_of_a_module_and_its_class():
    class Service:
        logger = Logger(service="orders", child=False)

        def work(self):
            self.logger.append_keys(unit="service")
            self.logger.info("inside")

    Service().work()
    Logger(service="orders").info("outside")


@scenario()
def options_by_position():
    logger = Logger("orders", "WARNING", False, 0, None)
    logger.info("info")
    logger.warning("warning")


@scenario()
def use_of_a_logger_before_any_invocation():
    logger = Logger(service="orders")
    logger.append_keys(phase="init")
    logger.info("init")

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("inside")

    handler({}, Context())


@scenario()
def use_of_a_logger_in_a_subclass():
    class Mine(Logger):
        def info(self, message, *arguments, **named):
            super().info(f"mine: {message}", *arguments, stacklevel=3, **named)

    logger = Mine(service="orders")
    logger.info("one", extra={"a": 1})
    logger.warning("two")


@scenario()
def capture_of_warnings():
    import warnings

    logger = Logger(service="py.warnings")
    logging.captureWarnings(True)
    warnings.showwarning("careful", UserWarning, "file.py", 7)
    logging.captureWarnings(False)
    logger.info("done")
