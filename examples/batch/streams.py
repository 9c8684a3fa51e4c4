from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import KinesisStreamRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

ABSOLUTE_ZERO = -273.15

processor = BatchProcessor(event_type=EventType.KinesisDataStreams, stop_on_first_failure=True)


def record_handler(record: KinesisStreamRecord) -> None:
    reading = record.kinesis.data_as_json()
    if reading["celsius"] < ABSOLUTE_ZERO:
        raise ValueError(f"{reading['celsius']} degrees can't be")


def lambda_handler(event: dict, context: LambdaContext) -> PartialItemFailureResponse:
    return process_partial_response(event=event, record_handler=record_handler, processor=processor, context=context)
