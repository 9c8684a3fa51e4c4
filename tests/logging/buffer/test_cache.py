"""What is held back, by key; the oldest goes when there is no room."""

from __future__ import annotations

import os
import threading

import pytest

from aws_lambda_powertools.logging.buffer.cache import MOST_KEYS, KeyBufferCache, LoggerBufferCache


def test_items_of_a_key():
    items = KeyBufferCache()
    items.add("abc")
    items.add({"a": "ü"})
    assert (items.get(), items.current_size, items.has_evicted) == (["abc", {"a": "ü"}], 3 + 11, False)
    assert items.remove_oldest() == "abc"
    assert (items.current_size, items.has_evicted) == (11, True)
    items.clear()
    assert (items.get(), items.current_size, items.has_evicted) == ([], 0, False)
    with pytest.raises(IndexError):
        items.remove_oldest()


def test_the_oldest_make_room():
    cache = LoggerBufferCache(20)
    cache.add("k", "0123456789")
    cache.add("k", "9876543210")
    assert (cache.get_current_size("k"), cache.has_items_evicted("k")) == (20, False)
    cache.add("k", "01234")
    assert (cache.get("k"), cache.get_current_size("k"), cache.has_items_evicted("k")) == (
        ["9876543210", "01234"],
        15,
        True,
    )


def test_sizes_are_bytes():
    cache = LoggerBufferCache(20)
    cache.add("k", "ü" * 10)
    assert cache.get_current_size("k") == 20
    with pytest.raises(BufferError, match="An item of 22 bytes has no room in a buffer of 20 bytes"):
        cache.add("k", "ü" * 11)
    cache.add("k", "anything", size=20)
    assert cache.get("k") == ["anything"]
    cache.add("k", "\ud800")
    assert cache.get("k") == ["\ud800"]


def test_keys_are_apart():
    cache = LoggerBufferCache(20)
    cache.add("a", "1")
    cache.add("b", "2")
    cache.clear("a")
    assert (cache.get("a"), cache.get("b")) == ([], ["2"])
    assert (cache.get_current_size("a"), cache.has_items_evicted("a")) == (None, False)
    cache.clear("unknown")
    cache.clear()
    assert cache.get("b") == []


def test_what_is_taken_out_is_gone():
    cache = LoggerBufferCache(20)
    cache.add("k", "1")
    assert cache.take("k").get() == ["1"]
    assert cache.take("k") is None


def test_there_are_not_more_keys_than_a_few():
    cache = LoggerBufferCache(20)
    for number in range(100):
        cache.add(number, str(number))
    assert list(cache.cache) == list(range(100 - MOST_KEYS, 100))


def test_many_threads_lose_nothing():
    cache = LoggerBufferCache(1_000_000)
    threads = [threading.Thread(target=lambda: [cache.add("k", "x") for _ in range(1000)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(cache.get("k")), cache.get_current_size("k")) == (8000, 8000)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_lock_held_at_a_fork_does_not_hold_up_the_child():
    cache = LoggerBufferCache(20)
    held, go = threading.Event(), threading.Event()

    def hold():
        with cache._lock:
            held.set()
            go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    child = os.fork()
    if not child:
        cache.add("k", "x")
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    go.set()
    thread.join()
