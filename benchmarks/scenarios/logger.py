"""What Logger costs per line, per invocation, and when a line is not wanted at all."""

from __future__ import annotations

from functools import partial

from harness.answer import gives, require
from harness.scenario import InsideInvocation, hot
from scenarios.fixtures import CONTEXT, EVENT, REQUEST_ID, REST_EVENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harness.answer import Answer

FIVE_KEYS = {"order_id": "o-1234", "customer": "c-42", "amount": 12.5, "items": 3, "express": True}
LINE = {"level": "INFO", "message": "order accepted", "service": "bench"}


@hot("logger.append_remove_keys", check=gives())
def append_remove_keys() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    logger = Logger(service="bench")

    def call() -> None:
        logger.append_keys(order_id="o-1234")
        logger.remove_keys(["order_id"])

    return call


@hot("logger.buffered_debug", check=gives())
def buffered_debug() -> InsideInvocation:
    from aws_lambda_powertools import Logger
    from aws_lambda_powertools.logging.buffer import LoggerBufferConfig

    logger = Logger(service="bench", buffer_config=LoggerBufferConfig())
    return InsideInvocation(partial(logger.debug, "cache looked up"), logger.inject_lambda_context)


@hot("logger.debug.disabled", check=gives())
def debug_disabled() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").debug, "cache looked up")


REFUSED = {"level": "ERROR", "message": "order refused", "exception_name": "ValueError", "service": "bench"}


def _shows_source_lines(answer: Answer) -> None:
    require("raise ValueError" in answer.lines[0]["exception"], "a traceback with source lines", answer.lines)


@hot("logger.exception", check=gives(lines=[REFUSED], also=_shows_source_lines))
def exception() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    logger = Logger(service="bench")

    def parse(text: str) -> int:
        if not text.isdigit():
            raise ValueError(f"not a number of items: {text}")
        return int(text)

    def price(order: dict[str, str]) -> int:
        return parse(order["items"]) * 12

    def total(orders: list[dict[str, str]]) -> int:
        return sum(price(order) for order in orders)

    def call() -> None:
        try:
            total([{"items": "many"}])
        except ValueError:
            logger.exception("order refused")

    return call


@hot("logger.info.appended5", check=gives(lines=[{**LINE, **FIVE_KEYS}]))
def info_appended5() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    logger = Logger(service="bench")
    logger.append_keys(**FIVE_KEYS)
    return partial(logger.info, "order accepted")


@hot("logger.info.args", check=gives(lines=[{**LINE, "message": "order o-1234 of 3 items accepted"}]))
def info_args() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").info, "order %s of %d items accepted", "o-1234", 3)


@hot("logger.info.dict_message", check=gives(lines=[{**LINE, "message": FIVE_KEYS}]))
def info_dict_message() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").info, FIVE_KEYS)


@hot("logger.info.extra5", check=gives(lines=[{**LINE, **FIVE_KEYS}]))
def info_extra5() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").info, "order accepted", extra=FIVE_KEYS)


@hot("logger.info.kwargs5", check=gives(lines=[{**LINE, **FIVE_KEYS}]))
def info_kwargs5() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").info, "order accepted", **FIVE_KEYS)


@hot("logger.info.plain", check=gives(lines=[LINE]))
def info_plain() -> Callable[[], None]:
    from aws_lambda_powertools import Logger

    return partial(Logger(service="bench").info, "order accepted")


@hot("logger.info.with_context", check=gives(lines=[{**LINE, "function_request_id": REQUEST_ID, "cold_start": True}]))
def info_with_context() -> InsideInvocation:
    from aws_lambda_powertools import Logger

    logger = Logger(service="bench")
    return InsideInvocation(partial(logger.info, "order accepted"), logger.inject_lambda_context)


@hot("logger.inject_lambda_context", check=gives("done"))
def inject_lambda_context() -> Callable[[], str]:
    from aws_lambda_powertools import Logger

    logger = Logger(service="bench")

    @logger.inject_lambda_context
    def handler(event: Any, context: Any) -> str:
        return "done"

    return partial(handler, EVENT, CONTEXT)


CORRELATED = {**LINE, "correlation_id": REST_EVENT["requestContext"]["requestId"]}


@hot("logger.inject_lambda_context.correlation_clear", check=gives("done", [CORRELATED]))
def inject_lambda_context_correlation_clear() -> Callable[[], str]:
    """One invocation with a correlation id and cleared keys, that logs one line."""
    from aws_lambda_powertools import Logger
    from aws_lambda_powertools.logging import correlation_paths

    logger = Logger(service="bench")

    @logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST, clear_state=True)
    def handler(event: Any, context: Any) -> str:
        logger.info("order accepted")
        return "done"

    return partial(handler, REST_EVENT, CONTEXT)
