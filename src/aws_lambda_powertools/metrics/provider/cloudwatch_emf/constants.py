"""The limits of CloudWatch."""

from aws_lambda_powertools.metrics._checks import MAX_DIMENSIONS, MAX_METRIC_NAME_LENGTH, MIN_METRIC_NAME_LENGTH
from aws_lambda_powertools.metrics._emf import MAX_METRICS

__all__ = ["MAX_DIMENSIONS", "MAX_METRICS", "MAX_METRIC_NAME_LENGTH", "MIN_METRIC_NAME_LENGTH"]
