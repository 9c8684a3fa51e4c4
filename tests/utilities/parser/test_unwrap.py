"""The envelope for what is wrapped several times."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from aws_lambda_powertools.utilities.data_classes import SNSMessage, SQSEvent, UnwrapError, unwrap
from aws_lambda_powertools.utilities.parser import event_parser, parse
from aws_lambda_powertools.utilities.parser.envelopes import Unwrap
from aws_lambda_powertools.utilities.parser.models import S3Model, SnsNotificationModel, SqsModel


class Order(BaseModel):
    id: int


@dataclass
class OrderData:
    id: int


def sqs(*bodies):
    return {"Records": [{"messageId": f"m{number}", "body": body} for number, body in enumerate(bodies)]}


def sns(message):
    return json.dumps({"Type": "Notification", "TopicArn": "arn:aws:sns:eu-west-1:123456789012:t", "Message": message})


@pytest.fixture
def s3_text(event):
    return json.dumps(event("s3Event"))


def test_s3_in_sns_in_sqs_with_one_broken_message(s3_text):
    batch = sqs(sns(s3_text), sns("broken"), sns(s3_text))
    found = parse(batch, S3Model, Unwrap(SqsModel, SnsNotificationModel))
    assert [one.error is None for one in found] == [True, False, True]
    assert found[0].value.Records[0].s3.bucket.name == json.loads(s3_text)["Records"][0]["s3"]["bucket"]["name"]
    assert type(found[2].value) is S3Model
    assert isinstance(found[1].error, UnwrapError)
    assert found[1].record.message_id == "m1"
    with pytest.raises(UnwrapError, match="No S3Model in"):
        _ = found[1].value


@pytest.mark.parametrize("model", [Order, TypeAdapter(Order), OrderData, Order | OrderData])
@pytest.mark.parametrize("wrappers", [(SqsModel, SnsNotificationModel), (SQSEvent, SNSMessage), (SqsModel, SNSMessage)])
def test_wrappers_are_models_or_data_classes(model, wrappers):
    (found,) = parse(sqs(sns('{"id": 1}')), model, Unwrap(*wrappers))
    assert found.value.id == 1


def test_a_message_that_does_not_fit_keeps_the_others_alone():
    found = parse(sqs('{"id": 1}', "{}", '{"id": 3}'), Order, Unwrap(SqsModel))
    assert [one.value.id for one in found if one.error is None] == [1, 3]
    assert "id\n  Field required" in str(found[1].error.__cause__)


class StrictOrder(BaseModel):
    model_config = ConfigDict(strict=True)

    day: date


def test_texts_are_validated_as_json_which_has_no_dates():
    (found,) = parse(sqs('{"day": "2026-01-15"}'), StrictOrder, Unwrap(SqsModel))
    assert found.value.day == date(2026, 1, 15)
    (found,) = unwrap(sqs('{"day": "2026-01-15"}'), SQSEvent, StrictOrder)
    assert found.value.day == date(2026, 1, 15)


def test_with_the_decorator(lambda_context):
    @event_parser(model=Order, envelope=Unwrap(SqsModel, SnsNotificationModel))
    def handler(found, context):
        return [one.record.message_id for one in found if one.error]

    assert handler(sqs(sns('{"id": 1}'), sns("{}")), lambda_context) == ["m1"]


def test_another_event_is_a_key_error():
    with pytest.raises(KeyError, match="Records"):
        parse({}, Order, Unwrap(SqsModel))


def test_wrappers_have_to_hold_something():
    with pytest.raises(TypeError, match="at least one wrapper"):
        Unwrap()
    with pytest.raises(TypeError, match="'Order' is no wrapper"):
        parse({}, Order, Unwrap(Order))
