"""Where keys come from: a set that stands in the code, or the issuer's, cached and fetched anew.

Verifiers of one issuer share its keys. Expired keys are never used; a refresh that fails leaves fresh keys alone.
"""

from __future__ import annotations

import threading
from math import inf
from weakref import WeakValueDictionary

from aws_lambda_powertools._core import forks
from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.utilities.auth_alpha._deadline import Deadline, monotonic
from aws_lambda_powertools.utilities.auth_alpha._single_flight import SingleFlight
from aws_lambda_powertools.utilities.auth_alpha._validation import https_url
from aws_lambda_powertools.utilities.auth_alpha.jwt._keys import KeySet
from aws_lambda_powertools.utilities.auth_alpha.jwt.exceptions import JWKSFetchError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.utilities.auth_alpha._http import HTTPClient

LONGEST_PAUSE = 30.0
DISCOVERY = "/.well-known/openid-configuration"


class Backoff:
    """How long to leave an issuer alone after failures: 1, 2, 4, 8, 16, then 30 seconds."""

    __slots__ = ("_failures", "_until")

    def __init__(self) -> None:
        self._failures = 0
        self._until = 0.0

    def check(self) -> None:
        """JWKSFetchError while it is too early."""
        if self._failures and monotonic() < self._until:
            raise JWKSFetchError

    def failed(self) -> None:
        """Count a failure."""
        self._until = monotonic() + min(2.0 ** min(self._failures, 10), LONGEST_PAUSE)
        self._failures += 1

    def worked(self) -> None:
        """Forget all failures."""
        self._failures = 0


class StaticKeys:
    """Keys that never change."""

    def __init__(self, keys: KeySet) -> None:
        self._keys = keys

    def at_hand(self, _kid: str) -> bool:
        """Whether the keys can be had without asking anybody: always."""
        return True

    def with_key(self, _kid: str, _timeout: float) -> KeySet:
        """The keys."""
        return self._keys

    def prefetch(self, _timeout: float) -> None:
        """Nothing: they are here."""


class RemoteKeys:
    """The keys of an issuer, from its JWKS endpoint."""

    def __init__(self, issuer: str, jwks_uri: str | None, max_age: float, cooldown: float) -> None:
        self._issuer = issuer
        self._jwks_uri = jwks_uri
        self._max_age = max_age
        self._cooldown = cooldown
        self._strict = STRICT.get()
        self._client = new_client("JWTVerifier with keys from its issuer")
        self._flights: SingleFlight[KeySet] = SingleFlight(JWKSFetchError)
        self._backoff = Backoff()
        self._keys: KeySet | None = None
        self._expires = 0.0
        self._last_refresh = -inf

    def _fresh(self) -> KeySet | None:
        return self._keys if self._keys is not None and monotonic() < self._expires else None

    def at_hand(self, kid: str) -> bool:
        """Whether `with_key` will answer without asking the issuer."""
        return self._known(kid) is not None

    def _known(self, kid: str) -> KeySet | None:
        """Fresh keys, unless they lack the key id and the issuer may be asked for it again."""
        keys = self._fresh()
        if keys is None or kid in keys or monotonic() < self._last_refresh + self._cooldown:
            return keys
        return None

    def with_key(self, kid: str, timeout: float) -> KeySet:
        """Fresh keys, fetched within `timeout` seconds if need be; they may lack the key id even so."""
        keys = self._known(kid)
        if keys is not None:
            return keys
        deadline = Deadline(timeout)
        return self._flights.do(lambda: self._known(kid), lambda: self._refresh(deadline), deadline)

    def prefetch(self, timeout: float) -> None:
        """Fetch the keys now, unless they are fresh."""
        deadline = Deadline(timeout)
        if self._fresh() is None:
            self._flights.do(self._fresh, lambda: self._refresh(deadline), deadline)

    def _refresh(self, deadline: Deadline) -> KeySet:
        self._backoff.check()
        asked_for_unknown = self._fresh() is not None
        try:
            keys = self._fetch(deadline)
        except JWKSFetchError:
            self._backoff.failed()
            raise
        self._backoff.worked()
        now = monotonic()
        self._keys, self._expires = keys, now + self._max_age
        if asked_for_unknown or not self._strict:  # strict: right after the first fetch, too, a new key is looked for
            self._last_refresh = now
        return keys

    def _fetch(self, deadline: Deadline) -> KeySet:
        from aws_lambda_powertools.utilities.auth_alpha._http import RequestError

        try:
            uri = self._jwks_uri or self._discovered(deadline)
            return KeySet(self._client.json_object("GET", uri, deadline))
        except (RequestError, ValueError):
            raise JWKSFetchError from None

    def _discovered(self, deadline: Deadline) -> str:
        """Where the issuer's keys stand. ValueError when somebody else answers in its place.

        Source: OpenID Connect Discovery 1.0, section 4.
        """
        url = self._issuer.rstrip("/") + DISCOVERY
        document: dict[str, Any] = self._client.json_object("GET", url, deadline)
        if document.get("issuer") != self._issuer:
            raise ValueError("The discovery document is of another issuer")
        return https_url("jwks_uri", document.get("jwks_uri"))


def new_client(wanted_by: str) -> HTTPClient:
    """A client for keys; MissingDependencyError names the extra that brings urllib3."""
    from aws_lambda_powertools._core.optional import require

    require("urllib3", extra="jwt", wanted_by=wanted_by)
    from aws_lambda_powertools.utilities.auth_alpha._http import HTTPClient

    return HTTPClient()


class _Shared:
    """Sources of keys by what they were made with, as long as a verifier uses them."""

    def __init__(self) -> None:
        self._sources: WeakValueDictionary[tuple[Any, ...], RemoteKeys] = WeakValueDictionary()
        self._lock = threading.Lock()
        forks.watch(self)

    def after_fork(self) -> None:
        """A thread of the parent may have held the lock."""
        self._lock = threading.Lock()

    def keys_of(self, issuer: str, jwks_uri: str | None, max_age: float, cooldown: float) -> RemoteKeys:
        """The source that other verifiers use with these settings, else a new one."""
        name = (issuer, jwks_uri, max_age, cooldown, STRICT.get())
        with self._lock:
            source = self._sources.get(name)
            if source is None:
                source = self._sources[name] = RemoteKeys(issuer, jwks_uri, max_age, cooldown)
            return source


keys_of = _Shared().keys_of
