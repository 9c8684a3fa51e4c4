"""JWTVerifier: the tokens of one issuer, by its keys; profiles for Cognito, OpenID Connect and ALB.

auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])
claims = auth.verify(token)
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.auth_alpha import _validation as check
from aws_lambda_powertools.utilities.auth_alpha._safe import sanitized
from aws_lambda_powertools.utilities.auth_alpha.jwt._claims import (
    check_audience,
    check_times,
    check_values,
    is_one_of,
    require_claims,
)
from aws_lambda_powertools.utilities.auth_alpha.jwt._jwks import StaticKeys, keys_of
from aws_lambda_powertools.utilities.auth_alpha.jwt._keys import ALGORITHMS, KeySet, load_cryptography
from aws_lambda_powertools.utilities.auth_alpha.jwt._token import Token
from aws_lambda_powertools.utilities.auth_alpha.jwt.base import Verifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import InvalidClaimsError, InvalidTokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.utilities.auth_alpha.jwt._jwks import RemoteKeys


class JWTVerifier(Verifier):
    """Verifies the access tokens of one issuer.

    - `issuer`: the `iss` of its tokens, an HTTPS URL; its OpenID configuration says where its keys are
    - `audience`: what the tokens must be for; one of several is enough
    - `algorithms`: which signatures are accepted; only asymmetric ones can be
    - `jwks`: the keys themselves, if they never change; nothing is fetched then
    - `jwks_uri`: where the keys are, for issuers without discovery
    - `required_claims`: claims that must be there, beside `iss`, `aud` and `exp`
    - `expected_claims`, `expected_headers`: what claims and headers must be
    - `clock_skew_seconds`: by how much clocks may differ
    - `timeout_seconds`: for fetching keys, all in all
    - `jwks_max_age_seconds`: how long fetched keys are used
    - `unknown_kid_cooldown_seconds`: how long after a fetch an unknown key id is not looked for again

    Source: RFC 7519, RFC 8725 (best current practices).
    """

    _audience_claim = "aud"

    def __init__(
        self,
        *,
        issuer: str,
        audience: str | list[str],
        algorithms: list[str],
        jwks: dict[str, Any] | None = None,
        jwks_uri: str | None = None,
        required_claims: list[str] | None = None,
        expected_claims: Mapping[str, str] | None = None,
        expected_headers: Mapping[str, str] | None = None,
        clock_skew_seconds: float = 60,
        timeout_seconds: float = 3,
        jwks_max_age_seconds: float = 300,
        unknown_kid_cooldown_seconds: float = 300,
    ) -> None:
        self._issuer = check.https_url("issuer", issuer, query=False)
        self._audience = frozenset(check.one_or_more("audience", audience))
        self._algorithms = _checked_algorithms(algorithms)
        required = check.texts("required_claims", required_claims or [], may_be_empty=True)
        self._required = ["iss", self._audience_claim, "exp", *required]
        self._expected_claims = check.expectations("expected_claims", expected_claims)
        self._expected_headers = check.expectations("expected_headers", expected_headers)
        self._skew = check.duration("clock_skew_seconds", clock_skew_seconds, may_be_zero=True)
        self._timeout = check.duration("timeout_seconds", timeout_seconds)
        max_age = check.duration("jwks_max_age_seconds", jwks_max_age_seconds)
        cooldown = check.duration("unknown_kid_cooldown_seconds", unknown_kid_cooldown_seconds, may_be_zero=True)
        if jwks is not None and jwks_uri is not None:
            raise ValueError("jwks and jwks_uri are mutually exclusive; give the keys, or where they are")
        if jwks_uri is not None:
            check.https_url("jwks_uri", jwks_uri)
        self._keys: StaticKeys | RemoteKeys
        if jwks is not None:
            self._keys = StaticKeys(KeySet(_own_copy(jwks)))
        else:
            self._keys = keys_of(self._issuer, jwks_uri, max_age, cooldown)
        load_cryptography(type(self).__name__)

    @classmethod
    def cognito(cls, *, user_pool_id: str, client_id: str, audience: str | list[str], **options: Any) -> JWTVerifier:
        """Access tokens of a Cognito user pool that name a resource server in `aud` (resource binding).

        Ordinary access tokens have no `aud`: `cognito_access_token` takes those.

        Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
        """
        if not check.is_text(client_id):
            raise ValueError(f"client_id is {client_id!r}; give the nonempty id of a Cognito app client")
        fixed = {"token_use": "access", "client_id": client_id}
        return _CognitoVerifier(fixed, audience=audience, **_of_user_pool(user_pool_id, options))

    @classmethod
    def cognito_access_token(
        cls, *, user_pool_id: str, client_id: str | list[str], audience: str | list[str] | None = None, **options: Any
    ) -> JWTVerifier:
        """Access tokens of a Cognito user pool: `client_id` says which app client they were issued to.

        A token that names a resource server in `aud` must name one of `audience`; without `audience` it is refused,
        as it is meant for somebody else.

        Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
        """
        return _CognitoAccessTokens(audience, audience=client_id, **_of_user_pool(user_pool_id, options))

    @classmethod
    def cognito_id_token(cls, *, user_pool_id: str, client_id: str | list[str], **options: Any) -> JWTVerifier:
        """ID tokens of a Cognito user pool, which say who the user is.

        Source: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
        """
        return _CognitoVerifier({"token_use": "id"}, audience=client_id, **_of_user_pool(user_pool_id, options))

    @classmethod
    def oidc(
        cls, *, issuer: str, client_id: str | list[str], algorithms: list[str] | None = None, **options: Any
    ) -> JWTVerifier:
        """ID tokens of any OpenID Connect provider, by its discovery document; RS256 unless `algorithms` says else.

        `sub` and `iat` must be there. A token for several audiences must be issued to `client_id` (`azp`).

        Source: OpenID Connect Core 1.0, section 3.1.3.7.
        """
        return _IDTokens(issuer=issuer, audience=client_id, algorithms=algorithms or ["RS256"], **options)

    @classmethod
    def any_of(cls, *verifiers: JWTVerifier) -> Verifier:
        """A verifier for the tokens of several issuers, each by its own rules."""
        return _IssuerGroup(verifiers)

    def __repr__(self) -> str:
        return "<JWTVerifier>"

    @property
    def issuer(self) -> str:
        """The issuer whose tokens are verified."""
        return self._issuer

    @sanitized
    def prefetch(self) -> None:
        """Fetch the keys now, unless they are fresh; does not prolong their freshness."""
        self._keys.prefetch(self._timeout)

    @sanitized
    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a token (without `Bearer`).

        InvalidTokenError, InvalidSignatureError, InvalidClaimsError, TokenExpiredError: the token is refused.
        JWKSFetchError: the keys can't be had, so nobody knows.
        """
        return self.verified(Token(token))

    def is_ready_for(self, token: str) -> bool:
        """Whether the keys for this token are at hand."""
        try:
            return self._keys.at_hand(Token(token).kid)
        except InvalidTokenError:
            return True

    def verified(self, token: Token) -> dict[str, Any]:
        """The claims of a token that was taken apart already."""
        if token.algorithm not in self._algorithms:
            raise InvalidTokenError
        self._keys.with_key(token.kid, self._timeout).key_for(token).check(token)
        claims = token.claims()
        require_claims(claims, self._required)
        if claims["iss"] != self._issuer:
            raise InvalidClaimsError
        check_audience(claims[self._audience_claim], self._audience)
        check_times(claims, self._skew)
        check_values(claims, self._expected_claims)
        check_values(token.header, self._expected_headers)
        self._check_profile(claims)
        return claims

    def _check_profile(self, claims: dict[str, Any]) -> None:
        """InvalidClaimsError for what only some kinds of tokens must say."""


class _CognitoVerifier(JWTVerifier):
    """Tokens of a user pool in which some claims have fixed values."""

    def __init__(self, fixed: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._fixed = fixed

    def _check_profile(self, claims: dict[str, Any]) -> None:
        check_values(claims, self._fixed)


class _CognitoAccessTokens(JWTVerifier):
    """Access tokens of a user pool, which name their client instead of an audience."""

    _audience_claim = "client_id"

    def __init__(self, resources: str | list[str] | None, **options: Any) -> None:
        super().__init__(**options)
        self._resources = frozenset(check.one_or_more("audience", resources) if resources is not None else ())

    def _check_profile(self, claims: dict[str, Any]) -> None:
        check_values(claims, {"token_use": "access"})
        if "aud" in claims:
            check_audience(claims["aud"], self._resources)


class _IDTokens(JWTVerifier):
    """ID tokens as OpenID Connect wants them checked."""

    def _check_profile(self, claims: dict[str, Any]) -> None:
        require_claims(claims, ("sub", "iat"))
        audiences = claims["aud"]
        is_for_several = isinstance(audiences, list) and len(set(audiences)) > 1
        if (is_for_several or "azp" in claims) and not is_one_of(self._audience, claims.get("azp")):
            raise InvalidClaimsError


class _IssuerGroup(Verifier):
    """Verifiers by their issuer. A token of an unknown one is refused before anybody is asked for keys."""

    def __init__(self, verifiers: tuple[JWTVerifier, ...]) -> None:
        if not verifiers or not all(isinstance(verifier, JWTVerifier) for verifier in verifiers):
            raise ValueError(f"any_of got {verifiers!r}; give at least one JWTVerifier, and nothing else")
        self._verifiers = {verifier.issuer: verifier for verifier in verifiers}
        if len(self._verifiers) != len(verifiers):
            raise ValueError("any_of got a duplicate issuer; give one verifier for each")

    def __repr__(self) -> str:
        return "<JWTVerifier issuer group>"

    @sanitized
    def prefetch(self) -> None:
        """Fetch the keys of all issuers now."""
        for verifier in self._verifiers.values():
            verifier.prefetch()

    @sanitized
    def verify(self, token: str) -> dict[str, Any]:
        """The claims of a token of any of the issuers."""
        parts = Token(token)
        return self._verifier_of(parts).verified(parts)

    def is_ready_for(self, token: str) -> bool:
        """Whether the keys for this token are at hand."""
        try:
            return self._verifier_of(Token(token)).is_ready_for(token)
        except InvalidTokenError:
            return True

    def _verifier_of(self, token: Token) -> JWTVerifier:
        try:
            issuer = token.claims().get("iss")
        except InvalidClaimsError:
            raise InvalidTokenError from None
        verifier = self._verifiers.get(issuer) if isinstance(issuer, str) else None
        if verifier is None:
            raise InvalidTokenError
        return verifier


def _checked_algorithms(algorithms: Any) -> frozenset[str]:
    names = check.texts("algorithms", algorithms)
    wrong = [name for name in names if name not in ALGORITHMS]
    if wrong:
        raise ValueError(
            f"algorithms holds {wrong[0]!r}; only asymmetric signatures can be checked: {', '.join(sorted(ALGORITHMS))}"
        )
    return frozenset(names)


def _own_copy(jwks: Any) -> Any:
    from copy import deepcopy

    return deepcopy(jwks)


def _of_user_pool(user_pool_id: Any, options: dict[str, Any]) -> dict[str, Any]:
    """Options for a user pool. ValueError for no pool id, and for what the pool decides."""
    import re

    found = re.fullmatch(r"([a-z]{2}(?:-[a-z]+)+-[0-9]+)_[0-9A-Za-z]+", str(user_pool_id))
    if found is None:
        raise ValueError(
            f"user_pool_id is {user_pool_id!r}; give the id of a Cognito user pool, as us-east-1_Ab1Cd2Ef3"
        )
    taken = sorted({"issuer", "algorithms", "jwks_uri"} & options.keys())
    if taken:
        raise ValueError(f"{taken[0]} cannot be overridden: the Cognito user pool decides on it")
    region = found[1]
    suffix = ".cn" if region.startswith("cn-") else ""
    issuer = f"https://cognito-idp.{region}.amazonaws.com{suffix}/{user_pool_id}"
    where = {} if options.get("jwks") is not None else {"jwks_uri": f"{issuer}/.well-known/jwks.json"}
    return {"issuer": issuer, "algorithms": ["RS256"], **where, **options}
