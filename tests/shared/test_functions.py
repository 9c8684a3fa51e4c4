"""Small helpers that users import."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pydantic
import pytest

from aws_lambda_powertools.shared import functions
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.mark.parametrize("word", ["1", "y", "YES", "t", "True", "on"])
def test_words_that_mean_yes(word):
    assert functions.strtobool(word) is True


@pytest.mark.parametrize("word", ["0", "n", "NO", "f", "False", "off"])
def test_words_that_mean_no(word):
    assert functions.strtobool(word) is False


@pytest.mark.parametrize("word", ["fail", "", "2"])
def test_words_that_mean_neither(word):
    with pytest.raises(ValueError, match="invalid truth value"):
        functions.strtobool(word)


@pytest.mark.parametrize(
    ("env", "choice", "resolved"), [("true", None, True), ("true", False, False), ("0", None, False)]
)
def test_a_switch_is_a_choice_or_what_the_variable_says(env, choice, resolved):
    assert functions.resolve_truthy_env_var_choice(env=env, choice=choice) is resolved


def test_a_text_or_number_is_a_choice_or_what_the_variable_says():
    assert functions.resolve_env_var_choice(env="variable", choice=None) == "variable"
    assert functions.resolve_env_var_choice(env="variable", choice="") == ""
    assert functions.resolve_env_var_choice() is None
    assert functions.resolve_max_age(env="10", choice=None) == 10
    assert functions.resolve_max_age(env="10", choice=0) == 0


def test_the_path_of_a_file_of_the_function(monkeypatch):
    monkeypatch.setenv("LAMBDA_TASK_ROOT", "/var/task")
    assert functions.abs_lambda_path("templates/mail.html") == "/var/task/templates/mail.html"
    assert functions.abs_lambda_path() == "/var/task"


def test_outside_lambda_paths_begin_in_the_current_directory():
    assert functions.abs_lambda_path("mail.html") == os.path.join(os.getcwd(), "mail.html")


@pytest.mark.parametrize(
    ("variable", "is_set"),
    [("POWERTOOLS_DEV", functions.powertools_dev_is_set), ("POWERTOOLS_DEBUG", functions.powertools_debug_is_set)],
)
def test_modes_that_do_not_belong_in_production_warn(monkeypatch, variable, is_set):
    assert is_set() is False
    monkeypatch.setenv(variable, "1")
    with pytest.warns(PowertoolsUserWarning, match=f"{variable} environment variable is enabled"):
        assert is_set() is True


def test_base64():
    assert functions.base64_decode("aGVsbG8=") == b"hello"
    assert functions.bytes_to_base64_string(b"hello") == "aGVsbG8="
    assert functions.bytes_to_string("é".encode()) == "é"


@pytest.mark.parametrize(
    "call",
    [
        lambda: functions.base64_decode("bad"),
        lambda: functions.base64_decode("é"),
        lambda: functions.bytes_to_base64_string("text"),
        lambda: functions.bytes_to_string(b"\xff"),
    ],
)
def test_what_can_not_be_converted_is_a_value_error(call):
    with pytest.raises(ValueError):
        call()


def test_a_dictionary_in_slices():
    assert list(functions.slice_dictionary({"a": 1, "b": 2, "c": 3}, 2)) == [{"a": 1, "b": 2}, {"c": 3}]
    assert list(functions.slice_dictionary({}, 2)) == []


@dataclass
class Line:
    sku: str


@dataclass
class Order:
    lines: list[Line]


class Model(pydantic.BaseModel):
    sku: str


class RawEvent:
    def __init__(self):
        self.raw_event = {"Records": []}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (Order([Line("a")]), {"lines": [{"sku": "a"}]}),
        (Model(sku="a"), {"sku": "a"}),
        (RawEvent(), {"Records": []}),
        ({"a": 1}, {"a": 1}),
        ("text", "text"),
        (Order, Order),
    ],
)
def test_the_dictionary_behind_an_object(data, found):
    assert functions.extract_event_from_common_models(data) == found


def test_names_of_segments():
    assert functions.sanitize_xray_segment_name("a?b;c*<locals>.x~y^$!()#") == "abclocals.xy#"


@pytest.mark.parametrize(
    ("header", "trace_id"),
    [
        (None, None),
        (
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=557abcec3ee5a047;Sampled=1",
            "1-5759e988-bd862e3fe1be46a994272793",
        ),
        ("Parent=557abcec3ee5a047;Root=1-5759e988-bd862e3fe1be46a994272793", "1-5759e988-bd862e3fe1be46a994272793"),
        ("1-5759e988", "1-5759e988"),
    ],
)
def test_the_trace_id_of_the_invocation(monkeypatch, header, trace_id):
    if header:
        monkeypatch.setenv("_X_AMZN_TRACE_ID", header)
    assert functions.get_tracer_id() == trace_id


def test_header_bytes_of_kafka_may_be_signed():
    assert functions.decode_header_bytes([104, 105, -1]) == b"hi\xff"


def test_durable_contexts(lambda_context):
    durable = type("Durable", (), {"state": None, "lambda_context": lambda_context})()
    assert functions.is_durable_context(durable)
    assert not functions.is_durable_context(lambda_context)
