"""BaseProvider: erasing, which needs no key; and what a provider that encrypts has to offer."""

# What is masked is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
from functools import lru_cache, partial

from aws_lambda_powertools.utilities.data_masking.constants import DATA_MASKING_STRING
from aws_lambda_powertools.utilities.data_masking.exceptions import DataMaskingError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from re import Pattern
    from typing import Any

    Mask = Callable[[Any], Any]

__all__ = ["DATA_MASKING_STRING", "TYPE_CHECKING", "BaseProvider"]

SHOWN = "-_. "
"""Signs that a dynamic mask leaves, so that the shape of a text can be seen."""

PLAIN = (str, int, float)
to_json: Callable[..., str] = partial(json.dumps, ensure_ascii=False)


class BaseProvider:
    """Erases data. Derive from it for encryption of your own, with `encrypt` and `decrypt`.

    `json_serializer` and `json_deserializer` turn data into text and back.
    """

    def __init__(
        self,
        json_serializer: Callable[..., str] = to_json,
        json_deserializer: Callable[[str], Any] = json.loads,
    ) -> None:
        self.json_serializer = json_serializer
        self.json_deserializer = json_deserializer

    def encrypt(self, data: Any, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> str:
        """The data as encrypted text."""
        raise NotImplementedError("This provider erases only; encrypting needs one like AWSEncryptionSDKProvider")

    def decrypt(self, data: Any, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> Any:
        """What was encrypted."""
        raise NotImplementedError("This provider erases only; decrypting needs one like AWSEncryptionSDKProvider")

    def erase(
        self,
        data: Any,
        dynamic_mask: bool | None = None,
        custom_mask: str | None = None,
        regex_pattern: str | None = None,
        mask_format: str | None = None,
        masking_rules: dict[str, Any] | None = None,
        **kwargs: Any,  # noqa: ARG002  # options of other providers
    ) -> Any:
        """The data with a mask where it was; what the options do is said at `DataMasking.erase`."""
        return mask_of(dynamic_mask, custom_mask, regex_pattern, mask_format, masking_rules)(data)


def mask_of(
    dynamic_mask: bool | None = None,
    custom_mask: str | None = None,
    regex_pattern: str | None = None,
    mask_format: str | None = None,
    masking_rules: dict[str, Any] | None = None,
) -> Mask:
    """What masks a value, by the options: what they ask for is found out once."""
    if not (dynamic_mask or custom_mask or regex_pattern or mask_format or masking_rules):
        return _erased
    if regex_pattern and mask_format:
        return partial(_masked, partial(_replaced, compiled(regex_pattern), mask_format))
    if custom_mask:
        return partial(_masked, partial(_cut, custom_mask))
    return partial(_masked, _dotted)


def _erased(data: Any) -> Any:
    """The mask; of a list, a tuple or a set one for each item, so that their number can be seen."""
    if type(data) is str or not isinstance(data, (list, tuple, set)):
        return DATA_MASKING_STRING
    return like(data, map(_erased, data))


def _masked(mask: Callable[[str], str], data: Any) -> Any:
    if isinstance(data, PLAIN):
        return mask(str(data))
    if isinstance(data, dict):
        return {key: _masked(mask, value) for key, value in data.items()}
    if isinstance(data, (list, tuple, set)):
        return like(data, (_masked(mask, item) for item in data))
    return DATA_MASKING_STRING


def like(data: Any, items: Any) -> Any:
    """Items in a collection of the same kind."""
    kind = type(data)
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return kind(*items)
    return kind(items)


def _cut(mask: str, text: str) -> str:
    return mask[: len(text)]


def _dotted(text: str) -> str:
    return "".join([sign if sign in SHOWN else "*" for sign in text])


def _replaced(pattern: Pattern[str], replacement: str, text: str) -> str:
    from re import error as invalid

    try:
        return pattern.sub(replacement, text)
    except (invalid, IndexError) as error:
        raise DataMaskingError(f"mask_format {replacement!r} does not fit regex_pattern: {error}") from error


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Pattern[str]:
    """A regular expression; DataMaskingError if it is none."""
    import re

    try:
        return re.compile(pattern)
    except re.error as error:
        raise DataMaskingError(f"Invalid regex pattern {pattern!r}: {error}") from error
