"""Libraries are patched for one test only, and talk to a web server on loopback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from web_server import WebServer

from aws_lambda_powertools.tracing._patch import hook

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def patched_for_this_test_only() -> Iterator[None]:
    yield
    hook.release()
    assert hook.undoings == []


@pytest.fixture
def server() -> Iterator[WebServer]:
    server = WebServer()
    yield server
    server.close()
