"""Every environment variable the toolkit reads: name, parser, default and what it does.

The table is the documentation: `docs/environment_variables.md` is generated from it.

    log_event = LOG_EVENT.resolve(log_event)     # an explicit choice, else the environment, else the default

Variables are read when an object is constructed, except those whose description says otherwise.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, TypeVar

    Value = TypeVar("Value")
else:
    from aws_lambda_powertools._core.typing_names import Generic

    Value = None

TRUE_WORDS = frozenset(("1", "y", "yes", "t", "true", "on"))
FALSE_WORDS = frozenset(("0", "n", "no", "f", "false", "off"))

registry: list[Variable[Any]] = []

_entry_of: Callable[[str], Any] = getattr(os.environ, "encodekey", str)


def truthy(text: str) -> bool:
    """Whether a word means yes; ValueError for words that mean neither yes nor no."""
    word = text.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise ValueError(f"invalid truth value {text!r}; use one of {_words(TRUE_WORDS)}, or {_words(FALSE_WORDS)}")


def _words(words: frozenset[str]) -> str:
    return ", ".join(sorted(words))


class Variable(Generic[Value]):
    """One environment variable: `get()` reads it, `resolve(choice)` lets an explicit choice win."""

    __slots__ = ("_entry", "default", "description", "group", "name", "parse")

    def __init__(
        self, name: str, parse: Callable[[str], Value], default: Value, description: str, group: str = "General"
    ) -> None:
        self.name = name
        self._entry: Any = _entry_of(name)
        self.parse = parse
        self.default = default
        self.description = description
        self.group = group
        registry.append(self)

    def is_set(self) -> bool:
        """Whether the environment has the variable. For what is asked often: `os.environ` takes ten times as long."""
        entries = getattr(os.environ, "_data", None)  # its keys are encoded; somebody's replacement may have none
        return self.name in os.environ if entries is None else self._entry in entries

    def entry(self) -> Any:
        """What the environment holds, as it holds it; None if nothing. Enough to see cheaply whether it has changed."""
        entries = getattr(os.environ, "_data", None)
        return os.environ.get(self.name) if entries is None else entries.get(self._entry)

    def get(self) -> Value:
        """The value in the environment, parsed; the default when it is unset or empty."""
        if not self.is_set():
            return self.default
        text = os.environ.get(self.name)
        if not text:
            return self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise ValueError(f"Environment variable {self.name}: {error}") from error

    def resolve(self, choice: Value | None) -> Value:
        """The choice, unless it is None; else what the environment says."""
        return self.get() if choice is None else choice

    def __repr__(self) -> str:
        return f"Variable({self.name!r}, default={self.default!r})"


def optional(name: str, description: str, group: str) -> Variable[str | None]:
    """A text variable that is None unless it is set."""
    return Variable[str | None](name, str, None, description, group)


def switch(name: str, default: bool, description: str, group: str) -> Variable[bool]:
    """A yes-or-no variable."""
    return Variable(name, truthy, default, description, group)


def optional_switch(name: str, description: str, group: str) -> Variable[bool | None]:
    """A yes-or-no variable that also knows 'not said'."""
    return Variable[bool | None](name, truthy, None, description, group)


# --- General ---------------------------------------------------------------------------------------------------

SERVICE_NAME = optional(
    "POWERTOOLS_SERVICE_NAME",
    "Name of the service: log key, metric dimension, trace annotation and metadata namespace. "
    "Logs and traces say `service_undefined` without it; metrics then have no service dimension.",
    "General",
)
STRICT = switch(
    "POWERTOOLS_STRICT",
    False,
    "Take the better behaviour everywhere where the compatible one is the default (see Compatibility).",
    "General",
)
DEV = switch(
    "POWERTOOLS_DEV",
    False,
    "Development mode: indented JSON, tracebacks in responses, CORS `*`, no metrics unless asked for. "
    "Never in production.",
    "General",
)
DEBUG = switch("POWERTOOLS_DEBUG", False, "Send the toolkit's own debug lines to standard output.", "General")
MAX_INFLATED_BYTES = Variable(
    "POWERTOOLS_MAX_INFLATED_BYTES",
    int,
    32 * 1024 * 1024,
    "Most bytes that one compressed payload may inflate to; larger ones are refused.",
    "General",
)

# --- Logger ----------------------------------------------------------------------------------------------------

LOG_LEVEL = optional("POWERTOOLS_LOG_LEVEL", "Log level; wins over `LOG_LEVEL`.", "Logger")
PLAIN_LOG_LEVEL = optional("LOG_LEVEL", "Log level.", "Logger")
LAMBDA_LOG_LEVEL = optional(
    "AWS_LAMBDA_LOG_LEVEL", "Set by Lambda's advanced logging controls; wins over every other level.", "Logger"
)
LOGGER_SAMPLE_RATE = optional(
    "POWERTOOLS_LOGGER_SAMPLE_RATE", "Share of invocations (0 to 1) that log at DEBUG.", "Logger"
)
LOGGER_LOG_EVENT = switch("POWERTOOLS_LOGGER_LOG_EVENT", False, "Log the incoming event; read at decoration.", "Logger")
LOG_DEDUPLICATION_DISABLED = switch(
    "POWERTOOLS_LOG_DEDUPLICATION_DISABLED",
    False,
    "Let records reach the root logger's handlers as well (test runners that read them there).",
    "Logger",
)
LOGGER_REDACT_KEYS = optional(
    "POWERTOOLS_LOGGER_REDACT_KEYS", "Comma-separated names of keys whose values are not to be logged.", "Logger"
)
LOGGER_MAX_LINE_BYTES = Variable(
    "POWERTOOLS_LOGGER_MAX_LINE_BYTES",
    int,
    262_118,
    "Longest line in bytes; longer ones are cut and marked. The default is CloudWatch's event limit; 0 is off.",
    "Logger",
)
LOGGER_LOG_UNCAUGHT_EXCEPTIONS = switch(
    "POWERTOOLS_LOGGER_LOG_UNCAUGHT_EXCEPTIONS",
    False,
    "Log an exception that leaves the handler as one structured record.",
    "Logger",
)
LOGGER_TRACE_CONTEXT = optional_switch(
    "POWERTOOLS_LOGGER_TRACE_CONTEXT",
    "Add `trace_id`, `span_id` and `trace_flags` of the current span to each line. On by default with OpenTelemetry.",
    "Logger",
)

# --- Metrics ---------------------------------------------------------------------------------------------------

METRICS_NAMESPACE = optional("POWERTOOLS_METRICS_NAMESPACE", "Namespace of metrics.", "Metrics")
METRICS_DISABLED = optional_switch(
    "POWERTOOLS_METRICS_DISABLED",
    "Do not emit metrics; read at each flush. Said explicitly, it wins over development mode.",
    "Metrics",
)
METRICS_FUNCTION_NAME = optional(
    "POWERTOOLS_METRICS_FUNCTION_NAME", "`function_name` dimension of the ColdStart metric.", "Metrics"
)
METRICS_TRACE_CONTEXT = switch(
    "POWERTOOLS_METRICS_TRACE_CONTEXT", False, "Write the trace id as metadata beside the metrics.", "Metrics"
)
DD_FLUSH_TO_LOG = switch("DD_FLUSH_TO_LOG", False, "Datadog metrics go to the log, not the extension.", "Metrics")

# --- Tracer ----------------------------------------------------------------------------------------------------

TRACE_DISABLED = switch("POWERTOOLS_TRACE_DISABLED", False, "Switch tracing off.", "Tracer")
TRACER_PROVIDER = optional(
    "POWERTOOLS_TRACER_PROVIDER",
    "Backend: `xray`, `otel` (or `opentelemetry`), `xray-sdk`, `noop`; unset, the best fit is chosen.",
    "Tracer",
)
TRACER_CAPTURE_RESPONSE = switch(
    "POWERTOOLS_TRACER_CAPTURE_RESPONSE", True, "Keep return values as metadata; read at decoration.", "Tracer"
)
TRACER_CAPTURE_ERROR = switch(
    "POWERTOOLS_TRACER_CAPTURE_ERROR", True, "Keep exceptions as metadata; read at decoration.", "Tracer"
)
TRACE_MIDDLEWARES = switch(
    "POWERTOOLS_TRACE_MIDDLEWARES", False, "A subsegment for each middleware; read at decoration.", "Tracer"
)
TRACER_IN_PROGRESS = switch(
    "POWERTOOLS_TRACER_IN_PROGRESS",
    False,
    "Also send the handler's subsegment when it starts, so that a timed-out invocation keeps its tree.",
    "Tracer",
)
TRACER_CAPTURE_SQL = switch(
    "POWERTOOLS_TRACER_CAPTURE_SQL", False, "Record SQL texts, never their parameters.", "Tracer"
)
XRAY_DAEMON_ADDRESS = Variable(
    "AWS_XRAY_DAEMON_ADDRESS",
    str,
    "127.0.0.1:2000",
    "Where segment documents go; set by Lambda (`host:port`, or `tcp:host:port udp:host:port`).",
    "Tracer",
)
XRAY_SDK_ENABLED = switch("AWS_XRAY_SDK_ENABLED", True, "`false` switches tracing off, as in the SDK.", "Tracer")

# --- Event handler ---------------------------------------------------------------------------------------------

EVENT_HANDLER_DEBUG = switch(
    "POWERTOOLS_EVENT_HANDLER_DEBUG", False, "Tracebacks in responses, indented JSON, CORS `*`.", "Event handler"
)

# --- Set by Lambda ---------------------------------------------------------------------------------------------

LAMBDA_FUNCTION_NAME = optional("AWS_LAMBDA_FUNCTION_NAME", "Name of the function.", "Set by Lambda")
LAMBDA_INITIALIZATION_TYPE = optional(
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "`provisioned-concurrency` means that no invocation is a cold start.",
    "Set by Lambda",
)
LAMBDA_TASK_ROOT = optional(
    "LAMBDA_TASK_ROOT", "Where the function's code lies; without it, tracing is off.", "Set by Lambda"
)
AWS_EXECUTION_ENV = Variable(
    "AWS_EXECUTION_ENV", str, "NA", "Name of the runtime; goes into the user agent.", "Set by Lambda"
)
AWS_SAM_LOCAL = optional("AWS_SAM_LOCAL", "Set by `sam local`; switches tracing off.", "Set by Lambda")
CHALICE_LOCAL = optional("AWS_CHALICE_CLI_MODE", "Set by `chalice local`; switches tracing off.", "Set by Lambda")
XRAY_TRACE_ID = optional(
    "_X_AMZN_TRACE_ID", "Trace header of the invocation; read at each invocation.", "Set by Lambda"
)
LAMBDA_METADATA_API = optional(
    "AWS_LAMBDA_METADATA_API", "Host of the metadata endpoint; read at each fetch.", "Set by Lambda"
)
LAMBDA_METADATA_TOKEN = optional(
    "AWS_LAMBDA_METADATA_TOKEN", "Token of the metadata endpoint; read at each fetch.", "Set by Lambda"
)
