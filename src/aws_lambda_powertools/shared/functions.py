"""Small helpers that users import from here: paths, switches, base64, trace ids."""

from __future__ import annotations

import itertools
import os

from aws_lambda_powertools._core import debug, encoding, environment
from aws_lambda_powertools._core.notices import warn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from typing_extensions import TypeIs

    from aws_lambda_powertools.utilities.typing.durable_context import DurableContextProtocol


def abs_lambda_path(relative_path: str = "") -> str:
    """The absolute path of a file of the function, by its path relative to the function's code.

    The code lies at LAMBDA_TASK_ROOT, or in the current directory outside Lambda.
    """
    root = environment.LAMBDA_TASK_ROOT.get() or os.getcwd()
    return os.path.join(root, relative_path.removeprefix("./")) if relative_path else root


def strtobool(value: str) -> bool:
    """Whether a word means yes (`1`, `true`, `on`, …) or no (`0`, `false`, `off`, …); ValueError for other words."""
    return environment.truthy(value)


def resolve_truthy_env_var_choice(env: str, choice: bool | None = None) -> bool:
    """An explicit choice, else what the text of an environment variable means."""
    return strtobool(env) if choice is None else choice


def resolve_env_var_choice(env: str | None = None, choice: str | float | None = None) -> str | float | None:
    """An explicit choice, else the text of an environment variable."""
    return env if choice is None else choice


def resolve_max_age(env: str, choice: int | None) -> int:
    """An explicit number of seconds, else the one in the text of an environment variable."""
    return int(env) if choice is None else choice


def powertools_dev_is_set() -> bool:
    """Whether POWERTOOLS_DEV is on; a warning says so, for it does not belong in production."""
    if not environment.DEV.get():
        return False
    warn("POWERTOOLS_DEV environment variable is enabled: utilities show more than they should in production.")
    return True


def powertools_debug_is_set() -> bool:
    """Whether POWERTOOLS_DEBUG is on; a warning says so, for it does not belong in production."""
    return debug.enabled()


def base64_decode(value: str) -> bytes:
    """The bytes in base64 text; ValueError when it is none."""
    return encoding.base64_decode(value)


def bytes_to_base64_string(value: bytes) -> str:
    """Bytes as base64 text; ValueError for anything else."""
    try:
        return encoding.base64_encode(memoryview(value).tobytes())
    except TypeError as error:
        raise ValueError(f"Only bytes can be written as base64, not {type(value).__name__}") from error


def bytes_to_string(value: bytes) -> str:
    """The text in UTF-8 bytes."""
    return value.decode("utf-8")


def slice_dictionary(data: dict[Any, Any], chunk_size: int) -> Iterator[dict[Any, Any]]:
    """A dictionary in several of at most `chunk_size` items, in order."""
    items = iter(data.items())
    while chunk := dict(itertools.islice(items, chunk_size)):
        yield chunk


def extract_event_from_common_models(data: Any) -> Any:
    """The dictionary behind an event data class, a pydantic model or a dataclass; anything else as it is."""
    if hasattr(data, "raw_event"):
        return data.raw_event
    if is_pydantic(data):
        return pydantic_to_dict(data)
    if is_dataclass(data):
        return dataclass_to_dict(data)
    return data


def is_pydantic(data: Any) -> bool:
    """Whether the object is a pydantic model, without importing pydantic."""
    kind: type[Any] = data.__class__
    return hasattr(kind, "model_dump")


def is_dataclass(data: Any) -> bool:
    """Whether the object is an instance of a dataclass."""
    kind: type[Any] = data.__class__
    return hasattr(kind, "__dataclass_fields__")


def pydantic_to_dict(data: Any) -> dict[str, Any]:
    """A pydantic model as data that JSON can hold."""
    dumped: dict[str, Any] = data.model_dump(mode="json")
    return dumped


def dataclass_to_dict(data: Any) -> dict[str, Any]:
    """A dataclass as a dictionary, and the dataclasses inside it too."""
    from dataclasses import asdict

    return asdict(data)


def sanitize_xray_segment_name(name: str) -> str:
    """The name without the characters that X-Ray does not take in names."""
    return name.translate(_NOT_IN_SEGMENT_NAMES)


_NOT_IN_SEGMENT_NAMES = dict.fromkeys(map(ord, "?;*()!$~^<>"))


def get_tracer_id() -> str | None:
    """The X-Ray trace id of this invocation; None when there is none."""
    header = environment.XRAY_TRACE_ID.get()
    if not header:
        return None
    parts = [part.strip() for part in header.split(";")]
    roots = [part for part in parts if part.startswith("Root=")]
    return (roots or parts)[0].removeprefix("Root=")


def decode_header_bytes(byte_list: Iterable[int]) -> bytes:
    """Bytes out of the signed numbers that Kafka events hold in headers."""
    return bytes(number & 0xFF for number in byte_list)


def is_durable_context(context: Any) -> TypeIs[DurableContextProtocol]:
    """Whether a handler's context is that of a durable function, which holds the Lambda context inside."""
    return hasattr(context, "state") and hasattr(context, "lambda_context")
