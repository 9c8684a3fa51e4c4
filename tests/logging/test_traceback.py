"""Exceptions as data: the text of the standard library, frames, notes, whatever is thrown."""

from __future__ import annotations

import json
import logging
import sys
import traceback
import types

import pytest
from hypothesis import given, settings, strategies as st

from aws_lambda_powertools.logging import _traceback
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


class OrderError(Exception):
    """An error of the user."""

    class Inner(Exception):  # noqa: N818  # a name
        pass


def fail(message="no stock"):
    raise OrderError(message)


def test_an_exception_has_text_name_and_stack_trace(logs, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-abc")
    logger = logs.logger()
    logger.append_keys(order="A1")
    try:
        fail()
    except OrderError as error:
        expected = "".join(traceback.format_exception(error)).rstrip("\n")
        logger.exception("failed %s", 1, extra={"a": 1}, b=2)
    line = logs.line
    assert (line["level"], line["message"], line["exception"], line["exception_name"]) == (
        "ERROR",
        "failed 1",
        expected,
        "OrderError",
    )
    assert list(line)[5:] == ["order", "a", "b", "exception", "exception_name", "stack_trace", "xray_trace_id"]
    here = sys._getframe().f_code
    assert line["stack_trace"] == {
        "type": "OrderError",
        "value": "no stock",
        "module": __name__,
        "frames": [
            {"file": __file__, "line": here.co_firstlineno + 5, "function": here.co_name, "statement": "fail()"},
            {
                "file": __file__,
                "line": fail.__code__.co_firstlineno + 1,
                "function": "fail",
                "statement": "raise OrderError(message)",
            },
        ],
    }


def test_the_stack_trace_can_be_left_out(logs):
    logger = logs.logger(serialize_stacktrace=False)
    try:
        fail()
    except OrderError:
        logger.exception("failed")
    assert logs.line["exception_name"] == "OrderError"
    assert "stack_trace" not in logs.line


def test_ways_to_hand_over_an_exception(logs):
    logger = logs.logger()
    try:
        fail()
    except OrderError as error:
        kept = error
        logger.error("true", exc_info=True)
        logger.warning("instance", exc_info=error)
        logger.info("tuple", exc_info=sys.exc_info())
        logger.log(20, "by log", exc_info=True)
        logging.getLogger(logs.service).exception("by the standard library")
    logger.error("later", exc_info=kept)
    for line in logs.lines:
        assert (line["exception_name"], line["stack_trace"]["value"]) == ("OrderError", "no stock")


@pytest.mark.parametrize("exc_info", [False, None, True, (None, None, None), "text", 5, [], ("a", "b")])
def test_what_is_no_exception_is_no_matter(logs, exc_info):
    logger = logs.logger()
    logger.error("m", exc_info=exc_info)
    logger.exception("m", exc_info=exc_info)
    assert [line.keys() & {"exception", "exception_name", "stack_trace"} for line in logs.lines] == [set(), set()]


def test_a_record_with_anything_as_exc_info_can_be_formatted():
    for wrong in ("text", (1, 2, 3), True, object()):
        record = logging.makeLogRecord({"msg": "m", "exc_info": wrong})
        assert json.loads(LambdaPowertoolsFormatter().format(record))["message"] == "m"


def test_an_exception_never_raised_has_no_frames(logs):
    logs.logger().error("m", exc_info=OrderError("new"))
    assert logs.line["exception"] == f"{__name__}.OrderError: new"
    assert logs.line["stack_trace"]["frames"] == []


# --- The text is the standard library's -------------------------------------------------------------------------------


def plain():
    fail()


def caused():
    try:
        fail()
    except OrderError as error:
        raise ValueError("wrong order") from error


def during():
    try:
        fail()
    except OrderError:
        {}["missing"]


def suppressed():
    try:
        fail()
    except OrderError:
        raise ValueError("alone") from None


def noted():
    error = OrderError("no stock")
    error.__notes__ = ["first note", "second\nnote"]
    raise error


def deep(levels=30):
    if not levels:
        fail()
    deep(levels - 1)


def alternating(levels=30):
    if not levels:
        fail()
    (lambda: alternating(levels - 1))()  # noqa: PLC3002  # a frame of another name


def syntax():
    compile("a b", "<code>", "exec")


def no_name():
    undefind_name  # noqa: B018, F821


def no_attribute():
    [].appendd(1)


def no_module():
    import no_such_module  # noqa: F401


def empty():
    raise KeyError


def of_an_object():
    raise ValueError({"a": 1}, 2)


def inner():
    raise OrderError.Inner("ü 😀 \n second line")


def executed():
    exec("def f():\n    raise ValueError('no source')\nf()")


def in_one_expression():
    return (1).bit_length() + len([1, 2, 3]) + int("x")


def leave():
    raise SystemExit(3)


def unprintable():
    class Broken(Exception):  # noqa: N818  # a name
        def __str__(self):
            raise RuntimeError("no")

    raise Broken


def with_odd_module():
    raise type("Made", (Exception,), {"__module__": "made.up"})("m")


def group():
    if sys.version_info < (3, 11):
        fail()
    raise ExceptionGroup("several", [ValueError("one"), KeyError("two")])  # noqa: F821


def of_another_line():
    try:
        fail()
    except OrderError as error:
        trace = error.__traceback__.tb_next
        moved = types.TracebackType(None, trace.tb_frame, trace.tb_lasti, trace.tb_lineno - 1)
        raise error.with_traceback(moved)  # noqa: B904  # the same one


WAYS = [
    *(plain, caused, during, suppressed, noted, deep, alternating, syntax, no_name, no_attribute, no_module, empty),
    *(of_an_object, inner, executed, in_one_expression, leave, unprintable, with_odd_module, group, of_another_line),
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_text_is_the_one_of_the_standard_library(logs, way):
    logger = logs.logger()
    for _ in range(2):  # frames seen for the first time, and frames known
        try:
            way()
        except BaseException as error:
            expected = "".join(traceback.format_exception(error)).removesuffix("\n")
            frames = traceback.extract_tb(error.__traceback__)
            logger.exception("failed")
        assert logs.lines[-1]["exception"] == expected
        stack_trace = logs.lines[-1]["stack_trace"]
        assert [tuple(frame.values()) for frame in stack_trace["frames"]] == [
            (frame.filename, frame.lineno, frame.name, frame.line) for frame in frames
        ]


@given(st.lists(st.sampled_from(WAYS), min_size=1, max_size=6), st.booleans())
@settings(deadline=None, max_examples=60)
def test_exceptions_that_come_from_each_other_have_the_standard_text(ways, explicit):
    def chain(remaining):
        first, *others = remaining
        if not others:
            first()
            return
        try:
            chain(others)
        except BaseException as error:
            if explicit:
                raise RuntimeError(first.__name__) from error
            first()

    try:
        chain(ways)
    except BaseException as error:
        record = logging.makeLogRecord({"msg": "m", "exc_info": (type(error), error, error.__traceback__)})
        expected = "".join(traceback.format_exception(error)).removesuffix("\n")
        assert json.loads(LambdaPowertoolsFormatter().format(record))["exception"] == expected


def test_a_limit_of_tracebacks_counts(logs, monkeypatch):
    logger = logs.logger()
    monkeypatch.setattr(sys, "tracebacklimit", 1, raising=False)
    try:
        fail()
    except OrderError as error:
        expected = "".join(traceback.format_exception(error)).removesuffix("\n")
        logger.exception("failed")
    assert logs.line["exception"] == expected


@pytest.mark.parametrize("notes", [["first", "second"], "text", [1, object()], {"a": 1}])
def test_notes_are_a_key_of_their_own(logs, notes):
    logger = logs.logger()
    error = OrderError("no")
    error.__notes__ = notes
    try:
        raise error
    except OrderError:
        logger.exception("failed")
    assert logs.line["exception_notes"] == ([1, str(notes[1])] if isinstance(notes, list) and notes[0] == 1 else notes)


def test_an_exception_without_notes_has_no_such_key(logs):
    logs.logger().error("m", exc_info=OrderError("no"))
    assert "exception_notes" not in logs.line


def test_an_exception_that_can_not_be_shown_loses_no_line(logs):
    logger = logs.logger()
    try:
        unprintable()
    except Exception:
        logger.exception("failed")
    assert logs.line["message"] == "failed"
    assert logs.line["exception_name"] == "Broken"


def test_two_functions_of_the_same_code_are_told_apart(logs, tmp_path):
    logger = logs.logger()
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("def f():\n    raise ValueError('no')\n")
        space = {}
        exec(compile((tmp_path / f"{name}.py").read_text(), str(tmp_path / f"{name}.py"), "exec"), space)
        try:
            space["f"]()
        except ValueError:
            logger.exception("failed")
    files = [line["stack_trace"]["frames"][-1]["file"] for line in logs.lines]
    assert files == [str(tmp_path / "one.py"), str(tmp_path / "two.py")]
    assert all("raise ValueError('no')" in line["exception"] for line in logs.lines)


def test_frames_that_are_remembered_are_not_without_number(logs, monkeypatch):
    monkeypatch.setattr(_traceback, "MOST_FRAMES", 10)
    monkeypatch.setattr(_traceback, "_seen", {})
    logger = logs.logger()
    for number in range(50):
        try:
            exec(compile("1/0", f"<{number}>", "exec"))
        except ZeroDivisionError:
            logger.exception("failed")
    assert len(_traceback._seen) <= 10
    assert [line["stack_trace"]["frames"][-1]["file"] for line in logs.lines] == [f"<{number}>" for number in range(50)]


def test_what_a_user_does_to_frames_of_a_line_stays_in_that_line(logs):
    def serialise(line):
        for frame in line["stack_trace"]["frames"]:
            frame["file"] = "changed"
        return json.dumps(line)

    for options in ({"json_serializer": serialise}, {}):
        logger = logs.logger(service=f"{logs.service}-{len(options)}", **options)
        try:
            fail()
        except OrderError:
            logger.exception("failed")
    assert logs.lines[0]["stack_trace"]["frames"][1]["file"] == "changed"
    assert logs.lines[1]["stack_trace"]["frames"][1]["file"] == __file__
