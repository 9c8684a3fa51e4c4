"""Kafka: keys and values in every format, outputs, headers, errors."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from lab import outcome, scenario

from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer

SCHEMA = json.dumps({"type": "record", "name": "O", "fields": [{"name": "n", "type": "string"}]})
AVRO = b"\x06abc"


def event(value=b"hi", *, count=1, **more):
    record = {
        "topic": "orders",
        "partition": 0,
        "offset": 5,
        "timestamp": 1545084650987,
        "timestampType": "CREATE_TIME",
        "value": base64.b64encode(value).decode(),
        "headers": [{"Trace-Id": [97, 98]}],
        **more,
    }
    return {
        "eventSource": "aws:kafka",
        "eventSourceArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/1",
        "bootstrapServers": "b-1:9092,b-2:9092",
        "records": {"orders-0": [record] * count, "orders-1": [{**record, "partition": 1}]},
    }


def read(data, config=None):
    return outcome(lambda: [[record.key, record.value] for record in ConsumerRecords(data, config).records])


@scenario()
def text():
    yield "values", read(event())
    yield "keys", read(event(key=base64.b64encode(b"k").decode()))
    yield "no key", read(event(key=None))


@scenario()
def attributes():
    records = ConsumerRecords(event())
    record = records.record
    yield "event", [records.event_source, records.event_source_arn, records.bootstrap_servers]
    yield "more", [records.decoded_bootstrap_servers]
    yield "record", [record.topic, record.partition, record.offset, record.timestamp, record.timestamp_type]
    yield "headers", [record.headers["trace-id"].decode(), record.original_headers, record.original_value]
    yield "metadata", [record.key_schema_metadata, record.value_schema_metadata]


@scenario()
def the_decorator():
    @kafka_consumer
    def handler(event, context):
        return [record.value for record in event.records]

    yield "result", handler(event(count=2), None)


@scenario()
def json_values():
    config = SchemaConfig(value_schema_type="JSON", key_schema_type="JSON")
    for value in (b'{"a": 1}', b"[]", b"null", b"1.5", b'"x"', b"{bad", b""):
        yield value.decode(), read(event(value), config)
    yield "key", read(event(b"1", key=base64.b64encode(b"[7]").decode()), config)


@scenario()
def formats_that_the_event_claims():
    config = SchemaConfig(value_schema_type="JSON")
    for claimed in ("JSON", "AVRO"):
        yield claimed, read(event(b"1", valueSchemaMetadata={"dataFormat": claimed, "schemaId": "1"}), config)


@scenario()
def avro_values():
    yield "plain", read(event(AVRO), SchemaConfig(value_schema_type="AVRO", value_schema=SCHEMA))
    framed = SchemaConfig(value_schema_type="AVRO", value_schema=SCHEMA, value_schema_wire_format="CONFLUENT")
    yield "framed", read(event(b"\0\0\0\0\1" + AVRO), framed)
    yield "unframed", read(event(AVRO), framed)
    yield "garbage", read(event(b"\xff"), SchemaConfig(value_schema_type="AVRO", value_schema=SCHEMA))


@scenario()
def a_schema_that_is_none():
    yield "values", read(event(AVRO), SchemaConfig(value_schema_type="AVRO", value_schema="none"))


@scenario()
def protobuf_values():
    from google.protobuf.type_pb2 import Field
    from google.protobuf.wrappers_pb2 import StringValue

    data = Field(name="abc", type_url="u").SerializeToString()
    config = SchemaConfig(value_schema_type="PROTOBUF", value_schema=Field)
    yield "plain", read(event(data), config)
    yield (
        "confluent",
        read(event(b"\0" + data, valueSchemaMetadata={"dataFormat": "PROTOBUF", "schemaId": "7"}), config),
    )
    uid = {"dataFormat": "PROTOBUF", "schemaId": "b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63"}
    yield "glue", read(event(b"\0" + data, valueSchemaMetadata=uid), config)
    yield "garbage", read(event(b"\xff\xff"), config)
    text = SchemaConfig(value_schema_type="PROTOBUF", value_schema=StringValue)
    yield "wrapper", read(event(StringValue(value="x").SerializeToString()), text)


@dataclass
class Order:
    a: int


@scenario()
def outputs():
    for name, output in {"dataclass": Order, "function": lambda data: [data], "none": None}.items():
        config = SchemaConfig(value_schema_type="JSON", value_output_serializer=output)
        yield name, outcome(lambda config=config: str(ConsumerRecords(event(b'{"a": 1}'), config).record.value))


@scenario()
def configurations_that_make_no_sense():
    for name, options in {
        "avro": {"value_schema_type": "AVRO"},
        "protobuf": {"key_schema_type": "PROTOBUF"},
        "wire format": {"value_schema_type": "AVRO", "value_schema": SCHEMA, "value_schema_wire_format": "X"},
        "of json": {"value_schema_type": "JSON", "value_schema_wire_format": "CONFLUENT"},
    }.items():
        yield name, outcome(lambda options=options: SchemaConfig(**options) and None)
