"""Who sends spans: the function, as attributes of the OpenTelemetry resource."""

from __future__ import annotations

from aws_lambda_powertools._core import environment, environment_otel as settings
from aws_lambda_powertools._core.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MEGABYTE = 1024 * 1024


def attributes(service: str) -> dict[str, Any]:
    """The resource of this function; `service` is what the Tracer was told, OTEL_SERVICE_NAME wins over it."""
    function = environment.LAMBDA_FUNCTION_NAME.get()
    memory = settings.FUNCTION_MEMORY.get() or ""
    log_group = settings.LOG_GROUP.get()
    found: dict[str, Any] = {
        "cloud.provider": "aws",
        "cloud.platform": "aws_lambda",
        "cloud.region": settings.REGION.get(),
        "faas.name": function,
        "faas.version": settings.FUNCTION_VERSION.get(),
        "faas.instance": settings.LOG_STREAM.get(),
        "faas.max_memory": int(memory) * MEGABYTE if memory.isdecimal() else None,
        "aws.log.group.names": [log_group] if log_group else None,
        **key_values(settings.RESOURCE_ATTRIBUTES.get() or "", settings.RESOURCE_ATTRIBUTES.name),
        "telemetry.sdk.language": "python",
        "telemetry.sdk.name": "powertools",
        "telemetry.sdk.version": __version__,
    }
    named = settings.SERVICE_NAME.get() or service or found.get("service.name") or function
    found["service.name"] = named or "unknown_service"
    return {name: value for name, value in found.items() if value is not None}


def key_values(text: str, variable: str) -> dict[str, str]:
    """The pairs of `key=value,key=value`, percent-encoded; what is no pair is left out with a warning."""
    found: dict[str, str] = {}
    for pair in text.split(","):
        key, equals, value = pair.partition("=")
        if equals and key.strip():
            found[_decoded(key.strip())] = _decoded(value.strip())
        elif pair.strip():
            from aws_lambda_powertools._core.notices import warn_once

            warn_once(("tracing", "otel", variable), f"{variable} has a part without `=`, which is left out.")
    return found


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)
