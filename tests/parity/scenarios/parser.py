"""Models and envelopes: every envelope on every event that fits, whole and broken; parse, event_parser, their errors."""

from __future__ import annotations

import asyncio
import base64
import copy
import dataclasses
import gzip
import json
import os
from typing import Annotated, Any, Literal

from lab import HERE, Context, outcome, scenario
from pydantic import BaseModel, Json, RootModel, TypeAdapter, ValidationError, WrapValidator

from aws_lambda_powertools.utilities.parser import envelopes, event_parser, parse
from aws_lambda_powertools.utilities.parser.envelopes import BaseEnvelope

CONTEXT = Context()


def event(name: str) -> Any:
    with open(os.path.join(os.path.dirname(HERE), "events", f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


class Order(BaseModel):
    id: int
    item: str = "tea"


class Refund(BaseModel):
    order: int


@dataclasses.dataclass
class OrderData:
    id: int


class Orders(RootModel[list[Order]]):
    pass


def told(function: Any, *arguments: Any) -> Any:
    """What comes out, as plain data; of pydantic's errors where and what, of others their kind."""
    try:
        return plain(function(*arguments))
    except ValidationError as error:
        return {"invalid": error.title, "at": [[*found["loc"], found["type"]] for found in error.errors()]}
    except Exception as error:
        return {"raised": type(error).__name__}


def plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {type(value).__name__: value.model_dump(mode="json")}
    if dataclasses.is_dataclass(value):
        return {type(value).__name__: dataclasses.asdict(value)}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


# --- Envelopes ----------------------------------------------------------------------------------------------------

ORDER = '{"id": 1}'


def at(*path: Any) -> Any:
    def fill(raw: Any, held: Any) -> None:
        *steps, last = path
        for step in steps:
            raw = raw[step]
        raw[last] = held

    return fill


def in_base64(fill: Any) -> Any:
    return lambda raw, held: fill(raw, base64.b64encode(str(held).encode()).decode())


def in_detail(raw: Any, held: Any) -> None:
    raw["detail"] = json.loads(held) if held and held.startswith("{") else held


def in_logs(raw: Any, held: Any) -> None:
    data = json.loads(gzip.decompress(base64.b64decode(raw["awslogs"]["data"])))
    data["logEvents"][0]["message"] = held
    raw["awslogs"]["data"] = base64.b64encode(gzip.compress(json.dumps(data).encode())).decode()


def in_notification(raw: Any, held: Any) -> None:
    message = json.loads(raw["Records"][0]["body"])
    message["Message"] = held
    raw["Records"][0]["body"] = json.dumps(message)


def in_kafka(raw: Any, held: Any) -> None:
    records = next(iter(raw["records"].values()))
    in_base64(at(0, "value"))(records, held)


ENVELOPES = {
    "ApiGatewayEnvelope": (["apiGatewayProxyEvent"], at("body")),
    "ApiGatewayV2Envelope": (["apiGatewayProxyV2Event", "apiGatewayProxyV2IamEvent"], at("body")),
    "ApiGatewayWebSocketEnvelope": (["apiGatewayWebSocketApiMessage"], at("body")),
    "LambdaFunctionUrlEnvelope": (["lambdaFunctionUrlEvent", "lambdaFunctionUrlIAMEvent"], at("body")),
    "VpcLatticeEnvelope": (["vpcLatticeEvent"], at("body")),
    "VpcLatticeV2Envelope": (["vpcLatticeV2Event"], at("body")),
    "BedrockAgentEnvelope": (["bedrockAgentEvent"], at("inputText")),
    "BedrockAgentFunctionEnvelope": (["bedrockAgentFunctionEvent"], at("inputText")),
    "EventBridgeEnvelope": (["eventBridgeEvent"], in_detail),
    "SqsEnvelope": (["sqsEvent", "sqsDlqTriggerEvent"], at("Records", 0, "body")),
    "SnsEnvelope": (["snsEvent"], at("Records", 0, "Sns", "Message")),
    "SnsSqsEnvelope": (["snsSqsEvent", "snsSqsFifoEvent"], in_notification),
    "KinesisDataStreamEnvelope": (["kinesisStreamEventOneRecord"], in_base64(at("Records", 0, "kinesis", "data"))),
    "KinesisFirehoseEnvelope": (["kinesisFirehoseKinesisEvent"], in_base64(at("records", 0, "data"))),
    "CloudWatchLogsEnvelope": (["cloudWatchLogEvent"], in_logs),
    "KafkaEnvelope": (["kafkaEventMsk"], in_kafka),
}
HELD = {"good": ORDER, "another": '{"order": 1}', "broken": "{", "number": "5", "empty": "", "none": None}


@scenario()
def envelopes_and_what_they_hold():
    for name, (sources, fill) in ENVELOPES.items():
        for source in sources:
            for label, held in HELD.items():
                raw = event(source)
                records = raw.get("Records", raw.get("records"))
                if isinstance(records, list):
                    del records[1:]
                fill(raw, held)
                yield f"{name} {source} {label}", told(parse, raw, Order, getattr(envelopes, name))


@scenario()
def envelopes_on_events_as_they_are():
    anything = Annotated[Any, WrapValidator(lambda value, handler: repr(value))]
    for name, (sources, _) in ENVELOPES.items():
        for source in sources:
            yield f"{name} {source}", told(parse, event(source), anything, getattr(envelopes, name))


@scenario()
def items_of_dynamodb_streams():
    class Item(BaseModel):
        Id: int
        Message: str | None = None

    for source in ("dynamoStreamEvent", "dynamoStreamTumblingWindowEvent"):
        yield source, told(parse, event(source), Item, envelopes.DynamoDBStreamEnvelope)
        yield f"{source} broken", told(parse, event(source), Order, envelopes.DynamoDBStreamEnvelope)


@scenario()
def envelopes_on_other_events():
    for name in [*ENVELOPES, "DynamoDBStreamEnvelope"]:
        for label, raw in {
            "nothing": {},
            "none": None,
            "list": [],
            "text": "text",
            "number": 5,
            "empty record": {"Records": [{}]},
            "no records": {"Records": []},
            "records none": {"Records": None},
        }.items():
            answer = told(parse, copy.deepcopy(raw), Order, getattr(envelopes, name))
            # Where it is invalid is compared for the models themselves.
            yield f"{name} {label}", answer.get("invalid", answer) if isinstance(answer, dict) else answer


@scenario()
def sqs_records_with_something_missing():
    record = event("sqsEvent")["Records"][0]
    record["body"] = ORDER
    for key in record:
        raw = copy.deepcopy(record)
        del raw[key]
        yield f"without {key}", "invalid" in told(parse, {"Records": [raw]}, Order, envelopes.SqsEnvelope)
        yield (
            f"null {key}",
            "invalid" in told(parse, {"Records": [{**record, key: None}]}, Order, envelopes.SqsEnvelope),
        )
        yield f"number {key}", "invalid" in told(parse, {"Records": [{**record, key: 5}]}, Order, envelopes.SqsEnvelope)


# --- parse --------------------------------------------------------------------------------------------------------


@scenario()
def models():
    for label, model, raw in (
        ("model", Order, {"id": 1}),
        ("text", Order, ORDER),
        ("bytes", Order, ORDER.encode()),
        ("instance", Order, Order(id=1)),
        ("missing", Order, {}),
        ("no json", Order, "{"),
        ("none", Order, None),
        ("dataclass", OrderData, {"id": 1}),
        ("root", Orders, [{"id": 1}]),
        ("root text", Orders, "[]"),
        ("list", list[Order], [{"id": 1}]),
        ("list text", list[Order], "[]"),
        ("union", Order | Refund, {"order": 1}),
        ("adapter", TypeAdapter(Order), {"id": 1}),
        ("adapter text", TypeAdapter(Order), ORDER),
        ("json", Json[Order], ORDER),
        ("dict", dict, {"id": 1}),
        ("int", int, 5),
        ("str", str, "text"),
        ("str in json", str, '"text"'),
        ("literal", Literal["a"], "a"),
        ("no model", object(), {"id": 1}),
        ("an instance for a model", Order(id=1), {"id": 1}),
        ("none for a model", None, {"id": 1}),
    ):
        yield label, told(parse, raw, model)


class Detail(BaseEnvelope):
    def parse(self, data, model):
        return self._parse(data=data["detail"], model=model)


class Broken(BaseEnvelope):
    def parse(self, data, model):
        return data.detail


@scenario()
def own_envelopes():
    for label, envelope, raw in (
        ("class", Detail, {"detail": {"id": 1}}),
        ("text", Detail, {"detail": ORDER}),
        ("none", Detail, {"detail": None}),
        ("missing", Detail, {}),
        ("invalid", Detail, {"detail": {}}),
        ("broken", Broken, {}),
        ("abstract", BaseEnvelope, {}),
        ("object", object, {}),
    ):
        yield label, told(parse, raw, Order, envelope)


# --- event_parser -------------------------------------------------------------------------------------------------


def typed(event: Order, context):
    return event


def typed_otherwise(order: Order, _context: Any):
    return order


def untyped(event, context):
    return event


async def awaited(event: Order, context):
    await asyncio.sleep(0)
    return event


def raising(event, context):
    raise AttributeError("mine")


def with_more(event, context, **more):
    return event, more


@scenario()
def handlers():
    raw = {"id": 1}
    yield "typed", told(event_parser(typed), raw, CONTEXT)
    yield "called", told(event_parser()(typed), raw, CONTEXT)
    yield "typed otherwise", told(event_parser(typed_otherwise), raw, CONTEXT)
    yield "model", told(event_parser(model=Order)(untyped), raw, CONTEXT)
    yield "text", told(event_parser(model=Order)(untyped), ORDER, CONTEXT)
    yield "invalid", told(event_parser(model=Order)(untyped), {}, CONTEXT)
    yield "no model", told(event_parser(untyped), raw, CONTEXT)
    yield "wrong model", told(event_parser(model=5)(untyped), raw, CONTEXT)
    yield "envelope", told(event_parser(model=Order, envelope=Detail)(untyped), {"detail": raw}, CONTEXT)
    yield "envelope and type", told(event_parser(envelope=Detail)(typed), {"detail": raw}, CONTEXT)
    yield "wrong envelope", told(event_parser(model=Order, envelope=object)(untyped), raw, CONTEXT)
    yield "async", told(lambda: asyncio.run(event_parser(awaited)(raw, CONTEXT)))
    yield "raising", outcome(event_parser(model=Order)(raising), raw, CONTEXT)
    yield "more", told(event_parser(model=Order, stage="test")(with_more), raw, CONTEXT)
    yield "named", told(lambda: event_parser(model=Order)(untyped)(event=raw, context=CONTEXT))
