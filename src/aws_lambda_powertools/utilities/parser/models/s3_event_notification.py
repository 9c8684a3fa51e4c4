"""Notifications of S3 that come through an SQS queue.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from __future__ import annotations

from pydantic import Field, Json

from aws_lambda_powertools.utilities.parser.models.s3 import S3Model
from aws_lambda_powertools.utilities.parser.models.sqs import SqsModel, SqsRecordModel


class S3SqsEventNotificationRecordModel(SqsRecordModel):
    """A message whose body is a notification of S3."""

    body: Json[S3Model] = Field(description="The notification.")


class S3SqsEventNotificationModel(SqsModel):
    """A batch of messages."""

    Records: list[S3SqsEventNotificationRecordModel] = Field(description="The messages.")
