"""What a fresh process pays until the first call has been answered: import, construct, call."""

from __future__ import annotations

from harness.answer import gives
from harness.scenario import cold
from scenarios.fixtures import CONTEXT, EVENT, SQS_RECORD, TRACE_DISABLED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LINE = {"level": "INFO", "message": "order accepted", "service": "bench"}
LINE_AND_METRIC = [{**LINE, "cold_start": True}, {"OrdersAccepted": [1.0], "service": "bench"}]
TRACED = gives("done", LINE_AND_METRIC, ["## handler"])
BODY = '{"order_id": "o-1234", "amount": 12.5}'


@cold("import_only.Logger", check=gives())
def import_only_logger() -> None:
    from aws_lambda_powertools import Logger  # noqa: F401  (the import is what is measured)


@cold("jmespath", check=gives({"order_id": "o-1234", "amount": 12.5}))
def jmespath() -> Any:
    from aws_lambda_powertools.utilities.jmespath_utils import query

    return query(data={"body": BODY}, envelope="powertools_json(body)")


@cold("logger.nopyc", check=gives(lines=[LINE]), bytecode=False)
@cold("logger", check=gives(lines=[LINE]))
def logger() -> None:
    from aws_lambda_powertools import Logger

    Logger(service="bench").info("order accepted")


@cold("logger_metrics", check=gives("done", LINE_AND_METRIC))
def logger_metrics() -> str:
    from aws_lambda_powertools import Logger, Metrics

    logger = Logger(service="bench")
    metrics = Metrics(namespace="bench", service="bench")

    @logger.inject_lambda_context
    @metrics.log_metrics
    def handler(event: Any, context: Any) -> str:
        logger.info("order accepted")
        metrics.add_metric(name="OrdersAccepted", unit="Count", value=1)
        return "done"

    return handler(EVENT, CONTEXT)


@cold("logger_tracer_metrics.trace_disabled", check=gives("done", LINE_AND_METRIC), environment=TRACE_DISABLED)
@cold("logger_tracer_metrics.nopyc", check=TRACED, bytecode=False)
@cold("logger_tracer_metrics", check=TRACED)
def logger_tracer_metrics() -> str:
    from aws_lambda_powertools import Logger, Metrics, Tracer

    logger = Logger(service="bench")
    tracer = Tracer(service="bench")
    metrics = Metrics(namespace="bench", service="bench")

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler
    @metrics.log_metrics
    def handler(event: Any, context: Any) -> str:
        logger.info("order accepted")
        metrics.add_metric(name="OrdersAccepted", unit="Count", value=1)
        return "done"

    return handler(EVENT, CONTEXT)


@cold("data_classes.all", check=gives())
def data_classes_all() -> None:
    import aws_lambda_powertools.utilities.data_classes  # noqa: F401  (the import is what is measured)


@cold("data_classes.one", check=gives("/orders/42"))
def data_classes_one() -> Any:
    from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent

    return APIGatewayProxyEvent({"path": "/orders/42"}).path


def order_model() -> Any:
    """The model that a function would define."""
    from aws_lambda_powertools.utilities.parser import BaseModel

    annotations = {"order_id": str, "amount": float}
    return type("Order", (BaseModel,), {"__annotations__": annotations, "__module__": __name__})


@cold("parser.model_only", check=gives("o-1234"))
def parser_model_only() -> Any:
    from aws_lambda_powertools.utilities.parser import parse

    return parse({"order_id": "o-1234", "amount": 12.5}, order_model()).order_id


@cold("parser", check=gives(["o-1234"]))
def parser() -> Any:
    from aws_lambda_powertools.utilities.parser import envelopes, event_parser

    @event_parser(model=order_model(), envelope=envelopes.SqsEnvelope)
    def handler(event: Any, context: Any) -> list[str]:
        return [order.order_id for order in event]

    return handler({"Records": [{**SQS_RECORD, "body": BODY}]}, CONTEXT)
