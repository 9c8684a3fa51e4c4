"""Logger, Tracer and Metrics on one handler, in the real runtime: three views of the same invocation."""

from __future__ import annotations

import pytest
from source_tree import ROOT

from aws_lambda_powertools.testing import run_in_runtime

EXAMPLES = ROOT / "examples" / "together"


@pytest.fixture(scope="module")
def first_and_second():
    return run_in_runtime(
        f"{EXAMPLES / 'every_function.py'}:lambda_handler",
        [{"items": [{}, {}]}, {"items": []}],
        env={"POWERTOOLS_SERVICE_NAME": "etl", "POWERTOOLS_METRICS_NAMESPACE": "Etl"},
    )


def test_each_invocation_answers(first_and_second):
    assert [result.response for result in first_and_second] == [{"processed": 2}, {"processed": 0}]


def test_the_event_is_the_first_line_and_all_lines_have_the_request_id(first_and_second):
    result = first_and_second[0]
    assert [record["message"] for record in result.logs] == [{"items": [{}, {}]}, "Processing started", "processing"]
    assert {record["function_request_id"] for record in result.logs} == {result.request_id}
    assert {record["service"] for record in result.logs} == {"etl"}


def test_lines_and_trace_name_the_same_trace(first_and_second):
    for result in first_and_second:
        traces = {record["xray_trace_id"] for record in result.logs}
        assert traces == {document["trace_id"] for document in result.documents}
        assert len(traces) == 1


def test_the_trace_shows_the_method_below_the_handler(first_and_second):
    (handler,) = first_and_second[0].trace
    assert handler.name == "## lambda_handler"
    assert [method.name for method in handler.children] == ["## every_function.process"]


def test_the_first_invocation_is_the_cold_start_for_all_three(first_and_second):
    for result, cold in zip(first_and_second, (True, False), strict=True):
        assert {record["cold_start"] for record in result.logs} == {cold}
        assert ("ColdStart" in {metric.name for metric in result.metrics}) is cold


def test_the_order_of_decorators_does_not_matter():
    path = f"{EXAMPLES / 'order_service.py'}:handler"
    (result,) = run_in_runtime(path, [{"total": 12.5, "processing_time_ms": 3}])
    assert result.response == {"statusCode": 200}
    values = {metric.name: metric.values for metric in result.metrics if metric.name != "ColdStart"}
    assert values == {"OrderProcessed": (1,), "OrderValue": (12.5,), "ProcessingLatency": (3,)}
    dimensions = next(metric.dimensions for metric in result.metrics if metric.name == "OrderValue")
    assert dimensions == ({"Environment": "production", "Region": "us-east-1", "service": "order-service"},)
