"""validate, and the decorator validator: an event and an answer against JSON schemas."""

from __future__ import annotations

from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools._core.replacers import wraps_handler
from aws_lambda_powertools.utilities.validation.base import validate_data_against_schema

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from aws_lambda_powertools.utilities.validation.base import Options, Schema


def validate(
    event: Any,
    schema: Schema,
    formats: Options = None,
    handlers: Options = None,
    provider_options: Options = None,
    envelope: str | None = None,
    jmespath_options: Options = None,
    *,
    redact_data: bool | None = None,
) -> Any:
    """The event, or the part of it that the JMESPath expression `envelope` finds, if it follows the schema.

        validate(event=event, schema=ORDER, envelope=envelopes.SQS)

    Defaults that the schema names are filled in. `formats` adds formats as regular expressions or functions,
    `handlers` fetches what `$ref` names by the scheme of its URI, `provider_options` goes to
    `fastjsonschema.compile`. `redact_data` (by default POWERTOOLS_STRICT) keeps the offending data out of the error.

    Raises SchemaValidationError, InvalidSchemaFormatError, InvalidEnvelopeExpressionError.
    Source: https://json-schema.org (drafts 4, 6 and 7)
    """
    data = _unwrapped(event, envelope, jmespath_options)
    return validate_data_against_schema(data, schema, formats, handlers, provider_options, redact_data)


@wraps_handler
def validator(
    handler: Callable[..., Any],
    event: dict[str, Any] | str,
    context: Any,
    inbound_schema: Schema | None = None,
    inbound_formats: Options = None,
    inbound_handlers: Options = None,
    inbound_provider_options: Options = None,
    outbound_schema: Schema | None = None,
    outbound_formats: Options = None,
    outbound_handlers: Options = None,
    outbound_provider_options: Options = None,
    envelope: str = "",
    jmespath_options: Options = None,
    redact_data: bool | None = None,
    **kwargs: Any,
) -> Any:
    """Validate a handler's event before, and its answer after it ran.

        @validator(inbound_schema=ORDER, outbound_schema=ANSWER)
        def handler(event, context): ...

    The options are those of `validate`, for the event and for the answer; `envelope` is for the event alone, and the
    handler then gets what it finds. Handlers may be async.
    """
    data: Any = _unwrapped(event, envelope, jmespath_options)
    if inbound_schema:
        data = validate_data_against_schema(
            data, inbound_schema, inbound_formats, inbound_handlers, inbound_provider_options, redact_data
        )
    response = handler(data, context, **kwargs)
    if not outbound_schema:
        return response
    options = (outbound_schema, outbound_formats, outbound_handlers, outbound_provider_options, redact_data)
    if type(response) is CoroutineType:
        return _validated_later(response, options)
    return validate_data_against_schema(response, *options)


async def _validated_later(response: Coroutine[Any, Any, Any], options: tuple[Any, ...]) -> Any:
    return validate_data_against_schema(await response, *options)


def _unwrapped(event: Any, envelope: str | None, jmespath_options: Options) -> Any:
    if not envelope:
        return event
    from aws_lambda_powertools.utilities.jmespath_utils import query

    return query(data=event, envelope=envelope, jmespath_options=jmespath_options)
