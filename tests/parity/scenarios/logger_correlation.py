"""Logger: correlation ids out of the events of each source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lab import Context, event, outcome, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging import correlation_paths


def correlated(name: str) -> Callable[[Any, Context], Any]:
    """A handler that logs a line, and returns the id that its logger found by this path."""
    logger = Logger(service=name)

    @logger.inject_lambda_context(correlation_id_path=getattr(correlation_paths, name))
    def handler(event, context):
        logger.info("inside")
        return logger.get_correlation_id()

    return handler


SOURCES = {
    "API_GATEWAY_REST": "apiGatewayProxyEvent",
    "API_GATEWAY_HTTP": "apiGatewayProxyV2Event",
    "APPSYNC_AUTHORIZER": "appSyncAuthorizerEvent",
    "APPSYNC_RESOLVER": "appSyncDirectResolver",
    "APPLICATION_LOAD_BALANCER": "albEvent",
    "EVENT_BRIDGE": "eventBridgeEvent",
    "LAMBDA_FUNCTION_URL": "lambdaFunctionUrlEvent",
    "S3_OBJECT_LAMBDA": "s3ObjectEventIAMUser",
    "VPC_LATTICE": "vpcLatticeEvent",
}


@scenario()
def every_path_with_its_event():
    for name, file in SOURCES.items():
        yield name, [getattr(correlation_paths, name), correlated(name)(event(file), Context())]


@scenario()
def every_path_with_an_event_of_another_source():
    for name in SOURCES:
        yield name, outcome(correlated(name), event("sqsEvent"), Context())


@scenario()
def path_of_ones_own():
    logger = Logger()

    @logger.inject_lambda_context(correlation_id_path="Records[0].messageId")
    def handler(event, context):
        logger.info("inside")

    handler(event("sqsEvent"), Context())
    logger.info("after")
    handler({}, Context())


@scenario()
def path_with_a_function():
    logger = Logger()

    @logger.inject_lambda_context(correlation_id_path="powertools_json(body).id")
    def handler(event, context):
        logger.info("inside")

    for odd in [{"body": '{"id": "c-1"}'}, {"body": '{"other": 1}'}, {"body": '{"id": {"a": 1}}'}]:
        handler(odd, Context())


@scenario()
def path_into_a_body_that_is_not_json():
    logger = Logger()

    @logger.inject_lambda_context(correlation_id_path="powertools_json(body).id")
    def handler(event, context):
        logger.info("inside")

    yield "not json", outcome(handler, {"body": "{not json"}, Context())
    yield "null", outcome(handler, {"body": None}, Context())


@scenario()
def path_that_is_no_expression():
    logger = Logger()

    def decorate_and_call() -> None:
        @logger.inject_lambda_context(correlation_id_path="a[")
        def handler(event, context):
            logger.info("inside")

        handler({}, Context())

    yield "raised", "raised" in outcome(decorate_and_call)


@scenario()
def id_set_by_hand_beats_the_path():
    logger = Logger()

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        logger.info("from the path")
        logger.set_correlation_id("by hand")
        logger.info("by hand")
        return logger.get_correlation_id()

    yield "id", handler({"id": "c-1"}, Context())


@scenario()
def id_in_lines_of_a_child():
    logger = Logger(service="orders")
    child = Logger(service="orders", child=True)

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        child.info("child")
        return child.get_correlation_id()

    yield "id", handler({"id": "c-1"}, Context())
