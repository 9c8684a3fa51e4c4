"""ALBVerifier: who the user is, as an Application Load Balancer says after it has logged them in.

auth = ALBVerifier(load_balancer_arn="arn:aws:elasticloadbalancing:…", client_id="orders")

@app.get("/me", middlewares=[auth.require()])
def me():
    return {"email": app.context["claims"]["email"]}
"""

from __future__ import annotations

import re

from aws_lambda_powertools._core.cache import LRUCache
from aws_lambda_powertools.utilities.auth_alpha import _validation as check
from aws_lambda_powertools.utilities.auth_alpha._deadline import Deadline
from aws_lambda_powertools.utilities.auth_alpha._safe import sanitized
from aws_lambda_powertools.utilities.auth_alpha._single_flight import SingleFlight
from aws_lambda_powertools.utilities.auth_alpha.jwt._claims import check_times, check_values, is_one_of, require_claims
from aws_lambda_powertools.utilities.auth_alpha.jwt._headers import header_of
from aws_lambda_powertools.utilities.auth_alpha.jwt._jwks import Backoff, new_client
from aws_lambda_powertools.utilities.auth_alpha.jwt._keys import key_from_pem, load_cryptography
from aws_lambda_powertools.utilities.auth_alpha.jwt._refusals import MissingTokenError
from aws_lambda_powertools.utilities.auth_alpha.jwt._token import Token
from aws_lambda_powertools.utilities.auth_alpha.jwt.base import Verifier
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import (
    InvalidClaimsError,
    InvalidTokenError,
    JWKSFetchError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from aws_lambda_powertools.utilities.auth_alpha.jwt._keys import Key

HEADER = "x-amzn-oidc-data"

_ARN = re.compile(
    r"arn:aws[a-z-]*:elasticloadbalancing:([a-z0-9-]+):[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]+/[0-9a-f]+"
)
_KEY_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
_ALGORITHM, _CURVE = "ES256", "secp256r1"
_MOST_KEYS = 64
_MOST_REFUSED = 1024


class ALBVerifier(Verifier):
    """Verifies the `x-amzn-oidc-data` header that a load balancer adds after a login.

    - `load_balancer_arn`: the load balancer, or several of one region; tokens of others are refused
    - `client_id`: the client at the identity provider, as the listener's rule names it
    - `issuer`: the identity provider; whatever the load balancer says if it is left out
    - `required_claims`, `expected_claims`, `clock_skew_seconds`, `timeout_seconds`: as for JWTVerifier
    - `public_key_url`: where keys are by their id, for partitions in which they are elsewhere

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
    """

    def __init__(
        self,
        *,
        load_balancer_arn: str | list[str],
        client_id: str | list[str],
        issuer: str | None = None,
        required_claims: list[str] | None = None,
        expected_claims: Mapping[str, str] | None = None,
        clock_skew_seconds: float = 60,
        timeout_seconds: float = 3,
        public_key_url: str | None = None,
    ) -> None:
        self._signers = frozenset(check.one_or_more("load_balancer_arn", load_balancer_arn))
        self._clients = frozenset(check.one_or_more("client_id", client_id))
        self._issuer = None if issuer is None else check.https_url("issuer", issuer, query=False)
        self._required = ["sub", *check.texts("required_claims", required_claims or [], may_be_empty=True)]
        self._expected_claims = check.expectations("expected_claims", expected_claims)
        self._skew = check.duration("clock_skew_seconds", clock_skew_seconds, may_be_zero=True)
        self._timeout = check.duration("timeout_seconds", timeout_seconds)
        region = _region_of(self._signers)
        url = _url_of_keys(region) if public_key_url is None else check.https_url("public_key_url", public_key_url)
        self._keys = _KeysByID(url)
        load_cryptography("ALBVerifier")

    def __repr__(self) -> str:
        return "<ALBVerifier>"

    def token_of(self, event: Mapping[str, Any]) -> str:
        """The token in the header of the load balancer."""
        token = header_of(event, HEADER)
        if token is None:
            raise MissingTokenError
        return token

    def prefetch(self) -> None:
        """Nothing: which key the load balancer uses is only known from its tokens."""

    def is_ready_for(self, token: str) -> bool:
        """Whether the key for this token is at hand."""
        try:
            return self._keys.at_hand(Token(token, padded=True).kid)
        except InvalidTokenError:
            return True

    @sanitized
    def verify(self, token: str) -> dict[str, Any]:
        """The claims of the user; errors as those of JWTVerifier.

        Header and payload both say when the token ends; both count.
        """
        parts = Token(token, padded=True)  # with padding, which other issuers of tokens leave out
        header = parts.header
        if parts.algorithm != _ALGORITHM or not is_one_of(self._signers, header.get("signer")):
            raise InvalidTokenError  # before anybody is asked for a key
        self._keys.key(parts.kid, self._timeout).check(parts)
        claims = parts.claims()
        if not is_one_of(self._clients, header.get("client")):
            raise InvalidClaimsError
        require_claims(claims, self._required)
        self._check_issuer(header, claims)
        for times in (header, claims):
            if "exp" in times:
                check_times(times, self._skew)
        check_values(claims, self._expected_claims)
        return claims

    def _check_issuer(self, header: Mapping[str, Any], claims: Mapping[str, Any]) -> None:
        require_claims(header, ("iss", "exp"))
        expected = header["iss"] if self._issuer is None else self._issuer
        if header["iss"] != expected or claims.get("iss", expected) != expected:
            raise InvalidClaimsError


class _KeysByID:
    """Public keys, each under a URL of its own; a key that is not there is not asked for again."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._client = new_client("ALBVerifier")
        self._found: LRUCache[str, Key] = LRUCache(_MOST_KEYS)
        self._refused: LRUCache[str, bool] = LRUCache(_MOST_REFUSED)
        self._flights: SingleFlight[Key] = SingleFlight(JWKSFetchError)
        self._backoff = Backoff()

    def at_hand(self, kid: str) -> bool:
        """Whether nobody needs to be asked."""
        return kid in self._found or kid in self._refused or not _KEY_ID.fullmatch(kid)

    def key(self, kid: str, timeout: float) -> Key:
        """The key; InvalidTokenError when there is none of that id, JWKSFetchError when nobody can say."""
        key = self._known(kid)
        deadline = Deadline(timeout)
        while key is None:
            self._flights.do(lambda: self._known(kid), lambda: self._fetch(kid, deadline), deadline)
            key = self._known(kid)  # the flight that was waited for may have brought another key
        return key

    def _known(self, kid: str) -> Key | None:
        if kid in self._refused or not _KEY_ID.fullmatch(kid):
            raise InvalidTokenError
        return self._found.get(kid)

    def _fetch(self, kid: str, deadline: Deadline) -> Key:
        from aws_lambda_powertools.utilities.auth_alpha._http import RequestError

        self._backoff.check()
        try:
            pem = self._client.text(f"{self._url}/{kid}", deadline)
            key = None if pem is None else key_from_pem(pem, _ALGORITHM, _CURVE)
        except (RequestError, ValueError):
            self._backoff.failed()
            raise JWKSFetchError from None
        if key is None:
            self._backoff.failed()  # or invented ids could make us ask without end
            self._refused.put(kid, True)
            raise InvalidTokenError
        self._backoff.worked()
        self._found.put(kid, key)
        return key


def _region_of(arns: frozenset[str]) -> str:
    regions: set[str] = set()
    for arn in arns:
        found = _ARN.fullmatch(arn)
        if found is None:
            raise ValueError(f"load_balancer_arn is {arn!r}; give the ARN of an Application Load Balancer")
        regions.add(found[1])
    if len(regions) > 1:
        raise ValueError(f"load_balancer_arn names load balancers of {sorted(regions)}; make one verifier a region")
    return regions.pop()


def _url_of_keys(region: str) -> str:
    if region.startswith("us-gov-"):
        return f"https://s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}"
    suffix = ".cn" if region.startswith("cn-") else ""
    return f"https://public-keys.auth.elb.{region}.amazonaws.com{suffix}"
