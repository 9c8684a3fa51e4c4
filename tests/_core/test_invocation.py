"""Whose invocation is this? Threads, tasks, nested calls, forks, cold start."""

from __future__ import annotations

import asyncio
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from types import SimpleNamespace

import pytest

from aws_lambda_powertools._core import invocation


class LambdaContext:
    aws_request_id = "a"


def in_new_thread(function):
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(function).result()


@pytest.fixture
def running():
    call, _ = invocation.enter({"id": 1}, LambdaContext())
    yield call
    invocation.leave(call)


def test_outside_of_any_invocation_there_is_none():
    assert invocation.current() is None
    assert invocation.own() is None


def test_code_with_the_context_sees_its_own_invocation(running):
    assert invocation.current() is running
    assert invocation.own() is running
    assert running.event == {"id": 1}


def test_stacked_decorators_share_one_invocation(running):
    inner, begins = invocation.enter({"id": 1}, running.context)
    assert inner is running
    assert not begins


def test_a_handler_called_with_another_context_is_an_invocation_of_its_own(running):
    inner, begins = invocation.enter({"id": 2}, LambdaContext())
    assert begins
    assert inner.enclosing is running
    assert invocation.current() is inner
    invocation.leave(inner)
    assert invocation.current() is running


def test_nested_invocations_do_not_count_as_overlapping(running):
    inner, _ = invocation.enter({}, LambdaContext())
    invocation.leave(inner)
    assert not running.overlapped
    assert not inner.overlapped


def test_a_thread_without_context_sees_the_only_running_invocation_but_does_not_own_it(running):
    assert in_new_thread(invocation.current) is running
    assert in_new_thread(invocation.own) is None


def test_a_thread_with_a_copied_context_owns_the_invocation(running):
    copied = copy_context()
    assert in_new_thread(lambda: copied.run(invocation.own)) is running


def test_a_thread_without_context_gets_none_while_several_run():
    both_run, done = threading.Barrier(3), threading.Event()

    def run_one():
        call, _ = invocation.enter({}, LambdaContext())
        both_run.wait(5)
        done.wait(5)
        invocation.leave(call)
        return call.overlapped

    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(run_one) for _ in range(2)]
        both_run.wait(5)
        assert in_new_thread(invocation.current) is None
        done.set()
        assert [future.result() for future in futures] == [True, True]


def test_tasks_of_one_event_loop_each_see_their_own_invocation():
    async def handle(number):
        call, _ = invocation.enter(number, LambdaContext())
        await asyncio.sleep(0)
        seen = invocation.current().event
        invocation.leave(call)
        return seen

    async def main():
        return await asyncio.gather(*(handle(number) for number in range(20)))

    assert asyncio.run(main()) == list(range(20))


def test_a_task_that_outlives_its_invocation_does_not_see_the_ended_one():
    call, _ = invocation.enter({}, LambdaContext())
    left_behind = copy_context()
    invocation.leave(call)
    assert left_behind.run(invocation.current) is None


def test_a_durable_context_is_unwrapped_and_kept():
    inner = LambdaContext()
    durable = SimpleNamespace(state=object(), lambda_context=inner)
    call, _ = invocation.enter({}, durable)
    again, begins = invocation.enter({}, durable)
    invocation.leave(call)
    assert call.context is inner
    assert call.durable is durable
    assert again is call
    assert not begins


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_child_keeps_only_the_invocation_of_the_forking_thread(running):
    entered, done = threading.Event(), threading.Event()

    def other():
        call, _ = invocation.enter({}, LambdaContext())
        entered.set()
        done.wait(5)
        invocation.leave(call)

    thread = threading.Thread(target=other)
    thread.start()
    entered.wait(5)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        seen = len(invocation._running) == 1 and invocation.current() is running
        os.write(writer, b"1" if seen else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    done.set()
    thread.join()
    assert os.read(reader, 1) == b"1"
    os.close(reader)
    os.close(writer)


def test_the_first_invocation_is_told_once_per_module():
    one, other = {}, {}
    assert invocation.first_invocation(one)
    assert not invocation.first_invocation(one)
    assert invocation.first_invocation(other)


def test_the_flag_can_be_set_again_by_tests():
    module = {"is_cold_start": False}
    assert not invocation.first_invocation(module)
    module["is_cold_start"] = True
    assert invocation.first_invocation(module)


def test_there_is_no_cold_start_under_provisioned_concurrency(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency")
    assert not invocation.first_invocation({})


def test_it_is_known_whether_any_invocation_runs():
    assert not invocation.running_here
    first, _ = invocation.enter({}, LambdaContext())
    second, _ = invocation.enter({}, LambdaContext())
    assert len(invocation.running_here) == 2
    invocation.leave(second)
    invocation.leave(first)
    assert not invocation.running_here
