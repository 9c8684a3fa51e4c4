"""A handler in the real Lambda runtime, from a test."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.local import LocalError
from aws_lambda_powertools.testing import run_in_runtime

HANDLER = """
import json, os

def handler(event, context):
    print(json.dumps({"level": "INFO", "message": "got it", "table": os.environ["TABLE"]}))
    print("a text")
    return {"got": event}
"""


@pytest.fixture
def handler(tmp_path):
    (tmp_path / "app.py").write_text(HANDLER)
    return f"{tmp_path}/app.py:handler"


def test_each_event_gives_a_result_with_its_logs(handler):
    results = run_in_runtime(handler, [1, 2], env={"TABLE": "orders"}, memory=512)

    assert [result.response for result in results] == [{"got": 1}, {"got": 2}]
    assert [record["message"] for result in results for record in result.logs] == ["got it", "got it"]
    assert results[1].logs[0]["table"] == "orders"
    assert [result.cold_start for result in results] == [True, False]


def test_without_events_an_empty_one_is_sent(handler):
    [result] = run_in_runtime(handler, env={"TABLE": "x"})

    assert result.event == {}


def test_a_failure_is_in_the_result(handler):
    [result] = run_in_runtime(handler)

    assert (result.status, result.error.type, result.error.message) == ("error", "KeyError", "'TABLE'")


def test_wrong_arguments_are_errors():
    with pytest.raises(LocalError, match="There is no file"):
        run_in_runtime("nowhere.py:handler")
