"""One value that pydantic validates or serialises: its type, its constraints, its name in the request.

The TypeAdapter of a field is built at its first use and kept.
"""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false
# pyright: reportUnknownVariableType=false
# pydantic's own types are wider than its annotations.
# pyright: reportArgumentType=false

from __future__ import annotations

import collections
import dataclasses
import types
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    PydanticSchemaGenerationError,
    PydanticUndefinedAnnotation,
    TypeAdapter,
    ValidationError,
)

from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError
from aws_lambda_powertools.event_handler.openapi.uploads import UploadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from pydantic.fields import FieldInfo
    from pydantic.main import IncEx
    from pydantic_core import SchemaSerializer, SchemaValidator

    Location: TypeAlias = tuple[int | str, ...]
    Errors: TypeAlias = list[dict[str, Any]]

SEQUENCE_TYPES = (Sequence, list, tuple, set, frozenset, collections.deque)
UNIONS = (Union, types.UnionType)
UNDEFINED = "which names something that does not stand in the module of the handler"


class ModelField:
    """A value with a name: how it is validated, serialised and described."""

    __slots__ = ("_adapter", "field_info", "mode", "name")

    def __init__(
        self, field_info: FieldInfo, name: str, mode: Literal["validation", "serialization"] = "validation"
    ) -> None:
        self.field_info = field_info
        self.name = name
        self.mode = mode
        self._adapter: TypeAdapter[Any] | None = None

    @property
    def alias(self) -> str:
        """The name in the request."""
        return self.field_info.alias or self.name

    @property
    def required(self) -> bool:
        """Whether there is no default."""
        return self.field_info.is_required()

    @property
    def default(self) -> Any:
        """The default; None for a required value."""
        return self.get_default()

    @property
    def type_(self) -> Any:
        """The type, without constraints."""
        return self.field_info.annotation

    @property
    def adapter(self) -> TypeAdapter[Any]:
        """What validates, serialises and describes the value."""
        if self._adapter is None:
            self._adapter = self._built()
        return self._adapter

    def _built(self) -> TypeAdapter[Any]:
        annotation = Annotated[self.field_info.annotation, self.field_info]  # type: ignore[name-defined]  # known at run time
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(annotation)
            if getattr(adapter, "pydantic_complete", True):  # not known before pydantic 2.10
                return adapter
        except PydanticSchemaGenerationError as error:
            raise self._unknown_type("which pydantic can neither validate nor describe") from error
        except PydanticUndefinedAnnotation as error:
            raise self._unknown_type(UNDEFINED) from error
        raise self._unknown_type(UNDEFINED)

    def _unknown_type(self, reason: str) -> SchemaValidationError:
        return SchemaValidationError(
            f"{self.name!r} is annotated {self.field_info.annotation!r}, {reason}. Use types that pydantic knows, "
            "or switch validation off for the route: enable_validation=False"
        )

    @property
    def validator(self) -> SchemaValidator:
        """The compiled validator."""
        return self.adapter.validator  # type: ignore[return-value]  # or a plugged one with the same methods

    @property
    def serializer(self) -> SchemaSerializer:
        """The compiled serializer."""
        return self.adapter.serializer

    def get_default(self) -> Any:
        """A default of one's own: nobody shares it."""
        if self.field_info.is_required():
            return None
        return self.field_info.get_default(call_default_factory=True)

    def serialize(
        self,
        value: Any,
        *,
        mode: Literal["json", "python"] = "json",
        include: IncEx | None = None,
        exclude: IncEx | None = None,
        by_alias: bool = True,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
    ) -> Any:
        """The value as plain data."""
        return self.adapter.dump_python(
            value,
            mode=mode,
            include=include,
            exclude=exclude,
            by_alias=by_alias,
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )

    def validate(self, value: Any, *, loc: Location = ()) -> tuple[Any, Errors | None]:
        """The validated value and no errors, or None and the errors, whose locations start with `loc`."""
        try:
            return self.validator.validate_python(value, from_attributes=True), None
        except ValidationError as error:
            return None, errors_at(error, loc)

    def __repr__(self) -> str:
        return f"ModelField(field_info={self.field_info!r}, name={self.name!r}, mode={self.mode!r})"

    def __hash__(self) -> int:
        return id(self)


def errors_at(error: ValidationError, loc: Location) -> Errors:
    """What pydantic found, with locations that start in the request."""
    return [{**found, "loc": (*loc, *found["loc"])} for found in error.errors()]


def get_missing_field_error(loc: Location) -> dict[str, Any]:
    """What pydantic would say of a required value that is not there."""
    return {"type": "missing", "loc": loc, "msg": "Field required", "input": {}}


def model_of(annotation: Any) -> type[BaseModel] | None:
    """The pydantic model that an annotation means, through Annotated and Optional; None when it means none."""
    annotation = bare(annotation)
    if get_origin(annotation) in UNIONS:
        choices = [choice for choice in get_args(annotation) if choice is not type(None)]
        return model_of(choices[0]) if len(choices) == 1 else None
    if get_origin(annotation) is not None or not isinstance(annotation, type):  # Python 3.10 takes list[int] for a type
        return None
    return annotation if issubclass(annotation, BaseModel) else None


def bare(annotation: Any) -> Any:
    """The annotation without what Annotated says beside it, and of `type X = ...` what it stands for."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if type(annotation).__name__ == "TypeAliasType":
        return bare(annotation.__value__)
    return annotation


def is_sequence(annotation: Any) -> bool:
    """Whether values of this type are lists, sets or the like, also through Optional."""
    annotation = bare(annotation)
    origin = get_origin(annotation)
    if origin in UNIONS:
        return any(is_sequence(choice) for choice in get_args(annotation) if choice is not type(None))
    kind = origin or annotation
    return isinstance(kind, type) and issubclass(kind, SEQUENCE_TYPES) and not issubclass(kind, (str, bytes, bytearray))


def is_scalar(annotation: Any) -> bool:
    """Whether a value of this type fits into one text of a request: no model, mapping, dataclass, list."""
    annotation = bare(annotation)
    origin = get_origin(annotation)
    if origin in UNIONS:
        return all(is_scalar(choice) for choice in get_args(annotation))
    if origin is Literal:
        return True
    kind = origin or annotation
    if not isinstance(kind, type):
        return True
    if is_sequence(kind) or issubclass(kind, (BaseModel, Mapping)) or dataclasses.is_dataclass(kind):
        return False
    return not issubclass(kind, UploadFile)


def is_scalar_sequence(annotation: Any) -> bool:
    """Whether values of this type are lists of scalars."""
    annotation = bare(annotation)
    if get_origin(annotation) in UNIONS:
        choices = [choice for choice in get_args(annotation) if choice is not type(None)]
        return any(is_sequence(choice) for choice in choices) and all(
            is_scalar(choice) or is_scalar_sequence(choice) for choice in choices
        )
    if not is_sequence(annotation):
        return False
    return all(item is ... or is_scalar(item) for item in get_args(annotation))


def is_scalar_field(field: ModelField) -> bool:
    """Whether the field's value fits into one text of a request."""
    from aws_lambda_powertools.event_handler.openapi.params import Body

    return is_scalar(field.type_) and not isinstance(field.field_info, Body)


def is_scalar_sequence_field(field: ModelField) -> bool:
    """Whether the field's value is a list of scalars."""
    return is_scalar_sequence(field.type_)


def is_sequence_field(field: ModelField) -> bool:
    """Whether the field's value is a list, a set or the like."""
    return is_sequence(field.type_)
