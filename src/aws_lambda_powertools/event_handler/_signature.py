"""What a function's parameters wish for: the Request, a dependency, or something else.

Annotations are looked at one by one, so that one which can't be resolved spoils only itself. `inspect` and `typing`
are not needed for it; their import would cost more than all the rest of an app's start.
"""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from functools import partial

from aws_lambda_powertools.event_handler._plan import PLAIN_TEXTS
from aws_lambda_powertools.event_handler.depends import DependencyResolutionError, Depends
from aws_lambda_powertools.event_handler.request import Request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

REQUEST: Any = object()
"""The wish for the Request."""


def wishes_of(function: Callable[..., Any]) -> Iterator[tuple[str, Any]]:
    """Each parameter with its wish: REQUEST, a Depends, or None."""
    code_owner, bound = _where_the_code_is(function)
    code = getattr(code_owner, "__code__", None)
    if code is None:
        return
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    annotations = _annotations(code_owner)
    defaults = _defaults(code_owner, code)
    for name in names[bound[0] :]:
        if name in bound[1]:
            continue
        default = defaults.get(name)
        if isinstance(default, Depends):
            yield name, default
        else:
            yield name, _wish(annotations.get(name), name, code_owner)


def _where_the_code_is(function: Any) -> tuple[Any, tuple[int, Mapping[str, Any]]]:
    """The plain function behind a callable; how many of its first parameters are bound, and which by name."""
    skipped = 0
    named: dict[str, Any] = {}
    while True:
        if isinstance(function, partial):
            skipped += len(function.args)
            named.update(function.keywords)
            function = function.func
        elif isinstance(function, type):
            init = getattr(function, "__init__", None)
            function, skipped = (init, skipped + 1) if hasattr(init, "__code__") else (None, skipped)
        elif hasattr(function, "__func__"):
            function, skipped = function.__func__, skipped + 1
        elif hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif function is not None and not hasattr(function, "__code__"):
            call = getattr(type(function), "__call__", None)  # noqa: B004  # the function is wanted
            function, skipped = (call, skipped + 1) if hasattr(call, "__code__") else (None, skipped)
        else:
            return function, (skipped, named)


def _annotations(function: Any) -> Mapping[str, Any]:
    try:
        return function.__annotations__  # type: ignore[no-any-return]  # a dict in every Python
    except NameError:  # Python 3.14 resolves them now, and something is not there
        from annotationlib import Format, get_annotations  # type: ignore[import-not-found]  # since 3.14

        return get_annotations(function, format=Format.FORWARDREF)  # type: ignore[no-any-return]  # as above


def _defaults(function: Any, code: Any) -> dict[str, Any]:
    values = function.__defaults__ or ()
    names = code.co_varnames[code.co_argcount - len(values) : code.co_argcount]
    return {**dict(zip(names, values, strict=True)), **(function.__kwdefaults__ or {})}


def _wish(annotation: Any, name: str, function: Any) -> Any:
    if isinstance(annotation, str):
        annotation = None if annotation in PLAIN_TEXTS else _resolved(annotation, name, function)
    return None if annotation is None else _wish_in(annotation)


def _wish_in(annotation: Any) -> Any:
    if annotation is Request:
        return REQUEST
    for mark in getattr(annotation, "__metadata__", ()):
        if isinstance(mark, Depends):
            return mark
        if mark is Depends:
            raise DependencyResolutionError("Depends stands bare in an annotation; write Depends(your_function)")
    inner = getattr(annotation, "__args__", None)
    if inner is None or not _is_optional(inner):
        origin = getattr(annotation, "__origin__", None)
        return REQUEST if origin is Request else None
    return next((wish for wish in map(_wish_in, inner) if wish is not None), None)


def _is_optional(inner: tuple[Any, ...]) -> bool:
    return any(item is type(None) for item in inner)


def _resolved(text: str, name: str, function: Any) -> Any:
    """What the text of an annotation means where the function was written; None for what is not there."""
    free = zip(function.__code__.co_freevars, function.__closure__ or (), strict=False)
    local: dict[str, Any] = {}
    for variable, cell in free:
        try:
            local[variable] = cell.cell_contents
        except ValueError:  # not yet assigned
            continue
    try:
        return eval(text, function.__globals__, local)  # noqa: S307  # the user's own annotation, as `typing` does it
    except Exception as error:
        if "Depends(" in text:
            raise DependencyResolutionError(
                f"The annotation {text!r} of parameter '{name}' of '{function.__qualname__}' can't be resolved: {error}"
            ) from error
        return None  # something that only type checkers know, so nothing of ours
