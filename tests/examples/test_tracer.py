"""The examples of the Tracer page record what the page says."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from otlp import OtlpDaemon, Receiver
from source_tree import ROOT
from web_server import Answer, WebServer
from xray_daemon import FACADE, HEADER, Daemon

from aws_lambda_powertools.tracing import Tracer

EXAMPLES = ROOT / "examples" / "tracer"


@pytest.fixture(autouse=True)
def new_tracing(monkeypatch):
    monkeypatch.setenv("LAMBDA_TASK_ROOT", "/var/task")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    Tracer._reset_config()
    yield
    Tracer._reset_config()


@pytest.fixture
def daemon(monkeypatch):
    daemon = Daemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", daemon.address)
    yield daemon
    daemon.close()


@pytest.fixture
def server():
    server = WebServer()
    yield server
    server.close()


@pytest.fixture
def invoke(daemon, lambda_context):
    """`invoke("name", event)`: the answer of an example's handler."""

    def invoke(name, event):
        example = runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name=name)
        return example.get("lambda_handler", example.get("handler"))(event, lambda_context)

    return invoke


def documents_of(daemon, name):
    return [document for document in daemon.documents if document["name"] == name]


def test_getting_started(invoke, daemon):
    assert invoke("getting_started", {"order_id": "o-1", "amount": 5}) == {"statusCode": 200, "body": "charged"}
    assert daemon.tree == {"## lambda_handler": {"## getting_started.charge": {}}}
    handler = daemon.named("## lambda_handler")
    assert handler["annotations"] == {"ColdStart": True, "Service": "orders"}


def test_process_data(invoke, daemon, capsys):
    """S-TRC-10."""
    assert invoke("process_data", {"a": 1}) == {"statusCode": 200, "body": "Hello from Lambda!"}
    assert capsys.readouterr().out == "Processing data: {'a': 1}\n"
    assert daemon.tree == {"## handler": {"## process_data.process_data": {}}}
    assert daemon.named("## process_data.process_data")["metadata"] == {
        "service_undefined": {"process_data.process_data response": "Processed"}
    }
    assert "handler response" in daemon.named("## handler")["metadata"]["service_undefined"]


def test_annotations_and_metadata(invoke, daemon):
    event = {"order_id": "o-1", "lines": 2}
    invoke("annotations_and_metadata", event)
    [document] = daemon.documents
    assert {"order_id": "o-1", "total": 12.5}.items() <= document["annotations"].items()
    assert document["metadata"] == {
        "orders": {"order": event, "lambda_handler response": "done"},
        "payments": {"attempts": [1, 2]},
    }


def test_dynamodb_orders(invoke, daemon, server: WebServer, monkeypatch):
    """S-TRC-09."""
    pytest.importorskip("boto3")
    for name, value in {
        "AWS_ENDPOINT_URL": server.url,
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    item = {"items": {"L": [{"M": {"price": {"N": "2.5"}, "quantity": {"N": "2"}}}]}}
    server.answer = lambda request: Answer(200, json.dumps({"Item": item}).encode())
    answer = invoke("dynamodb_orders", {"order_id": "o-1"})
    assert answer["body"]["total"] == 5
    calls = {"## dynamodb_orders.get_order": {"dynamodb": {}}, "## dynamodb_orders.calculate_total": {}}
    assert daemon.tree == {"## handler": calls}
    assert daemon.named("dynamodb")["aws"]["operation"] == "GetItem"
    assert daemon.named("## handler")["annotations"]["OrderId"] == "o-1"
    assert "order_details" in daemon.named("## handler")["metadata"]["order-service"]
    assert daemon.named("## dynamodb_orders.calculate_total")["annotations"] == {"OrderTotal": "5.0"}


def test_account_watcher(invoke, daemon, server: WebServer):
    """S-TRC-01, S-TRC-03."""
    pytest.importorskip("requests")
    invoke("account_watcher", {"detail": {"eventName": "DeleteBucket"}, "webhook": f"{server.url}/hook"})
    assert daemon.tree == {
        "## lambda_handler": {
            "## account_watcher.parse_event": {},
            "## account_watcher.send_slack_message": {"127.0.0.1": {}},
        }
    }
    assert json.loads(server.requests[0].body) == {"text": "DeleteBucket: succeeded"}


def test_what_is_kept(invoke, daemon):
    assert invoke("what_is_kept", {"user": "ada", "amount": 5}) == "refused"
    kept = daemon.named("## what_is_kept.log_in")["metadata"]["accounts"]
    assert kept == {"what_is_kept.log_in response": {"user": "ada", "access_token": "[REDACTED]", "iban": "[REDACTED]"}}
    assert "metadata" not in daemon.named("## what_is_kept.statement")
    transfer = daemon.named("## what_is_kept.transfer")
    assert "metadata" not in transfer
    assert transfer["cause"]["exceptions"][0]["type"] == "ValueError"
    assert "metadata" not in daemon.named("## lambda_handler")


def test_own_segments(invoke, daemon):
    """S-TRC-12."""
    assert invoke("own_segments", {"lines": [{"price": 2, "quantity": 3}]}) == 6
    assert daemon.tree == {"## lambda_handler": {"## price": {}}}
    assert daemon.named("## price")["annotations"] == {"total": 6}


def test_async_generators_and_managers(invoke, daemon):
    """S-TRC-05."""
    lines = invoke("async_generators_and_managers", {})
    assert lines == ["0: 10", "1: 11", "0: 20", "1: 21", "end"]
    module = "## async_generators_and_managers"
    report = daemon.tree["## handler"][f"{module}.report"]
    assert set(report) == {f"{module}.pages", f"{module}.numbered"}
    pages = daemon.named(f"{module}.pages")["id"]
    assert [document["parent_id"] for document in documents_of(daemon, f"{module}.rows_of")] == [pages, pages]


def test_threads(invoke, daemon):
    assert invoke("threads", {"names": ["a", "b"]}) == ["small-a", "small-b"]
    parent = daemon.named("## threads.resize_all")["id"]
    assert [document["parent_id"] for document in documents_of(daemon, "## threads.resize")] == [parent, parent]


def test_http_calls(invoke, daemon, server: WebServer):
    pytest.importorskip("requests")
    assert invoke("http_calls", {"url": server.url}) == 200
    [call] = documents_of(daemon, "127.0.0.1")
    assert call["http"]["request"]["url"] == f"{server.url}/forecast"
    health, forecast = server.trace_headers
    assert health is None
    assert forecast is not None


def test_aiohttp_calls(invoke, daemon, server: WebServer):
    pytest.importorskip("aiohttp")
    assert invoke("aiohttp_calls", {"url": server.url}) == 200
    assert daemon.tree == {"## lambda_handler": {"## aiohttp_calls.forecast": {"127.0.0.1": {}}}}


def test_own_provider(invoke, daemon, capsys):
    """S-TRC-06."""
    assert invoke("own_provider", {"order_id": "o-1"}) == "done"
    [line] = capsys.readouterr().out.splitlines()
    assert line.startswith(
        "## lambda_handler {'order_id': 'o-1', 'orders.lambda_handler response': 'done', 'ColdStart':"
    )
    assert daemon.documents == []


def test_a_mock_as_provider():
    runpy.run_path(str(EXAMPLES / "test_with_a_mock.py"))["test_an_order_is_annotated"]()


def test_every_example_is_tested():
    in_the_runtime = ROOT / "tests" / "tracing" / "_otel" / "test_host_in_the_runtime.py"
    tested = Path(__file__).read_text(encoding="utf-8") + in_the_runtime.read_text(encoding="utf-8")
    assert [path.stem for path in EXAMPLES.glob("*.py") if f'"{path.stem}' not in tested] == []


# --- Backends --------------------------------------------------------------------------------------------------------


@pytest.fixture
def spans(monkeypatch):
    daemon = OtlpDaemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", daemon.address)
    yield daemon
    daemon.close()


@pytest.fixture
def call(lambda_context):
    def call(name, event):
        return runpy.run_path(str(EXAMPLES / f"{name}.py"), run_name=name)["lambda_handler"](event, lambda_context)

    return call


def test_spans_say_what_opentelemetry_wants_to_know(call, spans):
    assert call("opentelemetry_spans", {"order_id": "o-1"}) == {"published": "o-1"}
    assert spans.tree(FACADE) == {"orders": {"## opentelemetry_spans.publish": {"publish order": {}}}}
    sent = spans.named("publish order")
    assert sent.attributes["messaging.message.id"] == "o-1"
    assert sent.events == [("acknowledged", {"partition": 3})]
    root = spans.named("orders").attributes
    assert root["order_id"] == "o-1"
    assert json.loads(root["aws.xray.metadata.orders"])["order"] == {"order_id": "o-1"}


ANSWER = {"order_id": "o-1", "state": "charged"}


def test_the_same_code_goes_to_xray(call, daemon):
    assert call("any_backend", {"order_id": "o-1"}) == ANSWER
    assert daemon.tree == {"## lambda_handler": {"## any_backend.charge": {}}}


def test_the_same_code_goes_to_a_collector(monkeypatch, call):
    receiver = Receiver()
    monkeypatch.setenv("POWERTOOLS_TRACER_PROVIDER", "otel")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url)
    assert call("any_backend", {"order_id": "o-1"}) == ANSWER
    assert receiver.tree() == {"orders": {"## any_backend.charge": {}}}
    monkeypatch.setenv("BLOCKED_ORDER", "o-2")
    with pytest.raises(PermissionError):
        call("any_backend", {"order_id": "o-2"})
    assert receiver.spans[-1].status == (2, "PermissionError: o-2 is blocked")
    receiver.close()


def test_the_same_code_goes_nowhere(monkeypatch, call, daemon):
    monkeypatch.setenv("POWERTOOLS_TRACER_PROVIDER", "noop")
    assert call("any_backend", {"order_id": "o-1"}) == ANSWER
    assert daemon.documents == []


def test_log_lines_of_the_example_have_the_ids_of_its_span(call, spans, capsys):
    assert call("opentelemetry_provider", {"order_id": "o-1"}) == "o-1"
    line = json.loads(capsys.readouterr().out)
    root = spans.named("orders")
    assert (line["trace_id"], line["span_id"], line["trace_flags"]) == (root.trace_id, root.id, "01")


def test_the_sdk_and_tracer_work_together(daemon):
    """In a process of its own, since the SDK changes what it touches."""
    pytest.importorskip("aws_xray_sdk")
    program = (
        "import sys, runpy; from types import SimpleNamespace as Context; "
        "handler = runpy.run_path(sys.argv[1], run_name='with_the_xray_sdk')['lambda_handler']; "
        "print(handler({'order_id': 'o-1'}, Context(get_remaining_time_in_millis=lambda: 1000)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(EXAMPLES / "with_the_xray_sdk.py")],
        env={
            "PYTHONPATH": str(ROOT / "src"),
            "LAMBDA_TASK_ROOT": "/var/task",
            "AWS_XRAY_DAEMON_ADDRESS": daemon.address,
            "_X_AMZN_TRACE_ID": HEADER,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.splitlines()[-1:] == ["o-1"], ran.stderr
    assert daemon.wait_for(2)
    assert daemon.tree == {"## lambda_handler": {"charge": {}}}


def test_queries_of_a_database_are_segments(invoke, daemon):
    assert invoke("database_queries", {"order_id": "o-1"}) == {"orders": 1}
    queries = [document for document in documents_of(daemon, ":memory:") if "end_time" in document]
    [handler] = documents_of(daemon, "## lambda_handler")
    assert [document["parent_id"] for document in queries].count(handler["id"]) == 2
    assert {document["sql"]["database_type"] for document in queries} == {"sqlite3"}
