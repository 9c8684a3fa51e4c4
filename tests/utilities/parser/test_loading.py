"""You pay for what you name: what the parser loads, and when."""

from __future__ import annotations

import os

import pytest
from fresh_interpreter import loaded_by
from source_tree import PACKAGE

pytest.importorskip("awslambdaric", reason="the Lambda runtime client is not installed")
if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)

PARSER = f"{PACKAGE}.utilities.parser"


def loaded(statement: str) -> set[str]:
    _, answers = loaded_by([statement])
    return answers[statement]


def of_parser(names: set[str], folder: str) -> set[str]:
    home = f"{PARSER}.{folder}."
    return {name[len(home) :] for name in names if name.startswith(home)}


def test_the_door_loads_no_model_no_envelope_and_no_pydantic():
    names = loaded(f"import {PARSER}, {PARSER}.envelopes, {PARSER}.models")
    assert "pydantic" not in names
    assert of_parser(names, "envelopes") == of_parser(names, "models") == set()


def test_parse_and_event_parser_load_no_model_no_envelope_and_no_data_class():
    names = loaded(f"from {PARSER} import BaseModel, event_parser, parse")
    assert of_parser(names, "envelopes") == of_parser(names, "models") == set()
    assert not any(name.startswith(f"{PACKAGE}.utilities.data_classes") for name in names)
    assert "pydantic.type_adapter" not in names


def test_without_a_model_pydantic_is_not_loaded():
    assert "pydantic" not in loaded(f"from {PARSER} import event_parser, parse")


@pytest.mark.parametrize(
    ("envelope", "files"), [("SqsEnvelope", {"sqs"}), ("KafkaEnvelope", {"kafka"}), ("SnsEnvelope", {"sns", "sqs"})]
)
def test_naming_an_envelope_loads_its_file_only(envelope, files):
    names = loaded(f"from {PARSER}.envelopes import {envelope}")
    assert of_parser(names, "envelopes") == {*files, "base"}
    assert of_parser(names, "models") <= {*files, "_base"}
    assert not any(name.startswith(f"{PACKAGE}.utilities.data_classes") for name in names)


MODEL = f"from {PARSER} import BaseModel, envelopes, parse\nclass Order(BaseModel):\n    id: int\n"


def test_an_event_as_sqs_sends_it_loads_no_model_of_it():
    event = {"Records": []}
    names = loaded(f"{MODEL}parse({event}, Order, envelopes.SqsEnvelope)")
    assert of_parser(names, "models") == set()


WITHOUT_PYDANTIC = """
import sys
sys.modules["pydantic"] = None
"""


@pytest.mark.parametrize(
    "use",
    [
        f"from {PARSER} import BaseModel",
        f"from {PARSER} import parse\nparse({{}}, dict)",
        f"from {PARSER} import event_parser\nevent_parser(model=dict)(print)({{}}, None)",
    ],
)
def test_without_pydantic_the_error_names_the_extra(use):
    body = "\n".join(f"    {line}" for line in use.splitlines())
    loaded(
        f"""{WITHOUT_PYDANTIC}
from {PACKAGE}._core.errors import MissingDependencyError
try:
{body}
except MissingDependencyError as error:
    assert error.extra == "parser", error
    assert 'pip install "aws-lambda-powertools[parser]"' in str(error)
else:
    raise AssertionError("pydantic was found")
"""
    )
