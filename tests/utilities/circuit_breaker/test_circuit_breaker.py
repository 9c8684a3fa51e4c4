"""A circuit opens, is tried by one, and closes; sync and async, whatever its store does."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import logging
import os
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest
from botocore.stub import Stubber
from fake_dynamodb import Client

from aws_lambda_powertools.utilities.circuit_breaker import (
    CircuitBreakerConfig,
    CircuitBreakerConfigError,
    CircuitBreakerError,
    CircuitBreakerOpenError,
    CircuitInfo,
    CircuitState,
    CircuitTransition,
    base,
    circuit_breaker,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence import (
    CircuitBreakerDynamoDBPersistence,
    CircuitBreakerInMemoryPersistence,
    CircuitBreakerPersistenceLayer,
    CircuitBreakerSQLitePersistence,
    CircuitStateRecord,
)
from aws_lambda_powertools.warnings import PowertoolsUserWarning

NOW = 1_768_473_000


@pytest.fixture(autouse=True)
def forgotten():
    """Nothing is counted yet."""
    for counted in (base._LOCAL_FAILURES, base._LOCAL_SUCCESSES, base._LAST_OBSERVED_STATE, base._BEING_TRIED):
        counted.clear()


@pytest.fixture(params=["memory", "sqlite", "dynamodb", "dynamodb with sort key"])
def store(request, tmp_path):
    if request.param == "memory":
        return CircuitBreakerInMemoryPersistence()
    if request.param == "sqlite":
        return CircuitBreakerSQLitePersistence(tmp_path / "circuits.db")
    if request.param == "dynamodb":
        return CircuitBreakerDynamoDBPersistence("circuits", boto3_client=Client("id"))
    return CircuitBreakerDynamoDBPersistence("circuits", sort_key_attr="sk", boto3_client=Client("id", "sk"))


class Downstream:
    """Something that works or does not."""

    def __init__(self):
        self.error = None
        self.calls = 0

    def __call__(self, answer="fine"):
        self.calls += 1
        if self.error is not None:
            raise self.error
        return answer

    async def later(self, answer="fine"):
        await asyncio.sleep(0)
        return self(answer)


@pytest.fixture
def downstream():
    return Downstream()


def breaker(store, transitions=None, on_circuit_open=None, **options):
    note = (
        None
        if transitions is None
        else lambda change: transitions.append((str(change.from_state), str(change.to_state)))
    )
    options = {"failure_threshold": 2, "success_threshold": 2, "local_cache_max_age": 0, **options}
    return circuit_breaker("payments", store, on_circuit_open, note, CircuitBreakerConfig(**options))


def fail(call, times, error=ConnectionError):
    for _ in range(times):
        with pytest.raises(error):
            call()


def test_a_circuit_opens_is_tried_and_closes(store, downstream, clock):
    """S-CIR-01"""
    transitions = []
    call = breaker(store, transitions)(downstream)
    downstream.error = ConnectionError("down")
    fail(call, 2)
    with pytest.raises(CircuitBreakerOpenError, match=r"^Circuit 'payments' is open\.$") as caught:
        call()
    assert caught.value.circuit == CircuitInfo("payments", CircuitState.OPEN, 2, NOW)
    assert downstream.calls == 2
    clock.advance(30)
    downstream.error = None
    assert [call(), call(), call()] == ["fine"] * 3
    assert transitions == [("CLOSED", "OPEN"), ("OPEN", "HALF_OPEN"), ("HALF_OPEN", "CLOSED")]


async def test_a_circuit_around_a_coroutine_function_opens_too(store, downstream, clock):
    """C1"""
    transitions = []
    call = breaker(store, transitions)(downstream.later)
    assert asyncio.iscoroutinefunction(call)
    downstream.error = ConnectionError("down")
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await call()
    for _ in range(3):
        with pytest.raises(CircuitBreakerOpenError):
            await call()
    assert downstream.calls == 2
    clock.advance(30)
    downstream.error = None
    assert [await call(), await call(), await call()] == ["fine"] * 3
    assert transitions == [("CLOSED", "OPEN"), ("OPEN", "HALF_OPEN"), ("HALF_OPEN", "CLOSED")]


async def test_of_many_tasks_one_tries_the_circuit(store, downstream, clock):
    call = breaker(store)(downstream.later)
    downstream.error = ConnectionError("down")
    for _ in range(2):
        with pytest.raises(ConnectionError):
            await call()
    clock.advance(30)
    downstream.calls = 0
    answers = await asyncio.gather(*(call() for _ in range(10)), return_exceptions=True)
    assert downstream.calls == 1
    assert sum(isinstance(answer, CircuitBreakerOpenError) for answer in answers) == 9


async def test_a_cancelled_trial_lets_another_one_begin(store, downstream, clock):
    started = asyncio.Event()
    call = breaker(store, failure_threshold=1)(downstream.later)

    async def hang():
        started.set()
        await asyncio.Event().wait()

    hanging = breaker(store, failure_threshold=1)(hang)
    downstream.error = ConnectionError("down")
    with pytest.raises(ConnectionError):
        await call()
    clock.advance(30)
    task = asyncio.create_task(hanging())
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    downstream.error = None
    assert await call() == "fine"


def test_a_failed_trial_opens_the_circuit_again(store, downstream, clock):
    call = breaker(store)(downstream)
    downstream.error = ConnectionError("down")
    fail(call, 2)
    clock.advance(31)
    fail(call, 1)
    with pytest.raises(CircuitBreakerOpenError) as caught:
        call()
    assert caught.value.circuit == CircuitInfo("payments", CircuitState.OPEN, 0, NOW + 31)


def test_of_many_threads_one_tries_the_circuit(store, clock):
    release = threading.Event()
    downstream = Downstream()

    def slow():
        downstream()
        release.wait(5)

    call = breaker(store)(slow)
    downstream.error = ConnectionError("down")
    fail(call, 2)
    clock.advance(30)
    downstream.error = None
    downstream.calls = 0

    def attempt(_):
        try:
            call()
        except CircuitBreakerOpenError:
            if attempts.get(timeout=5) == 8:
                release.set()

    from queue import Queue

    attempts = Queue()
    for number in range(2, 9):
        attempts.put(number)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(attempt, range(8)))
    assert downstream.calls == 1


def test_a_trial_that_is_late_changes_nothing_for_its_successor(store, downstream, clock):
    """Who tried the circuit finishes after its lease, and another environment has found it broken since."""
    transitions = []
    call = breaker(store, transitions, success_threshold=1)(downstream)
    downstream.error = ConnectionError("down")
    fail(call, 2)
    clock.advance(30)
    downstream.error = None

    def late():
        clock.advance(31)
        assert store.try_acquire_half_open("payments", "somebody else", None)
        store.save_reopen("payments", int(clock.seconds()))
        return "late"

    assert breaker(store, transitions, success_threshold=1)(late)() == "late"
    with pytest.raises(CircuitBreakerOpenError):
        call()
    assert ("HALF_OPEN", "CLOSED") not in transitions


def test_who_died_while_trying_is_succeeded_when_the_lease_is_over(store, downstream, clock):
    transitions = []
    call = breaker(store, transitions, failure_threshold=1)(downstream)
    downstream.error = ConnectionError("down")
    fail(call, 1)
    clock.advance(30)
    assert store.try_acquire_half_open("payments", "who died", NOW)
    downstream.error = None
    with pytest.raises(CircuitBreakerOpenError) as caught:
        call()
    assert caught.value.circuit.state == "HALF_OPEN"
    clock.advance(30)
    assert call() == "fine"
    assert transitions == [("CLOSED", "OPEN")]


def test_an_open_circuit_is_answered_by_the_callback(store, downstream):
    def later(*args, circuit, **kwargs):
        return args, kwargs, circuit.name

    call = breaker(store, on_circuit_open=later, failure_threshold=1)(lambda *args, **kwargs: downstream())
    downstream.error = ConnectionError("down")
    fail(call, 1)
    assert call(1, two=2) == ((1,), {"two": 2}, "payments")


async def test_an_async_callback_is_awaited(store, downstream):
    async def later(circuit):
        await asyncio.sleep(0)
        return circuit.state

    call = breaker(store, on_circuit_open=later, failure_threshold=1)(downstream.later)
    downstream.error = ConnectionError("down")
    with pytest.raises(ConnectionError):
        await call()
    assert await call() == "OPEN"


def test_a_success_ends_a_row_of_failures(store, downstream):
    call = breaker(store)(downstream)
    for error in (ConnectionError(), None) * 3:
        downstream.error = error
        if error:
            fail(call, 1)
        else:
            call()
    assert downstream.calls == 6


@pytest.mark.parametrize(
    ("options", "error", "opens"),
    [
        ({"handled_exceptions": ConnectionError}, ConnectionError, True),
        ({"handled_exceptions": [ConnectionError, KeyError]}, KeyError, True),
        ({"handled_exceptions": ConnectionError}, ValueError, False),
        ({"ignored_exceptions": ValueError}, ValueError, False),
        ({"ignored_exceptions": ValueError}, ConnectionError, True),
    ],
)
def test_which_exceptions_count(options, error, opens, store, downstream):
    call = breaker(store, failure_threshold=1, **options)(downstream)
    downstream.error = error()
    fail(call, 1, error)
    fail(call, 1, CircuitBreakerOpenError if opens else error)


def test_a_failing_transition_hook_is_logged_and_no_more(store, downstream, caplog):
    def broken(change):
        raise RuntimeError("hook")

    call = circuit_breaker("payments", store, on_transition=broken, config=CircuitBreakerConfig(failure_threshold=1))(
        downstream
    )
    downstream.error = ConnectionError("down")
    with caplog.at_level(logging.INFO, logger="aws_lambda_powertools"):
        fail(call, 1)
    assert "on_transition of circuit 'payments' failed." in caplog.text
    assert "Circuit 'payments' goes from CLOSED to OPEN." in caplog.text


def test_a_closed_circuit_writes_nothing_and_reads_once_in_five_seconds(clock, downstream):
    client = Client("id")
    call = circuit_breaker("payments", CircuitBreakerDynamoDBPersistence("circuits", boto3_client=client))(downstream)
    for _ in range(10):
        clock.advance(1)
        call()
    assert [name for name, _ in client.calls] == ["get_item"] * 2


def test_circuits_can_be_switched_off_at_each_call(store, downstream, monkeypatch):
    call = breaker(store, failure_threshold=1)(downstream)
    downstream.error = ConnectionError("down")
    fail(call, 1)
    monkeypatch.setenv("POWERTOOLS_CIRCUIT_BREAKER_DISABLED", "true")
    with pytest.warns(PowertoolsUserWarning, match="development environments only"):
        fail(call, 1)
    monkeypatch.delenv("POWERTOOLS_CIRCUIT_BREAKER_DISABLED")
    fail(call, 1, CircuitBreakerOpenError)


# --- A store that does not work ---------------------------------------------------------------------------------


class Broken(CircuitBreakerPersistenceLayer):
    def __init__(self, **working):
        super().__init__()
        self.working = working
        self.reads = 0

    def _get_record(self, name):
        self.reads += 1
        if "read" in self.working:
            return self.working["read"]
        raise OSError("down")

    def _put_record(self, record, condition=None, expected_opened_at=None):
        raise OSError("down")

    def _update_record(self, record):
        raise OSError("down")


def test_calls_go_on_without_the_store(downstream, caplog):
    store = Broken()
    call = breaker(store, failure_threshold=1)(downstream)
    assert [call(), call()] == ["fine"] * 2
    downstream.error = ConnectionError("down")
    fail(call, 3)
    assert store.reads == 5
    assert "can't be read; it is taken for closed" in caplog.text
    assert "can't be written" in caplog.text


def test_strict_a_store_that_is_down_is_asked_once_in_a_while(downstream, monkeypatch, clock):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    store = Broken()
    call = breaker(store, local_cache_max_age=5)(downstream)
    for _ in range(10):
        clock.advance(1)
        call()
    assert store.reads == 2


OPENED = CircuitStateRecord("payments", CircuitState.OPEN, 5, 0)


def test_an_election_that_fails_is_told(downstream):
    with pytest.raises(OSError, match="down"):
        breaker(Broken(read=OPENED))(downstream)()


def test_strict_an_election_that_fails_elects_nobody(downstream, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    fail(breaker(Broken(read=OPENED))(downstream), 1, CircuitBreakerOpenError)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_may_try_a_circuit_that_its_parent_tries(downstream):
    base._BEING_TRIED.add(("payments", "parent"))
    child = os.fork()
    if child == 0:
        os._exit(len(base._BEING_TRIED))
    assert os.waitpid(child, 0)[1] == 0
    assert base._BEING_TRIED


# --- Settings, values and requests ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"failure_threshold": 0}, "failure_threshold must be a positive integer"),
        ({"recovery_timeout": 1.5}, "recovery_timeout must be a positive integer"),
        ({"success_threshold": -1}, "success_threshold must be a positive integer"),
        ({"local_cache_max_age": -1}, "local_cache_max_age must be a non-negative integer"),
        ({"handled_exceptions": "ValueError"}, "must be an exception type or an iterable"),
        ({"handled_exceptions": 5}, "must be an exception type or an iterable"),
        ({"handled_exceptions": []}, "must contain at least one"),
        ({"ignored_exceptions": [KeyboardInterrupt]}, "must contain only exception types"),
        ({"handled_exceptions": KeyError, "ignored_exceptions": OSError}, "mutually exclusive"),
    ],
)
def test_settings_that_make_no_sense_are_refused(options, message):
    with pytest.raises(CircuitBreakerConfigError, match=message):
        CircuitBreakerConfig(**options)


def test_strict_true_is_no_number(monkeypatch):
    assert CircuitBreakerConfig(failure_threshold=True).failure_threshold == 1
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(CircuitBreakerConfigError):
        CircuitBreakerConfig(failure_threshold=True)


def test_values_are_dataclasses_to_everybody_who_asks():
    info = CircuitInfo(name="n", state=CircuitState.OPEN, failure_count=5, opened_at=6)
    assert dataclasses.asdict(info) == {"name": "n", "state": "OPEN", "failure_count": 5, "opened_at": 6}
    assert dataclasses.replace(info, failure_count=0) == CircuitInfo("n", CircuitState.OPEN, 0, 6)
    assert hash(info) == hash(dataclasses.replace(info))
    with pytest.raises(dataclasses.FrozenInstanceError):
        info.name = "other"
    with pytest.raises(TypeError, match="unhashable"):
        hash(OPENED)
    assert OPENED.to_circuit_info() == CircuitInfo("payments", CircuitState.OPEN, 5, 0)
    transition = CircuitTransition("n", CircuitState.OPEN, CircuitState.CLOSED)
    assert transition.opened_at is None
    assert pickle.loads(pickle.dumps(transition)) == transition


def test_states_are_texts():
    assert f"{CircuitState.OPEN}" == str(CircuitState.OPEN) == "OPEN" == CircuitState.OPEN
    assert json.dumps(CircuitState.HALF_OPEN) == '"HALF_OPEN"'


@pytest.mark.parametrize(("arguments", "text"), [((), ""), (("a",), "a"), (("a", "b", ValueError("c")), "a - (bc)")])
def test_errors_say_what_they_were_told(arguments, text):
    assert str(CircuitBreakerError(*arguments)) == text


@pytest.fixture
def client():
    return boto3.client("dynamodb", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")


def test_the_requests_of_a_circuit(client, clock, downstream):
    store = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=client)
    call = breaker(store, failure_threshold=1, success_threshold=1)(downstream)
    key = {"id": {"S": "payments"}}
    read = {"TableName": "circuits", "Key": key, "ConsistentRead": False}
    opened = {
        **key,
        "state": {"S": "OPEN"},
        "failure_count": {"N": "1"},
        "opened_at": {"N": str(NOW)},
        "expiration": {"N": str(NOW + 3630)},
    }
    half_open = {
        **key,
        "state": {"S": "HALF_OPEN"},
        "failure_count": {"N": "0"},
        "opened_at": {"N": str(NOW)},
        "half_open_owner": {"S": base._probe_owner_id()},
        "probe_lease_expiry": {"N": str(NOW + 60)},
        "expiration": {"N": str(NOW + 3660)},
    }
    election = {
        "TableName": "circuits",
        "Item": half_open,
        "ConditionExpression": "(#state = :open AND attribute_not_exists(#half_open_owner) AND "
        "#opened_at = :expected_opened_at) OR (#state = :half_open AND #probe_lease_expiry <= :now)",
        "ExpressionAttributeNames": {
            "#state": "state",
            "#half_open_owner": "half_open_owner",
            "#opened_at": "opened_at",
            "#probe_lease_expiry": "probe_lease_expiry",
        },
        "ExpressionAttributeValues": {
            ":open": {"S": "OPEN"},
            ":half_open": {"S": "HALF_OPEN"},
            ":expected_opened_at": {"N": str(NOW)},
            ":now": {"N": str(NOW + 30)},
        },
    }
    with Stubber(client) as stub:
        stub.add_response("get_item", {}, read)
        stub.add_response("put_item", {}, {"TableName": "circuits", "Item": opened})
        downstream.error = ConnectionError("down")
        fail(call, 1)
        clock.advance(30)
        stub.add_response("get_item", {"Item": opened}, read)
        stub.add_response("put_item", {}, election)
        stub.add_response("update_item", {})
        downstream.error = None
        call()
        stub.assert_no_pending_responses()


def test_other_errors_of_an_election_are_told(client, clock):
    store = CircuitBreakerDynamoDBPersistence("circuits", boto3_client=client)
    with Stubber(client) as stub:
        stub.add_client_error("put_item", "AccessDeniedException")
        with pytest.raises(Exception, match="AccessDeniedException"):
            store.try_acquire_half_open("payments", "me", 0)


def test_arguments_of_the_table_that_make_no_sense():
    with pytest.raises(CircuitBreakerConfigError, match="cannot be the same"):
        CircuitBreakerDynamoDBPersistence("t", sort_key_attr="id", boto3_client=Client("id"))
    with pytest.warns(PowertoolsUserWarning, match="static_pk_value is ignored"):
        CircuitBreakerDynamoDBPersistence("t", static_pk_value="x", boto3_client=Client("id"))


def test_a_decorated_function_keeps_its_name():
    @circuit_breaker("payments", CircuitBreakerInMemoryPersistence())
    def charge(order: int) -> str:
        """Charges."""
        return str(order)

    assert (charge.__name__, charge.__doc__, charge(5)) == ("charge", "Charges.", "5")
