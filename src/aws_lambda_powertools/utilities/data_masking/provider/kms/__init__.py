"""Encryption with AWS KMS (extra `datamasking`)."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_masking.provider.kms.aws_encryption_sdk import (
        AWSEncryptionSDKProvider as AWSEncryptionSDKProvider,
    )

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".aws_encryption_sdk": ["AWSEncryptionSDKProvider"]})
