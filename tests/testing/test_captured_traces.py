"""capture_traces: the segments of a function, as a tree."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.testing import capture_traces, lambda_context
from aws_lambda_powertools.tracing._native import NativeSegment


@pytest.fixture(autouse=True)
def anew(monkeypatch):
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "")
    Tracer._reset_config()
    yield
    Tracer._reset_config()


def traced(**options):
    tracer = Tracer(service="orders", **options)

    @tracer.capture_method
    def charge(amount):
        tracer.put_annotation("Amount", amount)
        tracer.put_metadata("items", [1, 2], namespace="shop")
        if amount < 0:
            raise ValueError("negative")
        return "receipt"

    @tracer.capture_lambda_handler
    def handler(event, context):
        with tracer.provider.in_subsegment("## prepare"):
            pass
        return charge(event["amount"])

    return handler


@pytest.mark.parametrize("backend", ["xray", "otel"])
def test_segments_are_a_tree_with_what_was_noted(backend):
    with capture_traces() as traces:
        assert traced(provider=backend)({"amount": 5}, lambda_context()) == "receipt"
    [root] = traces.tree
    assert len(traces.tree[root]) == 2
    charge = next(node for node in traces if node.annotations.get("Amount") == 5)
    assert charge.metadata["shop"] == {"items": [1, 2]}
    assert traces[root].annotations == {"ColdStart": True, "Service": "orders"}
    assert not charge.fault
    assert charge.seconds >= 0


def test_the_tree_of_x_ray_is_named_as_x_ray_shows_it():
    with capture_traces() as traces:
        traced()({"amount": 5}, lambda_context())
    [(root, below)] = traces.tree.items()
    assert root == "## handler"
    assert next(iter(below)) == "## prepare"
    assert "## prepare" in traces
    assert traces["## prepare"].children == []


@pytest.mark.parametrize("backend", ["xray", "otel"])
def test_an_exception_is_in_the_tree(backend):
    with capture_traces() as traces, pytest.raises(ValueError, match="negative"):
        traced(provider=backend)({"amount": -5}, lambda_context())
    failed = next(node for node in traces if node.annotations.get("Amount") == -5)
    assert failed.fault
    assert (failed.errors[0].type, failed.errors[0].message) == ("ValueError", "negative")


def test_spans_of_a_tracer_provider_are_captured():
    sdk = pytest.importorskip("opentelemetry.sdk.trace")
    with capture_traces() as traces, pytest.raises(ValueError, match="negative"):
        traced(provider=sdk.TracerProvider())({"amount": -5}, lambda_context())
    [root] = traces.roots
    assert len(root.children) == 2
    assert root.children[1].errors[0].message == "negative"


def test_a_segment_that_is_not_there_is_named_with_those_that_are():
    with capture_traces() as traces:
        with pytest.raises(KeyError, match="0 segments are named 'x', not one; there is none at all"):
            traces["x"]
        traced()({"amount": 5}, lambda_context())
        with pytest.raises(KeyError, match="0 segments are named 'x', not one; there is '## handler', '## prepare'"):
            traces["x"]


def test_several_of_a_name_are_asked_for_together():
    tracer_of = []

    with capture_traces() as traces:
        tracer_of.append(Tracer(service="orders"))
        for _ in range(2):
            with tracer_of[0].provider.in_subsegment("## again"):
                pass
    assert len(traces.where("## again")) == len(traces.roots) == 2
    with pytest.raises(KeyError, match="2 segments are named '## again', not one"):
        traces["## again"]


def test_a_tracer_that_records_is_captured_again_and_again():
    with capture_traces():
        handler = traced()
    with capture_traces() as second:
        handler({"amount": 5}, lambda_context())
    assert len(second) == 3
    handler({"amount": 6}, lambda_context())
    assert len(second) == 3


def test_nothing_is_recorded_where_the_environment_forbids_it(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    with capture_traces() as traces:
        traced()({"amount": 5}, lambda_context())
    assert len(traces) == 0


def test_nothing_is_changed_any_more_when_the_capture_ends():
    Tracer(disabled=True)
    before = NativeSegment.close, dict(Tracer._config), dict(os.environ)
    with capture_traces():
        assert not Tracer(service="inside").disabled
    assert (NativeSegment.close, dict(Tracer._config), dict(os.environ)) == before
    assert Tracer().disabled


def test_what_the_environment_says_already_is_kept(monkeypatch):
    header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"
    monkeypatch.setenv("_X_AMZN_TRACE_ID", header)
    with capture_traces() as traces:
        traced()({"amount": 5}, lambda_context())
        assert os.environ["_X_AMZN_TRACE_ID"] == header
    assert traces.documents[0]["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert os.environ["_X_AMZN_TRACE_ID"] == header


async def test_segments_of_tasks_and_threads_stand_below_the_handler():
    with capture_traces() as traces:
        tracer = Tracer(service="orders")

        @tracer.capture_method
        async def fetch(number):
            await asyncio.sleep(0)

        @tracer.capture_method
        def compute(number):
            return number

        @tracer.capture_lambda_handler
        async def handler(event, context):
            await asyncio.gather(*(fetch(number) for number in range(3)))
            with ThreadPoolExecutor(2) as pool:
                list(pool.map(compute, range(3)))

        await handler({}, lambda_context())
    [root] = traces.roots
    assert root.name == "## handler"
    assert len(root.children) == 6


async def test_tasks_hear_only_what_is_theirs():
    with capture_traces():
        tracer = Tracer(service="orders")

    async def one(name):
        with capture_traces() as traces:
            async with tracer.provider.in_subsegment_async(name):
                await asyncio.sleep(0)
        return traces.names

    assert await asyncio.gather(one("## a"), one("## b")) == [["## a"], ["## b"]]
