"""KeySet: the keys of an issuer; each is parsed once, when the first token names it.

Source: RFC 7517 (keys), RFC 7518 (algorithms), RFC 8037 (Ed25519 and Ed448), RFC 8812 (secp256k1).
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidSignatureError, InvalidTokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jwt.algorithms import Algorithm

    from aws_lambda_powertools.utilities.auth_alpha.jwt._token import Token

_CURVES = {
    "ES256": ("EC", ("P-256",)),
    "ES384": ("EC", ("P-384",)),
    "ES512": ("EC", ("P-521",)),
    "ES256K": ("EC", ("secp256k1",)),
    "EdDSA": ("OKP", ("Ed25519", "Ed448")),
}
"""Which kind of key an algorithm wants, and on which curves; in tuples, since what is looked up may be anything."""

_KINDS: dict[str, tuple[str, tuple[str | None, ...]]] = {
    **{f"{family}{size}": ("RSA", (None,)) for family in ("RS", "PS") for size in (256, 384, 512)},
    **_CURVES,  # curves have names, RSA keys have none
}

ALGORITHMS = frozenset(_KINDS)

_KEY_TYPES = ("RSA", "EC", "OKP")
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_FEWEST_RSA_BITS = 2048
"""RFC 7518, 3.3: signatures with smaller keys must not be used."""


def load_cryptography(wanted_by: str) -> None:
    """Import PyJWT and cryptography in the init phase; MissingDependencyError names the extra that brings them."""
    require("cryptography", extra="jwt", wanted_by=wanted_by)
    require("jwt", extra="jwt", wanted_by=wanted_by)


class KeySet:
    """Keys by key id. ValueError when the document is not a set of keys."""

    __slots__ = ("_by_id", "_parsed", "_strict")

    def __init__(self, document: Any) -> None:
        keys = document.get("keys") if isinstance(document, dict) else None
        if not isinstance(keys, list):
            raise ValueError("jwks has no list of keys; give a JWKS: a dict with a keys array")  # noqa: TRY004  a mistake in the configuration, as the others
        if not all(isinstance(key, dict) for key in keys):
            raise ValueError("jwks holds something that is no key; all JWKS keys must be objects")
        self._by_id: dict[str, list[dict[str, Any]]] = {}
        for key in keys:
            if isinstance(key.get("kid"), str):
                self._by_id.setdefault(key["kid"], []).append(key)
        self._parsed: dict[tuple[str, str], Key] = {}
        self._strict = STRICT.get()

    def __contains__(self, kid: str) -> bool:
        return kid in self._by_id

    def key_for(self, token: Token) -> Key:
        """The only key that fits the token; InvalidTokenError when there is none, or more than one."""
        name = (token.kid, token.algorithm)
        key = self._parsed.get(name)
        if key is None:
            fitting = [key for key in self._by_id.get(token.kid, ()) if _fits(key, token.algorithm)]
            if len(fitting) != 1:
                raise InvalidTokenError
            key = self._parsed[name] = key_from_jwk(fitting[0], token.algorithm, strict=self._strict)
        return key


def _fits(key: dict[str, Any], algorithm: str) -> bool:
    operations = key.get("key_ops", ["verify"])
    return (
        key.get("kty") in _KEY_TYPES
        and key.get("alg", algorithm) in (algorithm, None)
        and key.get("use", "sig") in ("sig", None)
        and (operations is None or (isinstance(operations, list) and "verify" in operations))
    )


class Key:
    """A public key with the algorithm that it is used with."""

    __slots__ = ("_key", "_verify")

    def __init__(self, algorithm: Algorithm, key: Any) -> None:
        self._verify: Callable[[bytes, Any, bytes], bool] = algorithm.verify
        self._key = key

    def check(self, token: Token) -> None:
        """InvalidSignatureError unless this key has signed the token."""
        try:
            is_signed = self._verify(token.signing_input, self._key, token.signature)
        except Exception:  # PyJWT and cryptography have a dozen errors for signatures that are none
            is_signed = False
        if not is_signed:
            raise InvalidSignatureError


def key_from_jwk(key: dict[str, Any], algorithm: str, *, strict: bool) -> Key:
    """The key; InvalidTokenError when it is private, malformed, or of another kind than the algorithm wants."""
    kind, curves = _KINDS[algorithm]
    if key.get("kty") != kind or key.get("crv") not in curves or not _PRIVATE.isdisjoint(key):
        raise InvalidTokenError
    from jwt import PyJWK

    try:
        parsed = PyJWK(key, algorithm)
    except Exception:  # as above, for keys
        raise InvalidTokenError from None
    if strict and kind == "RSA" and parsed.key.key_size < _FEWEST_RSA_BITS:
        raise InvalidTokenError
    return Key(parsed.Algorithm, parsed.key)


def key_from_pem(pem: bytes, algorithm: str, curve: str) -> Key:
    """The public key in PEM; ValueError when it is none, or on another curve."""
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from jwt import get_algorithm_by_name

    key: Any = load_pem_public_key(pem)
    if getattr(getattr(key, "curve", None), "name", None) != curve:
        raise ValueError(f"The key is not on the curve {curve}")
    return Key(get_algorithm_by_name(algorithm), key)
