"""User code with the parser, and what type checkers know of it; `api.py` says how this file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.parser import BaseModel, envelopes, event_parser, parse
from aws_lambda_powertools.utilities.parser.envelopes import Unwrap
from aws_lambda_powertools.utilities.parser.models import SnsNotificationModel, SqsModel
from aws_lambda_powertools.utilities.typing import LambdaContext

if TYPE_CHECKING:
    from typing_extensions import assert_type

    from aws_lambda_powertools.utilities.data_classes import Unwrapped

logger = Logger(service="orders")


class Order(BaseModel):
    id: int


class Refund(BaseModel):
    order: int


@event_parser
def bare(event: Order, context: LambdaContext) -> int:
    return event.id


@logger.inject_lambda_context
@event_parser(model=Order)
def named(event: Order, context: LambdaContext) -> int:
    return event.id


@event_parser(model=Order, envelope=envelopes.SqsEnvelope)
def enveloped(event: list[Order], context: LambdaContext) -> list[int]:
    return [order.id for order in event]


@event_parser(model=Order | Refund)
async def awaited(event: Order | Refund, context: LambdaContext) -> str:
    return repr(event)


@event_parser(model=Order)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
def of_another_model(event: Refund, context: LambdaContext) -> int:
    return event.order


def handlers(raw: dict[str, Any], context: LambdaContext) -> None:
    assert_type(bare(raw, context), int)
    assert_type(named(event=raw, context=context), int)
    assert_type(enveloped(raw, context), list[int])


def parsed(raw: dict[str, Any]) -> None:
    assert_type(parse(raw, Order), Order)
    assert_type(parse(event=raw, model=TypeAdapter(list[Order])), list[Order])
    assert_type(parse(raw, Order, envelopes.EventBridgeEnvelope), Order | None)
    assert_type(parse(raw, Order, envelope=envelopes.SqsEnvelope), list[Order | None])
    assert_type(parse(raw, Order, envelopes.KafkaEnvelope()), list[Order | None])
    assert_type(parse(raw, Order, envelopes.DynamoDBStreamEnvelope), list[dict[str, Order | None]])
    assert_type(parse(raw, Order, Unwrap(SqsModel, SnsNotificationModel)), list[Unwrapped[Order]])
