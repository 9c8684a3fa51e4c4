"""Small requests with one deadline, against a server of our own."""

from __future__ import annotations

import json
import socket
import threading
import time

import pytest

from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools._core.http import HttpError, get_json, post_json, request


class Server:
    """Reads one request at a time and does with the connection what `answer` says."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(10)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.requests = []
        self.answer = lambda connection: connection.sendall(self.response(b"{}"))
        self._stopped = False
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @staticmethod
    def response(body, status="200 OK", headers=""):
        return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + body

    def _serve(self):
        while True:
            connection, _ = self._listener.accept()
            if self._stopped:
                connection.close()
                return
            with connection:
                try:
                    self.requests.append(self._read(connection))
                    self.answer(connection)
                except OSError:
                    continue  # the client has lost patience

    @staticmethod
    def _read(connection):
        data = b""
        while b"\r\n\r\n" not in data:
            data += connection.recv(65536)
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines[1:])
        while len(body) < int(headers.get("Content-Length", 0)):
            body += connection.recv(65536)
        return lines[0], headers, body

    def stop(self):
        self._stopped = True
        socket.create_connection(self._listener.getsockname()).close()
        self._thread.join()
        self._listener.close()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.stop()


def test_json_is_fetched(server):
    server.answer = lambda connection: connection.sendall(server.response(b'{"a": [1]}'))
    assert get_json(f"{server.url}/path?x=1&y=%20", timeout=5, headers={"X-Token": "t"}) == {"a": [1]}
    line, headers, _ = server.requests[0]
    assert line == "GET /path?x=1&y=%20 HTTP/1.1"
    assert headers["X-Token"] == "t"
    assert headers["Accept"] == "application/json"


def test_json_is_posted(server):
    assert post_json(server.url, {"name": "Zoë"}, timeout=5) == {}
    line, headers, body = server.requests[0]
    assert line == "POST / HTTP/1.1"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body) == {"name": "Zoë"}


def test_an_empty_answer_to_a_post_is_none(server):
    server.answer = lambda connection: connection.sendall(server.response(b"", "204 No Content"))
    assert post_json(server.url, {}, timeout=5) is None


def test_a_chunked_answer_is_read(server):
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n"
    server.answer = lambda connection: connection.sendall(chunked)
    assert get_json(server.url, timeout=5) == [1]


def test_an_answer_without_a_length_ends_with_the_connection(server):
    server.answer = lambda connection: connection.sendall(b"HTTP/1.0 200 OK\r\n\r\n[1, 2]")
    assert get_json(server.url, timeout=5) == [1, 2]


@pytest.mark.parametrize("status", ["302 Found", "404 Not Found", "503 Service Unavailable"])
def test_a_status_that_is_not_wanted_is_an_error_with_that_status(server, status):
    server.answer = lambda connection: connection.sendall(server.response(b"no", status, "Location: /other\r\n"))
    with pytest.raises(HttpError, match=status[:3]) as caught:
        get_json(server.url, timeout=5)
    assert caught.value.status == int(status[:3])
    assert isinstance(caught.value, PowertoolsError)


def test_whoever_wants_the_status_can_have_it(server):
    server.answer = lambda connection: connection.sendall(server.response(b"no", "404 Not Found", "X-Reason: gone\r\n"))
    response = request("DELETE", server.url, timeout=5)
    assert (response.status, response.body, response.headers["x-reason"]) == (404, b"no", "gone")
    assert server.requests[0][0] == "DELETE / HTTP/1.1"


def test_what_is_no_json_is_an_error(server):
    server.answer = lambda connection: connection.sendall(server.response(b"<html>"))
    with pytest.raises(HttpError, match="not JSON"):
        get_json(server.url, timeout=5)


def test_an_answer_may_not_be_larger_than_allowed(server):
    server.answer = lambda connection: connection.sendall(server.response(b"0" * 1001))
    with pytest.raises(HttpError, match="more than 1000 bytes"):
        request("GET", server.url, timeout=5, most_bytes=1000)


def drip(connection):
    """A byte now and then: each read succeeds, the answer never ends."""
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Filler: 1\r\n" * 10_000:
        connection.sendall(bytes([byte]))
        time.sleep(0.02)


@pytest.mark.parametrize("answer", [lambda connection: time.sleep(0.5), drip], ids=["silent", "dripping"])
def test_the_deadline_holds_for_the_whole_request(server, answer):
    server.answer = answer
    began = time.monotonic()
    with pytest.raises(HttpError, match=r"did not answer within 0.2 s"):
        get_json(server.url, timeout=0.2)
    assert time.monotonic() - began < 0.45


@pytest.mark.parametrize(
    "answer", [lambda connection: None, lambda connection: connection.sendall(b"not HTTP\r\n\r\n")]
)
def test_a_server_that_does_not_speak_http_is_an_error(server, answer):
    server.answer = answer
    with pytest.raises(HttpError, match=r"GET http://127\.0\.0\.1"):
        get_json(server.url, timeout=5)


def test_nobody_listening_is_an_error():
    with pytest.raises(HttpError, match=r"127\.0\.0\.1:9"):
        get_json("http://127.0.0.1:9", timeout=5)


def test_errors_show_neither_credentials_nor_the_query(server):
    server.answer = lambda connection: connection.sendall(server.response(b"", "500 Error"))
    with pytest.raises(HttpError) as caught:
        get_json(server.url.replace("//", "//user:secret@") + "/path?token=secret", timeout=5)
    assert "secret" not in str(caught.value)


def test_a_proxy_of_the_environment_is_not_used(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert get_json(server.url, timeout=5) == {}


@pytest.mark.parametrize("url", ["ftp://example.com", "example.com/path", "http://", "file:///etc/passwd"])
def test_only_urls_of_http_are_asked(url):
    with pytest.raises(ValueError, match="not a URL"):
        get_json(url, timeout=5)


@pytest.mark.parametrize("timeout", [0, -1])
def test_a_timeout_must_leave_some_time(timeout):
    with pytest.raises(ValueError, match="timeout"):
        get_json("http://127.0.0.1:9", timeout=timeout)
