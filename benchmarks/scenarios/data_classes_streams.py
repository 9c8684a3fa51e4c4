"""What it costs to read the records of SQS, S3 and DynamoDB streams through their data classes."""

from __future__ import annotations

from harness.answer import gives
from harness.scenario import hot
from scenarios.fixtures import SQS_RECORD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

S3_EVENT: dict[str, Any] = {
    "Records": [
        {
            "eventVersion": "2.1",
            "eventSource": "aws:s3",
            "awsRegion": "us-east-2",
            "eventTime": "2019-09-03T19:37:27.192Z",
            "eventName": "ObjectCreated:Put",
            "userIdentity": {"principalId": "AWS:AIDAINPONIXQXHT3IKHL2"},
            "requestParameters": {"sourceIPAddress": "205.255.255.255"},
            "responseElements": {"x-amz-request-id": "D82B88E5F771F645"},
            "s3": {
                "s3SchemaVersion": "1.0",
                "configurationId": "828aa6fc-f7b5-4305-8584-487c791949c1",
                "bucket": {
                    "name": "my-bucket",
                    "ownerIdentity": {"principalId": "A3I5XTEXAMAI3E"},
                    "arn": "arn:aws:s3:::my-bucket",
                },
                "object": {
                    "key": "photos/a.jpg",
                    "size": 1305107,
                    "eTag": "b21b84d6",
                    "sequencer": "0C0F6F405D6ED209E1",
                },
            },
        }
    ]
}

IMAGE: dict[str, Any] = {
    "id": {"S": "o-1234"},
    "amount": {"N": "12.50"},
    "count": {"N": "3"},
    "express": {"BOOL": True},
    "note": {"NULL": True},
    "tags": {"SS": ["new", "gift"]},
    "sizes": {"NS": ["1", "2.5"]},
    "address": {"M": {"street": {"S": "Main Street"}, "number": {"N": "7"}, "geo": {"M": {"lat": {"N": "52.5"}}}}},
    "lines": {"L": [{"M": {"sku": {"S": "tea"}, "price": {"N": "4.20"}}}, {"M": {"sku": {"S": "cup"}}}]},
    "photo": {"B": "aGVsbG8="},
}

STREAM_EVENT: dict[str, Any] = {
    "Records": [
        {
            "eventID": "1",
            "eventVersion": "1.1",
            "dynamodb": {
                "ApproximateCreationDateTime": 1693997155.0,
                "Keys": {"Id": {"N": "101"}},
                "NewImage": {"Message": {"S": "New item!"}, "Id": {"N": "101"}},
                "StreamViewType": "NEW_AND_OLD_IMAGES",
                "SequenceNumber": "111",
                "SizeBytes": 26,
            },
            "awsRegion": "us-west-2",
            "eventName": "INSERT",
            "eventSourceARN": "arn:aws:dynamodb:us-west-2:123456789012:table/orders/stream/2024-05-01T00:00:00.000",
            "eventSource": "aws:dynamodb",
        }
    ]
}


@hot("data_classes.sqs.ten_properties", check=gives(10))
def sqs_ten_properties() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import SQSEvent

    event = {"Records": [SQS_RECORD]}

    def read() -> int:
        record = next(SQSEvent(event).records)
        return len(
            (
                record.message_id,
                record.receipt_handle,
                record.body,
                record.md5_of_body,
                record.event_source,
                record.event_source_arn,
                record.aws_region,
                record.attributes.sender_id,
                record.attributes.sent_timestamp,
                record.attributes.approximate_receive_count,
            )
        )

    return read


@hot("data_classes.sqs.iterate_10000", check=gives(10_000))
def sqs_iterate_10000() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import SQSEvent

    event = {"Records": [dict(SQS_RECORD) for _ in range(10_000)]}

    def read() -> int:
        count = 0
        for record in SQSEvent(event).records:
            if record.body:
                count += 1
        return count

    return read


@hot("data_classes.sqs.iterate_10000_json_body", check=gives(30_000))
def sqs_iterate_10000_json_body() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import SQSEvent

    event = {"Records": [dict(SQS_RECORD) for _ in range(10_000)]}

    def read() -> int:
        count = 0
        for record in SQSEvent(event).records:
            count += record.json_body["items"]
        return count

    return read


@hot("data_classes.s3.ten_properties", check=gives(10))
def s3_ten_properties() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import S3Event

    def read() -> int:
        record = next(S3Event(S3_EVENT).records)
        return len(
            (
                record.event_name,
                record.event_time,
                record.aws_region,
                record.event_source,
                record.s3.bucket.name,
                record.s3.bucket.arn,
                record.s3.get_object.key,
                record.s3.get_object.size,
                record.s3.get_object.etag,
                record.s3.get_object.sequencer,
            )
        )

    return read


@hot("data_classes.dynamodb_stream.ten_properties", check=gives(10))
def dynamodb_ten_properties() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes import DynamoDBStreamEvent

    def read() -> int:
        record: Any = next(DynamoDBStreamEvent(STREAM_EVENT).records)
        return len(
            (
                record.event_id,
                record.event_name,
                record.event_source_arn,
                record.aws_region,
                record.dynamodb.sequence_number,
                record.dynamodb.size_bytes,
                record.dynamodb.stream_view_type,
                record.dynamodb.approximate_creation_date_time,
                record.dynamodb.keys,
                record.dynamodb.new_image,
            )
        )

    return read


@hot("data_classes.dynamodb_stream.deserialise_image", check=gives(10))
def dynamodb_deserialise_image() -> Callable[[], int]:
    from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import StreamRecord

    change = {"NewImage": IMAGE}
    return lambda: len(StreamRecord(change).new_image)
