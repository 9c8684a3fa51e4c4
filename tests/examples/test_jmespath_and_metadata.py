"""The examples of the JMESPath and metadata pages do what the pages say."""

from __future__ import annotations

import json
import runpy

import pytest
from source_tree import ROOT

ORDER = {"orderId": 7, "lines": [{"sku": "a"}, {"sku": "b"}], "name": "Ada Lovelace"}


@pytest.fixture
def handler(request):
    return runpy.run_path(str(ROOT / "examples" / f"{request.param}.py"))["lambda_handler"]


@pytest.mark.parametrize(
    ("handler", "event", "answer"),
    [
        ("jmespath/getting_started", {"body": json.dumps(ORDER)}, {"orderId": 7, "skus": ["a", "b"]}),
        ("jmespath/envelopes_of_events", {"Records": [{"body": json.dumps(ORDER)}]}, {"received": [7]}),
        ("jmespath/own_functions", {"body": json.dumps(ORDER)}, {"surname": "Lovelace"}),
        ("metadata/getting_started", {}, {"zone": None}),
    ],
    indirect=["handler"],
)
def test_an_example_answers(handler, event, answer, lambda_context):
    assert handler(event, lambda_context) == answer


@pytest.mark.parametrize("handler", ["metadata/getting_started"], indirect=True)
def test_without_the_endpoint_the_handler_goes_on(handler, lambda_context, monkeypatch, capsys):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
    assert handler({}, lambda_context) == {"zone": None}
    assert "AWS_LAMBDA_METADATA_API" in capsys.readouterr().out
