"""Decorators for handlers, made from plain functions."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.middleware_factory.factory import lambda_handler_decorator as lambda_handler_decorator

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".factory": ["lambda_handler_decorator"]})
