"""Requests of aiohttp sessions as segments."""

from __future__ import annotations

import asyncio

import pytest
from web_server import Answer, WebServer
from xray_daemon import HEADER

from aws_lambda_powertools.tracing import Tracer, aiohttp_trace_config

aiohttp = pytest.importorskip("aiohttp")


@pytest.fixture
def tracer(daemon):
    return Tracer(service="orders")


async def get(url, config=None, **options):
    session = aiohttp.ClientSession(trace_configs=[config or aiohttp_trace_config()])
    async with session, session.get(url, **options) as response:
        await response.read()
        return response.status


async def test_a_request_is_a_segment_below_its_caller(tracer, daemon, server: WebServer):
    with tracer.provider.in_subsegment("caller"):
        assert await get(f"{server.url}/a?x=1") == 200
        assert tracer.provider.current_subsegment().name == "caller"
    assert daemon.tree == {"caller": {"127.0.0.1": {}}}
    document = daemon.named("127.0.0.1")
    assert document["namespace"] == "remote"
    assert document["http"] == {
        "request": {"method": "GET", "url": f"{server.url}/a"},
        "response": {"status": 200},
    }
    assert server.trace_headers == [HEADER.replace("53995c3f42cd8ad8", document["id"])]


async def test_a_header_of_the_users_own_is_not_replaced(tracer, server: WebServer):
    await get(server.url, headers={"X-Amzn-Trace-Id": "mine"})
    assert server.trace_headers == ["mine"]


async def test_concurrent_requests_are_siblings(tracer, daemon, server: WebServer):
    """State lives in the request's own place, not in what is current."""
    with tracer.provider.in_subsegment("caller") as caller:
        await asyncio.gather(*(get(server.url) for _ in range(10)))
    calls = [document for document in daemon.documents if document["name"] == "127.0.0.1"]
    assert [document["parent_id"] for document in calls] == [caller.id] * 10


async def test_the_status_sets_flags(tracer, daemon, server: WebServer):
    server.answer = lambda request: Answer(429)
    await get(server.url)
    assert {"error", "throttle"} <= set(daemon.documents[0])


async def test_a_refused_connection_is_a_fault_with_its_cause(tracer, daemon):
    with pytest.raises(aiohttp.ClientConnectorError):
        await get("http://127.0.0.1:1/x")
    [document] = daemon.documents
    assert document["fault"] is True
    assert document["cause"]["exceptions"][0]["type"] == "ClientConnectorError"


async def test_ignored_endpoints_have_neither_segment_nor_header(tracer, daemon, server: WebServer):
    tracer.ignore_endpoint(hostname="127.0.0.1")
    await get(server.url)
    assert daemon.documents == []
    assert server.trace_headers == [None]


async def test_a_configuration_may_be_made_before_the_tracer(daemon, server: WebServer):
    config = aiohttp_trace_config()
    Tracer(service="orders")
    await get(server.url, config)
    assert daemon.names == ["127.0.0.1"]


async def test_requests_are_recorded_although_nothing_is_patched(daemon, server: WebServer):
    Tracer(service="orders", auto_patch=False)
    await get(server.url)
    assert daemon.names == ["127.0.0.1"]
    assert server.trace_headers != [None]


async def test_while_tracing_is_off_requests_run(daemon, server: WebServer):
    Tracer(disabled=True)
    assert await get(server.url) == 200
    assert daemon.documents == []


async def test_requests_can_be_given_a_name(tracer, daemon, server: WebServer):
    await get(server.url, tracer.provider.aiohttp_trace_config("payments"))
    assert daemon.names == ["payments"]


async def test_somebody_elses_provider_may_bring_its_own(server: WebServer):
    class Provider:
        def in_subsegment(self, name=None, **kwargs): ...
        def patch_all(self): ...
        def aiohttp_trace_config(self, name=None):
            return "theirs"

    Tracer(provider=Provider())
    assert aiohttp_trace_config() == "theirs"
