"""Functions in the real Lambda runtime on this machine, and the command `powertools`; nothing of it is deployed."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.local._function import Function as Function
    from aws_lambda_powertools.local._handler_path import (
        HandlerPath as HandlerPath,
        parse_handler as parse_handler,
    )
    from aws_lambda_powertools.local.errors import LocalError as LocalError
    from aws_lambda_powertools.local.runtime import LocalRuntime as LocalRuntime
    from aws_lambda_powertools.local.stream import InvocationResult as InvocationResult

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._function": ["Function"],
        "._handler_path": ["HandlerPath", "parse_handler"],
        ".errors": ["LocalError"],
        ".runtime": ["LocalRuntime"],
        ".stream": ["InvocationResult"],
    },
)
