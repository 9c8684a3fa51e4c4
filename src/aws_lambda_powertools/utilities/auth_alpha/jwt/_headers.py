"""The one header of a request that carries its token; whatever is ambiguous is refused.

Two layers that read two different tokens from one request would let somebody in under a false name.
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.auth_alpha.jwt._refusals import MissingTokenError
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidTokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def header_of(event: Mapping[str, Any], name: str) -> str | None:
    """The only value of a header by its lower-case name; None when there is none, InvalidTokenError for several."""
    single = _only(_of(event.get("headers"), name))
    several = _of(event.get("multiValueHeaders"), name)
    if not several:
        return single
    listed = several[0] if len(several) == 1 else None
    if not isinstance(listed, list) or len(listed) != 1:
        raise InvalidTokenError
    value = _only(listed)
    if value is None or single not in (None, value):
        raise InvalidTokenError
    return value


def _of(headers: Any, name: str) -> list[Any]:
    """The values under all spellings of the name."""
    if headers is None:
        return []
    if not isinstance(headers, dict):
        raise InvalidTokenError
    return [value for key, value in headers.items() if isinstance(key, str) and key.lower() == name]


def _only(values: list[Any]) -> str | None:
    if not values:
        return None
    if len(values) > 1 or not isinstance(values[0], (str, type(None))):
        raise InvalidTokenError
    return values[0]


def bearer_token(value: Any) -> str:
    """The token of an Authorization header; MissingTokenError for None, InvalidTokenError for another scheme."""
    if value is None:
        raise MissingTokenError
    words = value.split() if isinstance(value, str) else []
    if len(words) != 2 or words[0].lower() != "bearer":  # noqa: PLR2004  scheme and token
        raise InvalidTokenError
    return words[1]
