"""What claims say: their times, their scopes, whom they are for."""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import math

from aws_lambda_powertools.utilities.auth_alpha._deadline import seconds
from aws_lambda_powertools.utilities.auth_alpha._validation import is_scope
from aws_lambda_powertools.utilities.auth_alpha.jwt._refusals import InsufficientScopeError
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidClaimsError, TokenExpiredError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from typing import Any

_SCOPE_CLAIMS = ("scope", "scp", "scopes")
"""RFC 8693 and its two rivals; the first that is present counts."""


def require_claims(claims: Mapping[str, Any], names: Iterable[str]) -> None:
    """InvalidClaimsError when one is missing or null, or when `sub` or `jti` is no text."""
    for name in names:
        if claims.get(name) is None:
            raise InvalidClaimsError
    for name in ("sub", "jti"):
        if name in claims and not isinstance(claims[name], str):
            raise InvalidClaimsError


def check_audience(value: Any, accepted: Collection[str]) -> None:
    """InvalidClaimsError unless the value is an accepted audience, or a list of texts with one in it."""
    audiences = [value] if isinstance(value, str) else value
    if not isinstance(audiences, list) or not all(isinstance(audience, str) for audience in audiences):
        raise InvalidClaimsError
    if not any(audience in accepted for audience in audiences):
        raise InvalidClaimsError


def is_one_of(accepted: Collection[str], value: Any) -> bool:
    """Whether a value, which may be anything, is an accepted text."""
    return isinstance(value, str) and value in accepted


def check_times(claims: Mapping[str, Any], skew: float) -> None:
    """TokenExpiredError after `exp`, InvalidClaimsError before `nbf` and `iat`, each give or take `skew` seconds."""
    times = {name: _moment(claims[name]) for name in ("exp", "nbf", "iat") if name in claims}
    now = seconds()
    if times["exp"] <= now - skew:
        raise TokenExpiredError
    if max(times.get("nbf", now), times.get("iat", now)) > now + skew:
        raise InvalidClaimsError


def _moment(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidClaimsError
    try:
        moment = float(value)
    except OverflowError:
        raise InvalidClaimsError from None
    if not math.isfinite(moment):
        raise InvalidClaimsError
    return moment


def check_values(values: Mapping[str, Any], expected: Mapping[str, str]) -> None:
    """InvalidClaimsError unless every expected claim or header has its value."""
    for name, value in expected.items():
        if values.get(name) != value:
            raise InvalidClaimsError


def check_scopes(claims: Mapping[str, Any], required: Collection[str]) -> None:
    """InsufficientScopeError when one is missing; InvalidClaimsError when the token's scopes are malformed."""
    granted = _granted(claims)
    if not granted.issuperset(required):
        raise InsufficientScopeError


def _granted(claims: Mapping[str, Any]) -> set[str]:
    name = next((name for name in _SCOPE_CLAIMS if name in claims), None)
    if name is None:
        return set()
    value = claims[name]
    scopes = [scope for scope in value.split(" ") if scope] if isinstance(value, str) else value
    if not isinstance(scopes, list) or not all(map(is_scope, scopes)):
        raise InvalidClaimsError
    return set(scopes)
