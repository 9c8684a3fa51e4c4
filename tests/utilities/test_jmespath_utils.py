"""Queries into events, and the functions that open what they carry as text."""

from __future__ import annotations

import base64
import gzip
import json
import zlib

import jmespath
import pytest
from fresh_interpreter import loaded_by
from hypothesis import given, strategies as st
from jmespath import exceptions
from jmespath.visitor import Options

from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError
from aws_lambda_powertools.utilities import jmespath_utils
from aws_lambda_powertools.utilities.jmespath_utils import (
    PowertoolsFunctions,
    envelopes,
    extract_data_from_envelope,
    query,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning


def base64_text(data):
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def gzip_text(data):
    return base64_text(gzip.compress(data.encode(), mtime=0))


ORDER = {"orderId": 7, "lines": [{"sku": "a"}, {"sku": "b"}]}
EVENT = {"body": json.dumps(ORDER), "data": base64_text(json.dumps(ORDER)), "packed": gzip_text(json.dumps(ORDER))}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("powertools_json(body)", ORDER),
        ("powertools_json(body).orderId", 7),
        ("powertools_json(body).lines[*].sku", ["a", "b"]),
        ("powertools_json(body).lines[-1].sku", "b"),
        ("powertools_base64(data)", json.dumps(ORDER)),
        ("powertools_json(powertools_base64(data)).orderId", 7),
        ("powertools_base64_gzip(packed) | powertools_json(@).orderId", 7),
        ("length(powertools_json(body).lines)", 2),
        ("nothing.here", None),
    ],
)
def test_what_a_query_finds(expression, found):
    assert query(EVENT, expression) == found


def sqs(*bodies):
    return {"Records": [{"body": json.dumps(body)} for body in bodies]}


S3 = {"Records": [{"s3": {"bucket": {"name": "orders"}}}]}
SNS_OF_S3 = {"Message": json.dumps(S3)}


@pytest.mark.parametrize(
    ("envelope", "event", "found"),
    [
        (envelopes.API_GATEWAY_REST, {"body": '{"a": 1}'}, {"a": 1}),
        (envelopes.API_GATEWAY_HTTP, {"body": '{"a": 1}'}, {"a": 1}),
        (envelopes.SQS, sqs({"a": 1}, {"a": 2}), [{"a": 1}, {"a": 2}]),
        (envelopes.SNS, {"Records": [{"Sns": {"Message": '{"a": 1}'}}]}, {"a": 1}),
        (envelopes.EVENTBRIDGE, {"detail": {"a": 1}}, {"a": 1}),
        (envelopes.CLOUDWATCH_EVENTS_SCHEDULED, {"detail": {}}, {}),
        (envelopes.KINESIS_DATA_STREAM, {"Records": [{"kinesis": {"data": base64_text('{"a": 1}')}}]}, [{"a": 1}]),
        (envelopes.CLOUDWATCH_LOGS, {"awslogs": {"data": gzip_text('{"logEvents": [{"id": 1}]}')}}, [{"id": 1}]),
        (envelopes.S3_SQS, sqs(S3), S3["Records"]),
        (envelopes.S3_SNS_SQS, sqs(SNS_OF_S3), S3["Records"]),
        (envelopes.S3_EVENTBRIDGE_SQS, sqs({"detail": {"a": 1}}), [{"a": 1}]),
        (envelopes.S3_KINESIS_FIREHOSE, {"records": [{"data": base64_text(json.dumps(S3))}]}, S3["Records"]),
        (envelopes.S3_SNS_KINESIS_FIREHOSE, {"records": [{"data": base64_text(json.dumps(SNS_OF_S3))}]}, S3["Records"]),
    ],
)
def test_envelopes_unwrap_the_usual_events(envelope, event, found):
    assert query(event, envelope) == found


def test_envelopes_unwrap_real_events(event):
    assert query(event("sqsEvent"), "Records[*].body") == ["Test message.", '{"message": "foo1"}']


# --- the same as jmespath ------------------------------------------------------------------------------------------

LEAVES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["", "x", '{"a": [1, {"b": null}]}'])
DATA = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner))
STEPS = st.sampled_from(
    [
        ".a", ".b", ".c", "[0]", "[-1]", "[5]", "[*]", "[]", ".*", "[?a]", "[:1]", "[::-1]", " | @", " | [0]", " | a",
        " || b", " && c", " == `1`", ".[a, b]", ".{x: a}", ".length(@)", ".powertools_json(@)", ".type(@)", ".keys(@)",
    ]
)  # fmt: skip
EXPRESSIONS = st.builds(
    lambda start, steps: start + "".join(steps), st.sampled_from("abc@"), st.lists(STEPS, max_size=5)
)


@given(DATA, EXPRESSIONS)
def test_every_expression_gives_what_jmespath_gives(data, expression):
    def outcome(search):
        try:
            return search()
        except ValueError as error:  # all of jmespath's errors, and those of JSON
            return type(error), str(error)

    options = Options(custom_functions=PowertoolsFunctions())
    expected = outcome(lambda: jmespath.search(expression, data, options))
    assert outcome(lambda: query(data, expression)) == expected


# --- options ---------------------------------------------------------------------------------------------------------


class Shouting(PowertoolsFunctions):
    @jmespath.functions.signature({"types": ["string"]})
    def _func_shout(self, text):
        return text.upper()


@pytest.mark.parametrize(
    "options", [{"custom_functions": Shouting()}, Options(custom_functions=Shouting(), dict_cls=dict)]
)
def test_functions_of_ones_own_extend_those_of_the_toolkit(options):
    assert query({"a": '{"b": "x"}'}, "powertools_json(a).shout(b)", options) == "X"


def test_options_replace_the_functions_of_the_toolkit():
    with pytest.raises(exceptions.UnknownFunctionError):
        query(EVENT, "powertools_json(body)", {"custom_functions": jmespath.functions.Functions()})


def test_the_functions_are_a_class_of_jmespaths():
    assert issubclass(PowertoolsFunctions, jmespath.functions.Functions)
    assert {"powertools_json", "powertools_base64", "powertools_base64_gzip"} <= set(PowertoolsFunctions.FUNCTION_TABLE)


# --- errors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("expression", ["$", "`x", "'x", 5, True, ["a"], {"a": 1}])
def test_what_is_no_expression_at_all(expression):
    with pytest.raises(InvalidEnvelopeExpressionError):
        query({"a": 1}, expression)


@pytest.mark.parametrize("options", [{"no_such_option": 1}, 5])
def test_options_that_are_none(options):
    with pytest.raises(InvalidEnvelopeExpressionError):
        query({"a": 1}, "a", options)


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("", exceptions.EmptyExpressionError),
        (None, exceptions.EmptyExpressionError),
        ("a[", exceptions.IncompleteExpressionError),
        ("a b", exceptions.ParseError),
        ("shout(a)", exceptions.UnknownFunctionError),
        ("length(a)", exceptions.JMESPathTypeError),
        ("powertools_json()", exceptions.ArityError),
        ("powertools_json(a, a)", exceptions.ArityError),
        ("powertools_json(a)", exceptions.JMESPathTypeError),
        ("powertools_base64(nothing)", exceptions.JMESPathTypeError),
    ],
)
def test_errors_in_an_expression_are_those_of_jmespath(expression, error):
    with pytest.raises(error):
        query({"a": 1}, expression)


@pytest.mark.parametrize(
    ("text", "expression", "error"),
    [
        ("{", "powertools_json(@)", json.JSONDecodeError),
        ("abc", "powertools_base64(@)", ValueError),
        (base64_text(b"\xff"), "powertools_base64(@)", InvalidEnvelopeExpressionError),
        (base64_text("no gzip"), "powertools_base64_gzip(@)", ValueError),
        (gzip_text("cut off")[:-12], "powertools_base64_gzip(@)", ValueError),
    ],
)
def test_payloads_that_are_not_what_the_expression_says(text, expression, error):
    with pytest.raises(error):
        query(text, expression)


def test_errors_do_not_show_the_data():
    with pytest.raises(InvalidEnvelopeExpressionError) as caught:
        query({"secret": "hunter2"}, "$")
    assert "hunter2" not in str(caught.value)


def test_a_zip_bomb_is_refused_before_it_fills_the_memory(monkeypatch):
    """The public package inflates whatever comes (D1)."""
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "100000")
    bomb = base64_text(zlib.compress(b"0" * 10_000_000))
    with pytest.raises(ValueError, match=r"more than 100000 bytes.*POWERTOOLS_MAX_INFLATED_BYTES"):
        query({"data": bomb}, "powertools_base64_gzip(data)")
    assert len(query({"data": base64_text(gzip.compress(b"0" * 100_000))}, "powertools_base64_gzip(data)")) == 100_000


# --- cost ------------------------------------------------------------------------------------------------------------


def test_an_expression_is_compiled_once(monkeypatch):
    compiled = []
    compile_expression = jmespath.compile
    monkeypatch.setattr(jmespath, "compile", lambda text: compiled.append(text) or compile_expression(text))
    for _ in range(3):
        assert query({"only_here": 1}, "only_here") == 1
    assert compiled == ["only_here"]


def test_compiled_expressions_are_kept_within_bounds():
    for number in range(jmespath_utils.MOST_EXPRESSIONS + 50):
        query({}, f"field_{number}")
    assert jmespath_utils._search.cache_info().currsize == jmespath_utils.MOST_EXPRESSIONS


def test_jmespath_is_imported_at_the_first_query():
    load = "from aws_lambda_powertools.utilities.jmespath_utils import query"
    _, loaded = loaded_by([load, f"{load}; query({{'a': 1}}, 'a')"])
    before, after = loaded.values()
    assert "jmespath" not in before
    assert "jmespath" in after


def test_the_former_name_still_works_and_says_so():
    with pytest.warns(PowertoolsDeprecationWarning, match="query"):
        assert extract_data_from_envelope(data={"a": 1}, envelope="a") == 1
