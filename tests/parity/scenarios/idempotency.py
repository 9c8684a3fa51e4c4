"""Idempotency: requests to the stores, keys, replays, refusals, serializers, errors."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import pathlib
import uuid

from lab import Context, outcome, scenario

from aws_lambda_powertools.utilities.idempotency import (
    BasePersistenceLayer,
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    exceptions,
    idempotent,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.persistence.datarecord import DataRecord
from aws_lambda_powertools.utilities.idempotency.serialization.custom_dict import CustomDictSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.dataclass import DataclassSerializer
from aws_lambda_powertools.utilities.idempotency.serialization.functions import get_actual_type
from aws_lambda_powertools.utilities.idempotency.serialization.pydantic import PydanticSerializer

FAR = 99_999_999_999


def in_order(value):
    """Mappings by their keys: in which order a request names its arguments says nothing."""
    return {key: in_order(value[key]) for key in sorted(value)} if isinstance(value, dict) else value


class Client:
    """Answers DynamoDB's calls as it is told, and notes them."""

    def __init__(self, **answers):
        self.answers = answers
        self.calls = []

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)

        def call(**request):
            self.calls.append([name, in_order(request)])
            answer = self.answers.get(name)
            if isinstance(answer, Exception):
                raise answer
            return answer or {}

        return call


class Memory(BasePersistenceLayer):
    """A user's own layer."""

    def __init__(self):
        self.records = {}
        self.calls = []
        super().__init__()

    def _put_record(self, data_record):
        self.calls.append("put")
        if data_record.idempotency_key in self.records:
            raise exceptions.IdempotencyItemAlreadyExistsError
        self.records[data_record.idempotency_key] = data_record

    def _update_record(self, data_record):
        self.calls.append("update")
        self.records[data_record.idempotency_key] = data_record

    def _delete_record(self, data_record):
        self.calls.append("delete")
        del self.records[data_record.idempotency_key]

    def _get_record(self, idempotency_key):
        self.calls.append("get")
        return self.records[idempotency_key]


def refused(item=None):
    from botocore.exceptions import ClientError

    answer = {"Error": {"Code": "ConditionalCheckFailedException", "Message": "refused"}}
    if item:
        answer["Item"] = item
    return ClientError(answer, "PutItem")


def item(**values):
    return {
        "id": {"S": "k"},
        "status": {"S": "COMPLETED"},
        "expiration": {"N": str(FAR)},
        "data": {"S": '{"r": 1}'},
        **values,
    }


def run(client, answer=None, payload=None, config=None, options=None, **more):
    """One call against DynamoDB: what came out and what was asked."""
    layer = DynamoDBPersistenceLayer("records", boto3_client=client, **(options or {}))

    @idempotent(persistence_store=layer, config=config or IdempotencyConfig(), **more)
    def handler(received, context):
        return answer(received) if callable(answer) else answer

    return outcome(handler, payload or {"id": 1}, Context()), client.calls


def explained(answer):
    """The message of what a call raised."""
    try:
        return answer()
    except Exception as error:
        return [type(error).__name__, str(error)]


def _fail(received):
    raise RuntimeError("failed")


ANSWERS = {
    "dict": {"ok": 1},
    "none": None,
    "zero": 0,
    "text": "text",
    "list": [1, 2],
    "unicode": {"ü": "€\u2028"},
    "nested": {"b": {"z": 1, "a": [True, None, 1.5]}},
}


@scenario()
def requests_of_a_new_key():
    for name, answer in ANSWERS.items():
        yield name, run(Client(), answer)


@scenario()
def requests_of_a_composite_key():
    yield "default", run(Client(), 1, options={"sort_key_attr": "sk"})
    yield "named", run(Client(), 1, options={"sort_key_attr": "sk", "static_pk_value": "charges"})


@scenario(AWS_LAMBDA_FUNCTION_NAME="orders")
def requests_name_the_function():
    yield "simple", run(Client(), 1)
    yield "composite", run(Client(), 1, options={"sort_key_attr": "sk"})
    yield "prefix", run(Client(), 1, key_prefix="mine")


@scenario()
def requests_with_named_attributes():
    names = ("key_attr", "expiry_attr", "in_progress_expiry_attr", "status_attr", "data_attr", "validation_key_attr")
    options = {name: name.upper() for name in names}
    yield "calls", run(Client(), 1, config=IdempotencyConfig(payload_validation_jmespath="id"), options=options)


@scenario()
def requests_of_a_failed_run():
    yield "calls", run(Client(), _fail)


@scenario()
def requests_with_validation():
    yield "calls", run(Client(), 1, config=IdempotencyConfig(payload_validation_jmespath="id"))


@scenario()
def expiry_can_be_chosen():
    yield "calls", run(Client(), 1, config=IdempotencyConfig(expires_after_seconds=5))


@scenario()
def replays():
    yield "told by the refusal", run(Client(put_item=refused(item())))
    yield "asked for", run(Client(put_item=refused(), get_item={"Item": item()}))
    yield "without data", run(Client(put_item=refused({k: v for k, v in item().items() if k != "data"})))
    yield "not there", run(Client(put_item=refused()))


@scenario()
def refusals():
    in_progress = item(status={"S": "INPROGRESS"})
    yield "in progress", run(Client(put_item=refused(in_progress)))
    yield "lease", run(Client(put_item=refused({**in_progress, "in_progress_expiration": {"N": str(FAR * 1000)}})))
    yield "lease over", run(Client(put_item=refused({**in_progress, "in_progress_expiration": {"N": "1"}})))
    yield "expired", run(Client(put_item=refused(item(expiration={"N": "5"}))))
    yield "unknown status", run(Client(put_item=refused(item(status={"S": "X"}))))


@scenario()
def refusals_of_another_payload():
    config = IdempotencyConfig(payload_validation_jmespath="id")
    yield "other", run(Client(put_item=refused(item(validation={"S": "other"}))), config=config)
    yield "none", run(Client(put_item=refused(item())), config=config)


@scenario()
def errors_of_the_store():
    for operation in ("put_item", "update_item", "delete_item", "get_item"):
        answers = {operation: ValueError("down")}
        if operation == "get_item":
            answers["put_item"] = refused()
        yield operation, run(Client(**answers), _fail if operation == "delete_item" else 1)


@scenario()
def messages_of_errors():
    def handler_on(client, **options):
        layer = DynamoDBPersistenceLayer("records", boto3_client=client, **options)
        return lambda: idempotent(persistence_store=layer, key_prefix="p")(lambda received, context: 1)(
            {"id": 1}, Context()
        )

    yield "put", explained(handler_on(Client(put_item=ValueError("down"))))
    yield "update", explained(handler_on(Client(update_item=ValueError("down"))))
    known = item(status={"S": "INPROGRESS"}, id={"S": "p#f3e56c602771e9541aef61d502562b89"})
    yield "in progress", explained(handler_on(Client(put_item=refused(known))))
    known = item(status={"S": "INPROGRESS"}, id={"S": "idempotency#"}, sk={"S": "p#f3e56c602771e9541aef61d502562b89"})
    yield "with sort key", explained(handler_on(Client(put_item=refused(known)), sort_key_attr="sk"))
    yield "same keys", explained(lambda: DynamoDBPersistenceLayer("t", sort_key_attr="id", boto3_client=Client()))


class Color(enum.Enum):
    RED = 1


class Word(str, enum.Enum):
    RED = "red"


@dataclasses.dataclass
class Line:
    sku: str
    day: datetime.date


PAYLOADS = {
    "dict": {"b": 1, "a": "ü"},
    "list": [1, 2],
    "text": "x",
    "number": 5,
    "fraction": 1.5,
    "true": True,
    "tuple": (1, 2),
    "dataclass": Line("a", datetime.date(2026, 1, 2)),
    "enum": {"e": Color.RED},
    "word": {"e": Word.RED},
    "decimal": {"d": decimal.Decimal("1.10")},
    "not a number": {"d": decimal.Decimal("NaN")},
    "datetime": {"d": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)},
    "time": {"t": datetime.time(1)},
    "uuid": {"u": uuid.UUID(int=1)},
    "path": {"p": pathlib.PurePosixPath("/a")},
    "zero": 0,
    "false": False,
}


@scenario()
def hashes_of_payloads():
    for name, payload in PAYLOADS.items():
        layer = Memory()
        layer.configure(IdempotencyConfig(), "function")
        yield name, layer._get_hashed_idempotency_key(payload)


@scenario()
def hashes_by_other_functions():
    for name in ("sha256", "sha1", "blake2b"):
        layer = Memory()
        layer.configure(IdempotencyConfig(hash_function=name), "function")
        yield name, layer._get_hashed_idempotency_key({"a": 1})


@scenario()
def selected_payloads():
    for expression in ("id", "[id, other]", "powertools_json(body).id", "{a: id}", "body"):
        layer = Memory()
        layer.configure(IdempotencyConfig(event_key_jmespath=expression), "function")
        yield expression, layer._get_hashed_idempotency_key({"id": 1, "body": '{"id": 5}', "other": "x"})


@scenario()
def payloads_without_key_raise():
    config = IdempotencyConfig(event_key_jmespath="missing", raise_on_no_idempotency_key=True)
    yield "raises", run(Client(), 1, config=config)


def twice(config=None, first=None, second=None, answer=None, **more):
    layer = Memory()
    runs = []

    @idempotent(persistence_store=layer, config=config or IdempotencyConfig(), **more)
    def handler(received, context):
        runs.append(received)
        return answer(received) if callable(answer) else answer

    first = first or {"a": 1}
    answers = [outcome(handler, payload, Context()) for payload in (first, second or first)]
    return answers, len(runs), layer.calls


@scenario()
def layers_of_ones_own():
    yield "replay", twice(answer={"r": 1})
    yield "none", twice(answer=None)
    yield "other payload", twice(second={"a": 2}, answer="x")
    yield "failed", twice(answer=_fail)
    yield "changed event", twice(answer=lambda received: received.update(b=2))


@scenario()
def layers_with_validation():
    config = IdempotencyConfig(event_key_jmespath="a", payload_validation_jmespath="b")
    yield "same", twice(config, {"a": 1, "b": 1}, {"a": 1, "b": 1}, "x")
    yield "other", twice(config, {"a": 1, "b": 1}, {"a": 1, "b": 2}, "x")


@scenario()
def layers_with_local_cache():
    yield "replay", twice(IdempotencyConfig(use_local_cache=True), answer={"r": 1})
    config = IdempotencyConfig(use_local_cache=True, event_key_jmespath="a", payload_validation_jmespath="b")
    yield "other payload", twice(config, {"a": 1, "b": 1}, {"a": 1, "b": 2}, "x")
    yield "failed", twice(IdempotencyConfig(use_local_cache=True), answer=_fail)


@scenario()
def response_hooks():
    yield "changes", twice(IdempotencyConfig(response_hook=lambda answer, record: {**answer, "hooked": 1}), answer={})
    yield "none", twice(IdempotencyConfig(response_hook=lambda answer, record: None), answer={"r": 1})
    yield "fails", twice(IdempotencyConfig(response_hook=lambda answer, record: 1 / 0), answer={"r": 1})


@scenario(POWERTOOLS_IDEMPOTENCY_DISABLED="true")
def switched_off():
    yield "runs", twice(answer=1)


@scenario("false", POWERTOOLS_IDEMPOTENCY_DISABLED="false")
@scenario("empty", POWERTOOLS_IDEMPOTENCY_DISABLED="")
def not_switched_off():
    yield "runs", twice(answer=1)


def function_on(**options):
    layer = Memory()
    options.setdefault("config", IdempotencyConfig(lambda_context=Context()))

    @idempotent_function(persistence_store=layer, **options)
    def function(data, other=1):
        return {"data": str(data), "other": other}

    return function, layer


@scenario()
def functions():
    function, layer = function_on(data_keyword_argument="data")
    yield "answers", [function(data={"a": 1}), function(data={"a": 1}, other=2), function(data={"a": 2})]
    yield "keys", list(layer.records)
    yield "name", function.__name__


@scenario()
def functions_with_key_and_prefix():
    config = IdempotencyConfig(event_key_jmespath="a", lambda_context=Context())
    function, layer = function_on(data_keyword_argument="data", config=config, key_prefix="mine")
    yield "answers", [function(data={"a": 1, "b": 1}), function(data={"a": 1, "b": 2})]
    yield "keys", list(layer.records)


@scenario()
def functions_without_their_argument():
    function, _ = function_on(data_keyword_argument="missing")
    yield "raises", outcome(function, data=1)


@scenario()
def functions_by_position():
    function, _ = function_on(data_keyword_argument="data")
    yield "answers", outcome(function, {"a": 1})


def with_serializer(serializer, annotation, result):
    layer = Memory()

    def function(data):
        return result

    function.__annotations__["return"] = annotation
    decorated = idempotent_function(
        function,
        data_keyword_argument="data",
        persistence_store=layer,
        output_serializer=serializer,
        config=IdempotencyConfig(lambda_context=Context()),
    )
    answers = [decorated(data=1), decorated(data=1)]
    return [str(answer) for answer in answers], [record.response_data for record in layer.records.values()]


@scenario()
def serializers():
    from pydantic import BaseModel

    class Model(BaseModel):
        day: datetime.date

    line, model = Line("a", "2026-01-02"), Model(day=datetime.date(2026, 1, 2))
    double = CustomDictSerializer(to_dict=lambda value: {"v": value}, from_dict=lambda data: data["v"])
    yield "dataclass", with_serializer(DataclassSerializer, Line, line)
    yield "dataclass object", with_serializer(DataclassSerializer(Line), None, line)
    yield "optional dataclass", with_serializer(DataclassSerializer, Line | None, line)
    yield "pydantic", with_serializer(PydanticSerializer, Model, model)
    yield "optional pydantic", with_serializer(PydanticSerializer, Model | None, model)
    yield "custom", with_serializer(double, int, 5)


@scenario()
def serializers_without_a_type():
    for serializer in (DataclassSerializer, PydanticSerializer):
        yield f"{serializer.__name__}, none", outcome(lambda s=serializer: with_serializer(s, None, None))
        yield f"{serializer.__name__}, int", outcome(lambda s=serializer: with_serializer(s, int, None))
        yield f"{serializer.__name__}, union", outcome(lambda s=serializer: with_serializer(s, int | str, None))


@scenario()
def actual_types():
    for annotation in (int, int | None, list[int], int | str):
        yield str(annotation), outcome(lambda a=annotation: str(get_actual_type(a)))


@scenario()
def data_records():
    record = DataRecord("key", status="COMPLETED", expiry_timestamp=FAR, response_data='{"a": 1}', payload_hash="h")
    yield "values", vars(record)
    yield "status", record.status
    yield "answer", record.response_json_as_dict()
    yield "expired", [DataRecord("k", expiry_timestamp=when).is_expired for when in (None, 5, FAR)]
    yield "no data", DataRecord("k").response_json_as_dict()
    yield "never", DataRecord("k").get_expiration_datetime()
    for status in ("", "X", "INPROGRESS", "EXPIRED"):
        yield f"status {status}", outcome(lambda s=status: DataRecord("k", status=s).status)
    yield "old", DataRecord("k", status="COMPLETED", expiry_timestamp=5).status


@scenario()
def texts_of_errors():
    for arguments in ((), ("a",), ("a", ValueError("b")), ("a", "b", "c")):
        error = exceptions.BaseError(*arguments)
        yield str(len(arguments)), [str(error), vars(error)]
    yield "exists", str(exceptions.IdempotencyItemAlreadyExistsError("m", old_data_record=5))
    yield "names", sorted(name for name in vars(exceptions) if name.startswith("Idempotency"))


@scenario()
def layers_by_hand():
    layer = Memory()
    layer.configure(IdempotencyConfig(event_key_jmespath="id"), "module.function")
    layer.save_inprogress(data={"id": 1}, remaining_time_in_millis=1000)
    layer.save_success(data={"id": 1}, result={"done": True})
    record = layer.get_record(data={"id": 1})
    yield "record", [record.idempotency_key, record.status, record.response_data]
    layer.delete_record(data={"id": 1}, exception=ValueError())
    yield "calls", layer.calls
    yield "name", layer.function_name


class Redis:
    """A client with what the layer needs."""

    def __init__(self, **values):
        self.values = values
        self.calls = []

    def get(self, name):
        return next(iter(self.values.values()), None)

    def set(self, name, value, ex=None, px=None, nx=False):
        self.calls.append([name, value, ex, nx])
        return None if nx and self.values and not name.endswith(":lock") else True

    def delete(self, *names):
        self.calls.append(["delete", *names])


def run_on_redis(client, answer=None, config=None):
    from aws_lambda_powertools.utilities.idempotency.persistence.cache import CachePersistenceLayer

    @idempotent(persistence_store=CachePersistenceLayer(client=client), config=config or IdempotencyConfig())
    def handler(received, context):
        return answer(received) if callable(answer) else answer

    return outcome(handler, {"id": 1}, Context()), client.calls


def text(**values):
    import json

    return json.dumps({"status": "COMPLETED", "expiration": FAR, "data": '{"r": 1}', **values})


@scenario()
def redis_commands():
    yield "new", run_on_redis(Redis(), {"ok": 1})
    yield "failed", run_on_redis(Redis(), _fail)


@scenario()
def redis_replays():
    yield "text", run_on_redis(Redis(known=text()))
    yield "bytes", run_on_redis(Redis(known=text().encode()))


@scenario()
def redis_refusals():
    yield "in progress", run_on_redis(Redis(known=text(status="INPROGRESS")))
    yield "lease", run_on_redis(Redis(known=text(status="INPROGRESS", in_progress_expiration=FAR * 1000)))


@scenario()
def redis_takes_over():
    yield "lease over", run_on_redis(Redis(known=text(status="INPROGRESS", in_progress_expiration=5)), 1)
    yield "expired", run_on_redis(Redis(known=text(expiration=5)), 1)
    yield "damaged", run_on_redis(Redis(known="no JSON"), 1)
