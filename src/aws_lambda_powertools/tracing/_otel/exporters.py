"""Where spans go: what OTEL_TRACES_EXPORTER and the OTEL_EXPORTER_OTLP_* variables say."""

# ruff: noqa: ARG002  # some destinations need to know less than others

from __future__ import annotations

from aws_lambda_powertools._core import environment_otel as settings
from aws_lambda_powertools.tracing._otel.resource import key_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, Protocol

    from aws_lambda_powertools._core.environment import Variable
    from aws_lambda_powertools.tracing._otel.values import Span

    class Outbox(Protocol):
        """Takes spans and sends them."""

        def add(self, span: Span) -> None:
            """Take a span that has ended."""
            ...

        def flush(self, seconds: float) -> None:
            """Send what is there within so many seconds; with 0, what can be sent without waiting."""
            ...

        def reset(self) -> None:
            """Open connections anew: the process was restored from a snapshot."""
            ...


TRACES_PATH = "/v1/traces"
MOST_SECONDS = 60
"""Timeouts up to this number are seconds: nobody gives an export so few milliseconds."""

PROTOCOLS = ("http/protobuf", "http/json")


class Destination:
    """A place for spans."""

    is_aws = False
    """Whether X-Ray makes segments of the spans."""
    takes_spans = True
    takes_unsampled = False
    host: str | None = None
    path: str | None = None

    def outbox(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> Outbox:
        """What sends the spans of this resource there."""
        raise NotImplementedError


class Nowhere(Destination):
    """Spans are not even made."""

    takes_spans = False

    def outbox(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> Outbox:
        """Takes nothing."""
        return _Nothing()


class _Nothing:
    def add(self, span: Span) -> None:
        """Nothing."""

    def flush(self, seconds: float) -> None:
        """Nothing."""

    def reset(self) -> None:
        """Nothing."""


class Console(Destination):
    """Each span is a line of JSON on standard output."""

    def outbox(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> Outbox:
        """Prints each span when it ends."""
        from aws_lambda_powertools.tracing._otel.console import Lines

        return Lines()


class XRayDaemon(Destination):
    """The UDP port of the daemon that Lambda runs."""

    is_aws = True

    def __init__(self) -> None:
        self.takes_unsampled = settings.read(settings.EXPORT_UNSAMPLED) or settings.read(settings.APPLICATION_SIGNALS)

    def outbox(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> Outbox:
        """Sends datagrams."""
        from aws_lambda_powertools.tracing._otel.datagrams import Datagrams
        from aws_lambda_powertools.tracing._otel.protobuf import Envelope

        return Datagrams(Envelope(resource, scope_name, scope_version))


class Receiver(Destination):
    """A receiver of OTLP over HTTP."""

    def __init__(self, url: str) -> None:
        from urllib.parse import urlsplit

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} does not start with http:// or https:// and a host")
        self.url = url
        self.host = parts.hostname
        self.path = parts.path or "/"
        self.region = _region_of_xray(self.host)
        self.is_aws = self.region is not None
        self.headers = {
            **_headers(settings.HEADERS),
            **_headers(settings.TRACES_HEADERS),
        }
        self.is_json = _for_traces(settings.TRACES_PROTOCOL, settings.PROTOCOL, PROTOCOLS[0]) == PROTOCOLS[1]
        self.compresses = _for_traces(settings.TRACES_COMPRESSION, settings.COMPRESSION, "none") == "gzip"
        self.certificate = settings.TRACES_CERTIFICATE.get() or settings.CERTIFICATE.get()
        self.timeout = _seconds(settings.TRACES_TIMEOUT.get() or settings.TIMEOUT.get())

    @property
    def is_signed(self) -> bool:
        """Whether requests need AWS's signature: X-Ray's own endpoint takes nothing else."""
        return self.is_aws and "authorization" not in {name.lower() for name in self.headers}

    def outbox(self, resource: Mapping[str, Any], scope_name: str, scope_version: str) -> Outbox:
        """Posts requests at the end of each invocation."""
        from aws_lambda_powertools.tracing._otel import json_form, protobuf
        from aws_lambda_powertools.tracing._otel.posting import Posts

        form: Any = json_form if self.is_json else protobuf
        return Posts(self, form.span, form.Envelope(resource, scope_name, scope_version))


def destination() -> Destination:
    """Where spans go; a word that can't be used gives a warning, and what is used instead."""
    word = settings.EXPORTER.get().strip().lower()
    if word == "none":
        return Nowhere()
    if word == "console":
        return Console()
    if word != "otlp":
        _warn(settings.EXPORTER, word, "otlp is; allowed are otlp, console and none")
    url = settings.TRACES_ENDPOINT.get()
    general = settings.ENDPOINT.get()
    if not url and general:
        url = general.rstrip("/") + TRACES_PATH
    if not url:
        return XRayDaemon()
    protocol = _for_traces(settings.TRACES_PROTOCOL, settings.PROTOCOL, PROTOCOLS[0])
    if protocol == "grpc":
        _warn(settings.PROTOCOL, protocol, "http/protobuf is; set up the OpenTelemetry SDK for gRPC")
    elif protocol not in PROTOCOLS:
        _warn(settings.PROTOCOL, protocol, f"http/protobuf is; allowed are {', '.join(PROTOCOLS)}")
    try:
        return Receiver(url)
    except ValueError as error:
        _warn(settings.ENDPOINT, url, f"no spans are sent: {error}")
        return Nowhere()


def _for_traces(of_traces: Variable[str | None], general: Variable[str | None], default: str) -> str:
    return (of_traces.get() or general.get() or default).strip().lower()


def _headers(variable: Variable[str | None]) -> dict[str, str]:
    return key_values(variable.get() or "", variable.name)


def _seconds(timeout: str | None) -> float | None:
    """The timeout in seconds: OpenTelemetry writes milliseconds, and its SDK for Python reads seconds."""
    try:
        number = float(timeout) if timeout else 0.0
    except ValueError:
        number = -1.0
    if number < 0:
        _warn(settings.TIMEOUT, str(timeout), "no timeout but the flush timeout is")
    if number <= 0:
        return None
    return number if number <= MOST_SECONDS else number / 1000


def _region_of_xray(host: str) -> str | None:
    """The region in the host of X-Ray's own endpoint; None for any other host."""
    service, _, rest = host.partition(".")
    region, _, domain = rest.partition(".")
    return region if service == "xray" and domain in ("amazonaws.com", "amazonaws.com.cn") else None


def _warn(variable: Variable[Any], value: str, instead: str) -> None:
    from aws_lambda_powertools._core.notices import warn_once

    warn_once(("tracing", "otel", variable.name, value), f"{variable.name}={value!r} can't be used, {instead}.")
