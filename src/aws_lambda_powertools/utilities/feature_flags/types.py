"""What the values of flags may be."""

from __future__ import annotations

from typing import Any, ParamSpec, TypeVar, Union

# JSON
JSONType = Union[str, int, float, bool, None, dict[str, Any], list[Any]]  # noqa: UP007  # read at run time on 3.10

T = TypeVar("T")
P = ParamSpec("P")
