"""The types that models are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_origin

from pydantic import BaseModel, BeforeValidator, Json
from pydantic_core import core_schema

from aws_lambda_powertools.utilities.parser import functions

if TYPE_CHECKING:
    from typing import TypeAlias

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic.networks import IPvAnyNetwork

T = TypeVar("T")
Model = TypeVar("Model", bound=BaseModel)
EnvelopeModel = TypeVar("EnvelopeModel")
EventParserReturnType = TypeVar("EventParserReturnType")

AnyInheritedModel = type[BaseModel] | BaseModel
RawDictOrModel = dict[str, Any] | type[BaseModel] | BaseModel


if TYPE_CHECKING:
    # What subclasses override with a type of their own. For a type checker, a field that can be written to keeps its
    # type in subclasses, unless `Any` is part of it; reading still offers the attributes of the other part.
    Replaceable: TypeAlias = T | Any
    TextOrModel: TypeAlias = str | Any
    BytesOrModel: TypeAlias = bytes | Any
    MappingOrModel: TypeAlias = dict[str, Any] | Any
    EmptyIfNull: TypeAlias = Annotated[T, "null"]
    KnownSoFar: TypeAlias = Annotated[T, "open"]
    SourceIp: TypeAlias = IPvAnyNetwork | str
    SourceIpOrName: TypeAlias = IPvAnyNetwork | str
else:
    AS_IT_IS = core_schema.plain_serializer_function_ser_schema(lambda value: value)

    class Replaceable:
        """`Replaceable[X]` is `X`."""

        def __class_getitem__(cls, item: Any) -> Any:
            return item

    class EmptyIfNull:
        """`EmptyIfNull[dict[str, str]]` is a mapping that is empty where AWS sends null."""

        def __class_getitem__(cls, item: Any) -> Any:
            empty = get_origin(item)
            return Annotated[item, BeforeValidator(lambda value: empty() if value is None else value)]

    class KnownSoFar:
        """`KnownSoFar[Literal["a"]]` is dumped as it is, when the model's validators have let in another value too."""

        def __class_getitem__(cls, item: Any) -> Any:
            return Annotated[item, cls]

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
            return {**handler(source), "serialization": AS_IT_IS}

    class _OrModel:
        """What AWS sends; or a model or the class of one, which users put in by hand."""

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
            content = handler.generate_schema(cls.content)
            put_in_by_hand = [core_schema.is_subclass_schema(BaseModel), core_schema.is_instance_schema(BaseModel)]
            return core_schema.json_or_python_schema(
                json_schema=content,
                python_schema=core_schema.union_schema([content, *put_in_by_hand], custom_error_type=cls.error),
                serialization=AS_IT_IS,
            )

        @classmethod
        def __get_pydantic_json_schema__(
            cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
        ) -> JsonSchemaValue:
            return handler(schema["json_schema"])

    class TextOrModel(_OrModel):
        """A text, or a model."""

        content = str
        error = "string_type"

    class BytesOrModel(_OrModel):
        """Bytes, or a model."""

        content = bytes
        error = "bytes_type"

    class MappingOrModel(_OrModel):
        """A mapping, or a model."""

        content = dict[str, Any]
        error = "dict_type"

    class _Network:
        """The network of an IP address, or a text where the function gives one."""

        @classmethod
        def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
            return core_schema.no_info_plain_validator_function(
                cls.read, serialization=core_schema.to_string_ser_schema()
            )

        @classmethod
        def __get_pydantic_json_schema__(
            cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
        ) -> JsonSchemaValue:
            return {"type": "string", "format": "ipvanynetwork"}

    class SourceIp(_Network):
        """The network of an address; a text with a port, or of the console's test button."""

        read = staticmethod(functions.source_ip)

    class SourceIpOrName(_Network):
        """The network of an address, or the name of the service that calls."""

        read = staticmethod(functions.network_or_name)


__all__ = [
    "AnyInheritedModel",
    "BytesOrModel",
    "EmptyIfNull",
    "EnvelopeModel",
    "EventParserReturnType",
    "Json",
    "KnownSoFar",
    "Literal",
    "MappingOrModel",
    "Model",
    "RawDictOrModel",
    "Replaceable",
    "SourceIp",
    "SourceIpOrName",
    "T",
    "TextOrModel",
]
