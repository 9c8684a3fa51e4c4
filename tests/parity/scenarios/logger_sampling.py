"""Logger: a share of the invocations logs at DEBUG."""

from __future__ import annotations

from lab import Context, outcome, scenario

from aws_lambda_powertools import Logger


@scenario("never", POWERTOOLS_LOGGER_SAMPLE_RATE="0")
@scenario("always", POWERTOOLS_LOGGER_SAMPLE_RATE="1")
@scenario("not set")
def rate_of_the_environment():
    logger = Logger()
    logger.debug("debug")
    logger.info("info")
    yield "state", [logger.log_level, logger.sampling_rate]


@scenario()
def rate_as_argument():
    for number, rate in enumerate([0, 1, 0.0, 1.0, "0", "1", None]):
        logger = Logger(service=f"service-{number}", sampling_rate=rate)
        logger.debug("debug")
        logger.info("info")
        yield repr(rate), logger.log_level


@scenario(POWERTOOLS_LOGGER_SAMPLE_RATE="1")
def argument_against_the_environment():
    logger = Logger(sampling_rate=0)
    logger.debug("debug")
    logger.info("info")


@scenario()
def rate_that_is_no_number():
    yield "argument", outcome(Logger, sampling_rate="often")


@scenario(POWERTOOLS_LOGGER_SAMPLE_RATE="often")
def rate_of_the_environment_that_is_no_number():
    yield "raised", "raised" in outcome(Logger)


@scenario()
def rates_out_of_bounds():
    for rate in (2, -1):
        logger = Logger(service=f"service{rate}", sampling_rate=rate)
        logger.debug("debug")
        logger.info("info")


@scenario()
def rate_of_one_in_several_invocations():
    logger = Logger(level="WARNING", sampling_rate=1)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("debug")
        return logger.log_level

    yield "levels", [handler({}, Context()) for _ in range(3)]


@scenario()
def about_half_of_the_invocations():
    logger = Logger(sampling_rate=0.5)

    @logger.inject_lambda_context
    def handler(event, context):
        return logger.log_level

    levels = [handler({}, Context()) for _ in range(400)]
    yield "half", 120 < levels.count(10) < 280
    yield "rest", levels.count(10) + levels.count(20)


@scenario()
def calculation_refreshed_by_hand():
    logger = Logger(level="ERROR", sampling_rate=1)
    yield "at first", logger.log_level
    logger.setLevel("WARNING")
    yield "set", logger.log_level
    logger.refresh_sample_rate_calculation()
    yield "again", logger.log_level


@scenario()
def calculation_refreshed_restores_the_level():
    logger = Logger(level="WARNING", sampling_rate=0)
    logger.refresh_sample_rate_calculation()
    yield "level", logger.log_level
    logger.warning("one")


@scenario(AWS_LAMBDA_LOG_LEVEL="ERROR")
def rate_under_advanced_logging_controls():
    logger = Logger(sampling_rate=1)
    logger.debug("debug")
    logger.error("error")
    yield "level", logger.log_level
