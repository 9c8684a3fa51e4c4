"""Documents of the native X-Ray backend: always valid, never too large, sent when a segment ends."""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from xray_daemon import HEADER, LARGEST_DOCUMENT, Daemon, checked

from aws_lambda_powertools.tracing import Tracer, _context
from aws_lambda_powertools.tracing._xray import MOST_BYTES, XRayProvider


def put(tracer, value, key="key", namespace="space"):
    """One segment with one value as metadata."""
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata(key, value, namespace)


def test_each_segment_is_sent_when_it_ends(tracer, daemon):
    """tracing.md 1.5: what is closed before a crash has left the process."""
    provider = tracer.provider
    with provider.in_subsegment("outer"):
        with provider.in_subsegment("inner"):
            assert daemon.names == []
        assert daemon.names == ["inner"]
    assert daemon.names == ["inner", "outer"]


def test_a_document_has_no_empty_parts(tracer, daemon):
    with tracer.provider.in_subsegment("work") as segment:
        assert segment.annotations == segment.metadata == {}
    [document] = daemon.documents
    assert set(document) == {
        *("id", "name", "start_time", "end_time", "parent_id", "trace_id", "type", "namespace", "in_progress"),
    }


@pytest.mark.parametrize("moment", [1768473000.0, 1768473000.000001, 1768473000.123456, 1768473000.999999, 0.5, 0.0])
def test_times_are_seconds_with_microseconds(tracer, daemon, clock, moment):
    clock.freeze(moment)
    with tracer.provider.in_subsegment("work"):
        clock.advance(2)
    document = daemon.named("work")
    assert (document["start_time"], document["end_time"]) == (moment, round(moment + 2, 6))


def test_a_segment_can_be_renamed(tracer, daemon):
    @tracer.capture_method
    def work():
        tracer.provider.current_subsegment().name = "renamed"

    work()
    assert daemon.names == ["renamed"]


def test_names_and_values_are_escaped(tracer, daemon):
    with tracer.provider.in_subsegment("a\\b") as segment:
        segment.put_annotation("quote", 'say "hi"\n')
        segment.put_metadata('k"ey', {"x": "\u2028 \x00 é 中"}, 'sp"ace')
    document = daemon.named("a\\b")
    assert document["annotations"] == {"quote": 'say "hi"\n'}
    assert document["metadata"] == {'sp"ace': {'k"ey': {"x": "\u2028 \x00 é 中"}}}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (float("nan"), "NaN"),
        ([float("inf"), 1.5], ["Infinity", 1.5]),
        ({(1, 2): 3}, {"(1, 2)": 3}),
        ({1: 2, None: 3, 1.5: 4}, {"1": 2, "null": 3, "1.5": 4}),
        ("half a \ud83d character", "half a ? character"),
        ({"\ud83d": 1}, {"?": 1}),
    ],
)
def test_values_that_json_has_no_word_for_are_sent_all_the_same(tracer, daemon, value, shown):
    """TR-35; tracing.md 9.4. The public package loses the document, or sends what is no JSON."""
    put(tracer, value)
    assert daemon.documents[0]["metadata"] == {"space": {"key": shown}}


def test_a_cycle_is_cut(tracer, daemon):
    """TR-35."""
    cycle: dict[str, Any] = {"a": 1}
    cycle["self"] = cycle
    put(tracer, cycle)
    assert daemon.documents[0]["metadata"]["space"]["key"] == {"a": 1, "self": "<circular reference to dict>"}


@pytest.mark.parametrize("levels", [31, 33, 5000])
@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}, lambda inner: ("a", [], inner)])
def test_endless_depth_is_cut(tracer, daemon, levels, wrap):
    """TR-20: 32 levels are shown."""
    deep: Any = "bottom"
    for _ in range(levels):
        deep = wrap(deep)
    tracer.capture_method(lambda: deep)()
    put(tracer, deep)
    for document in daemon.documents:
        shown = str(document["metadata"])
        assert ("bottom" in shown) is (levels == 31)
        assert ("too deep" in shown) is (levels > 31)


def test_a_value_that_nothing_can_be_made_of_does_not_take_the_segment_with_it(tracer, daemon, monkeypatch):
    """TR-35: never more than three tries."""
    from aws_lambda_powertools.tracing import _documents

    tries = []

    def fail_on_metadata(value, levels=32):
        tries.append(1)
        if "metadata" in value and "space" in value["metadata"]:
            raise RuntimeError("no")
        return value

    monkeypatch.setattr(_documents, "plain", fail_on_metadata)
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_annotation("kept", True)
        segment.put_metadata("key", float("nan"), "space")
    document = daemon.named("work")
    assert document["annotations"] == {"kept": True}
    assert document["metadata"] == {"powertools": {"_dropped": 1}}
    assert len(tries) == 2


def test_whatever_goes_wrong_the_users_code_goes_on(tracer, daemon, monkeypatch):
    """TR-10."""
    monkeypatch.setattr(type(tracer.provider.in_subsegment("x")), "_datagram", lambda self: 1 / 0)
    assert tracer.capture_method(lambda: "done")() == "done"
    assert daemon.documents == []


class Odd:
    """Objects whose methods fail."""

    def __init__(self, **attributes):
        vars(self).update(attributes)

    def __str__(self):
        raise RuntimeError("no text")

    def __repr__(self):
        raise RuntimeError("no text")

    def __iter__(self):
        raise RuntimeError("no items")

    def __len__(self):
        raise RuntimeError("no length")

    def __contains__(self, item):
        raise RuntimeError("no items")


JSON_LIKE = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(st.characters(codec=None), max_size=20),
        st.binary(max_size=10),
        st.datetimes(),
        st.decimals(),
        st.uuids(),
        st.builds(object),
        st.builds(Odd),
        st.sampled_from([ValueError("v"), Odd, len, range(3), {1, "a"}, iter([1]), (n for n in ())]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.text(max_size=5), st.integers(), st.none(), st.binary(max_size=2)), inner, max_size=4
        ),
        st.tuples(inner),
        st.builds(lambda value: Odd(value=value), inner),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON_LIKE, st.text(st.characters(codec=None), max_size=10))
def test_any_object_as_metadata_gives_a_valid_document(monkeypatch, value, word):
    """tracing.md 12: property tests."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    with XRayProvider().in_subsegment(word) as segment:
        segment.put_metadata(word, value, "space")
        segment.put_annotation("key", 1)
        document = checked(segment._datagram())
    assert document["annotations"] == {"key": 1}


# --- Size --------------------------------------------------------------------------------------------------------


def size_without(daemon, tracer) -> int:
    """Bytes of a document whose only value is empty."""
    put(tracer, "")
    return len(_encoded(daemon.documents.pop()))


def _encoded(document) -> bytes:
    import json

    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(("excess", "is_cut"), [(-1, False), (0, False), (1, True)])
def test_a_document_may_have_65477_bytes(tracer, daemon, clock, excess, is_cut):
    """TR-36: 65,476, 65,477 and 65,478 bytes."""
    clock.advance(0.123456)  # six digits, as in most documents
    room = LARGEST_DOCUMENT - size_without(daemon, tracer)
    put(tracer, "x" * (room + excess))
    [document] = daemon.documents
    value = document["metadata"]["space"]["key"]
    assert (value != "x" * (room + excess)) is is_cut
    if is_cut:
        assert value == {"_truncated": True, "_bytes": room + excess + 2, "_head": "x" * 512}


def test_the_limit_is_that_of_a_datagram():
    assert MOST_BYTES == 65_507


def test_a_response_of_a_megabyte_does_not_lose_the_segment(tracer, daemon, lambda_context):
    """TR-36, T1. The public package loses the whole subsegment."""

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_annotation("kept", True)
        return {"items": ["é" * 1000] * 1000, "password": "x"}

    handler({}, lambda_context)
    [document] = daemon.documents
    value = document["metadata"]["orders"]["handler response"]
    assert value["_truncated"] is True
    assert value["_bytes"] > 2_000_000
    assert len(value["_head"]) == 512
    assert value["_head"].startswith('{"items":["é')
    assert document["annotations"]["kept"] is True


def test_only_the_largest_values_are_cut(tracer, daemon):
    """TR-36."""
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("huge", "h" * 60_000, "a")
        segment.put_metadata("large", "l" * 30_000, "b")
        segment.put_metadata("small", "s" * 900, "b")
    metadata = daemon.named("work")["metadata"]
    assert metadata["a"]["huge"]["_bytes"] == 60_002
    assert metadata["b"] == {"large": "l" * 30_000, "small": "s" * 900}


def test_many_small_values_are_dropped_together(tracer, daemon):
    """TR-36."""
    with tracer.provider.in_subsegment("work") as segment:
        for number in range(200):
            segment.put_metadata(f"key{number}", "x" * 800, "space")
        segment.put_annotation("kept", True)
    document = daemon.named("work")
    assert document["metadata"] == {"powertools": {"_dropped": 200}}
    assert document["annotations"] == {"kept": True}


def test_stacks_and_messages_are_cut_next(tracer, daemon):
    """TR-36."""

    def deep(depth):
        if depth == 0:
            raise ValueError("m" * 100_000)
        deep(depth - 1)

    with pytest.raises(ValueError, match="mmm"), tracer.provider.in_subsegment("work"):
        deep(8)
    [exception] = daemon.named("work")["cause"]["exceptions"]
    assert exception["message"] == "m" * 512
    assert len(exception["stack"]) == 5


def test_long_annotations_are_cut_next(tracer, daemon):
    """TR-36."""
    with tracer.provider.in_subsegment("work") as segment:
        for number in range(50):
            segment.put_annotation(f"{'k' * 400}{number}", "é" * 1000)
        segment.put_annotation(f"{'k' * 400}1", 5)
    annotations = daemon.named("work")["annotations"]
    assert len(annotations) == 50
    assert sorted({len(str(value)) for value in annotations.values()}) == [1, 100]


def test_what_is_known_of_a_call_goes_last(tracer, daemon):
    """TR-36: a segment is never lost because of its size."""
    with tracer.provider.in_subsegment("work", namespace="aws") as segment:
        segment.set_aws({"operation": "x" * 70_000})
        for number in range(100):
            segment.add_exception(ValueError("m" * 1000 + str(number)), [])
    document = daemon.named("work")
    assert "aws" not in document
    assert document["fault"] is True
    assert len(document["cause"]["exceptions"]) == 1


# --- Sending -----------------------------------------------------------------------------------------------------


def test_a_handler_can_be_announced_at_its_start(daemon, lambda_context, monkeypatch):
    """TR-38: a timed-out invocation keeps its tree."""
    monkeypatch.setenv("POWERTOOLS_TRACER_IN_PROGRESS", "true")
    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        [started] = daemon.documents
        assert started["in_progress"] is True
        assert "end_time" not in started
        assert "annotations" not in started
        return started["id"]

    announced = handler({}, lambda_context)
    assert [document["in_progress"] for document in daemon.documents] == [True, False]
    assert [document["id"] for document in daemon.documents] == [announced] * 2
    daemon.documents.pop(0)


def test_an_unsampled_handler_is_not_announced(daemon, lambda_context, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACER_IN_PROGRESS", "true")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER.replace("Sampled=1", "Sampled=0"))
    Tracer(auto_patch=False).capture_lambda_handler(lambda event, context: None)({}, lambda_context)
    assert daemon.documents == []


def test_nothing_is_announced_by_default(tracer, daemon, lambda_context):
    tracer.capture_lambda_handler(lambda event, context: daemon.names)({}, lambda_context)
    assert len(daemon.documents) == 1


def test_without_a_daemon_functions_run(tracer, daemon, lambda_context):
    """TR-37: on a connected socket every other send is refused."""
    handler = tracer.capture_lambda_handler(lambda event, context: "done")
    daemon.close()
    for _ in range(20):
        assert handler({}, lambda_context) == "done"
    assert tracer.provider.daemon.lost > 5


def test_a_daemon_may_come_later(tracer, daemon, lambda_context):
    """TR-37."""
    daemon.close()
    handler = tracer.capture_lambda_handler(lambda event, context: "done")
    handler({}, lambda_context)
    later = Daemon(daemon.port)
    handler({}, lambda_context)
    handler({}, lambda_context)
    assert later.documents
    later.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_worker_opens_a_socket_of_its_own(tracer, daemon):
    """TR-37: managed instances fork their workers."""
    with tracer.provider.in_subsegment("before"):
        pass
    connection = tracer.provider.daemon.connection
    child = os.fork()
    if child == 0:
        code = 1
        try:
            with tracer.provider.in_subsegment("in child"):
                pass
            code = 0 if tracer.provider.daemon.connection is not connection else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert tracer.provider.daemon.connection is connection
    with tracer.provider.in_subsegment("after"):
        pass
    assert daemon.wait_for(3)
    assert sorted(daemon.names) == ["after", "before", "in child"]


def test_a_restored_snapshot_opens_a_new_socket_and_draws_new_ids(daemon, lambda_context, monkeypatch):
    """TR-37."""
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
    tracer = Tracer(service="orders", auto_patch=False)
    with tracer.provider.in_subsegment("while initialising"):
        pass
    connection = tracer.provider.daemon.connection
    in_store = list(_context.ids_in_store)
    handler = tracer.capture_lambda_handler(lambda event, context: None)
    handler({}, lambda_context)
    restored = tracer.provider.daemon.connection
    assert restored is not connection
    assert daemon.documents[1]["id"] not in in_store
    handler({}, lambda_context)
    assert tracer.provider.daemon.connection is restored


def test_no_socket_is_opened_before_the_first_document(tracer, lambda_context, monkeypatch):
    """TR-37."""
    monkeypatch.delenv("_X_AMZN_TRACE_ID", raising=False)
    tracer.capture_lambda_handler(lambda event, context: None)({}, lambda_context)
    assert "daemon" not in vars(tracer.provider)
