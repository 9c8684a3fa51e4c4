"""Coroutines run from sync code, always on the same loop."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from contextvars import ContextVar

import pytest
from fresh_interpreter import SOURCE, loaded_by

from aws_lambda_powertools._core import aio

variable: ContextVar[str] = ContextVar("variable", default="nothing")


@pytest.fixture(autouse=True)
def own_loop():
    """A thread's loop as it is before anybody asked for one."""
    aio._kept.loop = None
    yield
    if aio._kept.loop is not None:
        aio._kept.loop.close()
    aio._kept.loop = aio._kept.closer = None
    asyncio.set_event_loop(None)


async def which_loop():
    await asyncio.sleep(0)
    return asyncio.get_running_loop()


def test_the_result_comes_back():
    async def work():
        await asyncio.sleep(0)
        return 5

    assert aio.run(work()) == 5


def test_an_exception_comes_back_as_it_is():
    error = LookupError("no")

    async def work():
        raise error

    with pytest.raises(LookupError) as caught:
        aio.run(work())
    assert caught.value is error
    assert aio.run(which_loop()) is aio.run(which_loop())


def test_the_loop_is_the_same_at_every_call():
    """What one invocation made, a client for example, works at the next one."""
    loop = aio.run(which_loop())
    lock = aio.run(make_lock())
    assert aio.run(lock.acquire())
    assert aio.run(which_loop()) is loop


async def make_lock():
    return asyncio.Lock()


def test_the_current_loop_of_the_function_is_used():
    mine = asyncio.new_event_loop()
    asyncio.set_event_loop(mine)
    try:
        assert aio.run(which_loop()) is mine
    finally:
        mine.close()


def test_a_loop_that_was_closed_is_replaced():
    first = aio.run(which_loop())
    first.close()
    second = aio.run(which_loop())
    assert second is not first
    assert not second.is_closed()


def test_asyncio_run_beside_does_no_harm():
    loop = aio.run(which_loop())
    assert asyncio.run(which_loop()) is not loop
    assert aio.run(which_loop()) is loop


def test_context_variables_are_those_of_the_caller():
    async def work():
        seen = variable.get()
        variable.set("changed inside")
        return seen

    token = variable.set("of the caller")
    try:
        assert aio.run(work()) == "of the caller"
        assert variable.get() == "of the caller"
    finally:
        variable.reset(token)


async def test_sync_code_called_by_a_coroutine_may_run_another_one():
    token = variable.set("of the coroutine")

    async def inner():
        await asyncio.sleep(0)
        return variable.get(), asyncio.get_running_loop(), threading.current_thread()

    def sync_code():
        return aio.run(inner())

    try:
        seen, loop, thread = sync_code()
    finally:
        variable.reset(token)
    assert seen == "of the coroutine"
    assert loop is not asyncio.get_running_loop()
    assert thread is not threading.current_thread()


async def test_an_exception_leaves_the_thread_beside_as_it_is():
    error = KeyboardInterrupt()

    async def work():
        raise error

    with pytest.raises(KeyboardInterrupt) as caught:
        aio.run(work())
    assert caught.value is error


async def test_there_is_no_limit_to_nesting():
    async def nested(depth):
        return 1 + aio.run(nested(depth - 1)) if depth else 0

    assert aio.run(nested(3)) == 3


def test_each_thread_has_a_loop_of_its_own():
    loops = []

    def work():
        loops.append((aio.run(which_loop()), aio.run(which_loop())))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(first is second for first, second in loops)
    assert len({id(first) for first, _ in loops}) == 3
    assert all(first.is_closed() for first, _ in loops), "the loop of a thread that has ended is closed"


FORK = """
import asyncio, os, sys
from aws_lambda_powertools._core import aio

async def which_loop():
    return id(asyncio.get_running_loop())

async def in_thread():
    return await asyncio.to_thread(lambda: 5)     # wakes the loop through what the child has a copy of

before = aio.run(which_loop())
assert aio.run(in_thread()) == 5
child = os.fork()
if child == 0:
    assert aio.run(which_loop()) != before
    assert aio.run(in_thread()) == 5
    sys.exit(0)
assert os.waitpid(child, 0)[1] == 0
assert aio.run(which_loop()) == before
assert aio.run(in_thread()) == 5
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_after_a_fork_both_processes_have_a_loop_that_works():
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", FORK],
        env={"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (child.returncode, child.stderr) == (0, "")


def test_asyncio_is_imported_at_the_first_coroutine():
    _, loaded = loaded_by(["import aws_lambda_powertools._core.aio"])
    assert "asyncio" not in next(iter(loaded.values()))
