"""Which request and response parameters of AWS operations stand in a segment: the ones the X-Ray SDK records.

Each row: operations, parameters of the request, parameters of the response. A parameter stands under its name in
snake case, or under the name after `=`. `/keys` records the keys of a mapping, `/count` the length of a list: names
and numbers may be shown in a trace, the users' data not.
"""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Row = tuple[str, str, str]
    Parameter = tuple[str, str, str]
    """Name, what is recorded of it (`""`, `keys`, `count`), and under which name."""

BUCKET_OPERATIONS = (
    "CreateBucket DeleteBucket DeleteBucketAnalyticsConfiguration DeleteBucketCors DeleteBucketEncryption "
    "DeleteBucketInventoryConfiguration DeleteBucketLifecycleConfiguration DeleteBucketMetricsConfiguration "
    "DeleteBucketPolicy DeleteBucketReplicationConfiguration DeleteBucketTagging DeleteBucketWebsite DeleteObjects "
    "GetBucketAccelerateConfiguration GetBucketAcl GetBucketAnalyticsConfiguration GetBucketCors GetBucketEncryption "
    "GetBucketInventoryConfiguration GetBucketLifecycleConfiguration GetBucketLocation GetBucketLogging "
    "GetBucketMetricsConfiguration GetBucketNotificationConfiguration GetBucketPolicy "
    "GetBucketReplicationConfiguration GetBucketTagging GetBucketVersioning GetBucketWebsite HeadBucket "
    "ListBucketAnalyticsConfigurations ListBucketInventoryConfigurations ListBucketMetricsConfigurations "
    "PutBucketAccelerateConfiguration PutBucketAcl PutBucketAnalyticsConfiguration PutBucketCors PutBucketEncryption "
    "PutBucketInventoryConfiguration PutBucketMetricsConfiguration PutBucketNotificationConfiguration PutBucketPolicy "
    "PutBucketReplicationConfiguration PutBucketTagging PutBucketVersioning PutBucketWebsite"
)
"""Operations on an S3 bucket as a whole."""

OPERATIONS: dict[str, tuple[Row, ...]] = {
    "dynamodb": (
        ("BatchGetItem", "RequestItems/keys=table_names", "ConsumedCapacity"),
        ("BatchWriteItem", "RequestItems/keys=table_names", "ConsumedCapacity ItemCollectionMetrics"),
        ("CreateTable", "GlobalSecondaryIndexes LocalSecondaryIndexes ProvisionedThroughput TableName", ""),
        ("DeleteTable DescribeTable", "TableName", ""),
        ("DeleteItem PutItem UpdateItem", "TableName", "ConsumedCapacity ItemCollectionMetrics"),
        ("GetItem", "ConsistentRead ProjectionExpression TableName", "ConsumedCapacity"),
        ("ListTables", "ExclusiveStartTableName Limit", "TableNames/count=table_count"),
        (
            "Query",
            "AttributesToGet ConsistentRead IndexName Limit ProjectionExpression ScanIndexForward Select TableName",
            "ConsumedCapacity",
        ),
        (
            "Scan",
            (
                "AttributesToGet ConsistentRead IndexName Limit ProjectionExpression Segment Select TableName "
                "TotalSegments"
            ),
            "ConsumedCapacity Count ScannedCount",
        ),
        ("UpdateTable", "AttributeDefinitions GlobalSecondaryIndexUpdates ProvisionedThroughput TableName", ""),
    ),
    "lambda": (
        ("Invoke", "FunctionName InvocationType LogType Qualifier", "FunctionError StatusCode"),
        ("InvokeAsync", "FunctionName", "Status"),
    ),
    "runtime.sagemaker": (("InvokeEndpoint", "EndpointName", ""),),
    "s3": (
        (
            BUCKET_OPERATIONS,
            "Bucket=bucket_name",
            "",
        ),
        (
            "AbortMultipartUpload CompleteMultipartUpload DeleteObject ListParts PutObject UploadPart",
            "Bucket=bucket_name Key",
            "",
        ),
        (
            "DeleteObjectTagging GetObject GetObjectAcl GetObjectTagging PutObjectTagging RestoreObject",
            "Bucket=bucket_name Key VersionId",
            "",
        ),
        ("ListMultipartUploads ListObjects ListObjectsV2", "Bucket=bucket_name Prefix", ""),
        ("CopyObject", "Bucket CopySource Key", ""),
    ),
    "sns": (("Publish PublishBatch", "TopicArn", ""),),
    "sqs": (
        ("AddPermission", "Label QueueUrl", ""),
        ("ChangeMessageVisibility", "QueueUrl VisibilityTimeout", ""),
        ("ChangeMessageVisibilityBatch DeleteMessageBatch", "QueueUrl", "Failed"),
        ("CreateQueue", "Attributes QueueName", ""),
        ("DeleteMessage DeleteQueue PurgeQueue RemovePermission", "QueueUrl", ""),
        ("GetQueueAttributes", "QueueUrl", "Attributes"),
        ("GetQueueUrl", "QueueName QueueOwnerAWSAccountId", "QueueUrl"),
        ("ListDeadLetterSourceQueues", "QueueUrl", ""),
        ("ListQueues", "QueueNamePrefix", "QueueUrls/count=queue_count"),
        (
            "ReceiveMessage",
            "AttributeNames MaxNumberOfMessages MessageAttributeNames QueueUrl VisibilityTimeout WaitTimeSeconds",
            "Messages/count=message_count",
        ),
        ("SendMessage", "DelaySeconds QueueUrl MessageAttributes/keys=message_attribute_names", "MessageId"),
        (
            "SendMessageBatch",
            "QueueUrl Entries/count=message_count",
            "Failed/count=failed_count Successful/count=successful_count",
        ),
        ("SetQueueAttributes", "QueueUrl Attributes/keys=attribute_names", ""),
    ),
}

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def noted_of_request(service: str, operation: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """What a segment says of the parameters of a call."""
    return _noted(_parameters(service, operation)[0], parameters)


def noted_of_response(service: str, operation: str, response: Mapping[str, Any]) -> dict[str, Any]:
    """What a segment says of the answer to a call."""
    return _noted(_parameters(service, operation)[1], response)


def _noted(wanted: tuple[Parameter, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    return {as_name: _shown(values[name], form) for name, form, as_name in wanted if name in values}


def _shown(value: Any, form: str) -> Any:
    if form == "keys":
        return list(value)
    if form == "count":
        return len(value)
    return value


@cache
def _parameters(service: str, operation: str) -> tuple[tuple[Parameter, ...], tuple[Parameter, ...]]:
    """The parameters of request and response that are recorded; bounded by the operations a function calls."""
    for operations, request, response in OPERATIONS.get(service, ()):
        if operation in operations.split():
            return _read(request), _read(response)
    return (), ()


def _read(text: str) -> tuple[Parameter, ...]:
    parameters: list[Parameter] = []
    for entry in text.split():
        what, _, as_name = entry.partition("=")
        name, _, form = what.partition("/")
        parameters.append((name, form, as_name or _WORD_STARTS.sub("_", name).lower()))
    return tuple(parameters)
