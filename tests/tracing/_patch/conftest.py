"""Libraries are patched for one test only, and talk to a web server on loopback."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from web_server import WebServer

from aws_lambda_powertools.tracing._patch import hook

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = (
    ("botocore.client", "BaseClient", ("_make_api_call",)),
    ("requests.sessions", "Session", ("request", "send")),
    ("httpx", "Client", ("send",)),
    ("httpx", "AsyncClient", ("send",)),
    ("http.client", "HTTPConnection", ("request", "getresponse")),
)
"""Every function that a patch replaces."""


@pytest.fixture(autouse=True)
def patched_for_this_test_only() -> Iterator[None]:
    originals = [
        (owner, name, vars(owner)[name])
        for module, class_name, names in PLACES
        if module in sys.modules
        for owner in (getattr(sys.modules[module], class_name),)
        for name in names
    ]
    yield
    for owner, name, original in originals:
        setattr(owner, name, original)
    hook._finder.watched.clear()
    if hook._finder in sys.meta_path:
        sys.meta_path.remove(hook._finder)


@pytest.fixture
def server() -> Iterator[WebServer]:
    server = WebServer()
    yield server
    server.close()
