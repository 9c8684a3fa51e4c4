"""BedrockAgentFunctionResolver: tools by name, parameters by annotation, answers and errors for the agent."""

from __future__ import annotations

import asyncio
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from threading import Barrier
from typing import Annotated, Any, Optional

import pytest
from hypothesis import given, strategies as st
from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import BedrockAgentFunctionResolver, BedrockFunctionResponse
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Size(Enum):
    SMALL = "s"
    LARGE = "l"


class Order(BaseModel):
    sku: str
    amount: int = 1


@dataclass
class Point:
    x: int
    y: int


def call(function="tool", *parameters, **more):
    """What an agent sends."""
    return {
        "messageVersion": "1.0",
        "agent": {"name": "orders", "id": "A", "alias": "B", "version": "1"},
        "inputText": "Where is it?",
        "sessionId": "1",
        "actionGroup": "group",
        "function": function,
        "parameters": [{"name": name, "type": kind, "value": value} for name, kind, value in parameters],
        "sessionAttributes": {"s": "1"},
        "promptSessionAttributes": {"p": "2"},
        **more,
    }


def text(answer):
    return answer["response"]["functionResponse"]["responseBody"]["TEXT"]["body"]


def said(answer):
    return json.loads(text(answer))


def test_the_answer_has_the_form_that_agents_expect():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool", description="Finds an order")(lambda: {"a": 1})

    assert app(call(), None) == {
        "messageVersion": "1.0",
        "response": {
            "actionGroup": "group",
            "function": "tool",
            "functionResponse": {"responseBody": {"TEXT": {"body": '{"a": 1}'}}},
        },
        "sessionAttributes": {"s": "1"},
        "promptSessionAttributes": {"p": "2"},
    }


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("string", "x", "x"),
        ("integer", "5", 5),
        ("integer", "five", "five"),
        ("number", "1.5", 1.5),
        ("number", "much", "much"),
        ("boolean", "TRUE", True),
        ("boolean", "no", False),
        ("array", "[1]", "[1]"),
    ],
)
def test_without_annotations_the_agents_schema_says_the_type(kind, value, expected):
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda given: {"given": given})

    assert said(app.resolve(call("tool", ("given", kind, value), ("unknown", "string", "x")), None)) == {
        "given": expected
    }


@pytest.mark.parametrize(
    ("hint", "value", "expected"),
    [
        (int, "5", 5),
        (float, "5", 5.0),
        (bool, "true", True),
        (str, "5", "5"),
        (Any, "5", "5"),
        (Optional[int], "5", 5),  # noqa: UP045  # as users write it
        (int | None, "5", 5),
        (int | str, "five", "five"),
        (Size, "l", Size.LARGE),
        (Size, "SMALL", Size.SMALL),
        (list[int], "[1, 2]", [1, 2]),
        (list[str], "[a, b]", ["a", "b"]),
        (set[int], "[1, 1]", {1}),
        (tuple, "[1]", (1,)),
        (dict, '{"a": 1}', {"a": 1}),
        (Order, '{"sku": "tea", "amount": "2"}', Order(sku="tea", amount=2)),
        (Point, '{"x": 1, "y": 2}', Point(1, 2)),
    ],
)
def test_annotations_say_what_parameters_become(hint, value, expected):
    app = BedrockAgentFunctionResolver()
    got = []

    def tool(given):
        got.append(given)

    tool.__annotations__ = {"given": hint}
    app.tool()(tool)
    app.resolve(call("tool", ("given", "string", value)), None)

    assert got == [expected]
    assert type(got[0]) is type(expected)


@given(st.lists(st.integers()))
def test_any_list_of_numbers_arrives(numbers):
    app = BedrockAgentFunctionResolver()

    @app.tool()
    def tool(numbers: list[int]):
        return numbers

    assert said(app.resolve(call("tool", ("numbers", "array", json.dumps(numbers))), None)) == numbers


def test_decorating_without_parentheses_works():
    app = BedrockAgentFunctionResolver()

    @app.tool
    def tool():
        """Says hello."""
        return "hello"

    assert said(app.resolve(call(), None)) == "hello"


def test_a_second_tool_of_a_name_replaces_the_first_with_a_warning():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: 1)
    with pytest.warns(PowertoolsUserWarning, match="already registered"):
        app.tool(name="tool")(lambda: 2)
    assert said(app.resolve(call(), None)) == 2


def test_async_tools_are_awaited():
    app = BedrockAgentFunctionResolver()

    @app.tool()
    async def tool(number: int):
        await asyncio.sleep(0)
        return number, app.current_event.parameters[0].value

    async def many():
        return await asyncio.gather(
            *(app.resolve_async(call("tool", ("number", "integer", str(i))), None) for i in range(10))
        )

    assert said(app.resolve(call("tool", ("number", "integer", "1")), None)) == [1, "1"]
    assert [said(answer) for answer in asyncio.run(many())] == [[i, str(i)] for i in range(10)]


def test_a_response_can_say_more():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: BedrockFunctionResponse("no", {"n": "1"}, {}, [{"k": 1}], "FAILURE"))

    answer = app.resolve(call(), None)

    assert answer["response"]["functionResponse"]["responseState"] == "FAILURE"
    assert answer["sessionAttributes"] == {"n": "1"}
    assert answer["promptSessionAttributes"] == {"p": "2"}
    assert answer["knowledgeBasesConfiguration"] == [{"k": 1}]
    with pytest.raises(ValueError, match="REPROMPT"):
        BedrockFunctionResponse(response_state="MAYBE")


def test_attributes_can_be_cleared_under_strict(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: BedrockFunctionResponse("x", session_attributes={}))
    assert app.resolve(call(), None)["sessionAttributes"] == {}


def failing(app):
    @app.tool()
    def tool(number: int):
        raise ValueError("password=1234")

    return app


def test_by_default_the_agent_is_told_the_exception(caplog):
    app = failing(BedrockAgentFunctionResolver())

    assert said(app.resolve(call("tool", ("number", "integer", "1")), None)) == "Error: ValueError: password=1234"
    assert said(app.resolve(call("unknown"), None)) == "Error: KeyError: 'unknown'"
    assert "number" in said(app.resolve(call("tool"), None))
    assert "Traceback" in caplog.text


def test_plain_answers_tell_the_agent_what_it_can_do_and_the_log_the_rest(caplog):
    app = failing(BedrockAgentFunctionResolver(plain_answers=True))
    app.tool(name="hello")(lambda: "hello")
    app.tool(name="data")(lambda: {"a": 1})

    with caplog.at_level(logging.ERROR):
        failed = text(app.resolve(call("tool", ("number", "integer", "1")), None))
    assert failed.startswith("The function 'tool' failed")
    assert "password" not in failed
    assert "password=1234" in caplog.text
    assert text(app.resolve(call("unknown"), None)) == "There is no function 'unknown'; there are: tool, hello, data."
    missing = text(app.resolve(call("tool"), None))
    assert missing == (
        "The function 'tool' could not be called: failing.<locals>.tool() missing 1 required positional argument: 'number'."
    )
    assert text(app.resolve(call("hello"), None)) == "hello"
    assert text(app.resolve(call("data"), None)) == '{"a": 1}'


def test_an_enums_wrong_value_names_the_right_ones():
    app = BedrockAgentFunctionResolver(plain_answers=True)

    @app.tool()
    def tool(size: Size):
        return "never"

    assert "'xl' is none of s, l" in text(app.resolve(call("tool", ("size", "string", "xl")), None))


@pytest.mark.parametrize("is_async", [False, True])
def test_an_exception_handler_answers(is_async):
    app = failing(BedrockAgentFunctionResolver())

    async def handle(error):
        return BedrockFunctionResponse("try again", response_state="REPROMPT")

    def handle_now(error):
        return BedrockFunctionResponse("try again", response_state="REPROMPT")

    app.exception_handler(ValueError)(handle if is_async else handle_now)
    answer = app.resolve(call("tool", ("number", "integer", "1")), None)

    assert said(answer) == "try again"
    assert answer["response"]["functionResponse"]["responseState"] == "REPROMPT"


def test_an_answer_that_is_no_json_is_an_error_of_the_tool():
    circle: list[Any] = []
    circle.append(circle)
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: circle)
    assert "Error" in said(app.resolve(call(), None))


def test_models_and_dataclasses_can_be_returned():
    app = BedrockAgentFunctionResolver()
    app.tool(name="tool")(lambda: [Order(sku="tea"), Point(1, 2)])
    assert said(app.resolve(call(), None)) == [{"sku": "tea", "amount": 1}, {"x": 1, "y": 2}]


@pytest.mark.parametrize("field", ["function", "actionGroup"])
def test_an_event_that_is_none_of_an_agents_raises(field):
    event = call()
    del event[field]
    with pytest.raises(ValueError, match=field):
        BedrockAgentFunctionResolver().resolve(event, None)


def test_the_schema_describes_the_tools():
    app = BedrockAgentFunctionResolver()

    @app.tool(description="Finds orders")
    def find(
        sku: Annotated[str, "The article"],
        amount: Annotated[int, Field(description="How many")] = 1,
        sizes: list[str] | None = None,
        size: Size = Size.SMALL,
        exact: bool = False,
    ):
        return []

    assert app.get_function_schema() == {
        "functions": [
            {
                "name": "find",
                "description": "Finds orders",
                "parameters": {
                    "sku": {"type": "string", "required": True, "description": "The article"},
                    "amount": {"type": "integer", "required": False, "description": "How many"},
                    "sizes": {"type": "array", "required": False},
                    "size": {"type": "string", "required": False},
                    "exact": {"type": "boolean", "required": False},
                },
            }
        ]
    }


def test_threads_see_their_own_calls():
    app, together = BedrockAgentFunctionResolver(), Barrier(4)

    @app.tool()
    def tool(number: int):
        app.append_context(number=number)
        together.wait(5)
        return number, app.current_event.parameters[0].value, app.context["number"]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda i: app.resolve(call("tool", ("number", "integer", str(i))), None), range(40))
        assert [said(answer) for answer in answers] == [[i, str(i), i] for i in range(40)]


def test_context_ends_with_its_call_even_if_that_fails():
    app = failing(BedrockAgentFunctionResolver())
    app.append_context(given=1)
    app.resolve(call("tool"), None)
    assert app.context == {}
