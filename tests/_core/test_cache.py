"""Caches that never grow without bound."""

from __future__ import annotations

import os
import sys
import threading

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.cache import LRUCache, SingleFlight, TTLCache

KEYS = st.integers(0, 6)


@given(st.integers(1, 4), st.lists(st.tuples(st.sampled_from(["get", "put", "pop"]), KEYS)))
def test_a_cache_holds_what_was_used_last(size, steps):
    cache, model = LRUCache(size), {}
    for number, (step, key) in enumerate(steps):
        if step == "put":
            cache.put(key, number)
            model.pop(key, None)
            model[key] = number
        elif step == "pop":
            assert cache.pop(key) == model.pop(key, None)
        else:
            assert cache.get(key, "none") == model.get(key, "none")
            if key in model:
                model[key] = model.pop(key)
        while len(model) > size:
            del model[next(iter(model))]
        assert len(cache) == len(model)
        assert all(key in cache for key in model)


def test_none_is_a_value_too():
    cache = LRUCache()
    cache.put("key", None)
    assert cache.get("key", "default") is None
    assert cache.pop("key", "default") is None
    assert cache.pop("key", "default") == "default"


def test_a_cache_can_be_cleared():
    cache = LRUCache(5)
    cache.put("key", 1)
    cache.clear()
    assert "key" not in cache


@pytest.mark.parametrize("cache", [LRUCache, TTLCache])
@pytest.mark.parametrize("size", [0, -1])
def test_a_cache_holds_at_least_one_item(cache, size):
    with pytest.raises(ValueError, match="max_items"):
        cache(size)


@pytest.fixture
def busy_threads():
    """Switch threads as often as possible."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def run_threads(work, count=8):
    errors = []

    def guarded(number):
        try:
            work(number)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_threads_share_a_cache(busy_threads):
    cache = LRUCache(10)

    def work(number):
        for step in range(2000):
            key = (step * number) % 15
            cache.put(key, key)
            assert cache.get(key, key) == key
            cache.pop((key + 1) % 15)

    run_threads(work)
    assert len(cache) <= 10


# --- lifetimes ------------------------------------------------------------------------------------------------------


def test_an_entry_is_there_for_its_lifetime(clock):
    cache = TTLCache()
    cache.put("key", 1, lifetime=10)
    clock.advance(9.9)
    assert cache.get("key") == 1
    assert "key" in cache
    clock.advance(0.1)
    assert cache.get("key", "gone") == "gone"
    assert "key" not in cache
    assert cache.pop("key", "gone") == "gone"


def test_putting_begins_a_new_lifetime(clock):
    cache = TTLCache()
    cache.put("key", 1, lifetime=10)
    clock.advance(5)
    cache.put("key", 2, lifetime=10)
    clock.advance(9)
    assert cache.pop("key") == 2


@pytest.mark.parametrize("lifetime", [0, -5])
def test_without_a_lifetime_nothing_is_kept(clock, lifetime):
    cache = TTLCache()
    cache.put("key", 1, lifetime=10)
    cache.put("key", 2, lifetime=lifetime)
    assert cache.get("key") is None


def test_expired_entries_do_not_stay_in_memory(clock):
    cache = TTLCache(max_items=10_000)
    for number in range(1000):
        cache.put(number, number, lifetime=5)
    clock.advance(10)
    cache.put("new", 1, lifetime=5)
    assert len(cache) == 1


def test_of_too_many_entries_the_least_used_goes_first(clock):
    cache = TTLCache(max_items=2)
    cache.put("a", 1, lifetime=5)
    cache.put("b", 2, lifetime=100)
    cache.get("a")
    cache.put("c", 3, lifetime=5)
    assert [key in cache for key in "abc"] == [True, False, True]
    cache.clear()
    assert "a" not in cache


# --- single flight --------------------------------------------------------------------------------------------------


class Flight:
    """Several threads that want one value, which is made only once all of them have asked for it."""

    def __init__(self, make, count=5):
        self.flights = SingleFlight()
        self.made = 0
        self.outcomes = []
        self._asked = threading.Semaphore(0)
        self._make = make
        self._threads = [threading.Thread(target=self._want) for _ in range(count)]
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join(10)

    def _want(self):
        self._asked.release()
        try:
            self.outcomes.append(self.flights.do("key", self._slowly))
        except Exception as error:
            self.outcomes.append(error)

    def _slowly(self):
        self.made += 1
        for _ in self._threads:
            self._asked.acquire(timeout=10)
        return self._make()


def test_however_many_want_a_value_it_is_made_once():
    flight = Flight(lambda: "value")
    assert flight.made == 1
    assert flight.outcomes == ["value"] * 5


def test_a_failure_is_everybodys_failure():
    flight = Flight(lambda: 1 / 0)
    assert flight.made == 1
    assert [type(outcome) for outcome in flight.outcomes] == [ZeroDivisionError] * 5


def test_afterwards_the_value_is_made_anew():
    flights, values = SingleFlight(), iter("ab")
    assert [flights.do("key", lambda: next(values)) for _ in "ab"] == ["a", "b"]
    with pytest.raises(ZeroDivisionError):
        flights.do("key", lambda: 1 / 0)
    assert flights.do("key", lambda: "c") == "c"


def test_different_values_do_not_wait_for_each_other():
    flights = SingleFlight()
    assert flights.do("outer", lambda: flights.do("inner", lambda: 1) + 1) == 2


def test_who_wants_a_value_while_making_it_does_not_wait_for_itself():
    flights = SingleFlight()
    assert flights.do("key", lambda: flights.do("key", lambda: 1) + 1) == 2


# --- forks ----------------------------------------------------------------------------------------------------------


def in_child(work):
    """The exit status of a forked process that does this work."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_process_does_not_wait_for_threads_of_its_parent():
    cache, flights = LRUCache(), SingleFlight()
    cache.put("key", 1)
    going, leave = threading.Event(), threading.Event()

    def stay():
        going.set()
        leave.wait(10)

    def hold():
        with cache._lock:
            flights.do("key", stay)

    thread = threading.Thread(target=hold)
    thread.start()
    going.wait(10)

    def work():
        assert cache.get("key") == 1
        assert flights.do("key", lambda: "own") == "own"

    try:
        assert in_child(work) == 0
    finally:
        leave.set()
        thread.join()
