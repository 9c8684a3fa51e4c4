"""Whose keys are these? Base, invocations, threads, tasks, blocks, forks."""

from __future__ import annotations

import asyncio
import contextvars
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws_lambda_powertools.logging.formatter import (
    LambdaPowertoolsFormatter,
    clear_context_keys,
    remove_context_keys,
    set_context_keys,
)


def in_thread(function, *arguments):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def another(context, request_id):
    return type(context)(aws_request_id=request_id)


def of(line, *names):
    return [line.get(name) for name in names]


# --- Outside of invocations ----------------------------------------------------------------------------------------


def test_appended_keys_stay_and_removed_ones_are_gone(logs):
    logger = logs.logger()
    logger.append_keys(a=1, b=2, c=3)
    logger.append_keys(b="two")
    logger.info("m")
    logger.remove_keys(["a", "unknown"])
    logger.info("m")
    assert of(logs.lines[0], "a", "b", "c") == [1, "two", 3]
    assert of(logs.lines[1], "a", "b", "c") == [None, "two", 3]


def test_a_single_name_may_be_given_to_remove(logs):
    logger = logs.logger()
    logger.append_keys(abc=1, a=2)
    logger.remove_keys("abc")
    logger.info("m")
    assert of(logs.line, "abc", "a") == [None, 2]


def test_current_keys_are_a_copy(logs):
    logger = logs.logger(stage="prod")
    logger.append_keys(a=1)
    keys = logger.get_current_keys()
    assert keys == {
        "level": "%(levelname)s",
        "location": "%(funcName)s:%(lineno)d",
        "message": None,
        "timestamp": "%(asctime)s",
        "service": logs.service,
        "sampling_rate": None,
        "stage": "prod",
        "a": 1,
    }
    keys["a"] = 2
    assert logger.get_current_keys()["a"] == 1


def test_cleared_state_keeps_the_constructors_keys(logs):
    logger = logs.logger(stage="prod")
    logger.append_keys(a=1, stage="test")
    logger.thread_safe_append_keys(b=2)
    logger.clear_state()
    logger.info("m")
    assert list(logs.line.items())[4:] == [("service", logs.service), ("stage", "prod")]


def test_structure_logs_replaces_or_appends(logs):
    logger = logs.logger(stage="prod")
    logger.structure_logs(append=True, a=1)
    assert of(logger.get_current_keys(), "stage", "a") == ["prod", 1]
    logger.structure_logs(b=2)
    assert of(logger.get_current_keys(), "stage", "a", "b") == ["prod", None, 2]


def test_a_second_logger_of_the_service_shares_keys(logs):
    first, second = logs.logger(), logs.logger()
    first.append_keys(a=1)
    second.append_keys(b=2)
    first.info("m")
    second.info("m")
    assert [of(line, "a", "b") for line in logs.lines] == [[1, 2], [1, 2]]


# --- Threads without an invocation -----------------------------------------------------------------------------------


def test_threads_do_not_see_each_others_keys(logs):
    """G6: in 3.37.0 119 of 120 lines carry another thread's key."""
    logger = logs.logger()
    logger.append_keys(base=1)

    def work(who):
        for _ in range(20):
            logger.append_keys(who=who)
            time.sleep(0.0005)
            logger.info(who)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert len(logs.lines) == 120
    assert all(line["who"] == line["message"] and line["base"] == 1 for line in logs.lines)
    logger.info("main")
    assert "who" not in logs.lines[-1]


def test_a_thread_removes_a_key_for_itself_only(logs):
    logger = logs.logger()
    logger.append_keys(a=1, b=2)

    def work():
        logger.remove_keys(["a"])
        logger.append_keys(c=3)
        logger.info("thread")
        logger.append_keys(a="again")
        logger.remove_keys("c")
        logger.info("thread")
        return logger.get_current_keys()["a"]

    assert in_thread(work) == "again"
    logger.info("main")
    assert [of(line, "a", "b", "c") for line in logs.lines] == [[None, 2, 3], ["again", 2, None], [1, 2, None]]


def test_keys_of_a_thread_of_its_own_stay_during_invocations(logs, lambda_context):
    logger = logs.logger()
    go, done = threading.Event(), threading.Event()

    def background():
        logger.append_keys(worker="background")
        go.wait(10)
        logger.info("background")
        done.set()

    thread = threading.Thread(target=background)
    thread.start()

    @logger.inject_lambda_context
    def handler(event, context):
        go.set()
        done.wait(10)
        logger.info("handler")

    handler({}, lambda_context)
    thread.join()
    assert of(logs.lines[0], "worker", "function_name") == ["background", "orders"]
    assert of(logs.lines[1], "worker", "function_name") == [None, "orders"]


# --- One invocation and its threads and tasks --------------------------------------------------------------------------


def test_worker_threads_of_a_single_invocation_have_its_keys(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order="A1")

        def work(number):
            logger.append_keys(number=number)
            logger.info(number)

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(work, range(3)))
        logger.info("handler")

    handler({}, lambda_context)
    *workers, handlers = logs.lines
    assert all(of(line, "order", "number", "function_name") == ["A1", line["message"], "orders"] for line in workers)
    assert "number" not in handlers


def test_what_a_pooled_thread_added_for_one_invocation_is_not_on_the_lines_of_the_next(logs, lambda_context):
    logger = logs.logger()
    with ThreadPoolExecutor(1) as pool:

        @logger.inject_lambda_context(clear_state=True)
        def handler(event, context):
            def work():
                if event["customer"]:
                    logger.append_keys(customer=event["customer"])
                logger.info("worker")

            pool.submit(work).result()

        handler({"customer": "c-1"}, lambda_context)
        handler({"customer": None}, lambda_context)
    assert [line.get("customer") for line in logs.lines] == ["c-1", None]


def test_a_thread_with_the_context_changes_the_keys_of_its_invocation(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        in_thread(contextvars.copy_context().run, lambda: logger.append_keys(a=1))
        logger.info("m")

    handler({}, lambda_context)
    assert logs.line["a"] == 1


def test_tasks_of_an_invocation_share_its_keys(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    async def handler(event, context):
        async def task(number):
            await asyncio.sleep(0)
            logger.append_keys(**{f"k{number}": number})

        await asyncio.gather(task(1), task(2), asyncio.to_thread(logger.append_keys, k3=3))
        logger.info("m")

    asyncio.run(handler({}, lambda_context))
    assert of(logs.line, "k1", "k2", "k3") == [1, 2, 3]


# --- Several invocations at a time --------------------------------------------------------------------------------------


def test_invocations_in_threads_are_apart(logs, lambda_context):
    """G6: in 3.37.0 119 of 120 lines have the request id of another invocation."""
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order=event["id"])
        time.sleep(0.001)
        logger.info(event["id"])
        time.sleep(0.001)
        logger.info(event["id"])

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: handler({"id": f"r-{number}"}, another(lambda_context, f"r-{number}")), range(60)))
    assert len(logs.lines) == 120
    assert all(line["message"] == line["function_request_id"] == line["order"] for line in logs.lines)


def test_invocations_in_tasks_are_apart(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context(correlation_id_path="id")
    async def handler(event, context):
        logger.append_keys(order=event["id"])
        await asyncio.sleep(0.001)
        logger.info(event["id"])
        return logger.get_correlation_id()

    async def all_of_them():
        return await asyncio.gather(
            *[handler({"id": f"r-{number}"}, another(lambda_context, f"r-{number}")) for number in range(20)]
        )

    assert asyncio.run(all_of_them()) == [f"r-{number}" for number in range(20)]
    assert all(
        line["message"] == line["function_request_id"] == line["order"] == line["correlation_id"] for line in logs.lines
    )


def test_a_thread_that_could_belong_to_several_invocations_gets_the_base_only(logs, lambda_context):
    logger = logs.logger(stage="prod")
    both = threading.Barrier(2)

    def bare():
        logger.info("bare")
        logger.append_keys(own=1)
        logger.info("bare")

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order=event["id"])
        both.wait(10)
        if event["id"] == 1:
            in_thread(bare)
        both.wait(10)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: handler({"id": number}, another(lambda_context, str(number))), (1, 2)))
    assert [of(line, "stage", "order", "function_name", "own") for line in logs.lines] == [
        ["prod", None, None, None],
        ["prod", None, None, 1],
    ]


def test_overlapping_invocations_leave_nothing_behind(logs, lambda_context):
    logger = logs.logger()
    both = threading.Barrier(2)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order=event["id"])
        both.wait(10)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: handler({"id": number}, another(lambda_context, str(number))), (1, 2)))
    logger.info("after")
    assert of(logs.line, "order", "function_name") == [None, None]


# --- One invocation after the other -----------------------------------------------------------------------------------


def test_keys_of_the_module_are_seen_by_every_invocation(logs, lambda_context):
    logger = logs.logger()
    logger.append_keys(module_level=1)

    @logger.inject_lambda_context(clear_state=False)
    def handler(event, context):
        logger.info("m")

    handler({}, lambda_context)
    handler({}, lambda_context)
    assert [line["module_level"] for line in logs.lines] == [1, 1]


def test_what_an_invocation_leaves_behind_the_next_one_has(logs, lambda_context):
    """As in 3.37.0, for invocations one after the other."""
    logger = logs.logger()
    logger.append_keys(gone=1)

    @logger.inject_lambda_context
    def handler(event, context):
        if event["first"]:
            logger.append_keys(user="alice")
            logger.remove_keys(["gone"])
        logger.info("handler")

    handler({"first": True}, another(lambda_context, "1"))
    logger.info("between")
    handler({"first": False}, another(lambda_context, "2"))
    assert [of(line, "user", "gone", "function_request_id") for line in logs.lines] == [
        ["alice", None, "1"],
        ["alice", None, "1"],
        ["alice", None, "2"],
    ]


def test_under_strict_keys_end_with_their_invocation(logs, lambda_context, monkeypatch):
    """G10: keys of one customer on the lines of the next one."""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    logger = logs.logger()
    logger.append_keys(base=1)

    @logger.inject_lambda_context
    def handler(event, context):
        if event["first"]:
            logger.append_keys(user="alice")
            logger.remove_keys(["base"])
            logger.thread_safe_append_keys(more="alice")
        logger.info("handler")

    handler({"first": True}, lambda_context)
    logger.info("between")
    handler({"first": False}, lambda_context)
    assert [of(line, "user", "base", "function_name") for line in logs.lines] == [
        ["alice", None, "orders"],
        [None, 1, None],
        [None, 1, "orders"],
    ]
    assert "more" not in logs.lines[2]


def test_cleared_state_begins_with_the_next_invocation(logs, lambda_context):
    logger = logs.logger(stage="prod")
    logger.append_keys(base=1)

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        if event["first"]:
            logger.append_keys(user="alice")
            logger.thread_safe_append_keys(more=1)
        logger.info("handler")

    handler({"first": True}, lambda_context)
    logger.info("between")
    handler({"first": False}, lambda_context)
    assert [of(line, "user", "more", "base", "stage", "function_name") for line in logs.lines] == [
        ["alice", 1, None, "prod", "orders"],
        ["alice", 1, None, "prod", "orders"],
        [None, None, None, "prod", "orders"],
    ]


def test_many_invocations_without_a_line_leave_no_trail(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        if event:
            logger.info("m")

    for number in range(50):
        handler({}, another(lambda_context, str(number)))
    handler({"log": True}, another(lambda_context, "last"))
    assert list(logs.line)[4:] == [
        "service",
        "cold_start",
        "function_name",
        "function_memory_size",
        "function_arn",
        "function_request_id",
        "function_version",
    ]
    assert of(logs.line, "cold_start", "function_request_id") == [False, "last"]


def test_an_invocation_inside_another_has_keys_of_its_own(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def inner(event, context):
        logger.append_keys(inner=1)
        logger.info("inner")

    @logger.inject_lambda_context
    def outer(event, context):
        logger.append_keys(outer=1)
        inner({}, another(context, "inner"))
        logger.info("outer")

    outer({}, another(lambda_context, "outer"))
    logger.info("after")
    assert [of(line, "inner", "outer", "function_request_id") for line in logs.lines] == [
        [1, 1, "inner"],
        [None, 1, "outer"],
        [None, 1, "outer"],
    ]


def test_keys_belong_to_an_invocation_that_another_utility_began(logs, lambda_context):
    from aws_lambda_powertools._core.decorators import DONE, observe_handler

    logger = logs.logger()

    def handler(event, context):
        logger.append_keys(order=event["id"])
        logger.info("m")

    observed = observe_handler(handler, lambda call: DONE)
    both = threading.Barrier(2)

    def slow(event, context):
        logger.append_keys(order=event["id"])
        both.wait(10)
        logger.info(event["id"])

    observed({"id": 1}, lambda_context)
    observed = observe_handler(slow, lambda call: DONE)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: observed({"id": number}, another(lambda_context, str(number))), (2, 3)))
    assert logs.lines[0]["order"] == 1
    assert all(line["order"] == line["message"] for line in logs.lines[1:])


# --- Forks ---------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_goes_on_with_the_keys_of_its_invocation(logs, lambda_context):
    logger = logs.logger()
    reader, writer = os.pipe()

    def in_child():
        logger.append_keys(child=True)
        logger.info("child")
        return logs.lines[-1]

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order="A1")
        child = os.fork()
        if not child:
            os.write(writer, repr(of(in_child(), "order", "child", "function_name")).encode())
            os._exit(0)
        os.waitpid(child, 0)
        logger.info("parent")

    handler({}, lambda_context)
    assert os.read(reader, 1000).decode() == "['A1', True, 'orders']"
    assert of(logs.line, "order", "child") == ["A1", None]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_main_thread_of_a_process_forked_in_another_thread_sets_the_base(logs):
    logger = logs.logger()
    reader, writer = os.pipe()

    def fork():
        child = os.fork()
        if not child:
            logger.append_keys(base=1)
            in_thread(logger.info, "m")
            os.write(writer, repr(logs.line.get("base")).encode())
            os._exit(0)
        os.waitpid(child, 0)

    in_thread(fork)
    assert os.read(reader, 100) == b"1"


# --- Blocks --------------------------------------------------------------------------------------------------------


def test_keys_of_a_block_end_with_it(logs):
    logger = logs.logger()

    def work():
        with logger.append_context_keys(user="u1", role="admin"):
            logger.info("inside")
            assert of(logger.get_current_keys(), "user", "role") == ["u1", "admin"]
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        work()
    logger.info("outside")
    assert [of(line, "user", "role") for line in logs.lines] == [["u1", "admin"], [None, None]]


def test_a_block_restores_the_values_of_before(logs):
    """G5: 3.37.0 deletes them."""
    logger = logs.logger()
    logger.append_keys(user="appended")
    with logger.append_context_keys(user="outer"):
        with logger.append_context_keys(user="inner", step=1):
            logger.info("inner")
        logger.info("outer")
    logger.info("appended")
    assert [of(line, "user", "step") for line in logs.lines] == [["inner", 1], ["outer", None], ["appended", None]]


def test_keys_appended_in_a_block_stay(logs):
    logger = logs.logger()
    with logger.append_context_keys(a=1):
        logger.append_keys(b=2)
    logger.info("m")
    assert of(logs.line, "a", "b") == [None, 2]


def test_a_key_of_a_block_takes_new_values_to_its_end(logs):
    logger = logs.logger()
    logger.append_keys(a="before")
    with logger.append_context_keys(a="block"):
        logger.append_keys(a="changed", b=1)
        logger.info("inside")
    logger.info("outside")
    assert [of(line, "a", "b") for line in logs.lines] == [["changed", 1], ["before", 1]]


def test_a_key_removed_in_a_block_is_gone(logs):
    logger = logs.logger()
    logger.append_keys(a="before")
    with logger.append_context_keys(a="block", b=1):
        logger.remove_keys(["a"])
        logger.info("inside")
    logger.info("outside")
    assert [of(line, "a", "b") for line in logs.lines] == [[None, 1], [None, None]]


def test_a_block_is_of_its_task(logs):
    logger = logs.logger()

    async def task(number):
        with logger.append_context_keys(task=number):
            await asyncio.sleep(0.001)
            logger.info(number)
            await asyncio.sleep(0.001)
            logger.info(number)

    async def tasks():
        await asyncio.gather(*map(task, range(10)))
        logger.info("outside")

    asyncio.run(tasks())
    *inside, outside = logs.lines
    assert all(line["task"] == line["message"] for line in inside)
    assert "task" not in outside


def test_a_block_is_of_its_thread(logs):
    logger = logs.logger()
    with logger.append_context_keys(a=1):
        in_thread(logger.info, "thread")
    assert "a" not in logs.line


def test_a_block_around_a_function(logs):
    logger = logs.logger()

    @logger.append_context_keys(step="work")
    def work():
        logger.info("m")

    work()
    work()
    assert [line["step"] for line in logs.lines] == ["work", "work"]


def test_a_block_during_an_invocation(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        for number in range(2):
            with logger.append_context_keys(record=number):
                logger.info("m")
        logger.info("end")

    handler({}, lambda_context)
    assert [line.get("record") for line in logs.lines] == [0, 1, None]
    assert all("function_name" in line for line in logs.lines)


def test_blocks_of_two_loggers_are_apart(logs):
    first, second = logs.logger(), logs.logger(service=f"{logs.service}-other")
    with first.append_context_keys(a=1), second.append_context_keys(b=2):
        first.info("m")
        second.info("m")
    assert [of(line, "a", "b") for line in logs.lines] == [[1, None], [None, 2]]


# --- Thread-safe keys ---------------------------------------------------------------------------------------------------


def test_thread_safe_keys_lie_above_the_others(logs):
    logger = logs.logger()
    logger.append_keys(a="base", b="base")
    logger.thread_safe_append_keys(a="thread", c="thread")
    logger.info("m", c="call")
    assert of(logs.line, "a", "b", "c") == ["thread", "base", "call"]
    assert logger.thread_safe_get_current_keys() == {"a": "thread", "c": "thread"}
    assert "c" not in logger.get_current_keys()


def test_thread_safe_keys_are_of_all_loggers_but_of_one_thread(logs):
    first, second = logs.logger(), logs.logger(service=f"{logs.service}-other")
    first.thread_safe_append_keys(a=1, b=2)
    second.thread_safe_remove_keys(["a", "unknown"])
    second.info("m")
    in_thread(second.info, "m")
    first.thread_safe_clear_keys()
    second.info("m")
    assert [of(line, "a", "b") for line in logs.lines] == [[None, 2], [None, None], [None, None]]


def test_the_same_by_functions_of_the_module(logs):
    logger = logs.logger()
    set_context_keys(a=1, b=2)
    remove_context_keys(["a"])
    logger.info("m")
    clear_context_keys()
    logger.info("m")
    assert [of(line, "a", "b") for line in logs.lines] == [[None, 2], [None, None]]


def test_a_formatter_by_itself_has_keys_too():
    formatter = LambdaPowertoolsFormatter(a=1)
    formatter.append_keys(b=2)
    with formatter.append_context_keys(c=3):
        assert of(formatter.get_current_keys(), "a", "b", "c") == [1, 2, 3]
    formatter.remove_keys(["a"])
    assert of(formatter.log_format, "a", "b", "c") == [None, 2, None]
    formatter.clear_state()
    assert of(formatter.get_current_keys(), "a", "b") == [1, None]
