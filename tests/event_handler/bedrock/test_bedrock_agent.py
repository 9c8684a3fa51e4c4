"""BedrockAgentResolver: an agent's API calls, their answers, and the API schema for the agent."""

from __future__ import annotations

import inspect
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Annotated, Optional

import pytest
from pydantic import BaseModel

from aws_lambda_powertools.event_handler import BedrockAgentResolver, BedrockResponse, Response
from aws_lambda_powertools.event_handler.api_gateway import Router
from aws_lambda_powertools.event_handler.exceptions import BadRequestError
from aws_lambda_powertools.event_handler.openapi.params import Body, Query


class Order(BaseModel):
    sku: str
    amount: int = 1


def call(path="/orders", method="GET", *, body=None, attributes=None, **parameters):
    """What an agent sends."""
    event = {
        "messageVersion": "1.0",
        "agent": {"name": "orders", "id": "A", "alias": "B", "version": "1"},
        "inputText": "Where is it?",
        "sessionId": "1",
        "actionGroup": "group",
        "apiPath": path,
        "httpMethod": method,
        "parameters": [{"name": name, "type": "string", "value": value} for name, value in parameters.items()],
        "sessionAttributes": attributes or {},
        "promptSessionAttributes": {},
    }
    if body is not None:
        properties = [{"name": name, "type": "string", "value": value} for name, value in body.items()]
        event["requestBody"] = {"content": {"application/json": {"properties": properties}}}
    return event


def said(answer):
    """Status and data of an answer."""
    response = answer["response"]
    return response["httpStatusCode"], json.loads(response["responseBody"]["application/json"]["body"])


@pytest.mark.parametrize("validation", [True, False])
def test_the_answer_has_the_form_that_agents_expect(validation):
    app = BedrockAgentResolver(enable_validation=validation)
    app.get("/orders", description="All orders")(lambda: {"input": app.current_event.input_text})

    assert app(call(), None) == {
        "messageVersion": "1.0",
        "response": {
            "actionGroup": "group",
            "apiPath": "/orders",
            "httpMethod": "GET",
            "httpStatusCode": 200,
            "responseBody": {"application/json": {"body": '{"input":"Where is it?"}'}},
        },
    }


@pytest.mark.parametrize("rule", ["/orders/<order_id>", "/orders/{order_id}", "/orders/<order_id:int>"])
@pytest.mark.parametrize("validation", [True, False])
def test_path_parameters_come_by_name(rule, validation):
    app = BedrockAgentResolver(enable_validation=validation)

    @app.get(rule, "One order")
    def order(order_id: int):
        return {"id": int(order_id)}

    assert said(app.resolve(call("/orders/{order_id}", order_id="7"), None)) == (200, {"id": 7})


def test_parameters_are_validated_by_the_annotations():
    app = BedrockAgentResolver()

    @app.get("/orders", "Orders")
    def orders(page: Annotated[int, Query(description="Which page")], text: str = "all"):
        return {"page": page, "text": text}

    assert said(app.resolve(call(page="2", text="a,b"), None)) == (200, {"page": 2, "text": "a,b"})
    status, problem = said(app.resolve(call(page="two"), None))
    assert status == 422
    assert problem["detail"] == [{"loc": ["query", "page"], "type": "int_parsing"}]


def test_bodies_are_validated_too():
    app = BedrockAgentResolver()

    @app.post("/orders", "Places an order")
    def place(order: Annotated[Order, Body()]) -> Order:
        return order

    assert said(app.resolve(call(method="POST", body={"sku": "tea", "amount": "3"}), None)) == (
        200,
        {"sku": "tea", "amount": 3},
    )
    assert said(app.resolve(call(method="POST", body={"amount": "3"}), None))[0] == 422


def test_without_validation_handlers_get_the_parameters_that_they_take():
    app = BedrockAgentResolver(enable_validation=False)
    app.get("/orders", "Orders")(lambda page: {"page": page})
    app.get("/all", "Orders")(lambda **given: given)

    assert said(app.resolve(call(page="2", other="x"), None)) == (200, {"page": "2"})
    assert said(app.resolve(call("/all", page="2", other="x"), None)) == (200, {"page": "2", "other": "x"})


def test_a_bedrock_response_carries_attributes():
    app = BedrockAgentResolver()
    app.get("/orders", "Orders")(
        lambda: BedrockResponse({"a": 1}, 201, "application/json", {"s": "1"}, {"p": "2"}, [{"k": 3}])
    )

    answer = app.resolve(call(), None)

    assert said(answer) == (201, {"a": 1})
    assert answer["sessionAttributes"] == {"s": "1"}
    assert answer["promptSessionAttributes"] == {"p": "2"}
    assert answer["knowledgeBasesConfiguration"] == [{"k": 3}]


@pytest.mark.parametrize("annotation", [BedrockResponse, BedrockResponse[Order], "BedrockResponse[Order]"])
def test_a_bedrock_response_can_be_the_annotation(annotation):
    """On the public package it is an error of pydantic."""

    def order():
        return BedrockResponse(Order(sku="tea"))

    order.__annotations__ = {"return": annotation}
    app = BedrockAgentResolver()
    app.get("/orders", "Orders")(order)
    assert said(app.resolve(call(), None)) == (200, {"sku": "tea", "amount": 1})


def test_attributes_of_the_session_stay_under_strict(monkeypatch):
    """A weakness of the public package: what the handler does not set is lost."""
    default = BedrockAgentResolver()
    default.get("/orders", "Orders")(lambda: BedrockResponse({}))
    assert "sessionAttributes" not in default.resolve(call(attributes={"a": "1"}), None)

    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    strict = BedrockAgentResolver()
    strict.get("/orders", "Orders")(lambda: BedrockResponse({}))
    assert strict.resolve(call(attributes={"a": "1"}), None)["sessionAttributes"] == {"a": "1"}


@pytest.mark.parametrize(
    ("result", "body"),
    [
        (Response(202, "text/html", "<b>"), ("text/html", "<b>")),
        (Response(202, "text/plain", b"bytes"), ("text/plain", "bytes")),
        (Response(202, "image/png", b"\xff\x00"), ("image/png", "/wA=")),
        (Response(204), ("application/json", "")),
        (({"a": 1}, 207), ("application/json", '{"a":1}')),
        ("text", ("application/json", "text")),
        (None, ("application/json", "null")),
        ([date(2026, 1, 2)], ("application/json", '["2026-01-02"]')),
    ],
)
def test_whatever_a_handler_returns_becomes_text(result, body):
    app = BedrockAgentResolver()
    app.get("/orders", "Orders")(lambda: result)

    response = app.resolve(call(), None)["response"]

    assert list(response["responseBody"].items()) == [(body[0], {"body": body[1]})]


def test_a_response_that_is_no_dict_does_not_fit_an_annotation():
    app = BedrockAgentResolver()

    @app.get("/orders", "Orders")
    def orders() -> dict:
        return ["no dict"]

    assert said(app.resolve(call(), None))[0] == 422


def test_errors_and_exception_handlers_answer_the_agent():
    app = BedrockAgentResolver()

    @app.get("/bad", "Bad")
    def bad():
        raise BadRequestError("no such order")

    @app.get("/handled", "Handled")
    def handled():
        raise LookupError("gone")

    app.exception_handler(LookupError)(lambda error: ({"message": str(error)}, 410))

    assert said(app.resolve(call("/bad"), None)) == (400, {"statusCode": 400, "message": "no such order"})
    assert said(app.resolve(call("/handled"), None)) == (410, {"message": "gone"})
    assert said(app.resolve(call("/nowhere"), None))[0] == 404


def test_unhandled_errors_leave_the_function_unless_they_are_to_be_answered(caplog):
    def fail():
        raise ValueError("secret")

    app = BedrockAgentResolver()
    app.get("/orders", "Orders")(fail)
    with pytest.raises(ValueError, match="secret"):
        app.resolve(call(), None)

    answering = BedrockAgentResolver(answer_unhandled_errors=True)
    answering.get("/orders", "Orders")(fail)
    status, problem = said(answering.resolve(call(), None))
    assert status == 500
    assert "secret" not in json.dumps(problem)
    assert "secret" in caplog.text


def test_every_verb_wants_a_description():
    app = BedrockAgentResolver()
    for verb in ("get", "post", "put", "patch", "delete"):
        with pytest.raises(TypeError, match="description"):
            getattr(app, verb)("/orders")
        assert list(inspect.signature(getattr(app, verb)).parameters)[:3] == ["rule", "description", "cors"]
        getattr(app, verb)("/orders", "All of it", None, False, None, "Summary")(lambda verb=verb: verb)
        assert said_text(app.resolve(call(method=verb.upper()), None)) == verb


def said_text(answer):
    return answer["response"]["responseBody"]["application/json"]["body"]


def test_the_schema_is_what_agents_read():
    app = BedrockAgentResolver()

    @app.get("/orders/<order_id>", "Finds an order")
    def order(order_id: str, note: Optional[str] = None) -> dict:  # noqa: UP045  # as users write it
        return {}

    schema = json.loads(app.get_openapi_json_schema(title="Orders"))

    assert schema["openapi"] == "3.0.3"
    assert schema["info"]["title"] == "Orders"
    operation = schema["paths"]["/orders/{order_id}"]["get"]
    assert operation["description"] == "Finds an order"
    assert operation["parameters"][1]["schema"]["nullable"] is True
    assert '"null"' not in json.dumps(schema)
    assert app.get_openapi_schema().openapi == "3.1.0"


def test_routers_and_middlewares_work_as_for_other_apps():
    router, app = Router(), BedrockAgentResolver()
    seen = []

    def note(app, next_middleware):
        seen.append(app.current_event.api_path)
        return next_middleware(app)

    router.get("/orders", description="Orders", middlewares=[note])(lambda: {"id": router.current_event.session_id})
    app.include_router(router, prefix="/v1")

    assert said(app.resolve(call("/v1/orders"), None)) == (200, {"id": "1"})
    assert seen == ["/v1/orders"]


def test_threads_see_their_own_calls():
    app, together = BedrockAgentResolver(), Barrier(4)

    @app.get("/orders/<order_id>", "Order")
    def order(order_id: int) -> dict:
        together.wait(5)
        return {"id": order_id, "seen": app.current_event.parameters[0].value}

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda i: app.resolve(call("/orders/{order_id}", order_id=str(i)), None), range(40))
        assert [said(answer)[1] for answer in answers] == [{"id": i, "seen": str(i)} for i in range(40)]


def test_handlers_without_types_need_no_pydantic():
    code = """
import sys
from aws_lambda_powertools.event_handler import BedrockAgentResolver
app = BedrockAgentResolver()
app.get("/orders", "Orders")(lambda: {"a": [1, None, 2.5]})
event = {"apiPath": "/orders", "httpMethod": "GET", "actionGroup": "g", "parameters": []}
assert app.resolve(event, None)["response"]["httpStatusCode"] == 200
assert "pydantic" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
