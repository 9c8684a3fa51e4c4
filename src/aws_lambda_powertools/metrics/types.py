"""The shape of a metric's definition."""

from __future__ import annotations

from typing import TypedDict


class _Metric(TypedDict):
    Name: str
    Unit: str


class MetricNameUnitResolution(_Metric, total=False):
    """Name, unit and storage resolution (in seconds) of a metric."""

    StorageResolution: int
