"""Cookies of a response.

    Cookie(name="session", value=token, http_only=True, same_site=SameSite.LAX_MODE)

Source: https://www.rfc-editor.org/rfc/rfc6265
"""

from __future__ import annotations

from enum import Enum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class SameSite(Enum):
    """Whether browsers send the cookie along with requests that other sites start."""

    DEFAULT_MODE = ""
    LAX_MODE = "Lax"
    STRICT_MODE = "Strict"
    NONE_MODE = "None"


class Cookie:
    """A cookie; `str(cookie)` is the value of its Set-Cookie header.

    Raises ValueError for a name, value, path or domain that would end early, because it holds a semicolon, or break
    out of the header, because it holds a control character: what users sent must not become an attribute.
    """

    def __init__(
        self,
        name: str,
        value: str,
        path: str = "",
        domain: str = "",
        secure: bool = True,
        http_only: bool = False,
        max_age: int | None = None,
        expires: datetime | None = None,
        same_site: SameSite | None = None,
        custom_attributes: list[str] | None = None,
    ) -> None:
        """Describe a cookie.

        `max_age` is in seconds, 0 or less deletes the cookie; `expires` without a time zone is in UTC.
        `custom_attributes` stand at the end as they are: `["Priority=High", "Partitioned"]`.
        """
        self.name = name
        self.value = value
        self.path = path
        self.domain = domain
        self.secure = secure
        self.expires = expires
        self.max_age = max_age
        self.http_only = http_only
        self.same_site = same_site
        self.custom_attributes = custom_attributes
        self._check()

    def __str__(self) -> str:
        self._check()  # again: attributes can be set
        return "; ".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield f"{self.name}={self.value}"
        if self.path:
            yield f"Path={self.path}"
        if self.domain:
            yield f"Domain={self.domain}"
        if self.expires:
            yield f"Expires={_http_date(self.expires)}"
        if self.max_age is not None:
            yield f"Max-Age={max(self.max_age, 0)}"
        if self.http_only:
            yield "HttpOnly"
        if self.secure:
            yield "Secure"
        if self.same_site is not None:
            yield f"SameSite={getattr(self.same_site, 'value', self.same_site)}"
        yield from self.custom_attributes or ()

    def _check(self) -> None:
        if not self.name:
            raise ValueError("A cookie needs a name")
        _refuse("name", self.name, ";=")
        _refuse("value", self.value, ";")
        _refuse("path", self.path, ";")
        _refuse("domain", self.domain, ";")
        for attribute in self.custom_attributes or ():
            _refuse("attribute", attribute, "")


def _refuse(what: str, text: object, forbidden: str) -> None:
    """ValueError when the text holds a forbidden or a control character."""
    text = str(text)
    for character in text:
        if character in forbidden or character < " " or character == "\x7f":
            raise ValueError(f"The cookie's {what} {text!r} holds {character!r}; encode it, for example with base64")


def _http_date(moment: datetime) -> str:
    """A moment as `Sat, 31 Dec 2022 23:59:59 GMT`, in English whatever the locale."""
    offset = moment.utcoffset()
    if offset is not None:
        moment = moment - offset
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S} GMT"
