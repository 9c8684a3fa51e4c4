"""One handler with everything in it, recorded by the native backends: the same tree, faults and notes in each."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from otlp import OtlpDaemon
from xray_daemon import FACADE

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch import hook

ROOTS = {"## handler": "root", "orders": "root"}


@pytest.fixture(autouse=True)
def patched_for_this_test_only():
    yield
    hook.release()


def everything(tracer):
    """A handler that does what handlers do."""

    @tracer.capture_method
    def charge(order_id):
        tracer.put_annotation("order_id", order_id)
        tracer.put_metadata("order", {"id": order_id, "lines": [1, 2]})
        return {"paid": True}

    @tracer.capture_method
    def fail():
        raise ValueError("no money")

    @tracer.capture_method
    def outer_of_failure():
        fail()

    @tracer.capture_method
    def numbers():
        for number in range(2):
            with tracer.provider.in_subsegment(f"number {number}"):
                pass
            yield number

    @tracer.capture_method
    @contextmanager
    def block():
        yield "inside"

    @tracer.capture_method
    async def leaf(name):
        await asyncio.sleep(0)
        with tracer.provider.in_subsegment(f"leaf {name}"):
            await asyncio.sleep(0)

    @tracer.capture_method
    async def tasks():
        await asyncio.gather(*[leaf(number) for number in range(3)])

    @tracer.capture_lambda_handler
    def handler(event, context):
        charge("o-1")
        with pytest.raises(ValueError, match="no money"):
            outer_of_failure()
        for _ in zip(numbers(), numbers(), strict=True):
            pass
        with block(), tracer.provider.in_subsegment("in block"):
            pass
        asyncio.run(tasks())
        with ThreadPoolExecutor(1) as pool:
            pool.submit(charge, "o-2").result()
        connection = sqlite3.connect(":memory:")
        connection.execute("select 1").fetchall()
        connection.close()
        return "done"

    return handler


def run(backend, lambda_context):
    tracer = Tracer(service="shop", provider=backend, patch_modules=["sqlite3"])
    result = everything(tracer)({}, lambda_context)
    assert result == "done"


def nested(nodes, parent):
    """A tree of `(name, failed, annotations)`, whatever the order in which they came."""
    return sorted(
        (ROOTS.get(name, name), failed, notes, nested(nodes, node))
        for node, above, name, failed, notes in nodes
        if above == parent
    )


def of_documents(documents):
    return [
        (
            document["id"],
            document["parent_id"],
            document["name"],
            document.get("fault", False),
            json.dumps(document.get("annotations", {}), sort_keys=True),
        )
        for document in documents
    ]


def of_spans(spans):
    return [
        (
            span.id,
            span.parent_id,
            span.name,
            span.status[0] == 2,
            json.dumps(
                {key: span.attributes[key] for key in span.attributes.get("aws.xray.annotations", ())}, sort_keys=True
            ),
        )
        for span in spans
    ]


def metadata_of(document):
    return {
        f"{namespace}.{key}": value
        for namespace, values in document.get("metadata", {}).items()
        for key, value in values.items()
    }


def test_spans_and_segments_say_the_same(monkeypatch, daemon, lambda_context):
    run("xray", lambda_context)
    documents = list(daemon.documents)
    hook.release()
    Tracer._reset_config()
    received = OtlpDaemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", received.address)
    monkeypatch.setattr("aws_lambda_powertools.tracing.tracer.is_cold_start", True)
    run("otel", lambda_context)
    spans = received.spans
    received.close()

    tree = nested(of_documents(documents), FACADE)
    assert nested(of_spans(spans), FACADE) == tree
    assert len(spans) == len(documents) > 20

    kept = sorted(json.dumps(metadata_of(document), sort_keys=True) for document in documents)
    prefix = "aws.xray.metadata."
    as_spans = [
        {
            f"{name.removeprefix(prefix)}.{key}": value
            for name, text in span.attributes.items()
            if name.startswith(prefix)
            for key, value in json.loads(text).items()
        }
        for span in spans
    ]
    assert sorted(json.dumps(values, sort_keys=True) for values in as_spans) == kept


def test_a_thousand_tasks_keep_their_parents(monkeypatch, lambda_context):
    """TR-15."""
    received = OtlpDaemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", received.address)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root=1-5759e988-{'a' * 24};Parent={FACADE};Sampled=1")
    tracer = Tracer(service="shop", provider="otel", auto_patch=False)

    async def work(number):
        with tracer.provider.in_subsegment(f"outer {number}"):
            await asyncio.sleep(0)
            with tracer.provider.in_subsegment(f"inner {number}"):
                await asyncio.sleep(0)
        if number % 250 == 0:
            received.receive()

    @tracer.capture_lambda_handler
    async def handler(event, context):
        await asyncio.gather(*[work(number) for number in range(1000)])

    asyncio.run(handler({}, lambda_context))
    spans = {span.id: span for span in received.spans}
    received.close()
    assert len(spans) == 2001
    for span in spans.values():
        if span.name.startswith("inner"):
            assert spans[span.parent_id].name == span.name.replace("inner", "outer")


def test_threads_that_record_at_once_lose_nothing(monkeypatch, lambda_context):
    received = OtlpDaemon()
    monkeypatch.setenv("AWS_XRAY_DAEMON_ADDRESS", received.address)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root=1-5759e988-{'a' * 24};Parent={FACADE};Sampled=1")
    tracer = Tracer(service="shop", provider="otel", auto_patch=False)

    def work():
        for _ in range(200):
            with tracer.provider.in_subsegment("work"):
                pass

    @tracer.capture_lambda_handler
    def handler(event, context):
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    handler({}, lambda_context)
    spans = received.spans
    received.close()
    assert len({span.id for span in spans}) == 1601
    root = next(span for span in spans if span.name == "orders")
    assert {span.parent_id for span in spans if span.name == "work"} == {root.id}
