"""SingleMetric and single_metric, where users import them from."""

from aws_lambda_powertools.metrics.base import SingleMetric, single_metric

__all__ = ["SingleMetric", "single_metric"]
