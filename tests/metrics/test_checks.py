from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from aws_lambda_powertools.metrics import (
    EphemeralMetrics,
    MetricResolution,
    MetricResolutionError,
    MetricUnitError,
    MetricValueError,
    SchemaValidationError,
)
from aws_lambda_powertools.metrics.exceptions import MetricNameError
from aws_lambda_powertools.warnings import PowertoolsUserWarning


@pytest.fixture
def metrics() -> EphemeralMetrics:
    return EphemeralMetrics(namespace="Shop")


class Weight(float):
    pass


@pytest.mark.parametrize(
    ("value", "recorded"),
    [
        (1, 1.0),
        (-2.5, -2.5),
        (True, 1.0),
        (Decimal("1.10"), 1.1),
        (Fraction(1, 4), 0.25),
        (Weight(3.5), 3.5),
        (2**53 + 1, 2.0**53),
        (2.0**360, 2.0**360),
        (0, 0.0),
    ],
)
def test_numbers_are_recorded_as_floats(metrics, value, recorded):
    metrics.add_metric("Sold", "Count", value)
    (found,) = metrics.metric_set["Sold"]["Value"]
    assert (found, type(found)) == (recorded, float)


@pytest.mark.parametrize("value", ["1", None, [1], 1 + 2j, b"1", 10**400, Decimal("sNaN"), object()])
def test_what_is_no_number_raises(metrics, value):
    with pytest.raises(MetricValueError, match="is not a valid number"):
        metrics.add_metric("Sold", "Count", value)
    assert metrics.metric_set == {}


@pytest.mark.parametrize("name", ["", "   ", "x" * 256, 5, None, b"Sold", ["Sold"]])
def test_wrong_names_raise(metrics, name):
    with pytest.raises(MetricNameError, match="1 to 255 characters"):
        metrics.add_metric(name, "Count", 1)


def test_names_are_stripped(metrics):
    metrics.add_metric("  Sold ", "Count", 1)
    metrics.add_metric("Sold", "Count", 2)
    assert metrics.metric_set["Sold"]["Value"] == [1.0, 2.0]


@pytest.mark.parametrize("unit", ["count", "pieces", "", "None "])
def test_unknown_units_raise(metrics, unit):
    with pytest.raises(MetricUnitError, match="use one of Seconds"):
        metrics.add_metric("Sold", unit, 1)


@pytest.mark.parametrize("unit", [None, 1, ["Count"], MetricResolution.High])
def test_units_that_are_no_text_are_left_out_with_a_warning(metrics, unit):
    with pytest.warns(PowertoolsUserWarning, match="Invalid metric unit"):
        metrics.add_metric("Sold", unit, 1)
    assert metrics.metric_set == {}


@pytest.mark.parametrize("resolution", [2, "1", None, "High", [], 30])
def test_unknown_resolutions_raise(metrics, resolution):
    with pytest.raises(MetricResolutionError, match="use 1 "):
        metrics.add_metric("Sold", "Count", 1, resolution)


def test_the_last_resolution_of_a_metric_counts(metrics):
    metrics.add_metric("Sold", "Count", 1, 60)
    metrics.add_metric("Sold", "Count", 1, 1)
    assert metrics.metric_set["Sold"] == {"Unit": "Count", "StorageResolution": 1, "Value": [1.0, 1.0]}
    metrics.add_metric("Sold", "Count", 1, 60)
    assert metrics.metric_set["Sold"]["StorageResolution"] == 60


@pytest.mark.parametrize(("value", "text"), [(3, "3"), (1.5, "1.5"), (True, "True"), (None, "None"), ("x", "x")])
def test_values_of_dimensions_become_text(metrics, value, text):
    metrics.add_dimension("shop", value)
    assert metrics.dimension_set == {"shop": text}


@pytest.mark.parametrize(("name", "value"), [("", "x"), (" ", "x"), ("shop", ""), ("shop", "  ")])
def test_empty_dimensions_are_left_out_with_a_warning_each_time(metrics, name, value):
    for _ in range(2):
        with pytest.warns(PowertoolsUserWarning, match="empty"):
            metrics.add_dimension(name, value)
    assert metrics.dimension_set == {}


@pytest.mark.parametrize("name", [5, None, b"shop", []])
def test_names_of_dimensions_are_texts(metrics, name):
    with pytest.raises(SchemaValidationError, match="is a text"):
        metrics.add_dimension(name, "x")


def test_another_value_overwrites_a_dimension_with_a_warning(metrics):
    metrics.add_dimension("shop", "north")
    metrics.add_dimension("shop", "north")
    with pytest.warns(PowertoolsUserWarning, match="overwritten"):
        metrics.add_dimension("shop", "south")
    assert metrics.dimension_set == {"shop": "south"}


def test_keys_of_metadata_become_text(metrics):
    metrics.add_metadata(5, "x")
    assert metrics.metadata_set == {"5": "x"}


@pytest.mark.parametrize(
    "error", [MetricNameError, MetricUnitError, MetricResolutionError, MetricValueError, SchemaValidationError]
)
def test_all_errors_are_the_toolkits(error: Any):
    from aws_lambda_powertools.exceptions import PowertoolsError

    assert issubclass(error, PowertoolsError)
