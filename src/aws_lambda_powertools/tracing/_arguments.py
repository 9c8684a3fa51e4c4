"""Which arguments of a Tracer can't be what was meant."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PROTOCOL = ("in_subsegment", "in_subsegment_async", "put_annotation", "put_metadata", "patch", "patch_all")


def checked(service: object, disabled: object) -> bool | None:
    """`disabled`, where it is a word as environment variables have them; TypeError or ValueError for nonsense."""
    from aws_lambda_powertools._core.environment import truthy

    if not (service is None or isinstance(service, str)):
        raise TypeError(f"service is the name of a service, not {service!r:.100}")
    if not isinstance(disabled, str):
        return disabled  # type: ignore[return-value]  # whatever is true or false
    try:
        return truthy(disabled)
    except ValueError as error:
        raise ValueError(f"disabled is True or False: {error}") from None


def check_hostname(hostname: object) -> None:
    """TypeError for what is no text."""
    if not isinstance(hostname, str):
        raise TypeError(f"hostname is the name of a host, not {hostname!r:.100}")


def check_provider(provider: Any) -> None:
    """TypeError for what has nothing of a provider; what has some of it may be all that its users need.

    A tracer provider of OpenTelemetry is taken as well.
    """
    if not any(hasattr(provider, method) for method in (*PROTOCOL, "get_tracer")):
        raise TypeError(f"provider is xray, otel, xray-sdk, noop, or an object like BaseProvider, not {provider!r:.80}")
