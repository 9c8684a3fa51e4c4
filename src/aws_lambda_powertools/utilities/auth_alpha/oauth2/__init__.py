"""OAuth2Client: tokens for calls to other services, by the client-credentials grant."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.auth_alpha.oauth2.client import OAuth2Client as OAuth2Client

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".client": ["OAuth2Client"], ".exceptions": []})
