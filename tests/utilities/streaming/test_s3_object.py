"""Objects of S3 as streams: like a file, through transformations, across broken connections."""

from __future__ import annotations

import csv
import gzip
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings, strategies as st

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.utilities.streaming import S3Object
from aws_lambda_powertools.utilities.streaming.transformations import (
    BaseTransform,
    CsvTransform,
    GzipTransform,
    ZipTransform,
)

LINES = b"line one\nline two\n\nlast"


@pytest.fixture
def open_object(s3):
    def open_one(content=LINES, key="file", **options):
        s3.objects[key] = content
        return S3Object(bucket="bucket", key=key, boto3_client=s3.client, **options)

    return open_one


# --- Like a file ------------------------------------------------------------------------------------------------

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("read"), st.integers(-1, 40)),
        st.tuples(st.just("readline"), st.integers(-1, 12)),
        st.tuples(st.just("seek"), st.integers(0, 60), st.just(0)),
        st.tuples(st.just("seek"), st.integers(-20, 0), st.just(2)),
        st.tuples(st.just("tell")),
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=50), steps=STEPS, window=st.integers(1, 20))
def test_whatever_is_read_is_what_a_file_would_give(open_object, content, steps, window):
    stream, file = open_object(content, window=window), io.BytesIO(content)

    for name, *arguments in steps:
        if arguments[-1:] == [2] and name == "seek" and len(content) + arguments[0] < 0:
            continue
        assert getattr(stream, name)(*arguments) == getattr(file, name)(*arguments)
    stream.close()


def test_lines_come_one_after_the_other(open_object):
    assert list(open_object()) == LINES.splitlines(keepends=True)
    assert open_object().readlines() == LINES.splitlines(keepends=True)
    stream = open_object()
    assert (next(stream), stream.readline(None), stream.tell()) == (b"line one\n", b"line two\n", 18)


def test_it_can_be_read_sought_and_not_written(open_object):
    stream = open_object()

    assert (stream.readable(), stream.seekable(), stream.writable(), stream.isatty()) == (True, True, False, False)
    for write in (
        stream.fileno,
        stream.flush,
        stream.truncate,
        lambda: stream.write(b""),
        lambda: stream.writelines([]),
    ):
        with pytest.raises(NotImplementedError):
            write()


def test_reading_past_the_end_gives_nothing(open_object):
    stream = open_object()
    stream.seek(1000)

    assert (stream.read(), stream.readline(), list(stream)) == (b"", b"", [])


def test_the_size_is_asked_for_once(open_object, s3):
    stream = open_object()

    assert [stream.size, stream.size] == [len(LINES)] * 2
    assert [method for method, *_ in s3.requests] == ["HEAD"]


@pytest.mark.parametrize("options", [{}, {"is_gzip": True}])
def test_closing_what_was_not_read_asks_for_nothing(open_object, s3, options):
    with open_object(**options) as stream:
        pass

    assert stream.closed
    assert s3.requests == []
    for use in (stream.read, stream.readline, stream.tell, lambda: stream.seek(0), stream.readlines):
        with pytest.raises(ValueError, match="closed"):
            use()


def test_a_version_is_read(s3):
    s3.versions["file", "v1"] = b"old"
    s3.objects["file"] = b"new"

    assert S3Object(bucket="b", key="file", version_id="v1", boto3_client=s3.client).read() == b"old"


def test_what_is_not_there_is_the_clients_error(s3):
    with pytest.raises(ClientError, match="NoSuchKey"):
        S3Object(bucket="b", key="none", boto3_client=s3.client).read()


def test_a_window_of_nothing_is_refused():
    with pytest.raises(ValueError, match="window"):
        S3Object(bucket="b", key="k", window=0)


def test_small_steps_need_no_further_requests(open_object, s3):
    stream = open_object(bytes(100_000))
    stream.read(10)
    for position in (5, 90_000, 30):
        stream.seek(position)
        stream.read(1)

    assert len(s3.requests) == 1


# --- Broken connections -----------------------------------------------------------------------------------------


@pytest.fixture
def frozen():
    clock.freeze(1_700_000_000)
    yield
    clock.unfreeze()


@pytest.mark.parametrize("window", [7, 1024, 1024 * 1024])
def test_a_broken_connection_is_taken_up_where_it_broke(open_object, s3, frozen, window):
    content = bytes(range(256)) * 400
    stream = open_object(content, window=window)
    s3.break_after, s3.breaks = 30_000, 3

    assert stream.read() == content
    assert [asked for _, asked, _ in s3.requests] == [f"bytes={start}-" for start in (0, 30_000, 60_000, 90_000)]


def test_one_that_breaks_without_end_is_an_error_and_nothing_is_skipped(open_object, s3, frozen):
    content = bytes(range(256)) * 2400
    stream = open_object(content, window=512)
    assert stream.read(100) == content[:100]
    stream.seek(600_000)
    s3.break_after, s3.breaks = 0, 1000

    with pytest.raises(Exception, match=r"closed|broken|early|reset|read"):
        stream.read(100)
    s3.breaks = 0
    assert stream.read(100) == content[600_000:600_100]


def test_an_object_that_was_replaced_meanwhile_is_not_mixed_with_the_first(open_object, s3, frozen):
    stream = open_object(b"a" * 100_000, window=512)
    s3.break_after, s3.breaks = 50_000, 1
    stream.read(10)
    s3.objects["file"] = b"b" * 100_000

    with pytest.raises(ClientError, match="PreconditionFailed"):
        stream.read()


# --- Transformations --------------------------------------------------------------------------------------------

ROWS = [{"name": "a", "text": "one\nline"}, {"name": "b", "text": "sep\u2028arated, \u00fc"}]
CSV = 'name,text\r\na,"one\nline"\r\nb,"sep\u2028arated, \u00fc"\r\n'


def test_gzip_and_csv_by_flags(open_object):
    assert open_object(gzip.compress(LINES), is_gzip=True).read() == LINES
    assert list(open_object(CSV.encode(), is_csv=True)) == ROWS
    assert list(open_object(gzip.compress(CSV.encode()), is_gzip=True, is_csv=True)) == ROWS


def test_rows_break_where_csv_breaks_them(open_object):
    assert list(open_object(CSV.encode(), window=3, is_csv=True)) == ROWS


def test_options_of_csv_are_not_used_up(open_object):
    transform = CsvTransform(encoding="latin-1", delimiter=";")

    for _ in range(2):
        assert list(open_object("a;b\n\u00fc;2\n".encode("latin-1")).transform(transform)) == [
            {"a": "\u00fc", "b": "2"}
        ]


def test_rows_may_be_dropped_and_the_object_read_again(open_object):
    stream = open_object(b"a,b\n1,2\n")

    assert list(stream.transform(CsvTransform())) == [{"a": "1", "b": "2"}]
    stream.seek(0)
    assert stream.read() == b"a,b\n1,2\n"


def test_of_an_archive_only_what_is_wanted_is_read(open_object, s3):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("big.bin", bytes(3_000_000))
        writer.writestr("small.txt", "hello")
    stream = open_object(archive.getvalue(), window=4096)

    assert stream.transform(ZipTransform()).read("small.txt") == b"hello"
    assert all(int(asked[6:-1]) > 2_900_000 for method, asked, _ in s3.requests if method == "GET")


def test_in_place_it_goes_on_from_where_it_was_read(open_object):
    stream = open_object(b"header\n" + gzip.compress(LINES))
    assert stream.readline() == b"header\n"

    assert stream.transform(GzipTransform(), in_place=True) is None
    assert stream.read() == LINES


def test_a_transformation_of_ones_own(open_object):
    class Upper(BaseTransform):
        def transform(self, input_stream):
            return io.BytesIO(input_stream.read().upper())

    assert open_object(b"abc").transform(Upper()).read() == b"ABC"
    with pytest.raises(TypeError, match="no transformation"):
        open_object().transform(5)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=2, max_size=2), max_size=5))
def test_every_table_survives_csv(open_object, rows):
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "b"], *rows])

    found = open_object(text.getvalue().encode(), window=5, is_csv=True)
    assert [[row["a"], row["b"]] for row in found] == rows


# --- Two gigabytes ----------------------------------------------------------------------------------------------

READER = r"""
import json, re, sys, time
sys.path.insert(0, sys.argv[1])
from s3_server import client
from aws_lambda_powertools.utilities.streaming import S3Object
csv = __import__("csv"); gzip = __import__("gzip")

def peak():
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s+(\d+) kB", status.read())[1]) / 1024

s3 = client(sys.argv[2])
S3Object("b", "small", boto3_client=s3).read()
before = peak()
stream = S3Object("b", sys.argv[3], boto3_client=s3, window=16 * 1024 * 1024, **json.loads(sys.argv[4]))
began, total = time.perf_counter(), 0
if "is_csv" in sys.argv[4]:
    for row in stream:  # the first one serves as the header
        total += sum(map(len, row.values()))
else:
    while data := stream.read(1024 * 1024):
        total += len(data)
found = {"total": total, "before_mib": before, "grown_mib": peak() - before, "seconds": time.perf_counter() - began}
print(json.dumps(found))
"""

TEXT = 32_000
ROW = b"id," + b"x" * TEXT + b"\r\n"
TWO_GIB = 2 * 1024**3


@pytest.mark.integration
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
@pytest.mark.parametrize("kind", ["plain", "gzip", "csv", "gzip-csv"])
def test_two_gigabytes_pass_through_a_window_of_sixteen_megabytes(s3, kind, record_property):
    from s3_server import Repeated

    count = TWO_GIB // len(ROW) + 1
    group = ROW * 64
    s3.objects["small"] = b"small"
    s3.objects["plain"] = Repeated(bytes(1024 * 1024), 2048)
    zipped = gzip.compress(group, 1)
    s3.objects["gzip"] = Repeated(zipped, count // 64)
    s3.objects["csv"] = Repeated(ROW, count)
    s3.objects["gzip-csv"] = Repeated(zipped, count // 64)
    flags = {f"is_{name}": True for name in ("gzip", "csv") if name in kind}

    finished = subprocess.run(
        [sys.executable, "-c", READER, str(Path(__file__).parent), s3.url, kind, json.dumps(flags)],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert finished.returncode == 0, finished.stderr
    found = json.loads(finished.stdout)
    record_property("two_gigabytes", found)
    sys.stdout.write(f"{kind}: {found}\n")
    assert found["total"] > TWO_GIB * 0.98
    assert found["grown_mib"] < 48
