from __future__ import annotations

import asyncio
import json
import sys
import warnings
from types import MappingProxyType
from typing import Any
from unittest import mock

import pytest

from aws_lambda_powertools.metrics import (
    EphemeralMetrics,
    MetricResolution,
    Metrics,
    MetricUnit,
    MetricUnitError,
    MetricValueError,
    SchemaValidationError,
    single_metric,
)
from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def dimensions_of(document: dict[str, Any]) -> list[list[str]]:
    return document["_aws"]["CloudWatchMetrics"][0]["Dimensions"]


def metrics_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["_aws"]["CloudWatchMetrics"][0]["Metrics"]


# --- A document ----------------------------------------------------------------------------------------------------


def test_a_document_byte_by_byte(clock, capsys):
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Sold", unit="Count", value=2.5)
    metrics.add_metric(name="Took", unit="Milliseconds", value=12, resolution=MetricResolution.High)
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_metadata(key="booking", value={"id": 7})
    metrics.flush_metrics()
    assert capsys.readouterr().out == (
        '{"_aws":{"Timestamp":1768473000000,"CloudWatchMetrics":[{"Namespace":"Shop","Dimensions":[["stage","service"]],'
        '"Metrics":[{"Name":"Sold","Unit":"Count"},{"Name":"Took","Unit":"Milliseconds","StorageResolution":1}]}]},'
        '"stage":"prod","service":"orders","booking":{"id":7},"Sold":[1.0,2.5],"Took":[12.0]}\n'
    )


def test_what_is_serialized_by_hand_is_what_is_printed(metrics, clock, capsys):
    metrics.add_metric("Sold", "Count", 1)
    metrics.add_dimension("stage", "prod")
    metrics.add_dimensions(region="eu")
    metrics.add_metadata("id", 7)
    document = metrics.serialize_metric_set()
    metrics.flush_metrics()
    assert capsys.readouterr().out == json.dumps(document, separators=(",", ":")) + "\n"


@pytest.mark.parametrize("unit", MetricUnit)
def test_a_unit_is_known_by_member_name_and_value(metrics, emitted, unit):
    for spelling in (unit, unit.name, unit.value):
        metrics.add_metric(f"by {spelling}", spelling, 1)
    metrics.flush_metrics()
    assert {metric["Unit"] for metric in metrics_of(emitted()[0])} == {unit.value}


def test_names_that_json_and_formatting_know_too(metrics, emitted):
    metrics.add_metric('100% "sure" {0} %s %d ü \\', "Percent", 1)
    metrics.add_dimension("%s {x}", '%d "} ü')
    metrics.flush_metrics()
    (document,) = emitted()
    assert document['100% "sure" {0} %s %d ü \\'] == [1.0]
    assert document["%s {x}"] == '%d "} ü'


@pytest.mark.parametrize("without", [{}, {"service": ""}])
def test_without_a_service_there_is_no_service_dimension(emitted, without):
    metrics = Metrics(namespace="Shop", **without)
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert dimensions_of(emitted()[0]) == [[]]


def test_namespace_and_service_come_from_the_environment(monkeypatch, emitted):
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Shop")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "orders")
    metrics = Metrics()
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    (document,) = emitted()
    assert document["service"] == "orders"
    assert document["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Shop"


def test_namespace_and_service_can_be_changed(metrics, emitted):
    metrics.namespace, metrics.service = "Other", "payments"
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    (document,) = emitted()
    assert document["service"] == "payments"
    assert document["_aws"]["CloudWatchMetrics"][0]["Namespace"] == "Other"


def test_a_service_dimension_of_ones_own_wins(metrics, emitted):
    metrics.add_dimension("service", "mine")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["service"] == "mine"


def test_a_timestamp_is_kept_until_another_is_set(metrics, emitted, clock):
    metrics.set_timestamp(clock.milliseconds() - 1000)
    for _ in range(2):
        metrics.add_metric("Sold", "Count", 1)
        metrics.flush_metrics()
    assert [document["_aws"]["Timestamp"] for document in emitted()] == [clock.milliseconds() - 1000] * 2


def test_a_timestamp_is_that_of_its_object_only(emitted, clock):
    stamped, other = (Metrics(namespace=name, service="orders") for name in ("A", "B"))
    stamped.set_timestamp(clock.milliseconds() - 1000)
    for metrics in (other, Metrics(namespace="C"), stamped):
        metrics.add_metric("Sold", "Count", 1)
        metrics.flush_metrics()
    times = [document["_aws"]["Timestamp"] for document in emitted()]
    assert times == [clock.milliseconds(), clock.milliseconds(), clock.milliseconds() - 1000]


def test_a_timestamp_of_an_invocation_is_that_of_its_object_only(emitted, clock, invoke):
    stamped, other = (Metrics(namespace=name, service="orders") for name in ("A", "B"))

    @other.log_metrics
    def handler(event, context):
        stamped.set_timestamp(clock.milliseconds() - 1000)
        stamped.add_metric("Sold", "Count", 1)
        stamped.flush_metrics()
        other.add_metric("Sold", "Count", 1)

    invoke(handler)
    times = [document["_aws"]["Timestamp"] for document in emitted()]
    assert times == [clock.milliseconds() - 1000, clock.milliseconds()]
    assert stamped.provider.timestamp is None


def test_a_timestamp_that_is_none_is_0_as_it_was(metrics):
    with pytest.warns(PowertoolsUserWarning):
        metrics.set_timestamp("x")
    assert metrics.provider.timestamp == 0


# --- What tests look at ----------------------------------------------------------------------------------------------


def test_the_class_shows_what_all_its_objects_record(metrics, emitted):
    metrics.add_metric("Sold", "Count", 1)
    metrics.add_dimension("tenant", "ACME")
    metrics.add_metadata("id", 7)
    metrics.set_default_dimensions(stage="prod")
    assert Metrics._metrics == {"Sold": {"Unit": "Count", "StorageResolution": 60, "Value": [1.0]}}
    assert Metrics._dimensions == {"tenant": "ACME", "stage": "prod"}
    assert Metrics._metadata == {"id": 7}
    assert Metrics._default_dimensions == {"stage": "prod"}
    Metrics._metrics.clear()
    with pytest.raises(SchemaValidationError):
        metrics.flush_metrics(raise_on_empty_metrics=True)


@pytest.mark.parametrize("owner", [lambda metrics: type(metrics.provider), lambda metrics: metrics.provider])
def test_a_mock_of_flush_metrics_is_called(metrics, invoke, owner):
    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context): ...

    with mock.patch.object(owner(metrics), "flush_metrics") as flush_metrics:
        invoke(handler)
    flush_metrics.assert_called_once_with(raise_on_empty_metrics=True)


# --- Wrong arguments -------------------------------------------------------------------------------------------------


def handler_of_nothing(event, context): ...


@pytest.mark.parametrize(
    ("use", "message"),
    [
        (lambda: Metrics(namespace=5), "namespace is a text, not 5"),
        (lambda: Metrics(provider=5), "provider .* not 5"),
        (lambda: Metrics().log_metrics(5), "log_metrics .* not 5"),
        (lambda: Metrics().log_metrics("x"), "log_metrics .* not 'x'"),
        (lambda: DatadogMetrics(flush_to_log=True).log_metrics(5), "log_metrics .* not 5"),
        (lambda: Metrics().log_metrics(default_dimensions="x")(handler_of_nothing), "default_dimensions .* not 'x'"),
        (lambda: Metrics().log_metrics(default_dimensions={5: "x"}), "default_dimensions .* not 5"),
        (lambda: DatadogMetrics(flush_to_log=True).log_metrics(default_tags="x"), "default_tags .* not 'x'"),
        (lambda: EphemeralMetrics(default_dimensions="x"), "default_dimensions .* not 'x'"),
        (lambda: single_metric("a", "Count", 1, default_dimensions="x").__enter__(), "default_dimensions .* not 'x'"),
        (lambda: single_metric("a", "Count", 1, namespace=5).__enter__(), "namespace is a text, not 5"),
    ],
)
def test_wrong_arguments_are_named(use, message):
    with pytest.raises(TypeError, match=message):
        use()


def test_any_mapping_has_default_dimensions(metrics, emitted, invoke):
    @metrics.log_metrics(default_dimensions=MappingProxyType({"stage": "prod"}))
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    assert emitted()[0]["stage"] == "prod"


# --- Limits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "sizes"), [(99, []), (100, [100]), (101, [100]), (1001, [100] * 10)])
def test_a_hundred_metrics_are_emitted_at_once(metrics, emitted, number, sizes):
    for index in range(number):
        metrics.add_metric(f"metric {index}", "Count", index)
    early = emitted()
    assert [len(metrics_of(document)) for document in early] == sizes
    if number % 100:
        metrics.flush_metrics()
    names = [metric["Name"] for document in (*early, *emitted()) for metric in metrics_of(document)]
    assert names == [f"metric {index}" for index in range(number)]


def test_a_hundred_values_are_emitted_at_once_with_dimensions_and_metadata(metrics, emitted):
    metrics.add_dimension("tenant", "ACME")
    metrics.add_metadata("id", 7)
    for value in range(250):
        metrics.add_metric("Sold", "Count", value)
    metrics.flush_metrics()
    documents = emitted()
    assert [len(document["Sold"]) for document in documents] == [100, 100, 50]
    assert sum(sum(document["Sold"]) for document in documents) == sum(range(250))
    assert {(document["tenant"], document["id"]) for document in documents} == {("ACME", 7)}


def test_serializing_more_than_a_thousand_metrics_by_hand_raises(metrics):
    many = {f"metric {index}": {"Unit": "Count", "StorageResolution": 60, "Value": [1.0]} for index in range(1001)}
    with pytest.raises(SchemaValidationError, match="1001"):
        metrics.serialize_metric_set(metrics=many)
    many.popitem()
    assert len(metrics_of(metrics.serialize_metric_set(metrics=many))) == 1000


def test_twenty_nine_dimensions_and_the_service_are_thirty(metrics, emitted):
    for number in range(29):
        metrics.add_dimension(f"dimension {number}", "x")
    with pytest.raises(SchemaValidationError, match="one more"):
        metrics.add_dimension("one more", "x")
    metrics.add_dimension("dimension 3", "x")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert len(dimensions_of(emitted()[0])[0]) == 30


# --- Several objects ---------------------------------------------------------------------------------------------------


def test_all_objects_record_into_the_same_metrics(emitted):
    first, second = Metrics(namespace="Shop", service="orders"), Metrics(namespace="Other", service="payments")
    first.add_metric("Sold", "Count", 1)
    second.add_dimension("stage", "prod")
    assert first.metric_set == second.metric_set == {"Sold": {"Unit": "Count", "StorageResolution": 60, "Value": [1.0]}}
    assert first.dimension_set == {"stage": "prod"}
    second.flush_metrics()
    assert first.metric_set == {}
    assert dimensions_of(emitted()[0]) == [["stage", "service"]]


def test_default_dimensions_are_shared_and_come_back(emitted):
    first, second = Metrics(namespace="Shop", service="orders"), Metrics(namespace="Shop", service="orders")
    first.set_default_dimensions(stage="prod", shard=3)
    second.set_default_dimensions(region="eu")
    assert second.default_dimensions == {"stage": "prod", "shard": 3, "region": "eu"}
    for _ in range(2):
        second.add_metric("Sold", "Count", 1)
        second.flush_metrics()
    documents = emitted()
    assert [dimensions_of(document) for document in documents] == [[["stage", "shard", "region", "service"]]] * 2
    assert documents[0]["shard"] == "3"


def test_default_dimensions_can_be_cleared(metrics, emitted):
    metrics.set_default_dimensions(stage="prod")
    metrics.clear_default_dimensions()
    assert metrics.default_dimensions == {}
    for _ in range(2):
        metrics.add_metric("Sold", "Count", 1)
        metrics.flush_metrics()
    assert dimensions_of(emitted()[1]) == [["service"]]


def test_ephemeral_metrics_have_their_own(metrics, emitted):
    own, other = EphemeralMetrics(namespace="Shop"), EphemeralMetrics(namespace="Shop")
    own.add_metric("Sold", "Count", 1)
    own.add_dimension("stage", "prod")
    assert metrics.metric_set == other.metric_set == {}
    assert other.dimension_set == {}
    own.flush_metrics()
    assert dimensions_of(emitted()[0]) == [["stage"]]


# --- log_metrics -------------------------------------------------------------------------------------------------------


def test_a_decorated_handler_emits_at_the_end_and_is_otherwise_itself(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        """Sells."""
        metrics.add_metric("Sold", "Count", event)
        return {"sold": event}

    assert invoke(handler, 3) == {"sold": 3}
    assert (handler.__name__, handler.__doc__) == ("handler", "Sells.")
    assert emitted()[0]["Sold"] == [3.0]


def test_options_are_given_in_brackets(metrics, emitted, invoke):
    @metrics.log_metrics(capture_cold_start_metric=True, default_dimensions={"stage": "prod"})
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    for _ in range(3):
        invoke(handler)
    cold_start, *others = emitted()
    assert cold_start["ColdStart"] == [1.0]
    assert dimensions_of(cold_start) == [["function_name", "service"]]
    assert (cold_start["function_name"], cold_start["service"]) == ("orders", "orders")
    assert [dimensions_of(document) for document in others] == [[["stage", "service"]]] * 3


def test_further_arguments_reach_the_handler(metrics, invoke, emitted):
    @metrics.log_metrics
    def handler(event, context, extra, *, key):
        metrics.add_metric("Sold", "Count", extra + key)

    handler({}, None, 2, key=3)
    assert emitted()[0]["Sold"] == [5.0]


def test_nothing_is_emitted_without_it(metrics, capsys):
    metrics.add_metric("Sold", "Count", 1)
    assert capsys.readouterr().out == ""


def test_metrics_of_a_failing_handler_are_emitted(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        raise ValueError("sold out")

    with pytest.raises(ValueError, match="sold out"):
        invoke(handler)
    assert emitted()[0]["Sold"] == [1.0]


def test_no_metrics_give_a_warning(metrics, invoke):
    handler = metrics.log_metrics(lambda event, context: "done")
    for _ in range(2):
        with pytest.warns(PowertoolsUserWarning, match="no metrics"):
            assert invoke(handler) == "done"


def test_the_warning_comes_once_where_python_would_show_it_once(metrics, invoke):
    handler = metrics.log_metrics(lambda event, context: None)
    with warnings.catch_warnings(record=True) as seen:
        warnings.resetwarnings()
        for _ in range(3):
            invoke(handler)
    assert len(seen) == 1
    assert seen[0].filename.endswith("conftest.py")  # the line that called the handler


def test_no_metrics_raise_when_asked_to(metrics, invoke):
    handler = metrics.log_metrics(raise_on_empty_metrics=True)(lambda event, context: None)
    with pytest.raises(SchemaValidationError, match="at least one metric"):
        invoke(handler)


@pytest.mark.parametrize("number", [0, 100])
def test_metrics_that_were_emitted_before_the_end_are_not_missed_there(metrics, emitted, invoke, number):
    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        for index in range(number):
            metrics.add_metric(f"metric {index}", "Count", 1)
        if not number:
            metrics.add_metric("Sold", "Count", 1)
            metrics.flush_metrics()

    invoke(handler)
    assert len(emitted()) == 1


def test_a_missing_namespace_raises_at_the_end(invoke):
    metrics = Metrics()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    with pytest.raises(SchemaValidationError, match="POWERTOOLS_METRICS_NAMESPACE"):
        invoke(handler)


def test_metrics_from_before_the_first_invocation_are_emitted_with_it(metrics, emitted, invoke):
    metrics.add_metric("ModelLoaded", "Seconds", 2)
    metrics.add_dimension("model", "large")
    metrics.add_metadata("id", 7)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    invoke(handler)
    first, second = emitted()
    assert (first["ModelLoaded"], first["Sold"], first["model"], first["id"]) == ([2.0], [1.0], "large", 7)
    assert set(second) == {"_aws", "service", "Sold"}


def test_they_are_emitted_even_if_the_handler_records_none(metrics, emitted, invoke):
    metrics.add_metric("ModelLoaded", "Seconds", 2)
    handler = metrics.log_metrics(lambda event, context: None)
    invoke(handler)
    assert emitted()[0]["ModelLoaded"] == [2.0]
    assert metrics.metric_set == {}


def test_generator_handlers_emit_when_they_end(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Begun", "Count", 1)
        yield 1
        metrics.add_metric("Ended", "Count", 1)

    assert list(invoke(handler)) == [1]
    assert set(emitted()[0]) >= {"Begun", "Ended"}


def test_stacked_decorators_of_two_objects_share_the_invocation(emitted, invoke):
    outer, inner = Metrics(namespace="Shop"), EphemeralMetrics(namespace="Other")

    @outer.log_metrics
    @inner.log_metrics
    def handler(event, context):
        outer.add_metric("Outer", "Count", 1)
        inner.add_metric("Inner", "Count", 1)

    invoke(handler)
    assert [metrics_of(document)[0]["Name"] for document in emitted()] == ["Inner", "Outer"]


# --- Faults that must not come back -------------------------------------------------------------------------------------


def test_m1_what_a_failed_invocation_recorded_does_not_reach_the_next(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        if event == "first":
            metrics.add_dimension("tenant", "ACME")
            metrics.add_metadata("user", "alice")
            metrics.set_timestamp(1)
            raise ValueError
        metrics.add_metric("Sold", "Count", 1)

    with pytest.warns(PowertoolsUserWarning), pytest.raises(ValueError):
        invoke(handler, "first")
    invoke(handler)
    (document,) = emitted()
    assert set(document) == {"_aws", "service", "Sold"}
    assert document["_aws"]["Timestamp"] != 1


def test_m2_too_many_dimensions_do_not_poison_the_environment(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        for number in range(event):
            metrics.add_dimension(f"dimension {number}", "x")
        metrics.add_metric("Sold", "Count", 1)

    with pytest.warns(PowertoolsUserWarning), pytest.raises(SchemaValidationError):
        invoke(handler, 30)
    for _ in range(3):
        invoke(handler, 1)
    assert [dimensions_of(document) for document in emitted()] == [[["dimension 0", "service"]]] * 3


def test_m3_a_missing_namespace_does_not_hide_the_handlers_exception(invoke):
    metrics = Metrics()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        raise ValueError("sold out")

    with pytest.warns(PowertoolsUserWarning, match="namespace"), pytest.raises(ValueError, match="sold out") as raised:
        invoke(handler)
    assert raised.value.__context__ is None
    for _ in range(3):
        with pytest.raises(ValueError, match="sold out"):
            invoke(handler)
    assert metrics.metric_set == {}


def test_m4_having_no_metrics_does_not_hide_the_handlers_exception(metrics, invoke):
    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        raise ValueError("sold out")

    with pytest.warns(PowertoolsUserWarning, match="at least one metric"), pytest.raises(ValueError, match="sold out"):
        invoke(handler)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 1e109, -1e109])
def test_m5_a_value_that_cloudwatch_cannot_read_does_not_spoil_the_others(metrics, emitted, value):
    metrics.add_metric("Sold", "Count", 1)
    with pytest.warns(PowertoolsUserWarning, match="'Sold' is not a number"):
        metrics.add_metric("Sold", "Count", value)
    metrics.add_metric("Sold", "Count", value)  # says it once
    metrics.add_metric("Took", "Seconds", 2)
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["Sold"], document["Took"]) == ([1.0], [2.0])


def test_m7_an_async_handler_is_awaited_before_its_metrics_are_emitted(metrics, emitted, invoke):
    @metrics.log_metrics(raise_on_empty_metrics=True)
    async def handler(event, context):
        await asyncio.sleep(0)
        metrics.add_metric("Sold", "Count", 1)
        return "done"

    assert asyncio.run(invoke(handler)) == "done"
    assert emitted()[0]["Sold"] == [1.0]


def test_m8_metadata_do_not_replace_the_root(metrics, emitted):
    with pytest.warns(PowertoolsUserWarning, match="'_aws'"):
        metrics.add_metadata("_aws", "x")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["Sold"] == [1.0]


def test_m9_a_metric_does_not_replace_a_dimension_nor_the_other_way_round(metrics, emitted):
    metrics.add_dimension("shop", "north")
    metrics.add_metric("Sold", "Count", 1)
    with pytest.warns(PowertoolsUserWarning, match="'shop' has the name of a dimension"):
        metrics.add_metric("shop", "Count", 5)
    with pytest.warns(PowertoolsUserWarning, match="'Sold' has the name of a metric"):
        metrics.add_dimension("Sold", "x")
    with pytest.warns(PowertoolsUserWarning, match="'service'"):
        metrics.add_metric("service", "Count", 5)
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["shop"], document["Sold"], document["service"]) == ("north", [1.0], "orders")


def test_m10_values_of_two_units_are_not_mixed(metrics, emitted):
    metrics.add_metric("Took", "Count", 1)
    with pytest.warns(PowertoolsUserWarning, match="in Count already, not in Seconds"):
        metrics.add_metric("Took", "Seconds", 2)
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["Took"], metrics_of(document)) == ([1.0], [{"Name": "Took", "Unit": "Count"}])


@pytest.mark.parametrize(("name", "value"), [("tenant", "x" * 3000), ("x" * 256, "ACME")])
def test_m11_a_dimension_that_is_too_long_is_left_out(metrics, emitted, name, value):
    with pytest.warns(PowertoolsUserWarning, match="more than"):
        metrics.add_dimension(name, value)
    metrics.add_dimension("stage", "prod")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert dimensions_of(emitted()[0]) == [["stage", "service"]]


def test_metadata_that_json_has_no_word_for_become_text(metrics, emitted):
    circle: list[Any] = []
    circle.append(circle)
    metrics.add_metadata("circle", circle)
    metrics.add_metadata("number", float("nan"))
    metrics.add_metadata("object", object)
    metrics.add_metadata("deep", json.loads("[" * 500 + "]" * 500))
    metrics.add_metadata("surrogate", "\ud800")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["Sold"] == [1.0]


def test_metadata_give_way_to_metrics_and_dimensions(metrics, emitted):
    metrics.add_metadata("Sold", "x")
    metrics.add_metadata("shop", "x")
    metrics.add_metadata("kept", "x")
    with pytest.warns(PowertoolsUserWarning, match="'Sold' are left out"):
        metrics.add_metric("Sold", "Count", 1)
    with pytest.warns(PowertoolsUserWarning, match="'shop' are left out"):
        metrics.add_dimension("shop", "north")
    for name in ("Sold", "shop", "service"):
        with pytest.warns(PowertoolsUserWarning, match=f"Metadata '{name}'"):
            metrics.add_metadata(name, "again")
    metrics.flush_metrics()
    (document,) = emitted()
    assert (document["Sold"], document["shop"], document["service"], document["kept"]) == (
        [1.0],
        "north",
        "orders",
        "x",
    )


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda metrics: metrics.add_metric("Sold", "Count", float("nan")), MetricValueError),
        (lambda metrics: metrics.add_metric("Sold", "Seconds", 1), MetricUnitError),
        (lambda metrics: metrics.add_metric("Took", None, 1), MetricUnitError),
        (lambda metrics: metrics.add_metric("shop", "Count", 1), SchemaValidationError),
        (lambda metrics: metrics.add_metric("_aws", "Count", 1), SchemaValidationError),
        (lambda metrics: metrics.add_metric("service", "Count", 1), SchemaValidationError),
        (lambda metrics: metrics.add_dimension("Sold", "x"), SchemaValidationError),
        (lambda metrics: metrics.add_dimension("tenant", "x" * 1025), SchemaValidationError),
        (lambda metrics: metrics.add_dimensions(shop="south"), SchemaValidationError),
        (lambda metrics: metrics.add_metadata("shop", "x"), SchemaValidationError),
    ],
)
def test_strictly_what_would_spoil_a_document_raises(emitted, monkeypatch, spoil, error):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    metrics = EphemeralMetrics(namespace="Shop", service="orders")
    metrics.add_metric("Sold", "Count", 1)
    metrics.add_dimension("shop", "north")
    with pytest.raises(error):
        spoil(metrics)
    metrics.flush_metrics()
    assert (emitted()[0]["Sold"], metrics.metric_set) == ([1.0], {})


# --- Trouble with the output -------------------------------------------------------------------------------------------


class Broken:
    def write(self, text: str) -> int:
        raise BrokenPipeError("nobody listens")

    def flush(self) -> None: ...


@pytest.mark.parametrize("stdout", [Broken(), None])
def test_output_that_cannot_be_written_is_reported_once_and_reaches_no_handler(metrics, invoke, monkeypatch, stdout):
    @metrics.log_metrics
    def handler(event, context):
        for number in range(250):
            metrics.add_metric(f"metric {number}", "Count", 1)
        return "done"

    monkeypatch.setattr(sys, "stdout", stdout)
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        assert [invoke(handler) for _ in range(3)] == ["done"] * 3
    assert len(seen) == 1
    assert "standard output" in str(seen[0].message)


def test_output_goes_where_print_would_go(metrics, capsys, monkeypatch):
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as redirected:
        metrics.add_metric("Sold", "Count", 1)
        metrics.flush_metrics()
    assert redirected.getvalue().count("\n") == 1
    assert capsys.readouterr().out == ""


# --- Switched off --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "switches",
    [{"POWERTOOLS_METRICS_DISABLED": "true"}, {"POWERTOOLS_DEV": "1"}],
)
def test_switched_off_metrics_are_not_emitted_nor_kept(metrics, capsys, monkeypatch, invoke, switches):
    for name, value in switches.items():
        monkeypatch.setenv(name, value)

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        for number in range(150):
            metrics.add_metric(f"metric {number}", "Count", 1)

    invoke(handler)
    assert capsys.readouterr().out == ""
    for name in switches:
        monkeypatch.delenv(name)
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_saying_that_they_are_on_wins_over_development_mode(metrics, emitted, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_DEV", "true")
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert emitted()[0]["Sold"] == [1.0]


def test_a_word_that_means_neither_raises(metrics, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "perhaps")
    metrics.add_metric("Sold", "Count", 1)
    with pytest.raises(ValueError, match="POWERTOOLS_METRICS_DISABLED"):
        metrics.flush_metrics()


# --- Cold start ----------------------------------------------------------------------------------------------------------


def test_only_the_first_invocation_is_a_cold_start(metrics, emitted, invoke):
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    for _ in range(3):
        invoke(handler)
    assert sum("ColdStart" in document for document in emitted()) == 1


def test_provisioned_environments_have_no_cold_start(metrics, emitted, invoke, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    monkeypatch.delenv("AWS_LAMBDA_INITIALIZATION_TYPE")
    invoke(handler)
    assert not any("ColdStart" in document for document in emitted())


@pytest.mark.parametrize(
    ("argument", "variable", "expected"),
    [(None, None, "orders"), (None, "by-variable", "by-variable"), ("by-argument", "by-variable", "by-argument")],
)
def test_the_function_name_of_a_cold_start(emitted, invoke, monkeypatch, argument, variable, expected):
    if variable:
        monkeypatch.setenv("POWERTOOLS_METRICS_FUNCTION_NAME", variable)
    metrics = Metrics(namespace="Shop", function_name=argument)

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    cold_start = emitted()[0]
    assert cold_start["function_name"] == expected
    assert dimensions_of(cold_start) == [["function_name"]]


def test_a_durable_context_is_handed_on_and_its_inner_context_names_the_function(metrics, emitted, lambda_context):
    class DurableContext:
        state: dict[str, Any] = {}  # noqa: RUF012
        lambda_context: Any = None

    durable = DurableContext()
    durable.lambda_context = lambda_context

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        return context

    assert handler({}, durable) is durable
    assert emitted()[0]["function_name"] == "orders"


def test_a_cold_start_of_a_failing_handler_counts(metrics, emitted, invoke):
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        raise ValueError

    with pytest.raises(ValueError):
        invoke(handler)
    assert emitted()[0]["ColdStart"] == [1.0]


# --- Trace ids -------------------------------------------------------------------------------------------------------------


def test_trace_ids_are_written_as_metadata_when_asked_for(emitted, invoke, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_METRICS_TRACE_CONTEXT", "true")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    metrics = Metrics(namespace="Shop")

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    (document,) = emitted()
    assert document["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert dimensions_of(document) == [[]]


def test_they_are_not_written_otherwise(metrics, emitted, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793")
    metrics.add_metric("Sold", "Count", 1)
    metrics.flush_metrics()
    assert "xray_trace_id" not in emitted()[0]
