"""The examples of the circuit breaker's and of retry's page do what the pages say."""

from __future__ import annotations

import asyncio
import json
import runpy

import pytest
from fake_dynamodb import Client
from source_tree import ROOT

from aws_lambda_powertools.utilities.circuit_breaker import base


@pytest.fixture(autouse=True)
def untouched(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    for counted in (base._LOCAL_FAILURES, base._LOCAL_SUCCESSES, base._LAST_OBSERVED_STATE):
        counted.clear()


def example(name):
    return runpy.run_path(str(ROOT / "examples" / f"{name}.py"))


def broken(*args):
    raise ConnectionError("down")


def test_an_open_circuit_is_answered_by_the_callback(lambda_context):
    names = example("circuit_breaker/getting_started")
    names["store"].table.client = Client("id")
    handler = names["lambda_handler"]
    assert handler({"id": "o-1"}, lambda_context) == "o-1 charged"
    names["charge"].__wrapped__.__globals__["post_to_payments"] = broken
    for _ in range(3):
        with pytest.raises(ConnectionError):
            handler({"id": "o-1"}, lambda_context)
    assert handler({"id": "o-1"}, lambda_context) == "o-1 is charged when payments works again"


@pytest.mark.filterwarnings("ignore:There are no metrics to publish")
def test_changes_of_a_circuit_are_logged_and_counted(lambda_context, capsys):
    handler = example("circuit_breaker/hooks")["lambda_handler"]
    answers = [asyncio.run(handler({}, lambda_context)) for _ in range(3)]
    assert answers == ["failed", "failed", "not now: Circuit 'stock' is open."]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["state"] for line in lines if "state" in line] == ["OPEN"]
    assert [line["CircuitOPEN"] for line in lines if "CircuitOPEN" in line] == [[1.0]]


@pytest.mark.parametrize(
    ("name", "answer"),
    [("getting_started", {"stock": 3}), ("policies", {"price": 3, "name": "Abc"})],
)
def test_retried_calls_answer(name, answer, lambda_context):
    assert example(f"retrying/{name}")["lambda_handler"]({"sku": "abc"}, lambda_context) == answer


def test_the_three_together_charge_once_after_a_failure(lambda_context, clock):
    names = example("retrying/together")
    outcomes = [ConnectionError("down"), "o-1 charged"]

    def post(order):
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    inner = names["charge"]
    while hasattr(inner, "__wrapped__"):
        inner = inner.__wrapped__
    inner.__globals__["post_to_payments"] = post
    assert [names["lambda_handler"]({"id": "o-1"}, lambda_context) for _ in range(2)] == ["o-1 charged"] * 2
    assert outcomes == []
