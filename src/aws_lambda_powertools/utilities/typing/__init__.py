"""Types to annotate handlers with."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing.durable_context import DurableContextProtocol as DurableContextProtocol
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext as LambdaContext

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".durable_context": ["DurableContextProtocol"],
        ".lambda_context": ["LambdaContext"],
    },
)
