"""JMESPath expressions that unwrap the usual events."""

from aws_lambda_powertools.utilities.jmespath_utils.envelopes import (
    API_GATEWAY_HTTP,
    API_GATEWAY_REST,
    CLOUDWATCH_EVENTS_SCHEDULED,
    CLOUDWATCH_LOGS,
    EVENTBRIDGE,
    KINESIS_DATA_STREAM,
    S3_EVENTBRIDGE_SQS,
    S3_KINESIS_FIREHOSE,
    S3_SNS_KINESIS_FIREHOSE,
    S3_SNS_SQS,
    S3_SQS,
    SNS,
    SQS,
)

__all__ = [
    "API_GATEWAY_HTTP",
    "API_GATEWAY_REST",
    "CLOUDWATCH_EVENTS_SCHEDULED",
    "CLOUDWATCH_LOGS",
    "EVENTBRIDGE",
    "KINESIS_DATA_STREAM",
    "S3_EVENTBRIDGE_SQS",
    "S3_KINESIS_FIREHOSE",
    "S3_SNS_KINESIS_FIREHOSE",
    "S3_SNS_SQS",
    "S3_SQS",
    "SNS",
    "SQS",
]
