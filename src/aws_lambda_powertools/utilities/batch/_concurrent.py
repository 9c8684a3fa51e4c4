"""Several records at once: in threads for sync handlers, in tasks for async ones."""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    Item = TypeVar("Item")
    Result = TypeVar("Result")
    Lane = list[tuple[int, Any]]

EAGER_TASKS = sys.version_info >= (3, 12)
"""Whether a task that never waits can be finished as it is made."""

KNOWS_WHO_IS_CANCELLED = sys.version_info >= (3, 11)


def in_threads(lanes: list[Lane], work: Callable[[list[Any]], list[Any]], max_concurrency: int) -> list[Any]:
    """What `work` makes of each lane, as many at once as may be; in the order of the records."""
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    with ThreadPoolExecutor(min(max_concurrency, len(lanes)), thread_name_prefix="powertools-batch") as executor:
        futures = [executor.submit(copy_context().run, work, [record for _, record in lane]) for lane in lanes]
        return sorted_out(lanes, [future.result() for future in futures])


async def in_tasks(
    items: list[Item],
    work: Callable[[Item], Coroutine[Any, Any, Result]],
    cancelled: Callable[[Item], Result] | None,
    max_concurrency: int | None,
) -> list[Result]:
    """What `work` makes of each item, in a task each, as many at once as may be; in the order of the items.

    A task that cancels itself gives what `cancelled` says of its item. When the whole is cancelled, so are all tasks.
    """
    if max_concurrency is not None and max_concurrency < len(items):
        return await _by_workers(items, work, cancelled, max_concurrency)
    tasks = _tasks([work(item) for item in items])
    await _all_done(tasks)
    return [_result(task, item, cancelled) for task, item in zip(tasks, items, strict=True)]


def sorted_out(lanes: list[Lane], done: list[list[Any]]) -> list[Any]:
    """The outcomes of lanes in the order of their records."""
    outcomes = {
        index: outcome
        for lane, of_lane in zip(lanes, done, strict=True)
        for (index, _), outcome in zip(lane, of_lane, strict=True)
    }
    return [outcomes[index] for index in range(len(outcomes))]


async def _by_workers(
    items: list[Item],
    work: Callable[[Item], Coroutine[Any, Any, Result]],
    cancelled: Callable[[Item], Result] | None,
    count: int,
) -> list[Result]:
    """A fixed number of workers take one item after the other; each item still has a task of its own."""
    results: list[Any] = [None] * len(items)
    waiting = iter(enumerate(items))

    async def worker() -> None:
        for index, item in waiting:
            tasks = _tasks([work(item)])
            await _all_done(tasks)
            results[index] = _result(tasks[0], item, cancelled)

    workers = _tasks([worker() for _ in range(count)])
    await _all_done(workers)
    for task in workers:
        task.result()
    return results


async def _all_done(tasks: list[Task[Any]]) -> None:
    """Wait until all have finished, whatever they raise."""
    for task in tasks:
        if task.done():
            continue
        try:
            await task
        except BaseException:  # told later by the task
            if _is_own_task_cancelled():
                for each in tasks:
                    each.cancel()
                raise


def _is_own_task_cancelled() -> bool:
    """Whether the whole is to end, and not only the task that is waited for; Python 3.10 does not tell."""
    from asyncio import current_task

    task: Any = current_task()
    return KNOWS_WHO_IS_CANCELLED and task.cancelling() > 0


def _result(task: Task[Result], item: Item, cancelled: Callable[[Item], Result] | None) -> Result:
    return cancelled(item) if cancelled is not None and task.cancelled() else task.result()


def _tasks(coroutines: list[Coroutine[Any, Any, Any]]) -> list[Task[Any]]:
    from asyncio import Task, get_running_loop

    loop = get_running_loop()
    if EAGER_TASKS:
        eager: Any = Task
        return [eager(coroutine, loop=loop, eager_start=True) for coroutine in coroutines]
    return [loop.create_task(coroutine) for coroutine in coroutines]
