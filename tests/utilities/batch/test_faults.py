"""Faults of the public package that are mended: B1 to B11 and those beside them."""

from __future__ import annotations

import asyncio
import threading
import time
import warnings
from functools import partial

import pytest

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.utilities.batch import (
    AsyncBatchProcessor,
    BatchProcessor,
    EventType,
    PermanentError,
    RecordNotStartedError,
    SqsFifoPartialProcessor,
    async_process_partial_response,
    process_partial_response,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.fixture(autouse=True)
def forgetful_warnings():
    from aws_lambda_powertools._core import notices

    notices.forget()


# --- B1: a coroutine is never dropped ---------------------------------------------------------------------------


@pytest.mark.parametrize("max_concurrency", [None, 3])
def test_an_async_handler_under_the_sync_processor_is_run(make, max_concurrency):
    seen = []

    async def handler(record):
        await asyncio.sleep(0)
        seen.append(record.body)
        make.failing(1)(record)

    processor = BatchProcessor(EventType.SQS, max_concurrency=max_concurrency)

    assert make.failed(process_partial_response(make.sqs(3), handler, processor)) == ["m1"]
    assert sorted(seen) == ["0", "1", "2"]


def test_so_is_whatever_else_can_be_awaited(make):
    seen = []

    class Answer:
        def __init__(self, record):
            self.record = record

        def __await__(self):
            yield from asyncio.sleep(0).__await__()
            seen.append(self.record.body)

    process_partial_response(make.sqs(2), Answer, BatchProcessor(EventType.SQS))

    assert seen == ["0", "1"]


async def test_inside_of_a_running_loop_too(make):
    async def handler(record):
        await asyncio.sleep(0)
        make.failing(1)(record)

    assert make.failed(process_partial_response(make.sqs(3), handler, BatchProcessor(EventType.SQS))) == ["m1"]


def test_a_generator_is_refused_because_calling_it_does_nothing(make):
    def handler(record):
        yield record

    async def async_handler(record):
        yield record

    with pytest.raises(TypeError, match="generator"):
        process_partial_response(make.sqs(2), handler, BatchProcessor(EventType.SQS))
    with pytest.raises(TypeError, match="generator"):
        async_process_partial_response(make.sqs(2), async_handler, AsyncBatchProcessor(EventType.SQS))


def test_a_sync_handler_under_the_async_processor_is_run(make):
    processor = AsyncBatchProcessor(EventType.SQS)

    assert make.failed(async_process_partial_response(make.sqs(3), make.failing(1), processor)) == ["m1"]


# --- B2: one processor, many batches ----------------------------------------------------------------------------


def test_threads_that_share_a_processor_get_their_own_answers(make):
    processor = BatchProcessor(EventType.SQS)
    wrong = []

    def work(rest):
        def handler(record):
            time.sleep(0.0005)
            if int(record.body) % 4 == rest:
                raise ValueError

        for _ in range(10):
            response = process_partial_response(make.sqs(8), handler, processor)
            result = processor.result
            expected = [f"m{number}" for number in range(8) if number % 4 == rest]
            if make.failed(response) != expected or len(result.failures) != len(expected):
                wrong.append(response)

    threads = [threading.Thread(target=work, args=(rest,)) for rest in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


async def test_tasks_that_share_a_processor_get_their_own_answers(make):
    processor = AsyncBatchProcessor(EventType.SQS)

    def handler_for(number):
        async def handler(record):
            await asyncio.sleep(0.001)
            make.failing(number)(record)

        return handler

    responses = await asyncio.gather(
        *(async_process_partial_response(make.sqs(4), handler_for(number), processor) for number in range(4))
    )

    assert [make.failed(response) for response in responses] == [["m0"], ["m1"], ["m2"], ["m3"]]


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("by_hand", [True, False])
def test_a_batch_inside_of_a_record_keeps_its_own_score(make, same, by_hand):
    outer = BatchProcessor(EventType.SQS)
    inner = outer if same else BatchProcessor(EventType.SQS)
    inside = []

    def handler(record):
        if by_hand:
            with inner(make.sqs(3)["Records"], make.failing(2)) as batch:
                batch.process()
            inside.append(make.failed(inner.response()))
        else:
            inside.append(make.failed(process_partial_response(make.sqs(3), make.failing(2), inner)))
        make.failing(1, 3)(record)

    with outer(make.sqs(5)["Records"], handler) as batch:
        outcomes = batch.process()

    assert [outcome[0] for outcome in outcomes] == ["success", "fail", "success", "fail", "success"]
    assert inside == [["m2"]] * 5
    if not (same and by_hand):  # there the last word of this code was the inner batch
        assert make.failed(outer.response()) == ["m1", "m3"]


def test_an_answer_may_be_asked_for_in_another_context(make):
    processor = BatchProcessor(EventType.SQS)
    process_partial_response(make.sqs(3), make.failing(1), processor)
    found = []

    thread = threading.Thread(target=lambda: found.append(processor.response()))
    thread.start()
    thread.join()

    assert make.failed(found[0]) == ["m1"]


# --- B3, B4, B5: async batches ----------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 7])
def test_no_more_tasks_run_at_once_than_may(make, limit):
    running = most = 0

    async def handler(record):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1

    async_process_partial_response(make.sqs(50), handler, AsyncBatchProcessor(EventType.SQS, max_concurrency=limit))

    assert most == limit


def test_all_batches_run_on_one_loop_that_stays_open(make):
    loops = []

    async def handler(record):
        loops.append(asyncio.get_running_loop())

    processor = AsyncBatchProcessor(EventType.SQS)
    for _ in range(2):
        async_process_partial_response(make.sqs(1), handler, processor)

    assert loops[0] is loops[1]
    assert not loops[0].is_closed()


async def test_inside_of_a_running_loop_it_is_awaited(make):
    async def handler(record):
        await asyncio.sleep(0)
        make.failing(1)(record)

    processor = AsyncBatchProcessor(EventType.SQS)

    assert make.failed(await async_process_partial_response(make.sqs(3), handler, processor)) == ["m1"]


def test_the_order_of_outcomes_is_that_of_the_records(make):
    async def handler(record):
        await asyncio.sleep((5 - int(record.body)) / 1000)
        return int(record.body)

    processor = AsyncBatchProcessor(EventType.SQS)
    with processor(make.sqs(5)["Records"], handler) as batch:
        assert [outcome[1] for outcome in batch.process()] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("max_concurrency", [None, 2])
def test_a_record_that_cancels_its_task_fails_alone(make, max_concurrency):
    async def handler(record):
        if record.body == "1":
            asyncio.current_task().cancel()
        await asyncio.sleep(0.001)

    processor = AsyncBatchProcessor(EventType.SQS, max_concurrency=max_concurrency)

    assert make.failed(async_process_partial_response(make.sqs(4), handler, processor)) == ["m1"]


async def test_a_batch_that_is_cancelled_leaves_nothing_running(make):
    ended = []

    async def handler(record):
        try:
            await asyncio.sleep(30)
        finally:
            ended.append(record.body)

    processor = AsyncBatchProcessor(EventType.SQS)
    task = asyncio.ensure_future(async_process_partial_response(make.sqs(3), handler, processor))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task], timeout=5)
    await asyncio.sleep(0.01)

    assert sorted(ended) == ["0", "1", "2"]


@pytest.mark.parametrize("fails", [False, True])
def test_async_messages_of_a_group_keep_their_order(make, fails):
    seen = []

    async def handler(record):
        await asyncio.sleep((10 - int(record.body)) / 5000)
        seen.append(int(record.body))
        if fails:
            make.failing(4)(record)

    processor = AsyncBatchProcessor(EventType.SQS, stop_on_first_failure=True)
    response = async_process_partial_response(make.sqs(9, fifo=True, groups=3), handler, processor)

    assert make.failed(response) == (["m4", "m7"] if fails else [])
    for group in range(3):
        of_group = [number for number in seen if number % 3 == group]
        assert of_group == sorted(of_group)


# --- B6: the handler's parameter --------------------------------------------------------------------------------


class Handlers:
    def method(self, msg):
        return msg.body

    def __call__(self, msg):
        return msg.body


def by_name_only(*, record):
    return record.body


def record_not_first(table=None, record=None):
    assert table is None
    return record.body


def with_table(table, record):
    assert table == "t"
    return record.body


@pytest.mark.parametrize(
    "handler",
    [
        lambda msg: msg.body,
        lambda *arguments: arguments[0].body,
        Handlers().method,
        Handlers(),
        by_name_only,
        record_not_first,
        partial(with_table, "t"),
        partial(with_table, table="t"),
    ],
)
def test_a_handler_may_call_its_parameter_what_it_likes(make, handler):
    processor = BatchProcessor(EventType.SQS)

    with processor(make.sqs(2)["Records"], handler) as batch:
        assert [outcome[:2] for outcome in batch.process()] == [("success", "0"), ("success", "1")]


# --- B7: the deadline -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [{}, {"max_concurrency": 2}, {"stop_on_first_failure": True}])
def test_records_for_which_there_is_no_time_are_handed_back(make, clock, options):
    context = make.Context(150)
    seen = []

    def handler(record):
        clock.advance(0.02)
        seen.append(record.message_id)

    processor = BatchProcessor(EventType.SQS, **options)
    response = process_partial_response(make.sqs(40), handler, processor, context)

    assert context.get_remaining_time_in_millis() > 0
    assert sorted(seen + make.failed(response)) == sorted(f"m{number}" for number in range(40))
    assert len(seen) >= 2
    assert processor.result.not_started == 40 - len(seen)
    assert {type(error) for error in processor.result.errors} == {RecordNotStartedError}


def test_async_records_for_which_there_is_no_time_too(make, clock):
    context = make.Context(150)

    async def handler(record):
        await asyncio.sleep(0)
        clock.advance(0.02)

    processor = AsyncBatchProcessor(EventType.SQS, max_concurrency=2)
    response = async_process_partial_response(make.sqs(40), handler, processor, context)

    assert context.get_remaining_time_in_millis() > 0
    assert 0 < len(make.failed(response)) == processor.result.not_started < 40


def test_a_fifo_queue_out_of_time_is_handed_back_in_order(make, clock):
    processor = SqsFifoPartialProcessor(skip_group_on_error=True)

    response = process_partial_response(
        make.sqs(20, fifo=True, groups=2), lambda record: clock.advance(0.02), processor, make.Context(150)
    )

    names = make.failed(response)
    assert names == [f"m{number}" for number in range(20 - len(names), 20)]
    assert 0 < len(names) < 20
    assert processor.result.not_started == len(names)


def test_the_guard_can_be_turned_off(make):
    processor = BatchProcessor(EventType.SQS, stop_before_deadline=False)

    response = process_partial_response(make.sqs(5), lambda record: time.sleep(0.02), processor, make.Context(60))

    assert response == {"batchItemFailures": []}


@pytest.mark.parametrize("remaining", [0, -5, "soon", None])
def test_a_context_that_knows_no_time_stops_nothing(make, remaining):
    class Context:
        def get_remaining_time_in_millis(self):
            return remaining

    response = process_partial_response(make.sqs(3), make.failing(), BatchProcessor(EventType.SQS), Context())

    assert response == {"batchItemFailures": []}


# --- B8: streams ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("factory", "source", "names"),
    [
        (lambda make: make.kinesis(6, shards=2), EventType.KinesisDataStreams, ["1", "3", "5"]),
        (lambda make: make.dynamodb(4), EventType.DynamoDBStreams, ["1", "2", "3"]),
        (
            lambda make: make.kafka(6, partitions=2),
            EventType.Kafka,
            [{"partition": "t-1", "offset": offset} for offset in (1, 3, 5)],
        ),
        (lambda make: make.sqs(4), EventType.SQS, ["m1"]),
    ],
)
@pytest.mark.parametrize("max_concurrency", [None, 4])
def test_a_stream_stops_at_the_first_failure_of_a_shard(make, factory, source, names, max_concurrency):
    processor = BatchProcessor(source, stop_on_first_failure=True, max_concurrency=max_concurrency)

    assert make.failed(process_partial_response(factory(make), make.failing(1), processor)) == names


@pytest.mark.parametrize("source", ["kinesis", "kafka"])
def test_threads_keep_the_order_of_a_shard(make, source):
    event = make.kinesis(12, shards=3) if source == "kinesis" else make.kafka(12, partitions=3)
    event_type = EventType.KinesisDataStreams if source == "kinesis" else EventType.Kafka
    seen, threads = [], set()

    def handler(record):
        time.sleep((12 - make.number_of(record)) / 5000)
        seen.append(make.number_of(record))
        threads.add(threading.get_ident())

    process_partial_response(event, handler, BatchProcessor(event_type, max_concurrency=3))

    assert len(threads) <= 3
    for shard in range(3):
        of_shard = [number for number in seen if number % 3 == shard]
        assert of_shard == sorted(of_shard)


def test_threads_work_beside_each_other(make):
    barrier = threading.Barrier(4, timeout=5)

    response = process_partial_response(
        make.sqs(4), lambda record: barrier.wait() and None, BatchProcessor(EventType.SQS, max_concurrency=4)
    )

    assert response == {"batchItemFailures": []}


# --- B10, B11 ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [BatchProcessor, AsyncBatchProcessor])
def test_a_fifo_queue_under_a_processor_that_loses_its_order_is_warned_of(make, kind):
    processor = kind(EventType.SQS)
    run = async_process_partial_response if kind is AsyncBatchProcessor else process_partial_response

    with pytest.warns(PowertoolsUserWarning, match="SqsFifoPartialProcessor"):
        run(make.sqs(2, fifo=True), make.failing(), processor)


@pytest.mark.parametrize(
    "processor", [SqsFifoPartialProcessor(), BatchProcessor(EventType.SQS, stop_on_first_failure=True)]
)
def test_but_not_under_one_that_keeps_it(make, processor):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        process_partial_response(make.sqs(2, fifo=True), make.failing(), processor)


def test_system_exit_in_one_record_fails_that_record(make):
    def handler(record):
        if record.body == "1":
            raise SystemExit(3)

    assert make.failed(process_partial_response(make.sqs(3), handler, BatchProcessor(EventType.SQS))) == ["m1"]


def test_an_interrupt_ends_the_batch(make):
    def handler(record):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        process_partial_response(make.sqs(3), handler, BatchProcessor(EventType.SQS))


# --- Poison -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_async_hook", [False, True])
@pytest.mark.parametrize("is_async", [False, True])
def test_a_message_received_too_often_goes_to_the_hook(make, is_async, is_async_hook):
    seen = []

    def hook(record, error):
        seen.append((record.message_id, str(error)))

    async def async_hook(record, error):
        await asyncio.sleep(0)
        hook(record, error)

    kind, run = (
        (AsyncBatchProcessor, async_process_partial_response)
        if is_async
        else (BatchProcessor, process_partial_response)
    )
    processor = kind(EventType.SQS, on_poison=async_hook if is_async_hook else hook, poison_after=3)

    assert make.failed(run(make.sqs(3, received=2), make.failing(1), processor)) == ["m1"]
    assert run(make.sqs(3, received=3), make.failing(1), processor) == {"batchItemFailures": []}
    assert seen == [("m1", "no 1")]


def test_a_permanent_error_goes_to_the_hook_at_once(make):
    class GoneError(PermanentError):
        pass

    seen = []

    def handler(record):
        if record.body == "1":
            raise GoneError("no such order")
        make.failing(2)(record)

    processor = BatchProcessor(EventType.SQS, on_poison=lambda record, error: seen.append(record.body))

    assert make.failed(process_partial_response(make.sqs(3), handler, processor)) == ["m2"]
    assert seen == ["1"]


def test_which_errors_are_permanent_is_the_users_to_say(make):
    seen = []
    processor = BatchProcessor(
        EventType.SQS, on_poison=lambda record, error: seen.append(record.body), permanent_errors=[ValueError]
    )

    assert process_partial_response(make.sqs(3), make.failing(1), processor) == {"batchItemFailures": []}
    assert seen == ["1"]


def test_a_hook_that_fails_leaves_the_message_in_the_queue(make):
    def hook(record, error):
        raise OSError("queue of the dead is gone")

    processor = BatchProcessor(EventType.SQS, on_poison=hook, poison_after=1)

    assert make.failed(process_partial_response(make.sqs(2), make.failing(1), processor)) == ["m1"]
    assert isinstance(processor.result.errors[0], OSError)
    assert isinstance(processor.result.errors[0].__context__, ValueError)


# --- Observing --------------------------------------------------------------------------------------------------


def test_records_are_named_counted_and_traced_on_request(make, capsys, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    logger = Logger(service="shop")
    metrics = Metrics(namespace="Shop", service="shop")
    processor = BatchProcessor(
        EventType.SQS, logger=logger, logger_keys=True, metrics=metrics, tracer=Tracer(service="shop")
    )

    def handler(record):
        logger.info("working")
        make.failing(1)(record)

    process_partial_response(make.sqs(3), handler, processor)
    logger.info("done")
    found = metrics.serialize_metric_set()

    import json

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    working = [line["batch_record"] for line in lines if line["message"] == "working"]
    assert working == ["m0", "m1", "m2"]
    assert "batch_record" not in lines[-1]
    assert (found["BatchRecordSuccess"], found["BatchRecordFailure"]) == ([1.0, 1.0], [1.0])
    metrics.clear_metrics()


@pytest.mark.parametrize(
    ("options", "error", "name"),
    [
        ({"max_concurrency": 0}, ValueError, "max_concurrency"),
        ({"poison_after": 0}, ValueError, "poison_after"),
        ({"logger_keys": True}, ValueError, "logger_keys"),
        ({"metrics": object()}, TypeError, "metrics"),
        ({"tracer": object()}, TypeError, "tracer"),
    ],
)
def test_options_that_make_no_sense_are_named(options, error, name):
    with pytest.raises(error, match=name):
        BatchProcessor(EventType.SQS, **options)


# --- Bounds -----------------------------------------------------------------------------------------------------


def test_nothing_is_kept_of_batches_that_are_over(make):
    import gc
    import weakref

    class Record(dict):
        pass

    first, second = BatchProcessor(EventType.SQS), BatchProcessor(EventType.SQS)
    record = Record(make.sqs(1)["Records"][0])
    gone = weakref.ref(record)
    process_partial_response({"Records": [record]}, make.failing(), first)
    del record
    for _ in range(3):
        process_partial_response(make.sqs(1), make.failing(), second)
        process_partial_response(make.sqs(1), make.failing(), first)
    gc.collect()

    assert gone() is None


def test_the_cost_of_a_record_does_not_grow_with_the_batch(make):
    def seconds_a_record(count):
        event, handler, processor = make.sqs(count), make.failing(), BatchProcessor(EventType.SQS)
        best = 1.0
        for _ in range(5):
            began = time.perf_counter()
            process_partial_response(event, handler, processor)
            best = min(best, (time.perf_counter() - began) / count)
        return best

    assert seconds_a_record(10_000) < 4 * seconds_a_record(100)
