"""Middlewares as classes: what they derive from."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.middlewares.base import (
        BaseMiddlewareHandler as BaseMiddlewareHandler,
        NextMiddleware as NextMiddleware,
    )

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".base": ["BaseMiddlewareHandler", "NextMiddleware"]})
