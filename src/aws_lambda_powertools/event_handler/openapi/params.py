"""Where a handler's parameters come from: path, query string, headers, cookies, body, form, files.

    def get(order_id: Annotated[str, Path(min_length=3)], limit: Annotated[int, Query(le=100)] = 10): ...

The markers are pydantic's FieldInfo with a place in the request; every constraint of `pydantic.Field` works.
"""

# Users' own data has no types.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

import inspect
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from aws_lambda_powertools.event_handler.openapi.compat import UNIONS, ModelField, is_scalar
from aws_lambda_powertools.event_handler.openapi.uploads import UploadFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Literal, TypedDict

    from typing_extensions import Unpack

    from aws_lambda_powertools.event_handler.openapi.models import Example


else:

    class TypedDict:
        """Stand in for `typing.TypedDict`, which would make an object of each annotation."""

        def __init_subclass__(cls, *, total: bool = True) -> None:
            """Take the option."""


class ParamTypes(Enum):
    """The parts of a request that hold single values."""

    query = "query"
    header = "header"
    path = "path"
    cookie = "cookie"


class FieldOptions(TypedDict, total=False):
    """What every marker takes; the meanings are those of `pydantic.Field`."""

    default_factory: Callable[[], Any] | None
    annotation: Any
    alias: str | None
    alias_priority: int | None
    validation_alias: str | None
    serialization_alias: str | None
    title: str | None
    description: str | None
    gt: float | None
    ge: float | None
    lt: float | None
    le: float | None
    min_length: int | None
    max_length: int | None
    pattern: str | None
    discriminator: str | None
    strict: bool | None
    multiple_of: float | None
    allow_inf_nan: bool | None
    max_digits: int | None
    decimal_places: int | None
    examples: list[Any] | None
    openapi_examples: dict[str, Example] | None
    """Examples by name, as the document shows them."""
    deprecated: bool | None
    include_in_schema: bool
    """False keeps the parameter out of the document."""
    json_schema_extra: dict[str, Any] | None


_OWN_OPTIONS = ("openapi_examples", "include_in_schema")
_FIELD_OPTIONS = frozenset(FieldOptions.__annotations__).difference(_OWN_OPTIONS)


class _Marker(FieldInfo):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A FieldInfo that knows what the document says about it besides its schema."""

    def __init__(self, default: Any = PydanticUndefined, **options: Unpack[FieldOptions]) -> None:
        self.openapi_examples = options.get("openapi_examples")
        self.include_in_schema = options.get("include_in_schema", True)
        super().__init__(default=default, **_field_options(options))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.default})"


def _field_options(options: Any) -> dict[str, Any]:
    """What pydantic's FieldInfo shall know. Names that nobody knows describe the JSON schema, as in older pydantic."""
    known = {
        name: value
        for name, value in options.items()
        if name in _FIELD_OPTIONS and value is not None and value is not PydanticUndefined
    }
    alias, validation_alias = known.get("alias"), known.get("validation_alias")
    if alias or validation_alias:
        known["alias"] = alias or validation_alias
        known["validation_alias"] = validation_alias or alias
    extra = {name: value for name, value in options.items() if name not in _FIELD_OPTIONS and name not in _OWN_OPTIONS}
    if extra and "json_schema_extra" not in known:
        known["json_schema_extra"] = extra
    return known


class Param(_Marker):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A single value of the request; the base of Path, Query, Header and Cookie."""

    in_: ParamTypes


class Path(Param):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A part of the path; there is no default, for without it the route does not match."""

    in_ = ParamTypes.path

    def __init__(self, default: Any = ..., **options: Unpack[FieldOptions]) -> None:
        if default is not ... and default is not PydanticUndefined:
            raise AssertionError(f"Path parameters cannot have a default value, and this has {default!r}")
        super().__init__(default=PydanticUndefined, **options)


class Query(Param):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A value of the query string, or with a model all values that it names."""

    in_ = ParamTypes.query


class Header(Param):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A header, or with a model all headers that it names; `x_token` is read from `x-token`."""

    in_ = ParamTypes.header

    def __init__(
        self, default: Any = PydanticUndefined, *, convert_underscores: bool = True, **options: Unpack[FieldOptions]
    ) -> None:
        self.convert_underscores = convert_underscores
        super().__init__(default=default, **options)


class Cookie(Param):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A cookie, or with a model all cookies that it names."""

    in_ = ParamTypes.cookie


class Body(_Marker):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """The body, or with `embed=True` one property of it."""

    def __init__(
        self,
        default: Any = PydanticUndefined,
        *,
        embed: bool = False,
        media_type: str = "application/json",
        **options: Unpack[FieldOptions],
    ) -> None:
        self.embed = embed
        self.media_type = media_type
        super().__init__(default=default, **options)


class Form(Body):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A field of a form, or with a model all fields that it names."""

    def __init__(
        self,
        default: Any = PydanticUndefined,
        *,
        media_type: str = "application/x-www-form-urlencoded",
        **options: Unpack[FieldOptions],
    ) -> None:
        super().__init__(default=default, embed=True, media_type=media_type, **options)


class File(Form):  # type: ignore[misc]  # pydantic calls FieldInfo final, users subclass it
    """A file of a multipart form: `bytes` for its content, `UploadFile` for its name and type too."""

    def __init__(
        self,
        default: Any = PydanticUndefined,
        *,
        media_type: str = "multipart/form-data",
        **options: Unpack[FieldOptions],
    ) -> None:
        super().__init__(default=default, media_type=media_type, **options)


class Dependant:
    """The fields of a handler by their places in the request, and of what it returns."""

    def __init__(
        self,
        *,
        path_params: list[ModelField] | None = None,
        query_params: list[ModelField] | None = None,
        header_params: list[ModelField] | None = None,
        cookie_params: list[ModelField] | None = None,
        body_params: list[ModelField] | None = None,
        return_param: ModelField | None = None,
        response_extra_models: list[ModelField] | None = None,
        name: str | None = None,
        call: Callable[..., Any] | None = None,
        request_param_name: str | None = None,
        websocket_param_name: str | None = None,
        http_connection_param_name: str | None = None,
        response_param_name: str | None = None,
        background_tasks_param_name: str | None = None,
        dependencies: list[Any] | None = None,
        path: str | None = None,
    ) -> None:
        self.path_params = path_params or []
        self.query_params = query_params or []
        self.header_params = header_params or []
        self.cookie_params = cookie_params or []
        self.body_params = body_params or []
        self.return_param = return_param
        self.response_extra_models = response_extra_models or []
        self.name = name
        self.call = call
        self.request_param_name = request_param_name
        self.websocket_param_name = websocket_param_name
        self.http_connection_param_name = http_connection_param_name
        self.response_param_name = response_param_name
        self.background_tasks_param_name = background_tasks_param_name
        self.dependencies = dependencies or []
        self.path = path
        self.cache_key = call


def get_flat_dependant(dependant: Dependant, visited: list[Any] | None = None) -> Dependant:
    """One Dependant with the fields of this one and of everything it depends on."""
    seen = [] if visited is None else visited
    seen.append(dependant.cache_key)
    flat = Dependant(
        path_params=dependant.path_params.copy(),
        query_params=dependant.query_params.copy(),
        header_params=dependant.header_params.copy(),
        cookie_params=dependant.cookie_params.copy(),
        body_params=dependant.body_params.copy(),
        path=dependant.path,
    )
    for dependency in dependant.dependencies:
        inner = getattr(dependency, "dependant", dependency)
        if inner.cache_key in seen:
            continue
        below = get_flat_dependant(inner, seen)
        for place in ("path_params", "query_params", "header_params", "cookie_params", "body_params"):
            getattr(flat, place).extend(getattr(below, place))
    return flat


def analyze_param(
    *, param_name: str, annotation: Any, value: Any, is_path_param: bool, is_response_param: bool
) -> ModelField:
    """The field of one parameter, from its annotation and its default (or `inspect.Signature.empty`)."""
    info, type_annotation = get_field_info_and_type_annotation(annotation, value, is_path_param, is_response_param)
    if info is None:
        info = _inferred(type_annotation, value, is_path_param, is_response_param)
    return _create_model_field(
        info, type_annotation, param_name, is_path_param, "serialization" if is_response_param else "validation"
    )


def _inferred(annotation: Any, value: Any, is_path_param: bool, is_response_param: bool) -> FieldInfo:
    """Where a parameter without a marker comes from: the path names it, it is a scalar, or it is the body."""
    if is_path_param:
        return Path(annotation=annotation)
    default = PydanticUndefined if value is inspect.Signature.empty else value
    if is_response_param:
        return Body(annotation=annotation)
    if is_scalar(annotation):
        return Query(default, annotation=annotation)
    return Body(default, annotation=annotation)


def get_field_info_and_type_annotation(
    annotation: Any, value: Any, is_path_param: bool, is_response_param: bool
) -> tuple[FieldInfo | None, Any]:
    """The marker of a parameter, or None, and its type without the marker."""
    if get_origin(annotation) is Annotated:
        return get_field_info_annotated_type(annotation, value, is_path_param)
    if is_response_param:
        return get_field_info_response_type(annotation, value)
    if isinstance(value, FieldInfo):
        return _marked(value, inspect.Signature.empty, annotation, is_path_param), annotation
    return None, Any if annotation is inspect.Signature.empty else annotation


def get_field_info_response_type(annotation: Any, value: Any) -> tuple[FieldInfo | None, Any]:
    """Of a return annotation what the body is: `Response[T]`, `BedrockResponse[T]` and `tuple[T, int]` speak of T."""
    from aws_lambda_powertools.event_handler._response import BedrockResponse, Response

    origin = get_origin(annotation)
    if origin is None and isinstance(annotation, type) and issubclass(annotation, (Response, BedrockResponse)):
        return None, Any  # says nothing about its body
    if isinstance(origin, type) and issubclass(origin, (Response, BedrockResponse)):
        (body,) = get_args(annotation)
        return get_field_info_and_type_annotation(type(None) if body is None else body, value, False, True)
    if origin in UNIONS:
        choices = [get_field_info_response_type(choice, value)[1] for choice in get_args(annotation)]
        return None, Union[tuple(choices)]  # noqa: UP007  Python 3.10 has no other way to join a list of types
    if origin is tuple:
        return get_field_info_tuple_type(annotation, value)
    return None, annotation


def get_field_info_tuple_type(annotation: Any, value: Any) -> tuple[FieldInfo | None, Any]:
    """Of `tuple[T, int]`, a body with its status, the field of T; other tuples are bodies themselves."""
    arguments = get_args(annotation)
    if len(arguments) != 2 or arguments[1] is not int:  # noqa: PLR2004  a body and its status
        return None, annotation
    return get_field_info_and_type_annotation(arguments[0], value, False, True)


def get_field_info_annotated_type(annotation: Any, value: Any, is_path_param: bool) -> tuple[FieldInfo | None, Any]:
    """The marker in `Annotated[...]`, merged with a pydantic `Field` beside it, and the type with what else is said."""
    type_annotation, *metadata = get_args(annotation)
    metadata = [item() if isinstance(item, type) and issubclass(item, _Marker) else item for item in metadata]
    markers = [item for item in metadata if isinstance(item, _Marker)]
    if len(markers) > 1:
        raise AssertionError("Only one of Path, Query, Header, Cookie, Body, Form and File is possible for a parameter")
    others = [item for item in metadata if item not in markers]
    if others:
        combined = (type_annotation, *others)
        type_annotation = Annotated[combined]
    if not markers:
        return None, type_annotation
    return _marked(markers[0], value, type_annotation, is_path_param), type_annotation


def _marked(marker: FieldInfo, value: Any, annotation: Any, is_path_param: bool) -> FieldInfo:
    """A copy of the marker for this parameter; the default of the signature counts."""
    import copy

    info = copy.copy(marker)
    info.annotation = annotation
    if is_path_param and not isinstance(info, Path):
        raise AssertionError(f"{info!r} marks a parameter that the path names; use Path()")
    if value is not inspect.Signature.empty:
        if isinstance(info, Path):
            raise AssertionError(f"Path parameters cannot have a default value, and this has {value!r}")
        info.default = value
    return info


def create_response_field(
    name: str,
    type_: Any,
    default: Any = PydanticUndefined,
    required: Any = PydanticUndefined,
    model_config: Any = None,  # noqa: ARG001  of earlier versions
    field_info: FieldInfo | None = None,
    alias: str | None = None,
    mode: Literal["validation", "serialization"] = "validation",
) -> ModelField:
    """A field of a type that no parameter of a handler declares, such as the model of a documented response."""
    if field_info is None:
        absent = required is True or default is PydanticUndefined
        field_info = FieldInfo(annotation=type_, default=PydanticUndefined if absent else default, alias=alias)
    return ModelField(field_info, name, mode)


def _create_model_field(
    field_info: FieldInfo,
    type_annotation: Any,
    param_name: str,
    is_path_param: bool,
    mode: Literal["validation", "serialization"] = "validation",
) -> ModelField:
    """The field of a marker: its place checked, its name in the request worked out."""
    if is_path_param:
        if not isinstance(field_info, Path):
            raise AssertionError(f"{param_name} is part of the path, use Path()")
    elif isinstance(field_info, Param) and getattr(field_info, "in_", None) is None:
        field_info.in_ = ParamTypes.query
    if field_info.annotation is None:
        field_info.annotation = type_annotation
    if isinstance(field_info, Header) and not field_info.alias and field_info.convert_underscores:
        field_info.alias = param_name.replace("_", "-")
    elif not field_info.alias:
        field_info.alias = param_name
    return ModelField(field_info, param_name, mode)


__all__ = [
    "Body",
    "Cookie",
    "Dependant",
    "File",
    "Form",
    "Header",
    "Param",
    "ParamTypes",
    "Path",
    "Query",
    "UploadFile",
    "analyze_param",
    "create_response_field",
    "get_field_info_and_type_annotation",
    "get_field_info_annotated_type",
    "get_field_info_response_type",
    "get_field_info_tuple_type",
    "get_flat_dependant",
]
