"""A queue and a stream for tests, and ten thousand messages through all that may go wrong."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest

from aws_lambda_powertools.testing import events, run_batch
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)


def failing(*names, times=99):
    """A handler that names these records, so many times."""
    left = dict.fromkeys(names, times)

    def handler(event, context):
        failures = []
        for record in event["Records"]:
            if left.get(record["body"], 0) > 0:
                left[record["body"]] -= 1
                failures.append({"itemIdentifier": record["messageId"]})
        return {"batchItemFailures": failures}

    return handler


def test_what_is_named_is_delivered_again():
    event = events.sqs(["a", "b", "c"])
    first, second, third = (record["messageId"] for record in event["Records"])

    run = run_batch(failing("b", times=2), event)

    assert run.deliveries == {first: 1, second: 3, third: 1}
    assert run.succeeded == [first, third, second]
    assert run.dead == []
    assert [len(invocation.event["Records"]) for invocation in run.invocations] == [3, 1, 1]
    counts = [invocation.event["Records"][0]["attributes"] for invocation in run.invocations]
    assert [count["ApproximateReceiveCount"] for count in counts][1:] == ["2", "3"]


@pytest.mark.parametrize("redeliveries", [0, 2])
def test_after_the_last_delivery_it_is_dead(redeliveries):
    event = events.sqs(["a", "b"])

    run = run_batch(failing("b"), event, redeliveries)

    assert run.dead == [event["Records"][1]["messageId"]]
    assert run.deliveries[run.dead[0]] == redeliveries + 1


def raises(event, context):
    raise ValueError("all")


def exits(event, context):
    raise SystemExit(1)


@pytest.mark.parametrize(
    "handler",
    [
        raises,
        exits,
        lambda event, context: {"batchItemFailures": [{"itemIdentifier": "nobody"}]},
        lambda event, context: {"batchItemFailures": [{"itemIdentifier": ""}]},
        lambda event, context: {"batchItemFailures": [{}]},
    ],
)
def test_everything_is_delivered_again_if_the_handler_or_its_answer_is_broken(handler):
    event = events.sqs(["a", "b"])

    run = run_batch(handler, event, redeliveries=1)

    assert run.dead == [record["messageId"] for record in event["Records"]]
    assert set(run.deliveries.values()) == {2}


@pytest.mark.parametrize("answer", [None, {}, {"batchItemFailures": []}, {"batchItemFailures": None}])
def test_no_answer_is_success(answer):
    assert len(run_batch(lambda event, context: answer, events.sqs(["a", "b"])).succeeded) == 2


def test_an_async_handler_is_run():
    async def handler(event, context):
        return failing("a")(event, context)

    assert len(run_batch(handler, events.sqs(["a", "b"])).dead) == 1


def test_a_stream_goes_back_to_the_first_failure():
    event = events.kinesis(["a", "b", "c", "d"])
    numbers = [record["kinesis"]["sequenceNumber"] for record in event["Records"]]
    seen, tries = [], []

    def handler(event, context):
        delivered = [record["kinesis"]["sequenceNumber"] for record in event["Records"]]
        seen.append(delivered)
        tries.append(1)
        failures = numbers[2:0:-1] if len(tries) == 1 else []
        return {"batchItemFailures": [{"itemIdentifier": number} for number in failures]}

    run = run_batch(handler, event)

    assert seen == [numbers, numbers[1:]]
    assert run.succeeded == numbers
    assert list(run.deliveries.values()) == [1, 2, 2, 2]


@pytest.mark.parametrize(
    ("event", "source"),
    [
        (events.sqs(["a", "b"]), EventType.SQS),
        (events.kinesis(["a", "b"]), EventType.KinesisDataStreams),
        (events.dynamodb_stream([(None, {"id": "1"}), (None, {"id": "2"})]), EventType.DynamoDBStreams),
        (events.kafka(["a", "b"]), EventType.Kafka),
    ],
)
def test_each_source_gets_all_its_records_done(event, source):
    processor = BatchProcessor(source)
    tries = []

    def record_handler(record):
        tries.append(record)
        if len(tries) == 2:
            raise ValueError

    run = run_batch(lambda event, context: process_partial_response(event, record_handler, processor, context), event)

    assert (len(run.succeeded), run.dead, len(run.invocations)) == (2, [], 2)
    assert list(run.deliveries.values()) == [1, 2]


def test_a_partition_of_kafka_does_not_hold_up_another():
    values = {"topic": "t", "value": "MQ==", "headers": []}
    event = {
        "eventSource": "aws:kafka",
        "records": {
            f"t-{partition}": [{**values, "partition": partition, "offset": offset} for offset in range(3)]
            for partition in range(2)
        },
    }

    def record_handler(record):
        if (record.partition, record.offset) == (0, 1):
            raise ValueError

    processor = BatchProcessor(EventType.Kafka, stop_on_first_failure=True)
    run = run_batch(lambda event, context: process_partial_response(event, record_handler, processor), event)

    assert run.dead == ["t-0:1", "t-0:2"]
    assert run.deliveries["t-1:2"] == 1


@pytest.mark.parametrize("options", [{"redeliveries": -1}, {"batch_size": 0}])
def test_numbers_that_make_no_sense_are_named(options):
    with pytest.raises(ValueError, match=next(iter(options))):
        run_batch(print, events.sqs(["a"]), **options)


@pytest.mark.parametrize("event", [{}, {"Records": []}, {"Records": [{"eventSource": "aws:s3"}]}])
def test_what_is_no_batch_is_refused(event):
    with pytest.raises(ValueError, match="aws:sqs"):
        run_batch(print, event)


# --- Ten thousand messages --------------------------------------------------------------------------------------

COUNT, GROUPS = 10_000, 50


class KilledError(Exception):
    """The process of an invocation is gone, and nobody has heard of its answer."""


class Function:
    """Runs each invocation in a process of its own, which fails, hangs and dies at random.

    A record writes its name down when it is done; in a group, that is the order in which they were done.
    """

    def __init__(self, path, make_processor, seed, failures):
        self.path = path
        self.failures = failures
        self.make_processor = make_processor
        self.random = random.Random(seed)

    def __call__(self, event, context):
        seed, fate = self.random.random(), self.random.random()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            self._live(event, random.Random(seed), fate, writer)
        os.close(writer)
        with os.fdopen(reader, "rb") as answers:
            answer = answers.read()
        os.waitpid(child, 0)
        if not answer:
            raise KilledError
        import json

        return json.loads(answer)

    def _live(self, event, chance, fate, writer):
        import json

        doomed = int(chance.random() * len(event["Records"]))
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        started = []

        def record_handler(record):
            started.append(1)
            if len(started) > doomed and fate < 0.1:
                os.kill(os.getpid(), signal.SIGKILL)  # out of memory, or the end of the time it had
            if chance.random() < self.failures:
                raise ValueError("no luck")
            if chance.random() < self.failures / 5:
                raise SystemExit(1)
            if chance.random() < 0.002:
                time.sleep(0.01)
            os.write(file, f"{record.message_id}\n".encode())

        class Context:
            end = time.monotonic() + (0.06 if fate > 0.9 else 30)

            def get_remaining_time_in_millis(self):
                return int((self.end - time.monotonic()) * 1000)

        try:
            response = process_partial_response(event, record_handler, self.make_processor(), Context())
            os.write(writer, json.dumps(response).encode())
        finally:
            os._exit(0)


def ten_thousand(*, fifo):
    queue = "orders.fifo" if fifo else "orders"
    arn = f"arn:aws:sqs:eu-west-1:123456789012:{queue}"
    return {
        "Records": [
            {
                "messageId": str(number),
                "body": "",
                "attributes": {"MessageGroupId": str(number % GROUPS)},
                "eventSource": "aws:sqs",
                "eventSourceARN": arn,
            }
            for number in range(COUNT)
        ]
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize(
    ("fifo", "failures", "make_processor"),
    [
        (False, 0.05, lambda: BatchProcessor(EventType.SQS, raise_on_entire_batch_failure=False)),
        (False, 0.05, lambda: BatchProcessor(EventType.SQS, max_concurrency=4)),
        (True, 0.005, SqsFifoPartialProcessor),
        (True, 0.05, lambda: SqsFifoPartialProcessor(skip_group_on_error=True, max_concurrency=4)),
    ],
    ids=["standard", "threads", "fifo", "groups"],
)
def test_of_ten_thousand_messages_none_is_lost_whatever_fails_hangs_or_dies(tmp_path, fifo, failures, make_processor):
    function = Function(tmp_path / "done", make_processor, seed=7, failures=failures)

    run = run_batch(function, ten_thousand(fifo=fifo), redeliveries=10_000, batch_size=100)

    done = (tmp_path / "done").read_text().split()
    assert len(set(done)) == COUNT
    assert (len(run.succeeded), run.dead) == (COUNT, [])
    assert any(isinstance(invocation.error, KilledError) for invocation in run.invocations)
    assert max(run.deliveries.values()) > 1
    if fifo:
        first_time = dict.fromkeys(done)  # a message may come again after a death, but never overtake
        for group in range(GROUPS):
            of_group = [int(name) for name in first_time if int(name) % GROUPS == group]
            assert of_group == sorted(of_group)
