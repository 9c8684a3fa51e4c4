"""A function whose spans go to a daemon or a receiver on loopback."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from otlp import OtlpDaemon, Receiver
from xray_daemon import HEADER

from aws_lambda_powertools.tracing import Tracer

if TYPE_CHECKING:
    from collections.abc import Iterator

FUNCTION = {
    "AWS_LAMBDA_FUNCTION_NAME": "checkout",
    "AWS_LAMBDA_FUNCTION_VERSION": "7",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128",
    "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/checkout",
    "AWS_LAMBDA_LOG_STREAM_NAME": "2026/01/01/[7]abc",
    "AWS_REGION": "eu-west-1",
}


@pytest.fixture(autouse=True)
def function(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a function in Lambda, with a sampled trace."""
    for name, value in FUNCTION.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    monkeypatch.setenv("POWERTOOLS_TRACER_PROVIDER", "otel")


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtlpDaemon]:
    """What the daemon gets over UDP."""
    daemon = OtlpDaemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", daemon.address)
    yield daemon
    assert daemon.spans is not None
    daemon.close()


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """What a receiver of OTLP over HTTP gets."""
    receiver = Receiver()
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url)
    yield receiver
    receiver.close()


def make(**settings: Any) -> Tracer:
    return Tracer(**{"service": "orders", "auto_patch": False, **settings})


@pytest.fixture
def tracer(spans: OtlpDaemon) -> Tracer:
    """The Tracer of a service whose spans go to the daemon."""
    return make()


@pytest.fixture(autouse=True)
def opentelemetry_as_it_was() -> Iterator[None]:
    """Its context is left by no test."""
    context = sys.modules.get("opentelemetry.context")
    before = None if context is None else context.get_current()
    yield
    if context is not None:
        assert context.get_current() is before or not context.get_current()
        context.attach(before)
