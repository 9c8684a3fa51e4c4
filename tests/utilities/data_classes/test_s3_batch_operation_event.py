"""Tasks of S3 Batch Operations."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.data_classes import (
    S3BatchOperationEvent,
    S3BatchOperationResponse,
    S3BatchOperationResponseRecord,
)
from aws_lambda_powertools.utilities.data_classes.s3_batch_operation_event import S3BatchOperationTask
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def test_a_task_of_schema_one(event):
    operation = S3BatchOperationEvent(event("s3BatchOperationEventSchemaV1"))
    (task,) = operation.tasks

    assert operation.invocation_id == "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo"
    assert operation.invocation_schema_version == "1.0"
    assert operation.job.get_id == "f3cc4f60-61f6-4a2b-8a21-d07600c373ce"
    assert operation.job.user_arguments == {}
    assert task == operation.task
    assert task.task_id == "dGFza2lkZ29lc2hlcmUK"
    assert task.s3_key == "prefix/dataset/dataset.20231222.json.gz"
    assert task.s3_version_id == "1"
    assert task.s3_bucket_arn == "arn:aws:s3:::powertools-dataset"
    assert task.s3_bucket == "powertools-dataset"


def test_a_task_of_schema_two(event):
    operation = S3BatchOperationEvent(event("s3BatchOperationEventSchemaV2"))
    assert operation.job.user_arguments == {"k1": "v1", "k2": "v2"}
    assert operation.task.s3_version_id is operation.task.s3_bucket_arn is None
    assert operation.task.s3_bucket == "powertools-dataset"


@pytest.mark.parametrize(
    ("key", "decoded"), [("a+b%2Fc", "a b/c"), ("gr%C3%BC%C3%9Fe.txt", "grüße.txt"), ("100%25", "100%"), ("%zz", "%zz")]
)
def test_keys_are_read_without_escapes(key, decoded):
    assert S3BatchOperationTask({"s3Key": key}).s3_key == decoded


def test_a_task_is_answered(event):
    operation = S3BatchOperationEvent(event("s3BatchOperationEventSchemaV1"))
    response = S3BatchOperationResponse(
        operation.invocation_schema_version, operation.invocation_id, treat_missing_keys_as="PermanentFailure"
    )
    response.add_result(operation.task.build_task_batch_response("TemporaryFailure", "try again"))

    assert response.asdict() == {
        "invocationSchemaVersion": "1.0",
        "treatMissingKeysAs": "PermanentFailure",
        "invocationId": "YXNkbGZqYWRmaiBhc2RmdW9hZHNmZGpmaGFzbGtkaGZza2RmaAo",
        "results": [{"taskId": "dGFza2lkZ29lc2hlcmUK", "resultCode": "TemporaryFailure", "resultString": "try again"}],
    }


def test_an_answer_says_success_unless_told_otherwise():
    task = S3BatchOperationTask({"taskId": "1"})
    assert task.build_task_batch_response().asdict() == {"taskId": "1", "resultCode": "Succeeded", "resultString": ""}
    assert S3BatchOperationResponseRecord("1", "Succeeded").asdict()["resultString"] is None


@pytest.mark.parametrize("count", [0, 2])
def test_there_is_one_answer(count):
    record = S3BatchOperationResponseRecord("1", "Succeeded")
    with pytest.raises(ValueError, match=f"exactly one result; it has {count}"):
        S3BatchOperationResponse("1.0", "id", results=[record] * count).asdict()


def test_an_unknown_result_code_is_sent_with_a_warning():
    with pytest.warns(PowertoolsUserWarning, match="resultCode 'Fine' is not valid"):
        assert S3BatchOperationResponseRecord("1", "Fine").asdict()["resultCode"] == "Fine"


def test_an_unknown_code_for_missing_keys_is_kept_with_a_warning():
    with pytest.warns(PowertoolsUserWarning, match="treat_missing_keys_as 'Fine' is not valid"):
        assert S3BatchOperationResponse("1.0", "id", "Fine").treat_missing_keys_as == "Fine"


def test_answers_are_equal_when_they_say_the_same():
    record, response = S3BatchOperationResponseRecord, S3BatchOperationResponse
    assert response("1.0", "id", results=[record("1", "Succeeded")]) == response(
        "1.0", "id", results=[record("1", "Succeeded")]
    )
    assert record("1", "Succeeded") != record("2", "Succeeded")


def test_responses_share_no_results():
    S3BatchOperationResponse("1.0", "id").add_result(S3BatchOperationResponseRecord("1", "Succeeded"))
    assert S3BatchOperationResponse("1.0", "id").results == []
