import json

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    PermanentError,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="stock")


class UnknownProductError(PermanentError):
    """Trying again makes no product of it."""


def put_aside(record: SQSRecord, error: BaseException) -> None:
    logger.error("message put aside", message_id=record.message_id, reason=str(error))


processor = BatchProcessor(
    event_type=EventType.SQS,
    on_poison=put_aside,
    poison_after=5,
    permanent_errors=[PermanentError, json.JSONDecodeError],
)


def record_handler(record: SQSRecord) -> None:
    order = json.loads(record.body)
    if order["product"] == "moon":
        raise UnknownProductError("there is no moon for sale")


def lambda_handler(event: dict, context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
