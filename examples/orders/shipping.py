"""The queue behind the orders API: ships what was placed, in any order, each order at least once."""

import json

from orders import OrderNotFoundError
from store import OrderStore

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, PermanentError, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()
tracer = Tracer()
metrics = Metrics()
store = OrderStore()


def put_aside(record: SQSRecord, error: BaseException) -> None:
    """What will never succeed is kept in the log, and out of the way of the others."""
    logger.error("message put aside", message_id=record.message_id, reason=str(error))
    metrics.add_metric(name="ShipmentsPutAside", unit=MetricUnit.Count, value=1)


processor = BatchProcessor(
    event_type=EventType.SQS,
    logger=logger,
    logger_keys=True,
    tracer=tracer,
    max_concurrency=4,
    on_poison=put_aside,
    permanent_errors=[PermanentError, OrderNotFoundError, ValueError, KeyError],
)


def ship(record: SQSRecord) -> None:
    order = store.get(json.loads(record.body)["order_id"])
    if order.card == "card-unreachable":
        raise ConnectionError("the carrier does not answer")
    logger.info("order shipped", order_id=order.id)
    metrics.add_metric(name="OrdersShipped", unit=MetricUnit.Count, value=1)


@logger.inject_lambda_context
@metrics.log_metrics
@tracer.capture_lambda_handler
def lambda_handler(event: dict, context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=event, record_handler=ship, processor=processor, context=context)
