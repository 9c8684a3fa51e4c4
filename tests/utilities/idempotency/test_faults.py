"""The faults of version 3 that could return another function's result, lock a key, or charge twice."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

import pytest

from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyKeyError,
    IdempotencyPersistenceLayerError,
)


def config_of(context, **options):
    return IdempotencyConfig(lambda_context=context, **options)


def test_two_functions_on_one_layer_have_their_own_keys(store, lambda_context):
    """I1"""

    @idempotent(persistence_store=store, config=IdempotencyConfig(event_key_jmespath="a"))
    def first(event, context):
        return event

    @idempotent(persistence_store=store, config=IdempotencyConfig(event_key_jmespath="b"))
    def second(event, context):
        return event

    assert first({"a": 7, "b": 1}, lambda_context) == {"a": 7, "b": 1}
    assert second({"a": 7, "b": 1}, lambda_context) == {"a": 7, "b": 1}
    assert second({"a": 7, "b": 2}, lambda_context) == {"a": 7, "b": 2}
    assert second({"a": 8, "b": 2}, lambda_context) == {"a": 7, "b": 2}


def test_an_inner_idempotent_call_leaves_the_outer_one_its_record(store, lambda_context):
    """I2"""
    runs = []

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config_of(lambda_context))
    def inner(order):
        runs.append("inner")
        return {"inner": order}

    @idempotent(persistence_store=store)
    def outer(event, context):
        runs.append("outer")
        return {"outer": inner(order=event["order"])}

    answers = [outer({"order": 1}, lambda_context) for _ in range(2)]
    assert answers == [{"outer": {"inner": 1}}] * 2
    assert runs == ["outer", "inner"]
    assert [record["status"] for record in store.records.values()] == ["COMPLETED"] * 2


def test_threads_never_get_the_result_of_another_function(store, lambda_context):
    """I3"""
    config = config_of(lambda_context, wait_for_in_progress_seconds=5)

    @idempotent_function(data_keyword_argument="number", persistence_store=store, config=config)
    def double(number):
        return ["double", number * 2]

    @idempotent_function(data_keyword_argument="number", persistence_store=store, config=config)
    def square(number):
        return ["square", number**2]

    calls = [(function, number) for number in range(40) for function in (double, square)] * 2
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda call: call[0](number=call[1]), calls))
    expected = [["double", number * 2] if function is double else ["square", number**2] for function, number in calls]
    assert answers == expected
    assert len(store.records) == 80


async def test_a_coroutine_function_is_awaited_and_then_stored(store, lambda_context):
    """I4"""
    runs = []

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config_of(lambda_context))
    async def charge(order):
        await asyncio.sleep(0)
        runs.append(order)
        return {"charged": order}

    assert asyncio.iscoroutinefunction(charge)
    assert [await charge(order=1), await charge(order=1)] == [{"charged": 1}] * 2
    assert runs == [1]


@pytest.mark.parametrize("failure", [OSError("throttled"), ValueError("too large")])
def test_a_key_is_never_locked_longer_than_a_lambda_function_can_run(failure, store, clock):
    """I5: without a Lambda context a claim used to stand for the whole hour of expires_after_seconds."""

    @idempotent_function(data_keyword_argument="order", persistence_store=store)
    def charge(order):
        return order

    store.failing["update"] = failure
    with pytest.warns(UserWarning, match="900 seconds"), pytest.raises(IdempotencyPersistenceLayerError):
        charge(order=1)
    store.failing.clear()
    clock.advance(899)
    with pytest.warns(UserWarning, match="900 seconds"), pytest.raises(IdempotencyAlreadyInProgressError):
        charge(order=1)
    clock.advance(2)
    with pytest.warns(UserWarning, match="900 seconds"):
        assert charge(order=1) == 1


def test_a_result_that_cannot_be_stored_locks_nothing(store, lambda_context):
    """I5"""
    results = [object(), "done"]

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config_of(lambda_context))
    def charge(order):
        return results.pop(0)

    with pytest.raises(IdempotencyPersistenceLayerError, match="of type object can't be stored as JSON"):
        charge(order=1)
    assert charge(order=1) == "done"


@pytest.mark.parametrize("ending", [SystemExit(1), KeyboardInterrupt(), GeneratorExit()])
def test_a_function_that_is_left_by_force_gives_its_claim_up(ending, store, lambda_context):
    """I6"""
    endings = [ending]

    @idempotent(persistence_store=store)
    def handler(event, context):
        if endings:
            raise endings.pop()
        return "done"

    with pytest.raises(type(ending)):
        handler({"id": 1}, lambda_context)
    assert handler({"id": 1}, lambda_context) == "done"


RESULT = {"t": (1, 2), "d": Decimal("1.10")}


def test_strict_first_calls_return_what_replays_return(store, lambda_context, monkeypatch):
    """I7"""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")

    @idempotent(persistence_store=store)
    def handler(event, context):
        return RESULT

    assert [handler({"id": 1}, lambda_context) for _ in range(2)] == [{"t": [1, 2], "d": "1.10"}] * 2


def test_first_calls_return_what_the_function_returned(store, lambda_context):
    """I7 [compat]"""

    @idempotent(persistence_store=store)
    def handler(event, context):
        return RESULT

    assert handler({"id": 1}, lambda_context) is RESULT
    assert handler({"id": 1}, lambda_context) == {"t": [1, 2], "d": "1.10"}


def test_keys_of_different_types_are_stored(store, lambda_context):
    """I8"""

    @idempotent(persistence_store=store)
    def handler(event, context):
        return {1: "a", "b": 2}

    handler({"id": 1}, lambda_context)
    assert handler({"id": 1}, lambda_context) == {"1": "a", "b": 2}


def test_payloads_by_position_by_keyword_and_by_default_are_the_same(store, lambda_context):
    """I9"""
    runs = []

    @idempotent_function(data_keyword_argument="order", persistence_store=store, config=config_of(lambda_context))
    def charge(amount, order="o-1", *, currency="EUR"):
        runs.append(order)
        return amount

    assert [charge(5), charge(5, "o-1"), charge(amount=5, order="o-1"), charge(5, currency="USD")] == [5] * 4
    assert runs == ["o-1"]


def test_a_call_without_the_payload_is_refused(store):
    @idempotent_function(data_keyword_argument="order", persistence_store=store)
    def charge(**options):
        return options

    with pytest.raises(RuntimeError, match="Unable to extract 'order' from keyword arguments"):
        charge(amount=5)


@pytest.mark.parametrize("payload", [{}, [], "", None, {"a": None}])
def test_strict_an_empty_payload_is_an_error(payload, store, lambda_context, monkeypatch):
    """I10"""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")

    @idempotent(persistence_store=store)
    def handler(event, context):
        pytest.fail("ran unprotected")

    with pytest.raises(IdempotencyKeyError, match="No data found to create a hashed idempotency_key"):
        handler(payload, lambda_context)


@pytest.mark.parametrize("payload", [{}, [], "", None, {"a": None}])
def test_an_empty_payload_runs_unprotected_with_one_warning(payload, store, lambda_context):
    """I10 [compat]"""

    @idempotent(persistence_store=store)
    def handler(event, context):
        return "ran"

    with pytest.warns(UserWarning, match="No idempotency key value found") as warnings:
        assert handler(payload, lambda_context) == "ran"
    assert len(warnings) == 1
    assert store.calls == []


async def _async_generator(event, context):
    yield event


def _generator(event, context):
    yield event


@pytest.mark.parametrize("function", [_generator, _async_generator])
def test_generator_functions_are_refused_when_they_are_decorated(function, store):
    """I11"""
    with pytest.raises(TypeError, match="generator function"):
        idempotent(persistence_store=store)(function)
    with pytest.raises(TypeError, match="generator function"):
        idempotent_function(function, data_keyword_argument="event", persistence_store=store)


@pytest.mark.parametrize("result", [0, False, "", [], {}, 0.0, None])
def test_falsy_results_are_replayed_as_they_were(result, store, lambda_context):
    runs = []

    @idempotent(persistence_store=store)
    def handler(event, context):
        runs.append(event)
        return result

    answers = [handler({"id": 1}, lambda_context) for _ in range(2)]
    assert [(type(answer), answer) for answer in answers] == [(type(result), result)] * 2
    assert len(runs) == 1


@dataclass
class Receipt:
    order: str
    amount: Decimal


def test_the_function_of_one_layer_can_be_used_with_others(lambda_context):
    """The layer is a store: nothing that one function told it reaches another one."""
    one, two = InMemoryPersistenceLayer(), InMemoryPersistenceLayer()
    config = config_of(lambda_context, use_local_cache=True)

    @idempotent_function(data_keyword_argument="order", persistence_store=one, config=config)
    def first(order) -> Receipt:
        return Receipt(order, Decimal("1.10"))

    @idempotent_function(data_keyword_argument="order", persistence_store=two, config=config)
    def second(order):
        return json.dumps({"second": order})

    for _ in range(2):
        assert first(order="o-1") == Receipt("o-1", Decimal("1.10"))
        assert second(order="o-1") == '{"second": "o-1"}'
