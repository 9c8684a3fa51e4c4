"""Errors of idempotency.

PowertoolsError
└── BaseError
    ├── IdempotencyAlreadyInProgressError
    ├── IdempotencyInconsistentStateError
    ├── IdempotencyInvalidStatusError
    ├── IdempotencyItemAlreadyExistsError
    ├── IdempotencyItemNotFoundError
    ├── IdempotencyKeyError
    ├── IdempotencyModelTypeError
    ├── IdempotencyNoSerializationModelError
    ├── IdempotencyPersistenceConfigError
    ├── IdempotencyPersistenceConnectionError
    ├── IdempotencyPersistenceConsistencyError
    ├── IdempotencyPersistenceLayerError
    ├── IdempotencyLeaseLostError
    ├── IdempotencyResultError
    └── IdempotencyValidationError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord


class BaseError(PowertoolsError):
    """What went wrong, and after it what caused it: `BaseError("Failed to save", error)`."""

    def __init__(self, *args: str | Exception | None) -> None:
        super().__init__(*args)
        self.message = str(args[0]) if args else ""
        self.details = "".join(map(str, args[1:])) or None if len(args) > 1 else None

    def __str__(self) -> str:
        return f"{self.message} - ({self.details})" if self.details else self.message


class IdempotencyItemAlreadyExistsError(BaseError):
    """A claim was refused, because there is a record of its key; `old_data_record` is that record, if it is known."""

    def __init__(self, *args: str | Exception | None, old_data_record: DataRecord | None = None) -> None:
        super().__init__(*args)
        self.old_data_record = old_data_record

    def __str__(self) -> str:
        shown = f" from [{self.old_data_record}]" if self.old_data_record else ""
        return f"{super().__str__()}{shown}"


class IdempotencyItemNotFoundError(BaseError):
    """The store has no record of the key."""


class IdempotencyAlreadyInProgressError(BaseError):
    """Another run with the same key is under way."""


class IdempotencyInvalidStatusError(BaseError):
    """A record has a status that is none."""


class IdempotencyValidationError(BaseError):
    """The payload differs from the one with which the result of this key came about."""


class IdempotencyInconsistentStateError(BaseError):
    """The record changed, or went, between two looks at it."""


class IdempotencyPersistenceLayerError(BaseError):
    """The store could not be used; the cause is its own error."""


class IdempotencyLeaseLostError(BaseError):
    """A run finished after its lease had ended and another run had claimed the key: its change was not made."""


class IdempotencyResultError(BaseError):
    """A result can't be kept: it has no form in JSON, or is too large for the store."""


class IdempotencyKeyError(BaseError):
    """The payload has nothing where the key is looked for."""


class IdempotencyModelTypeError(BaseError):
    """A serializer was given a type that it can't handle."""


class IdempotencyNoSerializationModelError(BaseError):
    """A serializer needs a type, and the function's return annotation names none."""


class IdempotencyPersistenceConfigError(BaseError):
    """A store's options make no sense."""


class IdempotencyPersistenceConnectionError(BaseError):
    """A store can't be reached."""


class IdempotencyPersistenceConsistencyError(BaseError):
    """What a store holds of a key is damaged."""
