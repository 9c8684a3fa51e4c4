"""16 processes want the same 1,000 keys: each runs exactly once, on every store."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
)

pytestmark = pytest.mark.integration

PROCESSES = 16
KEYS = 1000
ABANDONED = 100


class Context:
    def __init__(self, milliseconds=300_000):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


def charging(store, prefix, note):
    @idempotent_function(
        data_keyword_argument="order",
        persistence_store=store,
        config=IdempotencyConfig(lambda_context=Context()),
        key_prefix=prefix,
    )
    def charge(order):
        note(order)
        return {"charged": order, "by": str(uuid4())}

    return charge


def answers_to_all(charge, keys):
    answers = {}
    for key in keys:
        try:
            answers[key] = charge(key)["by"]
        except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError):
            continue
    return answers


def race(open_store, prefix, keys, folder, in_process):
    """Which keys ran how often, and the different answers that were given for each key."""
    folder.mkdir()
    start = multiprocessing.get_context("fork").Barrier(PROCESSES)

    def racer(number):
        store = open_store()
        with open(folder / str(number), "w") as notes:
            charge = charging(store, prefix, lambda key: notes.write(f"run {key}\n"))
            start.wait(60)
            for key, answer in answers_to_all(charge, keys).items():
                notes.write(f"answer {key} {answer}\n")

    codes = in_process(*(lambda number=number: racer(number) for number in range(PROCESSES)))
    assert codes == [0] * PROCESSES
    runs, answers = Counter(), {}
    for file in folder.iterdir():
        for line in file.read_text().splitlines():
            kind, key, *answer = line.split()
            if kind == "run":
                runs[key] += 1
            else:
                answers.setdefault(key, set()).add(answer[0])
    return runs, answers


@pytest.mark.parametrize("open_store", ["sqlite", "redis", "dynamodb"], indirect=True)
def test_each_key_runs_once_and_has_one_answer(open_store, tmp_path, in_process):
    runs, answers = race(open_store, str(uuid4()), range(KEYS), tmp_path / "notes", in_process)
    assert runs == {str(key): 1 for key in range(KEYS)}
    assert {len(different) for different in answers.values()} == {1}


def test_each_abandoned_claim_is_taken_over_once(open_store, tmp_path, in_process):
    prefix = str(uuid4())

    def abandon():
        store = open_store()
        store.configure(IdempotencyConfig(), "charge", prefix)
        for key in range(ABANDONED):
            store.save_inprogress(data=key, remaining_time_in_millis=1)

    assert in_process(abandon) == [0]
    runs, answers = race(open_store, prefix, range(ABANDONED), tmp_path / "notes", in_process)
    assert runs == {str(key): 1 for key in range(ABANDONED)}
    assert {len(different) for different in answers.values()} == {1}


def test_threads_share_memory_and_each_key_runs_once():
    runs = []
    charge = charging(InMemoryPersistenceLayer(), "threads", runs.append)
    with ThreadPoolExecutor(PROCESSES) as threads:
        all_answers = list(threads.map(lambda _: answers_to_all(charge, range(KEYS)), range(PROCESSES)))
    assert sorted(runs) == list(range(KEYS))
    for key in range(KEYS):
        assert len({answers[key] for answers in all_answers if key in answers}) == 1
