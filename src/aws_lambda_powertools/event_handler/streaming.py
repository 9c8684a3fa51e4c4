"""StreamingResponse and server-sent events: answers that are made while they are sent.

    @app.get("/words")
    def words() -> StreamingResponse:
        return StreamingResponse(word for word in sentence())

Where the front can stream (a resolver served by ASGI), each piece goes out as soon as it is there. Where it can't, the
pieces are collected and sent as one body.
"""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from contextlib import suppress

from aws_lambda_powertools.event_handler._response import Response

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Iterable, Iterator, Mapping
    from typing import Any

    from aws_lambda_powertools.shared.cookies import Cookie


class StreamingResponse(Response["Any"]):
    """An answer in pieces: `body` is an iterable, or an async iterable, of texts or bytes."""

    def __init__(
        self,
        body: Iterable[str | bytes] | AsyncIterable[str | bytes],
        status_code: int = 200,
        content_type: str = "text/plain; charset=utf-8",
        headers: Mapping[str, str | list[str]] | None = None,
        cookies: list[Cookie] | None = None,
    ) -> None:
        super().__init__(status_code, content_type, body, headers, cookies)
        self.body: Any = body

    async def pieces(self) -> AsyncIterator[bytes]:
        """The pieces as bytes, for a front that can stream."""
        if hasattr(self.body, "__aiter__"):
            async for piece in self.body:
                yield self._bytes_of(piece)
            return
        for piece in self.body:
            yield self._bytes_of(piece)

    def buffered(self) -> Response[Any]:
        """The same as one body, for a front that can't stream."""
        if hasattr(self.body, "__aiter__"):
            from aws_lambda_powertools._core.aio import run

            return run(self.buffered_async())
        return self._with_body(b"".join(self._bytes_of(piece) for piece in self.body))

    async def buffered_async(self) -> Response[Any]:
        """The same for code that awaits it."""
        return self._with_body(b"".join([piece async for piece in self.pieces()]))

    def _with_body(self, data: bytes) -> Response[Any]:
        body: str | bytes = data
        with suppress(UnicodeDecodeError):  # what is no text stays bytes
            body = data.decode()
        return Response(self.status_code, None, body, self.headers, self.cookies, self.compress)

    def _bytes_of(self, piece: Any) -> bytes:
        return piece.encode() if isinstance(piece, str) else bytes(piece)


class ServerSentEvent:
    """One event of a stream: `data` as text, or anything else as JSON.

    `retry` is how many milliseconds the client waits before it connects again. ValueError for a name or id that would
    end its line.

    Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
    """

    __slots__ = ("comment", "data", "event", "id", "retry")

    def __init__(
        self,
        data: Any = None,
        *,
        event: str | None = None,
        id: str | None = None,
        retry: int | None = None,
        comment: str | None = None,
    ) -> None:
        for name, text in (("event", event), ("id", id)):
            if text is not None and _breaks_line(text):
                raise ValueError(f"The {name} of a server-sent event must be one line without NUL, not {text!r}")
        self.data = data
        self.event = event
        self.id = id
        self.retry = retry
        self.comment = comment

    def __str__(self) -> str:
        return "".join(f"{line}\n" for line in self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        for line in _lines_of(self.comment):
            yield f": {line}"
        if self.event is not None:
            yield f"event: {self.event}"
        if self.id is not None:
            yield f"id: {self.id}"
        if self.retry is not None:
            yield f"retry: {int(self.retry)}"
        for line in _lines_of(_text(self.data)):
            yield f"data: {line}"


class EventStreamResponse(StreamingResponse):
    """Server-sent events: `body` gives ServerSentEvent objects, or data that becomes events without a name."""

    def __init__(
        self,
        body: Iterable[Any] | AsyncIterable[Any],
        status_code: int = 200,
        headers: Mapping[str, str | list[str]] | None = None,
        cookies: list[Cookie] | None = None,
    ) -> None:
        super().__init__(body, status_code, "text/event-stream", headers, cookies)
        self.headers.setdefault("Cache-Control", "no-cache")

    def _bytes_of(self, piece: Any) -> bytes:
        event = piece if isinstance(piece, ServerSentEvent) else ServerSentEvent(piece)
        return str(event).encode()


def _text(data: Any) -> str | None:
    if data is None or isinstance(data, str):
        return data
    if isinstance(data, bytes):
        return data.decode("utf-8", "replace")
    from aws_lambda_powertools.event_handler._json import dumps

    return dumps(data)


def _breaks_line(text: str) -> bool:
    return any(character in text for character in "\r\n\0")


def _lines_of(text: str | None) -> list[str]:
    return [] if text is None else text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
