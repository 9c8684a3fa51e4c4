"""The context of a durable function, which holds the Lambda context inside.

In a file of its own: a protocol needs `typing` at run time, and nobody should pay for that with `LambdaContext`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext


@runtime_checkable
class DurableContextProtocol(Protocol):
    """What the toolkit needs of a durable context; `isinstance` tells one from a plain Lambda context."""

    @property
    def state(self) -> Any:
        """How far the execution has come: the operations that were checkpointed."""
        ...

    @property
    def lambda_context(self) -> LambdaContext:
        """The Lambda context of this invocation."""
        ...
