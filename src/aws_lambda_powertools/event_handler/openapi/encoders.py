"""Turn whatever a handler returns into plain JSON data: models, dataclasses, dates, decimals, enums, sets.

Models are dumped by pydantic; the rest is one table by type, looked up through the type's ancestors.
"""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import collections.abc
import dataclasses
import datetime
import enum
from decimal import Decimal
from pathlib import PurePath
from re import Pattern
from types import GeneratorType
from uuid import UUID

from pydantic import BaseModel
from pydantic.types import SecretBytes, SecretStr

from aws_lambda_powertools.event_handler.openapi.exceptions import SerializationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from pydantic.main import IncEx


class _Options:
    """What a caller of the encoder asked for."""

    __slots__ = ("by_alias", "custom_serializer", "exclude_defaults", "exclude_none", "exclude_unset")

    def __init__(
        self,
        *,
        by_alias: bool,
        exclude_unset: bool,
        exclude_defaults: bool,
        exclude_none: bool,
        custom_serializer: Callable[[Any], Any] | None,
    ) -> None:
        self.by_alias = by_alias
        self.exclude_unset = exclude_unset
        self.exclude_defaults = exclude_defaults
        self.exclude_none = exclude_none
        self.custom_serializer = custom_serializer


def jsonable_encoder(
    obj: Any,
    include: IncEx | None = None,
    exclude: IncEx | None = None,
    by_alias: bool = True,
    exclude_unset: bool = False,
    exclude_defaults: bool = False,
    exclude_none: bool = False,
    custom_serializer: Callable[[Any], Any] | None = None,
) -> Any:
    """The value as plain JSON data; what nobody else knows goes to `custom_serializer`, else SerializationError."""
    options = _Options(
        by_alias=by_alias,
        exclude_unset=exclude_unset,
        exclude_defaults=exclude_defaults,
        exclude_none=exclude_none,
        custom_serializer=custom_serializer,
    )
    try:
        return _encoded(obj, options, include, exclude)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise SerializationError(f"{type(obj).__name__} has no JSON form: {error}") from error


def _encoded(value: Any, options: _Options, include: Any = None, exclude: Any = None) -> Any:
    kind = type(value)
    if kind is str or kind is int or kind is float or kind is bool or value is None:
        return value
    if kind is dict:
        return _mapping(value, options, include, exclude)
    if kind is list:
        return [_encoded(item, options, include, exclude) for item in value]
    for ancestor in kind.__mro__:
        encode = ENCODERS.get(ancestor)
        if encode is not None:
            return encode(value)
        contain = CONTAINERS.get(ancestor)
        if contain is not None:
            return contain(value, options, include, exclude)
    return _other(value, options)


def _mapping(value: Mapping[Any, Any], options: _Options, include: Any, exclude: Any) -> dict[Any, Any]:
    encoded: dict[Any, Any] = {}
    for key, item in value.items():
        if (include is not None and key not in include) or (exclude is not None and key in exclude):
            continue
        if item is None and options.exclude_none:
            continue
        encoded[key if type(key) is str else _encoded(key, options)] = _encoded(item, options)
    return encoded


def _items(value: Any, options: _Options, include: Any, exclude: Any) -> list[Any]:
    return [_encoded(item, options, include, exclude) for item in value]


def _model(value: BaseModel, options: _Options, include: Any, exclude: Any) -> Any:
    return value.model_dump(
        mode="json",
        include=include,
        exclude=exclude,
        by_alias=options.by_alias,
        exclude_unset=options.exclude_unset,
        exclude_defaults=options.exclude_defaults,
        exclude_none=options.exclude_none,
    )


def _other(value: Any, options: _Options) -> Any:
    """Dataclasses by their fields, what the app's serializer knows, other objects by their attributes."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return _mapping(fields, options, None, None)
    if isinstance(value, collections.abc.Mapping):
        return _mapping(value, options, None, None)
    if type(value).__module__.startswith(("pydantic.networks", "pydantic_core")):  # addresses of all kinds
        return str(value)
    if options.custom_serializer is not None:
        return options.custom_serializer(value)
    attributes = None if isinstance(value, type) or callable(value) else getattr(value, "__dict__", None)
    if attributes is None:
        raise SerializationError(
            f"{type(value).__name__} has no JSON form: {value!r}. "
            "Return a dict, a model or a dataclass, or give the resolver a serializer that knows this type."
        )
    return _mapping(attributes, options, None, None)


def iso_format(o: datetime.date | datetime.time) -> str:
    """A date or time as ISO 8601 has it."""
    return o.isoformat()


def decimal_encoder(dec_value: Decimal) -> int | float | None:
    """Whole numbers as int, others as float; None for NaN and infinity, which JSON has not."""
    if not dec_value.is_finite():
        return None
    return int(dec_value) if dec_value.as_tuple().exponent >= 0 else float(dec_value)  # type: ignore[operator]  # finite


ENCODERS: dict[Any, Callable[[Any], Any]] = {
    str: str,
    int: int,
    float: float,
    bytes: bytes.decode,
    datetime.date: iso_format,
    datetime.time: iso_format,
    datetime.timedelta: datetime.timedelta.total_seconds,
    Decimal: decimal_encoder,
    UUID: str,
    PurePath: str,
    Pattern: lambda pattern: pattern.pattern,
    SecretStr: str,
    SecretBytes: str,
}

CONTAINERS: dict[Any, Callable[[Any, _Options, Any, Any], Any]] = {
    BaseModel: _model,
    enum.Enum: lambda value, options, _include, _exclude: _encoded(value.value, options),
    dict: _mapping,
    **dict.fromkeys((list, tuple, set, frozenset, collections.deque, GeneratorType), _items),
}
