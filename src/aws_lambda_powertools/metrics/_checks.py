"""What may be recorded: the limits of CloudWatch, and the checks that keep a document readable.

Functions here raise the public errors for what has always been an error. They raise `Refused` for what would merely
spoil the document: CloudWatch drops it without a word, so that nobody would learn of it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
"""

from __future__ import annotations

from enum import Enum
from numbers import Number

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.metrics._emf import HIGH_RESOLUTION, ROOT, SERVICE, Definition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, NoReturn

MAX_SERIALIZED_METRICS = 1000
"""Metrics in a document that somebody serializes by hand."""

MAX_DIMENSIONS = 29
"""Dimensions that may be added; with `service` they are the thirty that CloudWatch takes."""

MAX_DIMENSION_NAME_LENGTH = 255
MAX_DIMENSION_VALUE_LENGTH = 1024
MIN_METRIC_NAME_LENGTH = 1
MAX_METRIC_NAME_LENGTH = 255

LARGEST_VALUE = 2.0**360
"""Of either sign."""

UNITS_BY_NAME = {
    "Seconds": "Seconds",
    "Microseconds": "Microseconds",
    "Milliseconds": "Milliseconds",
    "Bytes": "Bytes",
    "Kilobytes": "Kilobytes",
    "Megabytes": "Megabytes",
    "Gigabytes": "Gigabytes",
    "Terabytes": "Terabytes",
    "Bits": "Bits",
    "Kilobits": "Kilobits",
    "Megabits": "Megabits",
    "Gigabits": "Gigabits",
    "Terabits": "Terabits",
    "Percent": "Percent",
    "Count": "Count",
    "BytesPerSecond": "Bytes/Second",
    "KilobytesPerSecond": "Kilobytes/Second",
    "MegabytesPerSecond": "Megabytes/Second",
    "GigabytesPerSecond": "Gigabytes/Second",
    "TerabytesPerSecond": "Terabytes/Second",
    "BitsPerSecond": "Bits/Second",
    "KilobitsPerSecond": "Kilobits/Second",
    "MegabitsPerSecond": "Megabits/Second",
    "GigabitsPerSecond": "Gigabits/Second",
    "TerabitsPerSecond": "Terabits/Second",
    "CountPerSecond": "Count/Second",
    "NoUnit": "None",
}
"""The members of MetricUnit with their values, so that nobody who writes "Count" waits for the enum to be built."""

UNITS = {**UNITS_BY_NAME, **{value: value for value in UNITS_BY_NAME.values()}}
"""How CloudWatch writes a unit, by the name or the value of a MetricUnit."""

RESOLUTIONS = {60: 60, HIGH_RESOLUTION: HIGH_RESOLUTION}
"""Storage resolutions in seconds."""

MOST_DEFINITIONS = 4096


class Refused(Exception):  # noqa: N818  # a message between our own functions
    """Something would spoil a document. Whether `error` is raised or only reported, the user decides."""

    def __init__(self, error: Exception) -> None:
        super().__init__(error)
        self.error = error


# --- Metrics -----------------------------------------------------------------------------------------------------

definitions: dict[Any, Definition] = {}
"""Definitions by what users gave and by what that came to: the same metric is always the same object."""


def define(name: Any, unit: Any, resolution: Any) -> Definition:
    """The definition of a metric. Its name, unit and resolution are checked here, and then known.

    Raises MetricNameError, MetricUnitError or MetricResolutionError.
    """
    exact = (checked_name(name), checked_unit(unit), checked_resolution(resolution))
    if len(definitions) >= MOST_DEFINITIONS:  # names may come from requests, there may be any number of them
        definitions.clear()
    definition = definitions.setdefault(exact, Definition(*exact))
    if exact[0] not in (ROOT, SERVICE):  # whether these are free is asked each time
        definitions[name, unit, resolution] = definition
    return definition


def checked_name(name: Any) -> str:
    """A metric's name without blanks around it."""
    stripped = name.strip() if isinstance(name, str) else ""
    if MIN_METRIC_NAME_LENGTH <= len(stripped) <= MAX_METRIC_NAME_LENGTH:
        return stripped
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricNameError

    raise MetricNameError(
        f"The name of a metric is a text of {MIN_METRIC_NAME_LENGTH} to {MAX_METRIC_NAME_LENGTH} characters, "
        f"blanks around it not counted, and not {name!r:.300}."
    )


def checked_unit(unit: Any) -> str:
    """A unit as CloudWatch writes it, from a MetricUnit, its name or its value."""
    text = unit.value if isinstance(unit, Enum) else unit
    known = UNITS.get(text) if isinstance(text, str) else None
    if known is not None:
        return known
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricUnitError

    error = MetricUnitError(f"Invalid metric unit {unit!r}; use one of {', '.join(UNITS_BY_NAME)}.")
    if isinstance(unit, str):
        raise error
    raise Refused(error)


def checked_resolution(resolution: Any) -> int:
    """A storage resolution in seconds: 1 or 60."""
    seconds = resolution.value if isinstance(resolution, Enum) else resolution
    if isinstance(seconds, int) and seconds in RESOLUTIONS:
        return RESOLUTIONS[seconds]
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricResolutionError

    raise MetricResolutionError(
        f"Invalid metric resolution {resolution!r}; use 1 (high) or 60 (standard), in seconds, or a MetricResolution."
    )


def checked_value(name: str, value: Any) -> float:
    """A metric's value as a float that CloudWatch takes; MetricValueError for what is no number."""
    try:
        number = float(value) if isinstance(value, Number) else None  # type: ignore[arg-type]  # numbers convert
    except (ArithmeticError, TypeError, ValueError):  # too large, complex, a signalling NaN
        number = None
    if number is not None and -LARGEST_VALUE <= number <= LARGEST_VALUE:
        return number
    from aws_lambda_powertools.metrics.exceptions import MetricValueError

    if number is None:
        raise MetricValueError(f"{value!r:.100} is not a valid number, as the value of a metric must be ({name!r}).")
    raise Refused(
        MetricValueError(f"A value of metric {name!r} is not a number between -2^360 and 2^360, as CloudWatch wants.")
    )


def check_unit(definition: Definition, unit: Any) -> None:
    """All values of a metric in a document have one unit: CloudWatch would read the others as if they had it."""
    if definition.unit == unit:
        return
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricUnitError

    raise Refused(
        MetricUnitError(f"Metric {definition.name!r} is recorded in {unit} already, not in {definition.unit}.")
    )


def check_number_of_metrics(number: int) -> None:
    """A document has metrics, and not more than anybody would read."""
    if 0 < number <= MAX_SERIALIZED_METRICS:
        return
    refuse_schema(
        f"A document must contain at least one metric, and at most {MAX_SERIALIZED_METRICS}; there are {number}."
    )


# --- Dimensions, metadata, namespace -----------------------------------------------------------------------------


def is_blank_dimension(name: Any, text: str) -> bool:
    """Whether a dimension says nothing; it is left out with a warning, always."""
    if not isinstance(name, str):
        refuse_schema(f"The name of a dimension is a text, not {name!r:.100}.")
    if name.strip() and text.strip():
        return False
    warn(f"Dimension {name!r} is left out: its name or value is empty.")
    return True


def fault_of_dimension(name: str, text: str) -> str | None:
    """Why CloudWatch would not take a dimension."""
    if len(text) > MAX_DIMENSION_VALUE_LENGTH:
        return f"has a value of more than {MAX_DIMENSION_VALUE_LENGTH} characters"
    if len(name) > MAX_DIMENSION_NAME_LENGTH:
        return f"has a name of more than {MAX_DIMENSION_NAME_LENGTH} characters"
    return "has the name of the document's root" if name == ROOT else None


def check_number_of_dimensions(names: Iterable[str], added: Iterable[str]) -> None:
    """CloudWatch keeps metrics by at most thirty dimensions."""
    if len({*names, *added}) > MAX_DIMENSIONS:
        refuse_schema(
            f"Maximum number of dimensions exceeded ({MAX_DIMENSIONS}, besides {SERVICE}): "
            f"{', '.join(added)!s:.300} cannot be added."
        )


def clash(kind: str, name: str, other: str) -> Refused:
    """A document has but one member of each name."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    return Refused(SchemaValidationError(f"{kind} {name!r:.300} {other}."))


def check_reserved(kind: str, name: str, service: str | None) -> None:
    """Some members of a document are ours."""
    if name == ROOT:
        raise clash(kind, name, "has the name of the document's root")
    if name == SERVICE and service:
        raise clash(kind, name, "has the name of the dimension that says which service this is")


def missing_namespace() -> NoReturn:
    """Without a namespace CloudWatch does not know where metrics belong."""
    refuse_schema("Metrics need a namespace: pass `namespace`, or set POWERTOOLS_METRICS_NAMESPACE.")


def refuse_schema(message: str) -> NoReturn:
    """Raise SchemaValidationError."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    raise SchemaValidationError(message)
