from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aws_lambda_powertools.metrics import Metrics, MetricUnit
from aws_lambda_powertools.metrics.provider import BaseProvider, cold_start
from aws_lambda_powertools.metrics.provider.base import reset_cold_start_flag_provider
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Recorder(BaseProvider):
    def __init__(self) -> None:
        self.calls: list[Any] = []

    def add_metric(self, *args: Any, **kwargs: Any) -> Any:
        self.calls.append(("add_metric", args, kwargs))

    def serialize_metric_set(self, *args: Any, **kwargs: Any) -> Any: ...

    def flush_metrics(self, *args: Any, **kwargs: Any) -> Any:
        self.calls.append(("flush_metrics", args, kwargs))

    def clear_metrics(self, *args: Any, **kwargs: Any) -> None:
        self.calls.append(("clear_metrics", args, kwargs))

    def add_cold_start_metric(self, context: Any) -> Any:
        self.calls.append(("add_cold_start_metric", context.function_name))


def test_a_provider_of_ones_own_gets_everything_by_name(invoke):
    provider = Recorder()
    metrics = Metrics(provider=provider)

    @metrics.log_metrics(capture_cold_start_metric=True, raise_on_empty_metrics=True)
    def handler(event, context):
        metrics.add_metric("Sold", MetricUnit.Count, 1)

    invoke(handler)
    metrics.clear_metrics()
    assert provider.calls == [
        ("add_metric", (), {"name": "Sold", "unit": MetricUnit.Count, "value": 1, "resolution": 60}),
        ("add_cold_start_metric", "orders"),
        ("flush_metrics", (), {"raise_on_empty_metrics": True}),
        ("clear_metrics", (), {}),
    ]


def test_a_provider_decorates_handlers_itself(invoke):
    provider = Recorder()

    @provider.log_metrics
    def handler(event, context):
        raise ValueError

    with pytest.raises(ValueError):
        invoke(handler)
    assert provider.calls == [("flush_metrics", (), {"raise_on_empty_metrics": False})]


def test_an_unfinished_provider_cannot_be_made():
    class Unfinished(BaseProvider):
        def add_metric(self, *args: Any, **kwargs: Any) -> Any: ...

    with pytest.raises(TypeError, match="abstract"):
        Unfinished()  # type: ignore[abstract]


@pytest.mark.parametrize("reset", [cold_start.reset_cold_start_flag, reset_cold_start_flag_provider])
def test_tests_can_ask_for_another_cold_start(metrics, emitted, invoke, reset):
    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    reset()
    invoke(handler)
    assert sum("ColdStart" in document for document in emitted()) == 2


def test_tests_can_say_that_there_is_none(metrics, emitted, invoke, monkeypatch):
    monkeypatch.setattr(cold_start, "is_cold_start", False)

    @metrics.log_metrics(capture_cold_start_metric=True)
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)

    invoke(handler)
    assert not any("ColdStart" in document for document in emitted())


# --- Around handlers of all kinds -------------------------------------------------------------------------------------


def test_a_function_that_gives_a_coroutine_is_flushed_after_it(metrics, emitted, invoke):
    async def later():
        metrics.add_metric("Sold", "Count", 1)
        return "done"

    @metrics.log_metrics
    @metrics.log_metrics
    def handler(event, context):
        return later()

    coroutine = invoke(handler)
    assert emitted() == []
    with pytest.warns(PowertoolsUserWarning, match="no metrics"):  # the outer one finds none left
        assert asyncio.run(coroutine) == "done"
    assert [document["Sold"] for document in emitted()] == [[1.0]]


def test_a_generator_is_flushed_when_it_ends(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        yield "part"

    parts = invoke(handler)
    assert next(parts) == "part"
    assert emitted() == []
    assert list(parts) == []
    assert len(emitted()) == 1


def test_further_arguments_reach_the_handler(metrics, lambda_context):
    @metrics.log_metrics
    def handler(event, context, *args, **kwargs):
        """What it does."""
        metrics.add_metric("Sold", "Count", 1)
        return event, args, kwargs

    assert handler("event", lambda_context, 1, two=2) == ("event", (1,), {"two": 2})
    assert handler(event="event", context=lambda_context) == ("event", (), {})
    assert (handler.__name__, handler.__doc__) == ("handler", "What it does.")


def test_what_ends_a_process_passes_and_is_flushed_before(metrics, emitted, invoke):
    @metrics.log_metrics
    def handler(event, context):
        metrics.add_metric("Sold", "Count", 1)
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        invoke(handler)
    assert len(emitted()) == 1


def test_a_coroutine_that_fails_is_flushed(metrics, emitted, invoke):
    async def later():
        metrics.add_metric("Sold", "Count", 1)
        raise ValueError("mine")

    @metrics.log_metrics
    def handler(event, context):
        return later()

    with pytest.raises(ValueError, match="mine"):
        asyncio.run(invoke(handler))
    assert len(emitted()) == 1
