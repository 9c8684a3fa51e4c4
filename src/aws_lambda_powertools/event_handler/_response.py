"""Response: what a handler answers, when a status, headers or cookies of its own are wanted.

    return Response(201, body={"id": 7}, headers={"Location": "/orders/7"})

Handlers and middlewares may change a response as they like; the resolver never does, so one that stands at module
level serves every request alike.
"""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Mapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from http import HTTPStatus
    from typing import Any, Generic, TypeVar

    from typing_extensions import Self

    from aws_lambda_powertools.shared.cookies import Cookie

    Body = TypeVar("Body")
else:
    from types import GenericAlias

    class Generic:
        """Lets a class be subscribed: `Response[Todo]` tells OpenAPI and validation what the body is."""

        __class_getitem__ = classmethod(GenericAlias)

    Body = None

CONTENT_TYPE = "Content-Type"

JSON = "application/json"


class HeaderMap(dict[str, "Any"]):
    """Headers by name; a value is a text or a list of them.

    It is a plain dict to whoever compares or copies it. Reading a name as it is spelt costs what a dict costs.
    Made from a mapping it takes that as it is; `merged` is for mappings that hold a name in two spellings.
    """

    __slots__ = ()

    def _spelt(self, name: str) -> str:
        """The name as it stands here, if it does."""
        if dict.__contains__(self, name):
            return name
        wanted = name.lower()
        return next((key for key in self if key.lower() == wanted), name)

    def __missing__(self, name: str) -> Any:
        spelt = self._spelt(name)
        if spelt == name:
            raise KeyError(name)
        return dict.__getitem__(self, spelt)

    def __setitem__(self, name: str, value: Any) -> None:
        dict.__setitem__(self, self._spelt(name) if self else name, value)

    def __delitem__(self, name: str) -> None:
        dict.__delitem__(self, self._spelt(name))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and dict.__contains__(self, self._spelt(name))

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a header, else the default."""
        return dict.get(self, self._spelt(name), default)

    def setdefault(self, name: str, default: Any = None) -> Any:
        """The value of a header, which becomes the default if there is none."""
        return dict.setdefault(self, self._spelt(name), default)

    def pop(self, name: str, *default: Any) -> Any:
        """Take a header out."""
        return dict.pop(self, self._spelt(name), *default)

    def update(self, headers: Any = (), /, **more: Any) -> None:
        """Set several headers."""
        for name, value in dict(headers, **more).items():
            self[name] = value

    def __ior__(self, headers: Any) -> Self:  # type: ignore[override,misc]  # a dict takes pairs too, and so do we
        self.update(headers)
        return self

    def copy(self) -> HeaderMap:
        """Headers of their own."""
        return HeaderMap(self)


def merged(headers: Mapping[str, Any]) -> HeaderMap:
    """A copy of headers, in which the last spelling of a name has won."""
    made = HeaderMap(headers)
    if len(made) > 1 and len({name.lower() for name in made}) < len(made):
        made.clear()
        made.update(headers)
    return made


class Response(Generic[Body]):
    """An answer with status, content type, body, headers and cookies.

    A body that is neither text nor bytes goes out as JSON; bytes are passed on in base64, unless they are JSON.
    `compress` overrides what the route says.
    """

    def __init__(
        self,
        status_code: int | HTTPStatus,
        content_type: str | None = None,
        body: Body | None = None,
        headers: Mapping[str, str | list[str]] | None = None,
        cookies: list[Cookie] | None = None,
        compress: bool | None = None,
    ) -> None:
        self.status_code = status_code
        self.body = body
        self.base64_encoded = False
        self.headers: dict[str, Any] = merged(headers) if headers else HeaderMap()
        self.cookies: list[Cookie] = cookies or []
        self.compress = compress
        self.content_type = content_type
        if content_type:
            self._set_type(content_type)

    def _set_type(self, content_type: str) -> None:
        if self.headers:
            self.headers.setdefault(CONTENT_TYPE, content_type)
        else:
            dict.__setitem__(self.headers, CONTENT_TYPE, content_type)

    def is_json(self) -> bool:
        """Whether the content type says JSON: `application/json`, with or without parameters, or `…+json`."""
        return is_json(self.headers.get(CONTENT_TYPE))

    def __repr__(self) -> str:
        return f"Response({self.status_code!r}, headers={dict(self.headers)!r}, body={self.body!r})"


class BedrockResponse(Generic[Body]):
    """An answer to a Bedrock agent, which may carry session attributes and configuration of knowledge bases along.

    Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
    """

    def __init__(
        self,
        body: Body | None = None,
        status_code: int = 200,
        content_type: str = "application/json",
        session_attributes: dict[str, Any] | None = None,
        prompt_session_attributes: dict[str, Any] | None = None,
        knowledge_bases_configuration: list[dict[str, Any]] | None = None,
    ) -> None:
        self.body = body
        self.status_code = status_code
        self.content_type = content_type
        self.session_attributes = session_attributes
        self.prompt_session_attributes = prompt_session_attributes
        self.knowledge_bases_configuration = knowledge_bases_configuration

    def is_json(self) -> bool:
        """Whether the body is JSON; agents are answered with nothing else."""
        return True


def is_json(content_type: Any) -> bool:
    """Whether a content type says JSON."""
    if content_type == JSON:
        return True
    if isinstance(content_type, (list, tuple)):
        content_type = content_type[0] if content_type else None
    if not isinstance(content_type, str):
        return False
    media_type = content_type.partition(";")[0].strip().lower()
    return media_type == "application/json" or media_type.endswith("+json")


_PAIR, _TRIPLE = 2, 3
_FIRST_STATUS, _LAST_STATUS = 100, 599


def response_from(result: Any, status_code: int = 200) -> Any:
    """A Response, a BedrockResponse or a stream as it is; `(body, status)`, `(body, status, headers)` and data as JSON.

    TypeError for a pair whose second part is no status: it would have gone out as one.
    """
    if isinstance(result, (Response, BedrockResponse)):
        return result
    headers: Any = None
    if isinstance(result, tuple):
        if len(result) == _PAIR:
            result, status_code = result
            _require_status(status_code)
        elif len(result) == _TRIPLE and is_status(result[1]) and isinstance(result[2], Mapping):
            result, status_code, headers = result
            if isinstance(result, (Response, BedrockResponse)):
                raise TypeError("A Response carries its own status and headers; return it alone")
    return Response(status_code, JSON, result, headers)


def is_status(value: Any) -> bool:
    """Whether a value is an HTTP status."""
    return isinstance(value, int) and not isinstance(value, bool) and _FIRST_STATUS <= value <= _LAST_STATUS


def is_pair(result: tuple[Any, ...]) -> bool:
    """Whether a tuple is a body with its status."""
    return len(result) == _PAIR and is_status(result[1])


def _require_status(value: Any) -> None:
    if not is_status(value):
        raise TypeError(
            f"A handler returned a pair whose second part, {value!r}, is no HTTP status; "
            "return (body, status), (body, status, headers), or a list"
        )
