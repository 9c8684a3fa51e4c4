"""The command `powertools dev`, from the outside: over HTTP, through files, by signals."""

from __future__ import annotations

import base64
import json
import re
import signal
import socket
import threading
import time
from pathlib import Path

import pytest

from aws_lambda_powertools.local.cli import main

FUNCTIONS = Path(__file__).parent / "functions"


@pytest.fixture(scope="module")
def rest(start):
    claims = '{"sub": "jo"}'
    return start(f"{FUNCTIONS}/app.py:echo", "--claims", claims, "--route", "/orders", "--route", "/orders/{id}")


@pytest.fixture(scope="module")
def raw(start):
    return start(f"{FUNCTIONS}/app.py:raw")


@pytest.fixture(scope="module")
def http(start):
    return start(f"{FUNCTIONS}/app.py:raw", "--front", "http")


@pytest.fixture(scope="module")
def work(start):
    return start(f"{FUNCTIONS}/app.py:work")


def test_a_request_becomes_the_event_of_a_rest_api(rest):
    event = rest.event("POST", "/orders/7%20b?tag=a&tag=b", b'{"sku": "tea"}', ("X-Many", "1"), ("X-Many", "2"))

    assert (event["httpMethod"], event["path"], event["resource"]) == ("POST", "/orders/7 b", "/orders/{id}")
    assert event["pathParameters"] == {"id": "7 b"}
    assert event["queryStringParameters"] == {"tag": "b"}
    assert event["multiValueQueryStringParameters"] == {"tag": ["a", "b"]}
    assert event["multiValueHeaders"]["X-Many"] == ["1", "2"]
    assert (event["body"], event["isBase64Encoded"]) == ('{"sku": "tea"}', False)
    assert event["requestContext"]["authorizer"] == {"claims": {"sub": "jo"}}
    assert event["requestContext"]["identity"]["sourceIp"] == "127.0.0.1"
    assert abs(event["requestContext"]["requestTimeEpoch"] / 1000 - time.time()) < 60


def test_without_a_declared_route_the_api_takes_all(rest):
    event = rest.event("GET", "/other/way")

    assert (event["resource"], event["pathParameters"]) == ("/{proxy+}", {"proxy": "other/way"})


def test_bytes_travel_in_base64(rest):
    event = rest.event("PUT", "/", b"\xff\x00")

    assert event["isBase64Encoded"] is True
    assert base64.b64decode(event["body"]) == b"\xff\x00"


@pytest.mark.parametrize("method", ["PATCH", "DELETE", "OPTIONS"])
def test_every_method_reaches_the_function(rest, method):
    assert rest.event(method, "/")["httpMethod"] == method


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("http", {"version": "2.0", "rawPath": "/a b", "rawQueryString": "x=1&x=2%20", "cookies": ["c=1", "d=2"]}),
        ("function-url", {"version": "2.0", "rawPath": "/a%20b", "rawQueryString": "x=1&x=2%20"}),
        ("alb", {"httpMethod": "POST", "path": "/a%20b", "queryStringParameters": {"x": "2%20"}}),
        ("lattice", {"version": "2.0", "method": "POST", "queryStringParameters": {"x": ["1", "2 "]}}),
    ],
)
def test_each_front_has_its_own_event(start, front, expected):
    dev = start(f"{FUNCTIONS}/app.py:echo", "--front", front)

    event = dev.event("POST", "/a%20b?x=1&x=2%20", b"text", ("content-type", "text/plain"), ("cookie", "c=1; d=2"))

    assert {key: event[key] for key in expected} == expected
    assert (event["body"], event["isBase64Encoded"]) == ("text", False)


def test_status_headers_and_cookies_come_back(raw):
    response = {
        "statusCode": 201,
        "headers": {"X-One": "1"},
        "multiValueHeaders": {"Set-Cookie": ["a=1", "b=2"]},
        "body": base64.b64encode(b"\x00\xff").decode(),
        "isBase64Encoded": True,
    }

    answer = raw.post("/", response)

    assert (answer.status, answer.content) == (201, b"\x00\xff")
    assert (answer.header("x-one"), answer.header("set-cookie")) == (["1"], ["a=1", "b=2"])


@pytest.mark.parametrize(
    ("response", "problem"),
    [
        ({"body": "x"}, "wants a statusCode in the response"),
        ({"statusCode": 7}, "wants a statusCode from 100 to 599, and got 7"),
        ({"statusCode": 200, "body": {"a": 1}}, "wants the body as a text; json.dumps makes one"),
        ({"statusCode": 200, "body": "é", "isBase64Encoded": True}, "can't decode the body"),
        ([1], "wants an object with statusCode and body"),
    ],
)
def test_what_the_front_would_refuse_is_refused_and_said(raw, response, problem):
    answer = raw.post("/", response)

    assert (answer.status, answer.json()) == (502, {"message": "Internal server error"})
    assert problem in " ".join(raw.latest()["problem_texts"])
    raw.until(lambda: problem in raw.out)


def test_an_http_api_takes_an_answer_without_status_for_the_body(http):
    answer = http.post("/", {"sku": "tea"})

    assert (answer.status, answer.json()) == (200, {"sku": "tea"})
    assert answer.header("content-type") == ["application/json"]


def test_a_failure_is_the_front_s_and_is_printed(work):
    answer = work.get("/fail")

    assert (answer.status, answer.json()) == (502, {"message": "Internal server error"})
    work.until(lambda: "✗ ValueError: no good" in work.out)
    assert re.search(r"^\d\d:\d\d:\d\d\.\d{3}  502 +GET /fail +[\d.]+ ms", work.out, re.MULTILINE)


def test_sdks_invoke_the_function_directly(raw):
    answer = raw.post("/2015-03-31/functions/orders/invocations", {"body": '{"direct": true}'})

    assert (answer.status, answer.json()) == (200, {"direct": True})

    answer = raw.post("/2015-03-31/functions/orders/invocations", {})
    assert answer.header("x-amz-function-error") == ["Unhandled"]
    assert answer.json()["errorType"] == "KeyError"

    answer = raw.post("/2015-03-31/functions/orders/invocations", b'{"a":\n nonsense}')
    assert answer.status == 400
    assert "line 2, column 2" in answer.json()["Message"]


def test_boto3_invokes_the_function(raw):
    import boto3

    client = boto3.client(
        "lambda",
        endpoint_url=raw.address,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )

    answer = client.invoke(FunctionName="orders", Payload=b'{"body": "[1, 2]"}')

    assert (answer["StatusCode"], json.load(answer["Payload"])) == (200, [1, 2])


def test_the_console_knows_all_about_an_invocation(work):
    work.get("/orders", ("authorization", "Bearer secret"), ("cookie", "session=secret"))

    found = work.latest()

    assert (found["trigger"], found["status"], found["http_status"]) == ("GET /orders", "success", 200)
    assert found["memory"] > 1
    assert [line["message"] for line in found["lines"] if line["phase"] == "invoke"] == ["working"]
    assert found["metrics"][0] | {"dimensions": {}} == {
        "namespace": "Shop",
        "name": "Paid",
        "unit": "Count",
        "dimensions": {},
        "values": [3],
    }
    charge = next(span for span in found["trace"] if span["name"] == "charge")
    assert (charge["depth"], charge["annotations"]) == (1, {"amount": 12})
    assert json.loads(found["response"]["body"]) == {"path": "/orders"}
    assert "secret" not in json.dumps(found)


def test_the_first_invocation_is_the_cold_start_and_holds_what_came_before(start):
    dev = start(f"{FUNCTIONS}/app.py:work")
    dev.get("/")
    dev.get("/")

    first, second = dev.invocations()

    assert (first["cold"], second["cold"]) == (True, False)
    assert first["init"] > 0
    lines = dev.console(f"invocations/{first['id']}")["lines"]
    assert (lines[0]["message"], lines[0]["phase"]) == ("module loaded", "init")


def test_spans_over_otlp_join_their_invocation(start):
    dev = start(f"{FUNCTIONS}/app.py:export")

    assert dev.get("/").json() == 200
    span = next(span for span in dev.latest()["trace"] if span["name"] == "checkout")
    assert (span["fault"], span["annotations"]) == (True, {"order.id": 7})


def test_a_resent_event_is_the_same_with_its_secrets(rest):
    rest.get("/again", ("x-api-key", "key-1"))
    original = rest.latest()

    sent = rest.post(f"/_powertools/api/invocations/{original['id']}/resend", {}).json()

    again = rest.latest()
    assert again["id"] == sent["id"] != original["id"]
    assert again["http_status"] == 200
    assert rest.invocations()[-1]["trigger"] == "GET /again"
    assert again["event"] == original["event"]


def test_an_edited_event_keeps_the_secrets_that_were_not_touched(start):
    dev = start(f"{FUNCTIONS}/app.py:echo", "--env", "X=1")
    dev.get("/", ("authorization", "Bearer secret"))
    original = dev.latest()
    edited = {**original["event"], "path": "/edited"}
    assert edited["headers"]["Authorization"] == "••••••"

    dev.post(f"/_powertools/api/send?based_on={original['id']}", edited)

    response = dev.latest()["copies"]
    assert "/edited" in response["json"]
    assert "secret" not in response["json"]
    direct = dev.post("/2015-03-31/functions/f/invocations", {"a": 1}).json()
    assert json.loads(direct["body"]) == {"a": 1}


def test_events_of_factories_can_be_sent(work):
    event = work.console("events/sqs")["event"]
    work.post("/_powertools/api/send", event)

    assert work.invocations()[-1]["trigger"].startswith("SQS ")
    assert "sqs" in work.console("state")["events"]


def test_an_event_that_is_no_json_is_refused_with_its_place(work):
    answer = work.post("/_powertools/api/send", b'{"a": 1,\n  b}')

    assert answer.status == 400
    assert "line 2, column 3" in answer.json()["error"]
    assert answer.json()["hint"] == "The line reads: b}"


def test_copies_are_commands_and_tests_that_can_be_used(rest):
    rest.request("POST", "/orders?a=1", b'{"sku": "tea", "password": "hunter2"}', (("authorization", "Bearer secret"),))

    copies = rest.latest()["copies"]

    assert copies["curl"].startswith(f"curl -X POST '{rest.address}/orders?a=1'")
    assert '--data-raw \'{"sku": "tea", "password": "••••••"}\'' in copies["curl"]
    assert "def test_post_orders() -> None:" in copies["pytest"]
    assert 'assert response["statusCode"] == 200' in copies["pytest"]
    compile(copies["pytest"], "test_copied.py", "exec")
    assert json.loads(copies["json"])["path"] == "/orders"
    assert "secret" not in json.dumps(copies)
    assert "hunter2" not in json.dumps(copies)


def test_500_invocations_are_kept_and_no_more(start):
    dev = start(f"{FUNCTIONS}/app.py:work")
    for _ in range(505):
        dev.get("/")

    state = dev.console("state")

    assert len(state["invocations"]) == 500
    assert state["invocations"][-1]["number"] == 505
    assert len(state["metrics"]) == 500


@pytest.mark.parametrize("headers", [(("Host", "evil.example"),), (("Origin", "http://evil.example"),)])
def test_the_console_answers_its_own_page_only(work, headers):
    assert work.get("/_powertools/api/state", *headers).status == 403
    assert work.request("POST", "/_powertools/api/clear", b"{}", headers).status == 403


def test_the_page_needs_nothing_from_elsewhere(work):
    for file in ("", "console.css", "console.js", "parts.js"):
        answer = work.get(f"/_powertools/{file}")
        assert answer.status == 200
        assert not re.search(r"(src|href|from|import|url\()\s*[=(\"']+https?://(?!www\.w3\.org)", answer.text)
        assert "default-src 'none'" in answer.header("content-security-policy")[0]
    assert work.get("/_powertools").header("location") == ["/_powertools/"]
    assert work.get("/_powertools/nowhere").status == 404


def test_the_stream_tells_what_happens(work):
    with socket.create_connection(tuple(work.address.removeprefix("http://").split(":")), timeout=10) as client:
        client.sendall(b"GET /_powertools/api/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        told = b""
        while b"retry:" not in told:
            told += client.recv(65536)
        threading.Thread(target=work.get, args=("/told",)).start()
        while b'"http_status": 200' not in told:
            told += client.recv(65536)

    assert b"event: invocation" in told
    assert b"event: metrics" in told
    assert b"GET /told" in told


def test_a_changed_file_is_loaded_and_a_broken_one_is_said(start, tmp_path):
    file = tmp_path / "app.py"
    file.write_text("def handler(event, context):\n    return {'statusCode': 200, 'body': 'one'}\n")
    dev = start(f"{file}:handler")
    assert dev.get("/").text == "one"

    file.write_text("def handler(event, context):\n    return {'statusCode': 200, 'body': 'two'}\n")
    dev.until(lambda: "app.py changed: loaded in" in dev.out)
    assert dev.get("/").text == "two"

    file.write_text("import no_such_package\n")
    dev.until(lambda: "No module named 'no_such_package'" in dev.out)
    assert "no_such_package" in dev.console("state")["function"]["state"]["problem"]
    assert dev.get("/").status == 502

    file.write_text("def handler(event, context):\n    return {'statusCode': 200, 'body': 'three'}\n")
    dev.until(lambda: dev.out.count("app.py changed: loaded in") == 2)
    assert dev.get("/").text == "three"


def test_a_changed_environment_file_is_read_again(start, tmp_path):
    settings, file = tmp_path / "settings" / "env", tmp_path / "app.py"
    settings.parent.mkdir()
    settings.write_text("STAGE=one\n")
    file.write_text(
        "import os\ndef handler(event, context):\n    return {'statusCode': 200, 'body': os.environ['STAGE']}\n"
    )
    dev = start(f"{file}:handler", "--env-file", settings)
    assert dev.get("/").text == "one"

    settings.write_text("STAGE=two\n")
    dev.until(lambda: "changed: loaded in" in dev.out)
    assert dev.get("/").text == "two"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_in_the_middle_of_an_invocation(start, number):
    dev = start(f"{FUNCTIONS}/app.py:slow")
    client = threading.Thread(target=lambda: dev.get("/"), daemon=True)
    client.start()
    dev.until(lambda: dev.invocations() and dev.latest()["lines"][-1]["message"] == "going to sleep")

    began = time.monotonic()
    assert dev.end(number) == 0
    assert time.monotonic() - began < 8
    assert dev.out.rstrip().endswith("Stopped.")
    assert "Traceback" not in dev.out


@pytest.mark.parametrize(
    ("arguments", "sentence", "hint"),
    [
        (["nowhere.py:handler"], "There is no file 'nowhere.py'.", "relative to"),
        ([f"{FUNCTIONS}/app.py:ech"], "app.py has no attribute 'ech'.", "Did you mean 'echo'?"),
        ([f"{FUNCTIONS}/app.py:echo", "--claims", "{nonsense"], "The event in --claims is not JSON", "The line reads"),
        ([f"{FUNCTIONS}/app.py:echo", "--claims", "nowhere.json"], "There is no file 'nowhere.json'", "--claims"),
        ([f"{FUNCTIONS}/app.py:echo", "--front", "alb", "--stage", "x"], "--stage does not go with --front alb", ""),
        ([f"{FUNCTIONS}/app.py:echo", "--route", "orders"], "does not begin with a slash", "/orders/{id}"),
        ([f"{FUNCTIONS}/app.py:echo", "--host", "no.such.host.invalid"], "can't listen on no.such.host.invalid", ""),
        ([f"{FUNCTIONS}/app.py:echo", "--env-file", "nowhere"], "There is no environment file 'nowhere'.", ""),
    ],
)
def test_what_can_not_be_served_is_said_in_a_sentence_and_a_hint(capsys, arguments, sentence, hint):
    assert main(["dev", *arguments, *([] if "--port" in arguments else ["--port", "0"])]) == 2

    err = capsys.readouterr().err
    assert err.startswith("Error: ")
    assert sentence in err
    assert hint in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_said(capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["dev", f"{FUNCTIONS}/app.py:echo", "--port", str(port)]) == 2

    err = capsys.readouterr().err
    assert f"Error: Port {port} is taken." in err
    assert f"--port {port + 1}" in err
