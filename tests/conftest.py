"""What all tests share: a Lambda context, real events, a frozen clock, and a toolkit that forgets between tests."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from aws_lambda_powertools._core import clock as toolkit_clock, environment, invocation, notices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

# How long an example takes says nothing about the code while other processes share the machine.
settings.register_profile("quick", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))

EVENTS = Path(__file__).parent / "events"

HALF_PAST_TEN = 1_768_473_000.0
"""2026-01-15T10:30:00Z in seconds since the epoch."""


class LambdaContext:
    """Has every attribute that the runtime's context has."""

    function_name = "orders"
    function_version = "$LATEST"
    invoked_function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders"
    memory_limit_in_mb = 128
    aws_request_id = "da658bd3-2d6f-4e7b-8ec2-937234644fdc"
    log_group_name = "/aws/lambda/orders"
    log_stream_name = "2026/01/15/[$LATEST]58419525dade4d17a495dceeeed44708"
    identity = None
    client_context = None
    tenant_id = None

    def __init__(self, **attributes: Any) -> None:
        vars(self).update(attributes)

    def get_remaining_time_in_millis(self) -> int:
        return 3000


@pytest.fixture
def lambda_context() -> LambdaContext:
    """The context of an invocation; `type(lambda_context)(aws_request_id="…")` makes another one."""
    return LambdaContext()


@pytest.fixture
def event() -> Callable[[str], dict[str, Any]]:
    """`event("sqsEvent")`: a payload as the service really sends it, fresh at each call."""

    def read(name: str) -> dict[str, Any]:
        path = EVENTS / f"{name}.json"
        assert path.exists(), f"There is no event {name!r}; there are {sorted(file.stem for file in EVENTS.iterdir())}"
        return dict(json.loads(path.read_text(encoding="utf-8")))

    return read


@pytest.fixture
def clock() -> Iterator[ModuleType]:
    """The toolkit's clock, standing at 2026-01-15T10:30:00Z; `clock.advance(seconds)` moves it."""
    toolkit_clock.freeze(HALF_PAST_TEN)
    yield toolkit_clock
    toolkit_clock.unfreeze()


@pytest.fixture(autouse=True)
def forgetful_toolkit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing that one test leaves behind reaches the next, and nothing that this machine's environment says."""
    for name in [variable.name for variable in environment.registry] + ["COLUMNS"]:  # the width of some terminal
        if name in os.environ:
            monkeypatch.delenv(name)
    forget_everything()
    known = set(configured_loggers())
    yield
    forget_everything()
    for name in set(configured_loggers()) - known:
        forget_logger(name)


def forget_everything() -> None:
    notices.forget()
    invocation._running.clear()
    invocation._current.set(None)
    for module in [module for name, module in sys.modules.items() if name.startswith("aws_lambda_powertools.")]:
        if "is_cold_start" in vars(module):
            module.is_cold_start = True


def configured_loggers() -> list[str]:
    """The names of the standard library's loggers that a Logger stands on."""
    loggers = logging.Logger.manager.loggerDict
    return [name for name, logger in loggers.items() if hasattr(logger, "powertools_initial_level")]


def forget_logger(name: str) -> None:
    """Let the next Logger of this service be the first one: it writes where standard output is then."""
    loggers = logging.Logger.manager.loggerDict
    for one in [one for one in loggers if one == name or one.startswith(f"{name}.")]:
        del loggers[one]
