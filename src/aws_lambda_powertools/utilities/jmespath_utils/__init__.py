"""Look into events with JMESPath, also where JSON stands as text, base64 or gzip inside them.

    query(event, "powertools_json(body).orderId")

Expressions are compiled once. jmespath is imported at the first query.
"""

from __future__ import annotations

from functools import lru_cache

from aws_lambda_powertools._core.exports import lazy_exports
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.exceptions import InvalidEnvelopeExpressionError
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from jmespath.visitor import Options

    from aws_lambda_powertools.utilities.jmespath_utils._functions import PowertoolsFunctions as PowertoolsFunctions

__getattr__, __dir__, _ = lazy_exports(__name__, {"._functions": ["PowertoolsFunctions"]})

__all__ = ["PowertoolsFunctions", "extract_data_from_envelope", "query"]

MOST_EXPRESSIONS = 256
"""How many compiled expressions are kept."""


def query(data: Any, envelope: str, jmespath_options: dict[str, Any] | Options | None = None) -> Any:
    """What a JMESPath expression finds in the data; None when it finds nothing.

    `jmespath_options` replaces the toolkit's functions by your own, as arguments of `jmespath.Options`:
    `{"custom_functions": MyFunctions()}`; derive them from PowertoolsFunctions to have both.

    Raises InvalidEnvelopeExpressionError when the expression is not JMESPath or can't be applied to the data,
    jmespath's own errors (all ValueError) for wrong uses of its functions, and ValueError when a payload is not
    the JSON, base64 or gzip that the expression says.

    Source: https://jmespath.org/specification.html
    """
    try:
        if jmespath_options:
            return _search_with(envelope, jmespath_options)(data)
        return _search(envelope)(data)
    except (TypeError, UnicodeError) as error:
        raise InvalidEnvelopeExpressionError(
            f"The expression {envelope!r} can't be applied to the data: {type(error).__name__}: {error}"
        ) from error


def extract_data_from_envelope(
    data: Any, envelope: str, jmespath_options: dict[str, Any] | Options | None = None
) -> Any:
    """Like `query`, under its name of earlier versions."""
    warn("extract_data_from_envelope is deprecated; call query instead.", PowertoolsDeprecationWarning)
    return query(data, envelope, jmespath_options)


@lru_cache(maxsize=MOST_EXPRESSIONS)
def _search(expression: str) -> Callable[[Any], Any]:
    from aws_lambda_powertools.utilities.jmespath_utils._compiler import compiled

    return compiled(expression)


def _search_with(expression: str, options: dict[str, Any] | Options) -> Callable[[Any], Any]:
    from aws_lambda_powertools.utilities.jmespath_utils._compiler import compiled_with

    return compiled_with(expression, options)
