"""Streams that are closed, broken, or of an older encoding."""

from __future__ import annotations

import io
import logging

import pytest


class Broken(io.StringIO):
    def __init__(self, error):
        super().__init__()
        self.error = error

    def write(self, text):
        raise self.error


@pytest.mark.parametrize(
    "stream",
    [Broken(BrokenPipeError("gone")), Broken(OSError("full")), Broken(RecursionError("deep")), "closed"],
    ids=["pipe", "disk", "recursion", "closed"],
)
def test_a_stream_that_fails_is_reported_once_and_never_raises(logs, capsys, stream):
    if stream == "closed":
        stream = io.StringIO()
        stream.close()
    logger = logs.logger(stream=stream)
    for _ in range(3):
        logger.info("m")
        logging.getLogger(logs.service).info("m")
    assert capsys.readouterr().err.count("Logger could not write a line") == 1


def test_even_standard_error_may_be_closed(logs, monkeypatch):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr("sys.stderr", closed)
    logs.logger(stream=closed).info("m")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_stream_of_an_older_encoding_gets_escapes(logs, encoding):
    raw = io.BytesIO()
    logs.stream = io.TextIOWrapper(raw, encoding=encoding)
    logs.logger().info('ü é 语 😀 \ud800 "', extra={"ключ": "значение"})
    logs.stream = io.StringIO(raw.getvalue().decode(encoding))
    assert logs.line["message"] == 'ü é 语 😀 \ud800 "'
    assert logs.line["ключ"] == "значение"


def test_a_line_is_one_write_and_is_flushed(logs):
    class Counting(io.StringIO):
        writes = flushes = 0

        def write(self, text):
            self.writes += 1
            return super().write(text)

        def flush(self):
            self.flushes += 1

    logs.stream = Counting()
    logs.logger().info("m")
    assert (logs.stream.writes, logs.stream.flushes) == (1, 1)
