"""Which public imports the import table measures, and to which part of the work each belongs."""

from __future__ import annotations

_PACKAGE = "aws_lambda_powertools"

_NAMES: tuple[tuple[int, str, str], ...] = (
    (1, "", "Logger"),
    (1, "", "Logger, Metrics, Tracer"),
    (1, ".exceptions", "InvalidEnvelopeExpressionError"),
    (1, ".logging", "Logger"),
    (1, ".logging", "correlation_paths"),
    (1, ".logging", "utils"),
    (1, ".logging.buffer", "LoggerBufferConfig"),
    (1, ".logging.formatter", "LambdaPowertoolsFormatter"),
    (1, ".logging.formatters.datadog", "DatadogLogFormatter"),
    (1, ".metrics", "Metrics, MetricUnit"),
    (1, ".metrics", "single_metric"),
    (1, ".metrics.provider.datadog", "DatadogMetrics"),
    (1, ".middleware_factory", "lambda_handler_decorator"),
    (1, ".tracing", "Tracer"),
    (1, ".utilities.jmespath_utils", "query"),
    (1, ".utilities.metadata", "get_lambda_metadata"),
    (1, ".utilities.serialization", "base64_decode"),
    (1, ".utilities.typing", "LambdaContext"),
    (3, ".utilities.data_classes", "SQSEvent"),
    (3, ".utilities.data_classes", "event_source"),
    (3, ".utilities.parser", "BaseModel, event_parser"),
    (3, ".utilities.parser.envelopes", "SqsEnvelope"),
    (3, ".utilities.parser.models", "SqsModel"),
    (3, ".utilities.validation", "validate"),
    (4, ".event_handler", "APIGatewayRestResolver"),
    (4, ".event_handler", "LambdaFunctionUrlResolver"),
    (4, ".event_handler.exceptions", "NotFoundError"),
    (4, ".event_handler.openapi.params", "Query"),
    (5, ".event_handler", "AppSyncResolver"),
    (5, ".event_handler", "BedrockAgentResolver"),
    (6, ".utilities.circuit_breaker", "CircuitBreakerConfig"),
    (6, ".utilities.idempotency", "DynamoDBPersistenceLayer, idempotent"),
    (7, ".utilities.batch", "BatchProcessor, EventType, process_partial_response"),
    (7, ".utilities.kafka", "kafka_consumer"),
    (7, ".utilities.streaming", "S3Object"),
    (8, ".utilities.data_masking", "DataMasking"),
    (8, ".utilities.feature_flags", "FeatureFlags"),
    (8, ".utilities.parameters", "get_parameter"),
)

IMPORTS: dict[str, int] = {
    f"import {_PACKAGE}": 1,
    **{f"from {_PACKAGE}{module} import {names}": part for part, module, names in _NAMES},
}
"""Import statement to part."""
