"""The shape of a document in CloudWatch's embedded metric format."""

from __future__ import annotations

from typing import TypedDict

TYPE_CHECKING = False


class _Metric(TypedDict):
    Name: str
    Unit: str


class CloudWatchEMFMetric(_Metric, total=False):
    """One metric's definition; without `StorageResolution` (in seconds), CloudWatch stores it by the minute."""

    StorageResolution: int


class CloudWatchEMFMetrics(TypedDict):
    """Metrics of one namespace, and the dimension sets under which each of them is kept."""

    Namespace: str
    Dimensions: list[list[str]]
    Metrics: list[CloudWatchEMFMetric]


class CloudWatchEMFRoot(TypedDict):
    """What the document's other members mean. `Timestamp` is in milliseconds since the epoch."""

    Timestamp: int
    CloudWatchMetrics: list[CloudWatchEMFMetrics]


class CloudWatchEMFOutput(TypedDict):
    """A document; the values of dimensions, metadata and metrics stand beside `_aws` under their own names."""

    _aws: CloudWatchEMFRoot
