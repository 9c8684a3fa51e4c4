"""Events of Kafka, and bytes as the real producers write them."""

from __future__ import annotations

import base64
import io
import json

import pytest

SCHEMA = json.dumps(
    {
        "type": "record",
        "name": "Order",
        "namespace": "shop",
        "fields": [{"name": "name", "type": "string"}, {"name": "age", "type": "int"}],
    }
)


def record(value=None, **more):
    """One record; bytes are put into base64."""
    data = {
        "topic": "orders",
        "partition": 0,
        "offset": 0,
        "timestamp": 1545084650987,
        "timestampType": "CREATE_TIME",
        "value": value,
        "headers": [],
        **more,
    }
    for name in ("key", "value"):
        if isinstance(data.get(name), bytes):
            data[name] = base64.b64encode(data[name]).decode()
    return data


def event(*records):
    """An event of MSK."""
    return {
        "eventSource": "aws:kafka",
        "eventSourceArn": "arn:aws:kafka:eu-west-1:123456789012:cluster/orders/1",
        "bootstrapServers": "b-1:9092",
        "records": {"orders-0": [dict(each, offset=offset) for offset, each in enumerate(records)]},
    }


def avro_bytes(value, schema=SCHEMA):
    """A value as the official Avro library writes it."""
    from avro.io import BinaryEncoder, DatumWriter
    from avro.schema import parse

    stream = io.BytesIO()
    DatumWriter(parse(schema)).write(value, BinaryEncoder(stream))
    return stream.getvalue()


def registry():
    """A registry of Confluent's, inside of its own client."""
    confluent = pytest.importorskip("confluent_kafka.schema_registry")
    return confluent.SchemaRegistryClient.new_client({"url": "mock://tests"})


def confluent_avro(client, value, schema=SCHEMA):
    """A value as a producer with Confluent's serializer sends it."""
    from confluent_kafka.schema_registry.avro import AvroSerializer
    from confluent_kafka.serialization import MessageField, SerializationContext

    return AvroSerializer(client, schema)(value, SerializationContext("orders", MessageField.VALUE))


@pytest.fixture(scope="session")
def messages():
    """The classes of some messages of Protocol Buffers."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    kinds = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="shop.proto", package="shop", syntax="proto3")
    first = file.message_type.add(name="First")
    first.field.add(name="first_name", number=1, type=kinds.TYPE_STRING, label=kinds.LABEL_OPTIONAL)
    first.field.add(name="age", number=2, type=kinds.TYPE_INT32, label=kinds.LABEL_OPTIONAL)
    first.field.add(name="tags", number=3, type=kinds.TYPE_STRING, label=kinds.LABEL_REPEATED)
    second = file.message_type.add(name="Second")
    second.field.add(name="city_name", number=1, type=kinds.TYPE_STRING, label=kinds.LABEL_OPTIONAL)
    inner = second.nested_type.add(name="Inner")
    inner.field.add(name="big", number=1, type=kinds.TYPE_INT64, label=kinds.LABEL_OPTIONAL)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    names = ("First", "Second", "Second.Inner")
    return {name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"shop.{name}")) for name in names}


@pytest.fixture(scope="session")
def make():
    """Everything above."""
    from types import SimpleNamespace

    return SimpleNamespace(
        SCHEMA=SCHEMA,
        record=record,
        event=event,
        avro_bytes=avro_bytes,
        registry=registry,
        confluent_avro=confluent_avro,
    )
