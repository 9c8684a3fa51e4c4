"""A peer that speaks MongoDB's wire protocol well enough for pymongo: it answers each command as it is told.

https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
"""

from __future__ import annotations

import socketserver
import struct
import threading
from typing import TYPE_CHECKING, Any

import bson

if TYPE_CHECKING:
    from collections.abc import Callable

HEADER = struct.Struct("<iiii")
QUERY, REPLY, MESSAGE = 2004, 1, 2013
HELLO = {
    "ok": 1,
    "isWritablePrimary": True,
    "ismaster": True,
    "helloOk": True,
    "maxWireVersion": 21,
    "minWireVersion": 0,
    "maxBsonObjectSize": 16_777_216,
    "maxMessageSizeBytes": 48_000_000,
    "maxWriteBatchSize": 100_000,
}


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class MongoPeer:
    """`peer.answer` is a function from command to answer; None hangs up. `peer.commands` has what came."""

    def __init__(self) -> None:
        self.answer: Callable[[dict[str, Any]], dict[str, Any] | None] = lambda command: {"ok": 1}
        self.commands: list[dict[str, Any]] = []
        peer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while head := self.rfile.read(HEADER.size):
                    length, request_id, _, code = HEADER.unpack(head)
                    command = _command_in(code, self.rfile.read(length - HEADER.size))
                    answer = peer.answer_to(command)
                    if answer is None:
                        return
                    self.wfile.write(_message(code, request_id, answer))

        self._server = _Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"mongodb://127.0.0.1:{self.port}/"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def answer_to(self, command: dict[str, Any]) -> dict[str, Any] | None:
        if next(iter(command)).lower() in ("hello", "ismaster"):
            return HELLO
        if "endSessions" in command:
            return {"ok": 1}
        self.commands.append(command)
        return self.answer(command)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _command_in(code: int, body: bytes) -> dict[str, Any]:
    if code == QUERY:
        name_ends = body.index(b"\0", 4)
        return dict(bson.decode(body[name_ends + 1 + 8 :]))
    assert code == MESSAGE, code
    assert body[4] == 0, "the command itself comes first"
    (length,) = struct.unpack_from("<i", body, 5)
    return dict(bson.decode(body[5 : 5 + length]))


def _message(code: int, request_id: int, answer: dict[str, Any]) -> bytes:
    document = bson.encode(answer)
    if code == QUERY:
        body, code = struct.pack("<iqii", 8, 0, 0, 1) + document, REPLY
    else:
        body = struct.pack("<i", 0) + b"\0" + document
    return HEADER.pack(HEADER.size + len(body), 1, request_id, code) + body
