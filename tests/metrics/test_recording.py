from __future__ import annotations

import asyncio
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

import pytest

from aws_lambda_powertools._core.decorators import observe_handler
from aws_lambda_powertools.metrics import EphemeralMetrics, Metrics
from aws_lambda_powertools.warnings import PowertoolsUserWarning

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads take turns after almost every instruction."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def observed(handler: Any) -> Any:
    """A handler that is observed, but not for metrics: as below a Logger or Tracer."""

    def observer(call: Any) -> Generator[None, None, None]:
        yield

    return observe_handler(handler, observer)


def total(documents: list[dict[str, Any]], *names: str) -> float:
    return sum(sum(document.get(name, ())) for document in documents for name in names)


# --- Threads -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("hasty_threads")
def test_m6_eight_threads_that_record_into_one_invocation_lose_and_double_nothing(metrics, emitted, invoke):
    def record() -> None:
        for number in range(300):
            metrics.add_metric("Sold" if number % 3 else f"Sold {number % 7}", "Count", 1)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        threads = [threading.Thread(target=record) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    invoke(handler)
    documents = emitted()
    assert total(documents, "Sold", *(f"Sold {number}" for number in range(7))) == 2400
    assert {document["tenant"] for document in documents} == {"ACME"}


@pytest.mark.usefixtures("hasty_threads")
@pytest.mark.parametrize("_attempt", range(5))
def test_threads_that_outlive_the_handler_lose_and_double_nothing(metrics, emitted, invoke, _attempt):
    threads: list[threading.Thread] = []

    def record() -> None:
        for _ in range(300):
            metrics.add_metric("Sold", "Count", 1)

    @metrics.log_metrics
    def handler(event, context):
        threads.extend(threading.Thread(target=copy_context().run, args=(record,)) for _ in range(4))
        for thread in threads:
            thread.start()

    metrics.add_metric("Sold", "Count", 1)
    invoke(handler)
    for thread in threads:
        thread.join()
    if metrics.metric_set:
        metrics.flush_metrics()
    assert total(emitted(), "Sold") == 1201


@pytest.mark.usefixtures("hasty_threads")
def test_flushing_while_others_record_loses_and_doubles_nothing(metrics, emitted):
    is_done = threading.Event()

    def record() -> None:
        for _ in range(500):
            metrics.add_metric("Sold", "Count", 1)

    def flush() -> None:
        while not is_done.is_set():
            if metrics.metric_set:
                metrics.flush_metrics()

    flusher = threading.Thread(target=flush)
    recorders = [threading.Thread(target=record) for _ in range(4)]
    for thread in (flusher, *recorders):
        thread.start()
    for thread in recorders:
        thread.join()
    is_done.set()
    flusher.join()
    if metrics.metric_set:
        metrics.flush_metrics()
    assert total(emitted(), "Sold") == 2000


def test_concurrent_invocations_in_threads_keep_their_own_dimensions(metrics, emitted, invoke):
    together = threading.Barrier(4)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", f"tenant {event}")
        together.wait(timeout=10)
        for _ in range(event):
            metrics.add_metric("Sold", "Count", event)
        together.wait(timeout=10)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda event: invoke(handler, event), [1, 2, 3, 4]))
    documents = emitted()
    assert {document["tenant"]: sum(document["Sold"]) for document in documents} == {
        "tenant 1": 1,
        "tenant 2": 4,
        "tenant 3": 9,
        "tenant 4": 16,
    }


def test_a_worker_thread_of_the_only_invocation_records_into_it(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        with ThreadPoolExecutor(1) as pool:
            pool.submit(metrics.add_metric, "Sold", "Count", 1).result()

    invoke(handler)
    (document,) = emitted()
    assert (document["tenant"], document["Sold"]) == ("ACME", [1.0])


# --- Tasks ---------------------------------------------------------------------------------------------------------


def test_concurrent_async_invocations_keep_their_own_dimensions(metrics, emitted, invoke):
    @metrics.log_metrics
    async def handler(event, context):
        metrics.add_dimension("tenant", f"tenant {event}")
        for _ in range(event):
            await asyncio.sleep(0)
            metrics.add_metric("Sold", "Count", event)

    async def all_at_once() -> None:
        await asyncio.gather(*(invoke(handler, event) for event in (1, 2, 3)))

    asyncio.run(all_at_once())
    documents = emitted()
    assert {document["tenant"]: sum(document["Sold"]) for document in documents} == {
        "tenant 1": 1,
        "tenant 2": 4,
        "tenant 3": 9,
    }


def test_tasks_and_threads_of_an_async_invocation_record_into_it(metrics, emitted, invoke):
    @metrics.log_metrics
    async def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        await asyncio.gather(*(asyncio.to_thread(metrics.add_metric, "Sold", "Count", 1) for _ in range(20)))

    asyncio.run(invoke(handler))
    documents = emitted()
    assert total(documents, "Sold") == 20
    assert {document["tenant"] for document in documents} == {"ACME"}


# --- Forks ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forks here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forking while threads run, which is the point
def test_a_fork_while_other_threads_record_can_record_and_emit(metrics, invoke):
    is_done = threading.Event()

    def record() -> None:
        while not is_done.is_set():
            metrics.add_metric("Sold", "Count", 1)

    def in_child() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
        metrics.clear_metrics()
        metrics.add_metric("Forked", "Count", 1)
        metrics.flush_metrics()
        os._exit(0 if metrics.metric_set == {} else 1)

    threads = [threading.Thread(target=record) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            child = os.fork()
            if child == 0:
                try:
                    in_child()
                finally:
                    os._exit(2)
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    finally:
        is_done.set()
        for thread in threads:
            thread.join()


# --- Invocations that nobody observes for metrics ---------------------------------------------------------------------


def test_what_they_leave_behind_is_seen_and_emitted_later(metrics, emitted, invoke):
    @observed
    def unobserved(event, context):
        metrics.add_metric("Sold", "Count", 1)
        metrics.add_dimension("shop", "north")
        metrics.add_metadata("id", 7)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Took", "Seconds", 2)

    invoke(unobserved)
    assert metrics.metric_set["Sold"]["Value"] == [1.0]
    assert metrics.dimension_set == {"shop": "north"}
    invoke(unobserved)
    invoke(handler)
    (document,) = emitted()
    assert (document["Sold"], document["Took"], document["shop"], document["id"]) == ([1.0, 1.0], [2.0], "north", 7)
    assert metrics.metric_set == {}


def test_they_emit_by_hand_what_is_their_own(metrics, emitted, invoke):
    together = threading.Barrier(2)

    @observed
    def unobserved(event, context):
        metrics.add_dimension("tenant", event)
        metrics.add_metric("Sold", "Count", len(event))
        together.wait(timeout=10)
        metrics.flush_metrics()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda event: invoke(unobserved, event), ["A", "BB"]))
    assert {document["tenant"]: document["Sold"] for document in emitted()} == {"A": [1.0], "BB": [2.0]}


def test_what_overlapping_ones_leave_behind_is_dropped_with_a_warning(metrics, emitted, invoke):
    together = threading.Barrier(2)

    @observed
    def unobserved(event, context):
        metrics.add_dimension("tenant", event)
        metrics.add_metric("Sold", "Count", 1)
        together.wait(timeout=10)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda event: invoke(unobserved, event), ["A", "B"]))
    with pytest.warns(PowertoolsUserWarning, match="log_metrics"):
        metrics.add_metric("Later", "Count", 1)
    metrics.flush_metrics()
    (document,) = emitted()
    assert set(document) == {"_aws", "service", "Later"}


def test_a_hundred_metrics_left_behind_and_a_hundred_more_are_two_documents(metrics, emitted, invoke):
    @observed
    def unobserved(event, context):
        for number in range(60):
            metrics.add_metric(f"{event} {number}", "Count", 1)

    invoke(unobserved, "first")
    invoke(unobserved, "second")
    invoke(metrics.log_metrics(lambda event, context: None))
    assert [len(document["_aws"]["CloudWatchMetrics"][0]["Metrics"]) for document in emitted()] == [100, 20]


# --- Default dimensions of an invocation -------------------------------------------------------------------------------


def test_default_dimensions_set_in_an_invocation_hold_for_later_ones(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        if event:
            metrics.set_default_dimensions(stage=event)
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler, "prod")
    assert metrics.default_dimensions == {"stage": "prod"}
    invoke(handler)
    assert [document["stage"] for document in emitted()] == ["prod", "prod"]


def test_default_dimensions_set_in_overlapping_invocations_end_with_them(metrics, emitted, invoke):
    together = threading.Barrier(2)

    @metrics.log_metrics
    def handler(event, context):
        together.wait(timeout=10)
        metrics.set_default_dimensions(tenant=event)
        together.wait(timeout=10)
        metrics.add_metric("Sold", "Count", len(event))
        metrics.flush_metrics()
        metrics.add_metric("Again", "Count", len(event))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda event: invoke(handler, event), ["A", "BB"]))
    documents = emitted()
    assert {(document["tenant"], *document.get("Sold", document.get("Again"))) for document in documents} == {
        ("A", 1.0),
        ("BB", 2.0),
    }
    assert len(documents) == 4
    assert metrics.default_dimensions == {}


def test_default_dimensions_can_be_cleared_in_an_invocation(metrics, emitted, invoke):
    metrics.set_default_dimensions(stage="prod")

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        if event:
            metrics.clear_default_dimensions()

    for event in (False, True, False):
        invoke(handler, event)
    assert ["stage" in document for document in emitted()] == [True, True, False]


# --- Memory --------------------------------------------------------------------------------------------------------


def test_many_invocations_with_ever_new_names_leave_nothing_behind(metrics, capsys, invoke):
    import gc

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", f"tenant {event}")
        metrics.add_metric(f"metric {event}", "Count", 1)

    def objects_after(first: int, last: int) -> int:
        for number in range(first, last):
            invoke(handler, number)
        capsys.readouterr()
        gc.collect()
        return len(gc.get_objects())

    before = objects_after(0, 4096)  # as many as are remembered
    assert objects_after(4096, 3 * 4096) - before < 500


@pytest.mark.parametrize("kind", [Metrics, EphemeralMetrics])
def test_an_invocation_inside_another_one_has_its_own(kind, emitted, invoke):
    metrics = kind(namespace="Shop")

    @metrics.log_metrics
    def inner(event, context):
        metrics.add_metric("Inner", "Count", 1)

    @metrics.log_metrics
    def outer(event, context):
        metrics.add_dimension("tenant", "ACME")
        metrics.add_metric("Outer", "Count", 1)
        invoke(inner)

    invoke(outer)
    inside, outside = emitted()
    assert ("Inner" in inside, "tenant" in inside) == (True, False)
    assert (outside["Outer"], outside["tenant"]) == ([1.0], "ACME")
