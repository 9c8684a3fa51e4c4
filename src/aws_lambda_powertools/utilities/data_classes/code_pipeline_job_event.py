"""Jobs of CodePipeline: actions of a pipeline that are functions.

Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
"""

from __future__ import annotations

from aws_lambda_powertools._core.encoding import form_decoded
from aws_lambda_powertools.utilities.data_classes._fields import field, item_list, kept_part
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CodePipelineConfiguration(DictWrapper):
    """What the action in the pipeline says."""

    function_name: str = field("FunctionName")
    """The function of the action."""
    user_parameters: str | None = field("UserParameters", default=None)
    """What the pipeline wants the function to know."""

    @property
    def decoded_user_parameters(self) -> dict[str, Any]:
        """The parameters as JSON data; empty when there are none. ValueError when they are no JSON."""
        text = self.user_parameters
        return {} if text is None else self._kept("decoded_user_parameters", text, self._json_deserializer)


class CodePipelineActionConfiguration(DictWrapper):
    """The action."""

    configuration: CodePipelineConfiguration = field("configuration", CodePipelineConfiguration)
    """What the action in the pipeline says."""


class CodePipelineS3Location(DictWrapper):
    """A place in S3."""

    bucket_name: str = field("bucketName")
    """The bucket."""
    key: str = field("objectKey")
    """The key as it came, which may be escaped."""
    object_key: str = field("objectKey", form_decoded)
    """The key, without escapes."""


class CodePipelineLocation(DictWrapper):
    """Where an artifact lies."""

    get_type: str = field("type")
    """`S3`."""
    s3_location: CodePipelineS3Location = field("s3Location", CodePipelineS3Location)
    """The place in S3."""


class CodePipelineArtifact(DictWrapper):
    """Files that an action of the pipeline takes or gives."""

    name: str = field("name")
    """Its name in the pipeline."""
    revision: str | None = field("revision", default=None)
    """Its revision, such as a commit."""
    location: CodePipelineLocation = field("location", CodePipelineLocation)
    """Where it lies."""


class CodePipelineArtifactCredentials(DictWrapper):
    """Credentials for the bucket of the artifacts."""

    _sensitive_properties = ["secret_access_key", "session_token"]  # noqa: RUF012  # as the base class declares it

    access_key_id: str = field("accessKeyId")
    """The id of the access key."""
    secret_access_key: str = field("secretAccessKey")
    """The secret of the access key."""
    session_token: str = field("sessionToken")
    """The token of the session."""
    expiration_time: int | None = field("expirationTime", default=None)
    """When they expire: milliseconds since the epoch."""


class CodePipelineEncryptionKey(DictWrapper):
    """The key with which artifacts are encrypted."""

    get_id: str = field("id")
    """Its id, ARN or alias."""
    get_type: str = field("type")
    """`KMS`."""


class CodePipelineData(DictWrapper):
    """What a job consists of."""

    action_configuration: CodePipelineActionConfiguration = field(
        "actionConfiguration", CodePipelineActionConfiguration
    )
    """The action."""
    input_artifacts: list[CodePipelineArtifact] = item_list("inputArtifacts", CodePipelineArtifact)
    """What the action takes."""
    output_artifacts: list[CodePipelineArtifact] = item_list("outputArtifacts", CodePipelineArtifact)
    """What the action gives."""
    artifact_credentials: CodePipelineArtifactCredentials = field(
        "artifactCredentials", CodePipelineArtifactCredentials
    )
    """Credentials for the bucket of the artifacts."""
    continuation_token: str | None = field("continuationToken", default=None)
    """What the function said when it asked to be called again."""
    encryption_key: CodePipelineEncryptionKey | None = field("encryptionKey", CodePipelineEncryptionKey, default=None)
    """The key with which artifacts are encrypted; None for the account's own."""


class _Job(DictWrapper):
    """What stands below the only key of the event."""

    get_id: str = field("id")
    account_id: str = field("accountId")
    data: CodePipelineData = field("data", CodePipelineData)


class CodePipelineJobEvent(DictWrapper):
    """A job; PutJobSuccessResult or PutJobFailureResult says how it went."""

    def _job(self) -> _Job:
        return kept_part(self, "CodePipeline.job", self._require("CodePipeline.job"), _Job)

    @property
    def get_id(self) -> str:
        """The id of the job."""
        return self._job().get_id

    @property
    def account_id(self) -> str:
        """The account of the pipeline."""
        return self._job().account_id

    @property
    def data(self) -> CodePipelineData:
        """What the job consists of."""
        return self._job().data

    @property
    def user_parameters(self) -> str | None:
        """What the pipeline wants the function to know."""
        return self.data.action_configuration.configuration.user_parameters

    @property
    def decoded_user_parameters(self) -> dict[str, Any]:
        """The parameters as JSON data; empty when there are none. ValueError when they are no JSON."""
        return self.data.action_configuration.configuration.decoded_user_parameters

    @property
    def input_bucket_name(self) -> str:
        """The bucket of the first input artifact; IndexError when there is none."""
        return self.data.input_artifacts[0].location.s3_location.bucket_name

    @property
    def input_object_key(self) -> str:
        """The key of the first input artifact, without escapes; IndexError when there is none."""
        return self.data.input_artifacts[0].location.s3_location.object_key

    def setup_s3_client(self) -> Any:
        """A client of S3 with the credentials of the job."""
        from aws_lambda_powertools._core import aws, optional

        credentials = self.data.artifact_credentials
        boto3 = optional.require("boto3", extra=aws.EXTRA, wanted_by="the artifacts of CodePipelineJobEvent")
        client = boto3.client(
            "s3",
            aws_access_key_id=credentials.access_key_id,
            aws_secret_access_key=credentials.secret_access_key,
            aws_session_token=credentials.session_token,
        )
        aws.mark(client, "data_classes")
        return client

    def find_input_artifact(self, artifact_name: str) -> CodePipelineArtifact | None:
        """An input artifact by its name in the pipeline."""
        return _named(artifact_name, self.data.input_artifacts)

    def find_output_artifact(self, artifact_name: str) -> CodePipelineArtifact | None:
        """An output artifact by its name in the pipeline."""
        return _named(artifact_name, self.data.output_artifacts)

    def get_artifact(self, artifact_name: str, filename: str | None = None) -> Any:
        """A file in an input artifact as text, or the bytes of the artifact as it lies in S3.

        None when there is no such artifact, KeyError when there is no such file in it. With `filename`, the artifact
        is a zip file; it is loaded into a temporary file, which needs room in `/tmp`.
        """
        artifact = self.find_input_artifact(artifact_name)
        if artifact is None:
            return None
        place = artifact.location.s3_location
        client = self.setup_s3_client()
        if filename is None:
            return client.get_object(Bucket=place.bucket_name, Key=place.key)["Body"].read()
        from tempfile import NamedTemporaryFile
        from zipfile import ZipFile

        with NamedTemporaryFile() as file:
            client.download_file(place.bucket_name, place.key, file.name)
            with ZipFile(file.name) as archive:
                return archive.read(filename).decode("utf-8")

    def put_artifact(self, artifact_name: str, body: Any, content_type: str) -> None:
        """Write an output artifact, encrypted as the pipeline wants it; ValueError when there is no such artifact.

        `body` is what S3's PutObject takes: bytes or an open file.
        """
        artifact = self.find_output_artifact(artifact_name)
        if artifact is None:
            names = ", ".join(repr(artifact.name) for artifact in self.data.output_artifacts) or "none"
            raise ValueError(f"The job has no output artifact {artifact_name!r}; it has {names}")
        place = artifact.location.s3_location
        self.setup_s3_client().put_object(
            Bucket=place.bucket_name,
            Key=place.key,
            ContentType=content_type,
            Body=body,
            BucketKeyEnabled=True,
            **self._encryption(),
        )

    def _encryption(self) -> dict[str, str]:
        key = self.data.encryption_key
        if key is None:
            return {}
        kind = "aws:kms" if key.get_type == "KMS" else key.get_type
        return {"ServerSideEncryption": kind, "SSEKMSKeyId": key.get_id}


def _named(name: str, artifacts: list[CodePipelineArtifact]) -> CodePipelineArtifact | None:
    return next((artifact for artifact in artifacts if artifact.name == name), None)
