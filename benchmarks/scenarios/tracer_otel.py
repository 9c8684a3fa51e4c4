"""What spans cost: ours without OpenTelemetry's packages, against those of the OpenTelemetry SDK.

The public package makes no spans. In its place stands what its users take: the SDK, with spans made by hand, exported
at the end of each invocation by the SDK's own encoder, over UDP as the ADOT layer does or by its HTTP exporter.
"""

from __future__ import annotations

import sys
from functools import partial

from harness.answer import gives, require
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT, EVENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from harness.answer import Answer

METHODS = 10
SPANS = METHODS + 1
OTEL = {"POWERTOOLS_TRACER_PROVIDER": "otel"}
RESPONSE = {"order_id": "o-1234", "state": "charged"}
MARK = b"o-1234"
"""Stands in each method's span."""

RECEIVER = """
import http.server, sys, threading
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *arguments):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
"""


def _sends_all_spans(answer: Answer) -> None:
    exported = b"".join(answer.exports)
    require(exported.count(MARK) == METHODS, f"{METHODS} spans with a response", len(exported))


@hot("tracer.otel.udp", check=gives("done", also=_sends_all_spans), environment=OTEL)
def otel_udp() -> Callable[[], str]:
    """One invocation of a handler that calls ten traced methods; spans go out over UDP."""
    return _ours() or _with_the_sdk(_over_udp())


@hot("tracer.otel.http", check=gives("done"), environment=OTEL)
def otel_http() -> Callable[[], str]:
    """The same with a receiver on this machine, in a process of its own."""
    import os
    import subprocess

    receiver = subprocess.Popen([sys.executable, "-c", RECEIVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert receiver.stdout is not None
    os.environ["OTEL_EXPORTER_OTLP_ENDPOINT"] = f"http://127.0.0.1:{int(receiver.stdout.readline())}"
    call = _ours()
    if call is None:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        call = _with_the_sdk(OTLPSpanExporter())
    _with_the_process[call] = receiver  # it ends when nobody holds its standard input any more
    return call


_with_the_process: dict[Any, Any] = {}


@cold(
    "tracer.otel",
    check=gives("done", also=lambda answer: require(bool(answer.exports), "a span", answer.exports)),
    environment=OTEL,
)
def otel_cold() -> str:
    """Import, construct, and one invocation."""
    call = _ours(methods=0) or _with_the_sdk(_over_udp(), methods=0)
    return call()


def _ours(methods: int = METHODS) -> Callable[[], str] | None:
    from aws_lambda_powertools import Tracer

    tracer = Tracer(service="bench", auto_patch=False)
    if type(tracer.provider).__name__ != "LeanProvider":
        return None

    @tracer.capture_method
    def charge(order_id: str) -> dict[str, str]:
        return RESPONSE

    @tracer.capture_lambda_handler
    def handler(event: Any, context: Any) -> str:
        for _ in range(methods):
            charge("o-1234")
        return "done"

    return partial(handler, EVENT, CONTEXT)


def _with_the_sdk(exporter: Any, methods: int = METHODS) -> Callable[[], str]:
    import json

    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import SpanKind

    provider = TracerProvider(
        resource=Resource({"service.name": "bench", "faas.name": "bench"}), shutdown_on_exit=False
    )
    provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=3_600_000))
    tracer = provider.get_tracer("bench")

    def charge(order_id: str) -> dict[str, str]:
        with tracer.start_as_current_span("charge") as span:
            span.set_attribute("response", json.dumps(RESPONSE))
            return RESPONSE

    def handler(event: Any, context: Any) -> str:
        attributes = {"faas.invocation_id": context.aws_request_id, "faas.coldstart": False, "faas.trigger": "other"}
        with tracer.start_as_current_span("bench", kind=SpanKind.SERVER, attributes=attributes):
            for _ in range(methods):
                charge("o-1234")
        provider.force_flush()
        return "done"

    return partial(handler, EVENT, CONTEXT)


def _over_udp() -> Any:
    import base64
    import os
    import socket

    from opentelemetry.exporter.otlp.proto.common.trace_encoder import encode_spans
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

    host, _, port = os.environ["AWS_XRAY_DAEMON_ADDRESS"].rpartition(":")

    class Datagrams(SpanExporter):
        def __init__(self) -> None:
            self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

        def export(self, spans: Any) -> Any:
            data = base64.b64encode(encode_spans(spans).SerializeToString())
            self.socket.sendto(b'{"format":"json","version":1}\nT1S' + data, (host, int(port)))
            return SpanExportResult.SUCCESS

    return Datagrams()
