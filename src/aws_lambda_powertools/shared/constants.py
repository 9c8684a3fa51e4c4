"""Names of environment variables and a few fixed values, for code that refers to them by constant."""

from __future__ import annotations

from aws_lambda_powertools._core import environment

# Tracer
TRACER_CAPTURE_RESPONSE_ENV = environment.TRACER_CAPTURE_RESPONSE.name
TRACER_CAPTURE_ERROR_ENV = environment.TRACER_CAPTURE_ERROR.name
TRACER_DISABLED_ENV = environment.TRACE_DISABLED.name
XRAY_SDK_MODULE = "aws_xray_sdk"
XRAY_SDK_CORE_MODULE = "aws_xray_sdk.core"
XRAY_TRACE_ID_ENV = environment.XRAY_TRACE_ID.name
MIDDLEWARE_FACTORY_TRACE_ENV = environment.TRACE_MIDDLEWARES.name
INVALID_XRAY_NAME_CHARACTERS = r"[?;*()!$~^<>]"

# Logger
LOGGER_LOG_SAMPLING_RATE = environment.LOGGER_SAMPLE_RATE.name
LOGGER_LOG_EVENT_ENV = environment.LOGGER_LOG_EVENT.name
LOGGER_LOG_DEDUPLICATION_ENV = environment.LOG_DEDUPLICATION_DISABLED.name
LOGGER_LAMBDA_CONTEXT_KEYS = [
    "function_arn",
    "function_memory_size",
    "function_name",
    "function_request_id",
    "cold_start",
    "xray_trace_id",
]
POWERTOOLS_LOG_LEVEL_ENV = environment.LOG_LEVEL.name
POWERTOOLS_LOG_LEVEL_LEGACY_ENV = environment.PLAIN_LOG_LEVEL.name
LAMBDA_LOG_LEVEL_ENV = environment.LAMBDA_LOG_LEVEL.name

# Levels of Lambda's advanced logging controls, as those of `logging`.
# Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
LAMBDA_ADVANCED_LOGGING_LEVELS: dict[str | None, str | None] = {
    None: None,
    "TRACE": "NOTSET",
    "DEBUG": "DEBUG",
    "INFO": "INFO",
    "WARN": "WARNING",
    "ERROR": "ERROR",
    "FATAL": "CRITICAL",
}

# Metrics
METRICS_NAMESPACE_ENV = environment.METRICS_NAMESPACE.name
METRICS_DISABLED_ENV = environment.METRICS_DISABLED.name
METRICS_FUNCTION_NAME_ENV = environment.METRICS_FUNCTION_NAME.name
DATADOG_FLUSH_TO_LOG = environment.DD_FLUSH_TO_LOG.name
SERVICE_NAME_ENV = environment.SERVICE_NAME.name
EMF_MAX_TIMESTAMP_PAST_AGE = 14 * 24 * 60 * 60 * 1000  # milliseconds
EMF_MAX_TIMESTAMP_FUTURE_AGE = 2 * 60 * 60 * 1000  # milliseconds

# Where the function runs
LAMBDA_TASK_ROOT_ENV = environment.LAMBDA_TASK_ROOT.name
SAM_LOCAL_ENV = environment.AWS_SAM_LOCAL.name
CHALICE_LOCAL_ENV = environment.CHALICE_LOCAL.name
LAMBDA_FUNCTION_NAME_ENV = environment.LAMBDA_FUNCTION_NAME.name
LAMBDA_INITIALIZATION_TYPE = environment.LAMBDA_INITIALIZATION_TYPE.name
LAMBDA_METADATA_API_ENV = environment.LAMBDA_METADATA_API.name
LAMBDA_METADATA_TOKEN_ENV = environment.LAMBDA_METADATA_TOKEN.name
METADATA_API_VERSION = "2026-01-15"
METADATA_PATH = "/metadata/execution-environment"
METADATA_DEFAULT_TIMEOUT_SECS = 1.0

# Development
POWERTOOLS_DEV_ENV = environment.DEV.name
POWERTOOLS_DEBUG_ENV = environment.DEBUG.name
PRETTY_INDENT = 4
COMPACT_INDENT = None
