"""BedrockAgentFunctionResolver: tools of an agent whose functions are described by function details.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

# Answers of tools are the user's own, Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import json
import logging

from aws_lambda_powertools._core import aio, environment
from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.event_handler._event_scope import EventScope
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager
from aws_lambda_powertools.utilities.data_classes.bedrock_agent_function_event import BedrockAgentFunctionEvent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal, TypeVar

    Tool = TypeVar("Tool", bound=Callable[..., Any])

logger = logging.getLogger(__name__)

MESSAGE_VERSION = "1.0"
RESPONSE_STATES = ("FAILURE", "REPROMPT")


class BedrockFunctionResponse:
    """What a tool returns that says more than its result.

    `session_attributes` and `prompt_session_attributes` replace those of the request; `knowledge_bases` configures
    the agent's knowledge bases; `response_state` "FAILURE" ends the agent's turn, "REPROMPT" lets it try again.
    """

    def __init__(
        self,
        body: Any = None,
        session_attributes: dict[str, str] | None = None,
        prompt_session_attributes: dict[str, str] | None = None,
        knowledge_bases: list[dict[str, Any]] | None = None,
        response_state: Literal["FAILURE", "REPROMPT"] | None = None,
    ) -> None:
        if response_state is not None and response_state not in RESPONSE_STATES:
            raise ValueError(f"responseState must be 'FAILURE' or 'REPROMPT', not {response_state!r}")
        self.body = body
        self.session_attributes = session_attributes
        self.prompt_session_attributes = prompt_session_attributes
        self.knowledge_bases = knowledge_bases
        self.response_state = response_state


class BedrockFunctionsResponseBuilder:
    """Makes the answer that Bedrock expects of what a tool returned."""

    def __init__(self, result: BedrockFunctionResponse | Any) -> None:
        self.result = result

    def build(self, event: BedrockAgentFunctionEvent, serializer: Callable[[Any], str]) -> dict[str, Any]:
        """The answer to a request."""
        result = self.result
        raw: Any = event.raw_event
        session, prompt = raw.get("sessionAttributes") or {}, raw.get("promptSessionAttributes") or {}
        body, response_state, knowledge_bases = result, None, None
        if isinstance(result, BedrockFunctionResponse):
            body, response_state, knowledge_bases = result.body, result.response_state, result.knowledge_bases
            session = _attributes(result.session_attributes, session)
            prompt = _attributes(result.prompt_session_attributes, prompt)
        response: dict[str, Any] = {"responseBody": {"TEXT": {"body": serializer("" if body is None else body)}}}
        if response_state:
            response["responseState"] = response_state
        answer: dict[str, Any] = {
            "messageVersion": MESSAGE_VERSION,
            "response": {
                "actionGroup": raw["actionGroup"],
                "function": raw["function"],
                "functionResponse": response,
            },
            "sessionAttributes": session,
            "promptSessionAttributes": prompt,
        }
        if knowledge_bases:
            answer["knowledgeBasesConfiguration"] = knowledge_bases
        return answer


def _attributes(said: Any, before: Any) -> Any:
    """Those that the tool set; under POWERTOOLS_STRICT an empty mapping clears those of the request."""
    return said or ({} if said is not None and environment.STRICT.get() else before or {})


class BedrockAgentFunctionResolver(EventScope):
    """Calls the tools of an agent.

        app = BedrockAgentFunctionResolver()

        @app.tool(description="Finds an order")
        def get_order(order_id: int) -> dict: ...

        def lambda_handler(event, context):
            return app.resolve(event, context)

    Parameters are converted as the tool's annotations say (numbers, booleans, enums, lists, mappings, optional ones,
    dataclasses and pydantic models), else as the agent's schema says. A tool may be a coroutine function. What a tool
    raises is told to the agent, and logged; an exception handler can answer instead.

    With `plain_answers` texts go to the agent without quotes, and errors as sentences that say what the agent can do
    about them, without what the exception says; the log has all of it. By default that is so under POWERTOOLS_STRICT.
    """

    def __init__(self, serializer: Callable[[Any], str] | None = None, *, plain_answers: bool | None = None) -> None:
        super().__init__()
        self._plain_answers = environment.STRICT.get() if plain_answers is None else plain_answers
        self.exception_handler_manager = ExceptionHandlerManager()
        self._tools: dict[str, dict[str, Any]] = {}
        self._response_builder_class = BedrockFunctionsResponseBuilder
        self.serializer = serializer or (_to_text if self._plain_answers else _to_json)
        self._plans: dict[Callable[..., Any], Any] = {}

    @property
    def current_event(self) -> BedrockAgentFunctionEvent | None:
        """The request that is handled."""
        state = self.known_state()
        event: BedrockAgentFunctionEvent | None = getattr(state, "event", None)
        return event

    def tool(self, name: Any = None, description: str | None = None) -> Any:
        """Register the decorated function as a tool, by its own name or another one."""
        if callable(name):  # without parentheses
            return self.tool()(name)

        def take(function: Tool) -> Tool:
            tool_name = name or function.__name__
            if tool_name in self._tools:
                warn(f"Tool '{tool_name}' already registered. Overwriting with new definition.")
            self._tools[tool_name] = {"function": function, "description": description or function.__doc__}
            return function

        return take

    def exception_handler(self, exc_class: type[Exception] | list[type[Exception]]) -> Callable[[Tool], Tool]:
        """Register the decorated function for exceptions of tools; what it returns is the answer."""
        return self.exception_handler_manager.exception_handler(exc_class)

    def get_function_schema(self) -> dict[str, Any]:
        """The tools as the `functionSchema` of an action group, by their annotations and descriptions.

        Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-action-function.html
        """
        from aws_lambda_powertools.event_handler._tool_schema import function_schema

        return function_schema(self._tools)

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The same as `resolve`, so that the resolver itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The answer of a tool; ValueError for an event that is none of an agent's. Async tools run on a loop."""
        request, state = self._begin(event, context)
        try:
            try:
                result = _finished(self._called(request))
            except Exception as error:
                result = _finished(self._failed(error, request))
            return self._built(result, request)
        finally:
            self._leave(state)

    async def resolve_async(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """The same with async tools on the caller's loop."""
        request, state = self._begin(event, context)
        try:
            try:
                result = await _awaited(self._called(request))
            except Exception as error:
                result = await _awaited(self._failed(error, request))
            return self._built(result, request)
        finally:
            self._leave(state)

    def _begin(self, event: dict[str, Any], context: Any) -> tuple[BedrockAgentFunctionEvent, Any]:
        for field in ("function", "actionGroup"):
            if field not in event:
                raise ValueError(f"Missing required field: {field!r}")
        request = BedrockAgentFunctionEvent(event)
        return request, self._enter(request, context)

    def _called(self, request: BedrockAgentFunctionEvent) -> Any:
        """What a tool returns, or its coroutine."""
        raw: Any = request.raw_event
        function = self._tools[raw["function"]]["function"]
        plan = self._plans.get(function)
        if plan is None:
            from aws_lambda_powertools.event_handler._tool_arguments import ToolArguments

            plan = self._plans[function] = ToolArguments(function)
        return function(**plan.of(raw.get("parameters") or []))

    def _failed(self, error: Exception, request: BedrockAgentFunctionEvent) -> Any:
        """What the agent is told of an exception."""
        name = request.function
        handler = self.exception_handler_manager.lookup_exception_handler(type(error))
        if handler is not None:
            return handler(error)
        logger.error("Error processing the function %s", name, exc_info=error)
        if name not in self._tools:
            known = ", ".join(self._tools)
            return f"There is no function {name!r}; there are: {known}." if self._plain_answers else _error_text(error)
        from aws_lambda_powertools.event_handler._tool_arguments import InvalidParameterError

        is_agents_fault = isinstance(error, InvalidParameterError)
        if not self._plain_answers:
            return _error_text(TypeError(*error.args) if is_agents_fault else error)
        if is_agents_fault:
            return f"The function {name!r} could not be called: {error}."
        return f"The function {name!r} failed. Trying again with the same parameters may not help."

    def _built(self, result: Any, request: BedrockAgentFunctionEvent) -> dict[str, Any]:
        try:
            return self._response_builder_class(result).build(request, self.serializer)
        except Exception as error:  # an answer that can't be written is a failure of the tool
            return self._response_builder_class(self._failed(error, request)).build(request, self.serializer)


def _error_text(error: Exception) -> str:
    return f"Error: {type(error).__name__}: {error}"


def _finished(result: Any) -> Any:
    return aio.run(result) if type(result) is CoroutineType else result


async def _awaited(result: Any) -> Any:
    return await result if type(result) is CoroutineType else result


def _to_json(value: Any) -> str:
    from aws_lambda_powertools._core.plain import to_plain

    try:
        return json.dumps(value)
    except TypeError:
        return json.dumps(to_plain(value))


def _to_text(value: Any) -> str:
    """Texts as they are, all else as JSON."""
    return value if isinstance(value, str) else _to_json(value)
