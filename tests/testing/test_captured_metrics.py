"""capture_metrics: what is emitted, by namespace and name."""

from __future__ import annotations

import threading

import pytest

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import EphemeralMetrics, _provider
from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics
from aws_lambda_powertools.testing import capture_metrics, lambda_context


@pytest.fixture
def metrics():
    return EphemeralMetrics(namespace="Shop", service="orders")


def test_values_are_found_by_namespace_and_name(metrics):
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric(name="OrdersPaid", unit="Count", value=1)
        metrics.add_metric(name="OrdersPaid", unit="Count", value=2)
        metrics.add_metric(name="Latency", unit="Milliseconds", value=1.5, resolution=1)
        metrics.add_metadata(key="order_id", value="7")

    with capture_metrics() as captured:
        handler({}, lambda_context(function_name="pay"))
    paid = captured["Shop"]["OrdersPaid"]
    assert (paid.values, paid.sum, paid.unit, paid.dimensions) == ([1, 2], 3, "Count", [{"service": "orders"}])
    assert captured["Shop"]["Latency"].points[0].resolution == 1
    assert captured["Shop"]["Latency"].points[0].metadata == {"order_id": "7"}
    assert captured["Shop"]["ColdStart"].dimensions == [{"function_name": "pay", "service": "orders"}]
    assert list(captured) == ["Shop"]
    assert captured.problems == []


def test_values_are_chosen_by_dimensions(metrics):
    with capture_metrics() as captured:
        for country, value in [("DE", 1), ("FR", 2), ("DE", 3)]:
            with single_metric(name="Sold", unit="Count", value=value, namespace="Shop") as metric:
                metric.add_dimension(name="country", value=country)
                metric.add_dimension(name="the shop", value="1")
    sold = captured["Shop"]["Sold"]
    assert sold.where(country="DE").values == [1, 3]
    assert sold.where(**{"the shop": "1"}).values == [1, 2, 3]
    assert sold.where(country="DE", region="x").values == []
    assert [found["country"] for found in sold.dimensions] == ["DE", "FR"]


def test_units_that_differ_are_an_error():
    with capture_metrics() as captured:
        for unit in ("Count", "Bytes"):
            with single_metric(name="Size", unit=unit, value=1, namespace="Shop"):
                pass
    with pytest.raises(AssertionError, match=r"Shop/Size .* several units: Count, Bytes"):
        _ = captured["Shop"]["Size"].unit


def test_what_is_missing_is_named_with_what_there_is(metrics):
    with capture_metrics() as captured:
        with pytest.raises(KeyError, match="no namespace 'Shop' was captured; there is none at all"):
            captured["Shop"]
        metrics.add_metric(name="Paid", unit="Count", value=1)
        metrics.flush_metrics()
    with pytest.raises(KeyError, match="no metric 'Sold' was captured; there is 'Paid'"):
        captured["Shop"]["Sold"]
    assert "Sold" not in captured["Shop"]


def test_lines_go_to_standard_output_too(metrics, capsys):
    with capture_metrics() as captured:
        metrics.add_metric(name="Paid", unit="Count", value=1)
        metrics.flush_metrics()
    assert capsys.readouterr().out == f"{captured.texts[0]}\n"
    assert captured.documents[0]["Paid"] == [1.0]


def test_only_what_is_emitted_inside_is_captured(metrics):
    metrics.add_metric(name="Paid", unit="Count", value=1)
    with capture_metrics() as captured:
        pass
    metrics.flush_metrics()
    assert len(captured) == 0
    assert _provider.listeners == []


def test_lines_for_datadog_are_captured_as_lines():
    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)
    with capture_metrics() as captured:
        metrics.add_metric(name="paid", value=1, country="DE")
        metrics.flush_metrics()
    assert captured.documents[0]["m"] == "Shop.paid"
    assert len(captured) == 0


def test_metrics_of_all_threads_are_captured():
    metrics = Metrics(namespace="Threads", service="orders")

    def emit():
        metrics.add_metric(name="Done", unit="Count", value=1)

    @metrics.log_metrics
    def handler(event, context):
        threads = [threading.Thread(target=emit) for _ in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    with capture_metrics() as captured:
        handler({}, lambda_context())
    assert captured["Threads"]["Done"].sum == 20


def test_what_was_captured_can_be_forgotten(metrics):
    with capture_metrics() as captured:
        metrics.add_metric(name="Paid", unit="Count", value=1)
        metrics.flush_metrics()
        captured.clear()
        assert dict(captured) == {}
