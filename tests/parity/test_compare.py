"""The comparison itself: what counts as a difference, and what is taken out before."""

from __future__ import annotations

import importlib.util
import sys
import time
from pathlib import Path

import pytest


def load(name):
    """A module beside this file, without putting the directory on the path of all tests."""
    specification = importlib.util.spec_from_file_location(f"parity_{name}", Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


compare = load("compare")
normal = load("normal")
worker_places = {"/site/aws_lambda_powertools": "<package>", "/parity": "<parity>"}


def found(public, ours):
    return [(difference.path, difference.kind) for difference in compare.differences(public, ours)]


@pytest.mark.parametrize(
    ("public", "ours", "expected"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": 1.0}, [("a", "changed")]),
        ({"a": 1}, {"a": True}, [("a", "changed")]),
        ({"a": {"b": [1, 2]}}, {"a": {"b": [1, 3]}}, [("a.b[1]", "changed")]),
        ({"a": 1, "b": 2}, {"a": 1}, [("b", "missing")]),
        ({"a": 1}, {"a": 1, "b": 2}, [("b", "added")]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, [("", "order")]),
        ({"a": 1, "b": 2}, {"a": 1, "new": 0, "b": 2}, [("new", "added")]),
        ([{"message": "one"}, {"message": "two"}], [{"message": "two"}], [("[0]", "missing")]),
        (["x"], ["x", "y"], [("[1]", "added")]),
    ],
)
def test_every_kind_of_difference_is_found_with_its_path(public, ours, expected):
    assert found(public, ours) == expected


def test_a_row_covers_only_the_difference_it_describes():
    row = compare.Intended("logger_*", "output[*].timestamp", "why", "where", ours=r"Z\"$")
    difference = compare.Difference("output[3].timestamp", "changed", "2024", "2024Z")
    assert row.covers("logger_keys.one[variant]", difference)
    assert not row.covers("tracer_handler.one", difference)
    assert not row.covers("logger_keys.one", compare.Difference("output[3].timestamp", "changed", "2024Z", "2024"))
    assert not row.covers("logger_keys.one", compare.Difference("output[3].timestamp", "missing", "2024", "2024Z"))
    assert not row.covers("logger_keys.one", compare.Difference("output[3].a.timestamp", "changed", "2024", "2024Z"))


def cleaned(value):
    view = dict.fromkeys(("output", "segments", "warnings", "stderr", "raised", "text"))
    return normal.normalised({**view, "yielded": value, "now": time.time(), "places": worker_places})["yielded"]


def test_a_time_of_today_keeps_its_form_only():
    now = time.gmtime()
    assert cleaned(time.strftime("%Y-%m-%dT%H:%M:%S.123Z", now)) == "9999-99-99T99:99:99.999Z"
    assert cleaned(time.strftime("%Y-%m-%d %H:%M:%S,123+0000", now)) == "9999-99-99 99:99:99,999+9999"


def test_a_time_of_another_day_stays():
    assert cleaned("2001-02-03 04:05:06,789+0000") == "2001-02-03 04:05:06,789+0000"
    assert cleaned(1_000_000_000) == 1_000_000_000


def test_numbers_that_are_now_keep_unit_and_type():
    assert cleaned([int(time.time()), time.time(), int(time.time() * 1000)]) == [
        "<now in seconds, int>",
        "<now in seconds, float>",
        "<now in milliseconds, int>",
    ]


def test_ids_become_numbers_that_keep_links_visible():
    first, second = "0123456789abcdef", "fedcba9876543210"
    assert cleaned([first, second, f"Parent={first}"]) == ["<id 1>", "<id 2>", "Parent=<id 1>"]


def test_frames_inside_the_package_leave_tracebacks_and_stack_traces():
    text = (
        "Traceback (most recent call last):\n"
        '  File "/site/aws_lambda_powertools/logger.py", line 5, in inner\n    call()\n    ^^^^^^\n'
        '  File "/parity/handler.py", line 7, in handler\n    fail()\nValueError: no'
    )
    assert cleaned(text).strip() == (
        'Traceback (most recent call last):\n  File "<parity>/handler.py", line 7, in handler\n    fail()\nValueError: no'
    )
    frames = [
        {"file": "/site/aws_lambda_powertools/logger.py", "line": 5, "function": "inner", "statement": "call()"},
        {"file": "/parity/handler.py", "line": 7, "function": "handler", "statement": "fail()"},
    ]
    assert [frame["file"] for frame in cleaned(frames)] == ["<parity>/handler.py"]
