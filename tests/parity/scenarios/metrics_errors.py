"""Metrics: what is refused, and what is dropped or kept although CloudWatch would not like it."""

from __future__ import annotations

from lab import outcome, printed, scenario

from aws_lambda_powertools import Metrics, single_metric
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from aws_lambda_powertools.metrics.exceptions import MetricValueError, SchemaValidationError


def shop() -> Metrics:
    return Metrics(namespace="Shop", service="orders")


@scenario()
def wrong_units():
    metrics = shop()
    for unit in ["Pieces", "", "count", None, 5]:
        yield repr(unit), outcome(metrics.add_metric, name="Sold", unit=unit, value=1)


@scenario()
def wrong_values():
    metrics = shop()
    for value in ["1", None, [1], {}, 1j]:
        yield repr(value), outcome(metrics.add_metric, name="Sold", unit="Count", value=value)
    metrics.flush_metrics()


@scenario()
def wrong_resolutions():
    metrics = shop()
    for resolution in [2, 0, "High", "60", None, 1.0]:
        yield (
            repr(resolution),
            outcome(metrics.add_metric, name=f"metric {resolution}", unit="Count", value=1, resolution=resolution),
        )
    metrics.flush_metrics()


@scenario()
def wrong_names():
    metrics = shop()
    for name in ["", "   ", "x" * 255, "x" * 256]:
        yield f"{name[:3]!r} {len(name)}", outcome(metrics.add_metric, name=name, unit="Count", value=1)


@scenario()
def no_namespace():
    metrics = Metrics(service="orders")
    metrics.add_metric(name="Sold", unit="Count", value=1)
    yield "flush", outcome(metrics.flush_metrics)
    yield "serialize", outcome(metrics.serialize_metric_set)


@scenario()
def no_namespace_for_others():
    ephemeral = EphemeralMetrics(service="orders")
    ephemeral.add_metric(name="Sold", unit="Count", value=1)
    yield "ephemeral", outcome(ephemeral.flush_metrics)

    def single() -> None:
        with single_metric(name="Sold", unit="Count", value=1):
            pass

    yield "single", outcome(single)


@scenario()
def nothing_to_serialise():
    yield "serialize", outcome(shop().serialize_metric_set)


@scenario()
def thirty_dimensions():
    metrics = shop()
    for number in range(29):
        metrics.add_dimension(name=f"dimension {number}", value="x")
    yield "one more", outcome(metrics.add_dimension, name="one more", value="x")
    metrics.clear_metrics()


@scenario()
def dimensions_fill_up_in_every_way():
    defaults = shop()
    yield "default", outcome(defaults.set_default_dimensions, **{f"d{number}": "x" for number in range(31)})
    sets = Metrics(namespace="Shop", service="orders")
    yield "set", outcome(sets.add_dimensions, **{f"s{number}": "x" for number in range(30)})


@scenario()
def single_metric_with_wrong_arguments():
    def single(**named: object) -> None:
        with single_metric(**{"name": "Sold", "unit": "Count", "value": 1, "namespace": "Own", **named}):
            pass

    for wrong in ({"unit": "Pieces"}, {"value": "x"}, {"resolution": 3}, {"name": ""}):
        yield repr(wrong), outcome(single, **wrong)


@scenario()
def kinds_of_errors():
    yield "kinds", [SchemaValidationError("x"), MetricValueError("y")]
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf import exceptions

    yield "names", sorted(name for name in dir(exceptions) if name.startswith("Metric"))


@scenario()
def not_a_number_beside_good_metrics():
    metrics = shop()
    metrics.add_metric(name="Good", unit="Count", value=1)
    metrics.add_metric(name="Bad", unit="Count", value=float("nan"))
    metrics.add_metric(name="Worse", unit="Count", value=float("inf"))
    metrics.flush_metrics()


@scenario()
def one_name_with_two_units():
    metrics = shop()
    metrics.add_metric(name="Sold", unit=MetricUnit.Count, value=1)
    metrics.add_metric(name="Sold", unit=MetricUnit.Seconds, value=2)
    metrics.flush_metrics()


@scenario()
def metadata_that_takes_the_root():
    metrics = shop()
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.add_metadata(key="_aws", value="x")
    metrics.flush_metrics()


@scenario()
def metadata_and_metric_of_one_name():
    metrics = shop()
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.add_metadata(key="Sold", value="x")
    metrics.flush_metrics()


@scenario()
def dimension_and_metric_of_one_name():
    metrics = shop()
    metrics.add_dimension(name="val", value="x")
    metrics.add_metric(name="val", unit="Count", value=5)
    metrics.flush_metrics()


@scenario()
def dimension_value_too_long():
    metrics = shop()
    metrics.add_dimension(name="long", value="x" * 3000)
    metrics.add_metric(name="Sold", unit="Count", value=1)
    metrics.flush_metrics()
    yield "length", [len(blob.get("long", "")) for blob in printed()]


@scenario()
def too_many_metrics_serialised_by_hand():
    metrics = shop()
    many = {f"m{number}": {"Unit": "Count", "Value": [1.0], "StorageResolution": 60} for number in range(1001)}
    made = outcome(metrics.serialize_metric_set, metrics=many)
    yield "outcome", made if "raised" in made else "serialised"
