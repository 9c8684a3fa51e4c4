"""Headers whose names match in any case, and how each event source wants them written.

    headers = Headers({"Content-Type": "text/html", "Set-Cookie": ["a=1", "b=2"]})
    headers["content-type"]            # "text/html"
    headers.values_of("SET-COOKIE")    # ["a=1", "b=2"]

Names and values that would break out of their line are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping

from aws_lambda_powertools._core.notices import warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

SET_COOKIE = "Set-Cookie"

_NAME_CHARACTERS = frozenset("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class HeaderError(ValueError):
    """A header's name or value would break out of its line, or not reach the client."""


def checked_name(name: str) -> str:
    """The name, if it is a token of RFC 9110; HeaderError otherwise."""
    if name.isascii() and name.replace("-", "_").isidentifier():  # nearly every name, without a look at each letter
        return name
    if not name or not _NAME_CHARACTERS.issuperset(name):
        raise HeaderError(f"{name!r} is not a header name; letters, digits and !#$%&'*+-.^_`|~ are allowed")
    return name


def checked_value(name: str, value: object) -> str:
    """The value as text; HeaderError when it holds a line break or NUL, which could smuggle in more headers."""
    text = value if isinstance(value, str) else str(value)
    if text.isprintable():
        return text
    if "\r" in text or "\n" in text or "\0" in text:
        raise HeaderError(f"The value of header {name} holds a line break or NUL: {text!r}")
    return text


class Headers(MutableMapping[str, str]):
    """Headers in the order and spelling given; one name may have several values.

    As a mapping it shows each name once, with its values joined by ", ", as RFC 9110 allows.
    None as a value means that there is no such header.
    """

    __slots__ = ("_fields",)

    def __init__(self, headers: Mapping[str, Any] | None = None) -> None:
        self._fields: dict[str, tuple[str, list[str]]] = {}  # by lower-case name: the name as spelt, and its values
        for name, value in (headers or {}).items():
            for single in several(value):
                self.add(name, single)

    def add(self, name: str, value: object) -> None:
        """Give the header one more value."""
        spelt, values = self._fields.setdefault(name.lower(), (checked_name(name), []))
        values.append(checked_value(spelt, value))

    def values_of(self, name: str) -> list[str]:
        """All values of the header; an empty list when there is none."""
        field = self._fields.get(name.lower())
        return [] if field is None else list(field[1])

    def multi_items(self) -> Iterator[tuple[str, list[str]]]:
        """Each name with the list of its values."""
        for name, values in self._fields.values():
            yield name, list(values)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._fields[name.lower()][1])

    def __setitem__(self, name: str, value: object) -> None:
        checked = [checked_value(name, single) for single in several(value)]
        self._fields.pop(name.lower(), None)
        if checked:
            self._fields[name.lower()] = (checked_name(name), checked)

    def __delitem__(self, name: str) -> None:
        del self._fields[name.lower()]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._fields

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._fields.values())

    def __len__(self) -> int:
        return len(self._fields)

    def __repr__(self) -> str:
        return f"Headers({dict(self.multi_items())!r})"


def several(value: Any) -> list[Any]:
    """A header's value or values as a list: none for None."""
    if isinstance(value, str):
        return [value]
    if value is None:
        return []
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        return [value]
    return _without_none(value)


def _without_none(values: Any) -> list[Any]:
    return [value for value in values if value is not None]


def for_http_api(headers: Mapping[str, Any], cookies: Iterable[object]) -> dict[str, Any]:
    """API Gateway HTTP APIs, function URLs and VPC Lattice v2: values joined, cookies in a list of their own.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
    """
    joined = {name: ", ".join(values) for name, values in _fields(headers)}
    return {"headers": joined, "cookies": [checked_value(SET_COOKIE, cookie) for cookie in cookies]}


def for_multi_value(headers: Mapping[str, Any], cookies: Iterable[object]) -> dict[str, Any]:
    """API Gateway REST APIs, and ALB with multi-value headers switched on: each name with a list.

    Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
    """
    lists = dict(_fields(headers))
    for cookie in cookies:
        lists.setdefault(SET_COOKIE, []).append(checked_value(SET_COOKIE, cookie))
    return {"multiValueHeaders": lists}


def for_single_value(
    headers: Mapping[str, Any], cookies: Iterable[object], *, distinct_spellings: bool = False
) -> dict[str, Any]:
    """ALB without multi-value headers: one value for each name; of several, the last one is sent and a warning given.

    `distinct_spellings` sends several cookies all the same, each under another spelling of `Set-Cookie`, which
    clients read as the one name that it is.

    Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
    """
    single: dict[str, str] = {}
    texts = [checked_value(SET_COOKIE, cookie) for cookie in cookies]
    if len(texts) > 1 and distinct_spellings:
        single.update(zip(_spellings(SET_COOKIE), texts, strict=False))
    elif texts:
        if len(texts) > 1:
            _warn_of_loss(f"{len(texts)} cookies")
        single[SET_COOKIE] = texts[-1]
    for name, values in _fields(headers):
        if len(values) > 1:
            _warn_of_loss(f"{len(values)} values of header {name!r}")
        single[name] = values[-1]
    return {"headers": single}


def _fields(headers: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Names and values, checked; names without a value are left out."""
    for name, value in headers.items():
        values = [checked_value(name, single) for single in several(value)]
        if values:
            yield checked_name(name), values


def _warn_of_loss(what: str) -> None:
    warn(
        f"Of {what}, only the last one can be sent: the response can hold one value for each header. "
        "Enable multi-value headers on the ALB target group."
    )


def _spellings(name: str) -> Iterator[str]:
    """The name in every mixture of upper and lower case, the usual one first."""
    letters = [position for position, character in enumerate(name) if character.isalpha()]
    for mixture in range(1 << len(letters)):
        spelt = list(name)
        for bit, position in enumerate(letters):
            if mixture >> bit & 1:
                spelt[position] = spelt[position].swapcase()
        yield "".join(spelt)
