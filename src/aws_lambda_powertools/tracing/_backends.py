"""Which backend stands behind a Tracer.

An object is a backend; a word names one of ours, as an argument or in POWERTOOLS_TRACER_PROVIDER. Without either, the
function's own choice counts: whoever has loaded the X-Ray SDK or set up OpenTelemetry works with it, and two stacks
side by side would cut each other's parents. Mere installation changes nothing, and nothing is imported to find out.
"""

from __future__ import annotations

import sys
from importlib import import_module

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

DEFAULT = "xray"

MODULES = {
    "xray": "_xray",
    "xray-sdk": "_sdk",
    "otel": "_otel.provider",
    "opentelemetry": "_otel.provider",
    "noop": "_noop",
}
"""What can be asked for, and the module whose `create()` gives it."""

OPENTELEMETRY = ("otel", "opentelemetry")

PROXY = "ProxyTracerProvider"
"""What OpenTelemetry has for a provider until somebody sets one up."""


def chosen(asked: Any, disabled: bool) -> Any:
    """The provider for what was asked: an object as it is, a word, or None for the best fit.

    While tracing is off, a backend of ours is replaced by one that does nothing; an object is still driven.
    """
    if asked is not None and not isinstance(asked, str):
        return _given(asked, disabled)
    word = (asked or environment.TRACER_PROVIDER.get() or _best_fit()).strip().lower()
    if word not in MODULES:
        _warn(word, f"allowed are {', '.join(MODULES)}")
        word = DEFAULT
    if disabled:
        if "aws_xray_sdk.core" in sys.modules:
            _module("_sdk").disable()
        word = "noop"
    if word in OPENTELEMETRY and _opentelemetry_is_off():
        word = "noop"
    try:
        return _module(MODULES[word]).create()
    except ImportError as error:
        _warn(word, str(error))
        return _module(MODULES[DEFAULT]).create()


def _given(provider: Any, disabled: bool) -> Any:
    """A provider that was given as an object, made ready; a tracer provider of OpenTelemetry is put behind ours."""
    if is_sdk_recorder(provider):
        return _module("_sdk").prepare(provider)
    kind = provider.__class__
    if hasattr(kind, "get_tracer") and not hasattr(kind, "in_subsegment"):
        return _module(MODULES["otel"]).OpenTelemetryProvider(provider)
    # Where spans of ours go is the environment's choice, and so is that they go nowhere. A user's tracer provider
    # goes on, like any other object.
    if getattr(kind, "is_lean", False) and (disabled or _opentelemetry_is_off()):
        return _module(MODULES["noop"]).create()
    return provider


def _opentelemetry_is_off() -> bool:
    from aws_lambda_powertools._core import environment_otel

    return environment_otel.read(environment_otel.SDK_DISABLED)


def _best_fit() -> str:
    if "aws_xray_sdk.core" in sys.modules:
        return "xray-sdk"
    if _opentelemetry_is_set_up():
        return "otel"
    return DEFAULT


def _opentelemetry_is_set_up() -> bool:
    api = sys.modules.get("opentelemetry.trace")
    if api is None:
        return False
    try:
        kind: type = api.get_tracer_provider().__class__
    except Exception:  # somebody else's half-loaded or broken set-up must not keep a Tracer from being made
        return False
    return kind.__name__ != PROXY and not kind.__module__.startswith("aws_lambda_powertools.")


def _module(name: str) -> Any:
    return import_module(f"aws_lambda_powertools.tracing.{name}")


def _warn(word: str, reason: str) -> None:
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(("tracing", "provider", word), f"The tracing provider {word!r} can't be used, xray is: {reason}.")


def is_sdk_recorder(provider: Any) -> bool:
    """Whether an object is a recorder of the X-Ray SDK."""
    return type(provider).__module__.partition(".")[0] == "aws_xray_sdk"


def optional(provider: Any, name: str) -> Callable[..., Any] | None:
    """A provider's method that not every provider has, or None.

    It counts only if the provider's class has it: a mock would invent any.
    """
    if hasattr(provider.__class__, name):
        method: Callable[..., Any] = getattr(provider, name)
        return method
    if is_sdk_recorder(provider):
        return getattr(_module("_sdk"), name, None)
    return None


def release() -> None:
    """Let patched libraries run untraced until another Tracer is made."""
    for name in ("_patch.hook", "_otel.bridge"):
        module = sys.modules.get(f"aws_lambda_powertools.tracing.{name}")
        if module is not None:
            module.release()
