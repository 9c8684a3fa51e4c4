"""Tasks of an S3 Batch Operations job.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
"""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel


class S3BatchOperationTaskModel(EventModel):
    """An object to work on."""

    taskId: str = Field(description="The id by which the answer names it.", examples=["dGFza2lkZ29lc2hlcmUK"])
    s3Key: str = Field(
        description="The key of the object, without escapes.", examples=["prefix/dataset/dataset.20231222.json.gz"]
    )
    s3VersionId: str | None = Field(default=None, description="The version of the object.", examples=["1"])
    s3BucketArn: str | None = Field(
        default=None, description="The ARN of the bucket (schema 1.0).", examples=["arn:aws:s3:::powertools-dataset"]
    )
    s3Bucket: str | None = Field(
        default=None,
        description="The name of the bucket; taken from the ARN in format 1.0.",
        examples=["powertools-dataset"],
    )

    @model_validator(mode="before")
    @classmethod
    def validate_s3bucket(cls, values: Any) -> Any:
        """The name of the bucket, which format 1.0 only tells in its ARN."""
        if not functions.is_mapping(values) or values.get("s3Bucket") or not isinstance(values.get("s3BucketArn"), str):
            return values
        return {**values, "s3Bucket": values["s3BucketArn"].rpartition(":")[2]}


class S3BatchOperationJobModel(EventModel):
    """The job."""

    id: str = Field(
        description="The id of the job.",
        examples=["6a7e8feb-b491-4cf7-a9f1-bf3703467718", "f3cc4f60-61f6-4a2b-8a21-d07600c373ce"],
    )
    userArguments: dict[str, Any] | None = Field(
        default=None,
        description="What the job wants the function to know (schema 2.0).",
        examples=[{"k1": "v1", "k2": "v2"}],
    )


class S3BatchOperationModel(EventModel):
    """A call by S3 Batch Operations."""

    invocationId: str = Field(
        description="The id of the invocation, to be given back.",
        examples=["YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo"],
    )
    invocationSchemaVersion: str = Field(
        description="The version of the format, to be given back.", examples=["1.0", "2.0"]
    )
    job: S3BatchOperationJobModel = Field(description="The job.")
    tasks: list[S3BatchOperationTaskModel] = Field(description="The tasks; S3 sends one at a time.")
