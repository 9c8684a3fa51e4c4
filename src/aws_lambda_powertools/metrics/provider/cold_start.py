"""Whether the next invocation is the environment's first, as far as metrics are concerned."""

from __future__ import annotations

from aws_lambda_powertools._core.invocation import first_invocation

is_cold_start = True
"""Users' tests set it."""


def is_first_invocation() -> bool:
    """True at the first call in an execution environment; never under provisioned concurrency."""
    return first_invocation(globals())


def reset_cold_start_flag() -> None:
    """Let the next invocation be a cold start again; for tests."""
    global is_cold_start
    is_cold_start = True


reset_cold_start_flag_provider = reset_cold_start_flag
"""Its name in `metrics.provider.base`."""
