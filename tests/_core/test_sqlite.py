"""Records in a file that many processes share."""

from __future__ import annotations

import multiprocessing
import sqlite3
import threading

import pytest

from aws_lambda_powertools._core.memory import MemoryTable
from aws_lambda_powertools._core.records import ConditionFailed, StoreError, absent, equals
from aws_lambda_powertools._core.sqlite import SQLiteTable
from aws_lambda_powertools.warnings import PowertoolsUserWarning

PROCESSES = 6
ROUNDS = 60


@pytest.fixture
def path(tmp_path):
    return tmp_path / "records.db"


@pytest.fixture
def table(path):
    table = SQLiteTable(path, expiry_attr="expires")
    yield table
    table.close()


def race(path, number, barrier, wins):
    """Each process claims each key and raises one counter."""
    table = SQLiteTable(path, timeout=30)
    for key in range(ROUNDS):
        barrier.wait(60)
        try:
            table.put(f"key-{key}", {"owner": number}, only_if=absent())
        except ConditionFailed:
            pass
        else:
            wins.put(key)
        increment(table)
    table.close()


def increment(table):
    while True:
        count = (table.get("counter") or {"count": 0})["count"]
        try:
            table.put("counter", {"count": count + 1}, only_if=absent() if count == 0 else equals("count", count))
        except ConditionFailed:
            continue
        return


def test_of_many_processes_exactly_one_wins(path):
    context = multiprocessing.get_context("spawn")
    barrier, wins = context.Barrier(PROCESSES), context.Queue()
    processes = [context.Process(target=race, args=(path, number, barrier, wins)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    winners = sorted(wins.get(timeout=60) for _ in range(ROUNDS))
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert winners == list(range(ROUNDS))
    assert wins.empty()
    table = SQLiteTable(path)
    assert table.get("counter") == {"count": PROCESSES * ROUNDS}
    table.close()


def test_of_many_threads_exactly_one_wins(table):
    wins = []

    def work(number):
        for key in range(50):
            try:
                table.put(f"key-{key}", {"owner": number}, only_if=absent())
            except ConditionFailed:
                continue
            wins.append(key)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins) == list(range(50))


def child_of_a_fork(table, barrier):
    barrier.wait(10)
    table.put("of the child", {"a": 1}, only_if=absent())
    assert table.get("of the parent") == {"a": 1}


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_store_is_usable_on_both_sides_of_a_fork(table):
    table.put("of the parent", {"a": 1})
    context = multiprocessing.get_context("fork")
    barrier = context.Barrier(2)
    child = context.Process(target=child_of_a_fork, args=(table, barrier))
    child.start()
    barrier.wait(10)
    table.put("of the parent, too", {"a": 2})
    child.join(10)
    assert child.exitcode == 0
    assert table.get("of the child") == {"a": 1}


def test_records_outlive_the_store(path):
    first = SQLiteTable(path)
    first.put("key", {"a": b"\x00", "b": {"c": [1.5]}})
    first.close()
    first.close()
    second = SQLiteTable(path)
    assert second.get("key") == {"a": b"\x00", "b": {"c": [1.5]}}
    second.close()


def test_a_closed_store_opens_again(table):
    table.put("key", {"a": 1})
    table.close()
    assert table.get("key") == {"a": 1}


def test_one_file_may_hold_several_tables(path, table):
    other = SQLiteTable(path, table="connections")
    other.put("key", {"a": 1})
    assert table.get("key") is None
    other.close()


def test_nothing_is_written_to_disk_in_another_language(path, table):
    table.put("key", {"a": 1})
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT item FROM records").fetchall() == [('{"a":{"N":"1"}}',)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


@pytest.mark.parametrize("name", ["", "a b", 'x"; DROP TABLE records; --'])
def test_a_table_has_a_plain_name(path, name):
    with pytest.raises(ValueError, match="table"):
        SQLiteTable(path, table=name)


def test_a_file_that_can_not_be_used_is_an_error_with_its_path(tmp_path):
    (tmp_path / "text").write_text("no database" * 100)
    for path in (tmp_path / "text", tmp_path / "no such folder" / "records.db"):
        table = SQLiteTable(path, timeout=0.05)
        with pytest.raises(StoreError, match=path.name):
            table.get("key")


def test_a_writer_that_stays_too_long_is_an_error_and_nothing_is_lost(path, table):
    table.put("key", {"a": 1})
    impatient = SQLiteTable(path, timeout=0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        impatient.put("key", {"a": 2})
    assert impatient.get("key") == {"a": 1}
    other.execute("COMMIT")
    other.close()
    impatient.put("key", {"a": 3})
    assert table.get("key") == {"a": 3}
    impatient.close()


def test_an_error_in_the_middle_changes_nothing(table, monkeypatch):
    table.put("key", {"a": 1})
    monkeypatch.setattr(table, "_sweep", lambda connection: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        table.put("key", {"a": 2})
    assert table.get("key") == {"a": 1}


@pytest.fixture(params=["memory", "sqlite"])
def expiring(request, table):
    return table if request.param == "sqlite" else MemoryTable(expiry_attr="expires")


def test_expired_records_are_swept_away(expiring, clock):
    now = clock.seconds()
    expiring.put("short", {"expires": now + 10})
    expiring.put("long", {"expires": now + 1000})
    expiring.put("for ever", {"a": 1})
    clock.advance(100)
    expiring.put("new", {"expires": now + 1000})
    assert [expiring.get(key) is None for key in ("short", "long", "for ever", "new")] == [True, False, False, False]


def test_memory_is_bounded():
    table = MemoryTable(max_records=3)
    for number in range(3):
        table.put(f"{number}", {"a": number})
    table.update("0", {"a": 10})
    with pytest.warns(PowertoolsUserWarning, match="3 records"):
        table.put("3", {"a": 3})
    table.put("4", {"a": 4})  # a second warning would be an error
    assert [table.get(f"{number}") is None for number in range(5)] == [False, True, True, False, False]
