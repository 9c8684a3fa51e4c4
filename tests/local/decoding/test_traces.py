"""Datagrams as documents, documents as trees."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.local.decoding import decode_datagram, trace_tree, walk

HEADER = b'{"format":"json","version":1}\n'
ids = st.sampled_from(["a", "b", "c", "d", ""])
values = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3) | st.lists(st.none(), max_size=2)
fields = {
    "id": ids | values,
    "parent_id": ids | values,
    "name": st.text(max_size=3) | values,
    "start_time": st.floats() | values,
    "end_time": st.floats() | values,
    "cause": st.dictionaries(st.just("exceptions"), values) | values,
    "annotations": values,
}
documents = st.recursive(
    st.fixed_dictionaries({}, optional=fields),
    lambda children: st.fixed_dictionaries(
        {}, optional={**fields, "subsegments": st.lists(children, max_size=3) | values}
    ),
    max_leaves=6,
)


def document(identity, parent=None, start=0.0, end=1.0, **more):
    return {"id": identity, "parent_id": parent, "name": identity, "start_time": start, "end_time": end, **more}


def outline(roots):
    return [(depth, node.name) for depth, node in walk(roots)]


@pytest.mark.parametrize("header", [HEADER, b'{"format": "JSON", "version": 1}\n'])
def test_a_datagram_is_header_and_document(header):
    assert decode_datagram(header + b'{"id":"a"}') == {"id": "a"}


@pytest.mark.parametrize(
    "datagram",
    [
        b"",
        b"{}",
        HEADER,
        HEADER + b"[]",
        HEADER + b"{",
        HEADER + b'{"a":NaN}',
        HEADER + b"\xff{}",
        b'{"format":"xml","version":1}\n{}',
        b'{"format":"json","version":2}\n{}',
        b"\n{}",
        HEADER + b"T1SAAAA",
    ],
)
def test_what_the_daemon_would_not_take_is_none(datagram):
    assert decode_datagram(datagram) is None


@given(st.binary() | st.binary().map(lambda data: HEADER + data))
def test_no_datagram_whatever_makes_it_raise(datagram):
    decode_datagram(datagram)


def test_children_hang_below_their_parents_in_order_of_time():
    tree = trace_tree([document("c", "a", 2), document("b", "a", 1), document("d", "c", 2), document("a", "facade")])

    assert outline(tree) == [(0, "a"), (1, "b"), (1, "c"), (2, "d")]


def test_a_later_document_of_the_same_id_replaces_the_one_in_progress():
    [node] = trace_tree([{**document("a"), "end_time": None, "in_progress": True}, document("a", end=3.0)])

    assert node.seconds == 3.0


def test_embedded_subsegments_are_found():
    [node] = trace_tree([document("a", subsegments=[document("b", subsegments=[document("c")])])])

    assert outline([node]) == [(0, "a"), (1, "b"), (2, "c")]
    assert node.find("c") is not None


def test_documents_that_name_each_other_as_parents_are_all_shown_once():
    tree = trace_tree([document("a", "b"), document("b", "a"), document("c", "a"), document("d", "d")])

    assert sorted(name for _, name in outline(tree)) == ["a", "b", "c", "d"]


def test_a_chain_of_ten_thousand_is_no_problem():
    chain = [document(str(n), str(n - 1) if n else None) for n in range(10_000)]

    assert max(depth for depth, _ in walk(trace_tree(chain))) == 9_999


def test_exceptions_and_flags_are_read():
    cause = {
        "exceptions": [{"type": "ValueError", "message": "x", "stack": [{"path": "a.py", "line": 3, "label": "f"}]}]
    }
    [node] = trace_tree([document("a", fault=True, cause=cause, annotations={"k": 1})])

    assert node.fault
    assert (node.errors[0].type, node.errors[0].frames[0].line) == ("ValueError", 3)
    assert node.annotations == {"k": 1}


@given(st.lists(documents, max_size=6))
def test_no_documents_whatever_make_it_raise_or_lose_a_node(given_documents):
    nodes = [node for _, node in walk(trace_tree(given_documents))]

    assert len({id(node) for node in nodes}) == len(nodes)
    top = {
        d["id"]
        for d in given_documents
        if isinstance(d.get("id"), str) and isinstance(d.get("name"), str) and type(d.get("start_time")) in (int, float)
    }
    assert top <= {node.id for node in nodes}


def test_the_waterfall_reads_what_the_wire_carries():
    sent = document("a", "p", 1.5, 2.5, namespace="aws")

    [node] = trace_tree([decode_datagram(HEADER + json.dumps(sent).encode())])

    assert (node.namespace, node.start, node.seconds) == ("aws", 1.5, 1.0)
