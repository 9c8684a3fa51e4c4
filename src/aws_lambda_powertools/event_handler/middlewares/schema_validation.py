"""SchemaValidationMiddleware: JSON bodies of requests and responses checked against JSON schemas.

app = APIGatewayRestResolver()
app.use([SchemaValidationMiddleware(inbound_schema=ORDER)])
"""

from __future__ import annotations

import json

from aws_lambda_powertools._core.environment import STRICT
from aws_lambda_powertools.event_handler.exceptions import BadRequestError, InternalServerError
from aws_lambda_powertools.event_handler.middlewares.base import BaseMiddlewareHandler

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
    from aws_lambda_powertools.event_handler._response import Response
    from aws_lambda_powertools.event_handler.middlewares.base import NextMiddleware
    from aws_lambda_powertools.utilities.validation.exceptions import InvalidSchemaFormatError, SchemaValidationError


class SchemaValidationMiddleware(BaseMiddlewareHandler["ApiGatewayResolver"]):
    """Answers 400 to requests whose JSON body does not fit `inbound_schema`, or with a JSON response that does not fit.

    `inbound_formats` and `outbound_formats` say how texts of a format of your own look. A schema that is none is our
    fault, not the client's: 500.
    """

    def __init__(
        self,
        inbound_schema: dict[str, Any],
        inbound_formats: dict[str, Any] | None = None,
        outbound_schema: dict[str, Any] | None = None,
        outbound_formats: dict[str, Any] | None = None,
    ) -> None:
        super().__init__()
        self.inbound_schema = inbound_schema
        self.inbound_formats = inbound_formats
        self.outbound_schema = outbound_schema
        self.outbound_formats = outbound_formats
        self._strict = STRICT.get()
        self._validate, self._misfit, self._no_schema = _validation()

    def bad_response(self, error: SchemaValidationError) -> NoReturn:
        """What happens to a response that does not fit: 400 as ever, 500 under POWERTOOLS_STRICT: it is our fault."""
        kind = InternalServerError if self._strict else BadRequestError
        raise kind(f"Bad Response: {error.message}")

    def bad_request(self, error: SchemaValidationError) -> NoReturn:
        """What happens to a request that does not fit: 400, with what is wrong."""
        raise BadRequestError(f"Bad Request: {error.message}")

    def bad_config(self, error: InvalidSchemaFormatError) -> NoReturn:
        """What happens when a schema is none: 500."""
        raise InternalServerError("Internal Server Error") from error

    def handler(self, app: ApiGatewayResolver, next_middleware: NextMiddleware) -> Response[Any]:
        """Check the request, answer it, check the response."""
        try:
            self._validate(event=app.current_event.json_body, schema=self.inbound_schema, formats=self.inbound_formats)
        except self._misfit as error:
            self.bad_request(error)
        except self._no_schema as error:
            self.bad_config(error)

        response = next_middleware(app)
        if self.outbound_schema is not None and response.is_json():
            self._check(response, self.outbound_schema)
        return response

    def _check(self, response: Response[Any], schema: dict[str, Any]) -> None:
        try:
            self._validate(event=_data_of(response), schema=schema, formats=self.outbound_formats)
        except self._misfit as error:
            self.bad_response(error)
        except self._no_schema as error:
            self.bad_config(error)


def _validation() -> tuple[Callable[..., Any], type[SchemaValidationError], type[InvalidSchemaFormatError]]:
    """What validates, and the errors it raises; imported when the first of these middlewares is made."""
    from aws_lambda_powertools.utilities.validation.exceptions import InvalidSchemaFormatError, SchemaValidationError
    from aws_lambda_powertools.utilities.validation.validator import validate

    return validate, SchemaValidationError, InvalidSchemaFormatError


def _data_of(response: Response[Any]) -> Any:
    """The body as data, also where the handler wrote the JSON itself."""
    body = response.body
    if not isinstance(body, (str, bytes)):
        return body
    try:
        return json.loads(body)
    except ValueError:
        return body
