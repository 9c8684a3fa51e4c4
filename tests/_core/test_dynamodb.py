"""The requests that a table sends to DynamoDB."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from fake_dynamodb import Client

from aws_lambda_powertools._core.dynamodb import Table
from aws_lambda_powertools._core.records import ConditionFailed, absent, at_most, equals, has, less, missing


@pytest.fixture
def client():
    return boto3.client("dynamodb", region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")


@pytest.fixture
def stub(client):
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


CLAIM = (
    absent()
    | less("expiration", 1000, "now")
    | (
        equals("status", "INPROGRESS", "inprogress")
        & has("in_progress_expiration")
        & less("in_progress_expiration", 1_000_000, "now_in_millis")
    )
)


def test_a_claim_in_the_words_of_the_idempotency_layer(client, stub):
    names = {
        "#id": "key",
        "#expiry": "expiration",
        "#status": "status",
        "#in_progress_expiry": "in_progress_expiration",
    }
    aliases = {attribute: name[1:] for name, attribute in names.items()}
    stub.add_response(
        "put_item",
        {},
        {
            "TableName": "records",
            "Item": {"key": {"S": "fn#1"}, "status": {"S": "INPROGRESS"}, "expiration": {"N": "4600"}},
            "ConditionExpression": "attribute_not_exists(#id) OR #expiry < :now OR (#status = :inprogress AND "
            "attribute_exists(#in_progress_expiry) AND #in_progress_expiry < :now_in_millis)",
            "ExpressionAttributeNames": names,
            "ExpressionAttributeValues": {
                ":now": {"N": "1000"},
                ":now_in_millis": {"N": "1000000"},
                ":inprogress": {"S": "INPROGRESS"},
            },
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        },
    )
    table = Table(client, "records", key_attr="key", aliases=aliases)
    table.put("fn#1", {"status": "INPROGRESS", "expiration": 4600}, only_if=CLAIM)


def test_an_election_in_the_words_of_the_circuit_breaker():
    condition = (
        equals("state", "OPEN", "open") & missing("half_open_owner") & equals("opened_at", 100, "expected_opened_at")
    ) | (equals("state", "HALF_OPEN", "half_open") & at_most("probe_lease_expiry", 130, "now"))
    assert Table(None, "records").condition(condition) == {
        "ConditionExpression": "(#state = :open AND attribute_not_exists(#half_open_owner) AND "
        "#opened_at = :expected_opened_at) OR (#state = :half_open AND #probe_lease_expiry <= :now)",
        "ExpressionAttributeNames": {
            name: name[1:] for name in ("#state", "#half_open_owner", "#opened_at", "#probe_lease_expiry")
        },
        "ExpressionAttributeValues": {
            ":open": {"S": "OPEN"},
            ":expected_opened_at": {"N": "100"},
            ":half_open": {"S": "HALF_OPEN"},
            ":now": {"N": "130"},
        },
    }


def test_an_update_of_a_composite_key(client, stub):
    stub.add_response(
        "update_item",
        {},
        {
            "TableName": "records",
            "Key": {"id": {"S": "static"}, "sk": {"S": "circuit"}},
            "UpdateExpression": "SET #state = :state, #count = :count REMOVE #opened_at, #owner",
            "ExpressionAttributeNames": {f"#{name}": name for name in ("state", "count", "opened_at", "owner")},
            "ExpressionAttributeValues": {":state": {"S": "CLOSED"}, ":count": {"N": "0"}},
        },
    )
    table = Table(client, "records", sort_key_attr="sk", partition="static")
    table.update("circuit", {"state": "CLOSED", "count": 0}, remove=["opened_at", "owner"])


def test_reads_and_deletes_name_nothing_they_do_not_need(client, stub):
    key = {"TableName": "records", "Key": {"id": {"S": "a"}}}
    stub.add_response("get_item", {}, {**key, "ConsistentRead": False})
    stub.add_response("get_item", {"Item": {"id": {"S": "a"}, "x": {"N": "1"}}}, {**key, "ConsistentRead": True})
    stub.add_response("delete_item", {}, key)
    table = Table(client, "records")
    assert table.get("a") is None
    assert table.get("a", consistent=True) == {"x": 1}
    table.delete("a")


def test_a_failed_condition_brings_the_record_that_is_there(client, stub):
    stub.add_client_error(
        "put_item",
        "ConditionalCheckFailedException",
        modeled_fields={"Item": {"id": {"S": "a"}, "status": {"S": "COMPLETED"}, "data": {"S": "{}"}}},
    )
    with pytest.raises(ConditionFailed) as caught:
        Table(client, "records").put("a", {}, only_if=CLAIM)
    assert caught.value.current == {"status": "COMPLETED", "data": "{}"}


def test_a_failed_condition_without_a_record_has_none(client, stub):
    stub.add_client_error("delete_item", "ConditionalCheckFailedException")
    with pytest.raises(ConditionFailed) as caught:
        Table(client, "records").delete("a", only_if=CLAIM)
    assert caught.value.current is None


def test_other_errors_of_the_client_leave_as_they_come(client, stub):
    stub.add_client_error("put_item", "ProvisionedThroughputExceededException")
    with pytest.raises(ClientError, match="ProvisionedThroughputExceededException"):
        Table(client, "records").put("a", {}, only_if=CLAIM)


def test_names_that_dynamodb_reserves_or_does_not_take_are_placeholders():
    client = Client("id")
    table = Table(client, "records", aliases={"my-name": "status"})
    table.update("a", {"status": 1, "my-name": 2, "with space": 3, "größe": 4}, only_if=missing("status"))
    assert table.get("a") == {"status": 1, "my-name": 2, "with space": 3, "größe": 4}
    request = client.calls[0][1]
    assert set(request["ExpressionAttributeNames"]) == {"#status", "#status_", "#with_space", "#gr__e"}


def test_a_value_to_set_and_a_value_to_compare_with_do_not_mix():
    table = Table(Client("id"), "records")
    table.put("a", {"version": 1})
    table.update("a", {"version": 2}, only_if=equals("version", 1))
    assert table.get("a") == {"version": 2}


def test_a_key_must_fit_the_table():
    with pytest.raises(ValueError, match="no sort key"):
        Table(Client("id"), "records").get(("partition", "sort"))
    with pytest.raises(ValueError, match="both 'id'"):
        Table(None, "records", sort_key_attr="id")
