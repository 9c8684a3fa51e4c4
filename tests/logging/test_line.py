"""What a line is made of: messages, keys, values JSON has no word for. No line is lost, none is invalid."""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import logging
import math
import sys
import uuid
from collections import OrderedDict, UserDict

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st

from aws_lambda_powertools._core.decorators import DONE, observe_handler
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


class Explosive:
    """Nobody may look at it."""

    def __str__(self):
        raise RuntimeError("boom")

    __repr__ = __str__

    def __eq__(self, other):
        raise RuntimeError("boom")

    __hash__ = None


class Plain:
    def __str__(self):
        return "a plain object"


def circle():
    found = {"a": 1}
    found["self"] = found
    return found


def deep(levels, kind=dict):
    found = "bottom"
    for _ in range(levels):
        found = {"k": found} if kind is dict else [found]
    return found


def deep_dictionary():
    return deep(3000)


# --- Messages ----------------------------------------------------------------------------------------------------


def test_a_line_has_the_standard_keys_in_order(logs, clock):
    def handler():
        logs.logger().info("paid")

    handler()
    assert list(logs.line.items()) == [
        ("level", "INFO"),
        ("location", f"handler:{handler.__code__.co_firstlineno + 1}"),
        ("message", "paid"),
        ("timestamp", "2026-01-15T10:30:00.000Z"),
        ("service", logs.service),
    ]


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("null", "null"),
        ("123", "123"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("NaN", "NaN"),
        ('"text"', '"text"'),
        ('{"a": 1}', {"a": 1}),
        (' [1, {"b": null}] ', [1, {"b": None}]),
        ("{}", {}),
        ("[]", []),
        ("{not json", "{not json"),
        ("{not json}", "{not json}"),
        ("{", "{"),
        ("[" * 100_000, "[" * 100_000),
        ("[" * 100_000 + "]" * 100_000, "[" * 100_000 + "]" * 100_000),
        ("[1" + "1" * 5000 + "]", "[1" + "1" * 5000 + "]" if sys.version_info >= (3, 11) else None),
        ("", ""),
        ("  ", "  "),
    ],
)
def test_only_texts_with_an_object_or_an_array_are_decoded(logs, message, shown):
    """G1: in 3.37.0 `null` has no message, `123` becomes a number, and many brackets a RecursionError."""
    logs.logger().info(message)
    if shown is not None:
        assert logs.line["message"] == shown


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ({"a": 1, "b": {"c": [1, 2]}}, {"a": 1, "b": {"c": [1, 2]}}),
        ([1, 2], [1, 2]),
        (("a", "b"), ["a", "b"]),
        (5, 5),
        (1.5, 1.5),
        (True, True),
        (None, None),
        (Plain(), "a plain object"),
        (b"bytes", "b'bytes'"),
        (ValueError("no"), "no"),
        ({1: "a", None: "b", 2.5: "c"}, {"1": "a", "null": "b", "2.5": "c"}),
        (OrderedDict(a=1), {"a": 1}),
    ],
)
def test_a_message_may_be_anything(logs, message, shown):
    logs.logger().info(message)
    assert logs.line["message"] == shown


@pytest.mark.parametrize(
    ("message", "arguments", "shown"),
    [
        ("order %s has %d items", ("A1", 3), "order A1 has 3 items"),
        ("order %(id)s", ({"id": "A1"},), "order A1"),
        ("%s", ('{"a": 1}',), '{"a": 1}'),
        ("100 %", (), "100 %"),
        ({"a": "%s"}, (5,), {"a": "%s"}),
        ("a %s %s", ("one",), "a %s %s ('one',)"),
        ("no place", ("one", 2), "no place ('one', 2)"),
        ("%d", ("one",), "%d ('one',)"),
        ("%s", (Explosive(),), "%s <tuple>"),
        ("%(id)s", ({"other": 1},), "%(id)s {'other': 1}"),
        ("%", (1,), "% (1,)"),
    ],
)
def test_arguments_are_filled_in_or_stand_beside_the_text(logs, message, arguments, shown):
    """G2: in 3.37.0 arguments that do not fit lose the line."""
    logs.logger().info(message, *arguments)
    assert logs.line["message"] == shown


# --- Values ------------------------------------------------------------------------------------------------------


class Colour(enum.Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (decimal.Decimal("1.10"), "1.10"),
        (uuid.UUID(int=5), str(uuid.UUID(int=5))),
        (datetime.date(2024, 1, 2), "2024-01-02"),
        (datetime.datetime(2024, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc), "2024-01-02 03:04:05+00:00"),
        ({1}, "{1}"),
        (Colour.RED, "Colour.RED"),
        (UserDict(a=1), "{'a': 1}"),
        (10**30, 10**30),
        ('quotes " and \\ and \n and \u2028 ü 😀', 'quotes " and \\ and \n and \u2028 ü 😀'),
    ],
)
def test_a_value_json_has_no_word_for_is_shown_as_its_text(logs, value, shown):
    logs.logger().info("m", extra={"value": value}, same=value)
    assert logs.line["value"] == logs.line["same"] == shown


@pytest.mark.parametrize(
    ("message", "contains"),
    [
        (circle(), "circular"),
        ({("a", "b"): 1}, "('a', 'b')"),
        (deep(200_000), "too deep"),
        (deep(200_000, list), "too deep"),
        ({"v": Explosive()}, "Explosive"),
        (Explosive(), "Explosive"),
        ({Plain(): 1}, "a plain object"),
    ],
)
@pytest.mark.parametrize("where", ["message", "extra", "keyword", "appended"])
def test_what_json_refuses_is_shown_as_far_as_possible(logs, message, contains, where):
    """G2: in 3.37.0 such a line is lost, or raises out of the log call."""
    logger = logs.logger()
    if where == "message":
        logger.info(message)
    elif where == "extra":
        logger.info("m", extra={"value": message})
    elif where == "keyword":
        logger.info("m", value=message)
    else:
        logger.append_keys(value=message)
        logger.info("m")
    logger.info("after")
    first, after = logs.lines
    assert contains in json.dumps(first)
    assert first["level"] == "INFO"
    assert first["service"] == logs.service
    assert after["message"] == "after"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: {"deep": [v]}])
def test_numbers_json_does_not_have_become_texts(logs, value, wrap):
    """G4: 3.37.0 writes NaN, which Logs Insights does not parse."""
    logger = logs.logger()
    logger.info("m", value=wrap(value))
    logger.append_keys(value=wrap(value))
    logger.info("m")
    logger.info(wrap(value))
    name = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(value)]
    assert [line["value"] for line in logs.lines] == [wrap(name)] * 3
    assert logs.lines[2]["message"] == wrap(name)


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb", "ü\ud800", "x\ud83dy"])
def test_lone_surrogates_are_escaped(logs, text):
    """G3: 3.37.0 loses the line where the stream is UTF-8."""
    logger = logs.logger()
    logger.info(text, extra={"value": text})
    logger.append_keys(appended=text)
    logger.info("m")
    assert logs.text.encode("utf-8")
    assert logs.lines[0]["message"] == logs.lines[0]["value"] == logs.lines[1]["appended"] == text


def test_a_record_is_not_changed_by_being_shown():
    message = {"a": [1], "b": {"c": math.nan}}
    record = logging.makeLogRecord({"msg": message, "key": message})
    before = dict(vars(record))
    LambdaPowertoolsFormatter().format(record)
    assert vars(record) == before
    assert message["a"] == [1]
    assert math.isnan(message["b"]["c"])


# --- Keys of one call --------------------------------------------------------------------------------------------


def test_extra_and_keywords_are_keys_of_their_line_only(logs):
    logger = logs.logger()
    logger.info("one", extra={"order_id": "A1", "items": [1, 2]}, total=9.5)
    logger.info("two")
    assert list(logs.lines[0])[5:] == ["order_id", "items", "total"]
    assert (logs.lines[0]["order_id"], logs.lines[0]["items"], logs.lines[0]["total"]) == ("A1", [1, 2], 9.5)
    assert "order_id" not in logs.lines[1]


def test_a_keyword_wins_over_extra_and_both_over_appended_keys(logs):
    logger = logs.logger(stage="prod")
    logger.append_keys(a="appended", b="appended")
    logger.info("one", extra={"a": "extra", "b": "extra", "service": "other"}, a="keyword")
    logger.info("two")
    assert logs.lines[0] == {**logs.lines[0], "a": "keyword", "b": "extra", "service": "other", "stage": "prod"}
    assert logs.lines[1] == {**logs.lines[1], "a": "appended", "b": "appended", "service": logs.service}


@pytest.mark.parametrize(
    "name",
    ["name", "msg", "args", "module", "filename", "lineno", "exc_info", "thread", "process", "asctime", "created"],
)
@pytest.mark.parametrize("how", ["extra", "keyword"])
def test_names_of_record_attributes_are_accepted_as_keys(logs, name, how):
    """G12: 3.37.0 raises KeyError."""
    if how == "keyword" and name in ("msg", "exc_info"):
        pytest.skip("a parameter of the method")
    logger = logs.logger()
    logger.info("m", **({"extra": {name: "x", "b": 1}} if how == "extra" else {name: "x", "b": 1}))
    assert (logs.line[name], logs.line["b"], logs.line["message"]) == ("x", 1, "m")
    assert logs.line["location"].startswith("test_names")


def test_nothing_hides_what_happened_where_and_when(logs, clock):
    logs.logger().info("m", extra={"level": "x", "location": "y", "timestamp": "z", "message": "kept"})
    assert logs.line == {
        "level": "INFO",
        "location": logs.line["location"],
        "message": "m",
        "timestamp": "2026-01-15T10:30:00.000Z",
        "service": logs.service,
        "extra_message": "kept",
    }
    assert logs.line["location"].startswith("test_nothing")


def test_keys_without_value_are_left_out(logs):
    logger = logs.logger(stage=None)
    logger.append_keys(paid=None, zero=0)
    logger.info("m", extra={"a": None, "empty": "", "no": False}, b=None)
    assert list(logs.line)[5:] == ["zero", "empty", "no"]


@pytest.mark.parametrize("extra", ["text", 5, ["a"], object()])
def test_extra_that_is_no_mapping_is_shown_all_the_same(logs, extra):
    logs.logger().info("m", extra=extra)
    assert logs.line["message"] == "m"
    assert "extra" in logs.line


def test_odd_names_of_keys(logs):
    logs.logger().info("m", extra={1: "a", "with space": 2, "": 3, 'quote"': 4, "%s": 5, ("t",): 6})
    expected = {"1": "a", "with space": 2, "": 3, 'quote"': 4, "%s": 5, "('t',)": 6}
    assert {key: logs.line[key] for key in expected} == expected


def test_a_value_that_changes_is_shown_as_it_is_at_each_line(logs):
    logger = logs.logger()
    state = {"step": 1}
    logger.append_keys(state=state)
    logger.info("one")
    state["step"] = 2
    logger.info("two")
    assert [line["state"] for line in logs.lines] == [{"step": 1}, {"step": 2}]


# --- Forms of the standard keys -------------------------------------------------------------------------------------


def test_standard_keys_can_be_left_out(logs):
    logger = logs.logger(location=None, timestamp=None)
    logger.info("one")
    logger.remove_keys(["service", "level", "message"])
    logger.info("two")
    assert logs.lines == [{"level": "INFO", "message": "one", "service": logs.service}, {"message": "two"}]


def test_a_location_of_ones_own(logs):
    logs.logger(location="[%(funcName)s] %(module)s", process="%(levelno)d").info("m")
    assert logs.line["location"] == "[test_a_location_of_ones_own] test_line"
    assert logs.line["process"] == "20"


@pytest.mark.parametrize("form", ["100%", "%(nothing)s", "%d", "%", "%(lineno)s %s"])
def test_a_form_that_is_none_is_a_text(logs, form):
    logs.logger(location=form, module=form).info("m")
    assert logs.line["location"] == logs.line["module"] == form


@pytest.mark.parametrize("value", [3, 1.5, True, [1], {"a": 1}])
def test_a_reserved_key_may_have_any_value(logs, value):
    """In 3.37.0 a number under such a name loses every line."""
    logger = logs.logger()
    logger.append_keys(lineno=value, level=value)
    logger.info("m")
    assert logs.line["lineno"] == logs.line["level"] == value


# --- The trace id -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        (
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
            "1-5759e988-bd862e3fe1be46a994272793",
        ),
        ("Parent=1;Root=1-abc;Sampled=0", "1-abc"),
        ("1-abc", "1-abc"),
        ("Root=", None),
        ("", None),
        (None, None),
    ],
)
def test_the_trace_id_comes_from_the_header_of_the_runtime(logs, monkeypatch, header, shown):
    if header is not None:
        monkeypatch.setenv("_X_AMZN_TRACE_ID", header)
    logs.logger(stage="prod").info("m", order=1)
    assert logs.line.get("xray_trace_id") == shown
    if shown:
        assert list(logs.line)[-2:] == ["order", "xray_trace_id"]


def test_the_trace_id_changes_with_the_header(logs, monkeypatch):
    logger = logs.logger()
    for number in (1, 2):
        monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root=1-{number};Parent=2")
        logger.info("m")
    assert [line["xray_trace_id"] for line in logs.lines] == ["1-1", "1-2"]


@pytest.mark.parametrize(
    ("variable", "shown_in_logs", "shown"),
    [(None, False, False), (None, True, True), ("true", False, True), ("false", True, False)],
)
@pytest.mark.parametrize("ids", [("a" * 32, "b" * 16, True), ("a" * 32, "b" * 16, False), None])
def test_the_ids_of_the_current_span_are_shown_when_told_so(
    logs, lambda_context, monkeypatch, variable, shown_in_logs, shown, ids
):
    """TR-71: Tracer leaves a function that knows them in the state of the invocation."""

    def current_ids():
        return ids

    current_ids.shown_in_logs = shown_in_logs

    def tracer(call):
        call.state["tracing.current_ids"] = current_ids
        return DONE

    if variable:
        monkeypatch.setenv("POWERTOOLS_LOGGER_TRACE_CONTEXT", variable)
    logger = logs.logger()

    def handler(event, context):
        logger.info("m")
        logger.info("m", span_id="mine")

    observe_handler(logger.inject_lambda_context(handler), tracer)({}, lambda_context)
    names = ("trace_id", "span_id", "trace_flags")
    expected = dict(zip(names, (ids[0], ids[1], "01" if ids[2] else "00"), strict=True)) if shown and ids else {}
    assert {name: logs.lines[0][name] for name in names if name in logs.lines[0]} == expected
    assert {name: logs.lines[1][name] for name in names if name in logs.lines[1]} == {**expected, "span_id": "mine"}


# --- Length ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("letter", ["x", "ü", "语", "😀", '"', "\x00"])
def test_a_line_too_long_for_cloudwatch_is_cut(logs, letter):
    """G13: 3.37.0 writes 3 MB in one line."""
    logger = logs.logger()
    logger.append_keys(order_id="A1")
    logger.info(letter * 3_000_000, request="r-1")
    line = logs.line
    assert len(logs.text.strip().encode()) <= 262_118
    assert line["message"].startswith(letter * 1000)
    assert line["message"].endswith("…")
    assert (line["level"], line["service"], line["order_id"], line["request"]) == ("INFO", logs.service, "A1", "r-1")
    assert line["line_cut_from_bytes"] > 2_999_999
    assert len(logs.text.encode()) > 200_000 / (6 if letter == "\x00" else 1)


def test_all_long_values_are_cut_alike(logs):
    logs.logger().info("m" * 200_000, extra={"a": "a" * 200_000, "b": ["b"] * 100_000, "short": "kept"})
    line = logs.line
    assert len(logs.text.encode()) <= 262_119
    assert min(len(line[key]) for key in ("message", "a", "b")) > 50_000
    assert line["short"] == "kept"
    assert line["b"].startswith('["b","b"')


def test_too_many_keys_are_left_out_the_last_ones_first(logs):
    logs.logger().info("m", extra={f"key-{number}": "x" * 20 for number in range(50_000)})
    line = logs.line
    assert len(logs.text.encode()) <= 262_119
    assert {"level", "location", "message", "timestamp", "service", "key-0", "line_cut_from_bytes"} <= line.keys()
    assert "key-49999" not in line


@pytest.mark.parametrize("limit", [300, 1000, 5000])
def test_the_limit_is_what_the_environment_says(logs, monkeypatch, limit):
    monkeypatch.setenv("POWERTOOLS_LOGGER_MAX_LINE_BYTES", str(limit))
    logger = logs.logger()
    logger.info("ü" * 10_000)
    logger.info("x" * (limit // 2 - 100))
    assert [len(line.encode()) <= limit for line in logs.text.rstrip().split("\n")] == [True, True]
    assert "line_cut_from_bytes" in logs.lines[0]


def test_no_limit_at_all(logs, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_LOGGER_MAX_LINE_BYTES", "0")
    logs.logger().info("x" * 1_000_000)
    assert len(logs.line["message"]) == 1_000_000


def test_a_long_line_of_ones_own_serializer_is_cut_too(logs):
    logger = logs.logger(json_serializer=lambda line: json.dumps({"wrapped": line}))
    logger.info("x" * 1_000_000)
    assert len(logs.text.encode()) <= 262_119
    assert logs.line["wrapped"]["line_cut_from_bytes"] > 1_000_000


def test_a_limit_smaller_than_any_line_still_gives_a_line(logs, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_LOGGER_MAX_LINE_BYTES", "10")
    logs.logger().info("x")
    assert "line_cut_from_bytes" in logs.line


# --- Anything whatever -----------------------------------------------------------------------------------------------

texts = st.text() | st.text(st.characters(codec=None, categories=["Cs", "Cc", "L", "So"]))
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    texts,
    st.binary(),
    st.decimals(),
    st.datetimes(),
    st.uuids(),
    st.sampled_from([Explosive, Plain, circle, object, deep_dictionary]).map(lambda make: make()),
    st.sampled_from([Plain, Colour.RED, Ellipsis]),
)
keys = st.one_of(texts, st.integers(), st.floats(), st.none(), st.booleans(), st.tuples(st.integers()))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner),
        st.dictionaries(keys, inner),
        st.tuples(inner, inner),
        st.sets(st.integers()),
        st.frozensets(texts),
    ),
    max_leaves=8,
)
names = st.text(min_size=1).filter(
    lambda name: name not in ("msg", "self", "extra", "exc_info", "stack_info", "stacklevel")
)


@given(
    message=values,
    args=st.lists(values, max_size=2),
    extra=st.dictionaries(keys, values, max_size=4),
    named=st.dictionaries(names, values, max_size=3),
    appended=st.dictionaries(names, values, max_size=3),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_call_gives_exactly_one_line_of_strict_json(logs, message, args, extra, named, appended):
    logs.begin()
    logger = logs.logger()
    logger.append_keys(**appended)
    logger.info(message, *args, extra=extra, **named)
    logger.remove_keys(list(appended))
    assert logs.text.count("\n") == 1
    logs.text.encode()
    assert "message" in logs.line


@given(
    message=values,
    keys=st.dictionaries(names, values, max_size=5),
    extra=st.dictionaries(names, values, max_size=3),
    trace=st.sampled_from(["", "Root=1-abc"]),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_short_way_to_a_line_gives_the_same_as_the_long_one(monkeypatch, message, keys, extra, trace):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", trace)
    extra = {key: value for key, value in extra.items() if key not in vars(logging.makeLogRecord({}))}
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "funcName": "f", "lineno": 1, **extra})
    formatter = LambdaPowertoolsFormatter(
        **{key: value for key, value in keys.items() if key not in ("utc", "datefmt")}
    )
    try:
        long = formatter.encode(formatter.line_of(record))
        long.encode()
    except Exception:
        assume(False)  # what takes care is not made by the short way
    assert formatter.format(record) == long
