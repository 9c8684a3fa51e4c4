"""Calls over HTTP as segments, and the header that tells the service who calls."""

from __future__ import annotations

import asyncio
import http.client
import pickle
import socket
import urllib.request

import pytest
from web_server import Answer, Request, WebServer
from xray_daemon import HEADER, UNSAMPLED

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch.calls import _parts_of
from aws_lambda_powertools.tracing._patch.http_client import _address_of

requests = pytest.importorskip("requests")
httpx = pytest.importorskip("httpx")
urllib3 = pytest.importorskip("urllib3")


@pytest.fixture
def tracer(daemon):
    return Tracer(service="orders", patch_modules=["requests", "httpx", "httplib", "urllib3"])


async def _async_get(url, **kwargs):
    async with httpx.AsyncClient() as client:
        return (await client.get(url, **kwargs)).status_code


def _get_by_httplib(url, headers=None):
    host, _, path = url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(host)
    connection.request("GET", f"/{path}", headers=headers or {})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


def _get_by_urllib3(url, headers):
    with urllib3.PoolManager(retries=False) as manager:
        return manager.request("GET", url, headers=headers).status


CLIENTS = {
    "requests": lambda url, headers=None: requests.get(url, headers=headers).status_code,
    "httpx": lambda url, headers=None: httpx.get(url, headers=headers).status_code,
    "httpx async": lambda url, headers=None: asyncio.run(_async_get(url, headers=headers)),
    "httplib": _get_by_httplib,
    "urllib3": lambda url, headers=None: _get_by_urllib3(url, headers),
}


@pytest.fixture(params=CLIENTS)
def get(request, tracer):
    """`get(url, headers)`: the status of a call inside of a segment, by one client or the other."""

    def call(url, headers=None):
        with tracer.provider.in_subsegment("caller"):
            return CLIENTS[request.param](url, headers)

    return call


def http_document(daemon):
    [document] = [document for document in daemon.documents if document["name"] != "caller"]
    return document


def test_a_call_is_a_segment_below_its_caller(get, daemon, server: WebServer):
    """S-TRC-03."""
    assert get(f"{server.url}/a/b?token=secret#part") == 200
    assert daemon.tree == {"caller": {"127.0.0.1": {}}}
    document = http_document(daemon)
    assert document["namespace"] == "remote"
    assert document["http"]["request"]["url"] == f"{server.url}/a/b"
    assert document["http"]["request"]["method"].upper() == "GET"
    assert document["http"]["response"] == {"status": 200}


def test_the_service_is_told_which_segment_calls_it(get, daemon, server: WebServer):
    """S-TRC-11, TR-58."""
    get(server.url)
    assert server.trace_headers == [HEADER.replace("53995c3f42cd8ad8", http_document(daemon)["id"])]


def test_a_header_of_the_users_own_is_not_replaced(get, server: WebServer):
    """TR-58. The public package replaces it."""
    get(server.url, {"x-amzn-trace-id": "mine"})
    assert server.trace_headers == ["mine"]


def test_an_unsampled_call_hands_on_the_decision(get, daemon, server: WebServer, monkeypatch):
    """TR-31."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    get(server.url)
    [header] = server.trace_headers
    assert header is not None
    assert "Sampled=0" in header
    assert "Lineage=" in header
    assert daemon.documents == []


def test_without_a_trace_nothing_is_told(get, server: WebServer, monkeypatch):
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    get(server.url)
    assert server.trace_headers == [None]


@pytest.mark.parametrize(
    ("status", "flags"), [(404, {"error"}), (429, {"error", "throttle"}), (500, {"fault"}), (201, set())]
)
def test_the_status_sets_flags(get, daemon, server: WebServer, status, flags):
    server.answer = lambda request: Answer(status)
    assert get(server.url) == status
    document = http_document(daemon)
    assert {"error", "throttle", "fault"} & set(document) == flags
    assert document["http"]["response"]["status"] == status


def test_a_refused_connection_is_a_fault_with_its_cause(get, daemon):
    with pytest.raises(Exception, match=r"refused|Connect|connect|111|61") as caught:
        get("http://127.0.0.1:1/x")
    document = http_document(daemon)
    assert document["fault"] is True
    assert document["cause"]["exceptions"][0]["type"] == type(caught.value).__name__
    assert document["http"] == {
        "request": {"method": document["http"]["request"]["method"], "url": "http://127.0.0.1:1/x"}
    }
    assert daemon.named("caller")["cause"] == document["cause"]["exceptions"][0]["id"]


@pytest.mark.parametrize(
    ("hostname", "urls", "ignored"),
    [
        ("127.0.0.1", None, True),
        ("127.*", None, True),
        ("http://127.0.0.1/", None, True),
        ("example.com", None, False),
        (None, ["/health"], True),
        (None, ["/other"], False),
        ("127.0.0.1", ["/health"], True),
        ("127.0.0.1", ["/other"], False),
        ("example.com", ["/health"], False),
        (None, None, False),
    ],
)
def test_endpoints_can_be_ignored(get, tracer, daemon, server: WebServer, hostname, urls, ignored):
    """TR-57; tracing.md 9.10: for all clients, and without header."""
    tracer.ignore_endpoint(hostname=hostname, urls=urls)
    get(f"{server.url}/health?x=1")
    assert (daemon.names == ["caller"]) is ignored
    assert (server.trace_headers == [None]) is ignored


def test_libraries_run_untraced_after_a_reset(get, server: WebServer):
    Tracer._reset_config()
    get(server.url)
    assert server.trace_headers == [None]


def test_trouble_with_the_trace_never_reaches_the_call(get, server: WebServer, tracer, monkeypatch):
    """TR-10."""
    monkeypatch.setattr(tracer.provider, "daemon", None)
    assert get(server.url) == 200


# --- requests ----------------------------------------------------------------------------------------------------


def test_redirects_of_requests_belong_to_one_segment(tracer, daemon, server: WebServer):
    server.answer = _redirect
    requests.get(f"{server.url}/from")
    [document] = daemon.documents
    assert document["http"]["request"]["url"] == f"{server.url}/from"
    assert document["http"]["response"]["status"] == 200
    assert len({*server.trace_headers}) == 1


def _redirect(request: Request) -> Answer:
    return Answer(302, headers={"Location": "/to"}) if request.path == "/from" else Answer()


def test_a_prepared_request_carries_the_header(tracer, daemon, server: WebServer):
    session = requests.Session()
    with tracer.provider.in_subsegment("caller") as segment:
        session.send(requests.Request("GET", server.url).prepare())
    assert server.trace_headers == [HEADER.replace("53995c3f42cd8ad8", segment.id)]
    session.close()


def test_a_session_takes_its_arguments_by_name(tracer, daemon, server: WebServer):
    with requests.Session() as session:
        session.request(method="POST", url=server.url, data=b"x")
    assert daemon.documents[0]["http"]["request"]["method"] == "POST"


def test_an_address_that_is_none_is_recorded_as_it_is(tracer, daemon):
    with pytest.raises(requests.exceptions.MissingSchema):
        requests.get("foo?secret=1")
    [document] = daemon.documents
    assert document["name"] == "UNKNOWN HOST"
    assert document["http"]["request"]["url"] == "foo"


def test_classes_stay_what_they_are(tracer):
    """TR-55."""
    assert type(requests.Session.request).__name__ == "function"
    assert type(httpx.Client.send).__name__ == "function"
    session = pickle.loads(pickle.dumps(requests.Session()))
    assert isinstance(session, requests.Session)


# --- httpx -------------------------------------------------------------------------------------------------------


def test_redirects_of_httpx_belong_to_one_segment(tracer, daemon, server: WebServer):
    server.answer = _redirect
    httpx.get(f"{server.url}/from", follow_redirects=True)
    [document] = daemon.documents
    assert document["http"]["response"]["status"] == 200
    assert len({*server.trace_headers}) == 1


def test_streams_of_httpx_are_recorded(tracer, daemon, server: WebServer):
    server.answer = lambda request: Answer(body=b"abc")
    with httpx.Client(base_url=server.url) as client, client.stream("GET", "/x") as response:
        assert response.read() == b"abc"
    assert daemon.names == ["127.0.0.1"]


async def test_concurrent_calls_of_httpx_are_siblings(tracer, daemon, server: WebServer):
    async with httpx.AsyncClient() as client:
        with tracer.provider.in_subsegment("caller"):
            await asyncio.gather(*(client.get(server.url) for _ in range(5)))
    caller = daemon.named("caller")["id"]
    calls = [document for document in daemon.documents if document["name"] == "127.0.0.1"]
    assert [document["parent_id"] for document in calls] == [caller] * 5
    assert len({*server.trace_headers}) == 5


# --- http.client -------------------------------------------------------------------------------------------------


def test_urllib_is_recorded_through_the_standard_library(tracer, daemon, server: WebServer):
    """tracing.md 6.1: one segment from request to response; the SDK makes three."""
    server.answer = lambda request: Answer(body=b"abc")
    with urllib.request.urlopen(f"{server.url}/x?y=1") as response:
        assert response.read() == b"abc"
    [document] = daemon.documents
    assert document["http"] == {
        "request": {"method": "GET", "url": f"{server.url}/x"},
        "response": {"status": 200},
    }


def test_what_happens_between_request_and_response_is_no_child(tracer, daemon, server: WebServer):
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/")
    with tracer.provider.in_subsegment("between"):
        pass
    connection.getresponse().read()
    connection.close()
    assert daemon.tree == {"between": {}, "127.0.0.1": {}}


def test_a_response_that_never_comes_is_a_fault(tracer, daemon):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        connection = http.client.HTTPConnection("127.0.0.1", deaf.getsockname()[1])
        connection.request("GET", "/")
        deaf.accept()[0].close()
        with pytest.raises(ConnectionError):
            connection.getresponse()
    connection.close()
    [document] = daemon.documents
    assert document["fault"] is True
    assert "response" not in document["http"]


def test_the_standard_library_alone_is_left_alone_unless_named(daemon, server: WebServer):
    """TR-56."""
    Tracer(service="orders")
    with urllib.request.urlopen(server.url):
        pass
    assert daemon.documents == []
    assert server.trace_headers == [None]


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("http://u:p@example.com:80/a?x=1#y", ("example.com", "/a", "http://example.com:80/a")),
        ("HTTP://EXAMPLE.com/A", ("example.com", "/A", "http://EXAMPLE.com/A")),
        ("http://[::1]:80/x", ("::1", "/x", "http://[::1]:80/x")),
        ("http:///x", ("", "/x", "http:///x")),
        ("foo?x", ("", "foo", "foo")),
        ("http://[broken/x?y", ("", "", "http://[broken/x")),
    ],
)
def test_addresses_are_shown_without_user_query_and_fragment(url, parts):
    """tracing.md 6.1."""
    assert _parts_of(url) == parts


def test_addresses_behind_a_tunnel_are_those_of_the_target():
    connection = http.client.HTTPSConnection("proxy.example.com", 8080)
    connection.set_tunnel("api.example.com", 443)
    assert _address_of(connection, "/x") == "https://api.example.com/x"
    plain = http.client.HTTPConnection("::1", 8080)
    assert _address_of(plain, "/x") == "http://[::1]:8080/x"
    assert _address_of(plain, "http://a/x") == "http://a/x"
