"""What the compatibility contract promises about a name, and where an object falls short of it.

The rows say of each public name what it is: a class with members and their signatures, a function, an enum, a
constant, a pydantic model, a typed dictionary. More than promised is welcome; less is a problem.
"""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

VARIADIC = ("VAR_POSITIONAL", "VAR_KEYWORD")
PLAIN = (str, int, float, bool, type(None))

PARAMETER = re.compile(r"(\*\*|\*|=|/)?(\w+)(?:=(.*))?", re.DOTALL)
KINDS = {
    "/": "POSITIONAL_ONLY",
    None: "POSITIONAL_OR_KEYWORD",
    "=": "KEYWORD_ONLY",
    "*": "VAR_POSITIONAL",
    "**": "VAR_KEYWORD",
}


def promised_parameter(text: str) -> tuple[str, str, str | None]:
    """Name, kind and repr of the default of a parameter; `…` is a default whose value is nobody's business."""
    found = PARAMETER.fullmatch(text)
    assert found is not None, text
    return found[2], KINDS[found[1]], found[3]


def problems(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    """Everything in which the value falls short of what the contract promises of the name."""
    check = CHECKS.get(promised["kind"])
    if check is not None:
        yield from check(name, value, promised)


def _constant(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    if repr(value) != promised["value"]:
        yield f"{name}: {value!r} is not {promised['value']}"


def _enum(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    for member, wanted in promised["values"].items():
        found = getattr(value, member, None)
        if found is None or repr(getattr(found, "value", found)) != wanted:
            yield f"{name}.{member}: {found!r} is not {wanted}"


def _function(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    yield from _signature(name, value, promised["sig"])


def _model(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    fields = getattr(value, "model_fields", None)
    if fields is None:
        yield f"{name}: is no pydantic model"
        return
    for field, wanted in promised["fields"].items():
        if field not in fields:
            yield f"{name}.{field}: the field is missing"
        elif fields[field].is_required() and not wanted["required"]:
            yield f"{name}.{field}: the field is required and was optional"


def _typed_dictionary(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    missing = set(promised["keys"]) - set(getattr(value, "__annotations__", {}))
    if missing:
        yield f"{name}: the keys {sorted(missing)} are missing"


def _class(name: str, value: Any, promised: Mapping[str, Any]) -> Iterator[str]:
    ancestors = {base.__name__ for base in getattr(value, "__mro__", ())}
    for base in promised["bases"]:
        if base not in ancestors:
            yield f"{name}: is no {base}"
    for member, wanted in promised["members"].items():
        yield from _member(name, value, member, wanted)


def _member(name: str, value: Any, member: str, wanted: str | list[str]) -> Iterator[str]:
    """A member is promised by its signature, or by its kind where it has none."""
    signature = wanted if isinstance(wanted, list) else []
    if member == "__init__":
        yield from _signature(name, value, signature[1:])
        return
    try:
        stored = inspect.getattr_static(value, member)
    except AttributeError:
        if not any(member in vars(base).get("__annotations__", {}) for base in getattr(value, "__mro__", ())):
            yield f"{name}.{member}: is missing"
        return
    found = getattr(value, member, None)
    if not callable(found) or not signature:
        return
    is_bound = signature[0] in ("self", "cls") and not inspect.isfunction(stored)
    yield from _signature(f"{name}.{member}", found, signature[1:] if is_bound else signature)


def _signature(name: str, function: Any, signature: Sequence[str] | None) -> Iterator[str]:
    """A function may take more than promised, as long as nobody has to give it."""
    if signature is None:
        return
    promised = [promised_parameter(text) for text in signature]
    try:
        found = inspect.signature(function).parameters
    except (ValueError, TypeError):
        return
    kinds = {parameter.kind.name for parameter in found.values()}
    positional = [known for known, parameter in found.items() if parameter.kind.name.startswith("POSITIONAL")]
    position = 0
    for parameter, kind, default in promised:
        if kind in VARIADIC:
            continue
        have = found.get(parameter)
        if have is None:
            if "VAR_KEYWORD" not in kinds and not (kind == "POSITIONAL_ONLY" and "VAR_POSITIONAL" in kinds):
                yield f"{name}: the parameter {parameter!r} is missing"
            continue
        if kind == "POSITIONAL_OR_KEYWORD" and have.kind.name == "KEYWORD_ONLY":
            yield f"{name}: the parameter {parameter!r} is keyword-only"
        if kind == "POSITIONAL_OR_KEYWORD" and parameter in positional:
            if positional.index(parameter) != position and "VAR_POSITIONAL" not in kinds:
                yield f"{name}: the parameter {parameter!r} is at position {positional.index(parameter)}, not {position}"
            position += 1
        yield from _default(name, have, default)
    yield from _unpromised(name, found, promised)


def _default(name: str, have: inspect.Parameter, promised: str | None) -> Iterator[str]:
    if promised is None:
        return
    if have.default is have.empty:
        if have.kind.name not in VARIADIC:
            yield f"{name}: the parameter {have.name!r} has no default"
    elif promised != "…" and isinstance(have.default, PLAIN) and repr(have.default) != promised:
        yield f"{name}: the default of {have.name!r} is {have.default!r}, not {promised}"


def _unpromised(
    name: str, found: Mapping[str, inspect.Parameter], promised: list[tuple[str, str, str | None]]
) -> Iterator[str]:
    if any(kind == "VAR_POSITIONAL" for _, kind, _ in promised):
        return
    known = {parameter for parameter, *_ in promised}
    for parameter, have in found.items():
        if parameter not in known and have.default is have.empty and have.kind.name not in VARIADIC:
            yield f"{name}: the parameter {parameter!r} is required and was unknown"


CHECKS = {
    "class": _class,
    "constant": _constant,
    "enum": _enum,
    "function": _function,
    "model": _model,
    "typeddict": _typed_dictionary,
}
