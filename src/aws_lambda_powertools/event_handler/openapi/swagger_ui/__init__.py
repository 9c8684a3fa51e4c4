"""The page on which people read and try an API."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler.openapi.swagger_ui.html import (
        generate_swagger_html as generate_swagger_html,
    )
    from aws_lambda_powertools.event_handler.openapi.swagger_ui.oauth2 import (
        OAuth2Config as OAuth2Config,
        generate_oauth2_redirect_html as generate_oauth2_redirect_html,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {".html": ["generate_swagger_html"], ".oauth2": ["OAuth2Config", "generate_oauth2_redirect_html"]},
)
