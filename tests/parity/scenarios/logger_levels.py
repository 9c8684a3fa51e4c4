"""Logger: which level wins, and what each level prints."""

from __future__ import annotations

import logging

from lab import outcome, scenario

from aws_lambda_powertools import Logger


def every_level(logger: Logger) -> None:
    logger.debug("debug")
    logger.info("info")
    logger.warning("warning")
    logger.error("error")
    logger.critical("critical")


@scenario()
@scenario("prefixed", POWERTOOLS_LOG_LEVEL="WARNING")
@scenario("plain", LOG_LEVEL="ERROR")
@scenario("both", POWERTOOLS_LOG_LEVEL="DEBUG", LOG_LEVEL="ERROR")
@scenario("lower case", POWERTOOLS_LOG_LEVEL="debug")
@scenario("alc", AWS_LAMBDA_LOG_LEVEL="WARN", POWERTOOLS_LOG_LEVEL="DEBUG")
@scenario("alc trace", AWS_LAMBDA_LOG_LEVEL="TRACE")
@scenario("alc fatal", AWS_LAMBDA_LOG_LEVEL="FATAL")
@scenario("alc alone", AWS_LAMBDA_LOG_LEVEL="ERROR")
@scenario("alc less verbose is silent about equals", AWS_LAMBDA_LOG_LEVEL="INFO", LOG_LEVEL="INFO")
@scenario("alc json", AWS_LAMBDA_LOG_LEVEL="INFO", AWS_LAMBDA_LOG_FORMAT="JSON")
def level_of_the_environment():
    logger = Logger()
    every_level(logger)
    yield "level", [logger.log_level, logger.level]


@scenario()
@scenario("against the environment", POWERTOOLS_LOG_LEVEL="ERROR")
@scenario("against alc", AWS_LAMBDA_LOG_LEVEL="WARN")
def level_as_argument():
    for number, level in enumerate(["DEBUG", logging.INFO, "WARNING", logging.CRITICAL, 0]):
        logger = Logger(service=f"service-{number}", level=level)
        every_level(logger)
        yield str(level), [logger.log_level, logger.level]


@scenario()
@scenario("under alc", AWS_LAMBDA_LOG_LEVEL="WARN")
def level_as_argument_in_lower_case():
    logger = Logger(level="info")
    every_level(logger)
    yield "level", logger.log_level


@scenario()
def odd_levels():
    for level in ["LOUD", "", 35, 3.5, None]:
        made = outcome(Logger, service=f"odd-{level}", level=level)
        yield repr(level), made if "raised" in made else made["returned"].log_level


@scenario(POWERTOOLS_LOG_LEVEL="LOUD")
def odd_level_of_the_environment():
    made = outcome(Logger)
    yield "made", "raised" in made


@scenario()
@scenario("under alc", AWS_LAMBDA_LOG_LEVEL="WARN")
def level_set_later():
    logger = Logger()
    for level in ["DEBUG", logging.ERROR, "WARNING"]:
        logger.setLevel(level)
        every_level(logger)
        yield str(level), [logger.log_level, logger.level]


@scenario()
def attributes_of_a_logger():
    logger = Logger(service="orders", level="WARNING")
    yield "name", logger.name
    yield "service", logger.service
    yield "level", logger.log_level
    yield "handlers", [type(handler).__name__ for handler in logger.handlers]
    yield "formatter", type(logger.registered_formatter).__name__
    yield "handler", type(logger.registered_handler).__name__
    yield "same handler", logger.registered_handler is logger.handlers[0]
    yield "sampling", logger.sampling_rate


@scenario("named", POWERTOOLS_SERVICE_NAME="payments")
@scenario()
def service_name():
    Logger().info("from the environment")
    Logger(service="orders").info("from the argument")
    yield "names", [Logger().name, Logger(service="orders").name]


@scenario()
def log_method_of_the_standard_library():
    logger = Logger(level="INFO")
    logger.log(logging.INFO, "info")
    logger.log(logging.DEBUG, "debug")
    logger.log(logging.CRITICAL, "critical")
    yield "enabled", [logger.isEnabledFor(logging.DEBUG), logger.isEnabledFor(logging.INFO)]
    yield "effective", logger.getEffectiveLevel()


@scenario()
def filters():
    class OnlyOrders(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            return "order" in record.getMessage()

    logger = Logger()
    only_orders = OnlyOrders()
    logger.addFilter(only_orders)
    logger.info("an order")
    logger.info("a payment")
    logger.removeFilter(only_orders)
    logger.info("a payment again")
