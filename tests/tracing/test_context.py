"""The trace header, and ids."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import given, strategies as st
from xray_daemon import FACADE, HEADER, LINEAGE, ROOT

from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._context import Facade

OURS = "1234567890abcdef"


def test_a_header_of_lambda_is_understood():
    facade = Facade(HEADER)
    assert (facade.trace_id, facade.id, facade.sampled) == (ROOT, FACADE, True)
    assert facade.otel_trace_id == "5759e988bd862e3fe1be46a994272793"
    assert facade.facade is facade


def test_the_outgoing_header_has_our_parent_and_keeps_the_rest():
    """TR-31: `Lineage` must survive."""
    assert Facade(HEADER).downstream(OURS) == f"Root={ROOT};Parent={OURS};Sampled=1;{LINEAGE}"


@pytest.mark.parametrize(
    ("header", "recorded", "downstream"),
    [
        (f"Root={ROOT};Parent={FACADE};Sampled=0", False, f"Root={ROOT};Parent={OURS};Sampled=0"),
        (f"Root={ROOT};Parent={FACADE};Sampled=?", False, f"Root={ROOT};Parent={OURS};Sampled=0"),
        (f"Root={ROOT};Parent={FACADE}", False, f"Root={ROOT};Parent={OURS};Sampled=0"),
        (f"Root={ROOT};Sampled=1", False, f"Root={ROOT};Parent={OURS};Sampled=0"),
        (f" Sampled = 1 ; Parent={FACADE} ;Root= {ROOT} ", True, f"Root={ROOT};Parent={OURS};Sampled=1"),
        (f"Root={ROOT};Parent={FACADE};Sampled=1;A=b=c", True, f"Root={ROOT};Parent={OURS};Sampled=1;A=b=c"),
        (f"Self=1-x;Root={ROOT};Parent={FACADE};Sampled=1", True, f"Root={ROOT};Parent={OURS};Sampled=1"),
        (f"Root={ROOT};Parent={FACADE};Sampled=1;garbage;;=x", True, f"Root={ROOT};Parent={OURS};Sampled=1"),
        (f"Root={ROOT};Root=1-x;Parent={FACADE};Sampled=1", True, f"Root={ROOT};Parent={OURS};Sampled=1"),
        (f"Root={ROOT};Parent={FACADE};Sampled=1;X=a\r\nEvil: 1", True, f"Root={ROOT};Parent={OURS};Sampled=1"),
        (f"Parent={FACADE};Sampled=1", False, None),
        ("Root=1-5759e988-bd862e3fe1be46a99427279;Parent=x;Sampled=1", False, None),
        ("Root=2-5759e988-bd862e3fe1be46a994272793;Sampled=1", False, None),
        ('Root=1-5759e988-bd862e3fe1be46a9942727"3;Sampled=1', False, None),
        ("garbage", False, None),
        ("", False, None),
    ],
)
def test_a_header_may_miss_parts_or_have_more(header, recorded, downstream):
    """TR-31."""
    facade = Facade(header)
    assert facade.sampled is recorded
    assert facade.downstream(OURS) == downstream


def test_a_parent_is_not_invented():
    assert Facade(f"Root={ROOT};Sampled=1").downstream("") == f"Root={ROOT};Sampled=0"


def test_a_long_lineage_survives():
    """TR-31: 8 KiB of `Lineage`."""
    lineage = "Lineage=" + "|".join(f"a87bd80c:{number}" for number in range(800))
    assert len(lineage) > 8 * 1024
    downstream = Facade(f"Root={ROOT};Parent={FACADE};Sampled=1;{lineage}").downstream(OURS)
    assert downstream is not None
    assert downstream.endswith(lineage)


FIELDS = st.lists(
    st.one_of(
        st.sampled_from([f"Root={ROOT}", f"Parent={FACADE}", "Sampled=1", "Sampled=0", "Sampled=?", LINEAGE, "Self=1"]),
        st.text(max_size=40),
        st.tuples(st.text(max_size=8), st.text(max_size=20)).map("=".join),
    ),
    max_size=8,
)


@given(FIELDS, st.sampled_from([";", "; ", " ;"]))
def test_whatever_the_header_says_what_goes_out_is_a_header(fields, separator):
    """TR-31."""
    facade = Facade(separator.join(fields))
    assert facade.sampled <= bool(facade.trace_id and facade.id)
    outgoing = facade.downstream(OURS)
    if outgoing is None:
        return
    assert outgoing.isprintable()
    assert outgoing.isascii()
    again = Facade(outgoing)
    assert (again.trace_id, again.id, again.sampled) == (facade.trace_id, OURS, facade.sampled)
    assert again.downstream(OURS) == outgoing


def test_the_facade_is_kept_while_the_header_is_the_same(monkeypatch):
    """TR-30."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER)
    first = _context.facade()
    assert _context.facade() is first
    monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER.replace(FACADE, OURS))
    assert _context.facade().id == OURS
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    assert _context.facade().trace_id == ""


# --- Ids ---------------------------------------------------------------------------------------------------------


def test_ids_are_hexadecimal_and_never_the_same():
    """TR-34."""
    ids = [_context.new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(len(made) == 16 and int(made, 16) >= 0 for made in ids)


def test_ids_do_not_follow_the_state_of_random(monkeypatch):
    """TR-34: a SnapStart snapshot holds that state."""
    import random

    random.seed(1)
    first = _context.new_id()
    random.seed(1)
    assert _context.new_id() != first


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_ids_differ_after_a_fork():
    """TR-37."""
    _context.new_id()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writer, "".join(_context.new_id() for _ in range(4)).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        of_child = pipe.read()
    os.waitpid(child, 0)
    assert of_child != "".join(_context.new_id() for _ in range(4))
    assert len(of_child) == 64


def test_ids_can_be_drawn_by_many_threads_at_once():
    from concurrent.futures import ThreadPoolExecutor

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            ids = list(pool.map(lambda _: _context.new_id(), range(5000)))
    finally:
        sys.setswitchinterval(interval)
    assert len(set(ids)) == 5000
