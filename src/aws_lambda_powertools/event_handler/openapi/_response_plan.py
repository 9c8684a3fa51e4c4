"""How what one route returns is checked against its annotation, and turned into plain data."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from aws_lambda_powertools.event_handler.openapi.compat import errors_at
from aws_lambda_powertools.event_handler.openapi.exceptions import (
    RequestValidationError,
    ResponseValidationError,
    SerializationError,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.event_handler.openapi.compat import Errors, ModelField

LOCATION = ("response",)
TOO_DEEP: Errors = [{"type": "recursion", "loc": LOCATION, "msg": "The response is nested too deeply", "input": {}}]
"""What a handler may well answer that returns what a client sent."""


class ResponsePlan:
    """The body that a handler promises."""

    __slots__ = ("_serialize", "_validate", "returns")

    def __init__(self, field: ModelField | None) -> None:
        self.returns = None if field is None or field.type_ is Any else field
        self._validate: Any = None
        self._serialize: Any = None
        if self.returns is not None:
            self._validate = self.returns.validator.validate_python
            self._serialize = self.returns.serializer.to_python

    def body(self, body: Any, custom_serializer: Callable[[Any], Any] | None) -> Any:
        """The body as plain data; ResponseMismatch when it is not what the annotation promises."""
        if self.returns is None:
            if body is None or isinstance(body, (str, bytes)):
                return body
            from aws_lambda_powertools.event_handler.openapi.encoders import jsonable_encoder

            try:
                return jsonable_encoder(body, custom_serializer=custom_serializer)
            except SerializationError as error:
                if not isinstance(error.__cause__, RecursionError):
                    raise
                raise ResponseMismatch(TOO_DEEP, body) from error
        if body == "" and self.returns.type_ is type(None):
            body = None
        try:
            valid = self._validate(body, from_attributes=True)
        except ValidationError as error:
            raise ResponseMismatch(errors_at(error, LOCATION), body) from error
        if isinstance(valid, bytes):
            return valid
        try:
            return self._serialize(valid, mode="json", by_alias=True)
        except PydanticSerializationError:
            raise
        except (ValueError, RecursionError) as error:
            raise ResponseMismatch(TOO_DEEP, body) from error


class ResponseMismatch(Exception):  # noqa: N818  becomes one of the public errors, as the route wishes
    """What the handler returned is not what its annotation promises."""

    def __init__(self, errors: Errors, body: Any) -> None:
        super().__init__(errors)
        self.errors = errors
        self.body = body

    def raised_for(self, *, route_has_status: bool, app_has_status: bool) -> Exception:
        """The public error: one of its own where a status is set for it, else, as ever, that of requests."""
        if route_has_status:
            return ResponseValidationError(self.errors, body=self.body, source="route")
        if app_has_status:
            return ResponseValidationError(self.errors, body=self.body, source="app")
        return RequestValidationError(self.errors, body=self.body)
