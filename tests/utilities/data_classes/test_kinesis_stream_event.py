"""Records from Kinesis data streams."""

from __future__ import annotations

import base64
import gzip
import json
import zlib

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import CloudWatchLogsDecodedData, KinesisStreamEvent
from aws_lambda_powertools.utilities.data_classes.kinesis_stream_event import (
    KinesisStreamRecordPayload,
    extract_cloudwatch_logs_from_event,
    extract_cloudwatch_logs_from_record,
)


def payload(data, **options):
    return KinesisStreamRecordPayload({"data": base64.b64encode(data).decode()}, **options)


def test_a_batch(event):
    record, other = KinesisStreamEvent(event("kinesisStreamEvent")).records

    assert record.aws_region == "us-east-2"
    assert record.event_id.startswith("shardId-000000000006:")
    assert record.event_name == "aws:kinesis:record"
    assert record.event_source == "aws:kinesis"
    assert record.event_source_arn == "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"
    assert record.event_version == "1.0"
    assert record.invoke_identity_arn == "arn:aws:iam::123456789012:role/lambda-role"
    assert record.kinesis.approximate_arrival_timestamp == 1545084650.987
    assert record.kinesis.kinesis_schema_version == "1.0"
    assert record.kinesis.partition_key == "1"
    assert record.kinesis.sequence_number == "49590338271490256608559692538361571095921575989136588898"
    assert record.kinesis.data == "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg=="
    assert record.kinesis.data_as_bytes() == b"Hello, this is a test."
    assert other.kinesis.data_as_text() == "This is only a test."


def test_a_batch_without_a_window(event):
    batch = KinesisStreamEvent(event("kinesisStreamEvent"))
    assert batch.window is batch.shard_id is batch.event_source_arn is None
    assert batch.is_final_invoke_for_window is batch.is_window_terminated_early is None
    assert batch.state == {}


def test_a_batch_of_a_window():
    batch = KinesisStreamEvent(
        {
            "Records": [],
            "window": {"start": "2020-12-09T07:04:00Z", "end": "2020-12-09T07:06:00Z"},
            "state": {"1": 282},
            "shardId": "shardId-000000000006",
            "eventSourceARN": "arn:aws:kinesis:us-east-1:123456789012:stream/lambda-stream",
            "isFinalInvokeForWindow": False,
            "isWindowTerminatedEarly": True,
        }
    )
    assert (batch.window.start, batch.window.end) == ("2020-12-09T07:04:00Z", "2020-12-09T07:06:00Z")
    assert batch.state == {"1": 282}
    assert batch.shard_id == "shardId-000000000006"
    assert batch.event_source_arn.endswith("stream/lambda-stream")
    assert (batch.is_final_invoke_for_window, batch.is_window_terminated_early) == (False, True)


@given(st.dictionaries(st.text(), st.text() | st.integers()))
@pytest.mark.parametrize("compress", [gzip.compress, zlib.compress])
def test_json_comes_back_plain_and_compressed(compress, value):
    data = json.dumps(value).encode()
    assert payload(data).data_as_json() == value
    assert payload(compress(data)).data_zlib_compressed_as_json() == value


def test_json_is_read_with_the_deserializer_of_the_event():
    mine = payload(b'{"a": 1}', json_deserializer=lambda text: ["mine", text])
    assert mine.data_as_json() == ["mine", '{"a": 1}']


@pytest.mark.parametrize(
    "read",
    [
        lambda: KinesisStreamRecordPayload({"data": "a"}).data_as_bytes(),
        lambda: payload(b"\xff").data_as_text(),
        lambda: payload(b"no JSON").data_as_json(),
        lambda: payload(b'{"a": 1}').data_zlib_compressed_as_json(),
        lambda: payload(gzip.compress(b"no JSON")).data_zlib_compressed_as_json(),
    ],
)
def test_what_cannot_be_decoded_is_a_value_error(read):
    with pytest.raises(ValueError):
        read()


def test_who_catches_the_error_of_zlib_still_does():
    with pytest.raises(zlib.error):
        payload(b'{"a": 1}').data_zlib_compressed_as_json()


def test_a_bomb_is_refused(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_MAX_INFLATED_BYTES", "1000")
    with pytest.raises(ValueError, match="more than 1000 bytes"):
        payload(gzip.compress(bytes(1001))).data_zlib_compressed_as_json()


def test_log_lines_are_taken_out_of_a_batch(event):
    batch = KinesisStreamEvent(event("kinesisStreamCloudWatchLogsEvent"))
    logs = extract_cloudwatch_logs_from_event(batch)

    assert len(logs) == len(list(batch.records))
    assert all(isinstance(data, CloudWatchLogsDecodedData) for data in logs)
    assert logs[0].owner == "123456789012"
    assert [line.message[:5] for line in logs[0].log_events] == ["START", "END R", "REPOR"]
    assert extract_cloudwatch_logs_from_record(next(batch.records)) == logs[0]
