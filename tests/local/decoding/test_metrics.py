"""A blob of the embedded metric format as metrics."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.local.decoding.metrics import Metric, decode_blob, is_blob, totals

garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(["Name", "Unit", "Namespace", "Dimensions", "Metrics", "StorageResolution", "a"]), children
        )
    ),
    max_leaves=15,
)


def blob(**changes):
    directive = {
        "Namespace": "Orders",
        "Dimensions": [["service"], ["service", "tenant"]],
        "Metrics": [{"Name": "Paid", "Unit": "Count"}],
    }
    line = {
        "_aws": {"Timestamp": 1, "CloudWatchMetrics": [directive]},
        "service": "s",
        "tenant": "t",
        "Paid": [1, 2],
        "request": "r",
    }
    directive.update({key: value for key, value in changes.items() if key in directive})
    line.update({key: value for key, value in changes.items() if key not in directive})
    return line


def test_values_dimension_sets_and_metadata_are_told_apart():
    found = decode_blob(blob())

    assert found.problems == ()
    assert found.metadata == {"request": "r"}
    [metric] = found.metrics
    assert (metric.namespace, metric.name, metric.unit, metric.values) == ("Orders", "Paid", "Count", (1, 2))
    assert metric.dimensions == ({"service": "s"}, {"service": "s", "tenant": "t"})


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"Namespace": ""}, "namespace"),
        ({"Dimensions": [["missing"]]}, "dimension 'missing'"),
        ({"service": 7}, "dimension 'service'"),
        ({"service": ""}, "dimension 'service'"),
        ({"Dimensions": "service"}, "Dimensions"),
        ({"Dimensions": [[str(n) for n in range(31)]]}, "31 dimensions"),
        ({"Paid": "1"}, "metric 'Paid'"),
        ({"Paid": True}, "metric 'Paid'"),
        ({"Paid": []}, "metric 'Paid'"),
        ({"Paid": list(range(101))}, "101 values"),
        ({"Metrics": [{"Unit": "Count"}]}, "no name"),
        ({"Metrics": {}}, "no list"),
        ({"Metrics": [{"Name": "Paid", "StorageResolution": 5}]}, "storage resolution"),
        ({"Metrics": [{"Name": "Paid"}] * 101}, "101 metrics"),
        ({"_aws": {"Timestamp": "now", "CloudWatchMetrics": [{}]}}, "Timestamp"),
    ],
)
def test_what_cloudwatch_would_drop_is_named(changes, problem):
    assert any(problem in found for found in decode_blob(blob(**changes)).problems)


@given(st.dictionaries(st.sampled_from(["a", "service", "Paid"]), garbage), garbage, garbage)
def test_no_blob_whatever_makes_it_raise(line, directives, timestamp):
    line = {**line, "_aws": {"Timestamp": timestamp, "CloudWatchMetrics": directives}}

    assert is_blob(line)
    decode_blob(line)


def test_totals_join_values_of_the_same_name_unit_and_dimensions():
    metrics = [
        Metric("N", "a", "Count", (1,), ({"s": "x"},)),
        Metric("N", "a", "Count", (2, 3), ({"s": "x"},)),
        Metric("N", "a", "Count", (9,), ({"s": "y"},)),
        Metric("N", "a", "Bytes", (9,), ({"s": "x"},)),
    ]

    rows = [(row.unit, row.dimensions["s"], row.values, row.sum) for row in totals(metrics)]

    assert rows == [("Count", "x", [1, 2, 3], 6), ("Count", "y", [9], 9), ("Bytes", "x", [9], 9)]
