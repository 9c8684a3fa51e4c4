"""Verifier: what can be done with anything that verifies tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod

from aws_lambda_powertools.utilities.auth_alpha._safe import sanitized, sanitized_async
from aws_lambda_powertools.utilities.auth_alpha.jwt._headers import bearer_token, header_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence
    from typing import Any, Literal, TypeVar

    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import AuthErrorContext
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.event_handler import (
        AuthMiddleware,
        SecurityMiddleware,
    )
    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

    Result = TypeVar("Result")


class Verifier(ABC):
    """Verifies tokens, and guards routes and APIs with that."""

    @abstractmethod
    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a token; an error of `jwt.exceptions` when it is not valid."""

    @abstractmethod
    def prefetch(self) -> None:
        """Fetch the keys now, so that the first request need not wait for them; JWKSFetchError when that fails."""

    def is_ready_for(self, token: str) -> bool:  # noqa: ARG002  for those that know
        """Whether `verify` will answer at once, without asking anybody for keys; False where that is not known."""
        return False

    @sanitized
    def verify_authorization_header(self, value: str | None) -> dict[str, Any]:
        """The claims of the token in a whole header: `Bearer eyJ…`, in any case."""
        return self.verify(bearer_token(value))

    @sanitized_async
    async def verify_async(self, token: str) -> dict[str, Any]:
        """The same as `verify`; keys that must be fetched are fetched in a thread, while the loop runs on."""
        if self.is_ready_for(token):
            return self.verify(token)
        return await _in_thread(lambda: self.verify(token))

    @sanitized_async
    async def verify_authorization_header_async(self, value: str | None) -> dict[str, Any]:
        """The same as `verify_authorization_header`, without blocking the loop."""
        return await self.verify_async(bearer_token(value))

    @sanitized_async
    async def prefetch_async(self) -> None:
        """The same as `prefetch`, without blocking the loop."""
        await _in_thread(self.prefetch)

    def token_of(self, event: Mapping[str, Any]) -> str:
        """The token that an HTTP event brings in its Authorization header."""
        return bearer_token(header_of(event, "authorization"))

    def require(
        self,
        *,
        scopes: list[str] | None = None,
        authorize: Callable[[dict[str, Any]], bool | Awaitable[bool]] | None = None,
        on_error: Callable[[AuthErrorContext], Response[Any]] | None = None,
    ) -> AuthMiddleware:
        """A middleware of an event handler that lets only valid tokens with these scopes pass.

        - `authorize`: gets the claims, and answers with True to let the request pass; may be async
        - `on_error`: gets an AuthErrorContext, and returns the response to send

        The claims are in `app.context["claims"]` while the handler runs.
        """
        from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.event_handler import AuthMiddleware

        return AuthMiddleware(self, scopes, authorize, on_error)

    def enforce_security(
        self,
        scheme: str,
        *,
        checked_elsewhere: Sequence[str] = (),
        on_error: Callable[[AuthErrorContext], Response[Any]] | None = None,
    ) -> SecurityMiddleware:
        """A middleware for a whole app that enforces what its routes document as `security=[{scheme: scopes}]`.

        A route without security, in an app that documents none either, is public. `checked_elsewhere` names schemes
        that something in front of the function checks, such as API keys.
        """
        from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.event_handler import SecurityMiddleware

        return SecurityMiddleware(self, scheme, checked_elsewhere, on_error)

    @sanitized
    def authorize(
        self,
        event: dict[str, Any] | DictWrapper,
        *,
        scopes: list[str] | None = None,
        response_format: Literal["iam", "simple"] = "iam",
        context_claims: list[str] | None = None,
        on_error: Callable[[AuthError], None] | None = None,
    ) -> dict[str, Any]:
        """What a Lambda authorizer of API Gateway answers: allow for valid tokens with these scopes, deny for others.

        - `response_format`: "iam" for a policy, "simple" for HTTP APIs with payload version 2.0
        - `context_claims`: claims that the integration gets to see
        - `on_error`: told why somebody is denied

        JWKSFetchError when the keys can't be had: API Gateway then answers 500, and caches nothing.
        """
        from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.api_gateway import authorize_event

        return authorize_event(self, event, scopes, response_format, context_claims, on_error)


async def _in_thread(function: Callable[[], Result]) -> Result:
    from asyncio import to_thread

    return await to_thread(function)
