"""What a handler wants to know of a request, read from its signature."""

# Users' own data has no types.
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

import inspect
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from aws_lambda_powertools.event_handler.openapi.compat import ModelField, is_scalar, is_scalar_sequence, model_of
from aws_lambda_powertools.event_handler.openapi.exceptions import SchemaValidationError
from aws_lambda_powertools.event_handler.openapi.params import (
    Body,
    Dependant,
    File,
    Form,
    Param,
    ParamTypes,
    Path,
    analyze_param,
    create_response_field,
    get_flat_dependant,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import BaseModel

    from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse


class _Annotations:
    """What `get_type_hints` reads annotations from."""

    def __init__(self, annotations: dict[str, Any]) -> None:
        self.__annotations__ = annotations


def get_typed_signature(call: Callable[..., Any]) -> inspect.Signature:
    """The signature with annotations that are types, not texts; one that cannot be resolved stays as it is."""
    try:
        signature = inspect.signature(call)
    except ValueError:  # a builtin that does not say
        return inspect.Signature()
    names = _names_seen_by(call)
    parameters = [
        parameter.replace(annotation=_resolved(parameter.annotation, names))
        for parameter in signature.parameters.values()
    ]
    returned = _resolved(signature.return_annotation, names)
    return signature.replace(parameters=parameters, return_annotation=returned)


def _names_seen_by(call: Callable[..., Any]) -> dict[str, Any]:
    """The module's names and, for a function within a function, those of the outer one that it uses."""
    function: Any = inspect.unwrap(call)
    function = getattr(function, "func", function)  # of a functools.partial
    function = getattr(function, "__func__", function)  # of a method
    if not hasattr(function, "__globals__"):
        function = getattr(type(function), "__call__", function)  # noqa: B004  the function is wanted
    names = dict(getattr(function, "__globals__", {}))
    code, cells = getattr(function, "__code__", None), getattr(function, "__closure__", None)
    if code is not None and cells:
        names.update(
            (name, cell.cell_contents) for name, cell in zip(code.co_freevars, cells, strict=False) if _is_filled(cell)
        )
    return names


def _is_filled(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018  asking is all there is to do
    except ValueError:
        return False
    return True


def _resolved(annotation: Any, names: dict[str, Any]) -> Any:
    is_class = isinstance(annotation, type) and get_origin(annotation) is None
    if annotation is inspect.Signature.empty or is_class:
        return annotation
    if annotation is None:
        return type(None)
    try:
        return get_type_hints(_Annotations({"it": annotation}), names, include_extras=True)["it"]
    except (NameError, TypeError, AttributeError, SyntaxError):
        return annotation


def get_path_param_names(path: str) -> set[str]:
    """The names of the parameters in a path, written `<name>`, `<name:int>` or `{name}`."""
    inside = (part for opening, closing in ("<>", "{}") for part in _between(path, opening, closing))
    return {part.partition(":")[0] for part in inside}


def _between(text: str, opening: str, closing: str) -> Iterator[str]:
    for part in text.split(opening)[1:]:
        inside, found, _ = part.partition(closing)
        if found:
            yield inside


def get_dependant(
    *,
    path: str,
    call: Callable[..., Any],
    name: str | None = None,
    responses: dict[int, OpenAPIResponse] | None = None,
    is_dependency: bool = False,
    overrides: Mapping[Callable[..., Any], Callable[..., Any]] | None = None,
) -> Dependant:
    """The fields of a handler: of its parameters, of what it returns, and of the models of documented responses.

    Of a dependency, parameters with a default count only if a request can say them. `overrides` says what stands in
    for dependencies.
    """
    dependant = Dependant(call=call, name=name, path=path)
    signature = get_typed_signature(call)
    in_path = get_path_param_names(path)
    for parameter in signature.parameters.values():
        if not is_validated(parameter):
            dependant.dependencies.extend(_dependencies(parameter, path, overrides or {}))
            continue
        if is_dependency and _is_its_own_affair(parameter):
            continue
        field = analyze_param(
            param_name=parameter.name,
            annotation=parameter.annotation,
            value=parameter.default,
            is_path_param=parameter.name in in_path,
            is_response_param=False,
        )
        add_param_to_fields(field=field, dependant=dependant)
    if is_dependency:
        return dependant
    _add_return(dependant, signature.return_annotation)
    dependant.response_extra_models = [
        create_response_field("return", model, required=True, mode="serialization")
        for model in models_of_responses(responses)
    ]
    return dependant


def is_validated(parameter: inspect.Parameter) -> bool:
    """Whether the request gives the value: not `*args`, not the Request itself, not a dependency."""
    if parameter.kind in {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}:
        return False
    from aws_lambda_powertools.event_handler.request import Request

    annotation = parameter.annotation
    if annotation is Request or Request in get_args(annotation):
        return False
    return dependency_of(parameter) is None


def _is_its_own_affair(parameter: inspect.Parameter) -> bool:
    """Whether a dependency's parameter, such as a client with a default, has nothing to do with requests."""
    annotation, default = parameter.annotation, parameter.default
    if default is inspect.Parameter.empty or isinstance(default, FieldInfo) or get_origin(annotation) is Annotated:
        return False
    if annotation is inspect.Parameter.empty:
        return False
    if not is_scalar(annotation):
        return True
    try:
        ModelField(FieldInfo(annotation=annotation), parameter.name).adapter  # noqa: B018  building it is the question
    except SchemaValidationError:
        return True
    return False


def dependency_of(parameter: inspect.Parameter) -> Any:
    """The `Depends` of a parameter, in its annotation or as its default; None without."""
    from aws_lambda_powertools.event_handler.depends import Depends

    if isinstance(parameter.default, Depends):
        return parameter.default
    return _mark_in(parameter.annotation, Depends)


def _mark_in(annotation: Any, kind: type) -> Any:
    """The mark of this class in an annotation, also within Optional."""
    if get_origin(annotation) is Annotated:
        return next((item for item in get_args(annotation)[1:] if isinstance(item, kind)), None)
    inner = (_mark_in(argument, kind) for argument in get_args(annotation))
    return next((mark for mark in inner if mark is not None), None)


def _dependencies(
    parameter: inspect.Parameter, path: str, overrides: Mapping[Callable[..., Any], Callable[..., Any]]
) -> Iterator[Dependant]:
    """What the dependency of a parameter wants to know of the request."""
    mark = dependency_of(parameter)
    if mark is None:
        return
    real = mark.dependency
    dependant = get_dependant(path=path, call=_override_of(real, overrides), is_dependency=True, overrides=overrides)
    dependant.cache_key = real
    yield dependant


def _override_of(
    dependency: Callable[..., Any], overrides: Mapping[Callable[..., Any], Callable[..., Any]]
) -> Callable[..., Any]:
    return next((fake for real, fake in overrides.items() if real is dependency or real == dependency), dependency)


def _add_return(dependant: Dependant, annotation: Any) -> None:
    if annotation is inspect.Signature.empty:
        return
    dependant.return_param = analyze_param(
        param_name="return", annotation=annotation, value=None, is_path_param=False, is_response_param=True
    )


def models_of_responses(responses: dict[int, OpenAPIResponse] | None) -> Iterator[Any]:
    """The types that documented responses name as `model`."""
    for response in (responses or {}).values():
        for media in (response.get("content") or {}).values():
            model = media.get("model")
            if model is not None:
                yield model


def add_param_to_fields(*, field: ModelField, dependant: Dependant) -> None:
    """Put a field where it comes from."""
    info = field.field_info
    if isinstance(info, Body):
        dependant.body_params.append(field)
        return
    if not isinstance(info, Param):
        raise AssertionError(f"{field.name} has no place in the request; mark it with Query(), Body() or the like")  # noqa: TRY004
    _check(field)
    {
        ParamTypes.path: dependant.path_params,
        ParamTypes.query: dependant.query_params,
        ParamTypes.header: dependant.header_params,
        ParamTypes.cookie: dependant.cookie_params,
    }[info.in_].append(field)


def _check(field: ModelField) -> None:
    """Texts of a request can only fill scalars, lists of scalars and, value by value, models."""
    if isinstance(field.field_info, Path):
        if not is_scalar(field.type_):
            raise AssertionError(f"{field.name} is part of the path, which holds scalars only, and not {field.type_!r}")
        return
    if not (is_scalar(field.type_) or is_scalar_sequence(field.type_) or model_of(field.type_)):
        raise AssertionError(f"Param: {field.name} can only be a request body, use Body(); it is {field.type_!r}")


def get_flat_params(dependant: Dependant) -> list[ModelField]:
    """All single values: of the path, the query string, headers and cookies."""
    flat = get_flat_dependant(dependant)
    return flat.path_params + flat.query_params + flat.header_params + flat.cookie_params


def is_embedded(body_params: list[ModelField]) -> bool:
    """Whether the body is an object with a property for each parameter, and not the one parameter itself."""
    if len({field.name for field in body_params}) > 1:
        return True
    return any(getattr(field.field_info, "embed", False) for field in body_params)


def get_body_field(*, dependant: Dependant, name: str) -> ModelField | None:
    """The whole body as one field; None when the handler reads none."""
    fields = get_flat_dependant(dependant).body_params
    if not fields:
        return None
    if not is_embedded(fields):
        return fields[0]
    required = any(field.required for field in fields)
    info = body_marker(fields)(annotation=body_model(fields, f"Body_{name}"))
    if not required:
        info.default = None
    if info.alias is None:
        info.alias = "body"
    return ModelField(info, "body")


def body_marker(fields: list[ModelField]) -> type[Body]:
    """In which form the body comes: multipart as soon as there is a file, a form, else JSON."""
    for marker in (File, Form):
        if any(isinstance(field.field_info, marker) for field in fields):
            return marker
    return Body


def body_model(fields: list[ModelField], name: str) -> type[BaseModel]:
    """A model with a field for each part of the body."""
    from pydantic import create_model

    parts: dict[str, Any] = {field.name: (field.type_, _part(field)) for field in fields}
    model: type[BaseModel] = create_model(name, **parts)
    return model


def _part(field: ModelField) -> FieldInfo:
    return field.field_info
