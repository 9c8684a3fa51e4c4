"""OAuth2Client: access tokens by the client-credentials grant, kept until shortly before they end.

client = OAuth2Client(token_url="https://login.example.com/oauth2/token", client_id="orders", client_secret=read_secret)
response = client.request("GET", "https://stock.example.com/items/7")

Source: RFC 6749, section 4.4; RFC 8707 (resource indicators).
"""

# What users and issuers send may be anything, and is checked here.
# pyright: reportUnnecessaryIsInstance=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

import re

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.auth_alpha import _validation as check
from aws_lambda_powertools.utilities.auth_alpha._deadline import Deadline, monotonic, sleep
from aws_lambda_powertools.utilities.auth_alpha._safe import sanitized, sanitized_async
from aws_lambda_powertools.utilities.auth_alpha._single_flight import SingleFlight
from aws_lambda_powertools.utilities.auth_alpha.oauth2.exceptions import DownstreamRequestError, TokenExchangeError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, Literal

    from urllib3 import BaseHTTPResponse

BASIC, POST = "client_secret_basic", "client_secret_post"

_LEAST_LIFE = 30.0
"""Seconds that a token must still be good for, so that it outlives the call it is used for."""

_PAUSES = (0.1, 0.2)
"""Seconds before the second and the third attempt."""

_OPTIONS = ("body", "fields", "json", "encode_multipart", "multipart_boundary")
_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]+=*")
_METHOD = re.compile(r"[A-Za-z]+")
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")
_RESOURCE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")


class OAuth2Client:
    """Gets access tokens for a service, and calls services with them.

    - `token_url`: the token endpoint, an HTTPS URL
    - `client_secret`: the secret, or a function that reads it whenever a token is fetched
    - `auth_method`: "client_secret_basic" sends id and secret in a header, "client_secret_post" in the form
    - `scopes`: what the token is to allow
    - `audience` or `resource`: whom the token is for, as the authorization server wants it said
    - `timeout_seconds`: for getting a token, all attempts included
    """

    def __init__(
        self,
        *,
        token_url: str,
        client_id: str,
        client_secret: str | Callable[[], str],
        auth_method: Literal["client_secret_basic", "client_secret_post"] = "client_secret_basic",
        scopes: list[str] | None = None,
        audience: str | None = None,
        resource: str | None = None,
        timeout_seconds: float = 3,
    ) -> None:
        self._token_url = check.https_url("token_url", token_url)
        self._client_id = check.text("client_id", client_id)
        if not callable(client_secret) and not (isinstance(client_secret, str) and client_secret):
            raise ValueError("client_secret must be a nonempty string or a callable that returns one")
        if auth_method not in (BASIC, POST):
            raise ValueError(f"auth_method is {auth_method!r}; it must be {BASIC} or {POST}")
        self._client_secret = client_secret
        self._auth_method = auth_method
        self._form = _form(check.scopes("scopes", scopes), audience, resource)
        self._timeout = check.duration("timeout_seconds", timeout_seconds)
        self._flights: SingleFlight[_AccessToken] = SingleFlight(TokenExchangeError)
        self._token: _AccessToken | None = None
        require("urllib3", extra="oauth2", wanted_by="OAuth2Client")
        from aws_lambda_powertools.utilities.auth_alpha._http import HTTPClient

        self._http = HTTPClient()

    def __repr__(self) -> str:
        return "<OAuth2Client>"

    @sanitized
    def auth_headers(self) -> dict[str, str]:
        """The Authorization header with a token that is good for a while; TokenExchangeError when there is none."""
        return {"Authorization": f"Bearer {self._fresh_token()}"}

    @sanitized_async
    async def auth_headers_async(self) -> dict[str, str]:
        """The same as `auth_headers`; a token that must be fetched is fetched in a thread, while the loop runs on."""
        if self._kept() is not None:
            return self.auth_headers()
        from asyncio import to_thread

        return await to_thread(self.auth_headers)

    @sanitized
    def request(
        self,
        method: str,
        url: str,
        *,
        timeout: float = 5,
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> BaseHTTPResponse:
        """The response of another service, whatever its status, read to its end.

        - `timeout`: seconds for all of the request
        - `options`: `body`, `fields`, `json`, `encode_multipart`, `multipart_boundary`, as urllib3 takes them

        Nothing is redirected, which would carry the token elsewhere, or tried again. DownstreamRequestError when no
        answer comes, TokenExchangeError when there is no token.
        """
        if not isinstance(method, str) or _METHOD.fullmatch(method) is None:
            raise ValueError(f"method is {method!r}; give a valid HTTP method, letters only")
        check.https_url("url", url)
        check.duration("timeout", timeout)
        every = _checked_headers(headers)
        unknown = sorted(options.keys() - set(_OPTIONS))
        if unknown:
            raise ValueError(f"Unsupported option {unknown[0]!r} of an authenticated request; there are {_OPTIONS}")
        every["Authorization"] = f"Bearer {self._fresh_token()}"
        from aws_lambda_powertools.utilities.auth_alpha._http import RequestError

        try:
            return self._http.response(method.upper(), url, Deadline(timeout), headers=every, **options)
        except RequestError:
            raise DownstreamRequestError from None

    def _kept(self) -> _AccessToken | None:
        """The token, while it is good for long enough."""
        token = self._token
        return token if token is not None and token.ends - monotonic() > _LEAST_LIFE else None

    def _fresh_token(self) -> str:
        token = self._kept()
        if token is None:
            deadline = Deadline(self._timeout)
            token = self._flights.do(self._kept, lambda: self._exchange(deadline), deadline)
        return token.text

    def _exchange(self, deadline: Deadline) -> _AccessToken:
        """A token of the authorization server, which is asked up to three times."""
        for pause in _PAUSES:
            try:
                return self._ask(deadline)
            except TokenExchangeError as error:
                if not error.retryable or deadline.left() <= pause:
                    raise
            sleep(pause)
        return self._ask(deadline)

    def _ask(self, deadline: Deadline) -> _AccessToken:
        from aws_lambda_powertools.utilities.auth_alpha._http import RequestError

        body, headers = self._message()
        started = monotonic()
        try:
            answer = self._http.json_object("POST", self._token_url, deadline, body=body, headers=headers)
        except RequestError as error:
            raise TokenExchangeError(retryable=error.retryable) from None
        token = _token_from(answer, started)
        if token.ends - monotonic() > _LEAST_LIFE:
            self._token = token
        return token

    def _message(self) -> tuple[bytes, dict[str, str]]:
        """Body and headers. Source: RFC 6749, sections 2.3.1 and 4.4.2."""
        from urllib.parse import quote_plus, urlencode

        secret = self._secret()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        form = self._form
        if self._auth_method == BASIC:
            from base64 import b64encode

            credentials = f"{quote_plus(self._client_id)}:{quote_plus(secret)}"
            headers["Authorization"] = f"Basic {b64encode(credentials.encode()).decode()}"
        else:
            form = {**form, "client_id": self._client_id, "client_secret": secret}
        return urlencode(form).encode(), headers

    def _secret(self) -> str:
        """The secret; TokenExchangeError when the function that reads it fails or finds nothing."""
        if isinstance(self._client_secret, str):
            return self._client_secret
        try:
            secret = self._client_secret()
        except Exception:  # it may name the secret, or what protects it
            raise TokenExchangeError from None
        if not check.is_text(secret):
            raise TokenExchangeError
        return secret


class _AccessToken:
    """A token, and when it ends by `monotonic`."""

    __slots__ = ("ends", "text")

    def __init__(self, text: str, ends: float) -> None:
        self.text = text
        self.ends = ends


def _token_from(answer: Mapping[str, Any], started: float) -> _AccessToken:
    """The token of an answer, whose life is counted from before it was asked for. Source: RFC 6749, section 5.1."""
    text, kind = answer.get("access_token"), answer.get("token_type")
    if not isinstance(text, str) or _TOKEN.fullmatch(text) is None:
        raise TokenExchangeError
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise TokenExchangeError
    if "expires_in" not in answer:
        return _AccessToken(text, started)
    try:
        life = check.duration("expires_in", answer["expires_in"])
    except (ValueError, OverflowError):
        raise TokenExchangeError from None
    return _AccessToken(text, started + life)


def _form(scopes: tuple[str, ...], audience: Any, resource: Any) -> dict[str, str]:
    """What is asked for, without credentials."""
    if audience is not None and resource is not None:
        raise ValueError("audience and resource are mutually exclusive; say whom the token is for in one way")
    form = {"grant_type": "client_credentials"}
    if scopes:
        form["scope"] = " ".join(scopes)
    if audience is not None:
        form["audience"] = check.text("audience", audience)
    if resource is not None:
        form["resource"] = _checked_resource(resource)
    return form


def _checked_resource(resource: Any) -> str:
    from urllib.parse import urlsplit

    checked = check.text("resource", resource)
    try:
        urlsplit(checked)
    except ValueError:
        checked = ""
    if _RESOURCE.fullmatch(checked) is None:
        raise ValueError(f"resource is {resource!r}; it must be an absolute URI without a fragment")
    return checked


def _checked_headers(headers: Any) -> dict[str, str]:
    from collections.abc import Mapping

    if headers is None:
        return {}
    if not isinstance(headers, Mapping):
        raise ValueError("headers must be a mapping of strings")  # noqa: TRY004  a mistake in an argument, as the others
    every = dict(headers)
    for name, value in every.items():
        if not isinstance(name, str) or _HEADER_NAME.fullmatch(name) is None or name.lower() == "authorization":
            raise ValueError(f"The header {name!r} must be valid and must not include Authorization, which is ours")
        if not isinstance(value, str) or _HEADER_VALUE.fullmatch(value) is None:
            raise ValueError(f"The value of header {name!r} must be valid text without line breaks")
    return every
