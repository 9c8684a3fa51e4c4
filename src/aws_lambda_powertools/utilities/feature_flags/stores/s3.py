"""S3Store: flags in an object of S3, fetched again only when it has changed."""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools.utilities.feature_flags.stores._text import TextStore

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config

NOT_MODIFIED = 304


class S3Store(TextStore):
    """Flags as JSON in the object `key` of a bucket, asked for at most every `max_age` seconds.

    The object is fetched only when its ETag has changed. The client is `boto3_client`, or is made of the session and
    config. Needs s3:GetObject, and ListBucket to tell a missing object from a forbidden one.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
    """

    def __init__(
        self,
        bucket: str,
        key: str,
        *,
        max_age: float = 30,
        envelope: str = "",
        jmespath_options: dict[str, Any] | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
    ) -> None:
        super().__init__(max_age=max_age, envelope=envelope, jmespath_options=jmespath_options)
        self.bucket = bucket
        self.key = key
        self.client = aws.client(
            "s3", feature="feature_flags", client=boto3_client, session=boto3_session, config=boto_config
        )
        self._etag: str | None = None

    def _read(self) -> str | bytes:
        known = {} if self._etag is None or self._text is None else {"IfNoneMatch": self._etag}
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=self.key, **known)
        except Exception as error:
            if known and self._text is not None and _status(error) == NOT_MODIFIED:
                return self._text
            raise
        text: bytes = answer["Body"].read()
        self._etag = answer.get("ETag")
        return text

    def _place(self) -> str:
        return f"s3://{self.bucket}/{self.key}"


def _status(error: Exception) -> Any:
    answer = getattr(error, "response", None) or {}
    return answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
