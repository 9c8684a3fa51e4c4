"""What does the masking and encrypting: BaseProvider, and those that derive from it."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_masking.provider.base import BaseProvider as BaseProvider

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".base": ["BaseProvider"], ".kms": []})
