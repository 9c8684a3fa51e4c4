"""Batch: every source, every way to answer; failures, models, overridden methods, FIFO queues."""

from __future__ import annotations

import base64
import json
import logging

from lab import Context, kind_of, outcome, scenario

from aws_lambda_powertools.utilities.batch import (
    AsyncBatchProcessor,
    BasePartialProcessor,
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    async_batch_processor,
    async_process_partial_response,
    batch_processor,
    process_partial_response,
)


def sqs(count, queue="orders", groups=2):
    return {
        "Records": [
            {
                "messageId": f"m{number}",
                "receiptHandle": "r",
                "body": str(number),
                "attributes": {"ApproximateReceiveCount": "1", "MessageGroupId": f"g{number % groups}"},
                "messageAttributes": {},
                "md5OfBody": "0" * 32,
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:eu-west-1:123456789012:{queue}",
                "awsRegion": "eu-west-1",
            }
            for number in range(count)
        ]
    }


def kinesis(count):
    data = base64.b64encode(b"{}").decode()
    return {
        "Records": [
            {
                "eventID": f"shardId-000:{number}",
                "eventSource": "aws:kinesis",
                "kinesis": {"sequenceNumber": str(number), "data": data, "partitionKey": "p"},
            }
            for number in range(count)
        ]
    }


def dynamodb(count):
    return {
        "Records": [
            {
                "eventID": str(number),
                "eventSource": "aws:dynamodb",
                "dynamodb": {"SequenceNumber": str(number), "NewImage": {"id": {"N": str(number)}}},
            }
            for number in range(count)
        ]
    }


def kafka(count):
    records = [
        {"topic": "t", "partition": 0, "offset": number, "value": "e30=", "headers": []} for number in range(count)
    ]
    return {"eventSource": "aws:kafka", "records": {"t-0": records[:2], "t-1": records[2:]}}


def failing(*numbers):
    def handler(record):
        data = record.raw_event
        number = data.get("kinesis", data.get("dynamodb", {})).get("sequenceNumber") or data.get("dynamodb", {}).get(
            "SequenceNumber"
        )
        number = int(number if number is not None else data.get("offset", data.get("body", 0)))
        if number in numbers:
            raise ValueError(f"no {number}")
        return number

    return handler


def answer(event, source, handler, **options):
    processor = BatchProcessor(event_type=source, **options)
    return outcome(
        process_partial_response, event=event, record_handler=handler, processor=processor, context=Context()
    )


def scores(processor, outcomes):
    """What a processor says of its batch, without objects."""
    return {
        "outcomes": [[each[0], str(each[1]), type(each[2]).__name__] for each in outcomes],
        "successes": [type(each).__name__ for each in processor.success_messages],
        "failures": [type(each).__name__ for each in processor.fail_messages],
        "exceptions": [[info[0].__name__, str(info[1])] for info in processor.exceptions],
        "response": processor.response(),
    }


# --- Sources ----------------------------------------------------------------------------------------------------


@scenario()
def sqs_without_failures():
    yield "answer", answer(sqs(3), EventType.SQS, failing())


@scenario()
def sqs_with_failures():
    yield "answer", answer(sqs(5), EventType.SQS, failing(1, 3))


@scenario()
def kinesis_with_failures():
    yield "answer", answer(kinesis(4), EventType.KinesisDataStreams, failing(1, 3))


@scenario()
def dynamodb_with_failures():
    yield "answer", answer(dynamodb(4), EventType.DynamoDBStreams, failing(0, 2))


@scenario()
def kafka_with_failures():
    yield "answer", answer(kafka(4), EventType.Kafka, failing(1, 2))


@scenario()
def one_record():
    yield "answer", answer(sqs(1), EventType.SQS, failing())


@scenario()
def the_handler_gets_event_classes():
    for event, source in (
        (sqs(1), EventType.SQS),
        (kinesis(1), EventType.KinesisDataStreams),
        (dynamodb(1), EventType.DynamoDBStreams),
        (kafka(1), EventType.Kafka),
    ):
        seen = []
        answer(event, source, lambda record, seen=seen: seen.append(type(record).__name__))
        yield source.value, seen


# --- All failed -------------------------------------------------------------------------------------------------


@scenario()
def all_failed():
    for event, source in ((sqs(2), EventType.SQS), (kinesis(2), EventType.KinesisDataStreams)):
        yield source.value, answer(event, source, failing(0, 1))


@scenario()
def all_failed_and_named():
    yield "answer", answer(sqs(2), EventType.SQS, failing(0, 1), raise_on_entire_batch_failure=False)


@scenario()
def what_the_error_of_a_batch_holds():
    processor = BatchProcessor(event_type=EventType.SQS)
    try:
        process_partial_response(sqs(2), failing(0, 1), processor)
    except Exception as error:
        yield "kind", kind_of(error)
        yield "message", str(error).splitlines()[0]
        yield "children", [[info[0].__name__, str(info[1])] for info in error.child_exceptions]
        yield "names", ["no 0" in str(error), "no 1" in str(error)]


# --- What is no event -------------------------------------------------------------------------------------------


@scenario()
def events_that_are_none():
    for name, event in {
        "none": None,
        "text": "x",
        "list": [],
        "nothing": {},
        "empty": {"Records": []},
        "text records": {"Records": "x"},
        "dict records": {"Records": {}},
    }.items():
        yield name, answer(event, EventType.SQS, failing())


@scenario()
def events_of_kafka_that_are_none():
    for name, event in {"nothing": {}, "empty": {"records": {}}, "list": {"records": [1]}}.items():
        yield name, answer(event, EventType.Kafka, failing())


@scenario()
def async_events_that_are_none():
    for name, event in {"none": None, "empty": {"Records": []}}.items():
        processor = AsyncBatchProcessor(event_type=EventType.SQS)
        yield name, outcome(async_process_partial_response, event=event, record_handler=None, processor=processor)


@scenario()
def a_handler_that_is_none():
    processor = BatchProcessor(event_type=EventType.SQS)
    yield "answer", outcome(process_partial_response, event=sqs(1), record_handler=None, processor=processor)


# --- Outcomes ---------------------------------------------------------------------------------------------------


@scenario()
def outcomes_of_a_batch():
    processor = BatchProcessor(event_type=EventType.SQS)
    with processor(records=sqs(3)["Records"], handler=failing(1)) as batch:
        outcomes = batch.process()
    yield "scores", scores(processor, outcomes)


@scenario()
def a_processor_before_its_first_batch():
    yield "response", BatchProcessor(event_type=EventType.SQS).response()


@scenario()
def a_second_batch_forgets_the_first():
    processor = BatchProcessor(event_type=EventType.SQS)
    yield "first", outcome(process_partial_response, sqs(3), failing(1), processor)
    yield "second", outcome(process_partial_response, sqs(3), failing(), processor)


@scenario()
def the_context_reaches_the_handler():
    seen = []

    def handler(record, lambda_context):
        seen.append(lambda_context.function_name)

    yield "answer", answer(sqs(2), EventType.SQS, handler)
    yield "seen", seen


@scenario()
def failures_are_logged():
    logging.basicConfig(format="%(levelname)s %(message)s")
    logger = logging.getLogger("shop")
    logger.addFilter(lambda record: setattr(record, "exc_info", None) or True)
    yield "answer", answer(sqs(3), EventType.SQS, failing(1), logger=logger)


# --- Overriding -------------------------------------------------------------------------------------------------


@scenario()
def overridden_handlers():
    seen = []

    class Processor(BatchProcessor):
        def success_handler(self, record, result):
            seen.append(["success", result])
            return super().success_handler(record, result)

        def failure_handler(self, record, exception):
            seen.append(["failure", str(exception[1])])
            return super().failure_handler(record, exception)

    yield "answer", outcome(process_partial_response, sqs(3), failing(1), Processor(event_type=EventType.SQS))
    yield "seen", seen


@scenario()
def an_overridden_process_record():
    class Processor(BatchProcessor):
        def _process_record(self, record):
            return super()._process_record({**record, "body": "1"})

    yield (
        "answer",
        outcome(
            process_partial_response,
            sqs(3),
            failing(1),
            Processor(event_type=EventType.SQS, raise_on_entire_batch_failure=False),
        ),
    )


class Own(BasePartialProcessor):
    def _prepare(self):
        self.success_messages.clear()
        self.fail_messages.clear()

    def _clean(self):
        self.cleaned = len(self.success_messages)

    def _process_record(self, record):
        try:
            return self.success_handler(record, self.handler(record))
        except ValueError as error:
            return self.failure_handler(record, (type(error), error, error.__traceback__))

    async def _async_process_record(self, record):
        return self._process_record(record)


def number(record):
    if record["body"] == "1":
        raise ValueError("no")
    return int(record["body"])


@scenario()
def a_processor_of_ones_own():
    processor = Own()
    with processor(sqs(3)["Records"], number) as batch:
        outcomes = batch.process()
    yield "outcomes", [[each[0], each[1], each[2]["messageId"]] for each in outcomes]
    yield "cleaned", processor.cleaned


@scenario()
def an_async_processor_of_ones_own():
    processor = Own()
    with processor(sqs(3)["Records"], number) as batch:
        yield "outcomes", [each[0] for each in batch.async_process()]


# --- Models -----------------------------------------------------------------------------------------------------


def model():
    from pydantic import BaseModel, Json

    from aws_lambda_powertools.utilities.parser.models import SqsRecordModel

    order = type("Order", (BaseModel,), {"__annotations__": {"id": int}, "__module__": __name__})
    return type("Record", (SqsRecordModel,), {"__annotations__": {"body": Json[order]}, "__module__": __name__})


@scenario()
def records_by_model():
    event = sqs(3)
    for record, body in zip(event["Records"], [json.dumps({"id": 7}), "bad", json.dumps({"id": 8})], strict=True):
        record["body"] = body
        record["attributes"].update({"SenderId": "s", "SentTimestamp": "1", "ApproximateFirstReceiveTimestamp": "1"})
    seen = []

    def handler(record):
        seen.append(record.body.id)
        if record.body.id == 8:
            raise ValueError

    yield "answer", answer(event, EventType.SQS, handler, model=model())
    yield "seen", seen


# --- FIFO -------------------------------------------------------------------------------------------------------


def fifo(processor, *bad):
    with processor(records=sqs(6, "orders.fifo")["Records"], handler=failing(*bad)) as batch:
        return scores(processor, batch.process()), processor.response()


@scenario()
def a_fifo_queue():
    yield "good", fifo(SqsFifoPartialProcessor())
    yield "bad", fifo(SqsFifoPartialProcessor(), 2)


@scenario()
def a_fifo_queue_by_groups():
    yield "good", fifo(SqsFifoPartialProcessor(skip_group_on_error=True))
    yield "bad", fifo(SqsFifoPartialProcessor(skip_group_on_error=True), 2)


@scenario()
def a_fifo_queue_whose_first_message_fails():
    yield "answer", outcome(process_partial_response, sqs(3, "orders.fifo"), failing(0), SqsFifoPartialProcessor())


# --- Async ------------------------------------------------------------------------------------------------------


async def async_handler(record):
    return failing(1)(record)


@scenario()
def async_sources():
    for event, source in (
        (sqs(3), EventType.SQS),
        (kinesis(3), EventType.KinesisDataStreams),
        (dynamodb(3), EventType.DynamoDBStreams),
        (kafka(3), EventType.Kafka),
    ):
        processor = AsyncBatchProcessor(event_type=source)
        yield (
            source.value,
            outcome(async_process_partial_response, event=event, record_handler=async_handler, processor=processor),
        )


@scenario()
def async_outcomes():
    processor = AsyncBatchProcessor(event_type=EventType.SQS)
    with processor(sqs(3)["Records"], async_handler) as batch:
        yield "scores", scores(processor, batch.async_process())


# --- Decorators -------------------------------------------------------------------------------------------------


@scenario()
def the_old_decorator():
    processor = BatchProcessor(event_type=EventType.SQS)

    @batch_processor(record_handler=failing(1), processor=processor)
    def handler(event, context):
        return processor.response()

    yield "answer", outcome(handler, sqs(3), Context())


@scenario()
def the_old_async_decorator():
    processor = AsyncBatchProcessor(event_type=EventType.SQS)

    @async_batch_processor(record_handler=async_handler, processor=processor)
    def handler(event, context):
        return processor.response()

    yield "answer", outcome(handler, sqs(3), Context())
