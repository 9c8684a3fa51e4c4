"""The example API behind uvicorn, as real clients meet it: httpx, curl, and a browser on its Swagger page."""

from __future__ import annotations

import gzip
import importlib.util
import json
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import asgi_server
import browser
import httpx
import pytest
from source_tree import ROOT

from aws_lambda_powertools.event_handler import EventStreamResponse, HttpResolver

pytestmark = pytest.mark.integration

BINARY = bytes(range(256)) * 40


@pytest.fixture(scope="module")
def api():
    """The address of the example API."""
    spec = importlib.util.spec_from_file_location("web_server", ROOT / "examples" / "event_handler" / "web_server.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where annotations are looked up
    spec.loader.exec_module(module)
    with asgi_server.serving(module.app) as url:
        yield url
    del sys.modules[spec.name]


@pytest.fixture
def client(api):
    with httpx.Client(base_url=api) as client:
        yield client


def test_httpx_sends_and_gets_json(client):
    placed = client.post("/orders", json={"item": "tea", "amount": 2})

    assert (placed.status_code, placed.json()) == (201, {"item": "tea", "amount": 2})
    assert placed.headers["content-type"] == "application/json"
    assert client.get("/orders/7", params={"fields": ["a", "b"]}).json() == {"id": 7, "fields": ["a", "b"]}
    refused = client.post("/orders", content=b"{")
    assert (refused.status_code, refused.json()["detail"][0]["type"]) == (422, "json_invalid")


def test_httpx_sends_forms_and_files(client):
    assert client.post("/contact", data={"email": "a@b.example", "text": "é & ü"}).json()["text"] == "é & ü"
    sent = client.post("/receipts", files={"file": ("r.bin", BINARY)}, data={"note": "hi"})

    assert sent.json() == {"name": "r.bin", "bytes": len(BINARY), "note": "hi"}


def test_httpx_gets_compressed_and_binary_bodies(client):
    catalogue = client.get("/catalogue")

    assert (catalogue.headers["content-encoding"], catalogue.json()) == ("gzip", ["tea"] * 500)
    plain = client.get("/catalogue", headers={"accept-encoding": "identity"})
    assert ("content-encoding" in plain.headers, plain.json()) == (False, ["tea"] * 500)
    assert gzip.decompress(client.get("/archive").content) == b"archived"


def test_httpx_reads_a_stream_piece_by_piece(client):
    with client.stream("GET", "/report") as response:
        lines = list(response.iter_lines())

    assert response.headers["transfer-encoding"] == "chunked"
    assert (len(lines), lines[-1]) == (1000, "line 999")


def test_the_first_event_of_a_stream_arrives_before_the_second_is_made():
    import asyncio

    app = HttpResolver()
    go_on = asyncio.Event()

    @app.get("/events")
    async def events():
        async def written():
            yield "first"
            await go_on.wait()
            yield "second"

        return EventStreamResponse(written())

    @app.get("/go-on")
    async def release():
        go_on.set()
        return "gone on"

    with asgi_server.serving(app) as url, httpx.Client(base_url=url) as client, client.stream("GET", "/events") as seen:
        texts = seen.iter_text()
        first = next(texts)
        assert client.get("/go-on").text == "gone on"
        rest = "".join(texts)

    assert (first, rest) == ("data: first\n\n", "data: second\n\n")


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
class TestCurl:
    """The same requests by curl."""

    @staticmethod
    def curl(*arguments):
        command = ["curl", "--silent", "--show-error", "--max-time", "20", "--noproxy", "*"]
        return subprocess.run([*command, *arguments], capture_output=True, check=True).stdout

    def test_json(self, api):
        body = self.curl("-H", "content-type: application/json", "-d", '{"item": "tea"}', f"{api}/orders")

        assert json.loads(body) == {"item": "tea", "amount": 1}

    def test_form(self, api):
        body = self.curl("-d", "email=a@b.example", "--data-urlencode", "text=a&b", f"{api}/contact")

        assert json.loads(body) == {"email": "a@b.example", "text": "a&b"}

    def test_multipart_file(self, api, tmp_path):
        (tmp_path / "photo.bin").write_bytes(BINARY)
        body = self.curl("-F", f"file=@{tmp_path}/photo.bin", "-F", "note=hi", f"{api}/receipts")

        assert json.loads(body) == {"name": "photo.bin", "bytes": len(BINARY), "note": "hi"}

    def test_gzip(self, api):
        assert (
            gzip.decompress(self.curl("-H", "accept-encoding: gzip", f"{api}/catalogue"))
            == json.dumps(["tea"] * 500, separators=(",", ":")).encode()
        )
        assert json.loads(self.curl("--compressed", f"{api}/catalogue")) == ["tea"] * 500

    def test_streaming(self, api):
        assert self.curl("-N", f"{api}/report").count(b"\n") == 1000

    def test_head_of_the_answer(self, api):
        head = self.curl("-i", "-X", "DELETE", f"{api}/nowhere").decode()

        assert head.startswith("HTTP/1.1 404 ")
        assert head.endswith('{"statusCode":404,"message":"Not found"}')


def test_a_request_that_breaks_off_is_not_handled(client, api):
    with socket.create_connection(("127.0.0.1", urlsplit(api).port)) as half:
        half.sendall(
            b"POST /orders HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{"
        )

    assert client.get("/orders/1").status_code == 200


def test_an_operation_is_executed_by_a_click_on_the_swagger_page(api, tmp_path):
    picture = tmp_path / "swagger.png"
    try:
        seen = browser.play(
            Path(browser.__file__).with_name("swagger_page.mjs"), f"{api}/docs", "place_orders_post", str(picture)
        )
    except browser.NotToBeHadError as error:
        pytest.skip(str(error))

    assert seen["title"].startswith("Tea shop")
    assert "POST /orders" in seen["operations"]
    assert (seen["status"], seen["body"]) == (201, {"item": "tea", "amount": 1})
    assert seen["shown"].startswith("201")
    assert (seen["errors"], seen["elsewhere"]) == ([], [])
    assert picture.stat().st_size > 20_000
