"""Pooled HTTPS with one deadline over connecting, headers and every piece of the body.

urllib3's own timeouts hold for one operation: a server that sends a byte now and then would never time out. So the
connections here give every operation no more than the time that is left. Looking up the host's name is the one step
that can't be cut short. Nothing is redirected or tried again, and certificates are always verified.
"""

# What stands between http.client and urllib3 is typed by neither.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import io
import json
from contextvars import ContextVar
from http.client import HTTPResponse

import urllib3
from urllib3.connection import HTTPSConnection

from aws_lambda_powertools._core import forks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from socket import socket
    from typing import Any

    from _typeshed import WriteableBuffer

    from aws_lambda_powertools.utilities.auth_alpha._deadline import Deadline

MOST_BYTES = 1024 * 1024
"""The largest document that an issuer may send; sets of keys have a few kilobytes."""

PIECE = 65536
OK = 200
TOO_MANY_REQUESTS = 429
FIRST_SERVER_ERROR = 500


class RequestError(Exception):
    """A request got no answer, or not the one it needs; `retryable` when another one may."""

    def __init__(self, *, retryable: bool = False) -> None:
        super().__init__()
        self.retryable = retryable


class HTTPClient:
    """A pool of connections."""

    def __init__(self) -> None:
        self._pool = _new_pool()
        forks.watch(self)

    def after_fork(self) -> None:
        """Both processes would write to the same connections."""
        self._pool = _new_pool()

    def json_object(self, method: str, url: str, deadline: Deadline, **options: Any) -> dict[str, Any]:
        """The JSON object that is answered with status 200; RequestError for everything else."""
        options = {"body": None, "headers": None, **options}
        status, _, body = self._answer(method, url, deadline, options, only_ok=True, decode=False, most=MOST_BYTES)
        if status != OK:
            raise RequestError(retryable=status == TOO_MANY_REQUESTS or status >= FIRST_SERVER_ERROR)
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            raise RequestError from None
        if not isinstance(document, dict):
            raise RequestError
        return document

    def text(self, url: str, deadline: Deadline) -> bytes | None:
        """The body that is answered with status 200; None for a status below 500, RequestError for everything else."""
        status, _, body = self._answer("GET", url, deadline, {}, only_ok=True, decode=False, most=MOST_BYTES)
        if status >= FIRST_SERVER_ERROR or status == TOO_MANY_REQUESTS:
            raise RequestError(retryable=True)
        return body if status == OK else None

    def response(self, method: str, url: str, deadline: Deadline, **options: Any) -> urllib3.BaseHTTPResponse:
        """The response, whatever its status, read to its end."""
        status, headers, body = self._answer(method, url, deadline, options, only_ok=False, decode=True)
        return urllib3.HTTPResponse(body=body, headers=headers, status=status, request_method=method, request_url=url)

    def _answer(
        self,
        method: str,
        url: str,
        deadline: Deadline,
        options: dict[str, Any],
        *,
        only_ok: bool,
        decode: bool,
        most: int | None = None,
    ) -> tuple[int, Any, bytes]:
        left = deadline.left()
        if left <= 0:
            raise RequestError(retryable=True)
        token = _current.set(deadline)
        response = None
        try:
            response = self._pool.request(
                method,
                url,
                timeout=urllib3.Timeout(total=left),
                retries=False,
                redirect=False,
                preload_content=False,
                **options,
            )
            body = b"" if only_ok and response.status != OK else _read(response, deadline, decode=decode, most=most)
            return response.status, None if only_ok else response.headers, body
        except RequestError:
            raise
        except Exception:  # whatever the transport raises may show a URL, a header or a body
            raise RequestError(retryable=True) from None
        finally:
            _current.reset(token)
            if response is not None:
                response.close()
                response.release_conn()


def _read(response: urllib3.BaseHTTPResponse, deadline: Deadline, *, decode: bool, most: int | None) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        piece = response.read1(PIECE, decode_content=decode)
        if deadline.left() <= 0:
            raise RequestError(retryable=True)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if most is not None and size > most:
            raise RequestError


_current: ContextVar[Deadline | None] = ContextVar("powertools_auth_deadline", default=None)


def _hurry(sock: socket, deadline: Deadline | None) -> None:
    """Give the next operation of a socket what is left; TimeoutError when nothing is."""
    if deadline is None:
        return
    left = deadline.left()
    if left <= 0:
        raise TimeoutError("timed out")
    sock.settimeout(left)


class _Incoming(io.RawIOBase):
    """What comes in from a socket, before the deadline."""

    def __init__(self, sock: socket, stream: Any, deadline: Deadline | None) -> None:
        super().__init__()
        self._sock = sock
        self._stream = stream
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        _hurry(self._sock, self._deadline)
        read: int | None = self._stream.readinto1(buffer)
        return read

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Answer(HTTPResponse):
    """A response whose lines and body come in before the deadline of its request."""

    def __init__(self, sock: socket, *arguments: Any, **options: Any) -> None:
        super().__init__(sock, *arguments, **options)
        stream: Any = self.fp
        self.fp = io.BufferedReader(_Incoming(sock, stream, _current.get()))


class _Connection(HTTPSConnection):
    """A connection each of whose sockets has what is left of the deadline for its handshake."""

    response_class = _Answer

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "sock" and value is not None:
            _hurry(value, _current.get())
        super().__setattr__(name, value)


class _Connections(urllib3.HTTPSConnectionPool):
    ConnectionCls = _Connection  # pyright: ignore[reportAssignmentType]  # a class attribute, which the protocol says is one of objects


def _new_pool() -> urllib3.PoolManager:
    pool = urllib3.PoolManager(cert_reqs="CERT_REQUIRED")  # by its module, where tests put their own
    pool.pool_classes_by_scheme = {"https": _Connections}  # pyright: ignore[reportAttributeAccessIssue]  # typed too narrowly
    return pool
