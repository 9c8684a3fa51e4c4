"""What the articles about the toolkit say of idempotency (S-IDM)."""

from __future__ import annotations

import pytest
from fake_dynamodb import Client

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBIdempotencyConfig,
    DynamoDBPersistenceLayer,
    IdempotencyCache,
    IdempotencyConfig,
    idempotent,
    idempotent_function,
    make_idempotent,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyAlreadyInProgressError

NOW = 1_768_473_000


@pytest.fixture
def table():
    return Client("id")


@pytest.fixture
def layer(table):
    return DynamoDBPersistenceLayer("idempotency", boto3_client=table)


def test_equal_events_with_keys_in_another_order_run_once(layer, table, lambda_context, clock):
    """S-IDM-01, 02, 03, 08"""
    runs = []

    @idempotent(config=IdempotencyConfig(), persistence_store=layer)
    def handler(event, context):
        runs.append(event)
        return {"statusCode": 200}

    assert handler({"a": 1, "b": 2}, lambda_context) == handler({"b": 2, "a": 1}, lambda_context)
    assert len(runs) == 1
    (row,) = table.items.values()
    assert row["status"] == {"S": "COMPLETED"}
    assert row["expiration"] == {"N": str(NOW + 3600)}


def test_it_runs_again_after_its_time_to_live(layer, lambda_context, clock):
    """S-IDM-03"""
    runs = []

    @idempotent(config=IdempotencyConfig(expires_after_seconds=60), persistence_store=layer)
    def handler(event, context):
        runs.append(event)

    for seconds in (0, 60, 1):
        clock.advance(seconds)
        handler({"id": 1}, lambda_context)
    assert len(runs) == 2


def test_concurrent_runs_are_kept_apart_by_conditional_writes(layer, table, lambda_context):
    """S-IDM-04"""

    @idempotent(persistence_store=layer)
    def handler(event, context):
        with pytest.raises(IdempotencyAlreadyInProgressError):
            handler(event, context)

    handler({"id": 1}, lambda_context)
    assert all("ConditionExpression" in request for name, request in table.calls if name == "put_item")


def test_payment_is_charged_once_and_its_first_answer_is_kept(layer, lambda_context):
    """S-IDM-05, 10"""
    charges = []

    @idempotent(config=IdempotencyConfig(event_key_jmespath="payment_id"), persistence_store=layer)
    def handler(event, context):
        charges.append(event["amount"])
        return {"payment": event["payment_id"], "attempt": event["attempt"]}

    first = handler({"payment_id": "p-1", "amount": 5, "attempt": 1}, lambda_context)
    assert handler({"payment_id": "p-1", "amount": 5, "attempt": 2}, lambda_context) == first
    assert charges == [5]


@pytest.mark.parametrize("by_position", [True, False])
def test_a_function_is_keyed_by_one_argument(by_position, layer, lambda_context):
    """S-IDM-06, 11"""
    runs = []
    config = IdempotencyConfig(lambda_context=lambda_context)

    @idempotent_function(data_keyword_argument="order", config=config, persistence_store=layer)
    def process_order(order):
        runs.append(order)
        return {"processed": order["id"]}

    order = {"id": "o-1"}
    answers = [process_order(order) if by_position else process_order(order=order) for _ in range(2)]
    assert answers == [{"processed": "o-1"}] * 2
    assert len(runs) == 1


def test_expiry_is_spread_and_only_lengthened(table, layer, lambda_context, clock):
    """S-IDM-09"""
    config = IdempotencyConfig(expires_after_seconds=100, expires_after_jitter_seconds=10)

    @idempotent(config=config, persistence_store=layer)
    def handler(event, context):
        return event

    for number in range(200):
        handler({"id": number}, lambda_context)
    expiries = {int(row["expiration"]["N"]) - NOW for row in table.items.values()}
    assert expiries == set(range(100, 111))


# --- make_idempotent --------------------------------------------------------------------------------------------


def config_on(client, expression="id", **options):
    return DynamoDBIdempotencyConfig(
        table_name="idempotency_table",
        event_key_jmespath=expression,
        layer_options={"boto3_client": client},
        **options,
    )


def test_the_sample_prints_once_for_each_id(table, lambda_context, capsys):
    """S-IDM-12"""
    config = config_on(table, lambda_context=lambda_context)
    IdempotencyCache(config=config)

    @make_idempotent(config=config)
    def process_order(order_id: str):
        print(f"Process Order with ID: {order_id}")  # noqa: T201  # as the article does

    def handler(event, context):
        process_order(order_id=event.get("id"))
        return {"statusCode": 200, "body": "Order processed successfully!"}

    for order in ("o-1", "o-1", "o-2"):
        assert handler({"id": order}, lambda_context)["statusCode"] == 200
    assert capsys.readouterr().out == "Process Order with ID: o-1\nProcess Order with ID: o-2\n"
    assert len(table.items) == 2


def test_handlers_and_functions_by_position_or_keyword_do_not_share_keys(table, lambda_context):
    """S-IDM-13"""
    runs = []
    config = config_on(table, lambda_context=lambda_context)

    @make_idempotent(config=config)
    def handler(event, context):
        runs.append("handler")

    @make_idempotent(config=config)
    def process(id, amount=1):
        runs.append("process")

    for _ in range(2):
        handler({"id": 1, "other": len(runs)}, lambda_context)
        process(1)
        process(id=1, amount=1)
    assert runs == ["handler", "process"]


async def test_coroutine_functions_and_methods_too(table, lambda_context):
    runs = []

    class Orders:
        @make_idempotent(config=config_on(table, "order_id", key_attr="id", lambda_context=lambda_context))
        async def process(self, order_id):
            runs.append(order_id)

    for _ in range(2):
        await Orders().process("o-1")
    assert runs == ["o-1"]


@pytest.mark.parametrize(
    ("expression", "key_attr", "expected"),
    [
        ("id", None, "id"),
        ("order_id", None, "order_id"),
        ("order_id", "pk", "pk"),
        ("order.id", None, "id"),
        ("", None, "id"),
    ],
)
def test_the_partition_key_is_named_after_a_plain_expression(expression, key_attr, expected):
    """S-IDM-14"""
    config = DynamoDBIdempotencyConfig("table", expression, key_attr, layer_options={"boto3_client": Client(expected)})
    assert config.persistence_store.key_attr == expected


def test_a_cache_answers_repeated_calls_without_aws(table, lambda_context):
    """S-IDM-15"""
    config = config_on(table, lambda_context=lambda_context)

    @make_idempotent(config=config, cache=IdempotencyCache(config=config, max_items=2))
    def process(id):
        return {"processed": id}

    process(1)
    before = len(table.calls)
    assert [process(1), process(id=1)] == [{"processed": 1}] * 2
    assert len(table.calls) == before
    for number in (2, 3):
        process(number)
    before = len(table.calls)
    assert process(1) == {"processed": 1}
    assert len(table.calls) > before


def test_a_cache_holds_something():
    with pytest.raises(ValueError, match="max_items is 0; a cache holds at least 1 item"):
        IdempotencyCache(DynamoDBIdempotencyConfig("table"), max_items=0)


def test_a_key_that_is_not_found_is_all_arguments(table, lambda_context):
    """A missing key must never make all calls equal (R-17)."""
    runs = []

    @make_idempotent(config=config_on(table, "missing", key_attr="id", lambda_context=lambda_context))
    def process(order, amount):
        runs.append((order, amount))

    for amount in (1, 2, 1):
        process("o-1", amount)
    assert runs == [("o-1", 1), ("o-1", 2)]


def test_a_state_machine_passes_each_state_once(layer, lambda_context):
    """S-IDM-16"""
    runs = []

    @idempotent(config=IdempotencyConfig(event_key_jmespath="[execution_id, state_name]"), persistence_store=layer)
    def handler(event, context):
        runs.append(event["state_name"])

    for state in ("a", "b", "a"):
        handler({"execution_id": "x", "state_name": state, "time": len(runs)}, lambda_context)
    assert runs == ["a", "b"]


def test_a_failed_run_deletes_its_record_and_a_retry_runs(layer, table, lambda_context):
    """S-IDM-17"""
    outcomes = [ValueError("no"), "yes"]

    @idempotent(persistence_store=layer)
    def handler(event, context):
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    with pytest.raises(ValueError, match="no"):
        handler({"id": 1}, lambda_context)
    assert table.items == {}
    assert handler({"id": 1}, lambda_context) == "yes"
