"""Where verifiers meet API Gateway and event handlers."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".api_gateway": [], ".error_context": [], ".event_handler": []})
