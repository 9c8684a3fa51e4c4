"""Logger: exceptions as structured data."""

from __future__ import annotations

import builtins
import sys

from lab import Context, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.logger import log_uncaught_exception_hook


class OrderError(Exception):
    """An error of the user."""


def fail(message: str = "no stock") -> None:
    raise OrderError(message)


@scenario()
def exception_with_stack_trace():
    logger = Logger()
    try:
        fail()
    except OrderError:
        logger.exception("failed")


@scenario()
def exception_without_structured_stack_trace():
    logger = Logger(serialize_stacktrace=False)
    try:
        fail()
    except OrderError:
        logger.exception("failed")


@scenario()
def exception_with_extra_and_arguments():
    logger = Logger()
    logger.append_keys(order="A1")
    try:
        fail("no %s")
    except OrderError as error:
        logger.exception("failed %s", error, extra={"a": 1}, b=2)


@scenario()
def error_with_exc_info():
    logger = Logger()
    try:
        fail()
    except OrderError as error:
        logger.error("true", exc_info=True)
        logger.warning("instance", exc_info=error)
        logger.info("tuple", exc_info=sys.exc_info())
        logger.critical("false", exc_info=False)


@scenario()
def exc_info_outside_of_an_except_block():
    logger = Logger()
    try:
        fail()
    except OrderError as error:
        kept = error
    logger.error("instance", exc_info=kept)
    logger.exception("nothing to see")
    logger.error("true", exc_info=True)


@scenario()
def chain_of_exceptions():
    logger = Logger()
    try:
        try:
            fail()
        except OrderError as error:
            raise ValueError("wrong order") from error
    except ValueError:
        logger.exception("failed")
    try:
        try:
            fail()
        except OrderError:
            {}["missing"]
    except KeyError:
        logger.exception("failed again")


@scenario()
def exception_with_notes():
    logger = Logger()
    try:
        error = OrderError("no stock")
        if hasattr(error, "add_note"):
            error.add_note("first note")
            error.add_note("second note")
        else:
            error.__notes__ = ["first note", "second note"]
        raise error
    except OrderError:
        logger.exception("failed")


@scenario()
def exception_that_can_not_be_shown():
    class BrokenError(Exception):
        def __str__(self) -> str:
            raise RuntimeError("no")

    logger = Logger()
    try:
        raise BrokenError
    except BrokenError:
        yield "outcome", outcome(logger.exception, "failed")
    logger.info("after")


@scenario()
def exception_with_an_object_as_value():
    logger = Logger()
    try:
        raise ValueError({"a": 1}, 2)
    except ValueError:
        logger.exception({"failed": True})


@scenario()
def deep_stack():
    logger = Logger()

    def down(depth: int) -> None:
        if not depth:
            fail()
        down(depth - 1)

    try:
        down(5)
    except OrderError:
        logger.exception("failed")


@scenario()
def exception_group():
    if sys.version_info < (3, 11):
        return
    logger = Logger()
    try:
        raise builtins.ExceptionGroup("several", [ValueError("one"), KeyError("two")])
    except Exception:
        logger.exception("failed")


@scenario()
def uncaught_exceptions_are_logged_by_a_hook():
    logger = Logger(service="orders", log_uncaught_exceptions=True)
    logger.append_keys(a=1)
    yield "hooked", sys.excepthook is not sys.__excepthook__
    try:
        fail()
    except OrderError:
        sys.excepthook(*sys.exc_info())


@scenario()
def uncaught_exceptions_are_not_logged_by_default():
    Logger(service="orders")
    yield "hooked", sys.excepthook is not sys.__excepthook__


@scenario()
def the_hook_by_hand():
    logger = Logger(service="orders")
    try:
        fail()
    except OrderError:
        log_uncaught_exception_hook(*sys.exc_info(), logger=logger)


@scenario()
def handler_that_logs_and_answers():
    logger = Logger(service="orders")

    @logger.inject_lambda_context
    def handler(event, context):
        try:
            fail()
        except OrderError:
            logger.exception("failed")
            return {"statusCode": 500}

    yield "answer", handler({}, Context())
