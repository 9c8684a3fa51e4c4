"""The examples of the Logger's page do what the page says."""

from __future__ import annotations

import json
import logging
import runpy

import pytest
from source_tree import ROOT


@pytest.fixture
def example(capsys, lambda_context, monkeypatch):
    """Runs an example's handler, as the first in its process, and gives its answer and its lines."""
    monkeypatch.setattr(logging.Logger.manager, "loggerDict", {})

    def run(name, event, handler="lambda_handler"):
        function = runpy.run_path(str(ROOT / "examples" / "logger" / f"{name}.py"))[handler]
        answer = function(event, lambda_context)
        return answer, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_the_first_example_logs_the_event_and_the_file(example, lambda_context):
    event = {"file_name": "store_0001.json", "bucket": "uploads"}
    _, (first, second) = example("getting_started", event)
    assert first["message"] == event
    assert second["message"] == "Processing file"
    assert second["file_name"] == "store_0001.json"
    assert second["function_request_id"] == lambda_context.aws_request_id
    assert second["cold_start"] is True
    assert list(second)[:5] == ["level", "location", "message", "timestamp", "service"]


def test_appended_keys_are_on_all_later_lines_also_of_helpers(example):
    answer, lines = example("order_service", {"order_id": "ORD-12345", "items": ["tea"]}, "handler")
    assert answer["statusCode"] == 200
    assert ["order_id" in line for line in lines] == [False, False, True, True, True]
    assert lines[-1]["result"] == {"status": "completed"}


def test_an_exception_is_structured(example):
    answer, lines = example("order_service", {"order_id": "ORD-12345"}, "handler")
    assert answer["statusCode"] == 500
    assert lines[-1]["exception_name"] == "ValueError"
    assert lines[-1]["stack_trace"]["frames"][-1]["function"] == "process_order"


def test_all_four_levels(example):
    _, lines = example("levels", {}, "handler")
    assert [line["level"] for line in lines] == ["DEBUG", "INFO", "WARNING", "ERROR"]


def test_a_child_has_its_own_keys_and_those_of_the_block(example):
    _, lines = example("children_and_context_keys", {"files": ["a", "b"]})
    assert [(line.get("module"), line.get("file")) for line in lines] == [
        ("parser", "a"),
        ("parser", "b"),
        (None, None),
    ]


def test_the_correlation_id_is_on_the_lines_and_handed_on(example, event):
    answer, (line,) = example("correlation_ids", event("apiGatewayProxyEvent"))
    assert line["correlation_id"] == answer["headers"]["X-Correlation-Id"]


def test_held_lines_show_only_when_something_went_wrong(example):
    assert example("buffering", {"customer_id": 1})[1] == []
    assert [line["level"] for line in example("buffering", {})[1]] == ["DEBUG", "ERROR"]


def test_named_keys_and_patterns_are_hidden(example):
    _, lines = example("redaction", {"email": "ada@example.com", "password": "hunter2"})
    assert lines[0]["message"] == {"email": "[REDACTED]", "password": "[REDACTED]"}
    assert lines[1]["message"] == "paid with card [REDACTED]"
    assert lines[1]["email"] == "[REDACTED]"


def test_a_formatter_of_ones_own(example):
    _, (line,) = example("own_formatter", {})
    assert line["message"] == "ORDER PLACED"


def test_lines_in_another_thread_are_written_before_the_handler_returns(example):
    _, (line,) = example("asynchronous", {"order_id": "A1"})
    assert (line["message"], line["order_id"]) == ("order received", "A1")
    assert "function_name" in line


def test_lines_of_a_library_have_the_keys_of_the_invocation(example):
    _, (line,) = example("other_loggers", {"order_id": "A1"})
    assert (line["message"], line["name"], line["order_id"]) == ("retrying in 3 s", "some_library", "A1")


def test_an_exception_nobody_caught_is_one_line_with_keys(capsys, example, monkeypatch):
    monkeypatch.setattr("sys.excepthook", None)
    with pytest.raises(IndexError):
        example("uncaught_exceptions", {"order_id": "A1", "items": []})
    line = json.loads(capsys.readouterr().out)
    assert (line["level"], line["exception_name"], line["order_id"]) == ("ERROR", "IndexError", "A1")
    assert line["location"].startswith("lambda_handler:")


def test_a_formatter_of_the_standard_library_has_the_keys(capsys, lambda_context, monkeypatch):
    monkeypatch.setattr(logging.Logger.manager, "loggerDict", {})
    handler = runpy.run_path(str(ROOT / "examples" / "logger" / "formatter_of_the_standard_library.py"))[
        "lambda_handler"
    ]
    handler({}, lambda_context)
    assert capsys.readouterr().out == f"INFO orders {lambda_context.aws_request_id} order received\n"
