"""One function, unchanged, under the real runtime client with each backend: the same tree everywhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from lambda_runtime import LambdaRuntime
from otlp import OtlpDaemon, Receiver
from source_tree import ROOT
from xray_daemon import FACADE, Daemon

pytest.importorskip("awslambdaric")

EXAMPLES = ROOT / "examples" / "tracer"
LINEAGE = "Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2"
METHOD = "## any_backend.charge"


def header(number: int) -> str:
    return f"Root=1-{0x65000000 + number:08x}-{'a' * 24};Parent={FACADE};Sampled=1;{LINEAGE}"


def orders(number: int) -> list[tuple[dict[str, Any], str]]:
    return [({"order_id": f"o-{one}"}, header(one)) for one in range(number)]


@pytest.fixture(params=[None, "4"], ids=["one at a time", "four workers"])
def run(request):
    """Runs the example for twelve events, and gives the answers."""

    def run(**environment):
        if request.param is not None:
            environment["AWS_LAMBDA_MAX_CONCURRENCY"] = request.param
        runtime = LambdaRuntime(EXAMPLES, "any_backend.lambda_handler", **environment)
        try:
            answers = runtime.invoke(orders(12))
        finally:
            printed = runtime.close()
        assert answers == [{"order_id": f"o-{one}", "state": "charged"} for one in range(12)], printed

    return run


@pytest.mark.parametrize("backend", ["xray", "xray-sdk"])
def test_segments(run, backend):
    if backend == "xray-sdk":
        pytest.importorskip("aws_xray_sdk")
    daemon = Daemon()
    run(POWERTOOLS_TRACER_PROVIDER=backend, AWS_XRAY_DAEMON_ADDRESS=daemon.address)
    documents = daemon.wait_for(24)
    daemon.close()
    roots = {document["id"]: document for document in documents if document["name"] == "## lambda_handler"}
    methods = [document for document in documents if document["name"] == METHOD]
    assert len(roots) == len(methods) == 12
    assert {root["parent_id"] for root in roots.values()} == {FACADE}
    assert len({root["trace_id"] for root in roots.values()}) == 12
    for method in methods:
        assert roots[method["parent_id"]]["trace_id"] == method["trace_id"]


def test_spans_over_udp(run):
    daemon = OtlpDaemon()
    run(POWERTOOLS_TRACER_PROVIDER="otel", AWS_XRAY_DAEMON_ADDRESS=daemon.address)
    check_spans(daemon.spans, FACADE)
    daemon.close()


def test_spans_over_http(run):
    receiver = Receiver()
    run(POWERTOOLS_TRACER_PROVIDER="otel", OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url)
    check_spans(receiver.spans, "")
    assert receiver.connections <= 4
    receiver.close()


def check_spans(spans, parent):
    assert Counter(span.name for span in spans) == {"orders": 12, METHOD: 12}
    roots = {span.id: span for span in spans if span.name == "orders"}
    assert {root.parent_id for root in roots.values()} == {parent}
    assert len({root.trace_id for root in roots.values()}) == 12
    for span in spans:
        if span.name == METHOD:
            assert roots[span.parent_id].trace_id == span.trace_id


def test_nothing(run):
    daemon = Daemon()
    run(POWERTOOLS_TRACER_PROVIDER="noop", AWS_XRAY_DAEMON_ADDRESS=daemon.address)
    assert daemon.documents == []
    daemon.close()


def test_a_process_that_was_restored_from_a_snapshot():
    daemon = OtlpDaemon()
    runtime = LambdaRuntime(
        EXAMPLES,
        "any_backend.lambda_handler",
        POWERTOOLS_TRACER_PROVIDER="otel",
        AWS_XRAY_DAEMON_ADDRESS=daemon.address,
        AWS_LAMBDA_INITIALIZATION_TYPE="snap-start",
    )
    runtime.invoke(orders(1))
    runtime.close()
    assert daemon.tree(FACADE) == {"orders": {METHOD: {}}}
    daemon.close()
