"""The three parts of a token, decoded, before anything in them is trusted.

Source: RFC 7515 (compact serialization), RFC 7519.
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import json
import re

from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidClaimsError, InvalidTokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_COMPACT = re.compile(r"([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]*)\.([A-Za-z0-9_-]*)={0,2}")
_COMPACT_PADDED = re.compile(r"([A-Za-z0-9_-]+={0,2})\.([A-Za-z0-9_-]*={0,2})\.([A-Za-z0-9_-]*={0,2})")
_TO_STANDARD = str.maketrans("-_", "+/", "=")


class Token:
    """A token in its parts; `claims()` are not to be trusted before the signature is checked."""

    __slots__ = ("_claims", "_payload", "algorithm", "header", "kid", "signature", "signing_input")

    def __init__(self, text: Any, *, padded: bool = False) -> None:
        found = (_COMPACT_PADDED if padded else _COMPACT).fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise InvalidTokenError
        header, payload, signature = found.groups()
        try:
            self.header = json.loads(_decoded(header))
            self._payload = _decoded(payload)
            self.signature = _decoded(signature)
        except (ValueError, RecursionError):
            raise InvalidTokenError from None
        self.signing_input = text[: found.end(2)].encode()
        self._claims: dict[str, Any] | None = None
        self.algorithm, self.kid = self._checked_header()

    def _checked_header(self) -> tuple[str, str]:
        """Algorithm and key id. Critical extensions are understood by nobody here, so they refuse the token."""
        header = self.header
        if not isinstance(header, dict) or "crit" in header or header.get("b64") is False:
            raise InvalidTokenError
        algorithm, kid = header.get("alg"), header.get("kid")
        if not isinstance(algorithm, str) or not isinstance(kid, str) or not kid.strip():
            raise InvalidTokenError
        return algorithm, kid

    def claims(self) -> dict[str, Any]:
        """The payload as an object; InvalidClaimsError when it is none."""
        if self._claims is None:
            try:
                claims = json.loads(self._payload)
            except (ValueError, RecursionError):
                raise InvalidClaimsError from None
            if not isinstance(claims, dict):
                raise InvalidClaimsError
            self._claims = claims
        return self._claims


def _decoded(part: str) -> bytes:
    from binascii import a2b_base64

    text = part.translate(_TO_STANDARD)
    return a2b_base64(text + "=" * (-len(text) % 4))
