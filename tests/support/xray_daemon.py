"""An X-Ray daemon for tests: receives datagrams on loopback, and refuses whatever the real one would lose in silence."""

from __future__ import annotations

import json
import math
import re
import socket
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = "1-5759e988-bd862e3fe1be46a994272793"
FACADE = "53995c3f42cd8ad8"
LINEAGE = "Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2"
HEADER = f"Root={ROOT};Parent={FACADE};Sampled=1;{LINEAGE}"
UNSAMPLED = f"Root={ROOT};Parent={FACADE};Sampled=0;{LINEAGE}"

LARGEST_DOCUMENT = 65_477

ID = re.compile(r"[0-9a-f]{16}")
TRACE_ID = re.compile(r"1-[0-9a-f]{8}-[0-9a-f]{24}")
NAME = re.compile(r"[\w\s.:/%&#=+\\\-@]{1,200}")
ANNOTATION_KEY = re.compile(r"[A-Za-z0-9_.]{1,500}")
HTTP_FIELDS = {
    "request": {"method", "url", "user_agent", "client_ip", "x_forwarded_for", "traced"},
    "response": {"status", "content_length"},
}


class Daemon:
    """Collects documents in the order in which they were sent."""

    def __init__(self, port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 * 1024 * 1024)
        self._socket.bind(("127.0.0.1", port))
        self._socket.setblocking(False)
        self.port = self._socket.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self._documents: list[dict[str, Any]] = []

    def close(self) -> None:
        self._socket.close()

    @property
    def documents(self) -> list[dict[str, Any]]:
        """All documents so far, each one checked."""
        while self._socket.fileno() != -1:
            try:
                datagram = self._socket.recv(1 << 17)
            except BlockingIOError:
                break
            self._documents.append(checked(datagram))
        return self._documents

    def wait_for(self, number: int) -> list[dict[str, Any]]:
        """The documents, as soon as there are so many: for those that another process sends."""
        deadline = time.monotonic() + 10
        while len(self.documents) < number:
            assert time.monotonic() < deadline, f"{len(self.documents)} of {number} documents came"
            time.sleep(0.005)
        return self.documents

    def named(self, name: str) -> dict[str, Any]:
        """The only document of that name."""
        found = [document for document in self.documents if document["name"] == name]
        assert len(found) == 1, f"{len(found)} documents are named {name!r}; there are {self.names}"
        return found[0]

    @property
    def names(self) -> list[str]:
        return [document["name"] for document in self.documents]

    @property
    def tree(self) -> dict[str, Any]:
        """The names, nested by their parents; every parent must be known."""
        names = {document["id"]: document for document in self.documents}
        unknown = {document["parent_id"] for document in self.documents} - set(names) - {FACADE}
        assert not unknown, f"nobody has sent the parents {unknown}"

        def below(parent: str) -> dict[str, Any]:
            return {child["name"]: below(child["id"]) for child in self.documents if child["parent_id"] == parent}

        return below(FACADE)


def checked(datagram: bytes) -> dict[str, Any]:
    """The document of a datagram, if X-Ray would take it."""
    first, newline, body = datagram.partition(b"\n")
    header = json.loads(first)
    assert newline
    assert header["format"].lower() == "json"
    assert header["version"] == 1
    assert 0 < len(body) <= LARGEST_DOCUMENT, f"{len(body)} bytes"
    document = json.loads(body.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_unique)
    for field, value in document.items():
        FIELDS[field](value)
    assert {"id", "trace_id", "parent_id", "type", "name", "start_time", "in_progress"} <= document.keys()
    assert ("end_time" in document) != document["in_progress"]
    if not document["in_progress"]:
        assert document["end_time"] >= document["start_time"]
    return document


def _no_constant(name: str) -> None:
    raise AssertionError(f"{name} is not JSON")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs), f"a key stands twice in {pairs}"
    return dict(pairs)


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        assert pattern.fullmatch(value), f"{value!r} does not match {pattern.pattern}"

    return check


def _one_of(*allowed: Any) -> Callable[[Any], None]:
    def check(value: Any) -> None:
        assert value in allowed, f"{value!r} is none of {allowed}"

    return check


def _time(value: Any) -> None:
    assert isinstance(value, float)
    assert math.isfinite(value)


def _annotations(value: Any) -> None:
    assert 0 < len(value) <= 52  # fifty of the user's, two of the tracer's
    for key, item in value.items():
        assert ANNOTATION_KEY.fullmatch(key), key
        assert isinstance(item, (str, int, float, bool)), item
        assert not isinstance(item, str) or len(item) <= 1000


def _metadata(value: Any) -> None:
    assert value
    for namespace, values in value.items():
        assert not namespace.startswith("AWS.")
        assert isinstance(values, dict)
        assert values


def _cause(value: Any) -> None:
    if isinstance(value, str):
        _matches(ID)(value)
        return
    assert set(value) == {"working_directory", "exceptions"}
    assert value["exceptions"]
    for exception in value["exceptions"]:
        assert set(exception) - {"message"} == {"id", "type", "remote", "stack"}
        _matches(ID)(exception["id"])
        assert isinstance(exception["remote"], bool)
        assert exception.get("message", "text")
        for frame in exception["stack"]:
            assert set(frame) == {"path", "line", "label"}
            assert isinstance(frame["line"], int)
            assert "/" not in frame["path"]


def _http(value: Any) -> None:
    assert value
    for part, fields in value.items():
        assert set(fields) <= HTTP_FIELDS[part]
    url = value.get("request", {}).get("url", "")
    assert not set("?#") & set(url), url


def _mapping(value: Any) -> None:
    assert isinstance(value, dict)
    assert value


FIELDS: dict[str, Callable[[Any], None]] = {
    "id": _matches(ID),
    "trace_id": _matches(TRACE_ID),
    "parent_id": _matches(ID),
    "type": _one_of("subsegment"),
    "name": _matches(NAME),
    "start_time": _time,
    "end_time": _time,
    "in_progress": _one_of(True, False),
    "namespace": _one_of("local", "aws", "remote"),
    "annotations": _annotations,
    "metadata": _metadata,
    "cause": _cause,
    "http": _http,
    "aws": _mapping,
    "sql": _mapping,
    "error": _one_of(True),
    "fault": _one_of(True),
    "throttle": _one_of(True),
}
