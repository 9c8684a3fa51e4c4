"""What goes wrong while requests are validated and OpenAPI documents are made."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Literal


class ValidationException(Exception):  # noqa: N818  a public name
    """Some values do not fit; `errors()` has one mapping for each, with its location and the kind of the error."""

    def __init__(self, errors: Sequence[Any]) -> None:
        super().__init__(errors)
        self._errors = errors

    def errors(self) -> Sequence[Any]:
        """One mapping for each value that does not fit: `loc`, `type`, `msg` and what pydantic adds."""
        return self._errors


class RequestValidationError(ValidationException):
    """The client sent something that does not fit the handler's signature; answered with 422 by default."""

    def __init__(self, errors: Sequence[Any], *, body: Any = None) -> None:
        super().__init__(errors)
        self.body = body


class MalformedBodyError(RequestValidationError):
    """The body is not even in the form that its content type says, such as a multipart form cut off; 400."""


class ResponseValidationError(ValidationException):
    """The handler returned something that does not fit its annotation, and the route or the app has a status for it."""

    def __init__(self, errors: Sequence[Any], *, body: Any = None, source: Literal["route", "app"] = "app") -> None:
        super().__init__(errors)
        self.body = body
        self.source = source


class SerializationError(Exception):
    """A value has no JSON form."""


class SchemaValidationError(ValidationException):
    """A part of an OpenAPI document is not what the specification allows."""


class OpenAPIMergeError(Exception):
    """Two sources of a merged OpenAPI document contradict each other."""


class RequestUnsupportedContentType(NotImplementedError, ValidationException):  # noqa: N818  a public name
    """The body comes in a media type that the route cannot read; answered with 415."""

    def __init__(self, msg: str, errors: Sequence[Any]) -> None:
        NotImplementedError.__init__(self, msg)
        self._errors = errors
