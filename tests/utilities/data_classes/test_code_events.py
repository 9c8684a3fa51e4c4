"""CodeDeploy's hooks and CodePipeline's jobs."""

from __future__ import annotations

import contextlib
import io
import zipfile

import boto3
import pytest
from botocore.awsrequest import AWSResponse

from aws_lambda_powertools.utilities.data_classes import CodeDeployLifecycleHookEvent, CodePipelineJobEvent
from aws_lambda_powertools.utilities.data_classes.code_pipeline_job_event import (
    CodePipelineConfiguration,
    CodePipelineS3Location,
)

KMS_KEY = "arn:aws:kms:us-west-2:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"


class FakeS3:
    """Knows one artifact: a zip file with `notes.txt` in it."""

    def __init__(self):
        self.stored = []

    def zipped(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            archive.writestr("notes.txt", "grüße")
        return data.getvalue()

    def download_file(self, bucket, key, path):
        assert (bucket, key) == ("us-west-2-123456789012-my-pipeline", "my-pipeline/test-api-2/TdOSFRV")
        with open(path, "wb") as file:
            file.write(self.zipped())

    def get_object(self, **where):
        assert where == {"Bucket": "us-west-2-123456789012-my-pipeline", "Key": "my-pipeline/test-api-2/TdOSFRV"}
        return {"Body": io.BytesIO(self.zipped())}

    def put_object(self, **options):
        self.stored.append(options)


@pytest.fixture
def s3(monkeypatch):
    s3 = FakeS3()
    monkeypatch.setattr(boto3, "client", lambda *service, **options: s3)
    return s3


@pytest.fixture
def job(event):
    return CodePipelineJobEvent(event("codePipelineEventData"))


def test_a_hook_of_a_deployment(event):
    hook = CodeDeployLifecycleHookEvent(event("codeDeployLifecycleHookEvent"))
    assert hook.deployment_id == "d-ABCDEF"
    assert hook.lifecycle_event_hook_execution_id == "xxxxxxxxxxxxxxxxxxxxxxxx"


def test_a_job(job):
    assert job.get_id == "c0d76431-b0e7-xmpl-97e3-e8ee786eb6f6"
    assert job.account_id == "123456789012"
    assert job.user_parameters == job.data.action_configuration.configuration.user_parameters == '{"KEY": "VALUE"}'
    assert job.decoded_user_parameters == {"KEY": "VALUE"}
    assert job.decoded_user_parameters is job.decoded_user_parameters
    assert job.data.action_configuration.configuration.function_name == "my-function"
    assert job.input_bucket_name == "us-west-2-123456789012-my-pipeline"
    assert job.input_object_key == "my-pipeline/test-api-2/TdOSFRV"
    assert job.data.continuation_token is None
    assert job.data.encryption_key is None


def test_a_job_with_everything(event):
    data = CodePipelineJobEvent(event("codePipelineEventWithEncryptionKey")).data
    assert data.continuation_token == "A continuation token if continuing job"
    assert (data.encryption_key.get_id, data.encryption_key.get_type) == (KMS_KEY, "KMS")
    assert data.input_artifacts[0].revision is None
    assert data.input_artifacts[0].location.get_type == "S3"


def test_a_job_without_user_parameters_has_an_empty_map(event):
    job = CodePipelineJobEvent(event("codePipelineEventEmptyUserParameters"))
    assert job.user_parameters is None
    assert job.decoded_user_parameters == {}


@pytest.mark.parametrize("text", ["", "some-input-such-as-a-URL"])
def test_user_parameters_that_are_no_json_are_a_value_error(text):
    with pytest.raises(ValueError, match="Expecting value"):
        _ = CodePipelineConfiguration({"UserParameters": text}).decoded_user_parameters


def test_keys_are_read_without_escapes():
    place = CodePipelineS3Location({"objectKey": "a+b%2Fc"})
    assert (place.key, place.object_key) == ("a+b%2Fc", "a b/c")


def test_artifacts_are_found_by_name(job):
    assert job.find_input_artifact("my-pipeline-SourceArtifact").name == "my-pipeline-SourceArtifact"
    assert job.find_output_artifact("invokeOutput").location.s3_location.key == "my-pipeline/invokeOutp/D0YHsJn"
    assert job.find_input_artifact("invokeOutput") is None
    assert job.find_output_artifact("my-pipeline-SourceArtifact") is None


def test_a_job_without_artifacts_has_no_first_one():
    job = CodePipelineJobEvent({"CodePipeline.job": {"data": {"inputArtifacts": []}}})
    with pytest.raises(IndexError):
        _ = job.input_bucket_name


def test_what_is_missing_is_named_with_its_path():
    with pytest.raises(KeyError, match=r"CodePipeline.job.data.actionConfiguration.configuration"):
        _ = CodePipelineJobEvent({"CodePipeline.job": {"data": {"actionConfiguration": {}}}}).user_parameters


def test_credentials_are_not_shown(job):
    shown = str(job)
    assert "AKIAIOSFODNN7EXAMPLE" in shown
    assert "6CGtmAa3lzWtV7a" not in shown
    assert "IQoJb3JpZ2luX2VjEA" not in shown


def test_the_client_has_the_credentials_of_the_job(job, monkeypatch):
    made = []
    monkeypatch.setattr(boto3, "client", lambda *service, **options: made.append((service, options)) or "client")
    assert job.setup_s3_client() == "client"
    assert made == [
        (
            ("s3",),
            {
                "aws_access_key_id": "AKIAIOSFODNN7EXAMPLE",
                "aws_secret_access_key": "6CGtmAa3lzWtV7a...",
                "aws_session_token": "IQoJb3JpZ2luX2VjEA...",
            },
        )
    ]


def test_the_requests_of_the_client_say_who_sends_them(job, monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-west-2")
    said = []

    def answer(request, **_):
        said.append(request.headers["User-Agent"].decode())
        return AWSResponse("https://example.com", 200, {}, io.BytesIO())

    client = job.setup_s3_client()
    client.meta.events.register("before-send", answer)
    with contextlib.suppress(Exception):  # the answer is none
        client.list_buckets()
    assert "PT/data_classes/" in said[0]


def test_a_file_in_an_artifact_is_text(job, s3):
    assert job.get_artifact("my-pipeline-SourceArtifact", "notes.txt") == "grüße"


def test_an_artifact_without_a_file_name_is_bytes(job, s3):
    assert job.get_artifact("my-pipeline-SourceArtifact") == s3.zipped()


def test_a_file_that_is_not_in_the_artifact_is_a_key_error(job, s3):
    with pytest.raises(KeyError, match=r"other\.txt"):
        job.get_artifact("my-pipeline-SourceArtifact", "other.txt")


def test_an_unknown_artifact_is_none_and_nothing_is_asked(job, monkeypatch):
    monkeypatch.setattr(boto3, "client", lambda *service, **options: pytest.fail("no client is needed"))
    assert job.get_artifact("unknown") is None
    assert job.get_artifact("unknown", "notes.txt") is None


@pytest.mark.parametrize(
    ("key", "encryption"),
    [
        (None, {}),
        ({"id": KMS_KEY, "type": "KMS"}, {"ServerSideEncryption": "aws:kms", "SSEKMSKeyId": KMS_KEY}),
        ({"id": "other", "type": "AES256"}, {"ServerSideEncryption": "AES256", "SSEKMSKeyId": "other"}),
    ],
)
def test_an_artifact_is_written_as_the_pipeline_wants_it_encrypted(event, s3, key, encryption):
    raw = event("codePipelineEventData")
    raw["CodePipeline.job"]["data"]["encryptionKey"] = key
    CodePipelineJobEvent(raw).put_artifact("invokeOutput", body=b"done", content_type="text/plain")
    assert s3.stored == [
        {
            "Bucket": "us-west-2-123456789012-my-pipeline",
            "Key": "my-pipeline/invokeOutp/D0YHsJn",
            "Body": b"done",
            "ContentType": "text/plain",
            "BucketKeyEnabled": True,
            **encryption,
        }
    ]


def test_an_unknown_output_artifact_is_refused_with_those_there_are(job, s3):
    with pytest.raises(ValueError, match="'unknown'; it has 'invokeOutput'"):
        job.put_artifact("unknown", body=b"done", content_type="text/plain")
    assert s3.stored == []
