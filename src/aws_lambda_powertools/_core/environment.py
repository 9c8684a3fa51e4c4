"""Every environment variable the toolkit reads: name, parser, default and what it does.

The table is the documentation: `docs/environment_variables.md` is generated from it, section by section. What a
variable does stands below its row, as text that costs a cold start nothing.

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
    Value = None
    Generic = {Value: object}  # subscribed, it gives the base class; importing `typing` would take 2 ms

TRUE_WORDS = frozenset(("1", "y", "yes", "t", "true", "on"))
FALSE_WORDS = frozenset(("0", "n", "no", "f", "false", "off"))

registry: list[Variable[Any]] = []

_entry_of: Callable[[str], Any] = getattr(os.environ, "encodekey", str)


class Variable(Generic[Value]):
    """One environment variable: `get()` reads it, `resolve(choice)` lets an explicit choice win."""

    __slots__ = ("_entry", "default", "name", "parse")

    def __init__(self, name: str, parse: Callable[[str], Value], default: Value) -> None:
        self.name = name
        self._entry: Any = _entry_of(name)
        self.parse = parse
        self.default = default
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


def optional(name: str) -> Variable[str | None]:
    """A text variable that is None unless it is set."""
    made: Variable[str | None] = Variable(name, str, None)
    return made


def switch(name: str, default: bool = False) -> Variable[bool]:
    """A yes-or-no variable."""
    return Variable(name, truthy, default)


def optional_switch(name: str) -> Variable[bool | None]:
    """A yes-or-no variable that also knows 'not said'."""
    made: Variable[bool | None] = Variable(name, truthy, None)
    return made


# --- General ---------------------------------------------------------------------------------------------------------

SERVICE_NAME = optional("POWERTOOLS_SERVICE_NAME")
"""Name of the service: log key, metric dimension, trace annotation and metadata namespace. Logs and traces say
`service_undefined` without it; metrics then have no service dimension."""

STRICT = switch("POWERTOOLS_STRICT")
"""Take the better behaviour everywhere where the compatible one is the default (see Compatibility)."""

DEV = switch("POWERTOOLS_DEV")
"""Development mode: indented JSON, tracebacks in responses, CORS `*`, no metrics unless asked for. Never in
production."""

DEBUG = switch("POWERTOOLS_DEBUG")
"""Send the toolkit's own debug lines to standard output."""

MAX_INFLATED_BYTES = Variable("POWERTOOLS_MAX_INFLATED_BYTES", int, 32 * 1024 * 1024)
"""Most bytes that one compressed payload may inflate to; larger ones are refused."""


# --- Logger ----------------------------------------------------------------------------------------------------------

LOG_LEVEL = optional("POWERTOOLS_LOG_LEVEL")
"""Log level; wins over `LOG_LEVEL`."""

PLAIN_LOG_LEVEL = optional("LOG_LEVEL")
"""Log level."""

LAMBDA_LOG_LEVEL = optional("AWS_LAMBDA_LOG_LEVEL")
"""Set by Lambda's advanced logging controls; wins over every other level."""

LOGGER_SAMPLE_RATE = optional("POWERTOOLS_LOGGER_SAMPLE_RATE")
"""Share of invocations (0 to 1) that log at DEBUG."""

LOGGER_LOG_EVENT = switch("POWERTOOLS_LOGGER_LOG_EVENT")
"""Log the incoming event; read at decoration."""

LOG_DEDUPLICATION_DISABLED = switch("POWERTOOLS_LOG_DEDUPLICATION_DISABLED")
"""Let records reach the root logger's handlers as well (test runners that read them there)."""

LOGGER_REDACT_KEYS = optional("POWERTOOLS_LOGGER_REDACT_KEYS")
"""Comma-separated names of keys whose values are not to be logged."""

LOGGER_MAX_LINE_BYTES = Variable("POWERTOOLS_LOGGER_MAX_LINE_BYTES", int, 262_118)
"""Longest line in bytes; longer ones are cut and marked. The default is CloudWatch's event limit; 0 is off."""

LOGGER_LOG_UNCAUGHT_EXCEPTIONS = switch("POWERTOOLS_LOGGER_LOG_UNCAUGHT_EXCEPTIONS")
"""Log an exception that leaves the handler as one structured record."""

LOGGER_TRACE_CONTEXT = optional_switch("POWERTOOLS_LOGGER_TRACE_CONTEXT")
"""Add `trace_id`, `span_id` and `trace_flags` of the current span to each line. On by default with OpenTelemetry."""


# --- Metrics ---------------------------------------------------------------------------------------------------------

METRICS_NAMESPACE = optional("POWERTOOLS_METRICS_NAMESPACE")
"""Namespace of metrics."""

METRICS_DISABLED = optional_switch("POWERTOOLS_METRICS_DISABLED")
"""Do not emit metrics; read at each flush. Said explicitly, it wins over development mode."""

METRICS_FUNCTION_NAME = optional("POWERTOOLS_METRICS_FUNCTION_NAME")
"""`function_name` dimension of the ColdStart metric."""

METRICS_TRACE_CONTEXT = switch("POWERTOOLS_METRICS_TRACE_CONTEXT")
"""Write the trace id as metadata beside the metrics."""

DD_FLUSH_TO_LOG = switch("DD_FLUSH_TO_LOG")
"""Datadog metrics go to the log, not the extension."""


# --- Tracer ----------------------------------------------------------------------------------------------------------

TRACE_DISABLED = switch("POWERTOOLS_TRACE_DISABLED")
"""Switch tracing off."""

TRACER_PROVIDER = optional("POWERTOOLS_TRACER_PROVIDER")
"""Backend: `xray`, `otel` (or `opentelemetry`), `xray-sdk`, `noop`; unset, the best fit is chosen."""

TRACER_CAPTURE_RESPONSE = switch("POWERTOOLS_TRACER_CAPTURE_RESPONSE", default=True)
"""Keep return values as metadata; read at decoration."""

TRACER_CAPTURE_ERROR = switch("POWERTOOLS_TRACER_CAPTURE_ERROR", default=True)
"""Keep exceptions as metadata; read at decoration."""

TRACE_MIDDLEWARES = switch("POWERTOOLS_TRACE_MIDDLEWARES")
"""A subsegment for each middleware; read at decoration."""

TRACER_IN_PROGRESS = switch("POWERTOOLS_TRACER_IN_PROGRESS")
"""Also send the handler's subsegment when it starts, so that a timed-out invocation keeps its tree."""

TRACER_CAPTURE_SQL = switch("POWERTOOLS_TRACER_CAPTURE_SQL")
"""Record SQL texts, never their parameters."""

XRAY_DAEMON_ADDRESS = Variable("AWS_XRAY_DAEMON_ADDRESS", str, "127.0.0.1:2000")
"""Where segment documents go; set by Lambda (`host:port`, or `tcp:host:port udp:host:port`)."""

XRAY_SDK_ENABLED = switch("AWS_XRAY_SDK_ENABLED", default=True)
"""`false` switches tracing off, as in the SDK."""


# --- Parameters ------------------------------------------------------------------------------------------------------

PARAMETERS_MAX_AGE = Variable("POWERTOOLS_PARAMETERS_MAX_AGE", int, 300)
"""Seconds that a value is remembered; read at each fetch."""

PARAMETERS_SSM_DECRYPT = switch("POWERTOOLS_PARAMETERS_SSM_DECRYPT")
"""Decrypt SecureString parameters; read at each call."""

APPCONFIG_EXTENSION_PORT = Variable("AWS_APPCONFIG_EXTENSION_HTTP_PORT", int, 2772)
"""Where the AppConfig extension listens."""

PARAMETERS_EXTENSION_PORT = Variable("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", int, 2773)
"""Where the Parameters and Secrets extension listens."""


# --- Idempotency -----------------------------------------------------------------------------------------------------

IDEMPOTENCY_DISABLED = switch("POWERTOOLS_IDEMPOTENCY_DISABLED")
"""Run every call, for development; read at each call."""


# --- Circuit breaker -------------------------------------------------------------------------------------------------

CIRCUIT_BREAKER_DISABLED = switch("POWERTOOLS_CIRCUIT_BREAKER_DISABLED")
"""Let every call pass, for development; read at each call."""


# --- Event handler ---------------------------------------------------------------------------------------------------

EVENT_HANDLER_DEBUG = switch("POWERTOOLS_EVENT_HANDLER_DEBUG")
"""Tracebacks in responses, indented JSON, CORS `*`."""


# --- Set by Lambda ---------------------------------------------------------------------------------------------------

LAMBDA_FUNCTION_NAME = optional("AWS_LAMBDA_FUNCTION_NAME")
"""Name of the function."""

LAMBDA_INITIALIZATION_TYPE = optional("AWS_LAMBDA_INITIALIZATION_TYPE")
"""`provisioned-concurrency` means that no invocation is a cold start."""

LAMBDA_TASK_ROOT = optional("LAMBDA_TASK_ROOT")
"""Where the function's code lies; without it, tracing is off."""

AWS_EXECUTION_ENV = Variable("AWS_EXECUTION_ENV", str, "NA")
"""Name of the runtime; goes into the user agent."""

AWS_SAM_LOCAL = optional("AWS_SAM_LOCAL")
"""Set by `sam local`; switches tracing off."""

CHALICE_LOCAL = optional("AWS_CHALICE_CLI_MODE")
"""Set by `chalice local`; switches tracing off."""

AWS_SESSION_TOKEN = optional("AWS_SESSION_TOKEN")
"""Credentials of the function; shown to the Parameters and Secrets extension at each fetch."""

XRAY_TRACE_ID = optional("_X_AMZN_TRACE_ID")
"""Trace header of the invocation; read at each invocation."""

LAMBDA_METADATA_API = optional("AWS_LAMBDA_METADATA_API")
"""Host of the metadata endpoint; read at each fetch."""

LAMBDA_METADATA_TOKEN = optional("AWS_LAMBDA_METADATA_TOKEN")
"""Token of the metadata endpoint; read at each fetch."""
