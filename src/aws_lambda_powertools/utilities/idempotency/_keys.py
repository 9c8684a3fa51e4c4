"""Which key a call has: payload, selection, hash, prefix.

The key is `<function>.<module>.<name>#<hash>`, or `<key_prefix>#<hash>`; the hash is that of the selected part of
the payload as JSON with sorted keys. Version 3 makes the same keys from the same payloads.
"""

# What is looked into here is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

from functools import partial

from aws_lambda_powertools._core import clock
from aws_lambda_powertools._core.environment import LAMBDA_FUNCTION_NAME, STRICT
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools._core.plain import to_plain
from aws_lambda_powertools.utilities.idempotency._results import json_text
from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyKeyError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools.shared.cache_dict import LRUDict
    from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig

    Select = Callable[[Any], Any]

UNNAMED_FUNCTION = "test-func"
"""Stands for the Lambda function's name where there is none."""

_PLAIN_PAYLOADS = (dict, str, list, int)


class Keys:
    """How the keys of one decorated function are made; nothing in it changes.

    The attributes have the names that persistence layers show after `configure`.
    """

    def __init__(
        self, config: IdempotencyConfig, function_name: str | None = None, key_prefix: str | None = None
    ) -> None:
        self.function_name = key_prefix or full_name(function_name)
        self.event_key_jmespath = config.event_key_jmespath
        self.jmespath_options = config.jmespath_options
        self.event_key_compiled_jmespath = selection(config.event_key_jmespath, config.jmespath_options)
        self.validation_key_jmespath = selection(config.payload_validation_jmespath, config.jmespath_options)
        self.payload_validation_enabled = self.validation_key_jmespath is not None
        self.is_strict = STRICT.get()
        self.raise_on_no_idempotency_key = config.raise_on_no_idempotency_key or self.is_strict
        self.expires_after_seconds = config.expires_after_seconds
        self.expires_after_jitter_seconds = config.expires_after_jitter_seconds
        self.use_local_cache = config.use_local_cache
        self.local_cache_max_items = config.local_cache_max_items
        self.hash_function = hash_named(config.hash_function)
        self.cache: LRUDict | None = None


def full_name(function_name: str | None) -> str:
    """The function's name after the Lambda function's."""
    return f"{LAMBDA_FUNCTION_NAME.get() or UNNAMED_FUNCTION}.{function_name or ''}"


def name_of(function: Callable[..., Any]) -> str:
    """Module and qualified name of a function, also of one that is wrapped in a `partial`."""
    while isinstance(function, partial):
        function = function.func
    owner = function if hasattr(function, "__qualname__") else type(function)
    return f"{owner.__module__}.{owner.__qualname__}"


def selection(expression: str, options: dict[str, Any] | None) -> Select | None:
    """A JMESPath expression as a function; None for an empty one. It raises at once when it is none."""
    if not expression:
        return None
    from aws_lambda_powertools.utilities.jmespath_utils import query
    from aws_lambda_powertools.utilities.jmespath_utils._compiler import compiled, compiled_with

    compiled_with(expression, options) if options else compiled(expression)
    return partial(query, envelope=expression, jmespath_options=options)


def hash_named(name: str) -> Callable[[bytes], Any]:
    """A hash function of hashlib; ValueError when there is none of that name."""
    import hashlib

    function: Callable[[bytes], Any] | None = getattr(hashlib, name, None)
    if name not in hashlib.algorithms_available or function is None:
        raise ValueError(f"hash_function is {name!r}; hashlib has {', '.join(sorted(hashlib.algorithms_guaranteed))}")
    return function


def md5(data: bytes) -> Any:
    """The hash of keys where nothing else is said; version 3 made the same."""
    return hash_named("md5")(data)


def plain_payload(payload: Any) -> Any:
    """The payload as data that JMESPath can look into: models, dataclasses and event classes as mappings."""
    if type(payload) in _PLAIN_PAYLOADS:
        return payload
    kind = type(payload)
    if hasattr(kind, "model_dump") or hasattr(kind, "__dataclass_fields__") or hasattr(kind, "raw_event"):
        return to_plain(payload) if not hasattr(kind, "raw_event") else payload.raw_event
    return payload


def key_of(keys: Any, payload: Any) -> str | None:
    """The key of a payload; None, with a warning, when the payload has none."""
    select = keys.event_key_compiled_jmespath
    selected = payload if select is None else select(payload)
    if is_missing(selected):
        if keys.raise_on_no_idempotency_key:
            raise IdempotencyKeyError("No data found to create a hashed idempotency_key")
        warn(
            "No idempotency key value found. Skipping persistence layer and validation operations. "
            f"jmespath: {keys.event_key_jmespath}"
        )
        return None
    return f"{keys.function_name}#{keys.hash_function(json_text(selected).encode()).hexdigest()}"


def payload_hash_of(keys: Any, payload: Any) -> str:
    """The hash of the part of the payload that must not change; empty when nothing is checked."""
    if not keys.payload_validation_enabled:
        return ""
    return hash_of(keys, keys.validation_key_jmespath(payload))


def hash_of(keys: Any, data: Any) -> str:
    """The hash of data, the same for equal data whatever the order of its keys."""
    digest: str = keys.hash_function(json_text(data).encode()).hexdigest()
    return digest


def is_missing(selected: Any) -> bool:
    """Whether nothing was found: None, an empty text or collection, or one that holds only None."""
    kind = type(selected)
    if kind is dict:
        selected = selected.values()
    if kind is dict or kind is list or kind is tuple:
        for value in selected:  # noqa: SIM110  # for `all` there would be a generator to make, at every call
            if value is not None:
                return False
        return True
    if kind is int or kind is float or kind is bool:
        return False
    return not selected


def expiry_of(keys: Any) -> int:
    """When a record that is written now expires, in seconds since the epoch."""
    expiry = int(clock.seconds()) + int(keys.expires_after_seconds)
    if not keys.expires_after_jitter_seconds:
        return expiry
    from random import randint

    return expiry + randint(0, keys.expires_after_jitter_seconds)  # noqa: S311  # it spreads load, it hides nothing
