"""BedrockAgentResolver: the operations of an agent whose action group has an API schema.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
"""

# What handlers return and send is the user's own data, Any all the way down.
# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false
# pyright: reportPrivateUsage=false, reportIncompatibleMethodOverride=false

from __future__ import annotations

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.event_handler._app import ApiGatewayResolver
from aws_lambda_powertools.event_handler._builder import ResponseBuilder, plain_status, written_body
from aws_lambda_powertools.event_handler._options import shows
from aws_lambda_powertools.event_handler._response import CONTENT_TYPE, JSON, BedrockResponse
from aws_lambda_powertools.event_handler._routes import RouteTable
from aws_lambda_powertools.event_handler._untyped import UntypedEndpoint, is_untyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from http import HTTPStatus
    from typing import Any, TypeVar

    from typing_extensions import Unpack

    from aws_lambda_powertools.event_handler._chain import Chain
    from aws_lambda_powertools.event_handler._openapi_app import ConfigOptions
    from aws_lambda_powertools.event_handler._options import OptionsOfAnyRoute, RouteOptions
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._state import RequestState
    from aws_lambda_powertools.event_handler.openapi.models import OpenAPI
    from aws_lambda_powertools.event_handler.openapi.types import OpenAPIResponse
    from aws_lambda_powertools.utilities.data_classes.bedrock_agent_event import BedrockAgentEvent

    Handler = TypeVar("Handler", bound=Callable[..., Any])

DEFAULT_API_VERSION = "1.0.0"
DEFAULT_OPENAPI_VERSION = "3.1.0"
DEFAULT_OPENAPI_RESPONSE_DESCRIPTION = "Successful Response"
DEFAULT_STATUS_CODE = 200

DEFAULT_TITLE = "Powertools API"
DEFAULT_TITLE_OF_APPS = "Powertools for AWS Lambda (Python) API"

MESSAGE_VERSION = "1.0"

AGENTS_OPENAPI_VERSION = "3.0.3"
"""The version of OpenAPI that agents read."""

_ATTRIBUTES = ("sessionAttributes", "promptSessionAttributes")


class BedrockResponseBuilder(ResponseBuilder):
    """Makes the answer that an agent expects of what a handler returned."""

    def build(self, event: BedrockAgentEvent, *args: Any) -> dict[str, Any]:  # type: ignore[override]  # noqa: ARG002  # an agent's event; CORS is nothing to agents
        """The answer to a request."""
        response: Any = self.response
        raw: Any = event.raw_event
        status = plain_status(response.status_code)
        is_for_agents = isinstance(response, BedrockResponse)
        content_type = response.content_type if is_for_agents else response.headers.get(CONTENT_TYPE)
        if isinstance(content_type, list):
            content_type = content_type[0]
        body = written_body(response.body, status, {CONTENT_TYPE: content_type or JSON}, self.serializer)
        answer = _answer(raw, status, content_type or JSON, _as_text(body))
        if is_for_agents:
            said = (response.session_attributes, response.prompt_session_attributes)
            answer.update({name: value for name, value in zip(_ATTRIBUTES, said, strict=True) if value})
            if response.knowledge_bases_configuration:
                answer["knowledgeBasesConfiguration"] = response.knowledge_bases_configuration
        return answer


def _answer(raw: Any, status: int, content_type: str, body: str) -> dict[str, Any]:
    return {
        "messageVersion": MESSAGE_VERSION,
        "response": {
            "actionGroup": raw["actionGroup"],
            "apiPath": raw["apiPath"],
            "httpMethod": raw["httpMethod"],
            "httpStatusCode": status,
            "responseBody": {content_type: {"body": body}},
        },
    }


def _as_text(body: Any) -> str:
    """A body as text, which is all that agents read."""
    if isinstance(body, bytes):
        from aws_lambda_powertools._core.encoding import base64_encode

        try:
            return body.decode()
        except UnicodeDecodeError:
            return base64_encode(body)
    return "" if body is None else body


def verb_signature(  # the parameters of `get`, `post` and their kin, for `help()` and editors; never called
    self: Any,
    rule: str,
    description: str,
    cors: bool | None = None,
    compress: bool = False,
    cache_control: str | None = None,
    summary: str | None = None,
    responses: dict[int, OpenAPIResponse] | None = None,
    response_description: str = DEFAULT_OPENAPI_RESPONSE_DESCRIPTION,
    tags: list[str] | None = None,
    operation_id: str | None = None,
    include_in_schema: bool = True,
    openapi_extensions: dict[str, Any] | None = None,
    deprecated: bool = False,
    enable_validation: bool | None = None,
    custom_response_validation_http_code: int | HTTPStatus | None = None,
    status_code: int = DEFAULT_STATUS_CODE,
    middlewares: list[Callable[..., Any]] | None = None,
) -> Any:
    """What `inspect.signature` shows for the decorators of one method."""


_POSITIONAL = verb_signature.__code__.co_varnames[3 : verb_signature.__code__.co_argcount]
"""The order in which the options may be given by position, after the description."""


class BedrockAgentResolver(ApiGatewayResolver):
    """Routes the API calls of an agent to functions.

        app = BedrockAgentResolver()

        @app.get("/orders/<order_id>", description="Finds an order")
        def order(order_id: str) -> dict: ...

        def lambda_handler(event, context):
            return app.resolve(event, context)

    Requests and responses are validated, unless `enable_validation` is False. Descriptions tell the agent what an
    operation is for; `app.get_openapi_json_schema()` is the API schema to give it.

    `answer_unhandled_errors` tells the agent that an operation failed, where the exception would otherwise leave the
    function; the details go to the log either way. Under POWERTOOLS_STRICT the session's attributes stay as they are
    unless a handler returns others in a BedrockResponse; by default they are left out, which clears them.
    """

    if TYPE_CHECKING:

        @property
        def current_event(self) -> BedrockAgentEvent:
            """The event of the request that is being handled."""
            ...  # for type checkers, which want a body

    def __init__(
        self,
        debug: bool = False,
        enable_validation: bool = True,
        serializer: Callable[[Any], str] | None = None,
        *,
        answer_unhandled_errors: bool = False,
    ) -> None:
        super().__init__(
            debug=debug or None,
            serializer=serializer,
            enable_validation=enable_validation,
            strict_http=False,
            answer_unhandled_errors=answer_unhandled_errors,
        )
        self.routes = _AgentRoutes()
        self._response_builder_class = BedrockResponseBuilder
        self._keeps_attributes = environment.STRICT.get()

    def _class_of_events(self) -> Any:
        from aws_lambda_powertools.utilities.data_classes.bedrock_agent_event import BedrockAgentEvent

        return BedrockAgentEvent

    def _set_up_validation(
        self, enable_validation: bool, response_code: HTTPStatus | int | None, problem_details: bool = False
    ) -> None:
        """As ever, but pydantic is loaded with the first handler that has something to validate."""
        super()._set_up_validation(False, response_code, problem_details)
        self._enable_validation = enable_validation
        if enable_validation and environment.STRICT.get():
            self._response_code = 500

    # --- Registering -------------------------------------------------------------------------------------------------

    @shows(verb_signature)
    def get(  # type: ignore[override]  # agents need descriptions
        self, rule: str, description: str, *positional: Any, **options: Unpack[OptionsOfAnyRoute]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for GET."""
        return self._declare("GET", rule, description, positional, options)

    @shows(verb_signature)
    def post(  # type: ignore[override]  # agents need descriptions
        self, rule: str, description: str, *positional: Any, **options: Unpack[OptionsOfAnyRoute]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for POST."""
        return self._declare("POST", rule, description, positional, options)

    @shows(verb_signature)
    def put(  # type: ignore[override]  # agents need descriptions
        self, rule: str, description: str, *positional: Any, **options: Unpack[OptionsOfAnyRoute]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for PUT."""
        return self._declare("PUT", rule, description, positional, options)

    @shows(verb_signature)
    def patch(  # type: ignore[override]  # agents need descriptions
        self, rule: str, description: str, *positional: Any, **options: Unpack[OptionsOfAnyRoute]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for PATCH."""
        return self._declare("PATCH", rule, description, positional, options)

    @shows(verb_signature)
    def delete(  # type: ignore[override]  # agents need descriptions
        self, rule: str, description: str, *positional: Any, **options: Unpack[OptionsOfAnyRoute]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for DELETE."""
        return self._declare("DELETE", rule, description, positional, options)

    def _declare(
        self, method: str, rule: str, description: str, positional: tuple[Any, ...], options: Any
    ) -> Callable[[Handler], Handler]:
        named = dict(zip(_POSITIONAL, positional, strict=False))
        return self.route(rule, method, description=description, **named, **options)

    @shows(ApiGatewayResolver.route)
    def route(
        self, rule: str, method: str | list[str] | tuple[str, ...], *positional: Any, **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for a rule and one or several methods."""
        register = super().route(rule, method, *positional, **options)

        def take(function: Handler) -> Handler:
            if self._enable_validation and not is_untyped(function):
                from aws_lambda_powertools._core.optional import require

                require("pydantic", extra="parser", wanted_by="BedrockAgentResolver with enable_validation=True")
            return register(function)

        return take

    # --- Answering ---------------------------------------------------------------------------------------------------

    def _find_chain(self, state: RequestState) -> Chain:
        """The chain of a route, whose arguments are the parameters that the agent gave."""
        chain = super()._find_chain(state)
        route = state.route
        if route is None:
            return chain
        parameters = state.event.raw_event.get("parameters")
        given = {given["name"]: given.get("value") for given in parameters} if parameters else {}
        validated = self._enable_validation if route.enable_validation is None else route.enable_validation
        arguments = given if validated else _taken(route, given)
        state.path_arguments = state.context["_route_args"] = arguments
        return chain

    def _validating(self, route: Route, middlewares: list[Any], name: str) -> tuple[list[Any], Any]:
        if not is_untyped(route.func):
            return super()._validating(route, middlewares, name)

        def validated(result: Any) -> Any:
            if self._response_validation is None:
                self._response_validation = self._new_response_validation()
            return self._response_validation.result(result, route)

        return middlewares, UntypedEndpoint(route, name, validated)

    def _finish(self, result: Any, state: RequestState) -> dict[str, Any]:
        """The answer; data from a handler, which is what most return, takes the short way."""
        route = state.route
        is_data = type(result) in (dict, list) and route is not None and route.status_code == DEFAULT_STATUS_CODE
        if not is_data or self._debug or self._keeps_attributes:
            return self._finish_response(result, state)
        if self._response_builder_class is not BedrockResponseBuilder:
            return self._finish_response(result, state)
        return _answer(state.event.raw_event, DEFAULT_STATUS_CODE, JSON, self._serializer(result))

    def _build_response(self, builder: Any, state: RequestState) -> dict[str, Any]:
        answer: dict[str, Any] = builder.build(state.event)
        if self._keeps_attributes:
            for name in _ATTRIBUTES:
                answer.setdefault(name, state.event.get(name) or {})
        return answer

    # --- The document ------------------------------------------------------------------------------------------------

    def get_openapi_schema(self, **options: Unpack[ConfigOptions]) -> OpenAPI:
        """The OpenAPI document as an object of `openapi.models`."""
        from aws_lambda_powertools.event_handler.openapi.models import OpenAPI

        return OpenAPI.model_validate(self._document().written(self._config_with(options)))

    def get_openapi_json_schema(self, **options: Unpack[ConfigOptions]) -> str:
        """The API schema for the agent, as JSON text: OpenAPI 3.0, which is what agents read."""
        from json import dumps

        if "title" not in options and self.openapi_config.title == DEFAULT_TITLE_OF_APPS:
            options["title"] = DEFAULT_TITLE
        document = self._document().written(self._config_with(options))
        return dumps({**_for_agents(document), "openapi": AGENTS_OPENAPI_VERSION}, indent=2, ensure_ascii=False)


def _for_agents(part: Any) -> Any:
    """A part of a document as OpenAPI 3.0 says it: what may be null is `nullable`, there is no type of it."""
    if isinstance(part, list):
        return [_for_agents(item) for item in part]
    if not isinstance(part, dict):
        return part
    plain = {name: _for_agents(value) for name, value in part.items()}
    choices = plain.get("anyOf")
    if isinstance(choices, list) and _NULL in choices:
        plain["anyOf"] = [choice for choice in choices if choice != _NULL]
        plain["nullable"] = True
    return plain


_NULL = {"type": "null"}


def _taken(route: Route, given: dict[str, Any]) -> dict[str, Any]:
    """Those of the given parameters that a handler takes, converted as the route's rule says."""
    plan: Any = route.__dict__.get("_agent_plan")
    if plan is None:
        plan = route.__dict__["_agent_plan"] = _plan(route)
    names, converters = plan
    taken = given if names is None else {name: value for name, value in given.items() if name in names}
    for name, convert in converters.items():
        if name in taken:
            taken[name] = convert(taken[name])
    return taken


def _plan(route: Route) -> tuple[frozenset[str] | None, dict[str, Callable[[str], Any]]]:
    from inspect import Parameter, signature

    from aws_lambda_powertools.event_handler._patterns import CONVERTERS, parameters_of

    parameters = signature(route.func).parameters.values()
    takes_all = any(parameter.kind is Parameter.VAR_KEYWORD for parameter in parameters)
    converters = {name: CONVERTERS[kind] for name, kind in parameters_of(route.path)} if ":" in route.path else {}
    return None if takes_all else frozenset(parameter.name for parameter in parameters), converters


class _AgentRoutes(RouteTable):
    """Routes by rule, or by their path in the API schema, which is what agents send: `/orders/{order_id}`."""

    def match(self, method: str, path: str) -> tuple[Route, dict[str, Any]] | None:
        """The route for a request."""
        found = super().match(method, path)
        if found is not None or "{" not in path:
            return found
        return next(((route, {}) for route in self if route.method == method and route.openapi_path == path), None)
