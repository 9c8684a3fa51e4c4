"""Records from Kafka."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities.data_classes import KafkaEvent
from aws_lambda_powertools.utilities.data_classes.kafka_event import KafkaEventRecord


def signed(data):
    """Bytes as Lambda, which is written in Java, puts them into an event."""
    return [byte - 256 if byte > 127 else byte for byte in data]


def test_a_record_of_msk(event):
    batch = KafkaEvent(event("kafkaEventMsk"))
    (record,) = batch.records

    assert batch.event_source == "aws:kafka"
    assert batch.event_source_arn.startswith("arn:aws:kafka:us-east-1:123456789012:cluster/SalesCluster/")
    assert batch.decoded_bootstrap_servers == [
        "b-2.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092",
        "b-1.demo-cluster-1.a1bcde.c1.kafka.us-east-1.amazonaws.com:9092",
    ]
    assert batch.bootstrap_servers == ",".join(batch.decoded_bootstrap_servers)
    assert (record.topic, record.partition, record.offset) == ("mytopic", 0, 15)
    assert (record.timestamp, record.timestamp_type) == (1545084650987, "CREATE_TIME")
    assert (record.key, record.decoded_key) == ("cmVjb3JkS2V5", b"recordKey")
    assert (record.value, record.decoded_value) == ("eyJrZXkiOiJ2YWx1ZSJ9", b'{"key":"value"}')
    assert record.json_value == {"key": "value"}
    assert record.json_value is record.json_value
    assert record.headers == [{"headerKey": signed(b"headerValue")}]
    assert record.decoded_headers == {"headerkey": b"headerValue"}
    assert record.decoded_headers["HeaderKey"] == b"headerValue"
    assert record.key_schema_metadata is record.value_schema_metadata is None


def test_a_cluster_of_ones_own_has_no_arn(event):
    batch = KafkaEvent(event("kafkaEventSelfManaged"))
    assert batch.event_source == "aws:SelfManagedKafka"
    assert batch.event_source_arn is None


def test_all_topics_and_partitions_are_read():
    records = {"a-0": [{"offset": 1}, {"offset": 2}], "a-1": [], "b-0": [{"offset": 3}], "b-1": None}
    batch = KafkaEvent({"records": records})
    assert [record.offset for record in batch.records] == [1, 2, 3]
    assert [record.offset for record in batch.records] == [1, 2, 3]


def test_each_access_to_record_gives_the_next_one():
    batch = KafkaEvent({"records": {"a-0": [{"offset": 1}], "b-0": [{"offset": 2}]}})
    assert (batch.record.offset, batch.record.offset) == (1, 2)
    with pytest.raises(StopIteration):
        _ = batch.record


def test_looking_at_the_event_does_not_move_it(event):
    batch = KafkaEvent(event("kafkaEventMsk"))
    str(batch)
    assert batch.record.offset == 15


def test_a_schema_registry_is_told():
    record = KafkaEventRecord(
        {
            "keySchemaMetadata": {"dataFormat": "AVRO", "schemaId": "1"},
            "valueSchemaMetadata": {"dataFormat": "PROTOBUF"},
        }
    )
    assert (record.key_schema_metadata.data_format, record.key_schema_metadata.schema_id) == ("AVRO", "1")
    assert (record.value_schema_metadata.data_format, record.value_schema_metadata.schema_id) == ("PROTOBUF", None)


def test_a_record_without_a_key():
    assert KafkaEventRecord({}).decoded_key is None


def test_a_tombstone_has_no_value():
    record = KafkaEventRecord({"key": "aw==", "value": None})
    assert record.value is record.decoded_value is record.json_value is None


@pytest.mark.parametrize("raw", [{}, {"headers": None}, {"headers": []}, {"headers": [None]}])
def test_a_record_without_headers(raw):
    assert KafkaEventRecord(raw).decoded_headers == {}


def test_of_a_header_that_occurs_twice_the_last_counts():
    record = KafkaEventRecord({"headers": [{"A": [1]}, {"a": [2], "b": None}]})
    assert record.decoded_headers == {"a": b"\2", "b": b""}


@given(st.binary())
def test_headers_come_back_from_signed_and_unsigned_numbers(data):
    headers = [{"signed": signed(data)}, {"unsigned": list(data)}]
    assert KafkaEventRecord({"headers": headers}).decoded_headers == {"signed": data, "unsigned": data}


@given(st.binary(), st.binary())
def test_keys_and_values_come_back(key, value):
    encoded = {"key": base64.b64encode(key).decode(), "value": base64.b64encode(value).decode()}
    record = KafkaEventRecord(encoded)
    assert (record.decoded_key, record.decoded_value) == (key, value)


def test_json_is_read_with_the_deserializer_of_the_event(event):
    batch = KafkaEvent(event("kafkaEventMsk"), json_deserializer=lambda text: ["mine", json.loads(text)])
    assert batch.record.json_value == ["mine", {"key": "value"}]


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("decoded_value", {"value": "a"}),
        ("decoded_key", {"key": "a"}),
        ("json_value", {"value": base64.b64encode(b"no JSON").decode()}),
        ("decoded_headers", {"headers": [{"a": [256]}]}),
    ],
)
def test_what_cannot_be_decoded_is_a_value_error(name, raw):
    with pytest.raises(ValueError):
        getattr(KafkaEventRecord(raw), name)


def test_what_is_missing_is_named_with_its_path():
    batch = KafkaEvent({"records": {"orders-0": [{"topic": "orders"}, {}]}})
    *_, last = batch.records
    with pytest.raises(KeyError, match=r"records.orders-0\[1\].topic"):
        _ = last.topic
