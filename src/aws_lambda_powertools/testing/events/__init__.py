"""Events as the services of AWS send them, one factory a source; the same arguments always give the same event."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.testing.events._api_gateway import api_gateway_rest as api_gateway_rest

__getattr__, __dir__, __all__ = lazy_exports(__name__, {"._api_gateway": ["api_gateway_rest"]})
