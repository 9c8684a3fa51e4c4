"""The limits of CloudWatch."""

from aws_lambda_powertools.metrics._emf import MAX_METRIC_NAME_LENGTH, MAX_METRICS, MIN_METRIC_NAME_LENGTH
from aws_lambda_powertools.metrics._recording import MAX_DIMENSIONS

__all__ = ["MAX_DIMENSIONS", "MAX_METRICS", "MAX_METRIC_NAME_LENGTH", "MIN_METRIC_NAME_LENGTH"]
