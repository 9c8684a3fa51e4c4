"""Python tracebacks as data."""

from __future__ import annotations

import traceback

from hypothesis import given, strategies as st

from aws_lambda_powertools.local.decoding import Frame, parse_traceback
from aws_lambda_powertools.local.decoding.tracebacks import is_own_frame


class OddError(Exception):
    pass


def raised(message):
    def inner():
        raise OddError(message)

    try:
        inner()
    except OddError:
        return traceback.format_exc()


def test_what_python_prints_is_read_back():
    [error] = parse_traceback(raised("two\nlines"))

    assert error.type.endswith("OddError")
    assert error.message == "two\nlines"
    assert [frame.function for frame in error.frames] == ["raised", "inner"]
    assert error.frames[-1].file == __file__
    assert error.frames[-1].statement == "raise OddError(message)"


def test_causes_come_first():
    try:
        try:
            raise KeyError("first")
        except KeyError:
            raise ValueError("second")  # noqa: B904  # the implicit context is the point
    except ValueError:
        errors = parse_traceback(traceback.format_exc())

    assert [error.type for error in errors] == ["KeyError", "ValueError"]


def test_repeated_frames_of_a_recursion_do_not_stop_it():
    def deeper(n):
        return deeper(n + 1)

    try:
        deeper(0)
    except RecursionError:
        [error] = parse_traceback(traceback.format_exc())

    assert error.type == "RecursionError"


def test_an_exception_without_message_has_none():
    [error] = parse_traceback('Traceback (most recent call last):\n  File "a.py", line 1, in f\nKeyboardInterrupt')

    assert (error.type, error.message, error.frames[0].statement) == ("KeyboardInterrupt", "", "")


@given(st.text() | st.text().map(lambda text: f"Traceback (most recent call last):\n{text}"))
def test_no_text_whatever_makes_it_raise(text):
    parse_traceback(text)


def test_frames_of_libraries_are_not_ones_own(tmp_path):
    root = str(tmp_path)

    assert is_own_frame(Frame(f"{root}/app.py", 1), root)
    assert is_own_frame(Frame("app.py", 1), root)
    assert not is_own_frame(Frame(f"{root}/venv/lib/python3.11/site-packages/x.py", 1), root)
    assert not is_own_frame(Frame("/usr/lib/python3.11/json/__init__.py", 1), root)
    assert not is_own_frame(Frame("<frozen importlib._bootstrap>", 1), root)
    assert not is_own_frame(Frame(f"{root}-other/app.py", 1), root)
