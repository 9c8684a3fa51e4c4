"""Host mode under the real runtime client: a provider of the function's own, and a handler that a layer has wrapped."""

from __future__ import annotations

from collections import Counter

import pytest
from lambda_runtime import LambdaRuntime
from otlp import Receiver
from source_tree import ROOT
from xray_daemon import FACADE

pytest.importorskip("awslambdaric")
pytest.importorskip("opentelemetry.exporter.otlp.proto.http")

EXAMPLES = ROOT / "examples" / "tracer"

WRAPPER = """
import os, sys
sys.path.insert(0, {examples!r})
import own_tracer_provider as function
wrapper = function.trace.get_tracer("layer")

def lambda_handler(event, context):
    with wrapper.start_as_current_span("invoke", kind=function.trace.SpanKind.SERVER):
        answer = function.lambda_handler(event, context)
    function.provider.force_flush()
    return answer
"""
"""What a layer does: it has set up the provider, wraps the handler, and flushes."""


def header(number: int) -> str:
    return f"Root=1-{0x65000000 + number:08x}-{'a' * 24};Parent={FACADE};Sampled=0"


@pytest.fixture
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


def run(folder, handler, receiver, **environment):
    runtime = LambdaRuntime(folder, handler, OTEL_EXPORTER_OTLP_ENDPOINT=receiver.url, **environment)
    try:
        answers = runtime.invoke([({"order_id": f"o-{one}"}, header(one)) for one in range(8)])
    finally:
        printed = runtime.close()
    assert answers == [{"order_id": f"o-{one}", "state": "charged"} for one in range(8)], printed
    return receiver.spans


@pytest.mark.parametrize("workers", [{}, {"AWS_LAMBDA_MAX_CONCURRENCY": "4"}], ids=["one at a time", "four workers"])
def test_a_functions_own_provider_sends_our_spans_with_its_own(receiver, workers):
    """TR-40, TR-41: the root is ours, and so is the flush."""
    spans = run(EXAMPLES, "own_tracer_provider.lambda_handler", receiver, **workers)
    assert Counter(span.name for span in spans) == {"orders": 8, "## own_tracer_provider.charge": 8, "price": 8}
    by_id = {span.id: span for span in spans}
    for span in spans:
        if span.name == "price":
            method = by_id[span.parent_id]
            assert by_id[method.parent_id].name == "orders"
            assert by_id[method.parent_id].parent_id == ""
    assert len({span.trace_id for span in spans}) == 8


def test_a_handler_that_a_layer_has_wrapped_is_below_its_span(receiver, tmp_path):
    """TR-41: the root and the flush are the layer's."""
    (tmp_path / "otel_wrapper.py").write_text(WRAPPER.format(examples=str(EXAMPLES)))
    spans = run(tmp_path, "otel_wrapper.lambda_handler", receiver)
    assert Counter(span.name for span in spans) == {
        "invoke": 8,
        "## lambda_handler": 8,
        "## own_tracer_provider.charge": 8,
        "price": 8,
    }
    by_id = {span.id: span for span in spans}
    handlers = [span for span in spans if span.name == "## lambda_handler"]
    assert {by_id[span.parent_id].name for span in handlers} == {"invoke"}
    assert not [name for span in handlers for name in span.attributes if name.startswith("faas")]
