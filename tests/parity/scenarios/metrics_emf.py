"""Metrics: what the blobs of CloudWatch's embedded metric format say."""

from __future__ import annotations

import datetime
import decimal

from lab import Context, printed, printed_text, scenario

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricResolution, MetricUnit


@scenario()
def one_metric():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=1)
    metrics.flush_metrics()
    yield "text", printed_text()


@scenario("both", POWERTOOLS_METRICS_NAMESPACE="Shop", POWERTOOLS_SERVICE_NAME="orders")
@scenario("namespace only", POWERTOOLS_METRICS_NAMESPACE="Shop")
def names_of_the_environment():
    metrics = Metrics()
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    yield "names", [metrics.namespace, metrics.service]


@scenario(POWERTOOLS_METRICS_NAMESPACE="Shop", POWERTOOLS_SERVICE_NAME="orders")
def names_as_arguments_beat_the_environment():
    metrics = Metrics(namespace="Other", service="payments")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    yield "names", [metrics.namespace, metrics.service]


@scenario()
def without_a_service():
    metrics = Metrics(namespace="Shop")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def several_metrics_and_values():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=2.5)
    metrics.add_metric(name="Time", unit=MetricUnit.Milliseconds, value=12)
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=-3)
    metrics.flush_metrics()


@scenario()
def every_unit_as_member_text_and_name():
    metrics = Metrics(namespace="Shop", service="orders")
    for unit in MetricUnit:
        metrics.add_metric(name=f"{unit.name} by member", unit=unit, value=1)
        metrics.add_metric(name=f"{unit.name} by value", unit=unit.value, value=1)
        metrics.add_metric(name=f"{unit.name} by name", unit=unit.name, value=1)
    metrics.flush_metrics()


@scenario()
def resolutions():
    metrics = Metrics(namespace="Shop", service="orders")
    for number, resolution in enumerate([MetricResolution.High, MetricResolution.Standard, 1, 60]):
        metrics.add_metric(name=f"metric {number}", unit="Count", value=1, resolution=resolution)
    metrics.flush_metrics()


@scenario()
def values_of_several_types():
    metrics = Metrics(namespace="Shop", service="orders")
    for number, value in enumerate([1, 1.5, True, 10**20, 1e-9, 0, -0.0]):
        metrics.add_metric(name=f"metric {number}", unit="Count", value=value)
    metrics.flush_metrics()


@scenario()
def a_decimal_value():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="metric", unit="Count", value=decimal.Decimal("1.10"))
    metrics.flush_metrics()


@scenario()
def dimensions():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_dimension(name="shard", value=3)
    metrics.add_dimension(name="ratio", value=1.5)
    metrics.add_dimension(name="on", value=True)
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    metrics.add_metric(name="Sold", unit="Count", value=2)
    metrics.flush_metrics()


@scenario()
def dimension_of_ones_own_called_service():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="service", value="mine")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def dimensions_that_are_blank_or_said_twice():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="", value="x")
    metrics.add_dimension(name="  ", value="x")
    metrics.add_dimension(name="empty", value="")
    metrics.add_dimension(name="blank", value="  ")
    metrics.add_dimension(name="twice", value="one")
    metrics.add_dimension(name="twice", value="two")
    metrics.add_dimension(name="same", value="one")
    metrics.add_dimension(name="same", value="one")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def dimension_sets():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_dimensions(region="eu", shard=3)
    metrics.add_dimensions(team="a")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    metrics.add_metric(name="Sold", unit="Count", value=2)
    metrics.flush_metrics()


@scenario()
def dimension_sets_with_default_dimensions():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.set_default_dimensions(stage="prod")
    metrics.add_dimensions(region="eu")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def dimension_sets_without_a_service():
    metrics = Metrics(namespace="Shop")
    metrics.add_dimensions(region="eu", stage="prod")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def dimension_sets_that_are_empty_or_blank():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimensions()
    metrics.add_dimensions(blank=" ", region="eu")
    metrics.add_dimensions(**{" ": "x"})
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def dimension_set_that_says_a_value_again():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="region", value="us")
    metrics.add_dimensions(region="eu", stage="prod")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()


@scenario()
def default_dimensions():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.set_default_dimensions(stage="prod", number=5)
    metrics.set_default_dimensions(region="eu", stage="test")
    for value in (1, 2):
        metrics.add_metric(name="Sold", unit="Count", value=value)
        metrics.flush_metrics()
    metrics.clear_default_dimensions()
    metrics.add_metric(name="Sold", unit="Count", value=3)
    metrics.flush_metrics()


@scenario()
def default_dimensions_in_a_second_instance():
    Metrics(namespace="Shop", service="orders").set_default_dimensions(stage="prod")
    second = Metrics(namespace="Shop", service="orders")
    second.add_metric(name="Sold", unit="Count", value=1)
    second.flush_metrics()


@scenario()
def default_dimensions_of_the_decorator():
    metrics = Metrics(namespace="Shop", service="orders")

    @metrics.log_metrics(default_dimensions={"stage": "prod"})
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)

    handler({}, Context())
    handler({}, Context())


@scenario()
def metadata():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metadata(key="booking", value="b-1")
    metrics.add_metadata(key="details", value={"a": [1, None]})
    metrics.add_metadata(key=5, value=True)
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    metrics.add_metric(name="Sold", unit="Count", value=2)
    metrics.flush_metrics()


@scenario()
def names_beyond_ascii():
    metrics = Metrics(namespace="Läden", service="größe")
    metrics.add_dimension(name="straße", value="übel 😀")
    metrics.add_metadata(key="schlüssel", value="wert ü")
    metrics.add_metric(name="verkäufe", unit="Count", value=1)
    metrics.flush_metrics()
    yield "text", printed_text()


@scenario()
def names_are_stripped():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="  Sold  ", unit="Count", value=1)
    metrics.add_metric(name="Sold", unit="Count", value=2)
    metrics.add_dimension(name=" stage ", value=" prod ")
    metrics.flush_metrics()


@scenario()
def timestamps():
    metrics = Metrics(namespace="Shop", service="orders")
    moment = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)
    moment = moment.replace(microsecond=123456)
    for given in (moment, int(moment.timestamp() * 1000)):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        metrics.set_timestamp(given)
        metrics.flush_metrics()
        yield type(given).__name__, printed()[0]["_aws"]["Timestamp"] - int(moment.timestamp() * 1000)
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    yield "kept for the next flush", printed()[0]["_aws"]["Timestamp"] == int(moment.timestamp() * 1000)


@scenario()
def timestamps_out_of_range():
    metrics = Metrics(namespace="Shop", service="orders")
    now = datetime.datetime.now(datetime.timezone.utc)
    for given in (now - datetime.timedelta(days=20), now + datetime.timedelta(hours=5), 0, -5, "today", None, 1.5):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        metrics.set_timestamp(given)
        metrics.flush_metrics()
        stamp = printed()[0]["_aws"]["Timestamp"]
        yield str(given)[:10] if isinstance(given, str) else repr(type(given)), stamp if stamp == 0 else "another"


@scenario()
def hundred_metrics_fill_a_blob():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_metadata(key="a", value=1)
    for number in range(150):
        metrics.add_metric(name=f"metric {number}", unit="Count", value=number)
    early = printed()
    metrics.flush_metrics()
    late = printed()
    for label, blobs in (("early", early), ("late", late)):
        yield label, [len(blob["_aws"]["CloudWatchMetrics"][0]["Metrics"]) for blob in blobs]
        yield (
            f"{label} rest",
            [[blob.get("stage"), blob.get("a"), blob.get("metric 0"), blob.get("metric 149")] for blob in blobs],
        )


@scenario()
def a_thousand_metrics_lose_none():
    metrics = Metrics(namespace="Shop", service="orders")
    for number in range(1001):
        metrics.add_metric(name=f"metric {number}", unit="Count", value=number)
    metrics.flush_metrics()
    blobs = printed()
    yield "sizes", [len(blob["_aws"]["CloudWatchMetrics"][0]["Metrics"]) for blob in blobs]
    yield "values", sum(blob[name][0] for blob in blobs for name in blob if name.startswith("metric "))


@scenario()
def hundred_values_of_one_metric_fill_a_blob():
    metrics = Metrics(namespace="Shop", service="orders")
    for number in range(250):
        metrics.add_metric(name="Sold", unit="Count", value=number)
    metrics.flush_metrics()
    yield "values", [len(blob["Sold"]) for blob in printed()]


@scenario()
def serialised_by_hand():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.add_dimension(name="stage", value="prod")
    metrics.add_metadata(key="a", value=1)
    yield "blob", metrics.serialize_metric_set()
    yield "again", metrics.serialize_metric_set()
    metrics.clear_metrics()


@scenario()
def serialised_by_hand_with_arguments():
    metrics = Metrics(namespace="Shop", service="orders")
    sold = {"Sold": {"Unit": "Count", "Value": [1.0, 2.0], "StorageResolution": 60}}
    yield "blob", metrics.serialize_metric_set(metrics=sold, dimensions={"stage": "prod"}, metadata={"a": 1})


@scenario()
def metrics_of_two_instances_are_one_set():
    first = Metrics(namespace="Shop", service="orders")
    second = Metrics(namespace="Shop", service="orders")
    first.add_metric(name="A", unit="Count", value=1)
    second.add_metric(name="B", unit="Count", value=2)
    first.flush_metrics()
    second.flush_metrics()


@scenario()
def two_instances_with_different_names():
    first = Metrics(namespace="Shop", service="orders")
    second = Metrics(namespace="Other", service="payments")
    first.add_metric(name="A", unit="Count", value=1)
    second.add_metric(name="B", unit="Count", value=2)
    first.flush_metrics()
    second.flush_metrics()


@scenario()
def ephemeral_metrics_share_nothing():
    first = EphemeralMetrics(namespace="Shop", service="orders")
    second = EphemeralMetrics(namespace="Other", service="payments")
    shared = Metrics(namespace="Third", service="third")
    first.add_metric(name="A", unit="Count", value=1)
    second.add_metric(name="B", unit="Count", value=2)
    shared.add_metric(name="C", unit="Count", value=3)
    first.add_dimension(name="stage", value="prod")
    first.set_default_dimensions(team="a")
    for metrics in (first, second, shared):
        metrics.flush_metrics()
    first.add_metric(name="A", unit="Count", value=4)
    first.flush_metrics()


@scenario()
def ephemeral_metrics_around_a_handler():
    metrics = EphemeralMetrics(namespace="Shop", service="orders")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric(name="Sold", unit="Count", value=1)
        return "done"

    yield "results", [handler({}, Context()), handler({}, Context())]


@scenario("named", POWERTOOLS_METRICS_NAMESPACE="Shop", POWERTOOLS_SERVICE_NAME="orders")
@scenario()
def single_metrics():
    with single_metric(name="Sold", unit=MetricUnit.Count, value=1, namespace="Own") as metric:
        metric.add_dimension(name="stage", value="prod")
        metric.add_metadata(key="a", value=1)
    with single_metric(
        name="Fast", unit="Count", value=2, resolution=1, namespace="Own", default_dimensions={"team": "a"}
    ) as metric:
        metric.add_metric(name="Ignored", unit="Count", value=3)


@scenario(POWERTOOLS_METRICS_NAMESPACE="Shop", POWERTOOLS_SERVICE_NAME="orders")
def single_metric_of_the_environment():
    with single_metric(name="Sold", unit=MetricUnit.Count, value=1):
        pass


@scenario()
def single_metric_with_a_timestamp():
    moment = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=3)).replace(microsecond=0)
    with single_metric(name="Sold", unit="Count", value=1, namespace="Own") as metric:
        metric.set_timestamp(moment)
    yield "stamp", printed()[0]["_aws"]["Timestamp"] - int(moment.timestamp() * 1000)


@scenario()
def single_metric_leaves_the_others_alone():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.add_dimension(name="stage", value="prod")
    with single_metric(name="Own", unit="Count", value=2, namespace="Own"):
        pass
    metrics.flush_metrics()


@scenario()
def single_metric_around_a_failing_body():
    try:
        with single_metric(name="Sold", unit="Count", value=1, namespace="Own"):
            raise ValueError("no")
    except ValueError:
        yield "raised", True
