"""Why two calls are the same, or are not; and how to make the store forget one."""

from __future__ import annotations

from aws_lambda_powertools._core.plain import safe_dumps
from aws_lambda_powertools.utilities.idempotency._keys import is_missing, key_of, payload_hash_of, plain_payload
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyItemNotFoundError,
)
from aws_lambda_powertools.utilities.idempotency.idempotency import PROTECTED
from aws_lambda_powertools.utilities.idempotency.persistence.base import Call, current_call
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import INPROGRESS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.utilities.idempotency._protected import ProtectedFunction
    from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord


class KeyExplanation:
    """How the key of a call came about.

    `key` is what the store knows the call by, None if the call is not protected; `selected` the part of the payload
    that `expression` found, `validated_hash` the hash of the part that must not change.
    """

    def __init__(self, key: str | None, expression: str, selected: Any, validated_hash: str) -> None:
        self.key = key
        self.expression = expression
        self.selected = selected
        self.validated_hash = validated_hash

    def __str__(self) -> str:
        found = safe_dumps(self.selected)
        source = f"{self.expression!r} found" if self.expression else "The whole payload is"
        return f"{source} {found}; the key is {self.key or 'none: the call runs unprotected'}"


def explain(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> KeyExplanation:
    """How the key comes about for a call of an idempotent function with these arguments; nothing is called.

    Raises TypeError when the function is not idempotent.
    """
    protected, payload = _call_of(function, args, kwargs)
    keys = protected.keys
    select = keys.event_key_compiled_jmespath
    selected = payload if select is None else select(payload)
    if is_missing(selected):
        return KeyExplanation(None, keys.event_key_jmespath, selected, "")
    return KeyExplanation(key_of(keys, payload), keys.event_key_jmespath, selected, payload_hash_of(keys, payload))


def evict(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> bool:
    """Make the store forget a call of an idempotent function, so that the next one runs; whether it knew it.

    Raises TypeError when the function is not idempotent, IdempotencyAlreadyInProgressError while the call runs, and
    what the store raises.
    """
    protected, payload = _call_of(function, args, kwargs)
    store = protected.persistence_store
    call = Call(store, protected.keys, payload)
    call.payload_hash = ""  # whatever came with the key is to be forgotten
    token = current_call.set(call)
    try:
        known = store.get_record(data=payload)
        if known is not None and _is_running(known):
            raise IdempotencyAlreadyInProgressError(f"The call with the key {call.key!r} is running just now")
        store.delete_record(data=payload, exception=IdempotencyItemNotFoundError("evicted"))
    except IdempotencyItemNotFoundError:
        return False
    finally:
        current_call.reset(token)
    return known is not None


def _is_running(record: DataRecord) -> bool:
    """A claim without the end of its lease, as version 3 could leave behind, does not count: nobody may hold it."""
    claimed = record.status == INPROGRESS and record.in_progress_expiry_timestamp is not None
    return claimed and not record.lease_is_over


def _call_of(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[ProtectedFunction, Any]:
    protection = getattr(function, PROTECTED, None)
    if protection is None:
        raise TypeError(f"{function!r} is not idempotent: decorate it with idempotent or idempotent_function")
    protected, payload_of = protection
    return protected, plain_payload(payload_of(args, kwargs))
