"""OutputSerializerBase: what an output serializer has to do."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class OutputSerializerBase(ABC):
    """Makes decoded data into an output type."""

    @abstractmethod
    def serialize(self, data: Any, output: Any = None) -> Any:
        """The data as the output type; unchanged without one."""
