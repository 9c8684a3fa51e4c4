"""The examples of the idempotency page do what the page says, on a table in memory."""

from __future__ import annotations

import runpy

import pytest
from fake_dynamodb import Client
from source_tree import ROOT

from aws_lambda_powertools.utilities.idempotency import InMemoryPersistenceLayer
from aws_lambda_powertools.utilities.validation import SchemaValidationError


@pytest.fixture(autouse=True)
def region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")


def example(name):
    names = runpy.run_path(str(ROOT / "examples" / "idempotency" / f"{name}.py"))
    layer = names["layer"] if "layer" in names else getattr(names.get("config"), "persistence_store", None)
    if hasattr(layer, "table"):
        layer.table.client = Client("id")
    return names


def test_a_payment_is_charged_once(lambda_context, capsys):
    handler = example("getting_started")["lambda_handler"]
    answers = [handler({"payment_id": "p-1", "amount": 5, "try": number}, lambda_context) for number in range(3)]
    assert answers == [{"receipt": "receipt-p-1"}] * 3
    assert capsys.readouterr().out == "p-1: 5 taken\n"


def test_functions_give_their_dataclass_back(lambda_context, capsys):
    handler = example("functions")["lambda_handler"]
    orders = {"orders": [{"order_id": "o-1", "amount": "1.10"}, {"order_id": "o-2", "amount": "2.20"}]}
    assert [handler(orders, lambda_context) for _ in range(2)] == [{"total": "3.30"}] * 2
    assert capsys.readouterr().out == "o-1 charged\no-2 charged\n"


def test_coroutines_are_awaited(lambda_context):
    handler = example("asynchronous")["lambda_handler"]
    assert handler({"orders": ["a", "b"]}, lambda_context) == ["a is on its way", "b is on its way"]


def test_another_amount_is_refused(lambda_context):
    handler = example("validated_and_cached")["lambda_handler"]
    assert handler({"payment_id": "p-1", "amount": 5}, lambda_context) == {"charged": 5}
    assert handler({"payment_id": "p-1", "amount": 50}, lambda_context)["statusCode"] == 422


def test_a_failed_save_is_answered_with_the_result(lambda_context):
    names = example("failed_saves")
    names["layer"]._update_record = lambda data_record: (_ for _ in ()).throw(OSError("throttled"))
    with pytest.warns(UserWarning, match="could not be stored: throttled"):
        assert names["lambda_handler"]({"id": 1}, lambda_context) == {"statusCode": 200, "body": "done"}


def test_a_replay_is_marked(lambda_context):
    handler = example("response_hook")["lambda_handler"]
    assert handler({"id": 1}, lambda_context) == {"statusCode": 201}
    assert handler({"id": 1}, lambda_context)["headers"]["x-idempotency-key"].startswith("orders#")


def test_a_redis_is_not_asked_before_the_first_call():
    pytest.importorskip("redis")
    assert example("redis_store")["layer"].client is not None


def test_a_key_is_explained_and_evicted(lambda_context):
    answer = example("local_stores")["lambda_handler"]({"id": "o-1"}, lambda_context)
    assert answer.pop("key").partition("#")[0].endswith("charge")
    assert answer == {"answer": "o-1 charged", "forgotten": True, "known": False}


@pytest.mark.parametrize("name", ["own_layer", "one_decorator"])
def test_others_answer_twice_alike(name, lambda_context, capsys):
    handler = example(name)["lambda_handler"]
    assert [handler({"id": "o-1"}, lambda_context) for _ in range(2)] == [{"statusCode": 200}] * 2
    assert capsys.readouterr().out.count("processed") == (name == "one_decorator")


@pytest.mark.filterwarnings("ignore:There are no metrics to publish")
def test_all_together_answers_the_second_call_from_the_table(lambda_context, capsys):
    """S-ALL-03, S-ALL-04"""
    handler = example("all_together")["lambda_handler"]
    answers = [handler({"order_id": "o-1"}, lambda_context) for _ in range(2)]
    assert answers == [{"statusCode": 200, "body": {"order_id": "o-1", "status": "processed"}}] * 2
    assert capsys.readouterr().out.count("Processing the order") == 1
    with pytest.raises(SchemaValidationError):
        handler({"order": "o-1"}, lambda_context)


def test_the_stores_of_the_page_are_of_the_kinds_it_says():
    assert isinstance(example("local_stores")["for_tests"], InMemoryPersistenceLayer)
