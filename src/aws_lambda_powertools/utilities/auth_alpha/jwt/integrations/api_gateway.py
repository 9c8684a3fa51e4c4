"""A verifier as a Lambda authorizer of API Gateway: policies for REST and HTTP APIs, simple responses for HTTP APIs.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math
import re

from aws_lambda_powertools.utilities.auth_alpha._validation import is_text, scopes as checked_scopes, texts
from aws_lambda_powertools.utilities.auth_alpha.exceptions import AuthError
from aws_lambda_powertools.utilities.auth_alpha.jwt._claims import check_scopes
from aws_lambda_powertools.utilities.auth_alpha.jwt._headers import bearer_token
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidClaimsError, JWKSFetchError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal

    from aws_lambda_powertools.utilities.auth_alpha.jwt.base import Verifier
    from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

_ARN = re.compile(
    r"arn:aws[a-z-]*:execute-api:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9]+/[^/*?\r\n]+/(?:[^/*?\r\n]+/[^*?\r\n]*|\$[a-z]+)"
)
"""One method and path, or a route of a WebSocket API such as `$connect`; patterns would allow more than was asked."""

_LONGEST_ARN = 512


def authorize_event(
    verifier: Verifier,
    event: dict[str, Any] | DictWrapper,
    scopes: list[str] | None,
    response_format: Literal["iam", "simple"],
    context_claims: list[str] | None,
    on_error: Callable[[AuthError], None] | None,
) -> dict[str, Any]:
    """What the authorizer answers to an event; ValueError for mistakes in the configuration, no authorizer's event."""
    raw = _checked_event(event)
    is_simple = _wants_simple(raw, response_format)
    required = checked_scopes("scopes", scopes)
    shown = _checked_context_claims(context_claims)
    arn = "" if is_simple else _arn_of(raw)
    try:
        claims = _verified(verifier, raw)
        check_scopes(claims, required)
        if not is_simple and not is_text(claims.get("sub")):
            raise InvalidClaimsError
    except AuthError as error:
        if on_error is not None:
            on_error(error)
        if isinstance(error, JWKSFetchError):
            raise
        return {"isAuthorized": False} if is_simple else _policy("unauthorized", "Deny", arn)
    context = {name: claims[name] for name in shown if _is_scalar(claims.get(name))}
    allowed = {"isAuthorized": True} if is_simple else _policy(claims["sub"], "Allow", arn)
    return {**allowed, "context": context} if context else allowed


def _checked_event(event: Any) -> dict[str, Any]:
    raw = getattr(event, "raw_event", event)
    if not isinstance(raw, dict) or raw.get("type") not in ("TOKEN", "REQUEST"):
        raise ValueError("event is no API Gateway authorizer event; its type must be TOKEN or REQUEST")
    return raw


def _wants_simple(event: Mapping[str, Any], response_format: Any) -> bool:
    if response_format not in ("iam", "simple"):
        raise ValueError(f"response_format is {response_format!r}; it must be iam or simple")
    is_simple: bool = response_format == "simple"
    if is_simple and (event.get("version") != "2.0" or event["type"] != "REQUEST"):
        raise ValueError("Simple authorizer responses are for HTTP APIs with payload version 2.0; ask for iam")
    return is_simple


def _checked_context_claims(names: Any) -> list[str]:
    found = texts("context_claims", names or [], may_be_empty=True)
    if "claims" in found:
        raise ValueError("context_claims holds 'claims', a name that is reserved in the context of API Gateway")
    return found


def _arn_of(event: Mapping[str, Any]) -> str:
    arn = event.get("routeArn" if event.get("version") == "2.0" else "methodArn")
    if not isinstance(arn, str) or len(arn) > _LONGEST_ARN or _ARN.fullmatch(arn) is None:
        raise ValueError(
            f"The event names no concrete API Gateway method or route; an ARN of at most {_LONGEST_ARN} characters "
            "without * and ? is required"
        )
    return arn


def _verified(verifier: Verifier, event: Mapping[str, Any]) -> dict[str, Any]:
    if event["type"] == "TOKEN":
        return verifier.verify(bearer_token(event.get("authorizationToken")))
    return verifier.verify(verifier.token_of(event))


def _policy(principal: str, effect: Literal["Allow", "Deny"], arn: str) -> dict[str, Any]:
    statement = {"Action": "execute-api:Invoke", "Effect": effect, "Resource": [arn]}
    return {"principalId": principal, "policyDocument": {"Version": "2012-10-17", "Statement": [statement]}}


def _is_scalar(value: Any) -> bool:
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, (str, bool, int))
