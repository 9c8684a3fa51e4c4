"""The part of the table of environment variables that only the OpenTelemetry backend of Tracer reads.

It stands by itself, so that functions without that backend need not load it. Names and meanings are those of
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
"""

from __future__ import annotations

from aws_lambda_powertools._core.environment import Variable, optional, switch

GROUP = "Tracer with OpenTelemetry"

FLUSH_TIMEOUT = Variable(
    "POWERTOOLS_TRACER_FLUSH_TIMEOUT",
    int,
    500,
    "Most milliseconds that an invocation waits at its end until spans are exported.",
    GROUP,
)
EXPORT_UNSAMPLED = switch(
    "POWERTOOLS_TRACER_EXPORT_UNSAMPLED",
    False,
    "Also send spans of traces that are not sampled, marked as such, for CloudWatch Transaction Search (UDP only).",
    GROUP,
)
APPLICATION_SIGNALS = switch(
    "OTEL_AWS_APPLICATION_SIGNALS_ENABLED",
    False,
    "Application Signals is on: also send spans of traces that are not sampled (UDP only).",
    GROUP,
)
SDK_DISABLED = switch("OTEL_SDK_DISABLED", False, "Switch the OpenTelemetry backend off.", GROUP)
SERVICE_NAME = optional("OTEL_SERVICE_NAME", "`service.name`; else the Tracer's service, else the function.", GROUP)
RESOURCE_ATTRIBUTES = optional(
    "OTEL_RESOURCE_ATTRIBUTES", "More attributes of the resource: `key=value,key=value`, percent-encoded.", GROUP
)
PROPAGATORS = optional(
    "OTEL_PROPAGATORS",
    "How trace context comes and goes: a list of `tracecontext`, `baggage`, `xray`, `xray-lambda`, or `none`. "
    "Default: `baggage,xray-lambda,tracecontext` if spans go to AWS, else `tracecontext,baggage,xray`.",
    GROUP,
)
SAMPLER = Variable(
    "OTEL_TRACES_SAMPLER",
    str,
    "parentbased_always_on",
    "`always_on`, `always_off`, `traceidratio`, or one of them after `parentbased_`.",
    GROUP,
)
SAMPLER_ARGUMENT = optional("OTEL_TRACES_SAMPLER_ARG", "The ratio (0 to 1) of `traceidratio`.", GROUP)
EXPORTER = Variable("OTEL_TRACES_EXPORTER", str, "otlp", "`otlp`, `console` or `none`.", GROUP)
LONGEST_TEXT = Variable(
    "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", int, 12 * 1024, "Characters kept of a text attribute.", GROUP
)
MOST_ATTRIBUTES = Variable("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", int, 128, "Attributes kept of a span.", GROUP)


class Exporting:
    """A setting of the OTLP exporter: its form for traces wins over the general one."""

    __slots__ = ("general", "of_traces")

    def __init__(self, name: str, description: str) -> None:
        self.of_traces = optional(f"OTEL_EXPORTER_OTLP_TRACES_{name}", f"{description} For traces.", GROUP)
        self.general = optional(f"OTEL_EXPORTER_OTLP_{name}", description, GROUP)

    def get(self) -> str | None:
        """What is set for traces, else for all signals."""
        return self.of_traces.get() or self.general.get()


ENDPOINT = Exporting("ENDPOINT", "Where spans go over HTTP; without it, to the X-Ray daemon over UDP.")
PROTOCOL = Exporting("PROTOCOL", "`http/protobuf` (default) or `http/json`.")
HEADERS = Exporting("HEADERS", "Headers of each export: `key=value,key=value`, percent-encoded.")
COMPRESSION = Exporting("COMPRESSION", "`gzip` or `none` (default).")
TIMEOUT = Exporting("TIMEOUT", "Most milliseconds of one export.")
CERTIFICATE = Exporting("CERTIFICATE", "File with the certificates to trust.")

FUNCTION_VERSION = optional("AWS_LAMBDA_FUNCTION_VERSION", "Version of the function.", "Set by Lambda")
FUNCTION_MEMORY = optional("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "Memory of the function in MB.", "Set by Lambda")
LOG_GROUP = optional("AWS_LAMBDA_LOG_GROUP_NAME", "Log group of the function.", "Set by Lambda")
LOG_STREAM = optional("AWS_LAMBDA_LOG_STREAM_NAME", "Names this execution environment.", "Set by Lambda")
REGION = optional("AWS_REGION", "Region of the function.", "Set by Lambda")
