"""What a mobile application says about itself when it invokes a function through an AWS mobile SDK."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.typing.lambda_client_context_mobile_client import (
        LambdaClientContextMobileClient,
    )


class LambdaClientContext:
    """The client context of an invocation: the application, its own values, and its environment."""

    _client: LambdaClientContextMobileClient
    _custom: dict[str, Any]
    _env: dict[str, Any]

    @property
    def client(self) -> LambdaClientContextMobileClient:
        """The application."""
        return self._client

    @property
    def custom(self) -> dict[str, Any]:
        """Values that the application set."""
        return self._custom

    @property
    def env(self) -> dict[str, Any]:
        """The environment in which the application runs, as told by the AWS mobile SDK."""
        return self._env
