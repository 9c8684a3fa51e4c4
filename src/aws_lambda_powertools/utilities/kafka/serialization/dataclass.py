"""DataclassOutputSerializer: a dataclass."""

# What is decoded is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from dataclasses import is_dataclass

from aws_lambda_powertools.utilities.kafka.serialization.base import OutputSerializerBase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class DataclassOutputSerializer(OutputSerializerBase):
    """The data as the fields of a dataclass; fields that are dataclasses themselves are made too."""

    def serialize(self, data: Any, output: Any = None) -> Any:
        """The dataclass; ValueError if the output type is none."""
        if output is None:
            return data
        if not isinstance(output, type) or not is_dataclass(output):
            raise ValueError(f"Output class must be a dataclass, not {output!r}")
        return _made(data, output)


def _made(data: Any, kind: Any) -> Any:
    from typing import get_type_hints

    try:
        hints = get_type_hints(kind)
    except Exception:  # a name that exists only for type checkers
        hints = {}
    fields: dict[str, Any] = {
        name: _made(value, hints[name]) if isinstance(value, dict) and is_dataclass(hints.get(name)) else value
        for name, value in data.items()
    }
    return kind(**fields)
