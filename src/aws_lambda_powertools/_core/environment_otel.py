"""The part of the table of environment variables that only the OpenTelemetry backend of Tracer reads.

It stands by itself, so that functions without that backend need not load it. Names and meanings are those of
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
"""

from __future__ import annotations

from aws_lambda_powertools._core.environment import Variable, optional, switch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    Value = TypeVar("Value")


def read(variable: Variable[Value]) -> Value:
    """The value of a variable; with a warning its default where the value can't be used, as OpenTelemetry wants it."""
    try:
        return variable.get()
    except ValueError as error:
        from aws_lambda_powertools._core.notices import warn_once

        warn_once(("tracing", "otel", variable.name), f"{error}; {variable.default!r} is used.")
        return variable.default


def whole_number(text: str) -> int:
    """A number that is not negative; ValueError for what is none."""
    if not text.strip().isdecimal():
        raise ValueError(f"{text!r} is no whole number")
    return int(text)


# --- Tracer with OpenTelemetry ---------------------------------------------------------------------------------------

FLUSH_TIMEOUT = Variable("POWERTOOLS_TRACER_FLUSH_TIMEOUT", whole_number, 500)
"""Most milliseconds that an invocation waits at its end until spans are exported."""

EXPORT_UNSAMPLED = switch("POWERTOOLS_TRACER_EXPORT_UNSAMPLED")
"""Also send spans of traces that are not sampled, marked as such, for CloudWatch Transaction Search (UDP only)."""

APPLICATION_SIGNALS = switch("OTEL_AWS_APPLICATION_SIGNALS_ENABLED")
"""Application Signals is on: also send spans of traces that are not sampled (UDP only)."""

SDK_DISABLED = switch("OTEL_SDK_DISABLED")
"""Switch the OpenTelemetry backend off."""

TRACER_PROVIDER = optional("OTEL_PYTHON_TRACER_PROVIDER")
"""Name of the tracer provider that OpenTelemetry's API loads by itself; with one, Tracer leaves that API alone."""

SERVICE_NAME = optional("OTEL_SERVICE_NAME")
"""`service.name`; else the Tracer's service, else the name of the function."""

RESOURCE_ATTRIBUTES = optional("OTEL_RESOURCE_ATTRIBUTES")
"""More attributes of the resource: `key=value,key=value`, percent-encoded."""

PROPAGATORS = optional("OTEL_PROPAGATORS")
"""How trace context comes and goes: a list of `tracecontext`, `baggage`, `xray`, `xray-lambda`, or `none`. Default:
`baggage,xray-lambda,tracecontext` if spans go to AWS, else `tracecontext,baggage,xray`."""

SAMPLER = Variable("OTEL_TRACES_SAMPLER", str, "parentbased_always_on")
"""`always_on`, `always_off`, `traceidratio`, `parentbased_always_on`, `parentbased_always_off` or
`parentbased_traceidratio`."""

SAMPLER_ARGUMENT = optional("OTEL_TRACES_SAMPLER_ARG")
"""The ratio (0 to 1) of `traceidratio`."""

EXPORTER = Variable("OTEL_TRACES_EXPORTER", str, "otlp")
"""`otlp`, `console` or `none`."""

LONGEST_TEXT = Variable("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", whole_number, 12 * 1024)
"""Characters kept of a text attribute."""

MOST_ATTRIBUTES = Variable("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", whole_number, 128)
"""Attributes kept of a span."""

ENDPOINT = optional("OTEL_EXPORTER_OTLP_ENDPOINT")
"""Where spans go over HTTP, without `/v1/traces`; without an endpoint they go to the X-Ray daemon over UDP."""

TRACES_ENDPOINT = optional("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
"""The whole address for traces; wins over the general endpoint."""

PROTOCOL = optional("OTEL_EXPORTER_OTLP_PROTOCOL")
"""`http/protobuf` (default) or `http/json`."""

TRACES_PROTOCOL = optional("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
"""The protocol for traces; wins over the general one."""

HEADERS = optional("OTEL_EXPORTER_OTLP_HEADERS")
"""Headers of each export: `key=value,key=value`, percent-encoded."""

TRACES_HEADERS = optional("OTEL_EXPORTER_OTLP_TRACES_HEADERS")
"""Headers for traces; they win over the general ones."""

COMPRESSION = optional("OTEL_EXPORTER_OTLP_COMPRESSION")
"""`gzip` or `none` (default)."""

TRACES_COMPRESSION = optional("OTEL_EXPORTER_OTLP_TRACES_COMPRESSION")
"""The compression for traces; wins over the general one."""

TIMEOUT = optional("OTEL_EXPORTER_OTLP_TIMEOUT")
"""Most milliseconds (numbers up to 60: seconds) of one export; POWERTOOLS_TRACER_FLUSH_TIMEOUT holds as well."""

TRACES_TIMEOUT = optional("OTEL_EXPORTER_OTLP_TRACES_TIMEOUT")
"""The timeout for traces; wins over the general one."""

CERTIFICATE = optional("OTEL_EXPORTER_OTLP_CERTIFICATE")
"""File with the certificates to trust."""

TRACES_CERTIFICATE = optional("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE")
"""The certificates for traces; win over the general ones."""

FUNCTION_VERSION = optional("AWS_LAMBDA_FUNCTION_VERSION")
"""Version of the function; set by Lambda, `faas.version`."""

FUNCTION_MEMORY = optional("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
"""Memory of the function in MB; set by Lambda, `faas.max_memory`."""

LOG_GROUP = optional("AWS_LAMBDA_LOG_GROUP_NAME")
"""Log group of the function; set by Lambda, `aws.log.group.names`."""

LOG_STREAM = optional("AWS_LAMBDA_LOG_STREAM_NAME")
"""Name of the execution environment; set by Lambda, `faas.instance`."""

REGION = optional("AWS_REGION")
"""Region of the function; set by Lambda, `cloud.region`."""

EXEC_WRAPPER = optional("AWS_LAMBDA_EXEC_WRAPPER")
"""The program that starts the runtime; `/opt/otel-instrument` is that of the ADOT layer."""
