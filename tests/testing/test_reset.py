"""reset: the toolkit forgets what invocations left behind, and keeps how it was set up."""

from __future__ import annotations

import io
import time
import warnings

import pytest

from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools._core import clock as toolkit_clock, notices
from aws_lambda_powertools._core.cache import LRUCache, TTLCache
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.testing import (
    InMemoryParametersProvider,
    capture_logs,
    capture_metrics,
    lambda_context,
    reset,
)
from aws_lambda_powertools.utilities.circuit_breaker import base as circuits
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_PROVIDERS


def test_the_next_invocation_is_a_cold_start():
    logger = Logger(service="reset-cold", stream=io.StringIO())
    handler = logger.inject_lambda_context(lambda event, context: logger.info("x"))
    with capture_logs() as logs:
        for _ in range(2):
            handler({}, lambda_context())
        reset()
        handler({}, lambda_context())
    assert [line["cold_start"] for line in logs] == [True, False, True]


def test_loggers_keep_the_keys_of_their_constructors():
    logger = Logger(service="reset-keys", stream=io.StringIO(), team="blue")
    logger.append_keys(order_id=7)
    logger.thread_safe_append_keys(task=1)
    reset()
    assert logger.get_current_keys().keys() >= {"team"}
    assert "order_id" not in logger.get_current_keys()
    assert logger.thread_safe_get_current_keys() == {}


def test_lines_that_were_held_back_are_forgotten(monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-66322c80-1234567890abcdef12345678")
    logger = Logger(service="reset-buffer", level="DEBUG", stream=io.StringIO(), buffer_config=LoggerBufferConfig())
    logger.debug("held")
    reset()
    with capture_logs() as logs:
        logger.flush_buffer()
    assert logs.messages == []


def test_a_child_without_parent_is_no_trouble():
    child = Logger(service="reset-orphan", child=True)
    reset()
    assert child.registered_handler is None


def test_metrics_that_were_not_emitted_are_gone_and_default_dimensions_stay():
    metrics = Metrics(namespace="Shop", service="orders")
    metrics.set_default_dimensions(stage="test")
    metrics.add_metric(name="Left", unit="Count", value=1)
    reset()
    with capture_metrics() as captured:
        metrics.add_metric(name="Paid", unit="Count", value=1)
        metrics.flush_metrics()
    assert list(captured["Shop"]) == ["Paid"]
    assert captured["Shop"]["Paid"].dimensions == [{"stage": "test", "service": "orders"}]
    metrics.clear_default_dimensions()


def test_tracing_that_was_switched_off_is_forgotten(monkeypatch):
    monkeypatch.setenv("LAMBDA_TASK_ROOT", "/var/task")
    Tracer(disabled=True)
    assert Tracer().disabled
    reset()
    assert not Tracer(auto_patch=False).disabled
    Tracer._reset_config()


def test_providers_and_caches_are_forgotten_and_stores_are_not():
    cache, timed = LRUCache(2), TTLCache(2)
    cache.put("a", 1)
    timed.put("a", 1, 60)
    parameters = InMemoryParametersProvider({"a": "1"})
    DEFAULT_PROVIDERS["ssm"] = parameters
    circuits._LOCAL_FAILURES["payments"] = 3
    reset()
    assert (len(cache), len(timed), DEFAULT_PROVIDERS, circuits._LOCAL_FAILURES) == (0, 0, {}, {})
    assert parameters.get("a") == "1"


def test_the_clock_runs():
    toolkit_clock.freeze(0)
    reset()
    assert toolkit_clock.sleep is time.sleep


def test_warnings_go_out_again():
    for _ in range(2):
        reset()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            notices.warn_once("test of reset", "once")
            notices.warn_once("test of reset", "once")
        assert len(caught) == 1


@pytest.fixture(autouse=True)
def _afterwards():
    yield
    reset()
