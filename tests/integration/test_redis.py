"""What only a real Redis can tell: scripts, TLS, lifetimes."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest
import redis_server

from aws_lambda_powertools.utilities.idempotency import CachePersistenceLayer, IdempotencyConfig, idempotent

pytestmark = pytest.mark.integration


class Context:
    def __init__(self, milliseconds=60_000):
        self.milliseconds = milliseconds

    def get_remaining_time_in_millis(self):
        return self.milliseconds


def handler_on(layer, answer, prefix=None, **options):
    @idempotent(persistence_store=layer, config=IdempotencyConfig(**options), key_prefix=prefix or str(uuid4()))
    def handler(event, context):
        return answer(event, context) if callable(answer) else answer

    return handler


def test_records_are_kept_over_tls():
    try:
        with redis_server.running(tls=True) as url:
            handler = handler_on(CachePersistenceLayer(url=url), "done")
            assert [handler({"id": 1}, Context()) for _ in range(2)] == ["done"] * 2
    except redis_server.NotToBeHadError as error:
        pytest.skip(str(error))


def test_the_server_forgets_records_by_itself(redis_url):
    layer = CachePersistenceLayer(url=redis_url)
    prefix = str(uuid4())
    handler_on(layer, "done", prefix, expires_after_seconds=100)({"id": 1}, Context())
    (key,) = layer.client.keys(f"{prefix}*")
    assert 90 <= layer.client.ttl(key) <= 100


def test_who_is_late_never_overwrites_a_newer_run(redis_url):
    layer = CachePersistenceLayer(url=redis_url)
    runs = []

    def slow(event, context):
        runs.append(event)
        if len(runs) > 1:
            return "second"
        time.sleep(0.2)
        assert handler(event, Context()) == "second"
        return "first"

    handler = handler_on(layer, slow)
    with pytest.warns(UserWarning, match="finished after its lease had ended"):
        assert handler({"id": 1}, Context(100)) == "first"
    assert handler({"id": 1}, Context()) == "second"


def test_who_is_late_and_alone_is_stored(redis_url):
    layer = CachePersistenceLayer(url=redis_url)
    runs = []

    def slow(event, context):
        runs.append(event)
        time.sleep(0.1)
        return "late"

    handler = handler_on(layer, slow)
    assert [handler({"id": 1}, Context(50)) for _ in range(2)] == ["late"] * 2
    assert len(runs) == 1


def test_who_fails_late_and_alone_gives_its_claim_up(redis_url):
    layer = CachePersistenceLayer(url=redis_url)
    outcomes = [ValueError("late"), "done"]

    def slow(event, context):
        time.sleep(0.1)
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    handler = handler_on(layer, slow)
    with pytest.raises(ValueError, match="late"):
        handler({"id": 1}, Context(50))
    assert handler({"id": 1}, Context()) == "done"
