"""What S3 tells and asks: notifications, batch operations, Object Lambda.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/olap-event-context.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import md5
from typing import Any
from urllib.parse import quote_plus

from aws_lambda_powertools.testing.events._operations import event_bridge
from aws_lambda_powertools.testing.events._values import ACCOUNT, REGION, TIME, arn, base64_text, identifier

_REQUEST = "C3D13FE58DE4C810"


def s3(
    keys: Sequence[str] = ("photos/my photo.jpg",),
    *,
    event_name: str = "ObjectCreated:Put",
    size: int = 1024,
    bucket: str = "my-bucket",
) -> dict[str, Any]:
    """What a bucket tells about objects with these keys; the event escapes them, as S3 does."""
    return {"Records": [_s3_record(number, key, event_name, size, bucket) for number, key in enumerate(keys)]}


def _s3_record(number: int, key: str, event_name: str, size: int, bucket: str) -> dict[str, Any]:
    stored: dict[str, Any] = {"key": quote_plus(key, safe="/")}
    if not event_name.startswith("ObjectRemoved"):
        stored |= {"size": size, "eTag": _etag(key)}
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": REGION,
        "eventTime": TIME,
        "eventName": event_name,
        "userIdentity": {"principalId": "AWS:AIDAJDPLRKLG7UEXAMPLE"},
        "requestParameters": {"sourceIPAddress": "203.0.113.10"},
        "responseElements": {"x-amz-request-id": _REQUEST, "x-amz-id-2": base64_text(f"the request about {bucket}")},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": "my-notification",
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                "arn": _bucket_arn(bucket),
            },
            "object": {**stored, "sequencer": f"{0x0055AED6DCD90281E5 + number:018X}"},
        },
    }


def s3_event_bridge(
    key: str = "photos/my photo.jpg",
    *,
    detail_type: str = "Object Created",
    reason: str = "PutObject",
    size: int = 1024,
    bucket: str = "my-bucket",
) -> dict[str, Any]:
    """What a bucket tells about an object through EventBridge, which escapes no keys."""
    stored: dict[str, Any] = {"key": key, "sequencer": f"{0x0055AED6DCD90281E5:018X}"}
    detail: dict[str, Any] = {
        "version": "0",
        "bucket": {"name": bucket},
        "object": stored,
        "request-id": _REQUEST,
        "requester": ACCOUNT,
        "source-ip-address": "203.0.113.10",
    }
    if detail_type == "Object Deleted":
        detail |= {
            "reason": reason if reason != "PutObject" else "DeleteObject",
            "deletion-type": "Permanently Deleted",
        }
    else:
        stored |= {"size": size, "etag": _etag(key)}
        detail["reason"] = reason
    return event_bridge(detail, detail_type=detail_type, source="aws.s3", resources=[_bucket_arn(bucket)])


def s3_batch_operation(
    key: str = "photos/my photo.jpg",
    *,
    bucket: str = "my-bucket",
    version_id: str | None = None,
    user_arguments: Mapping[str, str] | None = None,
    schema_version: str = "2.0",
) -> dict[str, Any]:
    """A task of S3 Batch Operations, about one object; the event escapes the key, as S3 does."""
    task = {"taskId": identifier("task", key), "s3Key": quote_plus(key, safe="/"), "s3VersionId": version_id}
    job: dict[str, Any] = {"id": identifier("job", bucket)}
    if schema_version == "1.0":
        task["s3BucketArn"] = _bucket_arn(bucket)
    else:
        task["s3Bucket"] = bucket
        job["userArguments"] = dict(user_arguments or {})
    return {
        "invocationSchemaVersion": schema_version,
        "invocationId": base64_text(identifier("invocation", key)),
        "job": job,
        "tasks": [task],
    }


def s3_object_lambda(
    key: str = "photos/my photo.jpg", *, headers: Mapping[str, str] | None = None, payload: str = ""
) -> dict[str, Any]:
    """A request for an object through an S3 Object Lambda access point."""
    path = f"/{quote_plus(key, safe='/')}"
    host = f"my-ap-{ACCOUNT}.s3-accesspoint.{REGION}.amazonaws.com"
    return {
        "xAmzRequestId": identifier("object lambda", key),
        "getObjectContext": {
            "inputS3Url": f"https://{host}{path}?X-Amz-Security-Token=EXAMPLE&X-Amz-Expires=61",
            "outputRoute": "io-use1-001",
            "outputToken": "EXAMPLE",
        },
        "configuration": {
            "accessPointArn": arn("s3-object-lambda", "accesspoint/my-object-lambda-ap"),
            "supportingAccessPointArn": arn("s3", "accesspoint/my-ap"),
            "payload": payload,
        },
        "userRequest": {
            "url": f"https://my-object-lambda-ap-{ACCOUNT}.s3-object-lambda.{REGION}.amazonaws.com{path}",
            "headers": {
                "Host": f"my-object-lambda-ap-{ACCOUNT}.s3-object-lambda.{REGION}.amazonaws.com",
                "Accept-Encoding": "identity",
                **(headers or {}),
            },
        },
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDAJDPLRKLG7UEXAMPLE",
            "arn": arn("iam", "user/jane", region=""),
            "accountId": ACCOUNT,
            "accessKeyId": "AKIAIOSFODNN7EXAMPLE",
            "userName": "jane",
        },
        "protocolVersion": "1.00",
    }


def _bucket_arn(bucket: str) -> str:
    return arn("s3", bucket, account="", region="")


def _etag(key: str) -> str:
    return md5(key.encode(), usedforsecurity=False).hexdigest()
