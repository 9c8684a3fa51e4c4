"""A line of output as what it is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.local.decoding import Decoder, LogRecord, MetricRecord, TextRecord, decode_line

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(), children, max_size=4),
    max_leaves=20,
)
known_keys = st.sampled_from(
    [
        "_aws",
        "level",
        "message",
        "timestamp",
        "exception",
        "stack_trace",
        "stackTrace",
        "errorType",
        "requestId",
        "CloudWatchMetrics",
    ]
)


def decoded_log(**data) -> LogRecord:
    record = decode_line(json.dumps(data))
    assert isinstance(record, LogRecord)
    return record


def test_a_log_record_keeps_its_own_keys_apart_from_the_common_ones():
    record = decoded_log(level="INFO", message="paid", timestamp="2024-05-01", order_id=7, function_request_id="r-1")

    assert (record.level, record.message, record.timestamp, record.request_id) == ("INFO", "paid", "2024-05-01", "r-1")
    assert record.keys == {"order_id": 7}
    assert record.data["order_id"] == 7


@pytest.mark.parametrize(
    ("data", "level", "message"),
    [
        ({"level": "warn", "msg": "a"}, "WARNING", "a"),
        ({"severity": "ERROR", "event": "a"}, "ERROR", "a"),
        ({"log_level": "fatal", "message": {"a": 1}}, "CRITICAL", {"a": 1}),
        ({"a": 1}, "", None),
        ({"level": 30, "message": None}, "", None),
    ],
)
def test_loggers_may_name_their_level_and_message_as_they_like(data, level, message):
    record = decoded_log(**data)

    assert (record.level, record.message) == (level, message)


def test_the_text_of_an_exception_becomes_its_errors_with_causes():
    text = (
        'Traceback (most recent call last):\n  File "/a/app.py", line 3, in f\n    {}["a"]\n    ~~^^^^^\nKeyError: \'a\'\n\n'
        "The above exception was the direct cause of the following exception:\n\n"
        'Traceback (most recent call last):\n  File "/a/app.py", line 9, in g\n    f()\nValueError: bad\nthing'
    )
    record = decoded_log(level="ERROR", message="x", exception=text, exception_name="ValueError", stack_trace={})

    assert [(error.type, error.message) for error in record.errors] == [
        ("KeyError", "'a'"),
        ("ValueError", "bad\nthing"),
    ]
    assert record.errors[0].frames[0].statement == '{}["a"]'
    assert "exception" not in record.keys


def test_a_structured_stack_trace_is_enough():
    frames = [{"file": "/a/app.py", "line": 3, "function": "f", "statement": "g()"}, "garbage"]
    record = decoded_log(level="ERROR", message="x", stack_trace={"type": "E", "value": "v", "frames": frames})

    [error] = record.errors
    assert (error.type, error.message, error.frames[0].line, error.frames[1].file) == ("E", "v", 3, "?")


def test_the_runtimes_own_json_error_is_known_as_such():
    record = decoded_log(
        timestamp="t",
        level="ERROR",
        errorMessage="m",
        errorType="E",
        requestId="r",
        stackTrace=['  File "/a.py", line 1, in f\n    g()\n'],
    )

    assert record.by_runtime
    assert record.message == "E: m"
    assert record.errors[0].frames[0].function == "f"


def test_a_plain_logging_line_of_the_runtime_is_a_log_record():
    record = decode_line("[INFO]\t2024-05-01T12:00:00.123Z\tr-1\thello\tworld")

    assert isinstance(record, LogRecord)
    assert (record.level, record.message, record.request_id) == ("INFO", "hello\tworld", "r-1")
    assert not record.by_runtime


def test_the_runtimes_text_error_gives_its_frames():
    space = "\u00a0"
    record = decode_line(
        f'[ERROR] ValueError: bad\rTraceback (most recent call last):\r{space * 2}File "/a/app.py", line 4, in h\r{space * 4}f()'
    )

    assert isinstance(record, TextRecord)
    assert record.by_runtime
    [error] = record.errors
    assert (error.type, error.message) == ("ValueError", "bad")
    assert (error.frames[0].line, error.frames[0].statement) == (4, "f()")


def test_the_rest_of_an_error_whose_message_has_several_lines_is_the_runtimes_too():
    assert decode_line("second line\rTraceback (most recent call last):\r  File").by_runtime


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hello",
        "{",
        "{}x",
        '{"a":1',
        '{"a":NaN}',
        '{"a":1e999}',
        "[1]",
        '"text"',
        "\x00",
        "{'a':1}",
        "[" * 100_000,
        '{"a":' * 5_000 + "}" * 5_000,
        '{"a":' + "9" * 5_000 + "}",
        "\ud800",
    ],
)
def test_what_is_no_json_object_stays_a_text(text):
    assert decode_line(text) == TextRecord(text)


def test_a_metric_line_is_metrics():
    line = {
        "_aws": {
            "Timestamp": 1,
            "CloudWatchMetrics": [{"Namespace": "N", "Dimensions": [[]], "Metrics": [{"Name": "a", "Unit": "Count"}]}],
        },
        "a": 1,
    }

    record = decode_line(json.dumps(line))

    assert isinstance(record, MetricRecord)
    assert record.blob.metrics[0].values == (1,)


@given(st.text() | st.dictionaries(st.text() | known_keys, json_values, max_size=8).map(json.dumps))
def test_no_line_whatever_makes_it_raise(line):
    record = decode_line(line)

    assert isinstance(record, (LogRecord, MetricRecord, TextRecord))


def test_an_indented_record_is_joined_from_its_lines():
    decoder = Decoder()
    text = json.dumps({"level": "INFO", "message": "hi", "nested": {"a": [1]}}, indent=4)

    records = [record for line in text.splitlines() for record in decoder.feed(line)]

    [(joined, record)] = records
    assert joined == text
    assert record.message == "hi"
    assert decoder.flush() == []


@pytest.mark.parametrize("lines", [["{", "not json", "x"], ["{", "}", "{", "    oops", "}"], ["{", "{", "}"]])
def test_lines_that_only_look_like_an_indented_record_come_out_one_by_one(lines):
    decoder = Decoder()

    records = [text for line in lines for text, _ in decoder.feed(line)] + [text for text, _ in decoder.flush()]

    assert "\n".join(records) == "\n".join(lines)


@given(st.lists(st.sampled_from(["{", "}", '    "a": 1', '    "b": 2,', "text", "  ", "{}", '{"a":1}']), max_size=12))
def test_no_line_is_lost_or_doubled_whatever_comes(lines):
    decoder = Decoder()

    texts = [text for line in lines for text, _ in decoder.feed(line)] + [text for text, _ in decoder.flush()]

    assert "\n".join(texts) == "\n".join(lines)
