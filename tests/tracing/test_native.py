"""Segments of ours know their context: tasks, generators, threads, leftovers, and the methods known from the SDK."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from xray_daemon import FACADE, HEADER, ROOT, UNSAMPLED, Daemon

from aws_lambda_powertools._core import clock as toolkit_clock, environment
from aws_lambda_powertools.tracing import Tracer, _context
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.fixture
def traced(tracer):
    """`traced("name")` is a decorator: a function that records itself under a short name."""

    def named(name):
        def decorate(function):
            function.__module__, function.__qualname__ = "m", name
            return tracer.capture_method(function)

        return decorate

    return named


@pytest.fixture
def handle(tracer, lambda_context):
    """`handle(function)`: what the function gives inside of a traced handler."""

    def invoke(function, context=lambda_context):
        @tracer.capture_lambda_handler
        def handler(event, context):
            return function()

        return handler({}, context)

    return invoke


# --- Tasks -------------------------------------------------------------------------------------------------------


async def test_gathered_coroutines_are_siblings_with_their_own_times(traced, daemon):
    """TR-15; tracing.md 9.1. In the public package they become each other's children and exchange their ends."""
    first_waits, second_done = asyncio.Event(), asyncio.Event()

    @traced("first")
    async def first():
        first_waits.set()
        await second_done.wait()

    @traced("second")
    async def second():
        await first_waits.wait()
        second_done.set()

    @traced("parent")
    async def parent():
        await asyncio.gather(first(), second())

    await parent()
    assert daemon.tree == {"## m.parent": {"## m.first": {}, "## m.second": {}}}
    assert daemon.named("## m.first")["end_time"] >= daemon.named("## m.second")["end_time"]


async def test_a_thousand_tasks_at_once_keep_their_parents(traced, tracer, daemon):
    """TR-15."""

    @traced("leaf")
    async def leaf(number):
        await asyncio.sleep(0)
        tracer.put_annotation("number", number)

    @traced("branch")
    async def branch(number):
        tracer.put_annotation("number", number)
        await leaf(number)

    await asyncio.gather(*(branch(number) for number in range(1000)))
    branches = {document["id"]: document for document in daemon.documents if document["name"] == "## m.branch"}
    leaves = [document for document in daemon.documents if document["name"] == "## m.leaf"]
    assert len(branches) == len(leaves) == 1000
    for document in leaves:
        assert branches[document["parent_id"]]["annotations"] == document["annotations"]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="task groups came with 3.11")
async def test_task_groups_keep_parents(traced, daemon):
    """TR-15."""

    @traced("child")
    async def child():
        await asyncio.sleep(0)

    @traced("parent")
    async def parent():
        async with asyncio.TaskGroup() as group:
            group.create_task(child())
            group.create_task(child())

    await parent()
    [parent_document] = [document for document in daemon.documents if document["name"] == "## m.parent"]
    children = [document for document in daemon.documents if document["name"] == "## m.child"]
    assert [child["parent_id"] for child in children] == [parent_document["id"]] * 2


async def test_a_cancelled_task_ends_its_segment(traced, daemon):
    """TR-15."""

    @traced("slow")
    async def slow():
        await asyncio.sleep(60)

    @traced("after")
    async def after():
        pass

    task = asyncio.create_task(slow())
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await after()
    assert daemon.named("## m.slow")["cause"]["exceptions"][0]["type"] == "CancelledError"
    assert daemon.tree == {"## m.slow": {}, "## m.after": {}}


async def test_work_handed_to_a_thread_with_its_context_keeps_its_parent(traced, daemon):
    """TR-15: `asyncio.to_thread`."""

    @traced("child")
    def child():
        return threading.current_thread() is threading.main_thread()

    @traced("parent")
    async def parent():
        return await asyncio.to_thread(child)

    assert await parent() is False
    assert daemon.tree == {"## m.parent": {"## m.child": {}}}


async def test_one_failing_task_does_not_disturb_the_others(traced, daemon):
    @traced("failing")
    async def failing():
        raise ValueError("no")

    @traced("working")
    async def working():
        await asyncio.sleep(0)
        return 1

    @traced("parent")
    async def parent():
        return await asyncio.gather(failing(), working(), return_exceptions=True)

    assert (await parent())[1] == 1
    assert daemon.tree == {"## m.parent": {"## m.failing": {}, "## m.working": {}}}
    assert "fault" not in daemon.named("## m.parent")


async def test_a_task_that_outlives_its_parent_is_still_its_child(traced, daemon):
    @traced("late")
    async def late():
        await asyncio.sleep(0)

    @traced("parent")
    async def parent():
        return asyncio.create_task(late())

    await (await parent())
    assert daemon.tree == {"## m.parent": {"## m.late": {}}}


# --- Generators --------------------------------------------------------------------------------------------------


def test_interleaved_generators_are_siblings(traced, daemon):
    """TR-16; tracing.md 9.2. In the public package the second becomes a child of the first."""

    @traced("step")
    def step():
        pass

    @traced("a")
    def a():
        step()
        yield 1
        step()
        yield 2

    @traced("b")
    def b():
        yield 1
        step()
        yield 2

    @traced("parent")
    def parent():
        return list(zip(a(), b(), strict=True))

    assert parent() == [(1, 1), (2, 2)]
    tree = daemon.tree["## m.parent"]
    assert set(tree) == {"## m.a", "## m.b"}
    steps = [document["parent_id"] for document in daemon.documents if document["name"] == "## m.step"]
    a_id, b_id = daemon.named("## m.a")["id"], daemon.named("## m.b")["id"]
    assert sorted(steps) == sorted([a_id, a_id, b_id])


def test_what_the_consumer_does_with_a_value_is_no_child_of_the_generator(traced, daemon):
    """TR-16."""

    @traced("use")
    def use():
        pass

    @traced("numbers")
    def numbers():
        yield 1

    @traced("consumer")
    def consumer():
        for _ in numbers():
            use()

    consumer()
    assert daemon.tree == {"## m.consumer": {"## m.use": {}, "## m.numbers": {}}}


def test_a_generator_that_is_left_early_is_no_fault(traced, daemon):
    """TR-16. The public package records GeneratorExit as a fault."""

    @traced("numbers")
    def numbers():
        yield 1
        yield 2

    for _ in numbers():
        break
    gc.collect()
    document = daemon.named("## m.numbers")
    assert "fault" not in document
    assert "cause" not in document


def test_what_is_thrown_into_a_generator_is_a_fault(traced, daemon):
    """TR-16."""

    @traced("numbers")
    def numbers():
        yield 1

    generator = numbers()
    next(generator)
    with pytest.raises(ValueError, match="no"):
        generator.throw(ValueError("no"))
    assert daemon.named("## m.numbers")["cause"]["exceptions"][0]["message"] == "no"


def test_the_value_of_a_generator_is_its_response(traced, daemon):
    @traced("numbers")
    def numbers():
        yield 1
        return "all"

    list(numbers())
    assert daemon.named("## m.numbers")["metadata"] == {"orders": {"m.numbers response": "all"}}


async def test_async_generators_and_what_their_consumers_do(traced, daemon):
    """TR-14, TR-16."""

    @traced("fetch")
    async def fetch():
        await asyncio.sleep(0)

    @traced("use")
    def use():
        pass

    @traced("pages")
    async def pages():
        await fetch()
        yield 1

    @traced("consumer")
    async def consumer():
        async for _ in pages():
            use()

    await consumer()
    assert daemon.tree == {"## m.consumer": {"## m.pages": {"## m.fetch": {}}, "## m.use": {}}}


def test_a_generator_may_be_continued_in_another_context(traced, daemon):
    """TR-15: a variable of another context is never an error."""

    @traced("numbers")
    def numbers():
        yield 1
        yield 2

    generator = numbers()
    contextvars.copy_context().run(next, generator)
    assert list(generator) == [2]
    assert daemon.names == ["## m.numbers"]
    assert _context.current.get() is None


async def test_a_generator_may_be_continued_by_a_task_started_inside_of_it(traced, daemon):
    @traced("inner")
    def inner():
        pass

    @traced("numbers")
    def numbers():
        with tracer_segment():
            yield contextvars.copy_context()
        yield 2

    tracer_segment = Tracer(auto_patch=False).provider.in_subsegment
    generator = numbers()
    copied = next(generator)
    assert copied.run(next, generator) == 2
    copied.run(inner)
    assert list(generator) == []


# --- Context managers --------------------------------------------------------------------------------------------


def test_the_body_of_a_context_manager_is_inside_of_it(traced, daemon):
    """TR-14, TR-16."""

    @traced("use")
    def use():
        pass

    @traced("connection")
    @contextmanager
    def connection():
        yield "open"

    with connection() as state:
        use()
    assert daemon.tree == {"## m.connection": {"## m.use": {}}}
    assert daemon.named("## m.connection")["metadata"] == {"orders": {"m.connection response": state}}


def test_a_context_manager_whose_body_raises_has_no_response(traced, daemon):
    @traced("connection")
    @contextmanager
    def connection():
        yield "open"

    with pytest.raises(ValueError, match="no"), connection():
        raise ValueError("no")
    assert list(daemon.named("## m.connection")["metadata"]["orders"]) == ["m.connection error"]


def test_a_context_manager_that_fails_at_its_end_has_no_response(traced, daemon):
    @traced("connection")
    @contextmanager
    def connection():
        yield "open"
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"), connection():
        pass
    assert list(daemon.named("## m.connection")["metadata"]["orders"]) == ["m.connection error"]


async def test_the_body_of_an_async_context_manager_is_inside_of_it(traced, daemon):
    @traced("use")
    async def use():
        pass

    @traced("connection")
    @asynccontextmanager
    async def connection():
        yield "open"

    async with connection():
        await use()
    assert daemon.tree == {"## m.connection": {"## m.use": {}}}


# --- Threads -----------------------------------------------------------------------------------------------------


def test_executor_threads_record_below_the_handler(traced, handle, daemon):
    """TR-17; tracing.md 9.2. In the public package they stand under the facade."""

    @traced("work")
    def work(_):
        pass

    def run():
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(work, range(6)))

    handle(run)
    handler_id = daemon.named("## handler")["id"]
    parents = {document["parent_id"] for document in daemon.documents if document["name"] == "## m.work"}
    assert parents == {handler_id}


def test_a_handler_called_by_a_handler_leaves_the_outer_one_to_threads(traced, tracer, handle, daemon, lambda_context):
    @tracer.capture_lambda_handler
    def inner(event, context):
        pass

    @traced("work")
    def work():
        pass

    def run():
        inner({}, lambda_context)
        with ThreadPoolExecutor(1) as pool:
            pool.submit(work).result()

    handle(run)
    assert daemon.named("## m.work")["parent_id"] == daemon.named("## handler")["id"]


def test_executor_threads_annotate_the_handler(tracer, handle, daemon):
    def run():
        with ThreadPoolExecutor(1) as pool:
            pool.submit(tracer.put_annotation, "from_thread", True).result()

    handle(run)
    assert daemon.named("## handler")["annotations"]["from_thread"] is True


def test_while_several_invocations_run_a_thread_belongs_to_none(traced, tracer, daemon, lambda_context):
    """TR-17."""
    both_run = threading.Barrier(2)
    may_end = threading.Event()

    @traced("work")
    def work():
        pass

    @tracer.capture_lambda_handler
    def handler(event, context):
        both_run.wait(10)
        may_end.wait(10)

    threads = [threading.Thread(target=handler, args=({}, type(lambda_context)())) for _ in range(2)]
    for thread in threads:
        thread.start()
    while len(_running()) < 2:
        pass
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    may_end.set()
    for thread in threads:
        thread.join()
    assert daemon.named("## m.work")["parent_id"] == FACADE


def _running() -> Any:
    from aws_lambda_powertools._core import invocation

    return invocation._running


def test_a_thread_that_runs_on_after_the_handler_records_nothing_under_it(traced, handle, daemon, monkeypatch):
    @traced("late")
    def late():
        pass

    copied = []
    handle(lambda: copied.append(contextvars.copy_context()))
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    copied[0].run(late)
    assert daemon.names == ["## handler"]


# --- Leftovers ---------------------------------------------------------------------------------------------------


def test_a_segment_left_open_is_no_parent_of_the_next_invocation(tracer, handle, daemon, lambda_context, monkeypatch):
    """TR-32."""
    handle(lambda: tracer.provider.begin_subsegment("leaked"))
    other = "Root=1-5759e988-ffffffffffffffffffffffff;Parent=aaaaaaaaaaaaaaaa;Sampled=1"
    monkeypatch.setenv("_X_AMZN_TRACE_ID", other)
    handle(lambda: None, type(lambda_context)())
    assert [document["parent_id"] for document in daemon.documents] == [FACADE, "aaaaaaaaaaaaaaaa"]
    daemon.documents.pop()


def test_a_segment_left_open_is_no_parent_although_the_header_is_the_same(tracer, handle, daemon, lambda_context):
    handle(lambda: tracer.provider.begin_subsegment("leaked"))
    handle(lambda: None, type(lambda_context)())
    assert [document["parent_id"] for document in daemon.documents] == [FACADE, FACADE]


def test_a_segment_left_open_is_not_sent_by_a_later_invocation(tracer, handle, daemon, lambda_context, monkeypatch):
    """TR-32."""
    leaked = []
    handle(lambda: leaked.append(tracer.provider.begin_subsegment("leaked")))
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER.replace(FACADE, "aaaaaaaaaaaaaaaa"))
    handle(leaked[0].close, type(lambda_context)())
    assert "leaked" not in daemon.names
    daemon.documents.pop()


def test_without_a_handler_the_header_tells_what_is_left_over(tracer, daemon, monkeypatch):
    """TR-32, in code that uses `capture_method` only."""
    tracer.provider.begin_subsegment("leaked")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER.replace(FACADE, "aaaaaaaaaaaaaaaa"))
    tracer.capture_method(lambda: None)()
    assert daemon.documents[0]["parent_id"] == "aaaaaaaaaaaaaaaa"
    daemon.documents.clear()


def test_segments_left_open_do_not_pile_up(tracer, handle, daemon, lambda_context):
    for _ in range(5):
        handle(lambda: tracer.provider.begin_subsegment("leaked"), type(lambda_context)())
    length, segment = 0, _context.current.get()
    while segment is not None:
        length, segment = length + 1, segment.above
    assert length <= 1


def test_closing_a_segment_closes_what_was_left_open_below_it(tracer, traced, daemon):
    @traced("outer")
    def outer():
        tracer.provider.begin_subsegment("leaked")

    outer()
    assert tracer.provider.current_subsegment() is None
    assert daemon.names == ["## m.outer"]


def test_memory_does_not_grow_with_invocations(tracer, traced, handle):
    import tracemalloc

    @traced("work")
    def work():
        return 1

    def some():
        for _ in range(200):
            handle(work)

    some()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    some()
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert grown < 20_000


def test_invocations_leave_nothing_to_the_garbage_collector(tracer, traced, handle):
    @traced("work")
    def work():
        tracer.put_annotation("a", 1)
        return {"a": 1}

    handle(work)
    gc.collect()
    for _ in range(20):
        handle(work)
    with pytest.raises(ZeroDivisionError):
        handle(lambda: 1 / 0)
    assert not [found for found in gc.get_objects() if type(found) is tracer.provider.segment_type]


# --- Unsampled ---------------------------------------------------------------------------------------------------


def test_unsampled_segments_are_not_sent_and_hand_on_real_ids(tracer, handle, daemon, monkeypatch):
    """TR-31; tracing.md 9.8. The public package sends `Parent=0000000000000000`."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    headers = []

    def run():
        with tracer.provider.in_subsegment("inner") as segment:
            headers.append((segment.id, tracer.provider.header()))

    handle(run)
    assert daemon.documents == []
    [(segment_id, header)] = headers
    assert header == UNSAMPLED.replace(FACADE, segment_id)


def test_outside_of_segments_the_facade_is_handed_on(tracer, daemon):
    assert tracer.provider.header() == HEADER


def test_without_a_trace_there_is_no_header(tracer, daemon, monkeypatch):
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    assert tracer.provider.header() is None
    assert tracer.provider.current_ids() is None


def test_log_lines_find_the_ids_of_the_current_segment(tracer, handle, daemon):
    """TR-71: trace id as 32 hex digits, segment id, whether it is sampled."""
    from aws_lambda_powertools._core import invocation

    seen = []

    def run():
        call = invocation.current()
        seen.append(call.state[_context.TRACE_IDS]())

    handle(run)
    assert seen == [("5759e988bd862e3fe1be46a994272793", daemon.named("## handler")["id"], True)]
    assert tracer.provider.current_ids() == ("5759e988bd862e3fe1be46a994272793", FACADE, True)


# --- What is known from the SDK ------------------------------------------------------------------------------------


def test_segments_can_be_opened_and_ended_by_hand(tracer, daemon):
    provider = tracer.provider
    outer = provider.begin_subsegment("outer")
    inner = provider.begin_subsegment("inner", "remote")
    assert provider.current_subsegment() is inner
    assert provider.get_trace_entity() is inner
    provider.put_annotation("a", 1)
    provider.put_metadata("m", 1)
    provider.end_subsegment()
    assert provider.current_subsegment() is outer
    provider.end_subsegment(end_time=outer.start_time + 2)
    provider.end_subsegment()  # there is none; nothing happens
    assert daemon.tree == {"outer": {"inner": {}}}
    document = daemon.named("inner")
    assert (document["namespace"], document["annotations"], document["metadata"]) == (
        "remote",
        {"a": 1},
        {"default": {"m": 1}},
    )
    outer_document = daemon.named("outer")
    assert outer_document["end_time"] == pytest.approx(outer_document["start_time"] + 2, abs=1e-4)


def test_what_a_segment_can_be_asked(tracer, daemon):
    with tracer.provider.in_subsegment("name", namespace="remote") as segment:
        segment.put_annotation("a", 1)
        assert (segment.name, segment.namespace, segment.type) == ("name", "remote", "subsegment")
        assert (segment.trace_id, segment.parent_id, segment.sampled) == (ROOT, FACADE, True)
        assert len(segment.id) == 16
        assert segment.in_progress is True
        assert segment.annotations == {"a": 1}
        assert segment.metadata == {}
    assert segment.in_progress is False
    assert segment.to_dict() == daemon.named("name")
    assert "name" in segment.serialize()


def test_the_facade_can_be_asked_too(tracer, daemon):
    entity = tracer.provider.get_trace_entity()
    assert (entity.trace_id, entity.id, entity.sampled, entity.name) == (ROOT, FACADE, True, "facade")
    assert tracer.provider.current_segment() is entity
    assert tracer.provider.is_sampled() is True


def test_the_facade_takes_no_notes(tracer, daemon):
    """tracing.md 9.7. The public package raises FacadeSegmentMutationException."""
    tracer.provider.get_trace_entity().put_annotation("key", 1)
    tracer.provider.get_trace_entity().put_metadata("key", 1, "namespace")
    assert daemon.documents == []


async def test_segments_for_with_and_async_with(tracer, daemon):
    with tracer.provider.in_subsegment("## sync"):
        async with tracer.provider.in_subsegment_async(name="## async") as segment:
            segment.put_annotation("a", 1)
    assert daemon.tree == {"## sync": {"## async": {}}}


async def test_functions_can_be_captured_as_with_the_recorder(tracer, daemon):
    @tracer.provider.capture("given")
    def one():
        return 1

    @tracer.provider.capture()
    def two():
        return 2

    @tracer.provider.capture_async("awaited")
    async def three():
        return 3

    @tracer.provider.capture_async()
    async def four():
        return 4

    assert [one(), two(), await three(), await four()] == [1, 2, 3, 4]
    assert daemon.names == ["given", "two", "awaited", "four"]


def test_a_thread_can_be_given_its_segment(tracer, daemon):
    provider = tracer.provider

    def work(parent):
        provider.set_trace_entity(parent)
        with provider.in_subsegment("child"):
            pass
        provider.clear_trace_entities()
        with provider.in_subsegment("root"):
            pass

    with provider.in_subsegment("parent") as segment:
        thread = threading.Thread(target=work, args=(segment,))
        thread.start()
        thread.join()
    assert daemon.tree == {"parent": {"child": {}}, "root": {}}


def test_the_recorders_settings_are_accepted(tracer):
    tracer.provider.configure(service="x", context_missing="LOG_ERROR", streaming_threshold=0)


def test_what_is_known_of_a_call_stands_in_its_document(tracer, daemon):
    with tracer.provider.in_subsegment("call", namespace="remote") as segment:
        segment.put_http_meta("url", "http://example.com/a")
        segment.put_http_meta("method", "GET")
        segment.put_http_meta("user_agent", "me")
        segment.put_http_meta("status", 503)
        segment.put_http_meta("content_length", 5)
        segment.put_http_meta("colour", "red")
        segment.set_aws({"operation": "GetItem"})
        segment.set_sql({"url": "db@host"})
        segment.add_subsegment(None)
        segment.remove_subsegment(None)
    document = daemon.named("call")
    assert document["http"] == {
        "request": {"url": "http://example.com/a", "method": "GET", "user_agent": "me"},
        "response": {"status": 503, "content_length": 5},
    }
    assert (document["aws"], document["sql"], document["fault"]) == ({"operation": "GetItem"}, {"url": "db@host"}, True)


@pytest.mark.parametrize(
    ("status", "flags"),
    [
        (200, set()),
        (404, {"error"}),
        ("404", {"error"}),
        (429, {"error", "throttle"}),
        (500, {"fault"}),
        (599, {"fault"}),
        (None, set()),
        ("many", set()),
    ],
)
def test_a_status_sets_flags(tracer, daemon, status, flags):
    with tracer.provider.in_subsegment("call") as segment:
        segment.apply_status_code(status)
    assert {"error", "fault", "throttle"} & set(daemon.named("call")) == flags


def test_flags_can_be_set_by_hand(tracer, daemon):
    with tracer.provider.in_subsegment("call") as segment:
        segment.add_error_flag()
        segment.add_fault_flag()
        segment.add_throttle_flag()
    assert {"error", "fault", "throttle"} <= set(daemon.named("call"))


def test_an_exception_can_be_noted_by_hand(tracer, daemon):
    with tracer.provider.in_subsegment("call") as segment:
        segment.add_exception(ValueError("no"), traceback.extract_stack(), remote=True)
    document = daemon.named("call")
    [exception] = document["cause"]["exceptions"]
    assert (exception["remote"], exception["message"], document["fault"]) == (True, "no", True)
    assert exception["stack"][-1]["label"] == "test_an_exception_can_be_noted_by_hand"


def test_notes_after_the_end_do_nothing(tracer, daemon):
    """TR-18. The public package raises AlreadyEndedException."""
    with tracer.provider.in_subsegment("call") as segment:
        pass
    segment.put_annotation("late", 1)
    segment.put_metadata("late", 1)
    segment.close()
    [document] = daemon.documents
    assert "late" not in str(document)


def test_a_clock_set_back_never_ends_a_segment_before_its_start(tracer, daemon, clock):
    """TR-34."""
    with tracer.provider.in_subsegment("call"):
        clock.advance(-60)
    document = daemon.named("call")
    assert document["end_time"] == document["start_time"] == toolkit_clock.seconds() + 60


@pytest.mark.parametrize("namespace", ["AWS.own", 5])
def test_namespaces_that_xray_refuses_are_told_once(tracer, daemon, namespace):
    with tracer.provider.in_subsegment("call") as segment:
        with pytest.warns(PowertoolsUserWarning, match="is no namespace for trace metadata"):
            segment.put_metadata("key", 1, namespace)
        segment.put_metadata("key", 1, namespace)  # told once: another warning would be an error
        segment.put_metadata("key", 2, "other")
    assert daemon.named("call")["metadata"] == {"other": {"key": 2}}


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("## a?;*()!$~^<>b", "## ab"),
        ("größe 中", "größe 中"),
        ("a|b[c]{d}'\"`,", "abcd"),
        ("x" * 300, "x" * 200),
        ("", "unnamed"),
        (None, "unnamed"),
        ("???", "unnamed"),
        ("a@b:c/d%&#=+\\-.", "a@b:c/d%&#=+\\-."),
    ],
)
def test_names_are_what_xray_takes(tracer, daemon, given_name, name):
    """tracing.md 1.4."""
    with tracer.provider.in_subsegment(given_name):
        pass
    assert daemon.names == [name]


def test_many_names_are_not_all_remembered(tracer, daemon):
    for number in range(1500):
        tracer.provider.in_subsegment(f"name {number}")
    assert len(tracer.provider.names) == 1024


# --- Any sequence gives a forest ---------------------------------------------------------------------------------

STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "close", "annotate", "note", "fail", "with", "leave"]), st.integers(0, 2)),
    max_size=30,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_sequence_of_steps_in_any_task_gives_a_valid_forest(monkeypatch, steps):
    daemon = Daemon()
    monkeypatch.setenv(environment.XRAY_DAEMON_ADDRESS.name, daemon.address)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    Tracer._reset_config()
    provider = Tracer(auto_patch=False).provider
    contexts = [contextvars.copy_context() for _ in range(3)]

    def step(kind):
        if kind == "open":
            provider.begin_subsegment("opened")
        elif kind == "close":
            provider.end_subsegment()
        elif kind == "annotate":
            provider.put_annotation("key", 1)
        elif kind == "note":
            provider.put_metadata("key", [1])
        elif kind == "with":
            with provider.in_subsegment("with"):
                provider.put_annotation("with", True)
        elif kind == "leave":
            with provider.in_subsegment("left"):
                provider.begin_subsegment("never ended")
        else:
            with pytest.raises(ZeroDivisionError), provider.in_subsegment("failed"):
                _ = 1 / 0

    for kind, task in steps:
        contexts[task].run(step, kind)
    for context in contexts:
        for _ in steps:
            context.run(provider.end_subsegment)
    assert daemon.tree is not None
    assert len({document["id"] for document in daemon.documents}) == len(daemon.documents)
    daemon.close()
