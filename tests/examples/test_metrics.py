"""The examples of the metrics page do what the page says."""

from __future__ import annotations

import json
import runpy
from datetime import datetime, timezone
from typing import Any

import pytest
from emf import faults
from source_tree import ROOT

from aws_lambda_powertools.metrics import metrics as metrics_module
from aws_lambda_powertools.metrics._recording import MetricSet
from aws_lambda_powertools.metrics.provider.datadog import metrics as datadog_module
from aws_lambda_powertools.metrics.provider.datadog.datadog import Points

FOLDER = ROOT / "examples" / "metrics"
PAGE = ROOT / "docs" / "metrics.md"


@pytest.fixture(autouse=True)
def new_metrics(monkeypatch):
    monkeypatch.syspath_prepend(FOLDER)
    metrics_module.SHARED.forget(MetricSet({}))
    datadog_module.SHARED.forget(Points([], {}))


@pytest.fixture
def lines(capsys, lambda_context):
    """`lines("getting_started", event)`: what an invocation of that example prints."""

    def invoke(example: str, event: Any) -> list[Any]:
        handler = runpy.run_path(str(FOLDER / f"{example}.py"))["lambda_handler"]
        handler(event, lambda_context)
        return capsys.readouterr().out.splitlines()

    return invoke


@pytest.fixture
def documents(lines):
    def invoke(example: str, event: Any) -> list[dict[str, Any]]:
        found = [json.loads(line) for line in lines(example, event)]
        assert [faults(document) for document in found] == [[] for _ in found]
        return found

    return invoke


def dimensions_of(document):
    return document["_aws"]["CloudWatchMetrics"][0]["Dimensions"]


def test_getting_started_prints_the_line_that_the_page_shows(lines, clock):
    (line,) = lines("getting_started", {"total": 12.5})
    assert line in PAGE.read_text(encoding="utf-8").splitlines()


def test_dimensions(documents):
    (document,) = documents("dimensions", {"shop": "north"})
    assert dimensions_of(document) == [["stage", "shop", "service"]]


def test_dimension_sets(documents):
    (document,) = documents("dimension_sets", {"shop": "north", "till": 3})
    assert dimensions_of(document) == [["stage", "service"], ["stage", "shop"], ["stage", "shop", "till"]]


def test_high_resolution(documents):
    (document,) = documents("high_resolution", {"milliseconds": 12})
    assert document["_aws"]["CloudWatchMetrics"][0]["Metrics"][0]["StorageResolution"] == 1


def test_metadata(documents):
    (document,) = documents("metadata", {"id": 7, "customer": "Ada"})
    assert document["order"] == {"id": 7, "customer": "Ada"}


def test_timestamp(documents):
    placed_at = datetime.now(timezone.utc).replace(microsecond=0)
    (document,) = documents("timestamp", {"placed_at": placed_at.isoformat()})
    assert document["_aws"]["Timestamp"] == placed_at.timestamp() * 1000


def test_cold_start(documents):
    cold_start, document = documents("cold_start", {})
    assert (cold_start["ColdStart"], cold_start["function_name"]) == ([1], "orders")
    assert document["OrdersPlaced"] == [1]


def test_single(documents):
    single, document = documents("single", {"refunds": 2, "customer": "Ada"})
    assert (single["Refunds"], dimensions_of(single)) == ([2], [["customer"]])
    assert dimensions_of(document) == [["service"]]


def test_ephemeral(documents):
    shop, platform = documents("ephemeral", {"body": "12345"})
    assert (shop["OrdersPlaced"], platform["Bytes"]) == ([1], [5])


def test_by_hand(documents):
    north, south = documents("by_hand", {"orders": [{"shop": "north", "total": 1}, {"shop": "south", "total": 2}]})
    assert (north["shop"], north["Revenue"], south["shop"], south["Revenue"]) == ("north", [1], "south", [2])


def test_threads_and_tasks(documents):
    (document,) = documents("threads_and_tasks", {"shop": "north", "orders": [{"total": 1}] * 5})
    assert (document["shop"], document["Revenue"]) == ("north", [1] * 10)


def test_own_provider(lines):
    assert lines("own_provider", {}) == ["orders.placed:1|c", "cold_start.orders:1|c"]


def test_datadog_prints_the_line_that_the_page_shows(lines, clock):
    line, cold_start = lines("datadog_metrics", {"product": "latte"})
    assert line in PAGE.read_text(encoding="utf-8").splitlines()
    assert json.loads(cold_start)["m"] == "shop.ColdStart"


def test_the_test_of_the_page_passes(capsys):
    runpy.run_path(str(FOLDER / "test_getting_started.py"))["test_an_order_counts"](capsys)
