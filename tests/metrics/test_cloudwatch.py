from __future__ import annotations

from typing import Any

import pytest

from aws_lambda_powertools.metrics import EphemeralMetrics, Metrics, SchemaValidationError
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def dimensions_of(document: dict[str, Any]) -> list[list[str]]:
    return document["_aws"]["CloudWatchMetrics"][0]["Dimensions"]


def sold(metrics: Any) -> None:
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()


# --- Further dimension sets ------------------------------------------------------------------------------------------


def test_metrics_are_kept_under_each_dimension_set(metrics, emitted):
    metrics.add_dimension("stage", "prod")
    metrics.add_dimensions(region="eu", shard=3)
    metrics.add_dimensions(team="a")
    sold(metrics)
    sold(metrics)
    first, second = emitted()
    assert dimensions_of(first) == [["stage", "service"], ["region", "shard"], ["team"]]
    assert first["shard"] == "3"
    assert dimensions_of(second) == [["service"]]


def test_strictly_they_have_the_service_too(emitted, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "1")
    metrics = EphemeralMetrics(namespace="Shop", service="orders")
    metrics.add_dimensions(region="eu")
    sold(metrics)
    assert dimensions_of(emitted()[0]) == [["service"], ["region", "service"]]


def test_they_have_the_default_dimensions_of_when_they_were_added(metrics, emitted):
    metrics.set_default_dimensions(stage="prod")
    metrics.add_dimensions(region="eu")
    metrics.set_default_dimensions(shard="1")
    sold(metrics)
    assert dimensions_of(emitted()[0]) == [["stage", "shard", "service"], ["stage", "region"]]


def test_a_set_is_kept_once(metrics, emitted):
    metrics.add_dimensions(region="eu")
    metrics.add_dimensions(region="eu")
    sold(metrics)
    assert dimensions_of(emitted()[0]) == [["service"], ["region"]]


def test_the_last_value_of_a_dimension_counts_for_all_sets_with_a_warning(metrics, emitted):
    metrics.add_dimension("region", "us")
    with pytest.warns(PowertoolsUserWarning, match="'region' has another value"):
        metrics.add_dimensions(region="eu", stage="prod")
    sold(metrics)
    (document,) = emitted()
    assert dimensions_of(document) == [["region", "service"], ["region", "stage"]]
    assert document["region"] == "eu"


@pytest.mark.parametrize("dimensions", [{}, {"blank": " "}, {" ": "x"}])
def test_sets_that_say_nothing_are_left_out_with_a_warning(metrics, emitted, dimensions):
    with pytest.warns(PowertoolsUserWarning):
        metrics.add_dimensions(**dimensions)
    sold(metrics)
    assert dimensions_of(emitted()[0]) == [["service"]]


@pytest.mark.parametrize(
    ("dimensions", "why"),
    [({"region": "x" * 1025}, "1024"), ({"Took": "x"}, "name of a metric"), ({"_aws": "x"}, "root")],
)
def test_sets_that_would_spoil_the_document_are_left_out_as_a_whole(metrics, emitted, dimensions, why):
    metrics.add_metric("Took", "Seconds", 1)
    with pytest.warns(PowertoolsUserWarning, match=why):
        metrics.add_dimensions(team="a", **dimensions)
    sold(metrics)
    assert dimensions_of(emitted()[0]) == [["service"]]


def test_there_are_twenty_nine_different_dimensions_in_all_sets_together(metrics):
    metrics.add_dimension("stage", "prod")
    metrics.add_dimensions(**{f"dimension {number}": "x" for number in range(28)})
    metrics.add_dimensions(**{"stage": "prod", "dimension 1": "x"})
    with pytest.raises(SchemaValidationError, match="29"):
        metrics.add_dimensions(another="x")


# --- What users and their tests see and change -------------------------------------------------------------------------


def test_dictionaries_given_are_used_as_they_are(emitted, invoke):
    metric_set: dict[str, Any] = {}
    dimension_set: dict[str, str] = {}
    metadata_set: dict[str, Any] = {}
    defaults: dict[str, Any] = {"stage": "prod"}
    metrics = EphemeralMetrics(
        metric_set=metric_set,
        dimension_set=dimension_set,
        metadata_set=metadata_set,
        default_dimensions=defaults,
        namespace="Shop",
    )
    assert metrics.metric_set is metric_set
    assert metrics.dimension_set is dimension_set
    assert metrics.metadata_set is metadata_set
    assert metrics.default_dimensions is defaults

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        metrics.add_dimension("tenant", "ACME")
        metrics.add_metadata("id", 7)
        assert metric_set == {"Sold": {"Unit": "Count", "StorageResolution": 60, "Value": [1.0]}}
        assert dimension_set == {"stage": "prod", "tenant": "ACME"}
        assert metadata_set == {"id": 7}
        if event:
            raise ValueError

    invoke(handler)
    with pytest.raises(ValueError):
        invoke(handler, "fail")
    assert (metric_set, dimension_set, metadata_set) == ({}, {"stage": "prod"}, {})
    assert len(emitted()) == 2


@pytest.mark.parametrize("given", [{"metric_set": {}}, {"dimension_set": {}}, {"metadata_set": {}}])
def test_m1_given_dictionaries_are_emptied_after_a_failure_too(emitted, invoke, given):
    metrics = EphemeralMetrics(namespace="Shop", **given)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        metrics.add_metadata("id", 7)
        raise ValueError

    with pytest.warns(PowertoolsUserWarning), pytest.raises(ValueError):
        invoke(handler)
    sold(metrics)
    assert set(emitted()[0]) == {"_aws", "Sold"}


def test_what_users_put_into_the_sets_is_emitted(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        metrics.metric_set["Sold"]["Value"].append(2)
        metrics.metric_set["Took"] = {"Unit": "Seconds", "StorageResolution": 1, "Value": [3]}
        metrics.dimension_set["shop"] = "north"
        metrics.metadata_set["id"] = 7
        metrics.add_metric("Sold", "Count", 4)

    invoke(handler)
    invoke(handler)
    for document in emitted():
        assert (document["Sold"], document["Took"], document["shop"], document["id"]) == ([1, 2, 4], [3], "north", 7)


@pytest.mark.parametrize("are_metrics_looked_at", [False, True])
def test_metadata_put_in_unchecked_do_not_take_the_place_of_anything(metrics, emitted, are_metrics_looked_at):
    metrics.add_metric("Sold", "Count", 1)
    if are_metrics_looked_at:
        assert "Sold" in metrics.metric_set
    metrics.add_dimension("shop", "north")
    metrics.metadata_set.update({"Sold": "x", "shop": "x", "service": "x", "_aws": "x", "id": 7})
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["Sold"], document["shop"], document["service"], document["id"]) == ([1.0], "north", "orders", 7)


def test_sets_can_be_replaced(emitted):
    metrics = EphemeralMetrics(namespace="Shop")
    metrics.add_metric("Sold", "Count", 1)
    metrics.metric_set = {"Took": {"Unit": "Seconds", "StorageResolution": 60, "Value": [3.0]}}
    metrics.dimension_set = {"shop": "north"}
    metrics.dimension_sets = [{"region": "eu"}]
    metrics.metadata_set = {"id": 7}
    metrics.default_dimensions = {"stage": "prod"}
    metrics.timestamp = 5
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["Took"], document["shop"], document["id"]) == ([3.0], "north", 7)
    assert dimensions_of(document) == [["shop"], ["region"]]
    assert document["_aws"]["Timestamp"] == metrics.timestamp == 5
    assert metrics.dimension_set == {"stage": "prod"}
    assert (metrics.dimension_sets, metrics.metadata_set) == ([], {})


def test_looking_at_metrics_changes_nothing(metrics, emitted):
    for number in range(99):
        metrics.add_metric(f"metric {number}", "Count", 1)
    assert len(metrics.metric_set) == 99
    metrics.add_metric("metric 99", "Count", 1)
    assert len(emitted()[0]["_aws"]["CloudWatchMetrics"][0]["Metrics"]) == 100
    assert metrics.metric_set == {}


def test_more_metrics_and_values_than_a_document_holds_are_several_documents(emitted):
    metrics = EphemeralMetrics(namespace="Shop")
    metrics.metric_set = {
        f"metric {number}": {"Unit": "Count", "StorageResolution": 60, "Value": [1.0] * (250 if number == 3 else 1)}
        for number in range(120)
    }
    metrics.flush_metrics()
    documents = emitted()
    assert len(documents) == 3
    assert sum(len(document.get("metric 3", ())) for document in documents) == 250


def test_a_failed_flush_by_hand_keeps_what_was_recorded(emitted):
    metrics = EphemeralMetrics()
    metrics.add_metric("Sold", "Count", 1)
    with pytest.raises(SchemaValidationError, match="namespace"):
        metrics.flush_metrics()
    metrics.namespace = "Shop"
    metrics.flush_metrics()
    assert emitted()[0]["Sold"] == [1.0]


def test_without_a_namespace_metrics_do_not_pile_up():
    metrics = EphemeralMetrics()
    for number in range(99):
        metrics.add_metric(f"metric {number}", "Count", 1)
    with pytest.raises(SchemaValidationError, match="namespace"):
        metrics.add_metric("one more", "Count", 1)
    assert metrics.metric_set == {}


def test_default_dimensions_that_cloudwatch_would_not_take_are_left_out(emitted):
    metrics = EphemeralMetrics(
        namespace="Shop",
        default_dimensions={
            "blank": " ",
            "long": "x" * 1025,
            **{f"dimension {number}": number for number in range(40)},
        },
    )
    sold(metrics)
    sold(metrics)
    assert [len(dimensions_of(document)[0]) for document in emitted()] == [29, 29]


# --- Serializing by hand -----------------------------------------------------------------------------------------------


def test_given_metrics_dimensions_and_metadata_are_serialized_instead(metrics):
    metrics.add_metric("Sold", "Count", 1)
    metrics.add_dimension("shop", "north")
    metrics.add_metadata("id", 7)
    document: Any = metrics.serialize_metric_set(
        metrics={"Took": {"Unit": "Seconds", "StorageResolution": 1, "Value": [1, 2]}},
        dimensions={"stage": "prod"},
        metadata={"other": object},
    )
    assert (document["Took"], document["stage"], document["other"]) == ([1, 2], "prod", object)
    assert dimensions_of(document) == [["stage"]]
    assert metrics.metric_set["Sold"]["Value"] == [1.0]


@pytest.mark.parametrize("metrics_given", [None, {}])
def test_without_metrics_there_is_no_document(metrics, metrics_given):
    with pytest.raises(SchemaValidationError, match="at least one metric"):
        metrics.serialize_metric_set(metrics=metrics_given)


# --- Subclasses --------------------------------------------------------------------------------------------------------


class Tagged(AmazonCloudWatchEMFProvider):
    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.calls: list[str] = []

    def serialize_metric_set(self, *args: Any, **kwargs: Any) -> Any:
        self.calls.append("serialize")
        return {**super().serialize_metric_set(*args, **kwargs), "tag": "mine"}

    def flush_metrics(self, raise_on_empty_metrics: bool = False) -> None:
        self.calls.append("flush")
        super().flush_metrics(raise_on_empty_metrics)

    def clear_metrics(self) -> None:
        self.calls.append("clear")
        super().clear_metrics()


@pytest.mark.parametrize("is_behind_metrics", [False, True])
def test_a_subclass_can_change_each_step(emitted, invoke, is_behind_metrics):
    provider = Tagged(namespace="Shop", service="orders")
    metrics = Metrics(provider=provider) if is_behind_metrics else provider

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_dimension("tenant", "ACME")
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    (document,) = emitted()
    assert (document["tag"], document["tenant"]) == ("mine", "ACME")
    assert provider.calls == ["flush", "serialize", "clear"]
    assert provider.metric_set == {}


def test_a_subclass_also_makes_the_documents_of_full_sets(emitted):
    provider = Tagged(namespace="Shop")
    for number in range(100):
        provider.add_metric(f"metric {number}", "Count", 1)
    assert emitted()[0]["tag"] == "mine"


def test_a_failing_handler_leaves_nothing_behind_in_a_subclass(emitted, invoke):
    provider = Tagged(namespace="Shop")

    @provider.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        provider.add_dimension("tenant", "ACME")
        raise ValueError

    with pytest.warns(PowertoolsUserWarning, match="at least one metric"), pytest.raises(ValueError):
        invoke(handler)
    sold(provider)
    assert "tenant" not in emitted()[0]
