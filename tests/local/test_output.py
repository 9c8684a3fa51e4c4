"""Everything a process emits, read as it comes."""

from __future__ import annotations

import os
import socket
import threading
from queue import Empty, Queue

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.local._output import Collector, DaemonSocket, Datagram, Drained, Line, LineSplitter


@given(st.lists(st.binary(max_size=20) | st.just(b"\n") | st.just(b"\r\n"), max_size=20))
def test_lines_are_those_of_the_whole_however_it_is_cut(pieces):
    splitter = LineSplitter()

    lines = [line for piece in pieces for line in splitter.feed(piece)]
    rest = splitter.rest()

    whole = b"".join(pieces)
    assert b"\n".join([*lines, b"".join(rest)]) == whole


@given(st.lists(st.binary(max_size=30), max_size=10), st.integers(1, 7))
def test_a_line_without_end_is_handed_on_in_pieces(pieces, longest):
    splitter = LineSplitter(longest)

    lines = [line for piece in pieces for line in splitter.feed(piece)] + splitter.rest()

    assert all(len(line) <= longest for line in lines)
    assert b"".join(lines) == b"".join(pieces).replace(b"\n", b"")


class Ends:
    """A collector and the ends that a process would hold."""

    def __init__(self, limit: int = 0) -> None:
        self.inbox: Queue = Queue(limit)
        out_read, self.stdout = os.pipe()
        error_read, self.stderr = os.pipe()
        daemon = DaemonSocket()
        self.daemon = daemon.address
        self.collector = Collector({"stdout": out_read, "stderr": error_read}, daemon, self.inbox.put)

    def until_drained(self, ticket):
        messages = []
        while (message := self.inbox.get(timeout=5)) != Drained(ticket):
            messages.append(message)
        return messages

    def finish(self):
        for descriptor in (self.stdout, self.stderr):
            os.close(descriptor)
        self.collector.finish()
        messages = []
        while self.collector.running or not self.inbox.empty():
            try:
                messages.append(self.inbox.get(timeout=0.01))
            except Empty:
                continue
        self.collector.close()
        return messages


@pytest.fixture
def ends():
    each = Ends()
    yield each
    each.finish()


def test_what_was_written_before_a_drain_comes_before_its_answer(ends):
    for ticket in range(200):
        os.write(ends.stdout, b"line %d\npart" % ticket)
        ends.collector.drain(ticket)

        assert [message.data for message in ends.until_drained(ticket)] == [b"line %d" % ticket, b"part"]


def test_datagrams_sent_before_a_drain_come_before_its_answer(ends):
    host, _, port = ends.daemon.rpartition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        for ticket in range(100):
            sender.sendto(b"%d" % ticket, (host, int(port)))
            ends.collector.drain(ticket)

            assert [message.data for message in ends.until_drained(ticket) if isinstance(message, Datagram)] == [
                b"%d" % ticket
            ]


def test_writers_wait_for_a_slow_reader_and_nothing_is_lost():
    ends = Ends(limit=10)
    count = 20_000

    def write(descriptor, name):
        for number in range(count):
            os.write(descriptor, b"%s %d\n" % (name, number))

    writers = [threading.Thread(target=write, args=pair) for pair in ((ends.stdout, b"out"), (ends.stderr, b"err"))]
    for writer in writers:
        writer.start()
    lines = [ends.inbox.get(timeout=10) for _ in range(2 * count)]
    for writer in writers:
        writer.join()

    for stream, name in (("stdout", b"out"), ("stderr", b"err")):
        assert [line.data for line in lines if line.stream == stream] == [
            b"%s %d" % (name, number) for number in range(count)
        ]
    assert ends.finish() == []


def test_the_last_unfinished_line_comes_at_the_end():
    ends = Ends()
    os.write(ends.stderr, b"no end")

    [line] = ends.finish()

    assert isinstance(line, Line)
    assert (line.stream, line.data) == ("stderr", b"no end")
