"""Errors of data masking; none of them shows data.

PowertoolsError
└── DataMaskingError
    ├── DataMaskingUnsupportedTypeError
    ├── DataMaskingFieldNotFoundError
    ├── DataMaskingEncryptKeyError
    ├── DataMaskingDecryptKeyError
    ├── DataMaskingDecryptValueError
    └── DataMaskingContextMismatchError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class DataMaskingError(PowertoolsError):
    """Data can't be masked, encrypted or decrypted."""


class DataMaskingUnsupportedTypeError(DataMaskingError):
    """Data, or an encryption context, is of a type that can't be handled."""


class DataMaskingFieldNotFoundError(DataMaskingError):
    """An expression finds nothing in the data."""


class DataMaskingEncryptKeyError(DataMaskingError):
    """No data key could be made: KMS can't be reached, or the function may not use the key."""


class DataMaskingDecryptKeyError(DataMaskingError):
    """The data key can't be decrypted: the keys are not those that encrypted, or the function may not use them."""


class DataMaskingDecryptValueError(DataMaskingError):
    """What should be decrypted is no encrypted message."""


class DataMaskingContextMismatchError(DataMaskingError):
    """The encryption context is not the one that the data was encrypted with."""
