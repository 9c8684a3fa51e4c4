"""The examples of batch, Kafka and streaming do what their pages say."""

from __future__ import annotations

import base64
import gzip
import importlib.util
import io
import json
import sys
import zipfile

import pytest
from source_tree import ROOT

from aws_lambda_powertools.testing import events, run_batch


def example(name):
    path = ROOT / "examples" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"example_{name.replace('/', '_')}", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look for their module there
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[spec.name]
    return module


def names(event):
    return [record["messageId"] for record in event["Records"]]


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")


@pytest.mark.parametrize("name", ["getting_started", "models"])
def test_a_message_that_fails_is_tried_again(name):
    event = events.sqs([{"id": "1", "amount": 5}, {"id": "2"}])
    run = run_batch(example(f"batch/{name}").lambda_handler, event)

    assert (run.succeeded, run.dead) == (names(event)[:1], names(event)[1:])


def test_a_group_stops_at_its_failure():
    event = events.sqs(["a", "", "c"], fifo=True)
    run = run_batch(example("batch/fifo").lambda_handler, event)

    assert run.dead == names(event)[1:]


def test_a_shard_stops_at_its_failure():
    event = events.kinesis([{"celsius": 5}, {"celsius": -300}, {"celsius": 6}])
    run = run_batch(example("batch/streams").lambda_handler, event)

    assert (len(run.succeeded), len(run.dead)) == (1, 2)


def test_async_messages_are_processed():
    assert len(run_batch(example("batch/asynchronous").lambda_handler, events.sqs(["a"] * 30)).succeeded) == 30


def test_poison_is_put_aside(capsys):
    event = events.sqs([{"product": "moon"}, "no JSON", {"product": "tea"}])
    run = run_batch(example("batch/poison").lambda_handler, event)

    assert (len(run.succeeded), run.dead, len(run.invocations)) == (3, [], 1)
    assert capsys.readouterr().out.count("message put aside") == 2


def test_records_are_observed(capsys):
    event = events.sqs(["good", "bad"])
    run_batch(example("batch/observed").lambda_handler, event, redeliveries=0)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["batch_record"] for line in lines if line.get("message") == "order taken"] == names(event)
    assert lines[-1]["BatchRecordFailure"] == [1.0]


def test_a_processor_of_ones_own(lambda_context):
    assert example("batch/own_processor").lambda_handler({"lines": [{"line": "1"}, {"line": "x"}]}, lambda_context) == [
        "x"
    ]


def test_the_tested_example_passes(monkeypatch):
    module = example("batch/test_orders")
    module.test_an_order_without_amount_is_tried_again_until_it_is_dead(monkeypatch)


# --- Kafka ------------------------------------------------------------------------------------------------------


def test_json_values_are_added_up(lambda_context):
    event = events.kafka([{"amount": 5}, {"amount": 7}])
    event["records"][next(iter(event["records"]))][1]["value"] = None

    assert example("kafka/getting_started").lambda_handler(event, lambda_context) == 5


def avro(value, schema):
    from avro.io import BinaryEncoder, DatumWriter
    from avro.schema import parse

    stream = io.BytesIO()
    DatumWriter(parse(schema)).write(value, BinaryEncoder(stream))
    return stream.getvalue()


def kafka_with(**fields):
    event = events.kafka([{"a": 1}])
    record = event["records"][next(iter(event["records"]))][0]
    record.update({name: base64.b64encode(data).decode() for name, data in fields.items()})
    return event


def test_avro_values_become_dataclasses(lambda_context):
    module = example("kafka/avro_values")
    data = avro({"id": "o-1", "amount": 2.5}, module.ORDER)

    assert module.lambda_handler(kafka_with(value=b"\0\0\0\0\1" + data), lambda_context) == ["o-1: 2.5"]


def test_protobuf_keys_are_decoded(lambda_context):
    from google.protobuf.timestamp_pb2 import Timestamp

    event = kafka_with(key=Timestamp(seconds=0).SerializeToString() or b"\x08\x00")

    assert example("kafka/protobuf_values").lambda_handler(event, lambda_context) == [
        {"at": "1970-01-01T00:00:00Z", "a": 1}
    ]


def test_schemas_of_a_registry_are_used(lambda_context, monkeypatch):
    module = example("kafka/registry_schemas")
    monkeypatch.setattr(module.registry, "_fetch", lambda schema_id: '"long"')

    assert module.lambda_handler(kafka_with(value=b"\0\0\0\0\1" + avro(7, '"long"')), lambda_context) == [7]


def test_failures_are_sent_again(lambda_context):
    event = events.kafka([{"amount": 5}, "{bad", {"amount": 0}])

    response = example("kafka/failures").lambda_handler(event, lambda_context)

    offsets = [record["offset"] for record in next(iter(event["records"].values()))]
    assert sorted(item["itemIdentifier"]["offset"] for item in response["batchItemFailures"]) == offsets[1:]


# --- Streaming --------------------------------------------------------------------------------------------------


class S3:
    """The client of a bucket with one object."""

    def __init__(self, content):
        self.content = content

    def get_object(self, **options):
        content = self.content[int(options["Range"][6:-1]) :]
        return {"Body": io.BytesIO(content), "ContentLength": len(content)}

    def head_object(self, **_):
        return {"ContentLength": len(self.content)}


def stream(name, content, monkeypatch):
    from aws_lambda_powertools._core import aws

    monkeypatch.setattr(aws, "client", lambda *_, **__: S3(content))
    return example(f"streaming/{name}").lambda_handler({"bucket": "b", "key": "k"}, None)


def test_lines_are_counted(monkeypatch):
    content = b"ERROR a\nINFO b\nERROR c\n"

    assert stream("lines", content, monkeypatch) == {"size": len(content), "errors": 2}


def test_rows_are_added_up(monkeypatch):
    assert stream("transformations", gzip.compress("amount;café\n1.5;a\n2;b\n".encode("latin-1")), monkeypatch) == 3.5


def test_an_archive_is_looked_into(monkeypatch):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("manifest.txt", "hello")

    assert stream("archive", archive.getvalue(), monkeypatch) == "hello"
