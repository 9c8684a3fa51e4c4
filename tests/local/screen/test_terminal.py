"""What a run looks like in a terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, strategies as st
from rich.console import Console

from aws_lambda_powertools.local import Function, HandlerPath, stream
from aws_lambda_powertools.local.decoding import decode_line, trace_tree
from aws_lambda_powertools.local.decoding.metrics import Metric
from aws_lambda_powertools.local.screen.metrics import metrics_table
from aws_lambda_powertools.local.screen.terminal import Screen
from aws_lambda_powertools.local.screen.trace import waterfall
from aws_lambda_powertools.local.screen.words import duration, visible

FUNCTION = Function(HandlerPath("/src/orders", "api", "handler"))


class Page:
    """A screen whose text can be read."""

    def __init__(self, width=100, **options):
        self.file = io.StringIO()
        self.console = Console(file=self.file, width=width, highlight=False)
        self.screen = Screen(self.console, FUNCTION, **options)
        self.screen(stream.InvocationStarted("r-1", 1, {"id": 1}, "1-a-b", "aaaa", 100.0, cold=False))

    def line(self, text, name="stdout"):
        self.screen(stream.LogLine("r-1", "invoke", name, text, decode_line(text), 100.0))

    def end(self, response=None, error=None, milliseconds=12.5, **facts):
        status = "error" if error else "success"
        self.screen(
            stream.InvocationEnded("r-1", status, response, error, milliseconds, 13, facts.get("peak", 40), 100.0)
        )

    @property
    def lines(self):
        return [line.rstrip() for line in self.file.getvalue().splitlines()]

    def text_of(self, renderable):
        self.console.print(renderable)
        return self.lines


def test_a_key_is_shown_where_it_is_new_or_has_changed():
    page = Page()
    page.line('{"level":"INFO","message":"a","service":"s","order":1,"tenant":"x"}')
    page.line('{"level":"INFO","message":"b","service":"s","order":1,"tenant":"y"}')

    first, second = page.lines[-2:]
    assert first.endswith("INFO     a  order=1  tenant=x")
    assert second.endswith("INFO     b  tenant=y")


def test_every_key_is_shown_when_all_are_wanted():
    page = Page(full=True)
    page.line('{"level":"INFO","message":"a","service":"s","order":1}')
    page.line('{"level":"INFO","message":"b","service":"s","order":1}')

    assert page.lines[-1].endswith("INFO     b  service=s  order=1")


def test_a_message_that_is_an_event_is_cut_unless_all_is_wanted():
    line = '{"level":"INFO","message":{"a":"' + "x" * 900 + '"}}'
    short, whole = Page(width=2000), Page(width=2000, full=True)
    short.line(line)
    whole.line(line)

    assert short.lines[-1].endswith("xxx…")
    assert whole.lines[-1].endswith('xxx"}')


def test_an_exception_is_shown_with_the_frames_of_ones_own_code():
    trace = (
        'Traceback (most recent call last):\\n  File \\"/src/orders/api.py\\", line 3, in handler\\n    charge()\\n'
        '  File \\"/venv/lib/python3.13/site-packages/x.py\\", line 9, in wrap\\n    return f()\\n'
        '  File \\"/src/orders/api.py\\", line 7, in charge\\n    connect()\\n'
        '  File \\"/venv/lib/python3.13/site-packages/net/a.py\\", line 1, in connect\\n    retry()\\n'
        '  File \\"/usr/lib/python3.13/socket.py\\", line 9, in send\\n    raise\\nnet.GoneError: gone'
    )
    page = Page()
    page.line(f'{{"level":"ERROR","message":"failed","exception":"{trace}","exception_name":"GoneError"}}')
    page.end(
        error=stream.FunctionError(
            "GoneError", "gone", ('  File "/src/orders/api.py", line 7, in charge\n    connect()\n',)
        )
    )

    stripped = [line.strip() for line in page.lines]
    position = stripped.index("net.GoneError: gone")
    assert stripped[position + 1 : position + 5] == [
        "api.py:3 in handler  charge()",
        "api.py:7 in charge  connect()",
        "… socket.py:9 in send, 2 calls further down",
        "✗ GoneError: gone",  # its frames stand above, in the log
    ]
    assert not stripped[position + 5].startswith("api.py")


@pytest.mark.parametrize(
    ("response", "shown"),
    [
        (None, "→ null"),
        ({"a": 1}, '→ {"a": 1}'),
        ({"statusCode": 201, "body": '{"id": 7}'}, '→ 201 Created {"id": 7}'),
        ({"statusCode": 204}, "→ 204 No Content"),
        ({"statusCode": 799, "body": "odd"}, "→ 799 odd"),
        ({"statusCode": 200, "body": "aGk=", "isBase64Encoded": True}, "→ 200 OK 4 characters of base64"),
        ({"statusCode": "200"}, '→ {"statusCode": "200"}'),
        ("two\nlines", "→ two"),
    ],
)
def test_a_response_is_shown_as_what_it_is(response, shown):
    page = Page()
    page.end(response)

    assert shown in page.lines


def test_a_long_response_is_cut_and_says_so():
    page = Page()
    page.end(list(range(100)))

    assert any("more lines (--json prints all)" in line for line in page.lines)


def test_metrics_of_one_name_are_added_up():
    metrics = [
        Metric("N", "a", "Count", (1,), ({"s": "x"},)),
        Metric("N", "a", "Count", (2.5,), ({"s": "x"},)),
        Metric("M", "b", "None", (1e20,)),
    ]

    lines = [line.split() for line in Page().text_of(metrics_table(metrics))]

    assert ["N", "a", "3.5", "Count", "1", "+", "2.5", "s=x"] in lines
    assert ["M", "b", "1e+20", "None"] in lines


def node(identity, parent, start, end, **more):
    return {"id": identity, "parent_id": parent, "name": f"## {identity}", "start_time": start, "end_time": end, **more}


def test_a_waterfall_has_one_axis():
    documents = [
        node("root", "", 0.0, 1.0, annotations={"ColdStart": True}),
        node("late", "root", 0.5, 1.0, fault=True, cause={"exceptions": [{"type": "OSError", "message": "gone"}]}),
        node(
            "aws", "late", 0.5, 0.75, namespace="aws", aws={"operation": "PutItem"}, http={"response": {"status": 200}}
        ),
    ]

    root, late, aws = Page(width=120).text_of(waterfall(trace_tree(documents), 120))[-3:]

    assert (root.count("━"), late.count("━"), aws.count("━")) == (40, 20, 10)
    assert late.index("━") == aws.index("━") == root.index("━") + 20
    assert "1.00 s ColdStart=true" in root
    assert "500 ms fault OSError: gone" in late
    assert "250 ms PutItem 200" in aws


@pytest.mark.parametrize(
    "documents",
    [
        [node("a", "", 0.0, 0.0)],
        [node("a", "", 5.0, 1.0)],
        [node("a", "", 1.0, None)],
        [node("a", "", -1e300, 1e300)],
        [node(str(n), str(n - 1), 0.0, 1.0) for n in range(60)],
        [node("\x1b[31mred\n\ud800", "", 0.0, 1.0, annotations={"\x07": {"a": float("nan")}})],
    ],
)
@pytest.mark.parametrize("width", [20, 80, 300])
def test_odd_documents_are_drawn_somehow(documents, width):
    page = Page(width=width)

    assert page.text_of(waterfall(trace_tree(documents), width))
    page.file.getvalue().encode()
    assert "\x1b" not in page.file.getvalue()


@given(st.text() | st.dictionaries(st.text(), st.text() | st.floats()).map(str))
def test_no_line_whatever_reaches_the_terminal_as_a_command(text):
    page = Page()
    page.line(text, "stderr")
    page.end(text)

    shown = page.file.getvalue()
    shown.encode()
    assert not {character for character in shown if ord(character) < 32} - {"\n"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("a\x00b", "a\\x00b"),
        ("\ud800", "\ufffd"),
        ("a\rb", "a\nb"),
        ("\x1b]0;title\x07x", "x"),
        ("\x9b31m", "\\x9b31m"),
    ],
)
def test_control_characters_are_made_visible(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(0.1234, "0.12 ms"), (12.34, "12.3 ms"), (123.4, "123 ms"), (12_345, "12.35 s")]
)
def test_durations_have_few_digits(milliseconds, shown):
    assert duration(milliseconds) == shown
