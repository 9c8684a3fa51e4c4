"""What comes in base64, compressed, or as JSON in a text."""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Json, ValidationError

from aws_lambda_powertools.utilities.parser import models
from aws_lambda_powertools.utilities.parser.models import kinesis

if TYPE_CHECKING:
    from collections.abc import Callable

    Event = Callable[[str], dict[str, Any]]


class Order(BaseModel):
    id: int


KINESIS = {
    "kinesisSchemaVersion": "1.0",
    "partitionKey": "1",
    "sequenceNumber": "1",
    "approximateArrivalTimestamp": 1.5,
}
FIREHOSE = {"recordId": "1", "approximateArrivalTimestamp": 1664028820148}
KAFKA = {"topic": "t", "partition": 0, "offset": 1, "timestamp": 1545084650987, "timestampType": "CREATE_TIME"}


def encoded(content: bytes | str) -> str:
    return base64.b64encode(content.encode() if isinstance(content, str) else content).decode()


@given(content=st.binary())
def test_bytes_come_out_as_they_went_in(content: bytes) -> None:
    data = encoded(content)

    assert models.KinesisDataStreamRecordPayload.model_validate(KINESIS | {"data": data}).data == content
    assert models.KinesisFirehoseRecord.model_validate(FIREHOSE | {"data": data}).data == content
    assert models.KafkaRecordModel.model_validate(KAFKA | {"key": data}).key == (content or b"")


@given(content=st.text())
def test_texts_come_out_as_they_went_in(content: str) -> None:
    assert models.KafkaRecordModel.model_validate(KAFKA | {"value": encoded(content)}).value == content


@given(
    data=st.one_of(
        st.text(), st.binary(), st.integers(), st.none(), st.lists(st.text()), st.dictionaries(st.text(), st.text())
    )
)
def test_what_is_not_encoded_is_a_validation_error_or_read_leniently(data: object) -> None:
    for model, fields, name in (
        (models.KinesisDataStreamRecordPayload, KINESIS, "data"),
        (models.KinesisFirehoseRecord, FIREHOSE, "data"),
        (models.KinesisFirehoseSqsRecord, FIREHOSE, "data"),
        (models.KafkaRecordModel, KAFKA, "value"),
        (models.KafkaRecordModel, KAFKA, "key"),
        (models.CloudWatchLogsData, {}, "data"),
    ):
        try:
            model.model_validate({**fields, name: data})
        except ValidationError as error:
            assert {problem["loc"][0] for problem in error.errors()} == {name}  # noqa: PT017  # others are failures


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("aGVsbG8", "The text is not valid base64"),
        ("é", "The text is not valid base64"),
        (None, "A text in base64 is expected, not NoneType"),
        (5, "A text in base64 is expected, not int"),
    ],
)
def test_what_is_no_base64_is_an_error_that_says_so(data: object, message: str) -> None:
    with pytest.raises(ValidationError, match=f"data\n  Value error, {message}"):
        models.KinesisDataStreamRecordPayload.model_validate(KINESIS | {"data": data})


def test_content_that_is_a_model_already_stays() -> None:
    order = Order(id=1)

    assert models.KinesisDataStreamRecordPayload.model_validate(KINESIS | {"data": order}).data is order
    assert models.KinesisFirehoseRecord.model_validate(FIREHOSE | {"data": order}).data is order
    assert models.KafkaRecordModel.model_validate(KAFKA | {"value": order}).value is order


def test_subclasses_read_what_is_decoded() -> None:
    class Payload(models.KinesisDataStreamRecordPayload):
        data: Json[Order]

    class FirehoseRecord(models.KinesisFirehoseRecord):
        data: Json[Order]

    class KafkaRecord(models.KafkaRecordModel):
        value: Json[Order]

    data = encoded('{"id": 7}')

    assert Payload.model_validate(KINESIS | {"data": data}).data == Order(id=7)
    assert FirehoseRecord.model_validate(FIREHOSE | {"data": data}).data == Order(id=7)
    assert KafkaRecord.model_validate(KAFKA | {"value": data}).value == Order(id=7)


# --- CloudWatch Logs --------------------------------------------------------------------------------------------------

LOGS = {
    "messageType": "DATA_MESSAGE",
    "owner": "123456789012",
    "logGroup": "orders",
    "logStream": "1",
    "subscriptionFilters": ["all"],
    "logEvents": [{"id": "1", "timestamp": 1440442987000, "message": "[ERROR] é"}],
}


@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
def test_log_events_are_inflated(compress: Callable[[bytes], bytes]) -> None:
    data = encoded(compress(json.dumps(LOGS).encode()))

    read = models.CloudWatchLogsModel.model_validate({"awslogs": {"data": data}}).awslogs.decoded_data

    assert read == models.CloudWatchLogsDecode.model_validate(LOGS)
    assert read.logEvents[0].message == "[ERROR] é"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (encoded("plain"), "The content is not valid gzip or zlib data"),
        (encoded(gzip.compress(b"{}", mtime=0)[:-9]), "The content is cut off"),
        (encoded(gzip.compress(b"{", mtime=0)), "The content holds no valid JSON"),
        (encoded(gzip.compress(b"\xff", mtime=0)), "The content is not valid UTF-8"),
    ],
)
def test_log_events_that_are_broken_say_how(data: str, message: str) -> None:
    with pytest.raises(ValidationError, match=f"data\n  Value error, {message}"):
        models.CloudWatchLogsData.model_validate({"data": data})


def test_a_small_payload_that_inflates_to_very_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "1000")

    with pytest.raises(ValidationError, match="inflates to more than 1000 bytes; raise POWERTOOLS_MAX_INFLATED_BYTES"):
        models.CloudWatchLogsData.model_validate({"data": encoded(gzip.compress(b" " * 1001))})


def test_logs_in_a_stream_of_kinesis(event: Event) -> None:
    stream = models.KinesisDataStreamModel.model_validate(event("kinesisStreamCloudWatchLogsEvent"))

    logs = kinesis.extract_cloudwatch_logs_from_event(stream)

    assert [type(item) for item in logs] == [models.CloudWatchLogsDecode] * len(stream.Records)
    assert logs[0] == kinesis.extract_cloudwatch_logs_from_record(stream.Records[0])
    assert stream.Records[0].decompress_zlib_record_data_as_json()["messageType"] == "DATA_MESSAGE"


def test_other_data_in_a_stream_of_kinesis_holds_no_logs(event: Event) -> None:
    stream = models.KinesisDataStreamModel.model_validate(event("kinesisStreamEvent"))

    with pytest.raises(ValueError, match="not valid gzip or zlib data"):
        kinesis.extract_cloudwatch_logs_from_event(stream)
    with pytest.raises(zlib.error):
        stream.Records[0].decompress_zlib_record_data_as_json()


def test_messages_of_sqs_in_a_firehose_stream(event: Event) -> None:
    stream = models.KinesisFirehoseSqsModel.model_validate(event("kinesisFirehoseSQSEvent"))

    assert stream.records[0].data.body == "Test message."
    with pytest.raises(ValidationError, match="data\n  Value error, The content holds no valid JSON"):
        models.KinesisFirehoseSqsRecord.model_validate(FIREHOSE | {"data": encoded("no JSON")})
