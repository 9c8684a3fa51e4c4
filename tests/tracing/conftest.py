"""A traced function: Lambda's environment, a sampled trace, a daemon that checks what it gets, and a new Tracer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from xray_daemon import HEADER, Daemon

from aws_lambda_powertools.tracing import Tracer, _context

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def new_tracing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As in a new execution environment of Lambda, which has no daemon yet."""
    monkeypatch.setenv("LAMBDA_TASK_ROOT", "/var/task")
    Tracer._reset_config()
    _context.current.set(None)
    yield
    Tracer._reset_config()
    _context.current.set(None)


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[Daemon]:
    """The daemon of a sampled trace; everything sent to it is checked."""
    daemon = Daemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", daemon.address)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    yield daemon
    assert daemon.tree is not None
    daemon.close()


@pytest.fixture
def tracer(daemon: Daemon) -> Tracer:
    """The Tracer of a service that is being traced."""
    return Tracer(service="orders", auto_patch=False)
