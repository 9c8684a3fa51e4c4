"""Small requests over the standard library, with one deadline for everything between connect and the last byte.

Proxies of the environment are not used and redirects not followed: the endpoints asked here stand beside the
function or were named by the user.
"""

from __future__ import annotations

import io
import json

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from http.client import HTTPConnection
    from socket import socket
    from typing import Any
    from urllib.parse import SplitResult

    from _typeshed import ReadableBuffer, WriteableBuffer

MOST_BYTES = 6 * 1024 * 1024
"""The largest answer that is read; Lambda itself takes no larger payload."""

SUCCESS = range(200, 300)


class HttpError(PowertoolsError):
    """A request got no answer, or not the one it needs; `status` is the one it did not want, else -1."""

    def __init__(self, message: str, status: int = -1) -> None:
        super().__init__(message)
        self.status = status


class Response:
    """An answer: status, headers by lower-case name, and the body as bytes."""

    __slots__ = ("body", "headers", "status", "url")

    def __init__(self, url: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.url = url
        self.status = status
        self.headers = headers
        self.body = body

    def json(self) -> Any:
        """The body as data; HttpError when it is not JSON."""
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise HttpError(f"The answer of {self.url} is not JSON: {error}") from error

    def successful(self) -> Response:
        """The answer itself; HttpError unless its status is 2xx."""
        if self.status not in SUCCESS:
            raise HttpError(f"{self.url} answered with status {self.status}", self.status)
        return self


def get_json(url: str, *, timeout: float, headers: Mapping[str, str] | None = None) -> Any:
    """The JSON at a URL; HttpError for everything but a 2xx answer with JSON, within `timeout` seconds."""
    return request("GET", url, timeout=timeout, headers=headers).successful().json()


def post_json(url: str, value: Any, *, timeout: float, headers: Mapping[str, str] | None = None) -> Any:
    """The JSON that comes back for a value posted as JSON; None for an empty answer."""
    body = json.dumps(value, separators=(",", ":")).encode()
    every = {"Content-Type": "application/json", **(headers or {})}
    response = request("POST", url, timeout=timeout, headers=every, body=body).successful()
    return response.json() if response.body else None


def request(
    method: str,
    url: str,
    *,
    timeout: float,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    most_bytes: int = MOST_BYTES,
) -> Response:
    """The answer to one request, whatever its status; HttpError when none came within `timeout` seconds.

    Looking up the host's name is the one step that the deadline can't cut short.
    """
    from http.client import HTTPException
    from urllib.parse import urlsplit

    if timeout <= 0:
        raise ValueError(f"timeout is {timeout!r}; give a number of seconds above 0")
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    shown = f"{parts.scheme}://{host}{parts.path}"  # neither credentials nor query belong into messages
    connection = _connection(parts, timeout)
    deadline = clock.monotonic() + timeout
    stream = None
    try:
        connection.connect()
        stream = connection.sock
        connection.sock = Deadline(stream, deadline)  # all of a socket that http.client uses
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        every = {"Accept": "application/json", "Connection": "close", **(headers or {})}
        connection.request(method, target, body=body, headers=every)
        answer = connection.getresponse()
        data = answer.read(most_bytes + 1)
        if len(data) > most_bytes:
            raise HttpError(f"{shown} answered with more than {most_bytes} bytes", answer.status)
        return Response(shown, answer.status, {name.lower(): value for name, value in answer.getheaders()}, data)
    except TimeoutError as error:
        raise HttpError(f"{shown} did not answer within {timeout} s") from error
    except (OSError, HTTPException) as error:
        raise HttpError(f"{method} {shown} failed: {type(error).__name__}: {error}") from error
    finally:
        connection.close()
        if stream is not None:
            stream.close()


def _connection(parts: SplitResult, timeout: float) -> HTTPConnection:
    from http.client import HTTPConnection, HTTPSConnection

    kinds: dict[str, type[HTTPConnection]] = {"http": HTTPConnection, "https": HTTPSConnection}
    kind = kinds.get(parts.scheme)
    if kind is None or not parts.hostname:
        raise ValueError(f"{parts.geturl()!r} is not a URL that starts with http:// or https:// and a host")
    return kind(parts.hostname, parts.port, timeout=timeout)


class Deadline:
    """A socket on which every operation gets only the time that is left.

    A socket's own timeout holds for one operation: a server that sends a byte now and then would never time out.
    """

    def __init__(self, sock: socket, deadline: float) -> None:
        self._socket = sock
        self.deadline = deadline

    def _hurry(self) -> socket:
        left = self.deadline - clock.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._socket.settimeout(left)
        return self._socket

    def sendall(self, data: ReadableBuffer) -> None:
        self._hurry().sendall(data)

    def recv_into(self, buffer: WriteableBuffer) -> int:
        return self._hurry().recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self))

    def close(self) -> None:
        """Nothing: http.client closes its socket while the answer is still being read; `shut` is called at the end."""

    def shut(self) -> None:
        """Close the socket."""
        self._socket.close()


class _Incoming(io.RawIOBase):
    """What comes in from a socket with a deadline, as a stream."""

    def __init__(self, sock: Deadline) -> None:
        super().__init__()
        self._sock = sock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        return self._sock.recv_into(buffer)
