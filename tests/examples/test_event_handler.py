"""The examples of the event handler's pages do what the pages say."""

from __future__ import annotations

import gzip
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fronts import FRONTS
from source_tree import ROOT

from aws_lambda_powertools.testing import TestClient

EXAMPLES = ROOT / "examples" / "event_handler"
WITH_PYDANTIC = {"web_server"}


@pytest.fixture
def example(monkeypatch):
    """An example as a module of its own."""
    monkeypatch.syspath_prepend(EXAMPLES)
    names = {path.stem for path in EXAMPLES.glob("*.py")}
    for name in names:  # other examples have files of the same names
        monkeypatch.delitem(sys.modules, name, raising=False)

    def load(name):
        if name in WITH_PYDANTIC:
            pytest.importorskip("pydantic", reason="needs the extra parser")
        return importlib.import_module(name)

    yield load
    for name in names & set(sys.modules):
        if Path(getattr(sys.modules[name], "__file__", "") or "").parent == EXAMPLES:
            del sys.modules[name]


@pytest.fixture
def client(example):
    """A client of the app of an example."""
    return lambda name, **options: TestClient(example(name).app, **options)


def test_orders_are_placed_and_read(client):
    ask = client("getting_started")

    assert ask.post("/orders", json={"item": "mug"}).json() == {"id": "2"}
    assert ask.get("/orders/2").json() == {"item": "mug"}
    missing = ask.get("/orders/3")
    assert (missing.status_code, missing.json()) == (404, {"statusCode": 404, "message": "There is no order 3"})


@pytest.mark.parametrize("front", FRONTS, ids=str)
def test_the_first_example_works_behind_every_front(front, monkeypatch, tmp_path):
    source = (EXAMPLES / "getting_started.py").read_text().replace("APIGatewayRestResolver", front.resolver.__name__)
    found = {}
    exec(compile(source, "example", "exec"), found)

    answer = TestClient(found["app"]).get("/orders/1")

    assert (answer.status_code, answer.json()) == (200, {"item": "tea"})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/orders/latest", "the latest"),
        ("/orders/7", "order 7"),
        ("/shop/orders/7", "order 7"),
        (
            "/customers/7f9b8a0e-1111-4222-8333-444455556666/orders",
            "orders of customer 7f9b8a0e111142228333444455556666",
        ),
        ("/reports/2026-1.pdf", "pdf of 1/2026"),
        ("/files/a/b/c.txt", "a/b/c.txt"),
        ("/health", "pong"),
    ],
)
def test_rules_take_paths_apart(client, path, text):
    assert client("routing").get(path).text == text


@pytest.mark.parametrize("path", ["/orders/abc", "/customers/7/orders", "/reports/x-1.pdf", "/healthy"])
def test_what_does_not_fit_a_rule_is_not_found(client, path):
    assert client("routing").get(path).status_code == 404


def test_the_table_of_routes_can_be_printed():
    done = subprocess.run([sys.executable, EXAMPLES / "routing.py"], capture_output=True, text=True, check=True)

    assert [line.split()[:2] for line in done.stdout.splitlines()][:2] == [
        ["GET", "/orders/latest"],
        ["GET", "/orders/<order_id:int>"],
    ]


def test_a_router_has_its_own_middlewares(client):
    ask = client("routers")

    assert ask.get("/customers").status_code == 403
    assert ask.get("/customers", headers={"x-staff": "yes"}).json() == {"customers": ["Ada"], "asked by": "staff"}
    assert ask.get("/customers/Ada", headers={"x-staff": "yes"}).json() == {"name": "Ada", "path": "/customers/Ada"}


def test_a_handler_sees_all_of_its_request(example):
    ask = TestClient(example("requests_and_context").lambda_handler)

    seen = ask.put("/orders/7?page=2", json={"amount": 3}, headers={"User-Agent": "test"}).json()

    assert seen.pop("remaining") > 0
    assert seen == {
        "route": "/orders/{order_id}",
        "change": {"amount": 3},
        "pages": {"page": "2"},
        "agent": "test",
        "address": "203.0.113.10",
        "tenant": "shop",
    }


def test_dependencies_are_made_and_finished(client, example):
    ask = client("dependencies")

    answer = ask.get("/orders/1", headers={"Authorization": "Bearer Ada"})

    assert answer.json() == {"item": "tea", "for": "Ada", "open": True}
    assert ask.get("/orders/1").status_code == 401


def test_answers_of_every_kind(client):
    ask = client("responses")

    assert ask.get("/price").json() == {"amount": "9.90", "since": "2026-01-15"}
    placed = ask.post("/orders")
    assert (placed.status_code, placed.headers["location"]) == (201, "/orders/7")
    assert ask.post("/login").cookies == {"session": "abc"}
    assert ask.get("/logo").content.startswith(b"\x89PNG")
    assert ask.get("/logo").headers["cache-control"] == "max-age=86400"
    assert ask.get("/catalogue", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in ask.get("/catalogue", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert ask.get("/hello").headers["content-type"] == "text/html"


@pytest.mark.parametrize("origin", ["https://www.example.com", "https://admin.example.com"])
def test_origins_that_are_allowed_are_told_so(client, origin):
    ask = client("cross_origin", headers={"Origin": origin})

    assert ask.get("/orders").headers["access-control-allow-origin"] == origin
    assert ask.options("/orders").status_code == 204
    assert "access-control-allow-origin" not in ask.get("/internal").headers


def test_other_origins_are_not(client):
    ask = client("cross_origin", headers={"Origin": "https://evil.example.com"})

    assert "access-control-allow-origin" not in ask.get("/orders").headers


def test_streams_are_collected_where_the_front_can_not_stream(client):
    ask = client("streaming", front="http")

    assert ask.get("/lines").text == "line 0\nline 1\nline 2\n"
    stream = ask.get("/progress")
    assert stream.headers["content-type"] == "text/event-stream"
    assert stream.text.startswith('event: progress\nid: 0\ndata: {"percent":0}\n\n')


def test_middlewares_stand_around_handlers(client):
    ask = client("middlewares")

    refused = ask.get("/orders")
    assert (refused.status_code, refused.json()) == (400, {"message": "The header X-Tenant is missing"})
    answer = ask.get("/orders", headers={"X-Tenant": "shop"})
    assert answer.json() == {"orders of": "shop"}
    assert answer.headers["server-timing"].startswith("app;dur=")


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("/orders/mug", 409, "No mug is left"),
        ("/orders/pot", 418, {"kind": "teapot"}),
        ("/orders/7", 400, "Items have letters only"),
        ("/orders/tea", 500, "Internal server error"),
        ("/nowhere", 404, "There is nothing here"),
    ],
)
def test_errors_become_answers_that_browsers_may_read(client, path, status, message):
    answer = client("errors", headers={"Origin": "https://www.example.com"}).get(path)

    assert (answer.status_code, answer.json()["message"]) == (status, message)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_async_handlers_are_awaited(client):
    answer = client("asynchronous").get("/prices")

    assert (answer.json(), answer.headers["x-stamp"]) == ({"tea": 4.5, "mug": 4.5}, "yes")


def test_json_schemas_guard_a_route(client):
    ask = client("schemas")

    assert ask.post("/orders", json={"item": "tea"}).json() == {"ordered": "tea"}
    assert ask.post("/orders", json={}).status_code == 400


def test_strict_http_says_what_is_allowed(client):
    ask = client("strict", headers={"Origin": "https://www.example.com"})

    refused = ask.delete("/files/a")
    assert (refused.status_code, refused.headers["allow"]) == (405, "GET, HEAD, PUT")
    assert ask.options("/files/a").headers["access-control-allow-methods"] == "GET,OPTIONS,PUT"
    assert ask.head("/files/a").content == b""
    assert "Origin" in ask.get("/files/a").headers["vary"]
    assert ask.get("/files/a%20b").text == "a b"


def test_the_web_server_is_a_lambda_function_too(client):
    ask = client("web_server", front="http")

    assert ask.post("/orders", json={"item": "tea"}).json() == {"item": "tea", "amount": 1}
    assert ask.post("/orders", json={"item": "t"}).status_code == 422
    assert ask.get("/orders/7?fields=a,b").json() == {"id": 7, "fields": ["a", "b"]}
    assert ask.post("/contact", data={"email": "ada@example.com"}).json() == {"email": "ada@example.com", "text": ""}
    sent = ask.post("/receipts", files={"file": ("r.bin", b"\x00\xff")}, data={"note": "hi"})
    assert sent.json() == {"name": "r.bin", "bytes": 2, "note": "hi"}
    assert ask.get("/catalogue", headers={"accept-encoding": "gzip"}).json() == ["tea"] * 500
    assert ask.get("/report").text.endswith("line 999\n")
    assert gzip.decompress(ask.get("/archive").content) == b"archived"
    assert json.loads(ask.get("/docs?format=json").content)["info"]["title"] == "Tea shop"


def test_tests_with_a_client_pass():
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", EXAMPLES / "test_with_client.py"],
        cwd=EXAMPLES,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
