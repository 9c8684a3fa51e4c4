"""One behaviour of all stores of records: in memory, in SQLite, in DynamoDB."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from fake_dynamodb import Client
from hypothesis import given, strategies as st

from aws_lambda_powertools._core.dynamodb import Table
from aws_lambda_powertools._core.memory import MemoryTable
from aws_lambda_powertools._core.records import (
    ConditionFailed,
    absent,
    at_least,
    at_most,
    equals,
    greater,
    has,
    less,
    missing,
    present,
)
from aws_lambda_powertools._core.sqlite import SQLiteTable


@pytest.fixture(scope="module")
def server():
    """A real server that speaks DynamoDB; only for the integration run."""
    import ministack

    try:
        with ministack.running() as address:
            yield address
    except ministack.NotToBeHadError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def client(server):
    import boto3

    return boto3.client(
        "dynamodb",
        endpoint_url=server,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def table_of(client, name, *keys):
    client.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, ("HASH", "RANGE"), strict=False)],
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
        BillingMode="PAY_PER_REQUEST",
    )
    return client


STORES = {
    "memory": lambda request: MemoryTable(),
    "sqlite": lambda request: SQLiteTable(request.getfixturevalue("tmp_path") / "records.db"),
    "dynamodb fake": lambda request: Table(Client("id"), "records"),
    "dynamodb fake, composite": lambda request: Table(Client("pk", "sk"), "t", key_attr="pk", sort_key_attr="sk"),
    "dynamodb": lambda request: _real(request, "id"),
    "dynamodb, composite": lambda request: _real(request, "pk", "sk"),
}
SIMPLE = [name for name in STORES if "composite" not in name]


def _real(request, *keys):
    name = f"records-{uuid4()}"
    client = table_of(request.getfixturevalue("client"), name, *keys)
    return Table(client, name, key_attr=keys[0], sort_key_attr=keys[1] if len(keys) > 1 else None, partition="p")


def parameters(names):
    integration = dict.fromkeys(("dynamodb", "dynamodb, composite"), pytest.mark.integration)
    return [pytest.param(name, marks=integration.get(name, ())) for name in names]


@pytest.fixture(params=parameters(STORES))
def store(request):
    store = STORES[request.param](request)
    yield store
    if isinstance(store, SQLiteTable):
        store.close()


# --- what is kept ---------------------------------------------------------------------------------------------------


def test_what_was_put_can_be_got(store):
    store.put("key", {"status": "NEW", "count": 5})
    assert store.get("key") == {"status": "NEW", "count": 5}
    assert store.get("key", consistent=True) == {"status": "NEW", "count": 5}
    assert store.get("another key") is None


@pytest.mark.parametrize(
    "value",
    [
        "text", "", "Zoë \U0001f600 \0", 0, 5, -7, 10**37, 1.5, 0.1, 1e-30, -2.5e-100, True, False, None, b"", b"\x00\xff",
        [], [1, [2, "a"]], {}, {"a": {"b": [None, 1.5]}}, {"a", "b"}, {1, 2}, {b"x"},
        Decimal("0.1234567890123456789"),
    ],
)  # fmt: skip
def test_a_value_comes_back_as_it_was(store, value):
    store.put("key", {"value": value})
    found = store.get("key")["value"]
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (1.0, 1), (-2.5e100, -25 * 10**99), (Decimal("2.50"), 2.5), (Decimal(7), 7), (-0.0, 0), ((1, 2), [1, 2]), (bytearray(b"x"), b"x"),
        (frozenset({"a"}), {"a"}),
    ],
)  # fmt: skip
def test_what_dynamodb_can_not_tell_apart_is_the_same_in_all_stores(store, value, found):
    store.put("key", {"value": value})
    kept = store.get("key")["value"]
    assert kept == found
    assert type(kept) is type(found)


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), Decimal("NaN"), 10**39 + 1, 1e126, object(), {1: "a"}, set(), {1, "a"}],
)
def test_what_dynamodb_would_refuse_no_store_keeps(store, value):
    with pytest.raises(ValueError, match="value"):
        store.put("key", {"value": value})
    assert store.get("key") is None


def test_putting_replaces_the_whole_record(store):
    store.put("key", {"a": 1, "b": 2})
    store.put("key", {"b": 3})
    assert store.get("key") == {"b": 3}


def test_updating_changes_some_values_and_removes_others(store):
    store.put("key", {"a": 1, "b": 2, "c": b"3"})
    store.update("key", {"b": 20, "d": None}, remove=["a", "never there"])
    assert store.get("key") == {"b": 20, "c": b"3", "d": None}


def test_updating_makes_the_record_if_there_is_none(store):
    store.update("key", {"a": 1})
    assert store.get("key") == {"a": 1}


def test_updating_may_only_remove(store):
    store.put("key", {"a": 1, "b": 2})
    store.update("key", {}, remove=["a"])
    assert store.get("key") == {"b": 2}
    store.update("key", {})
    assert store.get("key") == {"b": 2}


def test_deleting_removes_the_record(store):
    store.put("key", {"a": 1})
    store.delete("key")
    store.delete("key")
    assert store.get("key") is None


def test_nothing_is_shared_with_the_caller(store):
    values = {"list": [1], "map": {"a": 1}}
    store.put("key", values)
    values["list"].append(2)
    store.get("key")["map"]["a"] = 2
    assert store.get("key") == {"list": [1], "map": {"a": 1}}


@pytest.mark.parametrize(
    "store", parameters(name for name in STORES if name not in ("dynamodb fake", "dynamodb")), indirect=True
)
def test_two_texts_are_a_key_too(store):
    store.put(("partition", "sort"), {"a": 1})
    store.put(("partition", "other"), {"a": 2})
    store.put(("another", "sort"), {"a": 3})
    assert [store.get(key)["a"] for key in [("partition", "sort"), ("partition", "other"), ("another", "sort")]] == [
        1,
        2,
        3,
    ]
    store.delete(("partition", "sort"))
    assert store.get(("partition", "sort")) is None
    assert store.get("sort") is None


# --- conditions -----------------------------------------------------------------------------------------------------

RECORD = {"text": "m", "number": 5, "half": 0.5, "flag": True, "nothing": None, "data": b"m"}

CONDITIONS = [
    (absent(), False, True),
    (present(), True, False),
    (has("text"), True, False),
    (has("nothing"), True, False),
    (has("more"), False, False),
    (missing("text"), False, True),
    (missing("more"), True, True),
    (equals("text", "m"), True, False),
    (equals("text", "n"), False, False),
    (equals("number", 5), True, False),
    (equals("number", 5.0), True, False),
    (equals("number", Decimal(5)), True, False),
    (equals("number", "5"), False, False),
    (equals("half", 0.5), True, False),
    (equals("half", Decimal("0.50")), True, False),
    (equals("flag", True), True, False),
    (equals("flag", 1), False, False),
    (equals("nothing", None), True, False),
    (equals("more", None), False, False),
    (less("number", 6), True, False),
    (less("number", 5), False, False),
    (less("number", "6"), False, False),
    (less("half", 1), True, False),
    (less("text", "n"), True, False),
    (less("data", b"n"), True, False),
    (less("more", 5), False, False),
    (at_most("number", 5), True, False),
    (at_most("number", 4.9), False, False),
    (greater("number", 4.9), True, False),
    (greater("number", 5), False, False),
    (at_least("number", 5), True, False),
    (at_least("text", "n"), False, False),
    (has("text") & equals("number", 5), True, False),
    (has("text") & equals("number", 6), False, False),
    (absent() | equals("number", 5), True, True),
    (absent() | equals("number", 6), False, True),
    (absent() | less("number", 1) | (equals("text", "m") & has("half") & less("half", 1)), True, True),
    (absent() | less("number", 1) | (equals("text", "m") & has("half") & less("half", 0.1)), False, True),
    ((absent() | less("number", 9)) & missing("more"), True, True),
    ((absent() | less("number", 1)) & missing("more"), False, True),
    (less("number", 9) & greater("number", 1), True, False),
]
IDS = [f"{number}" for number in range(len(CONDITIONS))]


@pytest.mark.parametrize(("condition", "with_record", "without"), CONDITIONS, ids=IDS)
@pytest.mark.parametrize("change", ["put", "update", "delete"])
def test_a_change_is_made_if_its_condition_holds(store, condition, with_record, without, change):
    store.put("taken", RECORD)
    assert tried(store, change, "taken", condition) == (with_record, RECORD if not with_record else None)
    assert tried(store, change, "free", condition) == (without, None)


def tried(store, change, key, condition):
    before = store.get(key)
    arguments = {"put": [{"new": 1}], "update": [{"new": 1}], "delete": []}[change]
    try:
        getattr(store, change)(key, *arguments, only_if=condition)
    except ConditionFailed as failure:
        assert store.get(key, consistent=True) == before
        return False, failure.current
    after = {"put": {"new": 1}, "update": {**(before or {}), "new": 1}, "delete": None}[change]
    assert store.get(key, consistent=True) == after
    return True, None


VALUES = st.sampled_from(["a", "b", 1, 2, 1.5, True, False, None, b"a"])
LEAVES = st.sampled_from([absent(), present(), has("x"), missing("y")]) | st.builds(
    lambda compare, name, value: compare(name, value),
    st.sampled_from([equals, less, at_most, greater, at_least]),
    st.sampled_from("xy"),
    VALUES,
)
TREES = st.recursive(
    LEAVES, lambda inner: st.builds(lambda a, b: a & b, inner, inner) | st.builds(lambda a, b: a | b, inner, inner)
)


@given(TREES, st.none() | st.dictionaries(st.sampled_from("xy"), VALUES))
def test_a_condition_means_the_same_in_python_and_in_dynamodbs_language(condition, record):
    table = Table(Client("id"), "records")
    if record is not None:
        table.put("key", record)
    assert tried(table, "put", "key", condition)[0] is condition.holds(record)


# --- what the utilities need ----------------------------------------------------------------------------------------


def claim(store, owner, now):
    """Idempotency: the first one, or the next one after a record expired or a lease ran out, wins."""
    condition = (
        absent()
        | less("expires", now, "now")
        | (equals("status", "IN_PROGRESS") & has("lease") & less("lease", now, "now_too"))
    )
    try:
        store.put(
            "payment",
            {"status": "IN_PROGRESS", "owner": owner, "lease": now + 10, "expires": now + 100},
            only_if=condition,
        )
    except ConditionFailed as failure:
        return failure.current["owner"]
    return owner


def test_a_claim_is_won_once_until_it_runs_out(store):
    assert claim(store, "first", 1000) == "first"
    assert claim(store, "second", 1005) == "first"
    assert claim(store, "third", 1011) == "third"
    store.update("payment", {"status": "COMPLETED"}, remove=["lease"], only_if=equals("owner", "third"))
    assert claim(store, "fourth", 1050) == "third"
    assert claim(store, "fifth", 1112) == "fifth"


def test_only_the_owner_saves_and_deletes(store):
    claim(store, "first", 1000)
    claim(store, "second", 1011)
    with pytest.raises(ConditionFailed) as caught:
        store.update("payment", {"status": "COMPLETED"}, only_if=equals("owner", "first"))
    assert caught.value.current["owner"] == "second"
    with pytest.raises(ConditionFailed):
        store.delete("payment", only_if=equals("owner", "first"))
    store.delete("payment", only_if=equals("owner", "second"))
    assert store.get("payment") is None


def test_one_of_many_is_elected_to_probe(store):
    store.put("circuit", {"state": "OPEN", "opened_at": 100})
    condition = (equals("state", "OPEN", "open") & missing("owner") & equals("opened_at", 100)) | (
        equals("state", "HALF_OPEN", "half_open") & at_most("lease", 500, "now")
    )
    store.put("circuit", {"state": "HALF_OPEN", "owner": "first", "lease": 530, "opened_at": 100}, only_if=condition)
    with pytest.raises(ConditionFailed) as caught:
        store.put("circuit", {"state": "HALF_OPEN", "owner": "second"}, only_if=condition)
    assert caught.value.current["owner"] == "first"
