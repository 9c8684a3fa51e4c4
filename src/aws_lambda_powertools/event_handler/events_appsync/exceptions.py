"""Errors of AppSync event handlers."""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class UnauthorizedException(PowertoolsError):  # noqa: N818  # its name of old
    """Raise it to refuse a whole publish or subscribe request."""

    def __init__(self, message: str | None = None, *args: Any) -> None:
        super().__init__(message, *args)
        self.name = "UnauthorizedException"
