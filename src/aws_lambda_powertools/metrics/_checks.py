"""What must not be recorded, and how the user learns of it.

The public errors are for what has always been an error. `Refused` carries one for what would merely spoil a document:
CloudWatch drops it without a word, and nobody would learn of it.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
"""

from __future__ import annotations

from enum import Enum
from numbers import Number

from aws_lambda_powertools._core.notices import warn, warn_once
from aws_lambda_powertools.metrics._emf import (
    MAX_METRIC_NAME_LENGTH,
    MIN_METRIC_NAME_LENGTH,
    ROOT,
    SERVICE,
    UNITS,
    UNITS_BY_NAME,
)
from aws_lambda_powertools.metrics._recording import LARGEST_VALUE, MAX_DIMENSIONS, Refused, fault_of_dimension

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NoReturn

    from aws_lambda_powertools.metrics._emf import Definition
    from aws_lambda_powertools.metrics._recording import MetricSet

MAX_SERIALIZED_METRICS = 1000
"""Metrics in a document that somebody serializes by hand."""


def report(error: Exception, is_strict: bool, consequence: str = "It is left out.") -> None:
    """Raise the error, or say once what it says."""
    if is_strict:
        raise error
    warn_once(("metrics", str(error)), f"{error} {consequence}")


# --- Arguments ---------------------------------------------------------------------------------------------------


def check_handler(handler: object) -> None:
    """What is decorated must be a handler."""
    if not callable(handler):
        raise TypeError(f"log_metrics decorates a function of event and context, not {handler!r:.100}")


def check_namespace(namespace: object) -> None:
    """A namespace is a text."""
    if not isinstance(namespace, str):
        raise TypeError(f"namespace is a text, not {namespace!r:.100}")


def check_mapping(argument: str, value: Any) -> None:
    """Dimensions and tags come as a dictionary, by names that are texts."""
    if not hasattr(value, "keys"):
        raise TypeError(f"{argument} is a dictionary of names and values, not {value!r:.100}")
    for name in {**value}:
        if not isinstance(name, str):
            raise TypeError(f"{argument} has names that are texts, and not {name!r:.100}")


def check_provider(provider: object) -> None:
    """What has nothing of a provider is none; what has some of it may be all that its users need."""
    if not any(hasattr(provider, method) for method in ("add_metric", "flush_metrics", "log_metrics")):
        raise TypeError(f"provider is an object like BaseProvider, not {provider!r:.100}")


# --- Metrics -----------------------------------------------------------------------------------------------------


def raise_for_definition(name: Any, unit: Any, resolution: Any) -> NoReturn:
    """Say which of the three is wrong."""
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import (
        MetricNameError,
        MetricResolutionError,
        MetricUnitError,
    )

    if not isinstance(name, str) or not MIN_METRIC_NAME_LENGTH <= len(name.strip()) <= MAX_METRIC_NAME_LENGTH:
        raise MetricNameError(
            f"The name of a metric is a text of {MIN_METRIC_NAME_LENGTH} to {MAX_METRIC_NAME_LENGTH} characters, "
            f"blanks around it not counted, and not {name!r:.300}."
        )
    symbol = unit.value if isinstance(unit, Enum) else unit
    if not isinstance(symbol, str) or symbol not in UNITS:
        error = MetricUnitError(f"Invalid metric unit {unit!r:.100}; use one of {', '.join(UNITS_BY_NAME)}.")
        raise error if isinstance(unit, str) else Refused(error)
    raise MetricResolutionError(
        f"Invalid metric resolution {resolution!r:.100}; "
        "use 1 (high) or 60 (standard), in seconds, or a MetricResolution."
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


def refuse_unit(definition: Definition, unit: Any) -> NoReturn:
    """All values of a metric in a document have one unit: CloudWatch would read the others as if they had it."""
    from aws_lambda_powertools.metrics.provider.cloudwatch_emf.exceptions import MetricUnitError

    raise Refused(
        MetricUnitError(f"Metric {definition.name!r} is recorded in {unit} already, not in {definition.unit}.")
    )


# --- One name, one member ----------------------------------------------------------------------------------------


def check_reserved(kind: str, name: str, service: str | None) -> None:
    """Some members of a document are ours."""
    if name == ROOT:
        refuse(kind, name, "has the name of the document's root")
    if name == SERVICE and service:
        refuse(kind, name, "has the name of the dimension that says which service this is")


def refuse(kind: str, name: str, why: str) -> NoReturn:
    """A document has but one member of each name."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    raise Refused(SchemaValidationError(f"{kind} {name!r:.300} {why}."))


def check_metadata(name: str, service: str | None, page: MetricSet) -> None:
    """Metadata must not be called like anything that is more important."""
    check_reserved("Metadata", name, service)
    if page.is_dimension(name) or page.is_metric(name):
        refuse("Metadata", name, "have the name of a metric or a dimension")


def tell_of_dropped_metadata(name: str) -> None:
    """Metadata gave way to something more important of the same name."""
    warn_once(("metadata", name), f"Metadata {name!r} are left out: a metric or dimension of this name was added.")


# --- Dimensions and namespaces -----------------------------------------------------------------------------------


def is_blank_dimension(name: Any, text: str) -> bool:
    """Whether a dimension says nothing; it is left out with a warning, always."""
    if not isinstance(name, str):
        raise_schema_error(f"The name of a dimension is a text, not {name!r:.100}.")
    if name.strip() and text.strip():
        return False
    warn(f"Dimension {name!r} is left out: its name or value is empty.")
    return True


def check_number_of_dimensions(names: Iterable[str], added: Iterable[str]) -> None:
    """CloudWatch keeps metrics by at most thirty dimensions."""
    if len({*names, *added}) > MAX_DIMENSIONS:
        raise_schema_error(
            f"Maximum number of dimensions exceeded ({MAX_DIMENSIONS}, besides {SERVICE}): "
            f"{', '.join(added)!s:.300} cannot be added."
        )


def refuse_dimension(name: str, text: str) -> NoReturn:
    """CloudWatch would not take this dimension, or a document has no room for it."""
    refuse("Dimension", name, fault_of_dimension(name, text) or "has the name of a metric")


def filled_dimensions(dimensions: Mapping[str, Any]) -> dict[str, str]:
    """Dimensions as texts, without those that say nothing."""
    if not dimensions:
        warn("add_dimensions was called without dimensions.")
    texts = {name: str(value) for name, value in dimensions.items()}
    return {name: text for name, text in texts.items() if not is_blank_dimension(name, text)}


def report_two_values(name: str, is_strict: bool) -> None:
    """A dimension stands in several sets with several values, and a document has one member of its name."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    error = SchemaValidationError(f"Dimension {name!r:.300} has another value in another dimension set.")
    report(error, is_strict, "The last one counts for all of them.")


# --- Documents ---------------------------------------------------------------------------------------------------


def check_number_of_metrics(number: int) -> None:
    """A document has metrics, and not more of them than anybody would read."""
    if not 0 < number <= MAX_SERIALIZED_METRICS:
        raise_schema_error(
            f"A document must contain at least one metric, and at most {MAX_SERIALIZED_METRICS}; there are {number}."
        )


def missing_namespace() -> NoReturn:
    """Without a namespace CloudWatch does not know where metrics belong."""
    raise_schema_error("Metrics need a namespace: pass `namespace`, or set POWERTOOLS_METRICS_NAMESPACE.")


def raise_schema_error(message: str) -> NoReturn:
    """Raise SchemaValidationError."""
    from aws_lambda_powertools.metrics.exceptions import SchemaValidationError

    raise SchemaValidationError(message)
