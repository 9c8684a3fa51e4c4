"""Middlewares of event handlers: AuthMiddleware guards routes, SecurityMiddleware enforces what routes document."""

# The response types of an app are its users' own, and the bridge knows both sides.
# pyright: reportUnknownVariableType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# pyright: reportPrivateUsage=false

from __future__ import annotations

from types import CoroutineType

from aws_lambda_powertools._core.decorators import is_async
from aws_lambda_powertools.event_handler._response import Response
from aws_lambda_powertools.event_handler._state import current
from aws_lambda_powertools.event_handler.middlewares.base import BaseMiddlewareHandler
from aws_lambda_powertools.utilities.auth_alpha._validation import scopes as checked_scopes, text, texts
from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError, AuthFailureReason
from aws_lambda_powertools.utilities.auth_alpha.jwt._claims import check_scopes
from aws_lambda_powertools.utilities.auth_alpha.jwt._refusals import ForbiddenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
    from typing import Any

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler.middlewares.base import NextMiddleware
    from aws_lambda_powertools.utilities.auth_alpha.jwt.base import Verifier
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import (
        AuthErrorContext,
    )

    Authorize = Callable[[dict[str, Any]], "bool | Awaitable[bool]"]
    OnError = Callable[[AuthErrorContext], Response[Any]]

_FORBIDDEN = (403, "Forbidden")
_UNAVAILABLE = (503, "Service Unavailable")
_UNAUTHORIZED = (401, "Unauthorized")

_STATUSES = {
    AuthFailureReason.FORBIDDEN: _FORBIDDEN,
    AuthFailureReason.INSUFFICIENT_SCOPE: _FORBIDDEN,
    AuthFailureReason.JWKS_UNAVAILABLE: _UNAVAILABLE,
}
"""Status and message by reason; every other reason is 401."""


def __getattr__(name: str) -> Any:
    """AuthErrorContext, which costs `dataclasses` and is only wanted by those who pass `on_error`."""
    if name != "AuthErrorContext":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import AuthErrorContext

    return AuthErrorContext


class _Guard(BaseMiddlewareHandler["ApiGatewayResolver"]):
    """What both middlewares do: ask somebody for claims, go on with them, answer failures."""

    runs_on_loop = True
    """Among async middlewares it needs no thread: it awaits what has to be waited for."""

    def __init__(self, on_error: OnError | None) -> None:
        if on_error is not None:
            if not callable(on_error):
                raise ValueError(f"on_error is {on_error!r}; give a function of an AuthErrorContext")
            __getattr__("AuthErrorContext")  # in the init phase, not at the first failure
        self._on_error = on_error

    def _answer(self, app: Any, next_middleware: Any, claims: dict[str, Any] | None) -> Any:
        """What comes after, which finds the claims in the context; nobody finds them there later."""
        if claims is None:
            return next_middleware(app)
        context = app.context
        context["claims"] = claims
        answer: Any = None
        try:
            answer = next_middleware(app)
        finally:
            if type(answer) is not CoroutineType:
                context.pop("claims", None)
        return answer

    async def _answer_async(self, app: Any, next_middleware: Any, claims: dict[str, Any] | None) -> Any:
        if claims is None:
            return await next_middleware(app)
        context = app.context
        context["claims"] = claims
        try:
            return await next_middleware(app)
        finally:
            context.pop("claims", None)

    def _refusal(self, error: AuthError, scopes: Iterable[str]) -> Response[Any]:
        status, message = _STATUSES.get(error.reason, _UNAUTHORIZED)
        headers = _challenge(error.reason, scopes)
        if self._on_error is None:
            return Response(status, "application/json", f'{{"message":"{message}"}}', headers)
        from aws_lambda_powertools.utilities.auth_alpha.jwt.integrations.error_context import AuthErrorContext

        return self._on_error(AuthErrorContext(status, dict(headers), error.reason, error.retryable))


def _challenge(reason: AuthFailureReason, scopes: Iterable[str]) -> dict[str, str]:
    """The header that says what would let the request pass. Source: RFC 6750, section 3."""
    if reason is AuthFailureReason.MISSING_TOKEN:
        return {"WWW-Authenticate": "Bearer"}
    if reason is AuthFailureReason.INSUFFICIENT_SCOPE:
        return {"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{" ".join(scopes)}"'}
    if reason in _STATUSES:
        return {}
    return {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class AuthMiddleware(_Guard):
    """Lets requests pass whose token is valid, has the scopes, and is accepted by `authorize`, in this order."""

    def __init__(
        self,
        verifier: Verifier,
        scopes: list[str] | None,
        authorize: Authorize | None,
        on_error: OnError | None,
    ) -> None:
        super().__init__(on_error)
        if authorize is not None and not callable(authorize):
            raise ValueError(f"authorize is {authorize!r}; give a function of the claims")
        self._verifier = verifier
        self._scopes = checked_scopes("scopes", scopes)
        self._authorize = authorize
        self.runs_on_loop = authorize is None or is_async(authorize)  # what is sync may block

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
        """Verify, then go on."""
        if is_async(next_middleware):
            return self._handle_async(app, next_middleware)  # type: ignore[return-value]  # the chain awaits it
        try:
            claims = self._verifier.verify(self._verifier.token_of(_raw_event(app)))
            check_scopes(claims, self._scopes)
            if self._authorize is not None:
                _require_true(_result_of(self._authorize(claims)))
        except AuthError as error:
            return self._refusal(error, self._scopes)
        answer: Response[Any] = self._answer(app, next_middleware, claims)
        return answer

    async def _handle_async(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
        try:
            claims = await self._verifier.verify_async(self._verifier.token_of(_raw_event(app)))
            check_scopes(claims, self._scopes)
            if self._authorize is not None:
                decision: Any = self._authorize(claims)
                _require_true(await decision)
        except AuthError as error:
            return self._refusal(error, self._scopes)
        answer: Response[Any] = await self._answer_async(app, next_middleware, claims)
        return answer


def _result_of(decision: Any) -> Any:
    if type(decision) is not CoroutineType:
        return decision
    from aws_lambda_powertools._core.aio import run

    return run(decision)


def _require_true(decision: Any) -> None:
    if decision is not True:
        raise ForbiddenError


def _raw_event(app: ApiGatewayResolver) -> dict[str, Any]:
    event: dict[str, Any] = app.current_event.raw_event
    return event


class SecurityMiddleware(_Guard):
    """Enforces the `security` of each route, or of the app for routes without: the document says what happens.

    Of several requirements one is enough; one that names nothing lets everybody pass.

    Source: https://spec.openapis.org/oas/v3.1.0#security-requirement-object
    """

    def __init__(
        self, verifier: Verifier, scheme: str, checked_elsewhere: Sequence[str], on_error: OnError | None
    ) -> None:
        super().__init__(on_error)
        self._verifier = verifier
        self._scheme = text("scheme", scheme)
        self._others = frozenset(texts("checked_elsewhere", list(checked_elsewhere), may_be_empty=True))

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
        """Find what the route wants, verify, then go on."""
        if is_async(next_middleware):
            return self._handle_async(app, next_middleware)  # type: ignore[return-value]  # the chain awaits it
        wanted = self._wanted(app)
        claims = None
        if wanted is not None:
            try:
                claims = self._verifier.verify(self._verifier.token_of(_raw_event(app)))
                _check_any(claims, wanted)
            except AuthError as error:
                if not _may_be_anonymous(error, wanted):
                    return self._refusal(error, _first_scopes(wanted))
        answer: Response[Any] = self._answer(app, next_middleware, claims)
        return answer

    async def _handle_async(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
        wanted = self._wanted(app)
        claims = None
        if wanted is not None:
            try:
                claims = await self._verifier.verify_async(self._verifier.token_of(_raw_event(app)))
                _check_any(claims, wanted)
            except AuthError as error:
                if not _may_be_anonymous(error, wanted):
                    return self._refusal(error, _first_scopes(wanted))
        answer: Response[Any] = await self._answer_async(app, next_middleware, claims)
        return answer

    def _wanted(self, app: ApiGatewayResolver) -> list[tuple[str, ...] | None] | None:
        """The scopes of each alternative, None for one that needs no token; None when nothing is wanted at all."""
        state = current.get()
        route = None if state is None or state.app is not app else state.route
        if route is None:
            return None  # nothing is there, which is answered with 404
        documented = app._openapi_config  # noqa: SLF001  the property would load what describes documents
        security = route.security or (documented.security if documented is not None else None)
        return [self._scopes_of(requirement) for requirement in security] if security else None

    def _scopes_of(self, requirement: Mapping[str, list[str]]) -> tuple[str, ...] | None:
        unknown = sorted(requirement.keys() - {self._scheme} - self._others)
        if unknown:
            raise ValueError(
                f"The security scheme {unknown[0]!r} of a route is enforced by nobody; "
                f"{self._scheme!r} is, and checked_elsewhere names {sorted(self._others)}"
            )
        return checked_scopes("security", requirement[self._scheme]) if self._scheme in requirement else None


def _check_any(claims: dict[str, Any], wanted: list[tuple[str, ...] | None]) -> None:
    """The error of the first alternative unless the claims satisfy any of them."""
    failures: list[AuthError] = []
    for scopes in wanted:
        try:
            check_scopes(claims, scopes or ())
        except AuthError as error:
            failures.append(error)
        else:
            return
    raise failures[0]


def _may_be_anonymous(error: AuthError, wanted: list[tuple[str, ...] | None]) -> bool:
    """A request without a token passes where an alternative needs none; a bad token never does."""
    return error.reason is AuthFailureReason.MISSING_TOKEN and None in wanted


def _first_scopes(wanted: list[tuple[str, ...] | None]) -> tuple[str, ...]:
    return next((scopes for scopes in wanted if scopes), ())
