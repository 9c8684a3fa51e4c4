"""Streams and server-sent events, and their buffered form."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fronts import FRONTS, Front, header, rest
from hypothesis import given, strategies as st

from aws_lambda_powertools.event_handler import (
    APIGatewayRestResolver,
    EventStreamResponse,
    ServerSentEvent,
    StreamingResponse,
)


async def pieces_later() -> Any:
    for piece in ("a", b"b"):
        await asyncio.sleep(0)
        yield piece


@pytest.mark.parametrize("front", FRONTS, ids=str)
@pytest.mark.parametrize("make", [lambda: (piece for piece in ("a", b"b")), pieces_later])
def test_where_the_front_can_not_stream_the_pieces_are_collected(front: Front, make: Any) -> None:
    app = front.resolver()
    app.get("/x")(lambda: StreamingResponse(make(), 202, headers={"X-A": "1"}))
    response = app.resolve(front.request("GET", "/x"), None)

    assert (response["statusCode"], response["body"], response["isBase64Encoded"]) == (202, "ab", False)
    assert (header(response, "Content-Type"), header(response, "X-A")) == ("text/plain; charset=utf-8", "1")


def test_streams_under_resolve_async() -> None:
    app = APIGatewayRestResolver()

    @app.get("/x")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces_later())

    assert asyncio.run(app.resolve_async(rest("GET", "/x"), None))["body"] == "ab"


def test_binary_streams_go_out_as_base64() -> None:
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: StreamingResponse([b"\x89", b"P"], content_type="image/png"))

    assert app.resolve(rest("GET", "/x"), None)["body"] == "iVA="


def test_the_pieces_can_be_had_one_by_one() -> None:
    async def collect(response: StreamingResponse) -> list[bytes]:
        return [piece async for piece in response.pieces()]

    assert asyncio.run(collect(StreamingResponse(["a", b"b"]))) == [b"a", b"b"]
    assert asyncio.run(collect(StreamingResponse(pieces_later()))) == [b"a", b"b"]


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (ServerSentEvent("hello"), "data: hello\n\n"),
        (ServerSentEvent("two\nlines\r\nor\rthree"), "data: two\ndata: lines\ndata: or\ndata: three\n\n"),
        (
            ServerSentEvent({"a": 1}, event="price", id="7", retry=500),
            'event: price\nid: 7\nretry: 500\ndata: {"a":1}\n\n',
        ),
        (ServerSentEvent(comment="still here"), ": still here\n\n"),
        (ServerSentEvent(b"bytes"), "data: bytes\n\n"),
        (ServerSentEvent(""), "data: \n\n"),
    ],
)
def test_events_as_text(event: ServerSentEvent, text: str) -> None:
    assert str(event) == text


@pytest.mark.parametrize("settings", [{"event": "a\nb"}, {"id": "a\rb"}, {"id": "a\0"}])
def test_what_would_end_its_line_is_refused(settings: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="one line"):
        ServerSentEvent("x", **settings)  # type: ignore[arg-type]


@given(st.text())
def test_data_stays_data(text: str) -> None:
    lines = str(ServerSentEvent(text))[:-2].split("\n")

    assert all(line.startswith("data: ") for line in lines)
    assert "\n".join(line[6:] for line in lines) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_stream_of_events() -> None:
    app = APIGatewayRestResolver()
    app.get("/x")(lambda: EventStreamResponse(iter([ServerSentEvent("a", id="1"), {"b": 2}])))
    response = app.resolve(rest("GET", "/x"), None)

    assert response["body"] == 'id: 1\ndata: a\n\ndata: {"b":2}\n\n'
    assert (header(response, "content-type"), header(response, "cache-control")) == ("text/event-stream", "no-cache")
