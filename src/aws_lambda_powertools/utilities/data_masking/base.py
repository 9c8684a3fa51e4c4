"""DataMasking: erase, pseudonymize, scrub, encrypt and decrypt, whole values or single fields.

masking = DataMasking()
masking.erase({"name": "Ann", "card": {"number": "4111"}}, fields=["card.number"])
"""

# What is masked is the user's own data, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools.utilities.data_masking._fields import finder
from aws_lambda_powertools.utilities.data_masking._plain import plain
from aws_lambda_powertools.utilities.data_masking.constants import DATA_MASKING_STRING
from aws_lambda_powertools.utilities.data_masking.exceptions import (
    DataMaskingError,
    DataMaskingFieldNotFoundError,
    DataMaskingUnsupportedTypeError,
)
from aws_lambda_powertools.utilities.data_masking.provider.base import BaseProvider, like, mask_of, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from numbers import Number
    from re import Pattern
    from typing import Any

    from aws_lambda_powertools._core.redaction import Redaction

__all__ = ["TYPE_CHECKING", "DataMasking", "prepare_data"]

ROOTS = ("$", "@")
"""Expressions for all of the data."""

HEX_DIGITS = 64
"""Of an HMAC with SHA-256."""


def prepare_data(data: Any, _visited: set[int] | None = None) -> Any:
    """A copy of the data in which dataclasses, pydantic models and other objects are dictionaries."""
    return plain(data)


class DataMasking:
    """Masks data. The data that is given stays as it is; what comes back is a copy of the same structure.

    `provider` does the work: a BaseProvider, which erases, or AWSEncryptionSDKProvider, which also encrypts. An
    expression that finds nothing raises DataMaskingFieldNotFoundError, or warns without `raise_on_missing_field`.
    """

    def __init__(self, provider: BaseProvider | None = None, raise_on_missing_field: bool = True) -> None:
        self.provider = provider or BaseProvider()
        self.json_serializer = self.provider.json_serializer
        self.json_deserializer = self.provider.json_deserializer
        self.raise_on_missing_field = raise_on_missing_field

    # --- Encrypting -----------------------------------------------------------------------------------------------

    def encrypt(
        self,
        data: dict[str, Any] | Mapping[str, Any] | Sequence[Any] | Number,
        provider_options: dict[str, Any] | None = None,
        **encryption_context: str,
    ) -> str:
        """The data as encrypted text; it can be decrypted with the same encryption context only.

        Raises what the provider raises.
        """
        return self.provider.encrypt(plain(data), provider_options=provider_options, **encryption_context)

    def decrypt(self, data: Any, provider_options: dict[str, Any] | None = None, **encryption_context: str) -> Any:
        """What was encrypted. Raises what the provider raises."""
        return self.provider.decrypt(data, provider_options=provider_options, **encryption_context)

    # --- Erasing --------------------------------------------------------------------------------------------------

    def erase(
        self,
        data: Any,
        fields: list[str] | None = None,
        *,
        dynamic_mask: bool | None = None,
        custom_mask: str | None = None,
        regex_pattern: str | None = None,
        mask_format: str | None = None,
        masking_rules: dict[str, Any] | None = None,
    ) -> Any:
        """The data with a mask in place of all of it, or of the `fields` that JSONPath expressions name.

        The mask is `*****`. With `regex_pattern` and `mask_format` what the pattern finds is replaced by the format;
        with `custom_mask` a text becomes this mask, cut to its length; with `dynamic_mask` all signs but `-`, `_`, `.`
        and blanks become `*`. `masking_rules` are such options by expression:

            rule = {"regex_pattern": "(.)(.*)(@.*)", "mask_format": r"\\1***\\3"}
            masking.erase(order, masking_rules={"email": rule})

        JSON text is read, if fields or rules are given. Raises DataMaskingFieldNotFoundError,
        DataMaskingUnsupportedTypeError if there can't be fields in the data, DataMaskingError for a bad pattern.
        """
        options: dict[str, Any] = {
            "dynamic_mask": dynamic_mask,
            "custom_mask": custom_mask,
            "regex_pattern": regex_pattern,
            "mask_format": mask_format,
        }
        if masking_rules:
            return self._by_rules(plain(data), masking_rules)
        if fields is not None:
            return self._by_fields(data, fields, self._mask(options))
        if not any(options.values()) and self._erases_as_usual():
            return mask_of()(data)  # whatever the data is, nothing of it is left
        return self.provider.erase(plain(data), provider_options=None, **options)

    def mask(
        self,
        data: Any,
        fields: list[str] | None = None,
        *,
        dynamic_mask: bool | None = None,
        custom_mask: str | None = None,
        regex_pattern: str | None = None,
        mask_format: str | None = None,
        masking_rules: dict[str, Any] | None = None,
    ) -> Any:
        """As `erase`, by another name."""
        return self.erase(
            data,
            fields,
            dynamic_mask=dynamic_mask,
            custom_mask=custom_mask,
            regex_pattern=regex_pattern,
            mask_format=mask_format,
            masking_rules=masking_rules,
        )

    def _mask(self, options: dict[str, Any]) -> Callable[[Any], Any]:
        """What the provider does with a value; if that is nothing of its own, without asking it for each."""
        if self._erases_as_usual():
            return mask_of(**options)
        return lambda value: self.provider.erase(value, provider_options=None, **options)

    def _erases_as_usual(self) -> bool:
        return type(self.provider).erase is BaseProvider.erase and "erase" not in vars(self.provider)

    # --- Fields ---------------------------------------------------------------------------------------------------

    def _by_fields(self, data: Any, fields: Iterable[str], mask: Callable[[Any], Any]) -> Any:
        expressions = [fields] if isinstance(fields, str) else list(fields)
        if not expressions:
            raise ValueError("fields is empty; name at least one, or leave it away to mask everything")
        masked = self._traversable(data)
        for expression in expressions:
            if expression in ROOTS:
                return mask(masked)
            if not finder(expression)(masked, mask):
                self._not_found(expression)
        return masked

    def _traversable(self, data: Any) -> Any:
        """The data as something that has fields."""
        if isinstance(data, str):
            return self.json_deserializer(data)
        prepared = plain(data)
        if not isinstance(prepared, dict):
            raise DataMaskingUnsupportedTypeError(
                f"Fields can be masked in a dictionary, an object or a JSON text, not in {type(prepared).__name__}"
            )
        if self.json_serializer is to_json:
            return prepared
        return self.json_deserializer(self.json_serializer(prepared))  # what their own serializer makes of it

    def _not_found(self, expression: str) -> None:
        message = f"No matches found for the field or expression {expression!r}"
        if self.raise_on_missing_field:
            raise DataMaskingFieldNotFoundError(message)
        from aws_lambda_powertools._core.notices import warn

        warn(message)

    def _by_rules(self, data: Any, rules: dict[str, Any]) -> Any:
        if isinstance(data, str):
            data = self._read(data)
        for expression, rule in rules.items():
            if expression in ROOTS:
                return self.provider.erase(str(data), **rule)
            try:
                find = finder(expression)
            except ImportError:
                raise
            except Exception as error:  # whatever a parser says of an expression that is none
                raise DataMaskingError(f"Invalid masking path {expression!r}: {error}") from error
            if not self._apply_rule(find, data, rule, expression):
                self._not_found(expression)
        return data

    def _apply_rule(self, find: Any, data: Any, rule: Any, expression: str) -> bool:
        def mask(value: Any) -> Any:
            return value if value is None else self.provider.erase(str(value), **rule)

        try:
            found: bool = find(data, mask)
        except DataMaskingError:
            raise
        except Exception as error:
            raise DataMaskingError(f"The rule of the path {expression!r} can't be applied: {error}") from error
        return found

    def _read(self, text: str) -> Any:
        try:
            return self.json_deserializer(text)
        except ValueError:  # a text that is no JSON has no fields, which is what the caller will hear
            return text

    # --- More than erasing ----------------------------------------------------------------------------------------

    def pseudonymize(
        self, data: Any, fields: list[str] | None = None, *, key: str | bytes, prefix: str = "", length: int = 32
    ) -> Any:
        """The data, or its `fields`, with pseudonyms in place of values: the same one for the same value and key.

        They are the first `length` hexadecimal digits (8 to 64) of an HMAC with SHA-256; who has no `key` can't tell
        whose they are. Lists and dictionaries are gone through, None stays. Errors are those of `erase`.
        """
        if not key:
            raise ValueError("key is empty; pseudonyms need a secret of at least 16 bytes")
        if not 8 <= length <= HEX_DIGITS:  # noqa: PLR2004  # fewer digits would soon be the same for two values
            raise ValueError(f"length is {length!r}; it must be 8 to {HEX_DIGITS}")
        secret = key.encode() if isinstance(key, str) else key

        def mask(value: Any) -> Any:
            return _each_text(value, lambda text: f"{prefix}{_hmac(secret, text)[:length]}")

        return mask(plain(data)) if fields is None else self._by_fields(data, fields, mask)

    def scrub(
        self,
        data: Any,
        *,
        detectors: Iterable[str] = ("card", "email", "iban", "jwt"),
        redact_keys: Iterable[str] = (),
        redact_patterns: Iterable[str | Pattern[str]] = (),
    ) -> Any:
        """The data with a mask wherever the detectors find something in a text.

        `redact_keys` and `redact_patterns` are those of Logger, so that both can share one set: the values of these
        keys are masked, whatever their case, and what the patterns find in texts. ValueError for an unknown detector.
        """
        from aws_lambda_powertools._core.redaction import Redaction
        from aws_lambda_powertools.utilities.data_masking.detectors import DETECTORS

        wanted = list(detectors)
        unknown = [name for name in wanted if name not in DETECTORS]
        if unknown:
            raise ValueError(f"There is no detector {unknown[0]!r}; there are {', '.join(DETECTORS)}")
        rules = Redaction(redact_keys, redact_patterns, mark=DATA_MASKING_STRING)
        return _scrubbed(plain(data), [detect for name, detect in DETECTORS.items() if name in wanted], rules)


def _hmac(secret: bytes, text: str) -> str:
    import hmac

    return hmac.new(secret, text.encode(), "sha256").hexdigest()


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: _each_text(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return like(value, (_each_text(item, change) for item in value))
    return change(str(value))


def _scrubbed(value: Any, detectors: list[Callable[[str, str], str]], rules: Redaction) -> Any:
    if isinstance(value, str):
        text = rules.text(value)
        for detect in detectors:
            text = detect(text, DATA_MASKING_STRING)
        return text
    if isinstance(value, dict):
        return {
            key: DATA_MASKING_STRING if rules.hides(key) else _scrubbed(item, detectors, rules)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple, set)):
        return like(value, (_scrubbed(item, detectors, rules) for item in value))
    return value
