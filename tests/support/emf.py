"""What CloudWatch demands of a document in the embedded metric format.

The specification's schema is older than the limits that CloudWatch has now (thirty dimensions instead of nine,
`StorageResolution`), and it cannot say what the members must be that a document refers to. These are the newer rules.
"""

from __future__ import annotations

import json
import math
from typing import Any

UNITS = frozenset(
    (
        *("Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "None"),
        *(f"{size}{kind}{rate}" for size in ("", "Kilo", "Mega", "Giga", "Tera") for kind in ("bytes", "bits") for rate in ("", "/Second")),
        *("Bytes", "Bits", "Bytes/Second", "Bits/Second", "Count/Second"),
    )
)  # fmt: skip
LARGEST = 2.0**360


def parsed(line: str) -> dict[str, Any]:
    """The document of a line, which must be strict JSON: no NaN, no name twice."""

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names), f"a name stands twice: {names}"
        return dict(pairs)

    def refuse(word: str) -> Any:
        raise AssertionError(f"{word} is not JSON")

    document: dict[str, Any] = json.loads(line, object_pairs_hook=members, parse_constant=refuse)
    return document


def faults(document: dict[str, Any]) -> list[str]:
    """Everything for which CloudWatch would drop the document or a part of it."""
    root = document.get("_aws")
    if not isinstance(root, dict) or set(root) != {"Timestamp", "CloudWatchMetrics"}:
        return [f"the root is {root!r}"]
    found = []
    if type(root["Timestamp"]) is not int or root["Timestamp"] < 0:
        found.append(f"Timestamp {root['Timestamp']!r}")
    for directive in root["CloudWatchMetrics"]:
        if set(directive) != {"Namespace", "Dimensions", "Metrics"}:
            found.append(f"members of a directive: {sorted(directive)}")
            continue
        if not isinstance(directive["Namespace"], str) or not 1 <= len(directive["Namespace"]) <= 1024:
            found.append(f"Namespace {directive['Namespace']!r}")
        found += [fault for names in directive["Dimensions"] for fault in _faults_of_dimensions(names, document)]
        metrics = directive["Metrics"]
        if not 1 <= len(metrics) <= 100:
            found.append(f"{len(metrics)} metrics")
        if len({metric["Name"] for metric in metrics}) != len(metrics):
            found.append("a metric is defined twice")
        found += [fault for metric in metrics for fault in _faults_of_metric(metric, document)]
        both = {metric["Name"] for metric in metrics} & {name for names in directive["Dimensions"] for name in names}
        if both:
            found.append(f"both metric and dimension: {both}")
    return found


def _faults_of_dimensions(names: list[str], document: dict[str, Any]) -> list[str]:
    found = []
    if len(names) > 30 or len(set(names)) != len(names):
        found.append(f"dimension set {names}")
    for name in names:
        value = document.get(name)
        if not isinstance(name, str) or not 1 <= len(name) <= 255 or name == "_aws":
            found.append(f"dimension {name!r}")
        if not isinstance(value, str) or not 1 <= len(value) <= 1024 or not value.strip():
            found.append(f"dimension {name!r} is {value!r}")
    return found


def _faults_of_metric(metric: dict[str, Any], document: dict[str, Any]) -> list[str]:
    found = []
    name = metric["Name"]
    if not isinstance(name, str) or not 1 <= len(name) <= 255 or name == "_aws":
        found.append(f"metric {name!r}")
    if metric["Unit"] not in UNITS:
        found.append(f"unit {metric['Unit']!r} of {name!r}")
    if metric.get("StorageResolution", 60) not in (1, 60) or set(metric) - {"Name", "Unit", "StorageResolution"}:
        found.append(f"definition {metric!r}")
    values = document.get(name)
    values = values if isinstance(values, list) else [values]
    if not 1 <= len(values) <= 100:
        found.append(f"{len(values)} values of {name!r}")
    found += [
        f"value {value!r} of {name!r}"
        for value in values
        if type(value) not in (int, float) or not math.isfinite(value) or abs(value) > LARGEST
    ]
    return found
