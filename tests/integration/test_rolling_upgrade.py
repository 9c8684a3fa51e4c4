"""While functions are upgraded, version 3 and ours work on one table: each replays what the other one stored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from source_tree import ROOT

pytestmark = pytest.mark.integration

ONE_CALL = Path(__file__).with_name("one_call.py")


@pytest.fixture(scope="session")
def version_3():
    sys.path.insert(0, str(ROOT / "tests" / "parity"))
    try:
        import interpreters

        return str(interpreters._environment("public-redis", [*interpreters.PUBLIC, "boto3", "redis"]))
    except (SystemExit, OSError) as error:
        pytest.skip(f"the public package can't be installed: {error}")
    finally:
        sys.path.pop(0)


@pytest.fixture(params=["redis", "dynamodb", "dynamodb with sort key"])
def place(request):
    if request.param == "redis":
        return {"store": "redis", "url": request.getfixturevalue("redis_url")}
    sort_key = "sk" if "sort key" in request.param else None
    table = request.getfixturevalue("new_table")(*filter(None, ["id", sort_key]))
    url = request.getfixturevalue("dynamodb_url")
    return {"store": "dynamodb", "url": url, "table": table, "sort_key": sort_key}


@pytest.fixture(params=["version 3 first", "ours first"])
def in_turn(request, version_3, place):
    """Calls by the one package and then by the other one."""
    pythons = [version_3, sys.executable]
    first, second = pythons if request.param == "version 3 first" else reversed(pythons)

    def call(python, **order):
        command = [python, str(ONE_CALL), json.dumps({**place, **order})]
        environment = {"AWS_LAMBDA_FUNCTION_NAME": "orders", "PATH": "", "AWS_EC2_METADATA_DISABLED": "true"}
        finished = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert finished.returncode == 0, finished.stderr
        return json.loads(finished.stdout)

    return lambda **order: call(first, **order), lambda **order: call(second, **order)


RESULTS = [{"text": "ü€\u2028", "number": 1.5, "list": [1, None, True], "nested": {"b": 1, "a": 2}}, "text", None]


@pytest.mark.parametrize("result", RESULTS, ids=["dict", "text", "none"])
def test_results_are_replayed(result, in_turn):
    first, second = in_turn
    event = {"id": str(uuid4()), "name": "Zoë", "amounts": [1, 2.5]}
    assert first(event=event, result=result) == {"answer": result, "ran": True}
    assert second(event=event, result="another one") == {"answer": result, "ran": False}


def test_payloads_are_validated(in_turn, place):
    first, second = in_turn
    options = {"event_key_jmespath": "id", "payload_validation_jmespath": "amount"}
    event = {"id": str(uuid4()), "amount": 5}
    first(event=event, result="charged", options=options)
    assert second(event=event, options=options)["answer"] == "charged"
    if place["store"] == "dynamodb":  # in Redis, version 3 loses the hash when it saves
        changed = {**event, "amount": 500}
        assert second(event=changed, options=options)["error"] == "IdempotencyValidationError"


def test_a_run_in_progress_is_respected(in_turn):
    first, second = in_turn
    event = {"id": str(uuid4())}
    first(event=event, stays_in_progress=True)
    assert second(event=event) == {"error": "IdempotencyAlreadyInProgressError", "ran": False}
