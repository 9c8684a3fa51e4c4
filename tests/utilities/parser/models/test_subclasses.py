"""Users put their own models into ours, and use them in every way that pydantic offers."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, Json, TypeAdapter, ValidationError, field_validator

from aws_lambda_powertools.utilities.parser import models

if TYPE_CHECKING:
    from collections.abc import Callable

    Event = Callable[[str], dict[str, Any]]


class Order(BaseModel):
    id: int


def test_body_of_a_message(event: Event) -> None:
    class OrderRecord(models.SqsRecordModel):
        body: Json[Order]

    class OrderQueue(models.SqsModel):
        Records: list[OrderRecord]

    sent = event("sqsEvent")
    for number, record in enumerate(sent["Records"]):
        record["body"] = json.dumps({"id": number})

    assert [record.body for record in OrderQueue.model_validate(sent).Records] == [Order(id=0), Order(id=1)]

    sent["Records"][1]["body"] = "{"
    with pytest.raises(ValidationError, match=r"Records.1.body\n"):
        OrderQueue.model_validate(sent)


def test_detail_of_an_event(event: Event) -> None:
    class Placed(models.EventBridgeModel):
        detail_type: Literal["Placed"]
        detail: Order

    sent = event("eventBridgeEvent") | {"detail-type": "Placed", "detail_type": "Placed", "detail": {"id": 1}}

    assert Placed.model_validate(sent).detail == Order(id=1)


def test_message_of_a_topic(event: Event) -> None:
    class Notification(models.SnsNotificationModel):
        Message: Json[Order]

    class Record(models.SnsRecordModel):
        Sns: Notification

    sent = event("snsEvent")["Records"][0]
    sent["Sns"]["Message"] = '{"id": 1}'

    assert Record.model_validate(sent).Sns.Message == Order(id=1)


def test_message_of_a_topic_in_a_queue(event: Event) -> None:
    class Record(models.SqsRecordModel):
        body: Json[models.SnsNotificationModel]

    body = Record.model_validate(event("snsSqsEvent")["Records"][0]).body

    assert str(body.UnsubscribeUrl).startswith("https://sns.")
    assert str(body.SigningCertUrl).startswith("https://sns.")


def test_images_of_a_table(event: Event) -> None:
    class Item(BaseModel):
        Id: int
        Message: str

    class Change(models.DynamoDBStreamChangedRecordModel):
        NewImage: Item | None = None
        OldImage: Item | None = None

    class Record(models.DynamoDBStreamRecordModel):
        dynamodb: Change

    change = Record.model_validate(event("dynamoStreamEvent")["Records"][0]).dynamodb

    assert change.NewImage == Item(Id=101, Message="New item!")
    assert change.OldImage is None


def test_body_of_a_request(event: Event) -> None:
    class Request(models.APIGatewayProxyEventV2Model):
        body: Json[Order]

    assert Request.model_validate(event("apiGatewayProxyV2Event") | {"body": '{"id": 1}'}).body == Order(id=1)


def test_lines_of_a_log(event: Event) -> None:
    class Line(models.CloudWatchLogsLogEvent):
        message: Json[Order]

    class Logs(models.CloudWatchLogsDecode):
        logEvents: list[Line]

    logs = {
        "messageType": "DATA_MESSAGE",
        "owner": "123456789012",
        "logGroup": "orders",
        "logStream": "1",
        "subscriptionFilters": ["all"],
        "logEvents": [{"id": "1", "timestamp": 1440442987000, "message": '{"id": 1}'}],
    }

    assert Logs.model_validate(logs).logEvents[0].message == Order(id=1)


def test_properties_of_a_resource(event: Event) -> None:
    class Properties(BaseModel):
        MyProps: str

    class Create(models.CloudFormationCustomResourceCreateModel):
        resource_properties: Properties = Field(alias="ResourceProperties")

    sent = event("cloudformationCustomResourceCreate") | {"ResourceProperties": {"MyProps": "ours"}}

    assert Create.model_validate(sent).resource_properties == Properties(MyProps="ours")


def test_own_validators_and_a_strict_configuration(event: Event) -> None:
    class Careful(models.EventBridgeModel):
        model_config = ConfigDict(extra="forbid")

        @field_validator("source")
        @classmethod
        def ours(cls, value: str) -> str:
            if not value.startswith("shop."):
                raise ValueError("not ours")
            return value

    with pytest.raises(ValidationError) as error:
        Careful.model_validate(event("eventBridgeEvent") | {"newer": 1})

    assert {problem["loc"] for problem in error.value.errors()} == {("source",), ("newer",)}


def test_models_of_a_function_that_has_ended(event: Event) -> None:
    def local_model() -> type[models.SqsRecordModel]:
        class Body(BaseModel):
            id: int

        class Record(models.SqsRecordModel):
            body: Json[Body]

        return Record

    read = local_model().model_validate(event("sqsEvent")["Records"][0] | {"body": '{"id": 1}'})

    assert read.body.id == 1


def test_one_of_several_models(event: Event) -> None:
    either = TypeAdapter(models.SqsModel | models.SnsModel | models.S3Model)

    assert type(either.validate_python(event("snsEvent"))) is models.SnsModel
    assert type(either.validate_python(event("s3Event"))) is models.S3Model
    assert type(either.validate_json(json.dumps(event("sqsEvent")))) is models.SqsModel


def test_what_aws_never_sends_for_a_text_is_one_error(event: Event) -> None:
    with pytest.raises(ValidationError) as error:
        models.SqsRecordModel.model_validate(event("sqsEvent")["Records"][0] | {"body": {"id": 1}})

    assert [(problem["loc"], problem["msg"]) for problem in error.value.errors()] == [
        (("body",), "Input should be a valid string")
    ]


@pytest.mark.parametrize("body", [Order(id=1), Order])
def test_a_model_can_be_put_in_by_hand(event: Event, body: object) -> None:
    record = models.SqsRecordModel.model_validate(event("sqsEvent")["Records"][0] | {"body": body})

    assert record.body is body


def test_what_was_put_in_by_hand_is_dumped_whole(event: Event) -> None:
    record = models.SqsRecordModel.model_validate(event("sqsEvent")["Records"][0] | {"body": Order(id=1)})

    assert record.model_dump()["body"] == {"id": 1}
    assert json.loads(record.model_dump_json())["body"] == {"id": 1}


def test_copies_and_pickles(event: Event) -> None:
    read = models.APIGatewayProxyEventV2Model.model_validate(event("apiGatewayProxyV2Event"))

    assert read.model_copy(deep=True) == read == pickle.loads(pickle.dumps(read))
    assert json.loads(read.model_dump_json())["requestContext"]["http"]["sourceIp"] == "192.168.0.1/32"


def test_schema_of_a_model_that_was_never_used() -> None:
    class Request(models.AlbModel):
        body: Json[Order]

    assert Request.model_json_schema()["properties"]["path"]["description"] == "The path of the request."


def test_threads_that_use_a_model_for_the_first_time_at_once(event: Event) -> None:
    class Queue(models.SqsModel):
        pass

    sent, problems, together = event("sqsEvent"), [], threading.Barrier(8)

    def read() -> None:
        together.wait()
        try:
            Queue.model_validate(sent).model_dump()
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []


def in_a_new_interpreter(code: str) -> str:
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_naming_a_model_imports_the_file_of_its_source_alone() -> None:
    loaded = in_a_new_interpreter(
        "import sys\n"
        "from aws_lambda_powertools.utilities.parser.models import SnsModel\n"
        "print([name.rpartition('.')[2] for name in sys.modules if '.parser.models.' in name])"
    )

    assert loaded.strip() == "['_base', 'sns']"


def test_a_model_can_be_built_by_the_code_of_a_module() -> None:
    title = in_a_new_interpreter(
        "from aws_lambda_powertools.utilities.parser.models import SnsModel\nprint(SnsModel.__pydantic_validator__.title)"
    )

    assert title.strip() == "SnsModel"


def test_files_of_models_are_attributes_of_their_package() -> None:
    assert models.sqs.SqsModel is models.SqsModel  # type: ignore[attr-defined]
    assert "SqsModel" in dir(models)
    with pytest.raises(AttributeError, match="has no attribute 'NoSuchModel'"):
        models.NoSuchModel  # type: ignore[attr-defined] # noqa: B018  # reading it is the test
