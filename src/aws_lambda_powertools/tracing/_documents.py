"""What users hand to a trace, as a valid document that fits into one datagram.

Most values go through a JSON encoder as they are; this module is imported when one does not, or when a document is
too large.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import Enum
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType

from aws_lambda_powertools._core.notices import warn_once
from aws_lambda_powertools._core.plain import tamed, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from aws_lambda_powertools._core.redaction import Redaction

DEEPEST = 32
"""Levels that are shown of what users give."""

LEVELS_ABOVE = 3
"""Levels of a document above the values: the document, its metadata, the namespace."""

LONGEST_ANNOTATION = 1000
LONGEST_KEY = 500

SMALL_VALUE = 1024
"""Bytes of metadata values that are not worth cutting."""

HEAD = 512
"""Characters that are kept of a value or message that is cut."""

CONTAINERS = (dict, list, tuple)

FEWER_FRAMES = 5
SHORT_ANNOTATION = 100

# --- Annotations -------------------------------------------------------------------------------------------------


def annotation_key(key: object) -> str:
    """A key as X-Ray takes it: other characters become `_`; empty where nothing can be made of it."""
    if not isinstance(key, str):
        warn_once(("tracing", "annotation key", str(key)), f"{key!r} is no text and can't be the key of an annotation.")
        return ""
    if key.isidentifier() and key.isascii():
        return key[:LONGEST_KEY]
    letters = (letter if letter in "_." or (letter.isascii() and letter.isalnum()) else "_" for letter in key)
    return "".join(letters)[:LONGEST_KEY]


def annotation_value(key: object, value: Any) -> str | int | float | bool | None:
    """A value as X-Ray takes it; None, with one warning a key, where nothing can be made of it."""
    natural = _natural_number_or_text(value)
    if natural is None:
        warn_once(
            ("tracing", "annotation value", str(key)),
            f"The annotation {key!r} is dropped: {type(value).__name__} is no text, number or boolean. "
            "Use put_metadata for other values.",
        )
        return None
    if isinstance(natural, str):
        return natural[:LONGEST_ANNOTATION]
    if isinstance(natural, float) and not math.isfinite(natural):
        return str(natural)
    return natural


def _natural_number_or_text(value: Any) -> str | int | float | bool | None:
    if isinstance(value, Enum):
        return _natural_number_or_text(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, Decimal):
        return _number_of(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if type(value).__name__ == "UUID":
        return str(value)
    return None


def _number_of(value: Decimal) -> str | int | float:
    if not value.is_finite():
        return str(value)
    return int(value) if value == value.to_integral_value() else float(value)


# --- Metadata ----------------------------------------------------------------------------------------------------


def natural_form(value: Any) -> Any:
    """One step from an object to JSON; iterators and generators are left alone, for somebody else needs them."""
    for kind, form in FORMS:
        if isinstance(value, kind):
            return form(value)
    fields: Any = getattr(value.__class__, "__dataclass_fields__", None)
    if fields is not None:
        return {name: getattr(value, name) for name in fields if not name.startswith("_") and hasattr(value, name)}
    if hasattr(value, "__dict__"):
        return _public_attributes(value)
    return text_of(value)


def _value_of_member(member: Any) -> Any:
    return member.value


def _described(error: Any) -> dict[str, Any]:
    return {"type": type(error).__name__, "message": text_of(error), **_public_attributes(error)}


def _text_of_bytes(data: Any) -> str:
    content = bytes(data)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return f"<{len(content)} bytes>"


def _sorted_if_possible(values: Any) -> list[Any]:
    try:
        return sorted(values)
    except TypeError:
        return list(values)


def _public_attributes(value: Any) -> dict[str, Any]:
    attributes: Any = value.__dict__
    return {name: item for name, item in attributes.items() if not str(name).startswith("_")}


FORMS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, _value_of_member),
    (str, str.__str__),
    (int, int.__int__),
    (float, float.__float__),
    (BaseException, _described),
    ((bytes, bytearray, memoryview), _text_of_bytes),
    (Mapping, dict),
    ((set, frozenset), _sorted_if_possible),
    ((type, FunctionType, BuiltinFunctionType, MethodType, ModuleType), text_of),  # named, not taken apart
    (Collection, list),
)
"""What becomes of which objects; the first row that fits counts."""


def plain(value: Any, levels: int = DEEPEST) -> Any:
    """A value as data that every JSON encoder takes: without cycles, NaN, odd keys or endless depth."""
    return tamed(value, levels, natural_form)


def is_too_deep(value: Any, levels: int) -> bool:
    """Whether mappings and sequences are nested in more levels than that."""
    if levels <= 0:
        return True
    inner: Any = value.values() if value.__class__ is dict else value
    return any(item.__class__ in CONTAINERS and is_too_deep(item, levels - 1) for item in inner)


def redacted(value: Any, rules: Redaction) -> Any:
    """A value as plain data in which everything is hidden that the rules name."""
    return rules.apply(plain(value))


# --- A document that could not be encoded ------------------------------------------------------------------------


def cleaned(parts: dict[str, Any], encode: Callable[[Any], str]) -> str:
    """JSON of a document's parts of which something defied the encoder; without metadata where that fails too."""
    try:
        return well_formed(encode(plain(parts, DEEPEST + LEVELS_ABOVE)))
    except Exception:  # the rest of the segment is protected from a value that nothing can be made of
        lost = sum(len(values) for values in parts.pop("metadata", {}).values())
        return well_formed(encode(plain({**parts, "metadata": {"powertools": {"_dropped": lost}}})))


def well_formed(text: str) -> str:
    """The text without halves of characters, which UTF-8 can't say."""
    return text.encode("utf-8", "replace").decode()


# --- A document that is too large --------------------------------------------------------------------------------


def fitted(document: dict[str, Any], most_bytes: int, encode: Callable[[Any], str]) -> str:
    """JSON of the document within so many bytes, cut where it hurts least first.

    Large metadata values, largest first; all metadata; stacks and messages; long annotations; at last what is known
    of the call. The segment itself is never lost.
    """

    def size() -> int:
        return len(encode(document).encode())

    _cut_large_values(document, size() - most_bytes, encode)
    for cut in (_drop_metadata, _cut_causes, _cut_annotations, _drop_details):
        if size() <= most_bytes:
            break
        cut(document)
    return encode(document)


def _cut_large_values(document: dict[str, Any], excess: int, encode: Callable[[Any], str]) -> None:
    metadata: dict[str, dict[str, Any]] = document.get("metadata", {})
    large: list[tuple[int, str, dict[str, Any], str]] = []
    for values in metadata.values():
        for key, value in values.items():
            text = encode(value)
            bytes_of_it = len(text.encode())
            if bytes_of_it > SMALL_VALUE:
                large.append((bytes_of_it, key, values, text))
    large.sort(key=lambda row: row[0], reverse=True)
    for bytes_of_it, key, values, text in large:
        if excess <= 0:
            return
        value = values[key]
        head: str = (value if isinstance(value, str) else text)[:HEAD]
        values[key] = {"_truncated": True, "_bytes": bytes_of_it, "_head": well_formed(head)}
        excess -= bytes_of_it - len(encode(values[key]).encode())


def _drop_metadata(document: dict[str, Any]) -> None:
    if "metadata" in document:
        lost = sum(len(values) for values in document["metadata"].values())
        document["metadata"] = {"powertools": {"_dropped": lost}}


def _cut_causes(document: dict[str, Any]) -> None:
    cause: Any = document.get("cause")
    if cause.__class__ is not dict:
        return
    for exception in cause["exceptions"]:
        exception["stack"] = exception["stack"][:FEWER_FRAMES]
        if "message" in exception:
            exception["message"] = exception["message"][:HEAD]


def _cut_annotations(document: dict[str, Any]) -> None:
    annotations = document.get("annotations", {})
    for key, value in annotations.items():
        if isinstance(value, str):
            annotations[key] = value[:SHORT_ANNOTATION]


def _drop_details(document: dict[str, Any]) -> None:
    for part in ("sql", "aws", "http"):
        document.pop(part, None)
    cause: Any = document.get("cause")
    if cause.__class__ is dict:
        cause["exceptions"] = cause["exceptions"][:1]
