"""Records that Firehose wants transformed."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import (
    KinesisFirehoseDataTransformationRecord,
    KinesisFirehoseDataTransformationRecordMetadata,
    KinesisFirehoseDataTransformationResponse,
    KinesisFirehoseEvent,
)
from aws_lambda_powertools.utilities.data_classes.kinesis_firehose_event import KinesisFirehoseRecord
from aws_lambda_powertools.warnings import PowertoolsUserWarning


def base64_of(text):
    return base64.b64encode(text.encode()).decode()


def test_records_that_come_from_a_kinesis_stream(event):
    batch = KinesisFirehoseEvent(event("kinesisFirehoseKinesisEvent"))
    text, data = batch.records

    assert batch.invocation_id == "2b4d1ad9-2f48-94bd-a088-767c317e994a"
    assert batch.delivery_stream_arn.startswith("arn:aws:firehose:")
    assert batch.source_kinesis_stream_arn.startswith("arn:aws:kinesis:")
    assert batch.region == "us-east-2"
    assert text.record_id == "record1"
    assert text.approximate_arrival_timestamp == 1664028820148
    assert text.data == "SGVsbG8gV29ybGQ="
    assert (text.data_as_bytes, text.data_as_text) == (b"Hello World", "Hello World")
    assert text.metadata.shard_id == "shardId-000000000000"
    assert text.metadata.partition_key == "4d1ad2b9-24f8-4b9d-a088-76e9947c317a"
    assert text.metadata.approximate_arrival_timestamp == 1664028820148
    assert text.metadata.sequence_number == "49546986683135544286507457936321625675700192471156785154"
    assert text.metadata.subsequence_number == 0
    assert data.data_as_json == {"Hello": "World"}
    assert data.data_as_json is data.data_as_json


def test_records_that_come_directly(event):
    batch = KinesisFirehoseEvent(event("kinesisFirehosePutEvent"))
    assert batch.source_kinesis_stream_arn is None
    assert [record.metadata for record in batch.records] == [None, None]


def test_json_is_read_with_the_deserializer_of_the_event(event):
    batch = KinesisFirehoseEvent(event("kinesisFirehoseSQSEvent"), json_deserializer=lambda text: ["mine", text])
    (record,) = batch.records
    assert record.data_as_json == ["mine", record.data_as_text]


def test_records_are_answered(event):
    response = KinesisFirehoseDataTransformationResponse()
    for record in KinesisFirehoseEvent(event("kinesisFirehoseKinesisEvent")).records:
        metadata = KinesisFirehoseDataTransformationRecordMetadata(partition_keys={"customer": "a"})
        answer = record.build_data_transformation_response(
            result="Ok", data=base64_of(record.data_as_text.upper()), metadata=metadata
        )
        response.add_record(answer)

    metadata = {"partitionKeys": {"customer": "a"}}
    assert response.asdict() == {
        "records": [
            {"recordId": "record1", "result": "Ok", "data": base64_of("HELLO WORLD"), "metadata": metadata},
            {"recordId": "record2", "result": "Ok", "data": base64_of('{"HELLO": "WORLD"}'), "metadata": metadata},
        ]
    }


def test_an_answer_says_no_more_than_it_has_to():
    answer = KinesisFirehoseDataTransformationRecord("1")
    assert answer.asdict() == {"recordId": "1", "result": "Ok", "data": ""}


def test_empty_metadata_is_still_sent():
    metadata = KinesisFirehoseDataTransformationRecordMetadata()
    answer = KinesisFirehoseDataTransformationRecord("1", "Dropped", "", metadata)
    assert answer.asdict()["metadata"] == {"partitionKeys": {}}


@pytest.mark.parametrize("result", ["Ok", "Dropped", "ProcessingFailed"])
@pytest.mark.filterwarnings("error")
def test_firehose_knows_three_results(result):
    assert KinesisFirehoseDataTransformationRecord("1", result).asdict()["result"] == result


def test_another_result_is_sent_with_a_warning():
    with pytest.warns(PowertoolsUserWarning, match="'Fine'.* not valid.* Ok, Dropped, ProcessingFailed"):
        answer = KinesisFirehoseDataTransformationRecord("1", "Fine").asdict()
    assert answer["result"] == "Fine"


def test_an_empty_response_is_refused_here_instead_of_by_firehose():
    with pytest.raises(ValueError, match="empty response"):
        KinesisFirehoseDataTransformationResponse().asdict()


@given(st.dictionaries(st.text(), st.text()))
def test_the_new_content_can_be_read(value):
    answer = KinesisFirehoseDataTransformationRecord("1", data=base64_of(json.dumps(value)))
    assert answer.data_as_json == value
    assert json.loads(answer.data_as_text) == json.loads(answer.data_as_bytes) == value


@pytest.mark.parametrize("data", ["", None])
def test_an_answer_without_content(data):
    answer = KinesisFirehoseDataTransformationRecord("1", data=data)
    assert (answer.data_as_bytes, answer.data_as_text, answer.data_as_json) == (b"", "", {})


def test_answers_are_equal_when_they_say_the_same():
    metadata = KinesisFirehoseDataTransformationRecordMetadata
    record, response = KinesisFirehoseDataTransformationRecord, KinesisFirehoseDataTransformationResponse
    assert response([record("1", metadata=metadata({"a": "b"}))]) == response(
        [record("1", metadata=metadata({"a": "b"}))]
    )
    assert response([record("1", metadata=metadata({"a": "b"}))]) != response(
        [record("1", metadata=metadata({"a": "c"}))]
    )
    assert record("1") != "1"


def test_answers_share_no_records():
    KinesisFirehoseDataTransformationResponse().add_record(KinesisFirehoseDataTransformationRecord("1"))
    assert KinesisFirehoseDataTransformationResponse().records == []


def test_metadata_cannot_be_replaced():
    metadata = KinesisFirehoseDataTransformationRecordMetadata({"a": "b"})
    with pytest.raises(AttributeError):
        metadata.partition_keys = {}


@given(st.binary())
def test_content_comes_back(data):
    record = KinesisFirehoseRecord({"data": base64.b64encode(data).decode()})
    assert record.data_as_bytes == data
    try:
        assert record.data_as_text == data.decode()
    except UnicodeDecodeError as error:
        assert error.object == data  # noqa: PT017  # one of the two is right
