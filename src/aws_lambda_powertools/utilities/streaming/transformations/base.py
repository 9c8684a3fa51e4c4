"""BaseTransform: what a transformation has to do."""

from __future__ import annotations

from abc import abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any, Generic, TypeVar

    Result = TypeVar("Result")
else:
    from aws_lambda_powertools._core.typing_names import Generic

    Result = None


class BaseTransform(Generic[Result]):
    """Reads a stream as something else; `transform_options` go to what does the work."""

    def __init__(self, **transform_options: Any) -> None:
        self.transform_options = transform_options

    @abstractmethod
    def transform(self, input_stream: IO[bytes]) -> Result:
        """The stream that reads through this one."""
