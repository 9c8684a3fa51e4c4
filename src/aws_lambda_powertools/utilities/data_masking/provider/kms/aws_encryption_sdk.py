"""AWSEncryptionSDKProvider: envelope encryption with keys of AWS KMS, by the AWS Encryption SDK.

Source: https://docs.aws.amazon.com/encryption-sdk/latest/developer-guide/introduction.html
"""

# The SDK has no types, and what is encrypted is the user's own data.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false
# pyright: reportMissingTypeStubs=false, reportCallIssue=false

from __future__ import annotations

import json
from binascii import Error, a2b_base64, b2a_base64

from aws_lambda_powertools._core.errors import MissingDependencyError

try:
    import botocore.session
    from aws_encryption_sdk import (  # type: ignore[import-untyped,unused-ignore]
        CachingCryptoMaterialsManager,
        EncryptionSDKClient,
        LocalCryptoMaterialsCache,
        StrictAwsKmsMasterKeyProvider,
    )
    from aws_encryption_sdk.exceptions import (  # type: ignore[import-untyped,unused-ignore]
        AWSEncryptionSDKClientError,
        DecryptKeyError,
        GenerateKeyError,
    )
    from cryptography.exceptions import InvalidSignature, InvalidTag
except ModuleNotFoundError as error:
    raise MissingDependencyError("aws-encryption-sdk", "datamasking", "AWSEncryptionSDKProvider") from error

from aws_lambda_powertools._core import aws
from aws_lambda_powertools.utilities.data_masking.constants import (
    CACHE_CAPACITY,
    ENCRYPTED_DATA_KEY_CTX_KEY,
    MAX_BYTES_ENCRYPTED,
    MAX_CACHE_AGE_SECONDS,
    MAX_MESSAGES_ENCRYPTED,
)
from aws_lambda_powertools.utilities.data_masking.exceptions import (
    DataMaskingContextMismatchError,
    DataMaskingDecryptKeyError,
    DataMaskingDecryptValueError,
    DataMaskingEncryptKeyError,
    DataMaskingUnsupportedTypeError,
)
from aws_lambda_powertools.utilities.data_masking.provider.base import BaseProvider, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = [
    "CACHE_CAPACITY",
    "ENCRYPTED_DATA_KEY_CTX_KEY",
    "MAX_BYTES_ENCRYPTED",
    "MAX_CACHE_AGE_SECONDS",
    "MAX_MESSAGES_ENCRYPTED",
    "TYPE_CHECKING",
    "AWSEncryptionSDKProvider",
    "KMSKeyProvider",
]


class AWSEncryptionSDKProvider(BaseProvider):
    """Encrypts with the KMS keys of these ARNs; a data key is used for `max_cache_age_seconds`.

        masking = DataMasking(provider=AWSEncryptionSDKProvider(keys=[KEY_ARN]))
        encrypted = masking.encrypt(order, tenant_id="t-42")
        masking.decrypt(encrypted, tenant_id="t-42")

    With several keys each of them can decrypt. `key_provider` replaces KMS. Needs kms:GenerateDataKey of the first key
    and kms:Encrypt of the others to encrypt, kms:Decrypt to decrypt.
    """

    def __init__(
        self,
        keys: list[str],
        key_provider: Any = None,
        local_cache_capacity: int = CACHE_CAPACITY,
        max_cache_age_seconds: float = MAX_CACHE_AGE_SECONDS,
        max_messages_encrypted: int = MAX_MESSAGES_ENCRYPTED,
        max_bytes_encrypted: int = MAX_BYTES_ENCRYPTED,
        json_serializer: Callable[..., str] = to_json,
        json_deserializer: Callable[[str], Any] = json.loads,
    ) -> None:
        super().__init__(json_serializer=json_serializer, json_deserializer=json_deserializer)
        self._key_provider = key_provider or KMSKeyProvider(
            keys=keys,
            local_cache_capacity=local_cache_capacity,
            max_cache_age_seconds=max_cache_age_seconds,
            max_messages_encrypted=max_messages_encrypted,
            max_bytes_encrypted=max_bytes_encrypted,
            json_serializer=json_serializer,
            json_deserializer=json_deserializer,
        )

    def encrypt(self, data: Any, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> str:
        """The data as encrypted text, bound to the encryption context.

        `provider_options` go to the SDK. Raises DataMaskingEncryptKeyError, DataMaskingUnsupportedTypeError.
        """
        encrypted: str = self._key_provider.encrypt(
            data=data, provider_options=provider_options or {}, **encryption_context
        )
        return encrypted

    def decrypt(self, data: str, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> Any:
        """What was encrypted, if this is its encryption context.

        Raises DataMaskingDecryptKeyError, DataMaskingDecryptValueError, DataMaskingContextMismatchError.
        """
        return self._key_provider.decrypt(data=data, provider_options=provider_options or {}, **encryption_context)


class KMSKeyProvider:
    """The work of AWSEncryptionSDKProvider."""

    def __init__(
        self,
        keys: list[str],
        json_serializer: Callable[..., str],
        json_deserializer: Callable[[str], Any],
        local_cache_capacity: int = CACHE_CAPACITY,
        max_cache_age_seconds: float = MAX_CACHE_AGE_SECONDS,
        max_messages_encrypted: int = MAX_MESSAGES_ENCRYPTED,
        max_bytes_encrypted: int = MAX_BYTES_ENCRYPTED,
    ) -> None:
        session = botocore.session.Session()
        aws.mark_session(session, "data-masking")
        self.json_serializer = json_serializer
        self.json_deserializer = json_deserializer
        self.client: Any = EncryptionSDKClient()
        self.keys = keys
        self.cache: Any = LocalCryptoMaterialsCache(local_cache_capacity)
        self.key_provider: Any = StrictAwsKmsMasterKeyProvider(key_ids=self.keys, botocore_session=session)
        self.cache_cmm: Any = CachingCryptoMaterialsManager(
            master_key_provider=self.key_provider,
            cache=self.cache,
            max_age=max_cache_age_seconds,
            max_messages_encrypted=max_messages_encrypted,
            max_bytes_encrypted=max_bytes_encrypted,
        )

    def encrypt(self, data: Any, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> str:
        """As AWSEncryptionSDKProvider.encrypt."""
        _check_context(encryption_context)
        source = self.json_serializer(data).encode()
        try:
            message, _ = self.client.encrypt(
                source=source,
                materials_manager=self.cache_cmm,
                encryption_context=encryption_context,
                **(provider_options or {}),
            )
        except GenerateKeyError as error:
            raise DataMaskingEncryptKeyError(
                "No data key could be made; check the key's ARN and region, and that the function may use it"
            ) from error
        return b2a_base64(message, newline=False).decode()

    def decrypt(self, data: str, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> Any:
        """As AWSEncryptionSDKProvider.decrypt."""
        _check_context(encryption_context)
        message = _message(data)
        try:
            text, header = self.client.decrypt(
                source=message, key_provider=self.key_provider, **(provider_options or {})
            )
        except DecryptKeyError as error:
            raise DataMaskingDecryptKeyError(
                "The data key can't be decrypted; check that these are the keys that encrypted, and that the function "
                "may use them"
            ) from error
        except (AWSEncryptionSDKClientError, InvalidSignature, InvalidTag, TypeError, ValueError) as error:
            raise DataMaskingDecryptValueError(
                "The data can't be decrypted; it is no message of the AWS Encryption SDK, or was changed"
            ) from error
        _compare(header.encryption_context, encryption_context)
        return self.json_deserializer(text.decode())


def _message(data: str) -> bytes:
    try:
        return a2b_base64(data)
    except (Error, TypeError, ValueError) as error:
        raise DataMaskingDecryptValueError("The data can't be decrypted; it is not base64") from error


def _check_context(context: dict[str, Any]) -> None:
    wrong = [name for name, value in context.items() if not isinstance(value, str)]
    if wrong:
        raise DataMaskingUnsupportedTypeError(
            f"Values of an encryption context must be strings; these are not: {', '.join(wrong)}"
        )


def _compare(actual: dict[str, str], expected: dict[str, str]) -> None:
    """Refuse a message whose context is another one, without saying which."""
    known = {name: value for name, value in actual.items() if name != ENCRYPTED_DATA_KEY_CTX_KEY}
    if known != expected:
        raise DataMaskingContextMismatchError("The encryption context is not the one that the data was encrypted with")
