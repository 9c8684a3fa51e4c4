from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from aws_lambda_powertools.metrics import Metrics, MetricValueError, SchemaValidationError
from aws_lambda_powertools.metrics.provider.datadog import DatadogMetrics, DatadogProvider, datadog
from aws_lambda_powertools.metrics.provider.datadog.warnings import DatadogDataValidationWarning
from aws_lambda_powertools.warnings import PowertoolsUserWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True)
def no_extension(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the package datadog-lambda is not installed."""
    monkeypatch.setitem(sys.modules, "datadog_lambda.metric", None)
    vars(datadog).pop("lambda_metric", None)
    yield
    vars(datadog).pop("lambda_metric", None)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the extension is handed."""
    handed: list[dict[str, Any]] = []
    package = ModuleType("datadog_lambda.metric")
    package.lambda_metric = lambda **point: handed.append(point)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "datadog_lambda", ModuleType("datadog_lambda"))
    monkeypatch.setitem(sys.modules, "datadog_lambda.metric", package)
    return handed


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Callable[[], list[dict[str, Any]]]:
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_byte_by_byte(clock, capsys):
    metrics = DatadogMetrics(namespace="shop", flush_to_log=True)
    metrics.add_metric(name="sold", value=1, product="latte ü", order=5)
    metrics.flush_metrics()
    assert capsys.readouterr().out == '{"m":"shop.sold","v":1,"e":1768473000,"t":["product:latte \\u00fc","order:5"]}\n'


def test_points_go_to_the_extension(sent, capsys):
    metrics = DatadogMetrics()
    metrics.add_metric("sold", 1.5, timestamp=1000, product="latte")
    metrics.flush_metrics()
    assert sent == [{"metric_name": "sold", "value": 1.5, "timestamp": 1000, "tags": ["product:latte"]}]
    assert capsys.readouterr().out == ""
    assert metrics.metric_set == []


def test_without_its_package_they_are_printed(printed):
    metrics = DatadogMetrics()
    metrics.add_metric("sold", 1)
    metrics.flush_metrics()
    assert printed()[0]["m"] == "sold"


@pytest.mark.parametrize(
    ("argument", "variable", "is_printed"),
    [(True, None, True), ("true", None, True), (None, "true", True), (False, "true", False), ("false", None, False), (None, "0", False)],
)  # fmt: skip
def test_flush_to_log(sent, printed, monkeypatch, argument, variable, is_printed):
    if variable is not None:
        monkeypatch.setenv("DD_FLUSH_TO_LOG", variable)
    provider = DatadogProvider(flush_to_log=argument)
    provider.add_metric("sold", 1)
    provider.flush_metrics()
    assert (len(printed()), len(sent)) == ((1, 0) if is_printed else (0, 1))


def test_the_function_of_the_package_can_be_replaced(monkeypatch):
    handed: list[dict[str, Any]] = []
    monkeypatch.setattr(datadog, "lambda_metric", lambda **point: handed.append(point))
    provider = DatadogProvider()
    provider.add_metric("sold", 1)
    provider.flush_metrics()
    assert handed[0]["metric_name"] == "sold"


def test_an_extension_that_fails_is_reported_once_and_reaches_no_handler(sent, monkeypatch, invoke):
    def fail(**point: Any) -> None:
        raise ConnectionError("gone")

    monkeypatch.setattr(datadog, "lambda_metric", fail)
    metrics = DatadogMetrics()

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("sold", 1)
        metrics.add_metric("sold", 2)
        return "done"

    with pytest.warns(PowertoolsUserWarning, match="gone"):
        assert invoke(handler) == "done"
    assert invoke(handler) == "done"


@pytest.mark.parametrize("name", ["", "1st", "_sold", "sold-out", "sold out", "söld", "x" * 201, 5, None])
def test_names_that_datadog_does_not_take_raise(name):
    with pytest.raises(SchemaValidationError, match="Invalid metric name"):
        DatadogProvider().add_metric(name, 1)


@pytest.mark.parametrize("name", ["sold", "Sold.by_day.2", "x" * 200])
def test_names_that_it_takes(name):
    provider = DatadogProvider()
    provider.add_metric(name, 1)
    assert provider.metric_set[0]["m"] == name


@pytest.mark.parametrize("value", ["1", None, [1], 1j])
def test_what_is_no_number_raises(value):
    with pytest.raises(MetricValueError, match="not a valid number"):
        DatadogProvider().add_metric("sold", value)


@pytest.mark.parametrize(("value", "text"), [(1, "1"), (1.5, "1.5"), (True, "1"), (Fraction(1, 2), "0.5")])
def test_numbers_are_written_as_json_has_them(capsys, value, text):
    provider = DatadogProvider(flush_to_log=True)
    provider.add_metric("sold", value, timestamp=1)
    provider.flush_metrics()
    assert f'"v":{text},' in capsys.readouterr().out


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_values_that_are_not_finite_are_left_out_with_a_warning(printed, value):
    provider = DatadogProvider(flush_to_log=True)
    provider.add_metric("sold", 1)
    with pytest.warns(PowertoolsUserWarning, match="not finite"):
        provider.add_metric("sold", value)
    provider.flush_metrics()
    assert [point["v"] for point in printed()] == [1]


def test_strictly_they_raise(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(MetricValueError, match="not finite"):
        DatadogProvider().add_metric("sold", float("nan"))


@pytest.mark.parametrize("timestamp", ["now", True, float("nan"), [5]])
def test_timestamps_that_are_none_are_now_with_a_warning(clock, timestamp):
    provider = DatadogProvider()
    with pytest.warns(PowertoolsUserWarning, match="number of seconds"):
        provider.add_metric("sold", 1, timestamp=timestamp)
    assert provider.metric_set == [{"m": "sold", "v": 1, "e": int(clock.seconds()), "t": {}}]


@pytest.mark.parametrize("tags", [{"1st": "x"}, {"_a": "x"}, {"": "x"}, {"t": "x" * 199}])
def test_tags_that_datadog_may_lose_are_recorded_with_a_warning(tags):
    provider = DatadogProvider()
    with pytest.warns(DatadogDataValidationWarning):
        provider.add_metric("sold", 1, **tags)
    assert provider.metric_set[0]["t"] == tags


def test_default_tags_are_on_every_metric_that_their_object_sends(printed):
    first, second = DatadogMetrics(flush_to_log=True), DatadogMetrics(flush_to_log=True)
    first.set_default_tags(stage="prod", product="any")
    second.add_metric("sold", 1, product="latte")
    first.flush_metrics()
    second.add_metric("sold", 1, product="latte")
    second.flush_metrics()
    assert [point["t"] for point in printed()] == [["stage:prod", "product:latte"], ["product:latte"]]
    assert (first.default_tags, second.default_tags) == ({"stage": "prod", "product": "any"}, {})
    first.clear_default_tags()
    assert first.default_tags == {}


def test_default_tags_set_in_an_invocation_hold_in_the_next(printed, invoke):
    metrics = DatadogMetrics(flush_to_log=True)

    @metrics.log_metrics
    def handler(event, context):
        if event == "first":
            metrics.set_default_tags(stage="prod")
        if event == "last":
            metrics.clear_default_tags()
        metrics.add_metric("sold", 1)

    for event in ("first", "second", "last"):
        invoke(handler, event)
    assert [point["t"] for point in printed()] == [["stage:prod"], ["stage:prod"], []]
    assert metrics.default_tags == {}


def test_namespaces(monkeypatch, printed):
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "shop")
    metrics = DatadogMetrics(flush_to_log=True)
    assert metrics.namespace == "shop"
    metrics.namespace = "default"
    metrics.add_metric("sold", 1)
    metrics.flush_metrics()
    assert printed()[0]["m"] == "sold"


def test_points_can_be_serialized_by_hand():
    provider = DatadogProvider(namespace="shop", default_tags={"stage": "prod"})
    provider.add_metric("sold", 1, timestamp=5)
    assert provider.serialize_metric_set() == [{"m": "shop.sold", "v": 1, "e": 5, "t": ["stage:prod"]}]
    given = [{"m": "took", "v": 2, "e": 5, "t": {"a": 1}}]
    assert provider.serialize_metric_set(metrics=given) == [
        {"m": "shop.took", "v": 2, "e": 5, "t": ["stage:prod", "a:1"]}
    ]
    with pytest.raises(SchemaValidationError):
        DatadogProvider().serialize_metric_set()


def test_objects_share_their_metrics_and_providers_do_not():
    first, second = DatadogMetrics(), DatadogMetrics()
    own = DatadogMetrics(provider=DatadogProvider())
    first.add_metric("sold", 1)
    assert second.metric_set[0]["m"] == "sold"
    assert own.metric_set == []


def test_a_list_given_is_used_as_it_is(invoke):
    points: list[dict[str, Any]] = []
    provider = DatadogProvider(metric_set=points, flush_to_log=True)

    @provider.log_metrics
    def handler(event, context):
        provider.add_metric("sold", 1)
        assert len(points) == 1

    invoke(handler)
    assert points == []


# --- Handlers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [DatadogMetrics, DatadogProvider])
def test_a_handler_with_cold_start_and_default_tags(printed, invoke, make):
    metrics = make(flush_to_log=True)

    @metrics.log_metrics(capture_cold_start_metric=True, default_tags={"stage": "prod"})
    def handler(event, context):
        metrics.add_metric("sold", 1)

    invoke(handler)
    invoke(handler)
    first, cold_start, second = printed()
    assert (first["m"], cold_start["m"], second["m"]) == ("sold", "ColdStart", "sold")
    assert cold_start["t"] == ["stage:prod", "function_name:orders"]


def test_a_failing_handler_sends_its_metrics_and_its_exception(printed, invoke):
    metrics = DatadogMetrics(flush_to_log=True)

    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("sold", 1)
        raise ValueError("sold out")

    with pytest.raises(ValueError, match="sold out"):
        invoke(handler)
    assert len(printed()) == 1


def test_no_metrics(invoke):
    metrics = DatadogMetrics()
    with pytest.warns(PowertoolsUserWarning, match="no metrics"):
        invoke(metrics.log_metrics(lambda event, context: None))
    with pytest.raises(SchemaValidationError):
        invoke(metrics.log_metrics(raise_on_empty_metrics=True)(lambda event, context: None))


def test_switching_metrics_off_is_for_those_that_are_printed(sent, printed, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "true")
    for provider in (DatadogProvider(), DatadogProvider(flush_to_log=True)):
        provider.add_metric("sold", 1)
        provider.flush_metrics()
    assert (len(sent), printed()) == (1, [])


def test_concurrent_invocations_keep_their_default_tags(printed, invoke):
    metrics = DatadogMetrics(flush_to_log=True)
    together = threading.Barrier(2)

    @metrics.log_metrics
    def handler(event, context):
        together.wait(timeout=10)
        metrics.set_default_tags(tenant=event)
        together.wait(timeout=10)
        metrics.add_metric("sold", len(event))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda event: invoke(handler, event), ["A", "BB"]))
    assert {tuple(point["t"]): point["v"] for point in printed()} == {("tenant:A",): 1, ("tenant:BB",): 2}
    assert metrics.default_tags == {}


def test_threads_lose_and_double_nothing(printed, invoke):
    metrics = DatadogMetrics(flush_to_log=True)

    @metrics.log_metrics
    def handler(event, context):
        with ThreadPoolExecutor(8) as pool:
            for _ in range(2400):
                pool.submit(metrics.add_metric, "sold", 1)

    invoke(handler)
    assert sum(point["v"] for point in printed()) == 2400


def test_points_that_nobody_flushes_do_not_pile_up(printed):
    provider = DatadogProvider(flush_to_log=True)
    for _ in range(2500):
        provider.add_metric("sold", 1)
    assert (len(printed()), len(provider.metric_set)) == (2000, 500)


def test_metrics_with_this_provider_hands_unit_and_resolution_on_as_tags(printed):
    metrics = Metrics(provider=DatadogProvider(flush_to_log=True))
    metrics.add_metric("sold", "Count", 1)
    metrics.flush_metrics()
    assert printed()[0]["t"] == ["unit:Count", "resolution:60"]


def test_an_invocation_whose_metrics_were_all_sent_early_is_not_empty(printed, invoke):
    metrics = DatadogMetrics(flush_to_log=True)

    @metrics.log_metrics(raise_on_empty_metrics=True)
    def handler(event, context):
        for _ in range(1000):
            metrics.add_metric("sold", 1)

    invoke(handler)
    assert len(printed()) == 1000
