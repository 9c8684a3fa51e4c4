"""The pytest plugin, in processes of its own: its fixtures, its ini options, and that nothing happens without them."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points

import pytest

pytest_plugins = ["pytester"]

APP = """
from aws_lambda_powertools import Logger, Metrics, Tracer

logger = Logger(service="orders", team="blue")
metrics = Metrics(namespace="Shop", service="orders")
tracer = Tracer(service="orders")


@tracer.capture_method
def charge(order_id):
    tracer.put_annotation("OrderId", order_id)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event, context):
    logger.append_keys(order_id=event["id"])
    logger.info("stored")
    charge(event["id"])
    metrics.add_metric(name="Paid", unit="Count", value=1)
"""

TESTS = """
import app


def test_first(lambda_context, captured_logs, captured_metrics, captured_traces):
    app.handler({"id": 7}, lambda_context)
    assert captured_logs.only(message="stored")["order_id"] == 7
    assert captured_logs[0]["cold_start"] is True
    assert captured_metrics["Shop"]["Paid"].values == [1]
    assert "ColdStart" in captured_metrics["Shop"]
    assert len(captured_traces) == TRACED
    app.metrics.add_metric(name="Left", unit="Count", value=1)


def test_second(lambda_context, captured_logs, captured_metrics):
    app.logger.info("outside")
    assert ("order_id" in captured_logs[0]) == KEPT
    app.handler({"id": 8}, lambda_context)
    assert captured_logs[1]["cold_start"] == (not KEPT)
    assert ("Left" in captured_metrics["Shop"]) == KEPT
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Run tests with an app in a process of its own; `ini` are lines of pytest's section."""
    monkeypatch.setenv("PYTHONPATH", str(pytester.path))
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    pytester.makepyfile(app=APP)

    def run(tests, *ini, arguments=()):
        pytester.makepyfile(test_app=tests)
        pytester.makeini("\n".join(["[pytest]", "asyncio_default_fixture_loop_scope = function", *ini]))
        return pytester.runpytest_subprocess("-p", "no:xdist", "-p", "no:randomly", *arguments)

    return run


def with_facts(*, traced, kept):
    return TESTS.replace("TRACED", str(traced)).replace("KEPT", str(kept))


def test_the_package_says_that_it_has_a_plugin():
    [plugin] = entry_points(group="pytest11", name="aws_lambda_powertools")
    assert plugin.value == "aws_lambda_powertools.testing.plugin"


def test_without_options_state_stays_and_tracers_record_nothing(run):
    run(with_facts(traced=0, kept=True)).assert_outcomes(passed=2)


def test_the_ini_options_reset_state_and_let_tracers_record(run):
    result = run(with_facts(traced=2, kept=False), "powertools_reset = true", "powertools_tracing = true")
    result.assert_outcomes(passed=2)


def test_the_fixture_resets_before_and_after_its_test(run):
    tests = """
import app
from aws_lambda_powertools.testing import lambda_context as make


def test_a(captured_logs):
    app.handler({"id": 1}, make())
    assert captured_logs[-1]["cold_start"] is True


def test_b(powertools_reset, captured_logs, lambda_context):
    app.handler({"id": 2}, lambda_context)
    assert captured_logs[-1]["cold_start"] is True


def test_c(captured_logs, lambda_context):
    app.logger.info("outside")
    assert "order_id" not in captured_logs[0]
    assert captured_logs[0]["team"] == "blue"
    app.handler({"id": 3}, lambda_context)
    assert captured_logs[-1]["cold_start"] is True


def test_d(captured_logs, lambda_context):
    app.handler({"id": 4}, lambda_context)
    assert captured_logs[-1]["cold_start"] is False
"""
    run(tests).assert_outcomes(passed=4)


def test_contexts_and_events_are_fixtures(run):
    tests = """
def test_context(lambda_context, lambda_events):
    assert lambda_context.get_remaining_time_in_millis() > 0
    event = lambda_events.sqs(bodies=["a", "b"])
    assert [record["body"] for record in event["Records"]] == ["a", "b"]


def test_another(lambda_context, request):
    assert lambda_context.function_name == "test-function"
"""
    run(tests).assert_outcomes(passed=2)


def test_a_fixture_of_the_users_has_precedence(run):
    tests = """
import pytest


@pytest.fixture
def lambda_context():
    return "mine"


def test_it(lambda_context):
    assert lambda_context == "mine"
"""
    run(tests).assert_outcomes(passed=1)


def test_async_tests_are_captured(run):
    tests = """
import asyncio
import app


async def test_it(captured_logs, lambda_context):
    await asyncio.to_thread(app.logger.info, "from a thread")
    app.logger.info("from here")
    assert captured_logs.messages == ["from a thread", "from here"]
"""
    run(tests, "asyncio_mode = auto").assert_outcomes(passed=1)


def test_the_plugin_can_be_blocked(run):
    tests = "def test_it(captured_logs): pass"
    result = run(tests, arguments=("-p", "no:aws_lambda_powertools"))
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'captured_logs' not found*"])


def test_the_fixtures_are_explained(run):
    result = run("def test_it(): pass", arguments=("--fixtures",))
    result.stdout.fnmatch_lines(["captured_logs*", "*What Loggers write during the test*"])


def test_nothing_of_the_toolkit_is_imported_at_start(pytester):
    """Besides the doors and the plugin itself, which import nothing costly."""
    program = (
        "import sys; before = set(sys.modules); import aws_lambda_powertools.testing.plugin as plugin;"
        "print(*sorted(name for name in set(sys.modules) - before if name.startswith('aws_lambda_powertools')))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    answer = subprocess.run(
        [sys.executable, "-c", f"import pytest; {program}"], capture_output=True, text=True, env=environment, check=True
    )
    assert set(answer.stdout.split()) <= {
        "aws_lambda_powertools",
        "aws_lambda_powertools._core",
        "aws_lambda_powertools._core.exports",
        "aws_lambda_powertools._core.version",
        "aws_lambda_powertools.testing",
        "aws_lambda_powertools.testing.plugin",
    }


def test_a_run_without_our_fixtures_imports_nothing_more(run):
    tests = """
import sys


def test_it():
    ours = {name for name in sys.modules if name.startswith("aws_lambda_powertools.")}
    assert not {name for name in ours if name.split(".")[1] not in ("_core", "testing")}
    assert ours & {"aws_lambda_powertools.testing.resetting", "aws_lambda_powertools._core.clock"} == set()
"""
    run(tests).assert_outcomes(passed=1)
