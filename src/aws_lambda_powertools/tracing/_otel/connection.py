"""One HTTP connection to a receiver of spans: kept over invocations, opened anew when it is stale, always on time."""

from __future__ import annotations

import socket
import threading
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.http import Deadline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.tracing._otel.exporters import Receiver

LONGEST_IDLE = 55.0
"""Seconds after which a connection is not trusted any more; load balancers close theirs after 60."""

PORTS = {"http": 80, "https": 443}
MOST_ANSWER = 64 * 1024
LONGEST_PAUSE = 300.0


class Connection:
    """`post(body, seconds)` gives the status, and the seconds that the receiver asks to wait."""

    def __init__(self, receiver: Receiver, content_type: str) -> None:
        parts = urlsplit(receiver.url)
        self._scheme = parts.scheme
        self._host = parts.hostname or ""
        self._port = parts.port or PORTS[parts.scheme]
        self._target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        self._url = receiver.url
        self._compresses = receiver.compresses
        self._certificate = receiver.certificate
        self._headers = {
            "Host": parts.netloc.rpartition("@")[2],
            "Content-Type": content_type,
            "User-Agent": "aws-lambda-powertools",
            **({"Content-Encoding": "gzip"} if receiver.compresses else {}),
            **receiver.headers,
        }
        self._sign = None
        if receiver.is_signed:
            from aws_lambda_powertools.tracing._otel.signing import Signer

            self._sign = Signer(receiver.region or "")
        self._open: tuple[HTTPConnection, Deadline, float] | None = None
        self._tls: Any = None

    def post(self, body: bytes, seconds: float) -> tuple[int, float]:
        """Send one request; OSError or HTTPException if there is no answer in time."""
        deadline = clock.monotonic() + seconds
        if self._compresses:
            body = _gzip(body)
        headers = self._headers if self._sign is None else self._sign(self._url, self._headers, body)
        reused = self._reused()
        if reused is not None:
            try:
                return self._exchange(*reused, headers, body, deadline)
            except TimeoutError:
                raise
            except (OSError, HTTPException):  # the receiver has closed it meanwhile
                if clock.monotonic() >= deadline:
                    raise
        return self._exchange(*self._connected(deadline), headers, body, deadline)

    def close(self) -> None:
        """Close what is open; in a forked process, this leaves the parent's connection as it is."""
        if self._open is not None:
            self._open[1].shut()
            self._open = None

    def _reused(self) -> tuple[HTTPConnection, Deadline] | None:
        if self._open is None:
            return None
        connection, stream, used_at = self._open
        self._open = None
        if clock.seconds() - used_at < LONGEST_IDLE:
            return connection, stream
        stream.shut()
        return None

    def _exchange(
        self, connection: HTTPConnection, stream: Deadline, headers: dict[str, str], body: bytes, deadline: float
    ) -> tuple[int, float]:
        stream.deadline = deadline
        try:
            connection.request("POST", self._target, body=body, headers=headers)
            answer = connection.getresponse()
            rest = answer.read(MOST_ANSWER)
        except BaseException:
            stream.shut()
            raise
        if answer.will_close or len(rest) == MOST_ANSWER:
            stream.shut()
        else:
            self._open = (connection, stream, clock.seconds())
        return answer.status, _pause(answer.getheader("Retry-After"))

    # --- Connecting ----------------------------------------------------------------------------------------------

    def _connected(self, deadline: float) -> tuple[HTTPConnection, Deadline]:
        trouble: OSError = TimeoutError("no time is left to connect")
        for family, kind, protocol, _, address in self._addresses(deadline):
            left = deadline - clock.monotonic()
            if left <= 0:
                break
            stream = socket.socket(family, kind, protocol)
            try:
                stream.settimeout(left)
                stream.connect(address)
                stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                guarded = Deadline(self._secured(stream, deadline), deadline)
            except OSError as error:
                stream.close()
                trouble = error
                continue
            connection = HTTPConnection(self._host, self._port)
            connection.sock = guarded  # all of a socket that http.client uses
            return connection, guarded
        raise trouble

    def _addresses(self, deadline: float) -> list[Any]:
        """The addresses of the host; a name is looked up in a thread, since nothing else can cut that short."""
        if self._host == "localhost" or ":" in self._host or self._host.replace(".", "").isdigit():
            return socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        found: list[Any] = []

        def look_up() -> None:
            try:
                found.append(socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM))
            except OSError as error:
                found.append(error)

        thread = threading.Thread(target=look_up, name="powertools-otlp-lookup", daemon=True)
        thread.start()
        thread.join(max(0.0, deadline - clock.monotonic()))
        if not found:
            raise TimeoutError(f"the name {self._host} could not be looked up in time")
        if isinstance(found[0], OSError):
            raise found[0]
        addresses: list[Any] = found[0]
        return addresses

    def _secured(self, stream: socket.socket, deadline: float) -> socket.socket:
        if self._scheme != "https":
            return stream
        import ssl

        if self._tls is None:
            self._tls = ssl.create_default_context(cafile=self._certificate)
        stream.settimeout(max(0.001, deadline - clock.monotonic()))
        secured: socket.socket = self._tls.wrap_socket(stream, server_hostname=self._host)
        return secured


def _gzip(body: bytes) -> bytes:
    import zlib

    packer = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return packer.compress(body) + packer.flush()


def _pause(retry_after: str | None) -> float:
    """Seconds of a Retry-After header; 0 where it names none (a date is taken for none)."""
    text = (retry_after or "").strip()
    return min(float(text), LONGEST_PAUSE) if text.isdecimal() else 0.0
