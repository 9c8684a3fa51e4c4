"""The types that models are written with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import BaseModel, InstanceOf, Json
from pydantic_core import core_schema

from aws_lambda_powertools.utilities.parser import functions

if TYPE_CHECKING:
    from collections.abc import Callable
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


class _Network:
    """A type of pydantic: the network of an IP address, or a text where the function gives one."""

    read: Callable[[Any], Any]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "format": "ipvanynetwork"}


if TYPE_CHECKING:
    # What subclasses override with a type of their own. For a type checker, a field that can be written to keeps its
    # type in subclasses, unless `Any` is part of it; reading still offers the attributes of the other part.
    Replaceable: TypeAlias = T | Any
    TextOrModel: TypeAlias = str | Any
    BytesOrModel: TypeAlias = bytes | Any
    MappingOrModel: TypeAlias = dict[str, Any] | Any
    SourceIp: TypeAlias = IPvAnyNetwork | str
    SourceIpOrName: TypeAlias = IPvAnyNetwork | str
else:

    class Replaceable:
        """`Replaceable[X]` is `X`."""

        def __class_getitem__(cls, item: Any) -> Any:
            return item

    # `InstanceOf`, because a model without fields would take any mapping and forget what is in it.
    TextOrModel = str | type[BaseModel] | InstanceOf[BaseModel]
    BytesOrModel = bytes | type[BaseModel] | InstanceOf[BaseModel]
    MappingOrModel = dict[str, Any] | type[BaseModel] | InstanceOf[BaseModel]

    class SourceIp(_Network):
        """The network of an address; a text with a port, or of the console's test button."""

        read = staticmethod(functions.source_ip)

    class SourceIpOrName(_Network):
        """The network of an address, or the name of the service that calls."""

        read = staticmethod(functions.network_or_name)


__all__ = [
    "AnyInheritedModel",
    "BytesOrModel",
    "EnvelopeModel",
    "EventParserReturnType",
    "Json",
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
