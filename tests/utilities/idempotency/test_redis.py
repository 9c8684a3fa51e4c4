"""Records in Redis and Valkey: the commands of version 3, and no late finisher, whatever the client can do."""

from __future__ import annotations

import hashlib
import json

import pytest

from aws_lambda_powertools.utilities.idempotency import CachePersistenceLayer, IdempotencyConfig, idempotent
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceConfigError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)
from aws_lambda_powertools.utilities.idempotency.persistence.redis import (
    CacheConnection,
    RedisCachePersistenceLayer,
    RedisConnection,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

EVENT = {"id": 1}
KEY = "charge#" + hashlib.md5(b'{"id": 1}').hexdigest()
NOW = 1_768_473_000


class Client:
    """Has only what version 3 needs of a client."""

    def __init__(self):
        self.values = {}
        self.calls = []

    def get(self, name):
        self.calls.append(("get", name))
        return self.values.get(name)

    def set(self, name, value, ex=None, px=None, nx=False):
        self.calls.append(("set", name, value, ex, nx))
        if nx and name in self.values:
            return None
        self.values[name] = value
        return True

    def delete(self, *names):
        self.calls.append(("delete", *names))
        for name in names:
            self.values.pop(name, None)


class ScriptingClient(Client):
    """Runs the two scripts that the layer has, as their comments say."""

    def eval(self, script, numkeys, key, *arguments):
        self.calls.append(("eval", key, *arguments))
        assert numkeys == 1
        current = self.values.get(key)
        if "cjson" in script:
            attribute, claimed_until, value, _ = arguments
            if current not in (None, value) and json.loads(current).get(attribute) != claimed_until:
                return 0
        else:
            seen, value, _ = arguments
            if current != seen:
                return 0
        if value:
            self.values[key] = value
        else:
            self.values.pop(key, None)
        return 1


class ForbiddingClient(Client):
    def eval(self, *arguments):
        raise RuntimeError("this user has no permissions to run the 'eval' command")


@pytest.fixture(params=[Client, ScriptingClient, ForbiddingClient])
def client(request):
    return request.param()


def handler_on(client, answer=None, config=None):
    @idempotent(
        persistence_store=CachePersistenceLayer(client=client),
        config=config or IdempotencyConfig(),
        key_prefix="charge",
    )
    def handler(event, context):
        return answer(event) if callable(answer) else answer

    return handler


def claim_of(**more):
    values = {"status": "INPROGRESS", "expiration": NOW + 3600, "in_progress_expiration": NOW * 1000 + 3000}
    return json.dumps({**values, **more})


def result_of(data, **more):
    return json.dumps({"data": data, "status": "COMPLETED", "expiration": NOW + 3600, **more})


def test_a_new_key_takes_two_commands(client, clock, lambda_context):
    assert handler_on(client, {"charged": True})(EVENT, lambda_context) == {"charged": True}
    assert client.calls == [
        ("set", KEY, claim_of(), 3600, True),
        ("set", KEY, result_of('{"charged": true}'), 3600, False),
    ]


def test_a_replay_takes_two_commands(client, clock, lambda_context):
    """SET NX can't tell what is there."""
    client.values[KEY] = result_of("5")
    assert handler_on(client, pytest.fail)(EVENT, lambda_context) == 5
    assert [call[0] for call in client.calls] == ["set", "get"]


@pytest.mark.parametrize("as_bytes", [True, False])
def test_clients_may_decode_or_not(as_bytes, client, clock, lambda_context):
    text = result_of("5")
    client.values[KEY] = text.encode() if as_bytes else text
    assert handler_on(client, pytest.fail)(EVENT, lambda_context) == 5


def test_a_failed_run_deletes_its_record(client, clock, lambda_context):
    with pytest.raises(ZeroDivisionError):
        handler_on(client, lambda event: 1 / 0)(EVENT, lambda_context)
    assert client.values == {}


def test_a_run_in_progress_refuses_others(client, clock, lambda_context):
    client.values[KEY] = claim_of()
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler_on(client, pytest.fail)(EVENT, lambda_context)


def test_a_claim_of_version_3_without_lease_counts_as_held(client, clock, lambda_context):
    client.values[KEY] = claim_of(in_progress_expiration=None)
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler_on(client, pytest.fail)(EVENT, lambda_context)


@pytest.mark.parametrize(
    "abandoned",
    [
        claim_of(in_progress_expiration=NOW * 1000 - 1),
        result_of("1", expiration=NOW - 1),
        "no JSON",
        "5",
        "{}",
    ],
)
def test_a_record_that_is_no_longer_valid_is_taken_over(abandoned, client, clock, lambda_context):
    client.values[KEY] = abandoned
    assert handler_on(client, "new")(EVENT, lambda_context) == "new"
    assert json.loads(client.values[KEY])["data"] == '"new"'
    assert ("set", f"{KEY}:lock", "True", 10, True) in client.calls


def test_who_does_not_get_the_lock_does_not_take_over(client, clock, lambda_context):
    client.values[KEY] = claim_of(in_progress_expiration=NOW * 1000 - 1)
    client.values[f"{KEY}:lock"] = "True"
    with pytest.raises(Exception, match=r"in-progress|inconsistent"):
        handler_on(client, pytest.fail)(EVENT, lambda_context)


def test_a_lock_that_ended_too_early_helps_nobody(clock, lambda_context):
    """Between look and change another run takes the key over; with scripts, one of the two gets it."""
    client = ScriptingClient()
    client.values[KEY] = claim_of(in_progress_expiration=NOW * 1000 - 1)
    run_script = client.eval

    def late(*arguments):
        client.values[KEY] = claim_of(in_progress_expiration=NOW * 1000 + 9)
        return run_script(*arguments)

    client.eval = late
    with pytest.raises(IdempotencyAlreadyInProgressError):
        handler_on(client, pytest.fail)(EVENT, lambda_context)


def test_who_is_late_never_overwrites_a_newer_run(client, clock, lambda_context):
    answers = ["second"]

    def first(event):
        if answers == ["done"]:
            return answers.pop()
        clock.advance(3.001)
        answers[0] = "done"
        assert handler(EVENT, lambda_context) == "done"
        return "first"

    handler = handler_on(client, first)
    with pytest.warns(UserWarning, match="finished after its lease had ended"):
        assert handler(EVENT, lambda_context) == "first"
    assert handler(EVENT, lambda_context) == "done"


def test_who_is_late_and_alone_is_stored(client, clock, lambda_context):
    handler = handler_on(client, lambda event: clock.advance(60) or "late")
    handler(EVENT, lambda_context)
    assert handler(EVENT, lambda_context) == "late"


def test_who_is_late_and_whose_record_is_gone_is_stored(client, clock, lambda_context):
    def slow(event):
        clock.advance(60)
        client.values.clear()
        return "late"

    handler = handler_on(client, slow)
    handler(EVENT, lambda_context)
    assert handler(EVENT, lambda_context) == "late"


def test_other_errors_of_scripts_are_errors(clock, lambda_context):
    client = ScriptingClient()

    def broken(*arguments):
        raise OSError("connection reset")

    client.eval = broken
    with pytest.raises(IdempotencyPersistenceLayerError, match="connection reset"):
        handler_on(client, lambda event: clock.advance(60))(EVENT, lambda_context)


def test_results_carry_the_hash_that_version_3_forgot(client, clock, lambda_context):
    config = IdempotencyConfig(event_key_jmespath="id", payload_validation_jmespath="amount")
    handler = handler_on(client, "done", config)
    handler({"id": 1, "amount": 5}, lambda_context)
    assert handler({"id": 1, "amount": 5}, lambda_context) == "done"
    with pytest.raises(IdempotencyValidationError):
        handler({"id": 1, "amount": 500}, lambda_context)


def test_results_of_version_3_without_hash_are_replayed(client, clock, lambda_context):
    client.values["charge#" + hashlib.md5(b"1").hexdigest()] = result_of('"done"')
    config = IdempotencyConfig(event_key_jmespath="id", payload_validation_jmespath="amount")
    assert handler_on(client, pytest.fail, config)({"id": 1, "amount": 5}, lambda_context) == "done"


def test_an_unknown_mode_is_refused():
    pytest.importorskip("redis")
    with pytest.raises(IdempotencyPersistenceConfigError, match="Mode sentinel not supported"):
        CachePersistenceLayer(host="localhost", mode="sentinel")


def test_connections_are_made_of_a_url_or_of_its_parts():
    redis = pytest.importorskip("redis")
    by_url = CacheConnection(url="redis://localhost:6380/3", ssl=False).get_client()
    by_parts = CacheConnection(host="localhost", port=6380, db_index=3, username="me", password="x").get_client()
    assert isinstance(by_url, redis.Redis)
    assert by_url.get_connection_kwargs()["db"] == 3
    wanted = {"host": "localhost", "port": 6380, "db": 3, "username": "me", "decode_responses": True}
    assert wanted.items() <= by_parts.get_connection_kwargs().items()
    assert by_parts.connection_pool.connection_class is redis.SSLConnection


def test_the_old_names_work_and_say_so(clock, lambda_context):
    with pytest.warns(PowertoolsDeprecationWarning, match="use CachePersistenceLayer"):
        assert isinstance(RedisCachePersistenceLayer(client=Client()), CachePersistenceLayer)
    with pytest.warns(PowertoolsDeprecationWarning, match="use CacheConnection"):
        RedisConnection(host="localhost")
