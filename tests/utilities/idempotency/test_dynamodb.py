"""The requests that DynamoDB gets: those of version 3, and what is more only where version 3 would lose something."""

from __future__ import annotations

import hashlib
import json

import boto3
import pytest
from botocore.stub import Stubber
from fake_dynamodb import Client

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyPersistenceLayerError,
    IdempotencyValidationError,
)

EVENT = {"id": 1}
HASH = hashlib.md5(b'{"id": 1}').hexdigest()
NOW = 1_768_473_000


@pytest.fixture(autouse=True)
def function_name(monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "orders")


@pytest.fixture
def client():
    return boto3.client("dynamodb", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def stub(client):
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def handler_on(layer, answer=None, config=None):
    @idempotent(persistence_store=layer, config=config or IdempotencyConfig(), key_prefix="charge")
    def handler(event, context):
        return answer(event) if callable(answer) else answer

    return handler


def put_request(key=None, **more):
    return {
        "TableName": "records",
        "Item": {
            **(key or {"id": {"S": f"charge#{HASH}"}}),
            "expiration": {"N": str(NOW + 3600)},
            "status": {"S": "INPROGRESS"},
            "in_progress_expiration": {"N": str(NOW * 1000 + 3000)},
            **more,
        },
        "ConditionExpression": "attribute_not_exists(#id) OR #expiry < :now OR (#status = :inprogress AND "
        "attribute_exists(#in_progress_expiry) AND #in_progress_expiry < :now_in_millis)",
        "ExpressionAttributeNames": {
            "#id": "id",
            "#expiry": "expiration",
            "#in_progress_expiry": "in_progress_expiration",
            "#status": "status",
        },
        "ExpressionAttributeValues": {
            ":now": {"N": str(NOW)},
            ":now_in_millis": {"N": str(NOW * 1000)},
            ":inprogress": {"S": "INPROGRESS"},
        },
        "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
    }


def update_request(data, key=None, at=NOW):
    return {
        "TableName": "records",
        "Key": key or {"id": {"S": f"charge#{HASH}"}},
        "UpdateExpression": "SET #response_data = :response_data, #expiry = :expiry, #status = :status",
        "ExpressionAttributeNames": {"#response_data": "data", "#expiry": "expiration", "#status": "status"},
        "ExpressionAttributeValues": {
            ":response_data": {"S": data},
            ":expiry": {"N": str(at + 3600)},
            ":status": {"S": "COMPLETED"},
        },
    }


def test_a_new_key_takes_two_requests(client, stub, clock, lambda_context):
    stub.add_response("put_item", {}, put_request())
    stub.add_response("update_item", {}, update_request('{"charged": true}'))
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    assert handler_on(layer, {"charged": True})(EVENT, lambda_context) == {"charged": True}


def test_a_composite_key_has_the_functions_name_as_its_partition(client, stub, clock, lambda_context):
    key = {"id": {"S": "idempotency#orders"}, "sk": {"S": f"charge#{HASH}"}}
    stub.add_response("put_item", {}, put_request(key))
    stub.add_response("update_item", {}, update_request("1", key))
    layer = DynamoDBPersistenceLayer("records", sort_key_attr="sk", boto3_client=client)
    assert handler_on(layer, 1)(EVENT, lambda_context) == 1


def test_payload_validation_stores_a_hash_beside(client, stub, clock, lambda_context):
    stub.add_response("put_item", {}, put_request(validation={"S": "c4ca4238a0b923820dcc509a6f75849b"}))
    request = update_request("1")
    request["UpdateExpression"] += ", #validation_key = :validation_key"
    request["ExpressionAttributeNames"]["#validation_key"] = "validation"
    request["ExpressionAttributeValues"][":validation_key"] = {"S": "c4ca4238a0b923820dcc509a6f75849b"}
    stub.add_response("update_item", {}, request)
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    assert handler_on(layer, 1, IdempotencyConfig(payload_validation_jmespath="id"))(EVENT, lambda_context) == 1


def test_a_replay_takes_one_request(client, stub, clock, lambda_context):
    item = {
        "id": {"S": f"charge#{HASH}"},
        "status": {"S": "COMPLETED"},
        "expiration": {"N": str(NOW + 60)},
        "data": {"S": '{"charged": true}'},
    }
    stub.add_client_error(
        "put_item",
        "ConditionalCheckFailedException",
        expected_params=put_request(),
        modeled_fields={"Item": item},
    )
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    assert handler_on(layer, pytest.fail)(EVENT, lambda_context) == {"charged": True}


def test_a_store_that_does_not_tell_the_item_is_asked_for_it(client, stub, clock, lambda_context):
    key = {"id": {"S": f"charge#{HASH}"}}
    item = {**key, "status": {"S": "COMPLETED"}, "expiration": {"N": str(NOW + 60)}, "data": {"S": "5"}}
    stub.add_client_error("put_item", "ConditionalCheckFailedException", expected_params=put_request())
    stub.add_response("get_item", {"Item": item}, {"TableName": "records", "Key": key, "ConsistentRead": True})
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    assert handler_on(layer, pytest.fail)(EVENT, lambda_context) == 5


def test_a_failed_run_deletes_its_record(client, stub, clock, lambda_context):
    stub.add_response("put_item", {}, put_request())
    stub.add_response("delete_item", {}, {"TableName": "records", "Key": {"id": {"S": f"charge#{HASH}"}}})
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    with pytest.raises(ZeroDivisionError):
        handler_on(layer, lambda event: 1 / 0)(EVENT, lambda_context)


def test_in_the_second_half_of_its_lease_a_run_saves_only_if_the_claim_is_still_its_own(
    client, stub, clock, lambda_context
):
    stub.add_response("put_item", {}, put_request())
    request = update_request("1", at=NOW + 2)
    request["ConditionExpression"] = (
        "attribute_not_exists(#id) OR (#status = :inprogress AND #in_progress_expiry = :claimed_until)"
    )
    request["ExpressionAttributeNames"] |= {"#id": "id", "#in_progress_expiry": "in_progress_expiration"}
    request["ExpressionAttributeValues"] |= {
        ":inprogress": {"S": "INPROGRESS"},
        ":claimed_until": {"N": str(NOW * 1000 + 3000)},
    }
    request["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    stub.add_response("update_item", {}, request)
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)

    def slow(event):
        clock.advance(2)
        return 1

    assert handler_on(layer, slow)(EVENT, lambda_context) == 1


@pytest.mark.parametrize(
    "code", ["ProvisionedThroughputExceededException", "InternalServerError", "RequestLimitExceeded"]
)
def test_no_claim_no_run(code, client, stub, clock, lambda_context):
    stub.add_client_error("put_item", code)
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    with pytest.raises(IdempotencyPersistenceLayerError, match=rf"Failed to save in progress record.*{code}"):
        handler_on(layer, pytest.fail)(EVENT, lambda_context)


def test_a_payload_that_changed_is_refused(lambda_context):
    layer = DynamoDBPersistenceLayer("records", boto3_client=Client("id"))
    config = IdempotencyConfig(event_key_jmespath="id", payload_validation_jmespath="amount")
    handler = handler_on(layer, "charged", config)
    handler({"id": 1, "amount": 5}, lambda_context)
    with pytest.raises(IdempotencyValidationError, match="Payload does not match stored record"):
        handler({"id": 1, "amount": 500}, lambda_context)


def test_attributes_can_be_named(lambda_context):
    client = Client("key", "order")
    names = {
        "key_attr": "key",
        "sort_key_attr": "order",
        "static_pk_value": "charges",
        "expiry_attr": "ttl",
        "in_progress_expiry_attr": "lease",
        "status_attr": "state",
        "data_attr": "result",
        "validation_key_attr": "hash",
    }
    layer = DynamoDBPersistenceLayer("records", boto3_client=client, **names)
    config = IdempotencyConfig(payload_validation_jmespath="id")
    assert handler_on(layer, 1, config)(EVENT, lambda_context) == 1
    assert handler_on(layer, 2, config)(EVENT, lambda_context) == 1
    (item,) = client.items.values()
    assert set(item) == {"key", "order", "ttl", "lease", "state", "result", "hash"}
    assert item["key"] == {"S": "charges"}


def test_key_and_sort_key_are_two_attributes():
    with pytest.raises(ValueError, match=r"key_attr \[id\] and sort_key_attr \[id\] cannot be the same!"):
        DynamoDBPersistenceLayer("records", sort_key_attr="id", boto3_client=Client("id"))


def test_the_message_of_a_run_in_progress_names_both_keys(lambda_context):
    client = Client("id", "sk")
    layer = DynamoDBPersistenceLayer("records", sort_key_attr="sk", boto3_client=client)

    def again(event):
        message = r"idempotency key: =idempotency#orders and sort key: charge#\w+$"
        with pytest.raises(IdempotencyAlreadyInProgressError, match=message):
            handler(event, lambda_context)

    handler = handler_on(layer, again)
    handler(EVENT, lambda_context)


# --- Results of any size ----------------------------------------------------------------------------------------


def size_of(item):
    return len(json.dumps(item))


def test_a_long_result_is_compressed(lambda_context):
    client = Client("id")
    result = {"rows": ["the same row"] * 50_000}
    handler = handler_on(DynamoDBPersistenceLayer("records", boto3_client=client), result)
    handler(EVENT, lambda_context)
    (item,) = client.items.values()
    assert size_of(item) < 10_000
    assert handler(EVENT, lambda_context) == result


def random_text(length):
    from random import Random

    return "".join(Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=length))


@pytest.mark.parametrize("keys", [("id",), ("id", "sk")])
def test_a_result_that_compression_does_not_make_short_is_kept_in_parts(keys, lambda_context):
    client = Client(*keys)
    sort_key = "sk" if len(keys) > 1 else None
    result = {"text": random_text(1_500_000)}
    layer = DynamoDBPersistenceLayer("records", sort_key_attr=sort_key, boto3_client=client)
    handler = handler_on(layer, result, IdempotencyConfig(use_local_cache=False))
    handler(EVENT, lambda_context)
    assert len(client.items) > 2
    assert max(map(size_of, client.items.values())) < 400_000
    assert handler(EVENT, lambda_context) == result


def test_a_result_whose_part_is_missing_is_an_error_and_no_second_run(lambda_context):
    client = Client("id")
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    runs = []

    def charge(event):
        runs.append(event)
        return random_text(1_000_000)

    handler = handler_on(layer, charge)
    handler(EVENT, lambda_context)
    del client.items[next(place for place in client.items if "#part-" in place[0])]
    with pytest.raises(IdempotencyPersistenceLayerError, match="A part of the result"):
        handler(EVENT, lambda_context)
    assert len(runs) == 1


def test_a_result_beyond_all_parts_is_refused_and_locks_nothing(lambda_context):
    client = Client("id")
    handler = handler_on(DynamoDBPersistenceLayer("records", boto3_client=client), random_text(13_000_000))
    with pytest.raises(IdempotencyPersistenceLayerError, match="Store it elsewhere and return where"):
        handler(EVENT, lambda_context)
    assert client.items == {}


# --- How many requests ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cached", "requests"), [(False, [2, 1, 1]), (True, [2, 0, 0])])
def test_requests_by_case(cached, requests, lambda_context):
    client = Client("id")
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)
    handler = handler_on(layer, "done", IdempotencyConfig(use_local_cache=cached))
    counted = []
    for _ in requests:
        before = len(client.calls)
        assert handler(EVENT, lambda_context) == "done"
        counted.append(len(client.calls) - before)
    assert counted == requests


def test_another_environment_fills_its_cache_by_the_first_replay(lambda_context):
    client = Client("id")
    config = IdempotencyConfig(use_local_cache=True)
    handler_on(DynamoDBPersistenceLayer("records", boto3_client=client), "done", config)(EVENT, lambda_context)
    other = handler_on(DynamoDBPersistenceLayer("records", boto3_client=client), pytest.fail, config)
    before = len(client.calls)
    assert [other(EVENT, lambda_context) for _ in range(3)] == ["done"] * 3
    assert len(client.calls) - before == 1


def test_functions_without_context_hold_their_claim_as_long_as_lambda_can_run(clock):
    client = Client("id")
    layer = DynamoDBPersistenceLayer("records", boto3_client=client)

    @idempotent_function(data_keyword_argument="order", persistence_store=layer)
    def charge(order):
        (item,) = client.items.values()
        return item["in_progress_expiration"]["N"]

    with pytest.warns(UserWarning, match="Did you call register_lambda_context"):
        assert charge(1) == str((NOW + 900) * 1000)
