from __future__ import annotations

import contextlib
import io
import json
from typing import Any

import pytest
from emf import faults, parsed
from hypothesis import given, settings, strategies

from aws_lambda_powertools._core import notices
from aws_lambda_powertools.metrics import (
    EphemeralMetrics,
    MetricResolutionError,
    MetricUnitError,
    MetricValueError,
    SchemaValidationError,
)
from aws_lambda_powertools.metrics.exceptions import MetricNameError

DOCUMENT = {
    "_aws": {
        "Timestamp": 1,
        "CloudWatchMetrics": [
            {"Namespace": "Shop", "Dimensions": [["shop"], []], "Metrics": [{"Name": "Sold", "Unit": "Count"}]}
        ],
    },
    "shop": "north",
    "Sold": [1.0, 2],
}


def changed(change: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(json.dumps(DOCUMENT))
    exec(change, {"document": document, "directive": document["_aws"]["CloudWatchMetrics"][0]})
    return document


def test_the_rules_of_these_tests_accept_a_good_document():
    assert faults(DOCUMENT) == []


@pytest.mark.parametrize(
    "change",
    [
        "document['_aws'] = 'x'",
        "document['_aws']['Timestamp'] = 1.5",
        "directive['Namespace'] = ''",
        "directive['Dimensions'].append(['absent'])",
        "directive['Dimensions'].append(['Sold'])",
        "directive['Dimensions'].append([f'd{n}' for n in range(31)])",
        "document['shop'] = 5",
        "document['shop'] = ''",
        "document['shop'] = 'x' * 1025",
        "directive['Metrics'].append({'Name': 'absent', 'Unit': 'Count'})",
        "directive['Metrics'].append({'Name': 'Sold', 'Unit': 'Count'})",
        "directive['Metrics'][0]['Unit'] = 'Pieces'",
        "directive['Metrics'][0]['StorageResolution'] = 30",
        "directive['Metrics'].clear()",
        "document['Sold'] = []",
        "document['Sold'] = [1.0] * 101",
        "document['Sold'] = [True]",
        "document['Sold'] = ['1']",
        "document['Sold'] = [1e300]",
    ],
)
def test_the_rules_of_these_tests_reject_a_bad_document(change):
    assert faults(changed(change)) != []


# --- Whatever is recorded -------------------------------------------------------------------------------------------

names = strategies.one_of(
    strategies.sampled_from(["Sold", "Took", "shop", "stage", "service", "_aws", "", " ", " Sold ", "%s", "x" * 256]),
    strategies.text(max_size=12),
)
services = strategies.none() | strategies.text(max_size=3) | strategies.sampled_from(["", " ", "x" * 1025])
values = strategies.one_of(
    strategies.floats(), strategies.integers(), strategies.booleans(), strategies.sampled_from([10**400, None, "1"])
)
anything = strategies.recursive(
    strategies.none() | strategies.booleans() | strategies.floats() | strategies.text(max_size=5) | strategies.binary(max_size=5),
    lambda inner: strategies.lists(inner, max_size=3) | strategies.dictionaries(names, inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
calls = strategies.one_of(
    strategies.tuples(
        strategies.just("add_metric"),
        names,
        strategies.sampled_from(["Count", "Seconds", "BytesPerSecond", "None", "pieces", None]),
        values,
        strategies.sampled_from([60, 60, 1, 30]),
    ),
    strategies.tuples(strategies.just("add_dimension"), names, strategies.text(max_size=5) | anything),
    strategies.tuples(strategies.just("add_metadata"), names, anything),
    strategies.tuples(strategies.just("add_dimensions"), strategies.dictionaries(names, strategies.text(max_size=5))),
    strategies.tuples(strategies.just("set_default_dimensions"), strategies.dictionaries(names, anything, max_size=3)),
    strategies.tuples(strategies.just("flush_metrics")),
    strategies.tuples(strategies.just("metric_set")),
    strategies.tuples(strategies.just("clear_default_dimensions")),
)
ERRORS = (MetricNameError, MetricUnitError, MetricResolutionError, MetricValueError, SchemaValidationError)


@pytest.mark.filterwarnings("ignore::aws_lambda_powertools.warnings.PowertoolsUserWarning")
@settings(max_examples=400, deadline=None)
@given(sequence=strategies.lists(calls, max_size=30), service=services)
def test_any_sequence_of_calls_gives_documents_that_cloudwatch_takes(sequence, service):
    notices.forget()
    metrics = EphemeralMetrics(namespace="Shop", service=service)
    accepted: list[float] = []
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for name, *arguments in sequence:
            before = recorded(metrics)
            try:
                if name == "metric_set":
                    metrics.metric_set.items()
                elif name in ("add_dimensions", "set_default_dimensions"):
                    getattr(metrics, name)(**arguments[0])
                else:
                    getattr(metrics, name)(*arguments)
            except ERRORS:
                assert recorded(metrics) == before
            if recorded(metrics) > before:
                accepted.append(float(arguments[2]))
        if recorded(metrics):
            metrics.flush_metrics()
    documents = [parsed(line) for line in printed.getvalue().splitlines()]
    assert [faults(document) for document in documents] == [[] for _ in documents]
    emitted = [
        value for document in documents for metric in definitions_of(document) for value in document[metric["Name"]]
    ]
    assert sorted(emitted) == sorted(accepted)


def definitions_of(document: dict[str, Any]) -> list[dict[str, Any]]:
    return document["_aws"]["CloudWatchMetrics"][0]["Metrics"]


def recorded(metrics: EphemeralMetrics) -> int:
    """How many values wait to be emitted, without looking at `metric_set`, which would change how they are kept."""
    page = metrics.ledger.base
    return sum(len(entry["Value"]) for entry in page.listed().values())
