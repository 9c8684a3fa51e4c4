"""Tasks of S3 Batch Operations, and the answer to them.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import form_decoded
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.utilities.data_classes._fields import field, first, items
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Literal, TypeAlias

    RESULT_CODE_TYPE: TypeAlias = Literal["Succeeded", "TemporaryFailure", "PermanentFailure"]

VALID_RESULT_CODES = ("Succeeded", "TemporaryFailure", "PermanentFailure")


class S3BatchOperationResponseRecord:
    """The answer to one task."""

    task_id: str
    """The id of the task."""
    result_code: RESULT_CODE_TYPE
    """How it went; S3 tries again after a `TemporaryFailure`."""
    result_string: str | None
    """What S3 writes into the report of the job."""

    def __init__(self, task_id: str, result_code: RESULT_CODE_TYPE, result_string: str | None = None) -> None:
        self.task_id = task_id
        self.result_code = result_code
        self.result_string = result_string

    def asdict(self) -> dict[str, Any]:
        """As S3 wants it; a warning says when it would not know the result code."""
        if self.result_code not in VALID_RESULT_CODES:
            warn(_unknown("The resultCode", self.result_code))
        return {"taskId": self.task_id, "resultCode": self.result_code, "resultString": self.result_string}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it can be changed


class S3BatchOperationResponse:
    """The answer to an invocation; a warning says when S3 would not know what it says."""

    invocation_schema_version: str
    """As in the event."""
    invocation_id: str
    """As in the event."""
    treat_missing_keys_as: RESULT_CODE_TYPE
    """The result code of tasks that have no answer."""
    results: list[S3BatchOperationResponseRecord]
    """The answers to the tasks."""

    def __init__(
        self,
        invocation_schema_version: str,
        invocation_id: str,
        treat_missing_keys_as: RESULT_CODE_TYPE = "Succeeded",
        results: list[S3BatchOperationResponseRecord] | None = None,
    ) -> None:
        if treat_missing_keys_as not in VALID_RESULT_CODES:
            warn(_unknown("treat_missing_keys_as", treat_missing_keys_as))
        self.invocation_schema_version = invocation_schema_version
        self.invocation_id = invocation_id
        self.treat_missing_keys_as = treat_missing_keys_as
        self.results = [] if results is None else results

    def add_result(self, result: S3BatchOperationResponseRecord) -> None:
        """Add the answer to a task."""
        self.results.append(result)

    def asdict(self) -> dict[str, Any]:
        """As S3 wants it; ValueError unless there is one answer, for S3 sends one task at a time."""
        if len(self.results) != 1:
            raise ValueError(f"The response needs exactly one result; it has {len(self.results)}")
        return {
            "invocationSchemaVersion": self.invocation_schema_version,
            "treatMissingKeysAs": self.treat_missing_keys_as,
            "invocationId": self.invocation_id,
            "results": [result.asdict() for result in self.results],
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # it can be changed


def _unknown(what: str, value: object) -> str:
    return f"{what} {value!r} is not valid: S3 knows {', '.join(VALID_RESULT_CODES)}."


class S3BatchOperationJob(DictWrapper):
    """The job to which a task belongs."""

    get_id: str = field("id")
    """The id of the job."""
    user_arguments: dict[str, str] = field("userArguments", default_factory=dict)
    """What the job wants the function to know (schema 2.0)."""


class S3BatchOperationTask(DictWrapper):
    """One object to work on."""

    task_id: str = field("taskId")
    """The id by which the answer names it."""
    s3_key: str = field("s3Key", form_decoded)
    """The key of the object, without escapes."""
    s3_version_id: str | None = field("s3VersionId", default=None)
    """The version of the object."""
    s3_bucket_arn: str | None = field("s3BucketArn", default=None)
    """The ARN of the bucket (schema 1.0)."""

    @property
    def s3_bucket(self) -> str:
        """The name of the bucket."""
        arn = self.s3_bucket_arn
        return arn.rpartition(":::")[2] if arn else self._require("s3Bucket")

    def build_task_batch_response(
        self, result_code: RESULT_CODE_TYPE = "Succeeded", result_string: str = ""
    ) -> S3BatchOperationResponseRecord:
        """The answer to this task."""
        return S3BatchOperationResponseRecord(self.task_id, result_code, result_string)


class S3BatchOperationEvent(DictWrapper):
    """A task of a job."""

    invocation_id: str = field("invocationId")
    """The id of the invocation, to be given back."""
    invocation_schema_version: Literal["1.0", "2.0"] = field("invocationSchemaVersion")
    """The version of the format, to be given back."""
    tasks: Iterator[S3BatchOperationTask] = items("tasks", S3BatchOperationTask)
    """The tasks; S3 sends one at a time."""
    task: S3BatchOperationTask = first("tasks", S3BatchOperationTask)
    """The first task; StopIteration when there is none."""
    job: S3BatchOperationJob = field("job", S3BatchOperationJob)
    """The job."""
