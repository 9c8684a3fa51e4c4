"""What is called again, after which pause, and when no more."""

from __future__ import annotations

import asyncio
import inspect
import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from hypothesis import given, strategies

from aws_lambda_powertools import Logger
from aws_lambda_powertools._core import clock as toolkit_clock
from aws_lambda_powertools.utilities.circuit_breaker import (
    CircuitBreakerConfig,
    CircuitBreakerOpenError,
    circuit_breaker,
)
from aws_lambda_powertools.utilities.circuit_breaker.persistence import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    idempotent_function,
)
from aws_lambda_powertools.utilities.retrying import Failure, RetryBudget, RetryPolicy, retry


class Service:
    """Fails as often as it is told, then answers."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.calls = 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        outcome = self.outcomes.pop(0) if self.outcomes else "fine"
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    async def later(self):
        return self()


@pytest.fixture
def slept(clock, monkeypatch):
    """The pauses that were made, in the frozen time."""
    pauses = []
    advance = clock.sleep

    def sleep(seconds):
        pauses.append(seconds)
        advance(seconds)

    async def sleep_async(seconds):
        sleep(seconds)

    monkeypatch.setattr(toolkit_clock, "sleep", sleep)
    monkeypatch.setattr(asyncio, "sleep", sleep_async)
    return pauses


def test_two_failures_then_success_are_three_calls(slept):
    """S-RTY-01"""
    service = Service(OSError(), OSError())
    assert retry(max_attempts=3)(service)() == "fine"
    assert service.calls == 3


def test_it_gives_up_with_the_last_exception_itself(slept):
    """S-RTY-02"""
    last = OSError("last")
    service = Service(OSError(), OSError(), last, "too late")
    with pytest.raises(OSError, match="last") as caught:
        retry(max_attempts=3)(service)()
    assert caught.value is last
    assert service.calls == 3


def test_name_doc_and_signature_are_kept():
    """S-RTY-03"""

    @retry
    def fetch(url: str, *, timeout: float = 1) -> str:
        """Fetches."""
        return url

    assert (fetch.__name__, fetch.__doc__, fetch("u")) == ("fetch", "Fetches.", "u")
    assert list(inspect.signature(fetch).parameters) == ["url", "timeout"]


async def test_coroutine_functions_are_awaited(slept):
    """S-RTY-03"""
    service = Service(OSError(), OSError())
    fetch = retry(max_attempts=3, jitter="none")(service.later)
    assert asyncio.iscoroutinefunction(fetch)
    assert await fetch() == "fine"
    assert slept == [0.1, 0.2]


@pytest.mark.parametrize(
    ("options", "pauses"),
    [
        ({}, [0.1, 0.2, 0.4, 0.8]),
        ({"delay": 1, "backoff": 3}, [1, 3, 9, 20]),
        ({"delay": 1, "backoff": 1}, [1, 1, 1, 1]),
        ({"delay": 0}, [0, 0, 0, 0]),
        ({"delay": 5, "max_delay": 7}, [5, 7, 7, 7]),
    ],
)
def test_pauses_without_jitter(options, pauses, slept):
    """S-RTY-04"""
    service = Service(*[OSError()] * 4)
    retry(max_attempts=5, jitter="none", **options)(service)()
    assert slept == pytest.approx(pauses)


@given(
    jitter=strategies.sampled_from(["full", "decorrelated", "none"]),
    delay=strategies.floats(0, 1e6),
    backoff=strategies.floats(1, 1e6),
    max_delay=strategies.floats(0, 1e6),
    attempt=strategies.integers(1, 10**6),
    before=strategies.floats(0, 1e6),
)
def test_a_pause_is_never_longer_than_the_longest(jitter, delay, backoff, max_delay, attempt, before):
    policy = RetryPolicy(max_attempts=10**7, jitter=jitter, delay=delay, backoff=backoff, max_delay=max_delay)
    pause = policy.pause_after(Failure(attempt, OSError(), None), before)
    assert pause is not None
    assert 0 <= pause <= max_delay


def test_full_jitter_spreads_from_nothing_to_the_whole_pause(slept):
    for _ in range(200):
        retry(max_attempts=2, delay=1)(Service(OSError()))()
    assert min(slept) < 0.1
    assert 0.9 < max(slept) <= 1


def test_decorrelated_jitter_grows_from_the_pause_before(slept):
    retry(max_attempts=50, delay=0.1, max_delay=2, jitter="decorrelated")(Service(*[OSError()] * 49))()
    assert min(slept) >= 0.1
    assert max(slept) <= 2
    assert all(after <= max(0.3, before * 3) for before, after in itertools.pairwise(slept))


@pytest.mark.parametrize(
    ("options", "error", "calls"),
    [
        ({"exceptions": OSError}, OSError(), 3),
        ({"exceptions": (OSError, KeyError)}, KeyError(), 3),
        ({"exceptions": OSError}, ValueError(), 1),
        ({"retry_if": lambda error: "again" in str(error)}, OSError("again"), 3),
        ({"retry_if": lambda error: "again" in str(error)}, OSError("never"), 1),
        ({"max_attempts": 1}, OSError(), 1),
        ({}, KeyboardInterrupt(), 1),
        ({}, CircuitBreakerOpenError("open"), 1),
    ],
)
def test_which_exceptions_are_retried(options, error, calls, slept):
    service = Service(*[error] * 3)
    with pytest.raises(type(error)):
        retry(**options)(service)()
    assert service.calls == calls


def test_results_can_be_refused(slept):
    service = Service("pending", "pending", "done")
    assert retry(retry_if_result=lambda result: result == "pending")(service)() == "done"
    assert service.calls == 3


def test_the_last_refused_result_is_returned(slept):
    service = Service(*["pending"] * 5)
    assert retry(retry_if_result=lambda result: result == "pending")(service)() == "pending"
    assert service.calls == 3


async def test_results_of_coroutines_can_be_refused(slept):
    service = Service("pending", "done")
    assert await retry(retry_if_result=lambda result: result == "pending")(service.later)() == "done"


# --- Retry-After ------------------------------------------------------------------------------------------------


class HttpError(Exception):
    def __init__(self, header):
        super().__init__(header)
        self.response = SimpleNamespace(headers={"Content-Type": "text/plain", "Retry-After": header})


class AwsError(Exception):
    def __init__(self, header):
        super().__init__(header)
        self.response = {"ResponseMetadata": {"HTTPHeaders": {"retry-after": header}}}


class AsyncClientError(Exception):
    def __init__(self, header):
        super().__init__(header)
        self.headers = {"retry-after": header}


@pytest.mark.parametrize("error", [HttpError, AwsError, AsyncClientError])
@pytest.mark.parametrize(
    ("header", "pause"),
    [
        ("7", 7),
        (" 7.5 ", 7.5),
        ("0", 0.1),
        ("-5", 0.1),
        ("Thu, 15 Jan 2026 10:30:09 GMT", 9),
        ("Thu, 15 Jan 2026 10:00:00 GMT", 0.1),
        ("soon", 0.1),
        ("nan", 0.1),
        ("", 0.1),
        ("Fri, 31 Dec 9999 23:59:59 -2300", None),
        ("21", None),
        ("inf", None),
    ],
)
def test_a_service_may_ask_for_a_longer_pause(error, header, pause, slept):
    service = Service(error(header))
    call = retry(jitter="none", max_delay=20)(service)
    if pause is None:
        with pytest.raises(error):
            call()
        assert slept == []
    else:
        assert call() == "fine"
        assert slept == [pytest.approx(pause)]


def test_a_refused_response_may_ask_for_a_pause_too(slept):
    busy = SimpleNamespace(status=503, headers={"Retry-After": "3"})
    service = Service(busy)
    retry(jitter="none", retry_if_result=lambda answer: answer is busy)(service)()
    assert slept == [3]


@given(strategies.text())
def test_any_header_is_understood_or_ignored(header):
    pause = RetryPolicy(jitter="none").pause_after(Failure(1, HttpError(header), None), 0)
    assert pause is None or 0.1 <= pause <= 20


# --- Deadline ---------------------------------------------------------------------------------------------------


def handler_with(call, remaining):
    @Logger(service="t").inject_lambda_context
    def handler(event, context):
        return call()

    class Context:
        function_name = memory_limit_in_mb = invoked_function_arn = aws_request_id = function_version = "1"
        end = toolkit_clock.monotonic() + remaining

        def get_remaining_time_in_millis(self):
            return int((self.end - toolkit_clock.monotonic()) * 1000)

    return lambda: handler({}, Context())


def test_a_pause_never_goes_beyond_the_deadline(slept):
    service = Service(*[OSError("down")] * 100)
    call = handler_with(retry(max_attempts=100, delay=1, backoff=1, jitter="none")(service), remaining=3.5)
    with pytest.raises(OSError, match="down"):
        call()
    assert slept == [1, 1, 1]


async def test_a_pause_of_a_coroutine_neither(slept):
    service = Service(*[OSError("down")] * 100)
    fetch = retry(max_attempts=100, delay=1, backoff=1, jitter="none")(service.later)

    @Logger(service="t").inject_lambda_context
    async def handler(event, context):
        return await fetch()

    end = toolkit_clock.monotonic() + 2.5
    context = SimpleNamespace(
        function_name="f",
        memory_limit_in_mb=128,
        invoked_function_arn="a",
        aws_request_id="r",
        get_remaining_time_in_millis=lambda: int((end - toolkit_clock.monotonic()) * 1000),
    )
    with pytest.raises(OSError, match="down"):
        await handler({}, context)
    assert slept == [1, 1]


# --- Budget -----------------------------------------------------------------------------------------------------


def test_a_budget_ends_retries_for_all_who_share_it(slept):
    budget = RetryBudget(capacity=10, retry_cost=5, success_credit=1)
    services = [Service(*[OSError()] * 10) for _ in range(3)]
    for service in services:
        with pytest.raises(OSError):
            retry(max_attempts=3, budget=budget)(service)()
    assert [service.calls for service in services] == [3, 1, 1]


def test_successes_fill_a_budget_up_to_its_capacity(slept):
    budget = RetryBudget(capacity=5, retry_cost=5, success_credit=1)
    policy = RetryPolicy(budget=budget)
    assert policy.call(Service(OSError())) == "fine"
    assert budget.tokens == 1
    for _ in range(10):
        policy.call(Service())
    assert budget.tokens == 5


def test_a_budget_counts_right_under_threads():
    budget = RetryBudget(capacity=100, retry_cost=1, success_credit=0)
    with ThreadPoolExecutor(8) as threads:
        taken = list(threads.map(lambda _: budget.take(), range(500)))
    assert sum(taken) == 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_can_use_a_budget_that_was_locked():
    budget = RetryBudget()
    with budget._lock:
        child = os.fork()
        if child == 0:
            os._exit(0 if budget.take() else 1)
    assert os.waitpid(child, 0)[1] == 0


# --- Hooks, policies, mistakes ----------------------------------------------------------------------------------


def test_a_hook_is_told_of_each_retry(slept):
    seen = []
    service = Service(OSError("one"), OSError("two"))
    note = lambda failure: seen.append((failure.attempt, str(failure.error), failure.pause))  # noqa: E731
    retry(jitter="none", on_retry=note)(service)()
    assert seen == [(1, "one", 0.1), (2, "two", 0.2)]
    assert repr(Failure(1, None, "pending")) == "Failure(attempt=1, error=None, pause=0.000)"


def test_a_hook_that_fails_is_told_once_and_ignored(slept):
    service = Service(OSError(), OSError())
    with pytest.warns(UserWarning, match="The hook on_retry failed") as warnings:
        assert retry(on_retry=lambda failure: 1 / 0)(service)() == "fine"
    assert len(warnings) == 1


def test_one_policy_serves_any_number_of_functions(slept):
    policy = RetryPolicy(max_attempts=2)
    first, second = Service(OSError()), Service(OSError())
    assert [policy(first)(), policy(second)(), policy.call(Service(OSError()), 1, two=2)] == ["fine"] * 3


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"max_attempts": 0}, ValueError, "max_attempts is 0; it must be a whole number of 1 or more"),
        ({"max_attempts": True}, ValueError, "max_attempts is True"),
        ({"max_attempts": 2.5}, ValueError, "max_attempts is 2.5"),
        ({"delay": -1}, ValueError, "delay is -1; it must be a number of 0 or more"),
        ({"delay": float("nan")}, ValueError, "delay is nan"),
        ({"max_delay": float("inf")}, ValueError, "max_delay is inf"),
        ({"backoff": 0.5}, ValueError, "backoff is 0.5; it must be a number of 1 or more"),
        ({"jitter": "some"}, ValueError, "jitter is 'some'; it is one of 'full', 'decorrelated', 'none'"),
        ({"exceptions": "OSError"}, TypeError, "its members must be classes of exceptions"),
        ({"exceptions": KeyboardInterrupt}, TypeError, "its members must be classes of exceptions"),
    ],
)
def test_options_that_make_no_sense_are_named(options, error, message):
    with pytest.raises(error, match=message):
        retry(**options)


@pytest.mark.parametrize("options", [{"capacity": 0}, {"retry_cost": -1}, {"success_credit": -1}])
def test_budgets_that_make_no_sense_are_refused(options):
    with pytest.raises(ValueError, match=f"{next(iter(options))} is"):
        RetryBudget(**options)


def test_generator_functions_are_refused():
    def generator():
        yield 1

    with pytest.raises(TypeError, match="is a generator function"):
        retry(generator)


# --- With the other two -----------------------------------------------------------------------------------------


def test_retries_around_a_circuit_breaker_end_when_it_opens(slept):
    service = Service(*[OSError("down")] * 10)
    config = CircuitBreakerConfig(failure_threshold=2)
    store = CircuitBreakerInMemoryPersistence()
    call = retry(max_attempts=5)(circuit_breaker("retried", store, config=config)(service))
    with pytest.raises(CircuitBreakerOpenError):
        call()
    assert service.calls == 2


def test_retries_inside_an_idempotent_function_are_one_run(slept, lambda_context):
    service = Service(OSError(), OSError())

    @idempotent_function(
        data_keyword_argument="order",
        persistence_store=InMemoryPersistenceLayer(),
        config=IdempotencyConfig(lambda_context=lambda_context),
    )
    @retry(max_attempts=3)
    def charge(order):
        return service()

    assert [charge("o-1"), charge("o-1")] == ["fine"] * 2
    assert service.calls == 3
