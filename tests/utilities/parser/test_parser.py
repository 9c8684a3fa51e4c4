"""parse and event_parser: an event as the model that a handler wants."""

from __future__ import annotations

import asyncio
import functools
import gc
import inspect
import json
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

import pydantic
import pytest
from pydantic import BaseModel, Field, Json, RootModel, TypeAdapter, ValidationError, field_validator
from typing_extensions import TypedDict

from aws_lambda_powertools.exceptions import PowertoolsError
from aws_lambda_powertools.utilities.parser import envelopes, event_parser, parse
from aws_lambda_powertools.utilities.parser._validators import validator_of
from aws_lambda_powertools.utilities.parser.envelopes import BaseEnvelope, EventBridgeEnvelope, SqsEnvelope
from aws_lambda_powertools.utilities.parser.exceptions import InvalidEnvelopeError, InvalidModelTypeError
from aws_lambda_powertools.warnings import PowertoolsUserWarning

if TYPE_CHECKING:
    from nowhere import Unknown  # what only type checkers see


class Order(BaseModel):
    id: int
    item: str = "tea"


class Refund(BaseModel):
    order: int


@dataclass
class OrderData:
    id: int


class OrderDict(TypedDict):
    id: int


class Orders(RootModel[list[Order]]):
    pass


class DetailEnvelope(BaseEnvelope):
    def parse(self, data: Any, model: Any) -> Any:
        return self._parse(data["detail"], model)


ONE = {"id": 1}


# --- parse --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [ONE, json.dumps(ONE), Order(id=1)], ids=["dict", "text", "model"])
def test_an_event_becomes_the_model(event):
    assert parse(event, Order) == Order(id=1)
    assert parse(event=event, model=Order) == Order(id=1)


KINDS = {
    "dataclass": (OrderData, ONE, OrderData(id=1)),
    "typed dictionary": (OrderDict, ONE, {"id": 1}),
    "adapter": (TypeAdapter(Order), ONE, Order(id=1)),
    "root model": (Orders, [ONE], Orders([Order(id=1)])),
    "list": (list[Order], [ONE, {"id": 2}], [Order(id=1), Order(id=2)]),
    "union": (Order | Refund, {"order": 5}, Refund(order=5)),
    "annotated union": (
        Annotated[Order | Refund, Field(union_mode="left_to_right")],
        {"id": 1},
        Order(id=1),
    ),
    "dict": (dict, ONE, ONE),
    "number": (int, 5, 5),
}


@pytest.mark.parametrize(("model", "event", "parsed"), KINDS.values(), ids=KINDS)
def test_everything_that_pydantic_understands_is_a_model(model, event, parsed):
    assert parse(event, model) == parsed
    assert parse(json.dumps(event), model) == parsed


def test_a_text_inside_json_is_parsed_too():
    class Message(BaseModel):
        body: Json[Order]

    assert parse({"body": '{"id": 1}'}, Message).body == Order(id=1)
    assert parse('{"id": 1}', TypeAdapter(Order)) == Order(id=1)


def test_what_does_not_fit_is_told_by_pydantic():
    with pytest.raises(ValidationError, match=r"Order\nid\n  Field required"):
        parse({}, Order)
    with pytest.raises(ValidationError, match="Invalid JSON"):
        parse("{", Order)
    with pytest.raises(ValidationError, match="valid dictionary or instance of Order"):
        parse(None, Order)


def test_messages_of_validators_are_kept():
    class Positive(BaseModel):
        id: int

        @field_validator("id")
        @classmethod
        def is_positive(cls, value: int) -> int:
            if value <= 0:
                raise ValueError("orders count from 1")
            return value

    with pytest.raises(ValidationError, match="orders count from 1"):
        parse({"id": 0}, Positive)


class NotPydantic:
    pass


@pytest.mark.parametrize("model", [NotPydantic, NotPydantic(), Order(id=1), 5])
def test_what_is_no_model_is_an_error_that_names_it(model):
    with pytest.raises(InvalidModelTypeError, match="is no model") as raised:
        parse(ONE, model)
    assert isinstance(raised.value.__cause__, pydantic.errors.PydanticSchemaGenerationError)
    assert isinstance(raised.value, PowertoolsError)


class BrokenModel(BaseModel):
    id: int

    @field_validator("id")
    @classmethod
    def breaks(cls, value: int) -> int:
        raise AttributeError("no such thing")


def test_attributes_that_a_validator_misses_are_the_models_fault():
    with pytest.raises(InvalidModelTypeError, match="BrokenModel can't validate the event: no such thing"):
        parse(ONE, BrokenModel)


def test_a_model_may_name_what_is_defined_later():
    class Cart(BaseModel):
        orders: list[LaterOrder]

    class LaterOrder(BaseModel):
        id: int

    Cart.model_rebuild(_types_namespace={"LaterOrder": LaterOrder})
    assert parse({"orders": [ONE]}, Cart).orders[0].id == 1


def test_models_that_are_built_when_first_used():
    class Late(BaseModel, defer_build=True):
        id: int

    assert parse(ONE, Late) == Late(id=1)


# --- Kept adapters ------------------------------------------------------------------------------------------------


def test_the_validator_of_a_type_is_built_once():
    assert validator_of(OrderDict) is validator_of(OrderDict)
    assert validator_of(list[Order]) is validator_of(list[Order])
    assert validator_of(Order | Refund) is validator_of(Order | Refund)


def test_the_order_of_a_union_is_kept():
    class Left(BaseModel):
        id: int

    class Right(BaseModel):
        id: int

    assert (Left | Right) == (Right | Left)
    assert type(parse(ONE, Left | Right)) is Left
    assert type(parse(ONE, Right | Left)) is Right


def test_equal_names_are_not_equal_models():
    def local() -> Any:
        class Local(BaseModel):
            id: int

        return Local

    first, second = local(), local()
    assert repr(list[first]) == repr(list[second])
    assert type(parse([ONE], list[first])[0]) is first
    assert type(parse([ONE], list[second])[0]) is second


def test_a_new_class_never_gets_the_validator_of_one_that_is_gone():
    """It may get its id, when the garbage collector has taken the other."""
    for number in range(50):
        made = dataclass(type(f"Made{number}", (), {"__annotations__": {"id": int}}))
        assert type(parse(ONE, made)) is made
        del made
        gc.collect(0)


def test_kept_validators_are_bounded():
    from aws_lambda_powertools.utilities.parser import _adapters

    for number in range(_adapters._kept.max_items + 10):
        validator_of(Literal[number])  # type: ignore[valid-type]
    assert len(_adapters._kept) == _adapters._kept.max_items


# --- Envelopes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("envelope", [DetailEnvelope, DetailEnvelope(), functools.partial(DetailEnvelope)])
def test_an_envelope_may_be_a_class_an_object_or_a_factory(envelope):
    assert parse({"detail": ONE}, Order, envelope) == Order(id=1)


def test_an_envelope_need_not_be_below_the_base_class():
    class Own:
        def parse(self, data, model):
            return model(**data["mine"])

    assert parse({"mine": ONE}, Order, Own) == Order(id=1)


@pytest.mark.parametrize(("held", "parsed"), [(None, None), ('{"id": 1}', Order(id=1)), (ONE, Order(id=1))])
def test_envelopes_read_json_and_let_nothing_be_nothing(held, parsed):
    assert parse({"detail": held}, Order, DetailEnvelope) == parsed


def test_a_class_without_parse_is_no_envelope():
    with pytest.raises(InvalidEnvelopeError, match="object is no envelope: it has no method 'parse'"):
        parse(ONE, Order, object)
    with pytest.raises(InvalidEnvelopeError, match="Order is no envelope"):
        parse(ONE, Refund, Order)


def test_an_attribute_that_an_envelope_misses_is_its_fault():
    class Broken(BaseEnvelope):
        def parse(self, data, model):
            return data.detail

    with pytest.raises(InvalidEnvelopeError, match="Broken can't take Order out of the event") as raised:
        parse(ONE, Order, Broken)
    assert isinstance(raised.value.__cause__, AttributeError)


def test_other_errors_of_an_envelope_pass():
    with pytest.raises(KeyError, match="detail"):
        parse({}, Order, DetailEnvelope)
    with pytest.raises(ValidationError, match="Field required"):
        parse({"detail": {}}, Order, DetailEnvelope)
    with pytest.raises(TypeError, match="abstract"):
        parse({}, Order, BaseEnvelope)


@pytest.mark.parametrize("envelope", [True, ["dummy"], 5])
def test_what_can_be_no_envelope_is_left_out_with_a_warning(envelope):
    with pytest.warns(PowertoolsUserWarning, match="which is no envelope"):
        assert parse(ONE, Order, envelope) == Order(id=1)


def test_what_can_be_no_envelope_is_an_error_when_strict(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    with pytest.raises(InvalidEnvelopeError, match="envelope is 5"):
        parse(ONE, Order, 5)


def test_nothing_stays_in_an_envelope_from_one_event_to_the_next(lambda_context):
    class Counting(BaseEnvelope):
        def __init__(self):
            self.seen = 0

        def parse(self, data, model):
            self.seen += 1
            return self.seen

    @event_parser(model=Order, envelope=Counting)
    def handler(event, context):
        return event

    assert [handler(ONE, lambda_context) for _ in range(3)] == [1, 1, 1]


# --- event_parser -------------------------------------------------------------------------------------------------


def test_a_handler_gets_the_model(lambda_context):
    @event_parser(model=Order)
    def handler(event, context):
        return event, context

    assert handler(ONE, lambda_context) == (Order(id=1), lambda_context)
    assert handler(event='{"id": 1}', context=lambda_context) == (Order(id=1), lambda_context)


def test_with_an_envelope(lambda_context, event):
    @event_parser(model=Order, envelope=EventBridgeEnvelope)
    def handler(order, context):
        return order

    assert handler({**event("eventBridgeEvent"), "detail": ONE}, lambda_context) == Order(id=1)


def hinted(event: Order, context):
    return event


def hinted_by_text(event: "Order", context: "Unknown") -> "Unknown":  # noqa: UP037
    return event


def hinted_by_union(event: Order | Refund, context) -> Any:
    return event


def hinted_otherwise_named(order: Order, _) -> Any:
    return order


def hinted_with_more(event: Annotated[dict[str, int], Field(max_length=1)], context) -> Any:
    return event


@pytest.mark.parametrize("handler", [hinted, hinted_by_text, hinted_by_union, hinted_otherwise_named])
def test_the_model_is_the_type_of_the_event(handler, lambda_context):
    assert event_parser(handler)(ONE, lambda_context) == Order(id=1)
    assert event_parser()(handler)(ONE, lambda_context) == Order(id=1)


def test_the_type_of_the_event_may_say_more(lambda_context):
    handler = event_parser(hinted_with_more)
    assert handler(ONE, lambda_context) == ONE
    with pytest.raises(ValidationError, match="at most 1 item"):
        handler({"a": 1, "b": 2}, lambda_context)


def test_the_type_of_what_is_inside_an_envelope(lambda_context):
    @event_parser(envelope=DetailEnvelope)
    def handler(event: Order, context):
        return event

    assert handler({"detail": ONE}, lambda_context) == Order(id=1)


class Handlers:
    def method(self, event: Order, context):
        return event

    def __call__(self, event: Order, context):
        return event


@pytest.mark.parametrize(
    "handler",
    [Handlers().method, Handlers(), functools.partial(Handlers.method, Handlers())],
    ids=["method", "object", "partial"],
)
def test_any_callable_may_be_a_handler(handler):
    assert event_parser(handler)(ONE, None) == Order(id=1)


def test_without_a_model_and_a_type_there_is_an_error_when_an_event_comes(lambda_context):
    @event_parser
    def handler(event, context) -> dict:
        return event

    with pytest.raises(InvalidModelTypeError, match="`model=`, or as the type of the handler's `event`"):
        handler(ONE, lambda_context)


def test_a_name_that_is_not_defined_stays_a_name_error(lambda_context):
    @event_parser
    def handler(event: Unknown, context):
        return event

    with pytest.raises(NameError, match="Unknown"):
        handler(ONE, lambda_context)


def test_a_wrong_model_is_an_error_when_an_event_comes(lambda_context):
    @event_parser(model=5)
    def handler(event, context):
        return event

    with pytest.raises(InvalidModelTypeError):
        handler(ONE, lambda_context)


@pytest.mark.parametrize("error", [AttributeError("mine"), TypeError("mine"), KeyError("mine")])
def test_what_the_handler_raises_passes_unchanged(error, lambda_context):
    @event_parser(model=Order)
    def handler(event, context):
        raise error

    with pytest.raises(type(error)) as raised:
        handler(ONE, lambda_context)
    assert raised.value is error


def test_an_async_handler_stays_async(lambda_context):
    @event_parser
    async def handler(event: Order, context):
        await asyncio.sleep(0)
        return event

    assert inspect.iscoroutinefunction(handler)
    assert asyncio.run(handler(ONE, lambda_context)) == Order(id=1)


def test_further_arguments_and_options_go_to_the_handler(lambda_context):
    @event_parser(model=Order, stage="test")
    def handler(event, context, *args, **options):
        return args, options

    assert handler(ONE, lambda_context, "x", more=1) == (("x",), {"stage": "test", "more": 1})
    assert handler(ONE, lambda_context, stage="prod") == ((), {"stage": "prod"})


def test_a_handler_keeps_its_name_and_signature():
    @event_parser(model=Order)
    def handler(event, context):
        """Handles."""

    assert (handler.__name__, handler.__doc__) == ("handler", "Handles.")
    assert list(inspect.signature(handler).parameters) == ["event", "context"]


def test_options_are_visible():
    assert list(inspect.signature(event_parser).parameters) == [
        *("handler", "event", "context", "model", "envelope", "kwargs")
    ]
    assert event_parser.__name__ == "event_parser"


def test_decorators_can_be_stacked(lambda_context):
    calls = []

    def outer(handler):
        @functools.wraps(handler)
        def wrapped(event, context):
            calls.append(event)
            return handler(event, context)

        return wrapped

    @outer
    @event_parser
    def handler(event: Order, context):
        return event

    assert handler(ONE, lambda_context) == Order(id=1)
    assert calls == [ONE]
    inner = event_parser(outer(hinted))
    assert inner(ONE, lambda_context) == Order(id=1)


def test_many_threads_get_their_own_events(lambda_context):
    @event_parser
    def handler(event: list[Order], context):
        return [order.id for order in event]

    wrong = []

    def work(number: int) -> None:
        answers = [handler([{"id": number}], lambda_context) for _ in range(50)]
        wrong.extend(answer for answer in answers if answer != [number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


# --- The door -----------------------------------------------------------------------------------------------------


def test_pydantics_names_can_be_had_from_the_parser():
    from aws_lambda_powertools.utilities import parser

    assert parser.BaseModel is pydantic.BaseModel
    assert parser.Field is pydantic.Field
    assert parser.ValidationError is pydantic.ValidationError
    assert parser.field_validator is pydantic.field_validator
    assert parser.model_validator is pydantic.model_validator
    assert parser.envelopes is envelopes
    assert parser.models.sqs.SqsModel is parser.models.SqsModel
    assert parser.BaseEnvelope is BaseEnvelope
    assert parser.exceptions.InvalidEnvelopeError is InvalidEnvelopeError


def test_an_envelope_tells_which_record_is_bad(event):
    records = event("sqsEvent")["Records"]
    for record, body in zip(records, ['{"id": 1}', "{}"], strict=False):
        record["body"] = body
    with pytest.raises(ValidationError, match="id\n  Field required") as raised:
        parse({"Records": records[:2]}, Order, SqsEnvelope)
    if hasattr(raised.value, "__notes__"):
        assert raised.value.__notes__ == ["in record 1 of the event, counted from 0"]
