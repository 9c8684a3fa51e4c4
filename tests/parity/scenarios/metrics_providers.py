"""Metrics: providers (CloudWatch, Datadog, one's own), the functions below them, the historic classes."""

from __future__ import annotations

import datetime
import sys
import types

from lab import Context, outcome, printed_text, scenario

from aws_lambda_powertools import Metrics
from aws_lambda_powertools.metrics import MetricResolution, MetricUnit, functions
from aws_lambda_powertools.metrics.base import MetricManager, SingleMetric
from aws_lambda_powertools.metrics.provider import BaseProvider
from aws_lambda_powertools.metrics.provider.cloudwatch_emf.cloudwatch import AmazonCloudWatchEMFProvider


def without_the_datadog_library() -> None:
    """The package then writes to the log."""
    sys.modules["datadog_lambda"] = None  # type: ignore[assignment]
    sys.modules["datadog_lambda.metric"] = None  # type: ignore[assignment]


def with_a_datadog_library() -> list[object]:
    """A stand-in for the library; the list gets what it is told."""
    told: list[object] = []

    def lambda_metric(metric_name: str, value: float, timestamp: object = None, tags: object = None) -> None:
        told.append({"name": metric_name, "value": value, "timestamp": timestamp, "tags": tags})

    library, module = types.ModuleType("datadog_lambda"), types.ModuleType("datadog_lambda.metric")
    module.lambda_metric = lambda_metric  # type: ignore[attr-defined]
    library.metric = module  # type: ignore[attr-defined]
    sys.modules["datadog_lambda"], sys.modules["datadog_lambda.metric"] = library, module
    return told


@scenario()
def cloudwatch_provider_by_itself():
    provider = AmazonCloudWatchEMFProvider(namespace="Shop", service="orders", default_dimensions={"stage": "prod"})
    provider.add_metric(name="Sold", unit=MetricUnit.Count, value=1, resolution=MetricResolution.High)
    provider.add_dimension(name="team", value="a")
    provider.add_dimensions(region="eu")
    provider.add_metadata(key="a", value=1)
    yield "blob", provider.serialize_metric_set()
    provider.flush_metrics()
    provider.flush_metrics()


@scenario()
def cloudwatch_provider_given_to_metrics():
    provider = AmazonCloudWatchEMFProvider(namespace="Shop", service="orders")
    metrics = Metrics(provider=provider)
    metrics.add_metric(name="Sold", unit="Count", value=1)

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric(name="Bought", unit="Count", value=1)

    handler({}, Context())
    yield "same", metrics.provider is provider


@scenario()
def cloudwatch_provider_around_a_handler():
    provider = AmazonCloudWatchEMFProvider(namespace="Shop", service="orders", function_name="mine")

    @provider.log_metrics(capture_cold_start_metric=True, default_dimensions={"stage": "prod"})
    def handler(event, context):
        provider.add_metric(name="Sold", unit="Count", value=1)
        return "done"

    yield "results", [handler({}, Context()), handler({}, Context())]


@scenario()
def provider_of_ones_own():
    class Provider(BaseProvider):
        def __init__(self) -> None:
            self.metrics: list[object] = []

        def add_metric(self, *arguments: object, **named: object) -> None:
            self.metrics.append([arguments, named])

        def serialize_metric_set(self, *arguments: object, **named: object) -> object:
            return {"mine": self.metrics}

        def flush_metrics(self, *arguments: object, **named: object) -> None:
            print({"flushed": len(self.metrics), "with": [list(arguments), named]})

        def clear_metrics(self) -> None:
            self.metrics.clear()

        def add_cold_start_metric(self, context: object) -> None:
            print({"cold start": context.function_name})

    provider = Provider()

    @provider.log_metrics(capture_cold_start_metric=True, raise_on_empty_metrics=True, extra="option")
    def handler(event, context):
        provider.add_metric("Sold", 1, unit="Count")
        return "done"

    yield "results", [handler({}, Context()), handler({}, Context())]
    metrics = Metrics(provider=provider)
    metrics.add_metric(name="Sold", unit="Count", value=1)
    yield "set", metrics.serialize_metric_set()


@scenario()
def provider_that_is_not_complete():
    class Provider(BaseProvider):
        def add_metric(self, *arguments: object, **named: object) -> None:
            return None

    yield "made", outcome(Provider)


@scenario()
def historic_manager():
    manager = MetricManager(namespace="Shop", service="orders")
    manager.add_metric(name="Sold", unit="Count", value=1)
    manager.add_dimension(name="stage", value="prod")
    manager.add_metadata(key="a", value=1)
    manager.set_default_dimensions(team="a")
    manager.flush_metrics()

    @manager.log_metrics(capture_cold_start_metric=True, default_dimensions={"stage": "test"})
    def handler(event, context):
        manager.add_metric(name="Sold", unit="Count", value=2)

    handler({}, Context())


@scenario()
def historic_single_metric():
    metric = SingleMetric(namespace="Shop", service="orders")
    metric.add_metric(name="Sold", unit="Count", value=1)
    metric.add_metric(name="Bought", unit="Count", value=2)
    metric.flush_metrics()


@scenario()
def timestamp_functions():
    old = datetime.datetime(2024, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
    now = datetime.datetime.now(datetime.timezone.utc)
    for name, value in [("old", old), ("number", 1_704_164_645_678), ("text", "x"), ("none", None), ("float", 1.5)]:
        yield f"convert {name}", outcome(functions.convert_timestamp_to_emf_format, value)
        yield f"validate {name}", outcome(functions.validate_emf_timestamp, value)
    for name, value in [
        ("now", now),
        ("13 days ago", now - datetime.timedelta(days=13)),
        ("15 days ago", now - datetime.timedelta(days=15)),
        ("in 1 hour", now + datetime.timedelta(hours=1)),
        ("in 3 hours", now + datetime.timedelta(hours=3)),
        ("now in milliseconds", int(now.timestamp() * 1000)),
        ("now in seconds", int(now.timestamp())),
    ]:
        yield f"validate {name}", functions.validate_emf_timestamp(value)


@scenario()
def unit_and_resolution_functions():
    units, options = [unit.value for unit in MetricUnit], list(MetricUnit.__members__)
    for unit in ["Count", "Count/Second", "CountPerSecond", MetricUnit.Bytes, "Pieces"]:
        yield f"unit {unit!r}", outcome(functions.extract_cloudwatch_metric_unit_value, units, options, unit)
    for resolution in [1, 60, MetricResolution.High, 2]:
        yield (
            f"resolution {resolution!r}",
            outcome(functions.extract_cloudwatch_metric_resolution_value, [1, 60], resolution),
        )


@scenario()
@scenario("disabled", POWERTOOLS_METRICS_DISABLED="true", POWERTOOLS_METRICS_FUNCTION_NAME="by-variable")
@scenario("development", POWERTOOLS_DEV="1")
def switch_functions():
    yield "disabled", functions.is_metrics_disabled()
    yield "name", functions.resolve_cold_start_function_name(function_name=None, context=Context())
    yield "given", functions.resolve_cold_start_function_name(function_name="mine", context=Context())


@scenario()
def datadog_to_the_log():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)
    metrics.set_default_tags(stage="prod")
    metrics.add_metric(name="Sold", value=1, product="tea")
    metrics.add_metric("Sold", 2.5, timestamp=1_700_000_000)
    yield "set", metrics.serialize_metric_set()
    metrics.flush_metrics()
    yield "text", printed_text()
    metrics.clear_default_tags()
    metrics.add_metric(name="Sold", value=3, product="tea", stage="test")
    metrics.flush_metrics()


@scenario()
def datadog_to_the_extension():
    told = with_a_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop")
    metrics.set_default_tags(stage="prod")

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric(name="Sold", value=1, product="tea")
        metrics.add_metric(name="Sold", value=2, timestamp=1_700_000_000)
        return "done"

    yield "results", [handler({}, Context()), handler({}, Context())]
    yield "told", told


@scenario("true", DD_FLUSH_TO_LOG="true")
@scenario("false", DD_FLUSH_TO_LOG="false")
@scenario("one", DD_FLUSH_TO_LOG="1")
def datadog_switch_of_the_environment():
    told = with_a_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics()
    metrics.add_metric(name="Sold", value=1, product="tea")
    metrics.flush_metrics()
    yield "told", told
    yield "namespace", metrics.namespace


@scenario("named", POWERTOOLS_METRICS_NAMESPACE="Shop")
@scenario()
def datadog_namespace_of_the_environment():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogProvider

    provider = DatadogProvider(flush_to_log=True)
    provider.add_metric(name="Sold", value=1)
    provider.flush_metrics()


@scenario()
def datadog_provider_given_to_metrics():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics, DatadogProvider

    provider = DatadogProvider(namespace="Shop", flush_to_log=True, default_tags={"stage": "prod"})
    by_datadog = DatadogMetrics(provider=provider)
    by_datadog.add_metric(name="Sold", value=1)
    by_datadog.flush_metrics()
    by_metrics = Metrics(provider=provider)
    by_metrics.provider.add_metric(name="Sold", value=2, product="tea")
    by_metrics.flush_metrics()


@scenario()
def datadog_around_a_handler():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)

    @metrics.log_metrics(capture_cold_start_metric=True, default_tags={"stage": "prod"})
    def handler(event, context):
        metrics.add_metric(name="Sold", value=1)
        if event.get("fail"):
            raise ValueError("no")
        return "done"

    yield "first", outcome(handler, {}, Context())
    yield "second", outcome(handler, {"fail": True}, Context())


@scenario()
def datadog_without_metrics():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)

    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        return "done"

    yield "raises", outcome(handler, {}, Context())
    yield "by hand", outcome(metrics.flush_metrics)


@scenario()
def datadog_wrong_arguments():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)
    for name, value in [
        ("", 1),
        ("1st", 1),
        ("a b", 1),
        ("ok.name_1", 1),
        ("x" * 250, 1),
        ("text", "x"),
        ("bool", True),
    ]:
        yield f"{name[:10]} {value!r}", outcome(metrics.add_metric, name=name, value=value)
    metrics.flush_metrics()


@scenario()
def datadog_odd_tags():
    without_the_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics

    metrics = DatadogMetrics(namespace="Shop", flush_to_log=True)
    metrics.add_metric(name="Sold", value=1, **{"1st": "x", "ok": 5, "long": "x" * 250, "odd key": "ü v"})
    metrics.flush_metrics()


@scenario(POWERTOOLS_METRICS_DISABLED="true")
def datadog_switched_off():
    told = with_a_datadog_library()
    from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics, DatadogProvider

    for provider in (DatadogProvider(flush_to_log=True), DatadogProvider(flush_to_log=False)):
        metrics = DatadogMetrics(provider=provider)
        metrics.add_metric(name="Sold", value=1)
        metrics.flush_metrics()
    yield "told", told
