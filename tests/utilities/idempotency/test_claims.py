"""Who may run a function, for how long, and what becomes of who is late."""

from __future__ import annotations

import asyncio

import pytest

from aws_lambda_powertools._core import clock as toolkit_clock
from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    SQLitePersistenceLayer,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyPersistenceLayerError,
)

EVENT = {"id": 1}


class Context:
    def __init__(self, milliseconds=3000):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


@pytest.fixture(params=["memory", "sqlite"])
def any_store(request, tmp_path):
    return InMemoryPersistenceLayer() if request.param == "memory" else SQLitePersistenceLayer(tmp_path / "records.db")


def handler_that(store, *steps, **options):
    """An idempotent handler whose n-th run does the n-th step."""
    remaining = list(steps)

    @idempotent(persistence_store=store, config=IdempotencyConfig(**options))
    def handler(event, context):
        step = remaining.pop(0)
        return step() if callable(step) else step

    return handler


def test_a_call_is_refused_while_another_one_with_its_key_runs(any_store, clock):
    def during():
        with pytest.raises(IdempotencyAlreadyInProgressError, match="already in progress"):
            handler(EVENT, Context())
        return "done"

    handler = handler_that(any_store, during)
    assert handler(EVENT, Context()) == "done"


@pytest.mark.parametrize("late", [3.001, 100])
def test_who_is_late_never_overwrites_the_result_of_a_newer_run(late, any_store, clock):
    def first():
        clock.advance(late)
        assert handler(EVENT, Context()) == "second"
        return "first"

    handler = handler_that(any_store, first, "second")
    with pytest.warns(UserWarning, match="finished after its lease had ended"):
        assert handler(EVENT, Context()) == "first"
    assert handler(EVENT, Context()) == "second"


async def test_who_is_late_never_overwrites_the_claim_of_a_newer_run(any_store, clock):
    first_may_end, second_may_end = asyncio.Event(), asyncio.Event()
    steps = [("first", first_may_end), ("second", second_may_end)]

    @idempotent(persistence_store=any_store)
    async def handler(event, context):
        name, may_end = steps.pop(0)
        await may_end.wait()
        return name

    async def begun():
        task = asyncio.create_task(handler(EVENT, Context()))
        left = len(steps)
        while len(steps) == left:  # noqa: ASYNC110  # the store may be asked in a thread
            await asyncio.sleep(0.001)
        return task

    first = await begun()
    clock.advance(3.001)
    second = await begun()
    first_may_end.set()
    with pytest.warns(UserWarning, match="finished after its lease"):
        assert await first == "first"
    with pytest.raises(IdempotencyAlreadyInProgressError):
        await handler(EVENT, Context())
    second_may_end.set()
    assert await second == "second"
    assert await handler(EVENT, Context()) == "second"


def test_who_fails_late_never_deletes_the_record_of_a_newer_run(any_store, clock):
    def first():
        clock.advance(3.001)
        handler(EVENT, Context())
        raise RuntimeError("late")

    handler = handler_that(any_store, first, "second")
    with pytest.raises(RuntimeError, match="late"):
        handler(EVENT, Context())
    assert handler(EVENT, Context()) == "second"


def test_who_is_late_without_a_newer_run_is_stored(any_store, clock):
    handler = handler_that(any_store, lambda: clock.advance(100) or "late")
    assert handler(EVENT, Context()) == "late"
    assert handler(EVENT, Context()) == "late"


def test_a_record_that_expires_before_its_lease_ends_is_a_lost_claim_too(any_store, clock):
    """expires_after_seconds shorter than the run: the key is free for others although the lease goes on."""

    def first():
        clock.advance(3)
        assert handler(EVENT, Context(900_000)) == "second"
        return "first"

    handler = handler_that(any_store, first, "second", expires_after_seconds=1)
    with pytest.warns(UserWarning, match="finished after its lease"):
        handler(EVENT, Context(900_000))
    assert handler(EVENT, Context(900_000)) == "second"


def test_a_wall_clock_that_is_set_back_makes_nobody_punctual(any_store, monkeypatch):
    now = [1_000_000.0, 500.0]
    monkeypatch.setattr(toolkit_clock, "seconds", lambda: now[0])
    monkeypatch.setattr(toolkit_clock, "monotonic", lambda: now[1])

    def first():
        now[0] += 4
        now[1] += 4
        assert handler(EVENT, Context()) == "second"
        now[0] -= 3.9
        return "first"

    handler = handler_that(any_store, first, "second")
    with pytest.warns(UserWarning, match="finished after its lease"):
        handler(EVENT, Context())
    assert handler(EVENT, Context()) == "second"


def test_an_environment_that_was_frozen_is_late_by_the_wall_clock(any_store, monkeypatch):
    now = [1_000_000.0]
    monkeypatch.setattr(toolkit_clock, "seconds", lambda: now[0])
    monkeypatch.setattr(toolkit_clock, "monotonic", lambda: 500.0)

    def first():
        now[0] += 60
        assert handler(EVENT, Context()) == "second"
        return "first"

    handler = handler_that(any_store, first, "second")
    with pytest.warns(UserWarning, match="finished after its lease"):
        handler(EVENT, Context())


def test_strict_every_save_and_delete_holds_the_record_against_its_claim(store, clock, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    seen = []
    update, delete = store.table.update, store.table.delete
    store.table.update = lambda *args, **options: seen.append(options["only_if"]) or update(*args, **options)
    store.table.delete = lambda *args, **options: seen.append(options["only_if"]) or delete(*args, **options)
    handler = handler_that(store, lambda: 1 / 0, "done")
    with pytest.raises(ZeroDivisionError):
        handler(EVENT, Context())
    assert handler(EVENT, Context()) == "done"
    assert len(seen) == 2
    assert None not in seen


def test_a_crashed_run_can_be_repeated_when_its_lease_is_over(any_store, clock):
    any_store.configure(IdempotencyConfig(), "module.handler")
    handler = handler_that(any_store, "done")
    other = IdempotencyConfig(lambda_context=Context())

    @idempotent_function(data_keyword_argument="order", persistence_store=any_store, config=other)
    def charge(order):
        return "charged"

    any_store_put = any_store._update_record
    any_store._update_record = lambda data_record: (_ for _ in ()).throw(OSError("died"))
    with pytest.raises(IdempotencyPersistenceLayerError):
        charge(1)
    any_store._update_record = any_store_put
    with pytest.raises(IdempotencyAlreadyInProgressError):
        charge(1)
    clock.advance(3.01)
    assert charge(1) == "charged"
    assert handler(EVENT, Context()) == "done"


class Inconsistent(InMemoryPersistenceLayer):
    """Refuses every claim and knows no record."""

    def _put_record(self, data_record):
        from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyItemAlreadyExistsError

        raise IdempotencyItemAlreadyExistsError

    def _get_record(self, idempotency_key):
        return None


def test_a_store_that_contradicts_itself_makes_nobody_run_unclaimed():
    with pytest.raises(IdempotencyInconsistentStateError):
        handler_that(Inconsistent(), lambda: pytest.fail("ran"))(EVENT, Context())


# --- on_store_error ---------------------------------------------------------------------------------------------


def test_a_failed_save_is_raised_and_the_claim_stands(store, clock):
    store.failing["update"] = OSError("throttled")
    handler = handler_that(store, "once")
    with pytest.raises(IdempotencyPersistenceLayerError, match=r"Failed to update record state.*throttled"):
        handler(EVENT, Context())
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler(EVENT, Context())


def test_a_failed_save_can_give_the_claim_up(store, clock):
    store.failing["update"] = OSError("throttled")
    handler = handler_that(store, "once", "twice", on_store_error="release")
    with pytest.raises(IdempotencyPersistenceLayerError):
        handler(EVENT, Context())
    store.failing.clear()
    assert handler(EVENT, Context()) == "twice"


def test_a_failed_save_can_be_answered_with_the_result(store, clock):
    store.failing["update"] = OSError("throttled")
    handler = handler_that(store, "once", on_store_error="return")
    with pytest.warns(UserWarning, match="could not be stored: throttled"):
        assert handler(EVENT, Context()) == "once"
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler(EVENT, Context())


def test_a_failed_release_is_told_and_the_lease_ends_by_itself(store, clock):
    store.failing["update"] = store.failing["delete"] = OSError("down")
    handler = handler_that(store, "once", "twice", on_store_error="release")
    with (
        pytest.warns(UserWarning, match="could not be given up: down"),
        pytest.raises(IdempotencyPersistenceLayerError),
    ):
        handler(EVENT, Context())
    store.failing.clear()
    clock.advance(3.01)
    assert handler(EVENT, Context()) == "twice"


def test_an_unknown_policy_is_refused():
    with pytest.raises(ValueError, match="on_store_error is 'ignore'; it is one of 'raise', 'return', 'release'"):
        IdempotencyConfig(on_store_error="ignore")


# --- Waiting for another run ------------------------------------------------------------------------------------


def waiting_calls(store, clock, monkeypatch, wait, after):
    """A call that waits for another one, which ends after so many seconds by `after()`; the slept seconds besides."""
    slept = []
    release = []

    def sleep(seconds):
        slept.append(seconds)
        toolkit_clock.freeze(toolkit_clock.seconds() + seconds)
        monkeypatch.setattr(toolkit_clock, "sleep", sleep)
        if sum(slept) >= after and release:
            release.pop()()

    def claimed():
        monkeypatch.setattr(toolkit_clock, "sleep", sleep)
        return handler(EVENT, Context())

    handler = handler_that(store, claimed, wait_for_in_progress_seconds=wait)
    return handler, slept


def test_a_waiting_call_gives_up_when_its_time_is_over(store, clock, monkeypatch):
    handler, slept = waiting_calls(store, clock, monkeypatch, wait=1.5, after=10)
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler(EVENT, Context(60_000))
    assert sum(slept) == pytest.approx(1.5)
    assert max(slept) <= 1


def test_a_waiting_call_never_waits_past_the_deadline_of_its_function(store, clock, monkeypatch):
    handler, slept = waiting_calls(store, clock, monkeypatch, wait=600, after=700)
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler(EVENT, Context(4_000))
    assert sum(slept) <= 3.5


async def test_a_waiting_call_gets_the_result_of_the_other_one(store, lambda_context):
    config = IdempotencyConfig(lambda_context=Context(60_000), wait_for_in_progress_seconds=5)
    runs = []
    may_end = asyncio.Event()

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config)
    async def charge(order):
        runs.append(order)
        await may_end.wait()
        return {"charged": order}

    first, second = asyncio.create_task(charge(1)), asyncio.create_task(charge(1))
    await asyncio.sleep(0)
    may_end.set()
    assert await asyncio.gather(first, second) == [{"charged": 1}] * 2
    assert runs == [1]


# --- asyncio ----------------------------------------------------------------------------------------------------


async def test_a_cancelled_run_gives_its_claim_up(any_store):
    config = IdempotencyConfig(lambda_context=Context(60_000))
    started = asyncio.Event()
    blocking = [True]

    @idempotent_function(data_keyword_argument="order", persistence_store=any_store, config=config)
    async def charge(order):
        started.set()
        if blocking.pop() if blocking else False:
            await asyncio.Event().wait()
        return "charged"

    task = asyncio.create_task(charge(1))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await charge(1) == "charged"


async def test_a_call_that_is_cancelled_while_it_claims_gives_the_claim_up(tmp_path):
    from threading import Event

    claiming, may_go_on = Event(), Event()

    class Slow(SQLitePersistenceLayer):
        def _put_record(self, data_record):
            super()._put_record(data_record)
            claiming.set()
            may_go_on.wait(5)

    store = Slow(tmp_path / "records.db")
    config = IdempotencyConfig(lambda_context=Context(60_000))
    runs = []

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config)
    async def charge(order):
        runs.append(order)
        return "charged"

    task = asyncio.create_task(charge(1))
    await asyncio.to_thread(claiming.wait, 5)
    task.cancel()
    await asyncio.sleep(0)
    may_go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert runs == []
    assert await charge(1) == "charged"


async def test_tasks_race_for_a_key_and_one_runs(any_store):
    config = IdempotencyConfig(lambda_context=Context(60_000))
    runs = []

    @idempotent_function(data_keyword_argument="order", persistence_store=any_store, config=config)
    async def charge(order):
        runs.append(order)
        await asyncio.sleep(0.01)
        return "charged"

    answers = await asyncio.gather(*(charge(1) for _ in range(20)), return_exceptions=True)
    assert runs == [1]
    refused = [answer for answer in answers if answer != "charged"]
    assert all(isinstance(answer, IdempotencyAlreadyInProgressError) for answer in refused)


async def test_an_async_handler_is_replayed(store, lambda_context):
    runs = []

    @idempotent(persistence_store=store)
    async def handler(event, context):
        runs.append(event)
        return {"async": True}

    assert [await handler(EVENT, lambda_context) for _ in range(2)] == [{"async": True}] * 2
    assert len(runs) == 1


# --- Durable executions -----------------------------------------------------------------------------------------


class Suspended(BaseException):
    """As durable executions leave a handler that waits."""


class Durable:
    def __init__(self, operations):
        self.lambda_context = Context()
        self.state = type("State", (), {"operations": operations})


def test_a_durable_execution_that_is_suspended_keeps_its_claim(store, clock):
    def suspend():
        raise Suspended

    handler = handler_that(store, suspend, "done")
    with pytest.raises(Suspended):
        handler(EVENT, Durable([1]))
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler(EVENT, Durable([1]))
    assert handler(EVENT, Durable([1, 2])) == "done"
    assert handler(EVENT, Durable([1])) == "done"


def test_a_durable_execution_that_goes_on_late_never_overwrites_a_newer_run(store, clock):
    def suspend():
        raise Suspended

    def late():
        clock.advance(3.01)
        assert handler(EVENT, Context()) == "newer"
        return "late"

    handler = handler_that(store, suspend, late, "newer")
    with pytest.raises(Suspended):
        handler(EVENT, Durable([1]))
    with pytest.warns(UserWarning, match="finished after its lease"):
        assert handler(EVENT, Durable([1, 2])) == "late"
    assert handler(EVENT, Context()) == "newer"
