"""The pytest plugin: fixtures that import what they need when a test asks for them.

Nothing changes by its mere installation. State is reset by the fixture `powertools_reset`, or for all tests by the ini
option of that name; `powertools_tracing` lets Tracers record, which they only do in Lambda otherwise.
"""

from __future__ import annotations

import os

import pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from aws_lambda_powertools.testing.captured_logs import CapturedLogs
    from aws_lambda_powertools.testing.captured_metrics import CapturedMetrics
    from aws_lambda_powertools.testing.captured_traces import CapturedTraces
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

RESET = "powertools_reset"
TRACING = "powertools_tracing"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Two ini options."""
    parser.addini(RESET, "Reset the state of Powertools for AWS Lambda before and after each test", "bool", False)
    parser.addini(TRACING, "Let Tracers record, as they do in Lambda; needed by captured_traces", "bool", False)


def pytest_configure(config: pytest.Config) -> None:
    """What the ini options ask for."""
    if config.getini(TRACING):
        os.environ.setdefault("LAMBDA_TASK_ROOT", str(config.rootpath))
    if config.getini(RESET):
        config.pluginmanager.register(_ResetForEachTest(), "powertools_reset_for_each_test")


class _ResetForEachTest:
    """Resets before the fixtures of a test are made, and after they are gone."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self) -> None:
        _reset()

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_teardown(self) -> None:
        _reset()


def _reset() -> None:
    from aws_lambda_powertools.testing.resetting import reset

    reset()


@pytest.fixture
def powertools_reset() -> Iterator[None]:
    """Before and after the test the toolkit forgets what happened; see `aws_lambda_powertools.testing.reset`."""
    _reset()
    yield
    _reset()


@pytest.fixture
def lambda_context() -> LambdaContext:
    """A Lambda context with a fresh request id."""
    from aws_lambda_powertools.testing.contexts import lambda_context as make

    return make()


@pytest.fixture
def lambda_events() -> ModuleType:
    """The event factories: `lambda_events.sqs(bodies=["a", "b"])`."""
    from aws_lambda_powertools.testing import events

    return events


@pytest.fixture
def captured_logs() -> Iterator[CapturedLogs]:
    """What Loggers write during the test; see capture_logs."""
    from aws_lambda_powertools.testing.captured_logs import capture_logs

    with capture_logs() as logs:
        yield logs


@pytest.fixture
def captured_metrics() -> Iterator[CapturedMetrics]:
    """The metrics that are emitted during the test; see capture_metrics."""
    from aws_lambda_powertools.testing.captured_metrics import capture_metrics

    with capture_metrics() as metrics:
        yield metrics


@pytest.fixture
def captured_traces() -> Iterator[CapturedTraces]:
    """The segments that are recorded during the test; see capture_traces."""
    from aws_lambda_powertools.testing.captured_traces import capture_traces

    with capture_traces() as traces:
        yield traces
