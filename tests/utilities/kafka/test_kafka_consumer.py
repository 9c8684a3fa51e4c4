"""Records of Kafka as handlers get them: text, JSON, Avro, Protocol Buffers; outputs, policies, errors."""

from __future__ import annotations

import json
import struct
import uuid
import zlib
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import BaseModel, Field, ValidationError

from aws_lambda_powertools.testing import events
from aws_lambda_powertools.utilities.kafka import ConsumerRecords, SchemaConfig, kafka_consumer
from aws_lambda_powertools.utilities.kafka.deserializer import deserializer as deserializers
from aws_lambda_powertools.utilities.kafka.exceptions import (
    KafkaConsumerAvroSchemaParserError,
    KafkaConsumerDeserializationError,
    KafkaConsumerDeserializationFormatMismatch,
    KafkaConsumerMissingSchemaError,
    KafkaConsumerRegistryError,
)
from aws_lambda_powertools.utilities.kafka.registry import ConfluentSchemaRegistry, GlueSchemaRegistry

ORDER = {"name": "abc", "age": 1}
SCHEMA_ID = uuid.UUID("b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63")


def values(event, config=None):
    return [record.value for record in ConsumerRecords(event, config).records]


def value_of(make, data, config=None, **more):
    [value] = values(make.event(make.record(data, **more)), config)
    return value


# --- The event --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("self_managed", [False, True])
def test_the_handler_gets_records_of_either_kind_of_cluster(self_managed):
    event = events.kafka([{"id": 1}, {"id": 2}], keys=["a", "b"], headers={"Source": "shop"}, self_managed=self_managed)

    @kafka_consumer(schema_config=SchemaConfig(value_schema_type="JSON"))
    def handler(event, context):
        return [(record.key, record.value, record.headers["source"], record.offset) for record in event.records]

    assert [each[:3] for each in handler(event, None)] == [("a", {"id": 1}, b"shop"), ("b", {"id": 2}, b"shop")]


def test_the_decorator_needs_no_configuration(make):
    @kafka_consumer
    def handler(event, context):
        record = event.record
        return record.key, record.value, record.original_value, record.topic, event.event_source

    assert handler(make.event(make.record(b"hi")), None) == (None, "hi", "aGk=", "orders", "aws:kafka")


async def test_handlers_may_be_async(make):
    @kafka_consumer
    async def handler(event, context):
        return [record.value for record in event.records]

    assert await handler(make.event(make.record(b"hi")), None) == ["hi"]


def test_record_gives_one_after_the_other(make):
    records = ConsumerRecords(make.event(make.record(b"1"), make.record(b"2")))

    assert [records.record.value, records.record.value] == ["1", "2"]
    with pytest.raises(StopIteration):
        _ = records.record


def test_headers_are_bytes_by_name_in_any_case(make):
    [record] = ConsumerRecords(make.event(make.record(b"", headers=[{"Trace-Id": [97, -1]}]))).records

    assert record.headers["trace-id"] == b"a\xff"
    assert record.original_headers == [{"Trace-Id": [97, -1]}]


def test_a_value_is_decoded_once(make):
    [record] = ConsumerRecords(make.event(make.record(b'{"a": []}')), SchemaConfig(value_schema_type="JSON")).records

    assert record.value is record.value


# --- JSON and text ----------------------------------------------------------------------------------------------

JSON = SchemaConfig(value_schema_type="JSON", key_schema_type="JSON")


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b' {"a": 1} ',
        '{"a": 1}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a": 1}',
        b'\x00\x00\x00\x00\x07{"a": 1}',
        b"\x03\x00" + SCHEMA_ID.bytes + b'{"a": 1}',
        b"\x03\x05" + SCHEMA_ID.bytes + zlib.compress(b'{"a": 1}'),
    ],
    ids=["plain", "spaces", "utf-16", "bom", "confluent", "glue", "glue compressed"],
)
def test_json_is_read_in_any_encoding_and_framing(make, data):
    assert value_of(make, data, JSON) == {"a": 1}


@pytest.mark.parametrize("data", [b"{bad", b"", b"\x00\x00\x00\x00\x07bad", b"\x03\x05" + bytes(16) + b"no zlib"])
def test_what_is_no_json_is_an_error(make, data):
    with pytest.raises(KafkaConsumerDeserializationError):
        value_of(make, data, JSON)


def test_headers_within_headers_do_not_exhaust_the_stack(make):
    with pytest.raises(KafkaConsumerDeserializationError):
        value_of(make, (b"\x03\x00" + bytes(16)) * 5000, JSON)


def test_base64_that_is_none_is_an_error(make):
    with pytest.raises(KafkaConsumerDeserializationError, match="base64"):
        value_of(make, "IQ", JSON)


@pytest.mark.parametrize("config", [None, JSON])
def test_a_tombstone_is_none(make, config):
    assert value_of(make, None, config) is None
    [record] = ConsumerRecords(make.event(make.record(None, key=None)), config).records
    assert record.key is None


def test_an_empty_text_is_no_tombstone(make):
    assert value_of(make, b"") == ""


def test_the_format_is_checked_for_each_record(make):
    good = make.record(b"1", valueSchemaMetadata={"dataFormat": "JSON", "schemaId": "1"})
    bad = make.record(b"1", valueSchemaMetadata={"dataFormat": "AVRO", "schemaId": "1"})
    first, second = ConsumerRecords(make.event(good, bad), JSON).records

    assert first.value == 1
    assert first.value_schema_metadata.data_format == "JSON"
    with pytest.raises(KafkaConsumerDeserializationFormatMismatch, match=r"JSON.*AVRO"):
        _ = second.value


# --- Avro -------------------------------------------------------------------------------------------------------


@pytest.fixture
def avro(make):
    return SchemaConfig(value_schema_type="AVRO", value_schema=make.SCHEMA)


def test_avro_is_decoded_by_its_schema(make, avro):
    assert value_of(make, make.avro_bytes(ORDER), avro) == ORDER


@given(name=st.text(max_size=40), age=st.integers(-(2**31), 2**31 - 1))
@settings(max_examples=80, deadline=None)
def test_every_order_survives_avro_plain_and_framed(make, name, age):
    config = SchemaConfig(value_schema_type="AVRO", value_schema=make.SCHEMA)
    data = make.avro_bytes({"name": name, "age": age})
    order = {"name": name, "age": age}

    assert value_of(make, data, config) == order
    assert value_of(make, b"\0" + struct.pack(">I", 70_000) + data, config) == order
    assert value_of(make, b"\x03\0" + SCHEMA_ID.bytes + data, config) == order
    assert value_of(make, b"\x03\x05" + SCHEMA_ID.bytes + zlib.compress(data), config) == order


def test_genuine_bytes_of_confluent_are_recognised(make, avro):
    data = make.confluent_avro(make.registry(), ORDER)
    demanding = SchemaConfig(value_schema_type="AVRO", value_schema=make.SCHEMA, value_schema_wire_format="CONFLUENT")

    assert data[0] == 0
    assert value_of(make, data, avro) == ORDER
    assert value_of(make, data, demanding) == ORDER


def test_a_header_that_was_demanded_must_be_there(make):
    config = SchemaConfig(value_schema_type="AVRO", value_schema=make.SCHEMA, value_schema_wire_format="CONFLUENT")

    with pytest.raises(KafkaConsumerDeserializationError, match="magic byte"):
        value_of(make, make.avro_bytes(ORDER), config)


@pytest.mark.parametrize("tail", [b"\0", b"zz"])
def test_bytes_that_are_left_over_are_an_error(make, avro, tail):
    with pytest.raises(KafkaConsumerDeserializationError, match="left over"):
        value_of(make, make.avro_bytes(ORDER) + tail, avro)


@given(data=st.binary(max_size=40))
@settings(max_examples=150, deadline=None)
def test_whatever_comes_is_decoded_in_full_or_an_error(make, data):
    config = SchemaConfig(value_schema_type="AVRO", value_schema=make.SCHEMA)
    try:
        value = value_of(make, data, config)
    except KafkaConsumerDeserializationError:
        return
    written = make.avro_bytes(value)
    assert data.endswith(written[-2:])


def test_a_tombstone_of_avro_is_none(make, avro):
    assert value_of(make, None, avro) is None


def test_keys_have_schemas_of_their_own(make):
    config = SchemaConfig(key_schema_type="AVRO", key_schema='"long"', value_schema_type="JSON")
    [record] = ConsumerRecords(make.event(make.record(b"[]", key=make.avro_bytes(7, '"long"'))), config).records

    assert (record.key, record.value) == (7, [])


def test_a_schema_is_parsed_once(make, monkeypatch):
    import avro.schema

    schema = json.dumps({"type": "record", "name": "Once", "fields": [{"name": "name", "type": "string"}]})
    data = make.avro_bytes({"name": "a"}, schema)
    parsed, parse = [], avro.schema.parse
    monkeypatch.setattr(avro.schema, "parse", lambda text: parsed.append(text) or parse(text))
    config = SchemaConfig(value_schema_type="AVRO", value_schema=schema)
    metadata = {"dataFormat": "AVRO", "schemaId": "1"}

    plain, known = make.record(data), make.record(data, valueSchemaMetadata=metadata)
    for _ in range(2):
        assert len(values(make.event(plain, plain, known, known), config)) == 4

    assert parsed == [schema]


def test_a_schema_that_is_none_is_an_error(make):
    with pytest.raises(KafkaConsumerAvroSchemaParserError, match="Avro schema"):
        value_of(make, b"a", SchemaConfig(value_schema_type="AVRO", value_schema="no schema"))


# --- Protocol Buffers -------------------------------------------------------------------------------------------


def confluent_protobuf(client, message):
    from confluent_kafka.schema_registry.protobuf import ProtobufSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    serializer = ProtobufSerializer(type(message), client, {"use.deprecated.format": False})
    return serializer(message, SerializationContext("orders", MessageField.VALUE))


def test_protobuf_keeps_the_names_of_the_fields(make, messages):
    kind = messages["First"]
    config = SchemaConfig(value_schema_type="PROTOBUF", value_schema=kind)
    data = kind(first_name="Ada", age=36, tags=["a"]).SerializeToString()

    assert value_of(make, data, config) == {"first_name": "Ada", "age": 36, "tags": ["a"]}
    assert value_of(make, None, config) is None
    assert value_of(make, b"", config) == {}


@given(name=st.text(max_size=30), age=st.integers(-(2**31), 2**31 - 1), tags=st.lists(st.text(max_size=5), max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_message_survives_protobuf_plain_and_framed(make, messages, name, age, tags):
    kind = messages["First"]
    config = SchemaConfig(value_schema_type="PROTOBUF", value_schema=kind)
    data = kind(first_name=name, age=age, tags=tags).SerializeToString()
    [expected] = values(make.event(make.record(data)), config)

    assert expected.get("first_name", "") == name
    assert value_of(make, b"\0\0\0\0\7\0" + data, config) == expected
    assert value_of(make, b"\0" + data, config, valueSchemaMetadata={"dataFormat": "PROTOBUF", "schemaId": "7"}) == (
        expected
    )
    uid = {"dataFormat": "PROTOBUF", "schemaId": str(SCHEMA_ID)}
    assert value_of(make, b"\0" + data, config, valueSchemaMetadata=uid) == expected


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("First", {"first_name": "Ada", "age": 36}, {"first_name": "Ada", "age": 36}),
        ("Second", {"city_name": "Bath"}, {"city_name": "Bath"}),
        ("Second.Inner", {"big": 5}, {"big": "5"}),
    ],
)
def test_genuine_messages_of_confluent_are_recognised(make, messages, name, content, expected):
    pytest.importorskip("confluent_kafka.schema_registry.protobuf")
    kind = messages[name]
    config = SchemaConfig(value_schema_type="PROTOBUF", value_schema=kind)
    data = confluent_protobuf(make.registry(), kind(**content))

    assert value_of(make, data, config) == expected
    after_the_id = {"valueSchemaMetadata": {"dataFormat": "PROTOBUF", "schemaId": "7"}}
    assert value_of(make, data[5:], config, **after_the_id) == expected


def test_what_is_no_message_is_an_error(make, messages):
    config = SchemaConfig(value_schema_type="PROTOBUF", value_schema=messages["First"])

    with pytest.raises(KafkaConsumerDeserializationError, match="protobuf"):
        value_of(make, b"\xff\xff\xff", config)


# --- Outputs ----------------------------------------------------------------------------------------------------


@dataclass
class Address:
    city: str


@dataclass
class Person:
    name: str
    address: Address


class Order(BaseModel):
    id: int


class Cat(BaseModel):
    kind: Literal["cat"]


class Dog(BaseModel):
    kind: Literal["dog"]


@pytest.mark.parametrize(
    ("data", "output", "expected"),
    [
        ({"name": "Ada", "address": {"city": "Bath"}}, Person, Person("Ada", Address("Bath"))),
        ({"id": "7"}, Order, Order(id=7)),
        ({"kind": "dog"}, Cat | Dog, Dog(kind="dog")),
        ({"kind": "cat"}, Annotated[Cat | Dog, Field(discriminator="kind")], Cat(kind="cat")),
        ({"id": 7}, lambda data: data["id"], 7),
        ({"id": 7}, None, {"id": 7}),
    ],
)
def test_values_become_what_is_asked_for(make, data, output, expected):
    config = SchemaConfig(value_schema_type="JSON", value_output_serializer=output)

    assert value_of(make, json.dumps(data).encode(), config) == expected


def test_a_value_that_fits_no_model_is_pydantics_error(make):
    with pytest.raises(ValidationError):
        value_of(make, b"{}", SchemaConfig(value_schema_type="JSON", value_output_serializer=Order))


# --- Policies ---------------------------------------------------------------------------------------------------


def test_records_that_can_not_be_decoded_are_skipped_on_request(make):
    event = make.event(make.record(b"1"), make.record(b"{bad"), make.record(b"3"))
    records = ConsumerRecords(event, SchemaConfig(value_schema_type="JSON", on_error="skip"))

    assert [record.value for record in records.records] == [1, 3]
    [(record, error)] = records.failures
    assert (record.offset, type(error)) == (1, KafkaConsumerDeserializationError)
    assert records.partial_failure_response() == {
        "batchItemFailures": [{"itemIdentifier": {"partition": "orders-0", "offset": 1}}]
    }


def test_or_given_to_a_function(make):
    seen = []
    config = SchemaConfig(
        value_schema_type="JSON", on_error=lambda record, error: seen.append((record.offset, type(error)))
    )

    assert values(make.event(make.record(b"{bad"), make.record(b"2")), config) == [2]
    assert seen == [(0, KafkaConsumerDeserializationError)]


def test_else_the_error_rises_where_the_value_is_read_and_the_rest_can_be_read(make):
    event = make.event(make.record(b"{bad"), make.record(b"2"))
    first, second = ConsumerRecords(event, SchemaConfig(value_schema_type="JSON")).records

    with pytest.raises(KafkaConsumerDeserializationError):
        _ = first.value
    assert second.value == 2


def test_going_through_records_twice_counts_failures_once(make):
    records = ConsumerRecords(make.event(make.record(b"{bad")), SchemaConfig(value_schema_type="JSON", on_error="skip"))

    assert [list(records.records) for _ in range(2)] == [[], []]
    assert len(records.failures) == 1


# --- Configuration ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["key", "value"])
@pytest.mark.parametrize("schema_type", ["AVRO", "PROTOBUF"])
def test_a_schema_that_is_missing_is_named(part, schema_type):
    with pytest.raises(KafkaConsumerMissingSchemaError, match=f"{part}_schema"):
        SchemaConfig(**{f"{part}_schema_type": schema_type})


@pytest.mark.parametrize(
    "options",
    [
        {"value_schema_type": "AVRO", "value_schema": '"int"', "value_schema_wire_format": "GLUE"},
        {"value_schema_type": "JSON", "value_schema_wire_format": "CONFLUENT"},
        {"on_error": "ignore"},
    ],
)
def test_what_makes_no_sense_is_named(options):
    with pytest.raises(ValueError, match=r"wire_format|on_error"):
        SchemaConfig(**options)


def test_parsed_schemas_do_not_grow_without_bound(make):
    for number in range(300):
        schema = json.dumps({"type": "record", "name": f"R{number}", "fields": []})
        assert value_of(make, b"", SchemaConfig(value_schema_type="AVRO", value_schema=schema)) == {}

    assert len(deserializers._kept) <= deserializers.MOST_SCHEMAS


# --- Registries -------------------------------------------------------------------------------------------------


class Server:
    """A registry of Confluent's over HTTP."""

    def __init__(self):
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        from threading import Thread

        requests = self.requests = []
        schemas = self.schemas = {}

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                requests.append((self.path, self.headers.get("Authorization")))
                schema = schemas.get(self.path.rpartition("/")[2])
                body = json.dumps({"schema": schema} if schema else {"error_code": 40403}).encode()
                self.send_response(200 if schema else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.server.shutdown()
    server.server.server_close()


def test_schemas_come_from_confluents_registry_once(make, server):
    server.schemas["7"] = make.SCHEMA
    registry = ConfluentSchemaRegistry(server.url + "/", api_key="user", api_secret="word")
    config = SchemaConfig(value_schema_type="AVRO", value_schema=registry)
    data = b"\0\0\0\0\7" + make.avro_bytes(ORDER)

    assert values(make.event(make.record(data), make.record(data)), config) == [ORDER, ORDER]
    assert registry.get_schema("7") == make.SCHEMA
    assert server.requests == [("/schemas/ids/7", "Basic dXNlcjp3b3Jk")]


def test_each_record_is_read_by_the_schema_it_names(make, server):
    server.schemas.update({"1": '"long"', "2": '"string"'})
    config = SchemaConfig(value_schema_type="AVRO", value_schema=ConfluentSchemaRegistry(server.url))
    records = [
        make.record(b"\0\0\0\0\1" + make.avro_bytes(7, '"long"')),
        make.record(b"\0\0\0\0\2" + make.avro_bytes("x", '"string"')),
        make.record(make.avro_bytes("y", '"string"'), valueSchemaMetadata={"dataFormat": "AVRO", "schemaId": "2"}),
    ]

    assert values(make.event(*records), config) == [7, "x", "y"]


def test_a_schema_the_registry_does_not_have_is_an_error_and_asked_for_again(make, server):
    registry = ConfluentSchemaRegistry(server.url)

    with pytest.raises(KafkaConsumerRegistryError, match="'9'"):
        registry.get_schema("9")
    server.schemas["9"] = '"int"'
    assert registry.get_schema("9") == '"int"'


def test_data_without_a_schema_id_is_an_error(make, server):
    config = SchemaConfig(value_schema_type="AVRO", value_schema=ConfluentSchemaRegistry(server.url))

    with pytest.raises(KafkaConsumerDeserializationError, match="schema"):
        value_of(make, make.avro_bytes(ORDER), config)


def test_schemas_come_from_glue(make):
    import boto3
    from botocore.stub import Stubber

    client = boto3.client("glue", region_name="eu-west-1", aws_access_key_id="a", aws_secret_access_key="b")
    config = SchemaConfig(value_schema_type="AVRO", value_schema=GlueSchemaRegistry(boto3_client=client))
    data = b"\x03\x05" + SCHEMA_ID.bytes + zlib.compress(make.avro_bytes(ORDER))
    with Stubber(client) as stubber:
        stubber.add_response(
            "get_schema_version", {"SchemaDefinition": make.SCHEMA}, {"SchemaVersionId": str(SCHEMA_ID)}
        )
        assert values(make.event(make.record(data), make.record(data)), config) == [ORDER, ORDER]
