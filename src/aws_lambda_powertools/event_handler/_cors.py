"""CORSConfig: which origins may use an API from a browser.

Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/CORS
"""

from __future__ import annotations

from aws_lambda_powertools._core.headers import checked_value
from aws_lambda_powertools.event_handler._request_headers import header_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

ALWAYS_ALLOWED = ("Authorization", "Content-Type", "X-Amz-Date", "X-Api-Key", "X-Amz-Security-Token")
"""Headers that callers of AWS APIs send."""

_NONE: dict[str, str] = {}
_NOT_YET: tuple[dict[str, str], int] = ({}, -1)


class CORSConfig:
    """What browsers may do with answers to pages of other origins.

    `allow_origin` is the origin allowed, `*` for all; `extra_origins` are more of them. `allow_headers` may be sent
    besides those of AWS, `expose_headers` may be read. `max_age` is how many seconds a browser may remember the
    answer to a preflight. `allow_credentials` lets it send cookies, but not to an API that allows `*`.
    """

    _REQUIRED_HEADERS = ALWAYS_ALLOWED

    def __init__(
        self,
        allow_origin: str = "*",
        extra_origins: list[str] | None = None,
        allow_headers: list[str] | None = None,
        expose_headers: list[str] | None = None,
        max_age: int | None = None,
        allow_credentials: bool = False,
    ) -> None:
        self._allowed_origins = [allow_origin, *(extra_origins or ())]
        self.allow_headers = {*self._REQUIRED_HEADERS, *(allow_headers or ())}
        self.expose_headers = expose_headers or []
        self.max_age = max_age
        self.allow_credentials = allow_credentials
        self._made: dict[str, tuple[dict[str, str], int]] = {}

    @property
    def any_origin(self) -> bool:
        """Whether all origins are allowed."""
        return "*" in self._allowed_origins

    def for_everyone(self) -> CORSConfig:
        """The same for all origins, without credentials: development mode."""
        return CORSConfig("*", None, sorted(self.allow_headers), self.expose_headers, self.max_age)

    def to_dict(self, origin: str | None) -> dict[str, str]:
        """The headers for a page of an origin that is allowed; none for no origin."""
        if not origin or self.allowed_origin(origin) is None:
            return {}
        headers = {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Allow-Headers": ",".join(sorted(self.allow_headers)),
        }
        if self.expose_headers:
            headers["Access-Control-Expose-Headers"] = ",".join(self.expose_headers)
        if self.max_age is not None:
            headers["Access-Control-Max-Age"] = str(self.max_age)
        if origin != "*" and self.allow_credentials:
            headers["Access-Control-Allow-Credentials"] = "true"
        return headers

    def headers_for(self, event: BaseProxyEvent) -> dict[str, str]:
        """The headers for the origin that a request came from, checked to stay in their lines."""
        origin = self.allowed_origin(header_of(event, "origin"))
        if origin is None:
            return _NONE
        made, allowed = self._made.get(origin, _NOT_YET)
        if allowed != len(self.allow_headers):  # someone has added to the set, which is theirs to change
            made = {name: checked_value(name, value) for name, value in self.to_dict(origin).items()}
            self._made[origin] = (made, len(self.allow_headers))  # as many as there are allowed origins
        return made

    def allowed_origin(self, extracted_origin: str | None) -> str | None:
        """What the header should name for a request from this origin: the origin itself, `*`, or None."""
        if not extracted_origin:
            return None
        if extracted_origin in self._allowed_origins:
            return extracted_origin
        return "*" if self.any_origin else None

    @staticmethod
    def build_allow_methods(methods: Iterable[str]) -> str:
        """Methods as a header wants them: sorted, with commas."""
        return ",".join(sorted(methods))
