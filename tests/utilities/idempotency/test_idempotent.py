"""Replays, local cache, payload validation, hooks, switches, layers of users' own, explain and evict."""

from __future__ import annotations

from functools import partial

import pytest

from aws_lambda_powertools.utilities.idempotency import (
    BasePersistenceLayer,
    IdempotencyConfig,
    evict,
    explain,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.base import IdempotencyHandler
from aws_lambda_powertools.utilities.idempotency.config import MOST_CONTEXTS, _registered
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyItemAlreadyExistsError,
    IdempotencyItemNotFoundError,
    IdempotencyKeyError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord

EVENT = {"id": 1, "amount": 5}


def counting_handler(store, **options):
    config = IdempotencyConfig(**options)

    @idempotent(persistence_store=store, config=config)
    def handler(event, context):
        handler.runs += 1
        return {"run": handler.runs}

    handler.runs = 0
    return handler


def test_the_second_equal_event_is_answered_from_the_store(store, lambda_context):
    handler = counting_handler(store)
    assert [handler(EVENT, lambda_context) for _ in range(3)] == [{"run": 1}] * 3
    assert store.calls == ["put", "update", "put", "put"]


@pytest.mark.parametrize("event", ["text", 5, True, ["list"], 1.5])
def test_events_of_any_type_can_be_keys(event, store, lambda_context):
    handler = counting_handler(store)
    assert [handler(event, lambda_context) for _ in range(2)] == [{"run": 1}] * 2


def test_options_can_be_given_in_two_steps_and_to_partials(store, lambda_context):
    def handler(prefix, event, context):
        return prefix + event["id"]

    decorated = idempotent(persistence_store=store, key_prefix="mine")(partial(handler, "order-"))
    assert decorated({"id": "1"}, lambda_context) == "order-1"
    assert next(iter(store.records)).startswith("mine#")


def test_a_decorator_without_store_is_refused():
    with pytest.raises(TypeError, match="needs persistence_store"):
        idempotent(lambda event, context: None)


def test_a_store_that_is_none_is_refused():
    with pytest.raises(TypeError, match="persistence_store is 'table'; it must be a persistence layer"):
        idempotent(persistence_store="table")(lambda event, context: None)


@pytest.mark.parametrize("changed", [{"id": 1, "amount": 500}, {"id": 1}])
@pytest.mark.parametrize("use_local_cache", [True, False])
def test_a_payload_that_changed_is_refused_with_and_without_local_cache(
    changed, use_local_cache, store, lambda_context
):
    handler = counting_handler(
        store, event_key_jmespath="id", payload_validation_jmespath="amount", use_local_cache=use_local_cache
    )
    handler(EVENT, lambda_context)
    with pytest.raises(IdempotencyValidationError):
        handler(changed, lambda_context)
    assert handler(EVENT, lambda_context) == {"run": 1}


def test_the_local_cache_asks_nothing_and_hands_out_fresh_copies(store, lambda_context):
    handler = counting_handler(store, use_local_cache=True)
    handler(EVENT, lambda_context)
    handler(EVENT, lambda_context)["run"] = "changed by a caller"
    assert handler(EVENT, lambda_context) == {"run": 1}
    assert store.calls == ["put", "update"]


def test_the_local_cache_forgets_what_is_expired(store, lambda_context, clock):
    handler = counting_handler(store, use_local_cache=True, expires_after_seconds=10)
    assert handler(EVENT, lambda_context) == {"run": 1}
    clock.advance(11.5)
    assert handler(EVENT, lambda_context) == {"run": 2}


def test_the_local_cache_holds_so_many_results(store, lambda_context):
    handler = counting_handler(store, use_local_cache=True, local_cache_max_items=2)
    for number in (1, 2, 3, 1):
        handler({"id": number}, lambda_context)
    assert store.calls == ["put", "update"] * 3 + ["put"]


def test_a_failed_run_is_not_in_the_local_cache(store, lambda_context):
    outcomes = [ValueError("no"), "yes"]

    @idempotent(persistence_store=store, config=IdempotencyConfig(use_local_cache=True))
    def handler(event, context):
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    with pytest.raises(ValueError, match="no"):
        handler(EVENT, lambda_context)
    assert handler(EVENT, lambda_context) == "yes"


def test_threads_share_a_small_local_cache(store, lambda_context):
    from concurrent.futures import ThreadPoolExecutor

    config = IdempotencyConfig(use_local_cache=True, local_cache_max_items=2, lambda_context=lambda_context)

    @idempotent_function(data_keyword_argument="n", persistence_store=store, config=config)
    def double(n):
        return n * 2

    with ThreadPoolExecutor(8) as threads:
        numbers = [number // 2 for number in range(1000)]
        in_order = sorted(set(numbers))
        list(threads.map(double, in_order))
        assert list(threads.map(double, numbers)) == [number * 2 for number in numbers]


def test_a_hook_sees_the_record_and_changes_the_answer(store, lambda_context, clock):
    def hook(response, record):
        response["expires"] = record.get_expiration_datetime().timestamp()
        response["key"] = record.idempotency_key
        return response

    handler = counting_handler(store, response_hook=hook)
    assert handler(EVENT, lambda_context) == {"run": 1}
    (key,) = store.records
    assert handler(EVENT, lambda_context) == {"run": 1, "expires": clock.seconds() + 3600, "key": key}


def test_idempotency_can_be_switched_off_at_each_call(store, lambda_context, monkeypatch):
    handler = counting_handler(store)
    handler(EVENT, lambda_context)
    monkeypatch.setenv("POWERTOOLS_IDEMPOTENCY_DISABLED", "true")
    with pytest.warns(UserWarning, match="Disabling idempotency is intended for development environments"):
        assert handler(EVENT, lambda_context) == {"run": 2}
    monkeypatch.delenv("POWERTOOLS_IDEMPOTENCY_DISABLED")
    assert handler(EVENT, lambda_context) == {"run": 1}


def test_a_missing_key_can_be_an_error(store, lambda_context):
    handler = counting_handler(store, event_key_jmespath="missing", raise_on_no_idempotency_key=True)
    with pytest.raises(IdempotencyKeyError):
        handler(EVENT, lambda_context)


@pytest.mark.parametrize(
    ("operation", "message"),
    [
        ("put", "Failed to save in progress record to idempotency store"),
        ("update", "Failed to update record state to success in idempotency store"),
    ],
)
def test_errors_of_the_store_say_where_they_came_from(operation, message, store, lambda_context):
    store.failing[operation] = OSError("throttled")
    with pytest.raises(IdempotencyPersistenceLayerError, match=rf"{message} - \(throttled\)") as caught:
        counting_handler(store)(EVENT, lambda_context)
    assert isinstance(caught.value.__cause__, OSError)


def failing_handler(store):
    @idempotent(persistence_store=store)
    def handler(event, context):
        raise RuntimeError("the handler's own")

    return handler


def test_a_failed_delete_is_an_error_of_the_store(store, lambda_context):
    store.failing["delete"] = OSError("down")
    with pytest.raises(IdempotencyPersistenceLayerError, match="Failed to delete record from idempotency store"):
        failing_handler(store)(EVENT, lambda_context)


def test_strict_a_failed_delete_never_hides_the_handlers_exception(store, lambda_context, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    store.failing["delete"] = OSError("down")
    with (
        pytest.warns(UserWarning, match="could not be given up: down"),
        pytest.raises(RuntimeError, match="the handler's own"),
    ):
        failing_handler(store)(EVENT, lambda_context)


def test_configurations_made_at_each_call_are_not_collected(store, lambda_context):
    for _ in range(MOST_CONTEXTS * 2):
        IdempotencyConfig().register_lambda_context(type(lambda_context)())
    assert len(_registered.get()) == MOST_CONTEXTS


# --- A layer of one's own, as version 3 had it -----------------------------------------------------------------


class OwnLayer(BasePersistenceLayer):
    def __init__(self):
        self.items = {}
        super().__init__()

    def _get_record(self, idempotency_key):
        try:
            return self.items[idempotency_key]
        except KeyError:
            raise IdempotencyItemNotFoundError from None

    def _put_record(self, data_record):
        known = self.items.get(data_record.idempotency_key)
        if known is not None and not known.is_expired:
            raise IdempotencyItemAlreadyExistsError
        self.items[data_record.idempotency_key] = data_record

    def _update_record(self, data_record):
        self.items[data_record.idempotency_key] = data_record

    def _delete_record(self, data_record):
        del self.items[data_record.idempotency_key]


def test_a_layer_of_ones_own_needs_four_methods(lambda_context):
    store = OwnLayer()
    handler = counting_handler(store)
    assert [handler(EVENT, lambda_context) for _ in range(2)] == [{"run": 1}] * 2
    (record,) = store.items.values()
    assert isinstance(record, DataRecord)
    assert (record.status, record.response_data) == ("COMPLETED", '{"run": 1}')


def test_a_layer_of_ones_own_refuses_a_run_in_progress(lambda_context):
    store = OwnLayer()

    @idempotent(persistence_store=store)
    def handler(event, context):
        with pytest.raises(IdempotencyAlreadyInProgressError):
            handler(event, context)
        return "once"

    assert handler(EVENT, lambda_context) == "once"


def test_a_layer_can_be_used_by_hand(clock):
    store = OwnLayer()
    store.configure(IdempotencyConfig(event_key_jmespath="id"), "module.charge")
    store.save_inprogress(data=EVENT, remaining_time_in_millis=1000)
    store.save_success(data=EVENT, result={"charged": True})
    record = store.get_record(data=EVENT)
    assert record.response_json_as_dict() == {"charged": True}
    assert record.idempotency_key.startswith("test-func.module.charge#")
    store.delete_record(data=EVENT, exception=ValueError())
    with pytest.raises(IdempotencyItemNotFoundError):
        store.get_record(data=EVENT)


def test_the_handler_behind_the_decorators_can_be_used_by_hand(store, lambda_context):
    def charge(order):
        return {"charged": order}

    config = IdempotencyConfig(lambda_context=lambda_context)
    handlers = [IdempotencyHandler(charge, {"id": 1}, config, store, function_args=(5,)) for _ in range(2)]
    assert [handler.handle() for handler in handlers] == [{"charged": 5}] * 2


# --- explain and evict ------------------------------------------------------------------------------------------


def test_explain_says_how_a_key_comes_about(store):
    handler = counting_handler(store, event_key_jmespath="[id, amount]", payload_validation_jmespath="amount")
    explained = explain(handler, EVENT, None)
    assert explained.selected == [1, 5]
    assert explained.validated_hash
    assert str(explained) == f"'[id, amount]' found [1,5]; the key is {explained.key}"
    assert handler.runs == 0


def test_explain_says_why_there_is_no_key(store):
    handler = counting_handler(store, event_key_jmespath="missing")
    assert str(explain(handler, EVENT, None)).endswith("the key is none: the call runs unprotected")


def test_explain_needs_an_idempotent_function():
    with pytest.raises(TypeError, match="is not idempotent"):
        explain(print, EVENT)


@pytest.mark.parametrize("use_local_cache", [True, False])
def test_an_evicted_call_runs_again(use_local_cache, store, lambda_context):
    handler = counting_handler(
        store,
        use_local_cache=use_local_cache,
        event_key_jmespath="id",
        payload_validation_jmespath="amount",
    )
    assert evict(handler, EVENT, lambda_context) is False
    handler(EVENT, lambda_context)
    assert evict(handler, {"id": 1, "amount": "another one"}, lambda_context) is True
    assert handler(EVENT, lambda_context) == {"run": 2}


def test_a_call_that_runs_is_not_evicted(store, lambda_context):
    @idempotent(persistence_store=store)
    def handler(event, context):
        with pytest.raises(IdempotencyAlreadyInProgressError, match="is running just now"):
            evict(handler, event, context)
        return "done"

    assert handler(EVENT, lambda_context) == "done"
    assert evict(handler, EVENT, lambda_context) is True
