"""Where metrics go: what a provider must do."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.metrics._provider import BaseProvider as BaseProvider

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".._provider": ["BaseProvider"]})
