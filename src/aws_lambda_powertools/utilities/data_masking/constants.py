"""The mask, and the limits of the cache of data keys."""

from __future__ import annotations

DATA_MASKING_STRING = "*****"
"""What stands where data was."""

CACHE_CAPACITY = 100
"""Data keys that are kept."""

MAX_CACHE_AGE_SECONDS = 300.0
"""How long a data key is used."""

MAX_MESSAGES_ENCRYPTED = 4294967296
"""How many messages one data key encrypts: 2 ** 32."""

MAX_BYTES_ENCRYPTED = 9223372036854775807
"""How many bytes one data key encrypts: 2 ** 63 - 1."""

ENCRYPTED_DATA_KEY_CTX_KEY = "aws-crypto-public-key"
"""What the AWS Encryption SDK adds to each encryption context itself."""
