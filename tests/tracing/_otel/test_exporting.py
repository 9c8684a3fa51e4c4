"""Where spans go, and that a function never waits for it longer than it may (TR-48 to TR-51, TR-60)."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import time

import pytest
from otlp import Receiver, answering, decoded_json, dripping, json_span, resetting, silent

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._otel.datagrams import MOST_BYTES
from aws_lambda_powertools.tracing._otel.posting import MOST_KEPT_BYTES, MOST_SPANS

BUDGET = 0.2
"""Seconds that tests allow for a flush."""

SLACK = 0.15
"""What a busy machine may add."""


def invoking(lambda_context, body=lambda tracer: None, **context):
    """A function that runs one traced invocation, and tells how long it took."""
    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        body(tracer)
        return "done"

    def invoke(remaining=3000):
        context = type(lambda_context)()
        context.get_remaining_time_in_millis = lambda: remaining
        begin = time.perf_counter()
        assert handler({}, context) == "done"
        return time.perf_counter() - begin

    return invoke


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A busy machine must not decide whether an export succeeds."""
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "3000")


@pytest.fixture
def short_budget(monkeypatch, patience):
    """For tests of what happens when the time is over."""
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", str(int(BUDGET * 1000)))


# --- UDP -------------------------------------------------------------------------------------------------------------


def open_many(number, size=0):
    def body(tracer):
        for _ in range(number):
            with tracer.provider.in_subsegment("work", attributes={"text": "x" * size}):
                pass

    return body


def test_spans_leave_in_groups_before_the_end(spans, lambda_context):
    """tracing.md 7: what was closed before a timeout is out, save for the last group."""
    seen = []

    def body(tracer):
        open_many(45)(tracer)
        seen.append(len(spans.spans))

    invoking(lambda_context, body)()
    assert seen == [40]
    spans.receive()
    assert [len(group) for _, group in spans.datagrams] == [20, 20, 6]
    assert [prefix for prefix, _ in spans.datagrams] == ["T1S"] * 3


def test_groups_are_split_by_size(spans, lambda_context):
    """TR-51."""
    invoking(lambda_context, open_many(15, size=10_000))()
    spans.receive()
    assert [len(group) for _, group in spans.datagrams] == [4, 4, 4, 4]


@pytest.mark.parametrize("size", [1_000, MOST_BYTES // 12, 100_000])
def test_a_span_above_the_size_of_a_datagram_is_cut_and_not_lost(monkeypatch, spans, lambda_context, size):
    """TR-51."""
    monkeypatch.setenv("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "1000000")

    def body(tracer):
        with tracer.provider.in_subsegment(
            "work", attributes={f"a{number}": "x" * size for number in range(3)}
        ) as work:
            for number in range(3):
                work.put_metadata("key", ["y" * size], f"space{number}")
            work.put_annotation("kept", "yes")
            for _ in range(3):
                work.add_event("exception", {"exception.stacktrace": "z" * size})
        with tracer.provider.in_subsegment("huge", attributes={f"k{n}": ["x" * size] * 10 for n in range(10)}):
            pass

    invoking(lambda_context, body)()
    work = spans.named("work")
    assert work.attributes["kept"] == "yes"
    json.loads(work.attributes["aws.xray.metadata.space0"])
    assert set(spans.names) == {"work", "huge", "orders"}


@pytest.mark.parametrize("address", ["127.0.0.1:9", "nonsense", "no-such-host.invalid:2000"])
def test_without_a_daemon_the_function_goes_on(monkeypatch, lambda_context, address):
    """tracing.md 7."""
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", address)
    invoke = invoking(lambda_context, open_many(50))
    if address == "nonsense":
        with pytest.warns(UserWarning, match="AWS_XRAY_DAEMON_ADDRESS"):
            invoke()
    invoke()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_spans_that_wait_at_a_fork_are_sent_once(spans, lambda_context):
    def body(tracer):
        open_many(3)(tracer)
        child = os.fork()
        if child == 0:
            open_many(40)(tracer)
            os._exit(0)
        os.waitpid(child, 0)

    invoking(lambda_context, body)()
    assert len({span.id for span in spans.spans}) == len(spans.spans) == 44


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_sends_by_itself(spans, lambda_context):
    """TR-37."""
    invoke = invoking(lambda_context)
    invoke()
    child = os.fork()
    if child == 0:
        try:
            invoke()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    invoke()
    assert len({span.id for span in spans.spans}) == 3


def test_each_copy_of_a_snapshot_draws_ids_of_its_own(monkeypatch, spans, lambda_context):
    """tracing.md 1.1, SnapStart."""
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    invoke = invoking(lambda_context)
    from aws_lambda_powertools.tracing import _context

    _context.ids_in_store[:] = ["1" * 16]
    invoke()
    assert spans.spans[0].id != "1" * 16


def test_spans_outside_of_a_traced_handler_leave_at_once(spans):
    with Tracer(auto_patch=False).provider.in_subsegment("outer"):
        pass
    assert spans.names == ["outer"]


# --- HTTP ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocol", [None, "http/protobuf", "http/json", "HTTP/JSON"])
@pytest.mark.parametrize("compression", [None, "gzip", "none"])
def test_an_invocation_is_one_post(monkeypatch, receiver, lambda_context, protocol, compression):
    """TR-48."""
    if protocol:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", protocol)
    if compression:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", compression)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "api-key=s%20ecret,x-team=orders")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-team=traces")
    invoking(lambda_context, open_many(10))()
    [(path, headers, _)] = receiver.requests
    assert path == "/v1/traces"
    assert (headers["api-key"], headers["x-team"]) == ("s ecret", "traces")
    is_json = protocol is not None and protocol.lower() == "http/json"
    assert headers["content-type"] == ("application/json" if is_json else "application/x-protobuf")
    assert ("content-encoding" in headers) == (compression == "gzip")
    assert receiver.tree() == {"orders": {"work": {}}}


def test_the_address_for_traces_is_used_as_it_is(monkeypatch, receiver, lambda_context):
    """tracing.md 1.7."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"{receiver.url}/own/path?tenant=1")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    invoking(lambda_context)()
    assert [path for path, _, _ in receiver.requests] == ["/own/path?tenant=1"]


def test_the_connection_is_kept_over_invocations(receiver, lambda_context):
    """TR-48."""
    invoke = invoking(lambda_context)
    for _ in range(3):
        invoke()
    assert (receiver.connections, len(receiver.spans)) == (1, 3)


def test_a_stale_connection_is_opened_anew(receiver, lambda_context):
    """TR-48."""
    invoke = invoking(lambda_context)
    invoke()
    receiver.drop_connections()
    invoke()
    assert (receiver.connections, len(receiver.spans)) == (2, 2)


def test_a_connection_that_was_idle_for_long_is_not_trusted(receiver, lambda_context, clock):
    invoke = invoking(lambda_context)
    invoke()
    clock.advance(120)
    invoke()
    assert (receiver.connections, len(receiver.spans)) == (2, 2)


def test_a_partial_success_is_a_success(receiver, lambda_context):
    receiver.behave = answering(200, b"\n\x04\x08\x01\x12\x00")
    invoke = invoking(lambda_context)
    invoke()
    invoke()
    assert len(receiver.spans) == 2


def test_what_was_not_taken_is_tried_once_more(receiver, lambda_context):
    """tracing.md 7."""
    receiver.behave = answering(503)
    invoke = invoking(lambda_context)
    invoke()
    receiver.behave = answering(200)
    invoke()
    invoke()
    assert [len(decoded_like(request)) for request in receiver.requests] == [1, 2, 1]


def decoded_like(request):
    from otlp import decoded

    _, headers, body = request
    return decoded_json(body) if headers["content-type"] == "application/json" else decoded(body)


def test_a_receiver_that_asks_to_wait_is_left_alone_so_long(receiver, lambda_context, clock):
    """tracing.md 1.7."""
    receiver.behave = answering(429, Retry_After="7")
    invoke = invoking(lambda_context)
    invoke()
    receiver.behave = answering(200)
    invoke()
    assert len(receiver.requests) == 1
    clock.advance(8)
    invoke()
    assert len(decoded_like(receiver.requests[-1])) == 3


@pytest.mark.parametrize("behave", [silent, dripping], ids=["silent", "dripping"])
def test_a_receiver_that_does_not_answer_is_cut_off(short_budget, receiver, lambda_context, behave):
    """TR-60: at most the budget, then nothing at all."""
    receiver.behave = behave
    invoke = invoking(lambda_context)
    for _ in range(2):
        assert BUDGET * 0.5 < invoke() < BUDGET + SLACK
    with_open_circuit = [invoke() for _ in range(5)]
    assert min(with_open_circuit) < 0.02
    assert len(receiver.requests) == 2


@pytest.fixture(autouse=True)
def warnings_of_circuits(recwarn):
    """Those that tests do not look for are no failures."""
    import warnings

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Spans can't be sent")
        yield


def test_a_receiver_that_breaks_off_opens_the_circuit(receiver, lambda_context, clock):
    """tracing.md 7: two failures in a row, 30 seconds, doubling to 5 minutes."""
    receiver.behave = resetting
    invoke = invoking(lambda_context)
    invoke()
    with pytest.warns(UserWarning, match="Spans can't be sent to 127.0.0.1/v1/traces"):
        invoke()
    attempts = len(receiver.requests)
    for pause in (30, 60, 120, 240, 300, 300):
        clock.advance(pause - 1)
        invoke()
        assert len(receiver.requests) == attempts, pause
        clock.advance(2)
        invoke()
        assert len(receiver.requests) > attempts, pause
        attempts = len(receiver.requests)
    receiver.behave = answering(200)
    clock.advance(301)
    receiver.requests.clear()
    invoke()
    invoke()
    assert len(receiver.spans) == 2


def test_a_receiver_that_refuses_connections_costs_next_to_nothing(short_budget, monkeypatch, lambda_context):
    """tracing.md 7."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    invoke = invoking(lambda_context)
    assert invoke() < BUDGET + SLACK  # loads what it needs
    assert min(invoke() for _ in range(5)) < 0.02


@pytest.mark.parametrize("status", [400, 401, 403])
def test_a_receiver_that_does_not_want_us_is_told_once_and_left_alone(receiver, lambda_context, status):
    """tracing.md 7."""
    receiver.behave = answering(status)
    invoke = invoking(lambda_context)
    with pytest.warns(UserWarning, match=f"status {status}"):
        invoke()
    invoke()
    assert len(receiver.requests) == 1


def test_other_errors_are_final_for_the_batch(receiver, lambda_context):
    receiver.behave = answering(500)
    invoke = invoking(lambda_context)
    invoke()
    receiver.behave = answering(200)
    invoke()
    assert len(decoded_like(receiver.requests[-1])) == 1


@pytest.mark.parametrize("remaining", [60, 10, 0, -5])
def test_near_the_timeout_the_flush_is_skipped_and_the_batch_kept(receiver, lambda_context, remaining):
    """TR-60."""
    invoke = invoking(lambda_context)
    assert invoke(remaining) < SLACK
    assert receiver.requests == []
    invoke()
    assert len(receiver.spans) == 2


def test_the_remaining_time_bounds_the_flush(monkeypatch, receiver, lambda_context):
    """TR-60: the remaining time less 50 ms."""
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "5000")
    receiver.behave = silent
    assert invoking(lambda_context)(remaining=150) < 0.15 + SLACK


def test_the_exporters_own_timeout_holds_too(monkeypatch, receiver, lambda_context):
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "5000")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "100")
    receiver.behave = silent
    assert invoking(lambda_context)() < 0.1 + SLACK


def test_small_numbers_are_seconds_as_for_opentelemetrys_sdk(monkeypatch, receiver, lambda_context):
    """10 means 10 s there, although its specification says milliseconds."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TIMEOUT", "10")
    invoking(lambda_context)()
    assert len(receiver.spans) == 1


def test_a_secret_that_is_no_header_is_told_to_nobody(monkeypatch, receiver, lambda_context, recwarn):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "api-key=s3cret%0Ax")
    invoke = invoking(lambda_context)
    invoke()
    invoke()
    assert receiver.spans == []
    assert "s3cret" not in "".join(str(warning.message) for warning in recwarn)


def test_too_many_spans_are_counted_on_the_root(receiver, lambda_context):
    """tracing.md 7."""
    monkey = MOST_SPANS + 10
    invoking(lambda_context, open_many(monkey))()
    assert len(receiver.spans) == MOST_SPANS
    assert receiver.named("orders").attributes["otel.dropped"] == monkey - (MOST_SPANS - 1)


def test_what_is_kept_is_bounded(receiver, lambda_context):
    """tracing.md 7: at most one batch of 256 KiB."""
    receiver.behave = answering(503)
    size = [200]
    invoke = invoking(lambda_context, lambda tracer: open_many(size[0], size=10_000)(tracer))  # noqa: PLW0108  # asked anew
    invoke()
    receiver.behave = answering(200)
    size[0] = 0
    invoke()
    assert len(receiver.requests[-1][2]) < MOST_KEPT_BYTES + 10_000


def test_an_exporter_that_is_slow_to_find_is_cut_off(short_budget, monkeypatch, lambda_context):
    """A name that is not looked up in time."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4318")
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: time.sleep(1))
    invoke = invoking(lambda_context)
    assert invoke() < BUDGET + SLACK


# --- TLS -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("needs openssl")
    path = tmp_path_factory.mktemp("tls") / "localhost.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", "2", "-nodes"]
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(
        [openssl, *kind, *subject, "-keyout", path, "-out", path.with_suffix(".crt")], check=True, capture_output=True
    )
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


@pytest.fixture
def secure_receiver(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    receiver = Receiver(lambda connection: context.wrap_socket(connection, server_side=True))
    yield receiver
    receiver.close()


def test_https_trusts_the_certificates_it_is_told(monkeypatch, secure_receiver, certificate, lambda_context):
    """TR-48."""
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "3000")
    url = secure_receiver.url.replace("http://127.0.0.1", "https://localhost")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", url)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_CERTIFICATE", str(certificate))
    invoke = invoking(lambda_context)
    invoke()
    invoke()
    assert (secure_receiver.connections, len(secure_receiver.spans)) == (1, 2)


def test_https_trusts_no_other_certificate(monkeypatch, secure_receiver, lambda_context):
    monkeypatch.setenv(
        "OTEL_EXPORTER_OTLP_ENDPOINT", secure_receiver.url.replace("http://127.0.0.1", "https://localhost")
    )
    invoking(lambda_context)()
    assert secure_receiver.spans == []


def test_a_handshake_that_is_not_answered_is_cut_off(short_budget, monkeypatch, lambda_context):
    """TR-60."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "https://127.0.0.1:{1}".format(*mute.getsockname()))
        invoke = invoking(lambda_context)
        assert invoke() < BUDGET + 2 * SLACK  # TLS is loaded, too
        assert invoke() < BUDGET + SLACK


# --- The X-Ray endpoint ----------------------------------------------------------------------------------------------


def signed_headers(monkeypatch, receiver, lambda_context, endpoint):
    """The headers that the endpoint of X-Ray would get, sent to a receiver on loopback in its place."""
    from aws_lambda_powertools.tracing._otel import connection

    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", endpoint)
    monkeypatch.setenv("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "5000")
    place = receiver.url.removeprefix("http://").split(":")
    monkeypatch.setattr(
        connection.Connection,
        "_addresses",
        lambda self, deadline, look_up=connection.socket.getaddrinfo: look_up(place[0], int(place[1]), type=1),
    )
    monkeypatch.setattr(connection.Connection, "_secured", lambda self, stream, deadline: stream)
    invoking(lambda_context)()
    [(path, headers, body)] = receiver.requests
    assert path == "/v1/traces"
    return headers, body


@pytest.mark.parametrize("suffix", ["amazonaws.com", "amazonaws.com.cn"])
def test_requests_to_xrays_own_endpoint_are_signed(monkeypatch, lambda_context, suffix):
    """TR-49."""
    pytest.importorskip("botocore")
    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    url = f"https://xray.eu-west-1.{suffix}/v1/traces"
    receiver = Receiver()
    headers, body = signed_headers(monkeypatch, receiver, lambda_context, url)
    receiver.close()
    assert headers["host"] == f"xray.eu-west-1.{suffix}"
    assert headers["x-amz-security-token"] == "token"
    assert "/eu-west-1/xray/aws4_request" in headers["authorization"]
    # botocore itself, given what arrived, finds the same signature.
    signed = headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    request = AWSRequest("POST", url, data=body, headers={name: headers[name] for name in signed})
    request.context["timestamp"] = headers["x-amz-date"]
    signer = SigV4Auth(Credentials("AKIDEXAMPLE", "not-a-secret", "token"), "xray", "eu-west-1")
    again = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    assert headers["authorization"].endswith(again)


def test_a_configured_authorization_switches_signing_off(monkeypatch, lambda_context):
    """TR-49."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20mine")
    receiver = Receiver()
    headers, _ = signed_headers(monkeypatch, receiver, lambda_context, "https://xray.eu-west-1.amazonaws.com/v1/traces")
    receiver.close()
    assert headers["authorization"] == "Bearer mine"
    assert "x-amz-date" not in headers


def test_spans_for_xrays_endpoint_hang_below_lambdas_segment(monkeypatch, lambda_context):
    """TR-44: it is an AWS destination, whatever the transport."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=x")
    receiver = Receiver()
    signed_headers(monkeypatch, receiver, lambda_context, "https://xray.eu-west-1.amazonaws.com/v1/traces")
    receiver.close()
    assert receiver.spans[0].parent_id == "53995c3f42cd8ad8"


def test_without_credentials_the_function_goes_on(monkeypatch, lambda_context):
    pytest.importorskip("botocore")
    from botocore.session import Session

    monkeypatch.setattr(Session, "get_credentials", lambda self: None)
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://xray.eu-west-1.amazonaws.com/v1/traces")
    invoking(lambda_context)()


# --- Other exporters -------------------------------------------------------------------------------------------------


def test_the_console_gets_a_line_a_span(monkeypatch, lambda_context, capsys):
    """TR-48."""
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    invoking(lambda_context, open_many(1))()
    inner, root = (json_span(json.loads(line), {}) for line in capsys.readouterr().out.splitlines())
    assert (inner.name, root.name, inner.parent_id) == ("work", "orders", root.id)


def test_nothing_is_sent_where_nobody_wants_it(monkeypatch, spans, lambda_context):
    """TR-48."""
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "none")
    invoking(lambda_context)()
    assert spans.spans == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "smoke"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "soon"),
        ("POWERTOOLS_TRACER_FLUSH_TIMEOUT", "soon"),
        ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "-1"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "no pair"),
    ],
)
def test_a_setting_that_can_not_be_used_is_told_and_left(monkeypatch, receiver, lambda_context, variable, value):
    """TR-2, TR-48."""
    monkeypatch.setenv(variable, value)
    with pytest.warns(UserWarning, match=variable):
        invoking(lambda_context)()
    assert len(receiver.spans) == 1


@pytest.mark.parametrize("url", ["collector:4317", "ftp://collector", "http://", "http://[::1"])
def test_an_address_that_is_none_is_told(monkeypatch, lambda_context, url):
    """TR-2."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", url)
    with pytest.warns(UserWarning, match="OTEL_EXPORTER_OTLP_ENDPOINT"):
        assert invoking(lambda_context)() < 1
