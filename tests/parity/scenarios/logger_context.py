"""Logger: what `inject_lambda_context` adds to the lines of an invocation."""

from __future__ import annotations

import asyncio
import json

from lab import Context, event, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext


@scenario()
@scenario("provisioned", AWS_LAMBDA_INITIALIZATION_TYPE="provisioned-concurrency")
@scenario("on demand", AWS_LAMBDA_INITIALIZATION_TYPE="on-demand")
@scenario("snap start", AWS_LAMBDA_INITIALIZATION_TYPE="snap-start")
def keys_of_the_lambda_context():
    logger = Logger(service="orders")

    @logger.inject_lambda_context
    def handler(event: dict, context: LambdaContext) -> str:
        logger.info("inside")
        return "done"

    logger.info("before")
    yield "first", handler({}, Context())
    yield "second", handler({}, Context())
    logger.info("after")
    yield "keys", logger.get_current_keys()


@scenario()
def two_loggers_share_the_cold_start():
    first, second = Logger(service="orders"), Logger(service="payments")

    @first.inject_lambda_context
    @second.inject_lambda_context
    def handler(event, context):
        first.info("first")
        second.info("second")

    handler({}, Context())
    handler({}, Context())


@scenario()
def decorator_with_and_without_parentheses():
    logger = Logger()

    @logger.inject_lambda_context()
    def handler(event, context):
        """Says hello."""
        return {"event": event, "name": context.function_name}

    yield "result", handler({"a": 1}, Context())
    yield "name", handler.__name__
    yield "doc", handler.__doc__
    yield "wrapped", hasattr(handler, "__wrapped__")


@scenario()
@scenario("by variable", POWERTOOLS_LOGGER_LOG_EVENT="true")
@scenario("by variable off", POWERTOOLS_LOGGER_LOG_EVENT="0")
def the_event_is_logged():
    logger = Logger()

    @logger.inject_lambda_context(log_event=True)
    def always(event, context):
        logger.info("always")

    @logger.inject_lambda_context(log_event=False)
    def never(event, context):
        logger.info("never")

    @logger.inject_lambda_context
    def undecided(event, context):
        logger.info("undecided")

    for handler in (always, never, undecided):
        handler({"a": 1, "b": {"c": [1, None]}}, Context())


@scenario()
def odd_events_are_logged():
    logger = Logger()

    @logger.inject_lambda_context(log_event=True)
    def handler(event, context):
        return None

    for odd in ["text", [1, 2], None, 5, {}]:
        handler(odd, Context())


@scenario()
def a_data_class_is_logged_as_its_event():
    class Wrapper:
        def __init__(self, raw: dict) -> None:
            self.raw_event = raw

    logger = Logger()

    @logger.inject_lambda_context(log_event=True)
    def handler(event, context):
        return None

    handler(Wrapper({"a": 1}), Context())


@scenario()
def a_real_event_is_logged():
    logger = Logger()

    @logger.inject_lambda_context(log_event=True)
    def handler(event, context):
        return None

    handler(event("apiGatewayProxyEvent"), Context())
    handler(event("sqsEvent"), Context())


@scenario()
def an_exception_of_the_handler_passes():
    logger = Logger()

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        logger.append_keys(a=1)
        raise KeyError("no")

    yield "outcome", outcome(handler, {}, Context())
    logger.info("after")


@scenario()
def asynchronous_handler():
    logger = Logger()

    @logger.inject_lambda_context(log_event=True)
    async def handler(event, context):
        logger.info("inside")
        await asyncio.sleep(0)
        logger.info("still inside")
        return "done"

    yield "result", asyncio.run(handler({"a": 1}, Context()))


@scenario()
def handler_with_more_arguments():
    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context, factor=1, *, unit="s"):
        return [event, factor, unit]

    yield "result", handler({"a": 1}, Context(), 2, unit="ms")


@scenario()
def context_of_a_durable_function():
    class Durable:
        state = object()
        lambda_context = Context()

    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("inside")
        return type(context).__name__

    yield "context", handler({}, Durable())


@scenario()
def context_that_lacks_attributes():
    class Poor:
        function_name = "poor"

    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("inside")

    yield "outcome", outcome(handler, {}, Poor())


@scenario()
def no_context():
    logger = Logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("inside")

    yield "outcome", outcome(handler, {}, None)


@scenario()
def context_by_hand():
    from aws_lambda_powertools.logging.lambda_context import build_lambda_context_model

    yield "keys", vars(build_lambda_context_model(Context()))
    logger = Logger()
    logger.append_keys(cold_start=True, **vars(build_lambda_context_model(Context())))
    logger.info("by hand")


@scenario()
def helpers_called_by_the_handler_have_its_keys():
    logger = Logger()

    def helper() -> None:
        logger.info("helper")

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order_id="A1")
        helper()

    handler({}, Context())


@scenario()
def the_handlers_own_extra_and_options_together():
    logger = Logger(service="orders", log_record_order=["message"], utc=True, datefmt="%Y")

    @logger.inject_lambda_context(log_event=True, correlation_id_path="headers.id", clear_state=True)
    def handler(event, context):
        logger.info({"a": 1}, extra={"b": 2})
        return json.dumps(event)

    yield "first", handler({"headers": {"id": "c-1"}}, Context())
    yield "second", handler({"headers": {}}, Context())
