from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from aws_lambda_powertools.metrics import Metrics, MetricUnit, MetricUnitError, SchemaValidationError, single_metric
from aws_lambda_powertools.metrics.base import MetricManager, SingleMetric
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def test_a_single_metric_has_a_document_of_its_own(emitted):
    with single_metric(name="Sold", unit=MetricUnit.Count, value=1, resolution=1, namespace="Shop") as metric:
        metric.add_dimension(name="shop", value="north")
        metric.add_metadata(key="id", value=7)
        assert metric.metric_set == {"Sold": {"Unit": "Count", "StorageResolution": 1, "Value": [1.0]}}
    (document,) = emitted()
    assert (document["Sold"], document["shop"], document["id"]) == ([1.0], "north", 7)
    assert document["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["StorageResolution"] == 1


def test_namespace_and_service_come_from_the_environment(emitted, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Shop")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "orders")
    with single_metric("Sold", "Count", 1):
        pass
    assert emitted()[0]["service"] == "orders"


def test_it_has_default_dimensions(emitted):
    with single_metric("Sold", "Count", 1, namespace="Shop", default_dimensions={"stage": "prod", "shard": 3}):
        pass
    assert emitted()[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["stage", "shard"]]


def test_it_has_further_dimension_sets(emitted):
    with single_metric("Sold", "Count", 1, namespace="Shop") as metric:
        metric.add_dimensions(region="eu")
    assert emitted()[0]["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [[], ["region"]]


def test_it_has_one_value(emitted):
    with single_metric("Sold", "Count", 1, namespace="Shop") as metric:
        with pytest.warns(PowertoolsUserWarning, match="one value"):
            metric.add_metric("Took", "Seconds", 2)
        metric.add_metric("Took", "Seconds", 2)  # says it once
    assert set(emitted()[0]) == {"_aws", "Sold"}


def test_m12_it_is_emitted_when_the_block_raises(emitted):
    with pytest.raises(ValueError, match="sold out"), single_metric("Sold", "Count", 1, namespace="Shop"):
        raise ValueError("sold out")
    assert emitted()[0]["Sold"] == [1.0]


def test_a_missing_namespace_does_not_hide_what_the_block_raises(capsys):
    with (
        pytest.warns(PowertoolsUserWarning, match="namespace"),
        pytest.raises(ValueError, match="sold out"),
        single_metric("Sold", "Count", 1),
    ):
        raise ValueError("sold out")
    assert capsys.readouterr().out == ""


def test_a_missing_namespace_raises(capsys):
    with pytest.raises(SchemaValidationError, match="namespace"), single_metric("Sold", "Count", 1):
        pass
    assert capsys.readouterr().out == ""


def test_a_wrong_unit_raises_before_the_block(capsys):
    with pytest.raises(MetricUnitError), single_metric("Sold", "pieces", 1, namespace="Shop"):
        pytest.fail("the block was entered")
    assert capsys.readouterr().out == ""


def test_a_value_that_is_left_out_leaves_no_document(capsys):
    with (
        pytest.warns(PowertoolsUserWarning, match="'Sold'"),
        single_metric("Sold", "Count", float("nan"), namespace="Shop"),
    ):
        pass
    assert capsys.readouterr().out == ""


def test_switched_off_metrics_are_not_emitted(capsys, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    with single_metric("Sold", "Count", 1, namespace="Shop"):
        pass
    assert capsys.readouterr().out == ""


def test_it_has_nothing_to_do_with_the_metrics_of_the_invocation(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        metrics.add_metric("Took", "Seconds", 2)
        with single_metric("Sold", "Count", 1, namespace="Shop") as metric:
            metric.add_dimension("shop", "north")

    invoke(handler)
    single, others = emitted()
    assert set(single) == {"_aws", "shop", "Sold"}
    assert set(others) == {"_aws", "tenant", "service", "Took"}


def test_blocks_in_concurrent_threads_are_apart(emitted):
    together = threading.Barrier(4)

    def sell(number: int) -> None:
        with single_metric("Sold", "Count", number, namespace="Shop") as metric:
            together.wait(timeout=10)
            metric.add_dimension("shop", f"shop {number}")

    threads = [threading.Thread(target=sell, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {document["shop"]: document["Sold"] for document in emitted()} == {
        f"shop {number}": [float(number)] for number in range(4)
    }


def test_it_decorates_functions(emitted):
    @single_metric("Sold", "Count", 1, namespace="Shop")
    def sell(deep: int) -> int:
        return sell(deep - 1) if deep else 0

    sell(2)
    assert [document["Sold"] for document in emitted()] == [[1.0]] * 3


def test_blocks_in_tasks_are_apart(emitted):
    async def sell(number: int) -> None:
        with single_metric("Sold", "Count", number, namespace="Shop") as metric:
            await asyncio.sleep(0)
            metric.add_dimension("shop", f"shop {number}")

    async def all_at_once() -> None:
        await asyncio.gather(sell(1), sell(2))

    asyncio.run(all_at_once())
    assert {document["shop"]: document["Sold"] for document in emitted()} == {"shop 1": [1.0], "shop 2": [2.0]}


def test_older_names():
    metric = SingleMetric(namespace="Shop")
    metric.add_metric("Sold", "Count", 1)
    document: dict[str, Any] = dict(metric.serialize_metric_set())
    assert document["Sold"] == [1.0]
    assert MetricManager is AmazonCloudWatchEMFProvider
    assert isinstance(metric, MetricManager)
    assert Metrics(namespace="Shop").metric_set == {}
