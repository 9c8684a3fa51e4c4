"""What a batch answers, for each source, each processor and each way to use it."""

from __future__ import annotations

import json
import logging
import sys
import threading

import pytest
from hypothesis import given, settings, strategies as st

from aws_lambda_powertools.utilities.batch import (
    AsyncBatchProcessor,
    BasePartialBatchProcessor,
    BasePartialProcessor,
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    async_batch_processor,
    async_process_partial_response,
    batch_processor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.batch.exceptions import (
    BatchProcessingError,
    SQSFifoCircuitBreakerError,
    SQSFifoMessageGroupCircuitBreakerError,
    UnexpectedBatchTypeError,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

SOURCES = {
    EventType.SQS: ("sqs", [f"m{number}" for number in (1, 2)]),
    EventType.KinesisDataStreams: ("kinesis", ["1", "2"]),
    EventType.DynamoDBStreams: ("dynamodb", ["1", "2"]),
    EventType.Kafka: ("kafka", [{"partition": "t-0", "offset": number} for number in (1, 2)]),
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("max_concurrency", [None, 3])
def test_each_source_names_the_records_that_failed(make, source, max_concurrency):
    factory, names = SOURCES[source]
    processor = BatchProcessor(event_type=source, max_concurrency=max_concurrency)

    response = process_partial_response(
        event=getattr(make, factory)(5), record_handler=make.failing(1, 2), processor=processor
    )

    assert make.failed(response) == names


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("max_concurrency", [None, 2, 100])
def test_async_handlers_of_each_source_too(make, source, max_concurrency):
    factory, names = SOURCES[source]
    processor = AsyncBatchProcessor(event_type=source, max_concurrency=max_concurrency)
    sync = make.failing(1, 2)

    async def handler(record):
        return sync(record)

    response = async_process_partial_response(
        event=getattr(make, factory)(5), record_handler=handler, processor=processor
    )

    assert make.failed(response) == names


def test_a_batch_without_failures_names_none(make):
    processor = BatchProcessor(EventType.SQS)

    assert process_partial_response(make.sqs(3), make.failing(), processor) == {"batchItemFailures": []}
    assert BatchProcessor(EventType.SQS).response() == {"batchItemFailures": []}


def test_outcomes_say_what_became_of_each_record(make):
    processor = BatchProcessor(EventType.SQS)
    records = make.sqs(2)["Records"]

    with processor(records, make.failing(1)) as batch:
        outcomes = batch.process()

    assert outcomes[0] == ("success", 0, records[0])
    status, message, record = outcomes[1]
    assert (status, message, record.message_id) == ("fail", "<class 'ValueError'>:no 1", "m1")
    assert processor.success_messages == [records[0]]
    assert [message.message_id for message in processor.fail_messages] == ["m1"]
    assert processor.exceptions[0][0] is ValueError
    assert processor.batch_response == processor.response() == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_if_all_fail_the_batch_raises_with_every_traceback(make):
    with pytest.raises(BatchProcessingError, match=r"All records failed processing\. 2 individual errors") as caught:
        process_partial_response(make.sqs(2), make.failing(0, 1), BatchProcessor(EventType.SQS))

    assert [info[0] for info in caught.value.child_exceptions] == [ValueError, ValueError]
    assert "no 0" in str(caught.value)
    assert "no 1" in str(caught.value)


def test_if_all_fail_they_are_named_on_request(make):
    processor = BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)

    assert make.failed(process_partial_response(make.sqs(2), make.failing(0, 1), processor)) == ["m0", "m1"]


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (None, ValueError),
        ("text", ValueError),
        ([], ValueError),
        ({}, UnexpectedBatchTypeError),
        ({"Records": []}, UnexpectedBatchTypeError),
        ({"Records": {}}, UnexpectedBatchTypeError),
        ({"Records": "text"}, UnexpectedBatchTypeError),
    ],
)
def test_what_is_no_event_is_refused(event, error):
    with pytest.raises(error, match="SQS"):
        process_partial_response(event, print, BatchProcessor(EventType.SQS))
    with pytest.raises(error, match="SQS"):
        async_process_partial_response(event, print, AsyncBatchProcessor(EventType.SQS))


@pytest.mark.parametrize("event", [{}, {"records": {}}, {"records": [1]}])
def test_what_is_no_event_of_kafka_is_refused(event):
    with pytest.raises(UnexpectedBatchTypeError, match="Kafka"):
        process_partial_response(event, print, BatchProcessor(EventType.Kafka))


@pytest.mark.parametrize(("event", "source"), [({"Records": []}, EventType.SQS), ({"records": {}}, EventType.Kafka)])
def test_empty_batches_succeed_if_strict(monkeypatch, event, source):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")

    assert process_partial_response(event, print, BatchProcessor(source)) == {"batchItemFailures": []}
    assert async_process_partial_response(event, print, AsyncBatchProcessor(source)) == {"batchItemFailures": []}


def test_a_model_parses_records_and_those_that_do_not_fit_fail(make):
    from pydantic import BaseModel, Field, Json

    class Order(BaseModel):
        id: int

    class Record(BaseModel):
        message_id: str = Field(alias="messageId")
        body: Json[Order]

    event = make.sqs(3)
    for record, body in zip(event["Records"], ['{"id": 7}', "no JSON", '{"id": 8}'], strict=True):
        record["body"] = body
    seen = []
    processor = BatchProcessor(EventType.SQS, model=Record)

    def handler(record):
        seen.append(record.body.id)
        if record.body.id == 8:
            raise ValueError

    assert make.failed(process_partial_response(event, handler, processor)) == ["m1", "m2"]
    assert seen == [7, 8]


def test_the_context_reaches_handlers_that_ask_for_it(make):
    seen = []
    context = make.Context(5000)

    def handler(record, lambda_context):
        seen.append(lambda_context)

    process_partial_response(make.sqs(1), handler, BatchProcessor(EventType.SQS), context)
    with BatchProcessor(EventType.SQS)(make.sqs(1)["Records"], handler, context) as batch:
        batch.process()

    assert seen == [context, context]


def test_a_failed_record_is_logged_on_request(make, caplog):
    processor = BatchProcessor(EventType.SQS, logger=logging.getLogger("shop"))

    process_partial_response(make.sqs(3), make.failing(1), processor)

    [record] = caplog.records
    assert (record.levelname, record.exc_info[0]) == ("WARNING", ValueError)


def test_handlers_of_success_and_failure_may_be_overridden(make):
    seen = []

    class Processor(BatchProcessor):
        def success_handler(self, record, result):
            seen.append(("success", result))
            return super().success_handler(record, result)

        def failure_handler(self, record, exception):
            seen.append(("failure", str(exception[1])))
            return super().failure_handler(record, exception)

    response = process_partial_response(make.sqs(3), make.failing(1), Processor(EventType.SQS))

    assert make.failed(response) == ["m1"]
    assert seen == [("success", 0), ("failure", "no 1"), ("success", 2)]


def test_methods_replaced_on_one_processor_are_used(make, monkeypatch):
    processor = BatchProcessor(EventType.SQS)
    monkeypatch.setattr(processor, "_process_record", lambda record: ("success", "replaced", record))

    with processor(make.sqs(2)["Records"], make.failing()) as batch:
        assert [outcome[1] for outcome in batch.process()] == ["replaced", "replaced"]


def test_a_processor_of_ones_own_needs_but_three_methods(make):
    class Table(BasePartialProcessor):
        def __init__(self, table):
            self.table = table
            self.success_messages = []

        def _prepare(self):
            self.success_messages = []
            self.written = []

        def _clean(self):
            self.written.extend(message["messageId"] for message in self.success_messages)
            self.success_messages.clear()

        def _process_record(self, record):
            try:
                return self.success_handler(record, self.handler(record))
            except ValueError:
                return self.failure_handler(record, sys.exc_info())

        async def _async_process_record(self, record):
            return self._process_record(record)

    processor = Table("orders")

    def handler(record):
        if record["body"] == "1":
            raise ValueError("no")

    with processor(make.sqs(3)["Records"], handler) as batch:
        outcomes = batch.process()

    assert [outcome[0] for outcome in outcomes] == ["success", "fail", "success"]
    assert processor.written == ["m0", "m2"]
    assert [record["messageId"] for record in processor.fail_messages] == ["m1"]
    with processor(make.sqs(2)["Records"], handler) as batch:
        assert [outcome[0] for outcome in batch.async_process()] == ["success", "fail"]


def test_a_batch_processor_of_ones_own(make):
    class Own(BasePartialBatchProcessor):
        def _process_record(self, record):
            data = self._to_batch_type(record, self.event_type)
            if data.body == "1":
                return self.failure_handler(data, (ValueError, ValueError("own"), None))
            return self.success_handler(record, "own")

        async def _async_process_record(self, record):
            return self._process_record(record)

    assert make.failed(process_partial_response(make.sqs(3), print, Own(EventType.SQS))) == ["m1"]


def test_the_old_decorators_still_work(make):
    processor, aprocessor = BatchProcessor(EventType.SQS), AsyncBatchProcessor(EventType.SQS)

    async def async_record(record):
        make.failing(1)(record)

    @batch_processor(record_handler=make.failing(1), processor=processor)
    def handler(event, context):
        return processor.response()

    @async_batch_processor(record_handler=async_record, processor=aprocessor)
    def async_handler(event, context):
        return aprocessor.response()

    with pytest.warns(PowertoolsDeprecationWarning, match="process_partial_response"):
        responses = [handler(make.sqs(3), None), async_handler(make.sqs(3), None)]

    assert [make.failed(response) for response in responses] == [["m1"], ["m1"]]


# --- FIFO -------------------------------------------------------------------------------------------------------


def test_after_a_failure_the_rest_of_a_fifo_queue_is_handed_back(make):
    seen = []

    def handler(record):
        seen.append(record.body)
        make.failing(1)(record)

    processor = SqsFifoPartialProcessor()

    assert make.failed(process_partial_response(make.sqs(4, fifo=True), handler, processor)) == ["m1", "m2", "m3"]
    assert seen == ["0", "1"]
    assert [info[0] for info in processor.exceptions] == [ValueError, *[SQSFifoCircuitBreakerError] * 2]


@pytest.mark.parametrize("max_concurrency", [None, 3])
def test_or_only_of_its_message_group(make, max_concurrency):
    processor = SqsFifoPartialProcessor(skip_group_on_error=True, max_concurrency=max_concurrency)

    response = process_partial_response(make.sqs(7, fifo=True, groups=3), make.failing(1), processor)

    assert make.failed(response) == ["m1", "m4"]
    assert [info[0] for info in processor.exceptions] == [ValueError, SQSFifoMessageGroupCircuitBreakerError]


def test_what_was_handed_back_is_not_logged(make, caplog):
    processor = SqsFifoPartialProcessor(logger=logging.getLogger("shop"))

    process_partial_response(make.sqs(4, fifo=True), make.failing(1), processor)

    assert len(caplog.records) == 1


# --- Any batch at all -------------------------------------------------------------------------------------------


@settings(deadline=None, max_examples=60)
@given(
    bad=st.sets(st.integers(0, 11)),
    fifo=st.booleans(),
    stop=st.booleans(),
    groups=st.integers(1, 4),
    max_concurrency=st.sampled_from([None, 1, 3]),
    is_async=st.booleans(),
)
def test_every_record_is_either_done_or_named(make, bad, fifo, stop, groups, max_concurrency, is_async):
    done, lock = [], threading.Lock()

    def handler(record):
        if make.number_of(record) in bad:
            raise ValueError
        with lock:
            done.append(make.number_of(record))

    async def async_handler(record):
        handler(record)

    event = make.sqs(12, fifo=fifo, groups=groups)
    options = {
        "stop_on_first_failure": stop or fifo,
        "max_concurrency": max_concurrency,
        "raise_on_entire_batch_failure": False,
    }
    if is_async:
        response = async_process_partial_response(event, async_handler, AsyncBatchProcessor(EventType.SQS, **options))
    else:
        response = process_partial_response(event, handler, BatchProcessor(EventType.SQS, **options))

    named = [int(name[1:]) for name in make.failed(response)]
    assert sorted(done + named) == list(range(12))
    assert bad <= set(named)
    if not fifo:
        assert set(named) == bad
    for group in range(groups if fifo else 0):
        of_group = [number for number in done if number % groups == group]
        assert of_group == sorted(of_group)
        assert not any(number > min(set(named) & {*range(group, 12, groups)}, default=99) for number in of_group)


def test_the_answer_is_json(make):
    event = make.kafka(3, partitions=2)

    response = process_partial_response(event, make.failing(1, 2), BatchProcessor(EventType.Kafka))

    assert json.loads(json.dumps(response)) == response
