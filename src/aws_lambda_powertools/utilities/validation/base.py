"""Data against a JSON schema. Schemas are compiled once, by content."""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import environment
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.utilities.validation.exceptions import InvalidSchemaFormatError, SchemaValidationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Schema = dict[str, Any]
    Options = dict[str, Any] | None
    Check = Callable[[Any], Any]

MOST_SCHEMAS = 256
"""How many compiled schemas are kept."""

_compiled: dict[tuple[int, ...], _Compiled] = {}


class _Compiled:
    """A schema with its options, as they were when `check` was compiled from them."""

    __slots__ = ("check", "content", "sources")

    def __init__(self, sources: tuple[Any, ...]) -> None:
        self.sources = sources  # keeps them alive, so that nobody else gets their ids
        self.content = _snapshot(sources[0])
        self.check = _compile(*sources)


def _snapshot(schema: Any) -> Any:
    """The schema as it is now: its containers copied, its values shared."""
    if isinstance(schema, dict):
        return {key: _snapshot(value) for key, value in schema.items()}
    return [_snapshot(item) for item in schema] if isinstance(schema, list) else schema


def validate_data_against_schema(
    data: Any,
    schema: Schema,
    formats: Options = None,
    handlers: Options = None,
    provider_options: Options = None,
    redact_data: bool | None = None,
) -> Any:
    """The data with the schema's defaults filled in, if it follows the schema.

    `formats` adds formats as regular expressions or functions, `handlers` fetches what `$ref` names by the scheme of
    its URI, `provider_options` goes to `fastjsonschema.compile`. `redact_data` (by default POWERTOOLS_STRICT) leaves
    the offending data out of the error, for events that hold what must not be logged.

    Raises SchemaValidationError, or InvalidSchemaFormatError when the schema is none.
    """
    check = _check_for(schema, formats, handlers, provider_options)
    try:
        return check(data)
    except Exception as error:
        if not hasattr(error, "rule_definition"):  # not fastjsonschema's, whose class is not imported for this
            raise
        raise _readable(error, environment.STRICT.resolve(redact_data)) from error


def _check_for(schema: Schema, formats: Options, handlers: Options, provider_options: Options) -> Check:
    """The compiled schema, compiled anew if somebody changed the schema since."""
    sources = (schema, formats, handlers, provider_options)
    key = (id(schema), id(formats), id(handlers), id(provider_options))
    known = _compiled.get(key)
    if known is not None and known.content == schema:
        return known.check
    compiled = _Compiled(sources)
    if len(_compiled) >= MOST_SCHEMAS:
        _compiled.pop(next(iter(_compiled)), None)
    _compiled[key] = compiled
    return compiled.check


def _compile(schema: Schema, formats: Options, handlers: Options, provider_options: Options) -> Check:
    fastjsonschema = require("fastjsonschema", extra="validation", wanted_by="validation")
    try:
        check: Check = fastjsonschema.compile(
            schema, formats=formats or {}, handlers=handlers or {}, **(provider_options or {})
        )
    except (TypeError, AttributeError, fastjsonschema.JsonSchemaDefinitionException) as error:
        raise InvalidSchemaFormatError(
            f"This is not a JSON schema: {schema!r} (formats {sorted(formats or {})}): {error}"
        ) from error
    return check


def _readable(error: Any, redact: bool) -> SchemaValidationError:
    message = f"Failed schema validation. Error: {error.message}, Path: {error.path}"
    return SchemaValidationError(
        message if redact else f"{message}, Data: {error.value}",
        validation_message=error.message,
        name=error.name,
        path=error.path,
        value=None if redact else error.value,
        definition=error.definition,
        rule=error.rule,
        rule_definition=error.rule_definition,
    )
