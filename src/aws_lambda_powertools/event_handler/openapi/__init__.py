"""Validation of requests and responses, and the OpenAPI document of an app."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.openapi.exceptions import OpenAPIMergeError as OpenAPIMergeError
    from aws_lambda_powertools.event_handler.openapi.merge import OpenAPIMerge as OpenAPIMerge

__getattr__, __dir__, __all__ = lazy_exports(
    __name__, {".exceptions": ["OpenAPIMergeError"], ".merge": ["OpenAPIMerge"]}
)
