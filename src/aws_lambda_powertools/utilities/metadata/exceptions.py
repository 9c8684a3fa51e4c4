"""The error of the metadata utility."""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class LambdaMetadataError(PowertoolsError):
    """The metadata endpoint can't be asked or gave no usable answer; `status_code` is its HTTP status, else -1."""

    def __init__(self, message: str, status_code: int = -1) -> None:
        super().__init__(message)
        self.status_code = status_code
