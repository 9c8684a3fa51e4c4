"""BaseProvider, where users import it from."""

from __future__ import annotations

from aws_lambda_powertools.metrics._provider import BaseProvider
from aws_lambda_powertools.metrics.provider.cold_start import reset_cold_start_flag_provider

__all__ = ["BaseProvider", "reset_cold_start_flag_provider"]

TYPE_CHECKING = False
