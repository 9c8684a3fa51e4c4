"""ApiGatewayResolver: register routes, then answer events: the journey of a request in one screen.

event ─► RequestState ─► RouteTable ─► chain of middlewares ─► handler ─► Response ─► the dict of the event source
"""

# The app and the parts it is made of are friends: names with an underscore are hidden from users, not from them.
# ruff: noqa: SLF001
# pyright: reportPrivateUsage=false, reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from types import CoroutineType

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.event_handler._chain import Chain, Endpoint, PlainEndpoint, UnroutedEndpoint, name_of
from aws_lambda_powertools.event_handler._json import dumps
from aws_lambda_powertools.event_handler._openapi_app import OpenAPIApp
from aws_lambda_powertools.event_handler._options import named_options, route_signature, shows
from aws_lambda_powertools.event_handler._response import CONTENT_TYPE, JSON, BedrockResponse, Response, response_from
from aws_lambda_powertools.event_handler._route import new_route
from aws_lambda_powertools.event_handler._router import BaseRouter
from aws_lambda_powertools.event_handler._routes import RouteTable, checked
from aws_lambda_powertools.event_handler._state import Requests, RequestState, current
from aws_lambda_powertools.event_handler.exception_handling import ExceptionHandlerManager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from enum import Enum
    from http import HTTPStatus
    from re import Pattern
    from typing import Any, TypeVar

    from typing_extensions import Unpack

    from aws_lambda_powertools.event_handler._builder import ResponseBuilder
    from aws_lambda_powertools.event_handler._cors import CORSConfig
    from aws_lambda_powertools.event_handler._options import RouteOptions
    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler._router import Router
    from aws_lambda_powertools.event_handler.request import Request
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent
    from aws_lambda_powertools.utilities.typing.lambda_context import LambdaContext

    Handler = TypeVar("Handler", bound=Callable[..., Any])
    ErrorHandler = TypeVar("ErrorHandler", bound=Callable[..., Any])


class ApiGatewayResolver(OpenAPIApp, BaseRouter):
    """Routes the events of an HTTP front to functions, and their results back.

        app = APIGatewayRestResolver()

        @app.get("/orders/<order_id>")
        def order(order_id: str) -> dict:
            return {"id": order_id}

        def lambda_handler(event, context):
            return app.resolve(event, context)

    - `proxy_type`: the front, for this class; the classes below it know their own
    - `cors`: which origins may use the API from a browser
    - `debug`: print events and answer errors with tracebacks; by default what POWERTOOLS_DEV says
    - `serializer`: writes bodies as JSON in place of ours
    - `strip_prefixes`: texts or patterns to take off the start of paths
    - `enable_validation`: check requests and responses against the annotations of handlers (needs pydantic)
    - `response_validation_error_http_code`: status for responses that do not match their annotation
    - `json_body_deserializer`: reads JSON bodies in place of `json.loads`
    - `strict_http`: answer 405 with `Allow` to other methods, HEAD by GET, preflights per route, send `Vary`, and undo
      the percent encoding of path parameters; by default what POWERTOOLS_STRICT says
    - `answer_unhandled_errors`: answer exceptions that nobody handles with 500 and CORS headers, and log them, where
      they would otherwise leave the function as they are
    - `problem_details`: answer validation errors as `application/problem+json` (RFC 9457)
    """

    _proxy_event_type: Enum | None = None
    _response_builder_class: type[ResponseBuilder] | None = None
    _trailing_slashes = False
    _paths_are_encoded = False

    def __init__(
        self,
        proxy_type: Enum | CORSConfig | None = None,
        cors: CORSConfig | None = None,
        debug: bool | None = None,
        serializer: Callable[[Any], str] | None = None,
        strip_prefixes: Sequence[str | Pattern[str]] | None = None,
        enable_validation: bool = False,
        response_validation_error_http_code: HTTPStatus | int | None = None,
        json_body_deserializer: Callable[[str], Any] | None = None,
        *,
        strict_http: bool | None = None,
        answer_unhandled_errors: bool = False,
        problem_details: bool = False,
    ) -> None:
        given: Any = proxy_type
        if hasattr(given, "allowed_origin"):  # CORS came first in earlier versions
            given, cors = None, given
        self._given_proxy_type: Any = given or self._proxy_event_type
        self._event_class = self._class_of_events()
        development = debug is None and self._has_debug()
        self._debug = development or bool(debug)
        self._cors = cors
        self._serializer = serializer or dumps
        self._print_json = dumps
        if development:
            self._develop(serializer)
        self._cors_enabled = self._cors is not None
        self._strip_prefixes = strip_prefixes
        self._json_body_deserializer = json_body_deserializer
        strict = environment.STRICT.get()
        self._keep_last = not strict
        self._strict_http = strict if strict_http is None else strict_http
        self._answers_errors = answer_unhandled_errors
        self._requests = Requests()
        self._unrouted: Chain | None = None
        self._answer_to: Callable[..., Any] | None = None
        self._router_middlewares = []
        self.dependency_overrides: dict[Callable[..., Any], Callable[..., Any]] = {}
        """What stands in for dependencies, by the real one; for tests."""
        self.exception_handler_manager = ExceptionHandlerManager()
        self.routes = RouteTable(trailing_slashes=self._trailing_slashes)
        """All routes; `print(app.routes)` shows them."""
        self._set_up_validation(enable_validation, response_validation_error_http_code, problem_details)

    def _class_of_events(self) -> Any:
        from aws_lambda_powertools.event_handler._proxy_events import event_class

        return event_class(self._given_proxy_type)

    @property
    def _proxy_type(self) -> Any:
        from aws_lambda_powertools.event_handler._proxy_events import ProxyEventType

        return self._given_proxy_type or ProxyEventType(self._event_class.__name__)

    def _develop(self, serializer: Callable[[Any], str] | None) -> None:
        """Development mode: JSON for people, and every origin is allowed."""
        from aws_lambda_powertools.event_handler._cors import CORSConfig
        from aws_lambda_powertools.event_handler._json import dumps_indented

        self._cors = (self._cors or CORSConfig()).for_everyone()
        self._serializer = serializer or dumps_indented
        self._print_json = dumps_indented

    @staticmethod
    def _has_debug(debug: bool | None = None) -> bool:
        if debug is not None:
            return debug
        if not environment.DEV.get():
            return False
        from aws_lambda_powertools.shared.functions import powertools_dev_is_set

        return powertools_dev_is_set()

    # --- Registering -------------------------------------------------------------------------------------------------

    @shows(route_signature)
    def route(
        self, rule: str, method: str | list[str] | tuple[str, ...], *positional: Any, **options: Unpack[RouteOptions]
    ) -> Callable[[Handler], Handler]:
        """Register a handler for a rule and one or several methods.

        ValueError for a rule that makes no sense, TypeError for unknown options.
        """
        cors = self._cors_enabled
        named: Any = None
        if positional or options:
            named = named_options(positional, options)
            given = named.pop("cors", None)
            cors = cors if given is None else given
            if "custom_response_validation_http_code" in named:
                self._check_route_code(named)
        if "<" in rule or "{" in rule:
            checked(rule)
        if self._trailing_slashes:
            rule = rule.rstrip("/")
        methods = (method.upper(),) if isinstance(method, str) else [each.upper() for each in method]

        def register(function: Handler) -> Handler:
            add = self.routes.add
            for each in methods:
                if not add(new_route(each, rule, function, cors, named)):
                    self._registered_twice(each, rule)
            return function

        return register

    def _registered_twice(self, method: str, rule: str) -> None:
        message = f"A route like this was already registered. method: {method!r} rule: {rule!r}"
        if not self._keep_last:
            raise ValueError(message)
        from aws_lambda_powertools._core.notices import warn

        warn(message)

    def include_router(
        self,
        router: Router,
        prefix: str | None = None,
        *,
        middlewares: Sequence[Callable[..., Any]] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Take in the routes, middlewares and exception handlers of a router.

        Its paths get the prefix. Its own middlewares run around all routes of the app, as ever; `middlewares` given
        here run around the routes of this router only, which also get the `tags`.
        """
        if router._router_middlewares:
            self.use(router._router_middlewares)
        self.exception_handler_manager.update_exception_handlers(router._exception_handlers)
        if router._context:
            self.append_context(**router._context)
        router.api_resolver = self
        for declared, method, function, options in router._declared:
            given = options
            rule = declared
            if middlewares or tags:
                given = dict(options)
                given["middlewares"] = [*(middlewares or ()), *(options.get("middlewares") or ())]
                given["tags"] = [*(tags or ()), *(options.get("tags") or ())]
            if prefix:
                rule = prefix if declared == "/" else f"{prefix}{declared}"
            self.route(rule, method, **given)(function)

    def use(self, middlewares: Sequence[Callable[..., Any]]) -> None:
        """Run these middlewares around every route of the app, also for requests that no route serves."""
        super().use(middlewares)
        self._unrouted = None
        for route in self.routes:
            route.chain = None

    def exception_handler(
        self, exc_class: type[Exception] | list[type[Exception]]
    ) -> Callable[[ErrorHandler], ErrorHandler]:
        """Answer to exceptions of these classes, and of those below them, with what the function returns.

        It gets the exception; the route's CORS, cache control and compression hold for its answer too.
        """
        return self.exception_handler_manager.exception_handler(exc_class)

    def not_found(self, func: Callable[..., Any] | None = None) -> Any:
        """Answer to requests that no route serves, and to NotFoundError, with what the function returns."""
        from aws_lambda_powertools.event_handler.exceptions import NotFoundError

        register = self.exception_handler(NotFoundError)
        return register if func is None else register(func)

    # --- The request that is being handled ---------------------------------------------------------------------------

    def _request_state(self) -> RequestState:
        state = self._requests.known(self)
        if state is None:
            raise AttributeError("There is no request: current_event, lambda_context and request exist while one runs")
        return state

    @property
    def current_event(self) -> Any:
        """The event of the request that is being handled, as the data class of its source."""
        state = current.get()
        return (state if state is not None and state.app is self else self._request_state()).event

    def _set_event(self, event: BaseProxyEvent) -> None:
        state = self._requests.known(self)
        if state is None:
            self._requests.pretend(RequestState(self, event, None))
        else:
            state.event = event

    @property
    def lambda_context(self) -> Any:
        """The Lambda context of that request."""
        return self._request_state().lambda_context

    def _set_lambda_context(self, context: Any) -> None:
        self._request_state().lambda_context = context

    @property
    def context(self) -> dict[str, Any]:
        """What `append_context` put there for this request; outside of one, for the next in this thread or task."""
        state = current.get()
        if state is not None and state.app is self:
            return state.context
        state = self._requests.own(self)
        return self._requests.waiting() if state is None else state.context

    def _set_context(self, values: dict[str, Any]) -> None:
        context = self.context
        context.clear()
        context.update(values)

    if not TYPE_CHECKING:  # tests of users set them; typed code has no reason to
        current_event = current_event.setter(_set_event)
        lambda_context = lambda_context.setter(_set_lambda_context)
        context = context.setter(_set_context)

    @property
    def request(self) -> Request:
        """A read-only view of that request; RuntimeError before its route is known."""
        state = self._requests.own(self)
        if state is None or state.route is None:
            raise RuntimeError("app.request exists from the moment on that the route of a request is known")
        return self._request_of(state)

    def _request_of(self, state: RequestState) -> Request:
        if state.request is None:
            from aws_lambda_powertools.event_handler.request import Request

            route = state.route
            state.request = Request(
                state.path if route is None else route.openapi_path, state.path_arguments, state.event, state.context
            )
            state.context["_request"] = state.request
        return state.request

    @property
    def processed_stack_frames(self) -> list[str]:
        """The middlewares that the last request went through, for debugging."""
        state = self._requests.known(self)
        return [] if state is None else [str(frame) for frame in state.frames]

    def _push_processed_stack_frame(self, frame: str) -> None:
        self._request_state().frames.append(frame)

    def _reset_processed_stack(self) -> None:
        self._request_state().frames.clear()

    # --- Answering ---------------------------------------------------------------------------------------------------

    def __call__(self, event: Mapping[str, Any], context: LambdaContext) -> Any:
        """The same as `resolve`, so that the app itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer one event. Async handlers and middlewares run on a loop that is kept for them."""
        state = self._begin(event, context)
        try:
            return self._answer(state)
        finally:
            self._requests.leave(state, self._keep_last)

    async def resolve_async(self, event: Mapping[str, Any], context: LambdaContext) -> dict[str, Any]:
        """Answer one event from async code, with async handlers and middlewares on the caller's loop."""
        state = self._begin(event, context)
        try:
            result = await self._outcome_async(state)
            buffered = getattr(result, "buffered_async", None)
            return self._finish(result if buffered is None else await buffered(), state)
        finally:
            self._requests.leave(state, self._keep_last)

    def _begin(self, event: Any, context: Any) -> RequestState:
        if not isinstance(event, dict):
            event = _raw(event)
        if self._debug:
            from aws_lambda_powertools.event_handler import _debug_output

            _debug_output.print_event(self._print_json(event))
        state = RequestState(self, self._to_proxy_event(event), context)
        self._requests.enter(state)
        return state

    def _to_proxy_event(self, event: Any) -> BaseProxyEvent:
        return self._event_class(event, self._json_body_deserializer)  # type: ignore[no-any-return]  # a data class

    def _answer(self, state: RequestState) -> dict[str, Any]:
        return self._finish(self._outcome(state), state)

    def _outcome(self, state: RequestState) -> Any:
        """What the handler, a middleware or an exception handler gave."""
        chain = self._find_chain(state)
        try:
            if chain.is_async:
                from aws_lambda_powertools._core.aio import run

                result = run(self._run_async(chain, state))
            elif chain.middlewares or self._debug:
                result = chain.first(self)
            else:
                result = chain.endpoint.run(state)
            if state.dependencies is not None:
                from aws_lambda_powertools.event_handler import depends

                depends.run(depends.finishing(state.dependencies.teardowns, None))
        except Exception as error:
            result = self._failed(error, state)
            if type(result) is CoroutineType:
                from aws_lambda_powertools._core.aio import run
                from aws_lambda_powertools.event_handler import _errors

                result = run(_errors.awaited(result))
        return result

    async def _outcome_async(self, state: RequestState) -> Any:
        chain = self._find_chain(state)
        try:
            return await self._run_async(chain, state)
        except Exception as error:
            result = self._failed(error, state)
            if type(result) is not CoroutineType:
                return result
            from aws_lambda_powertools.event_handler import _errors

            return await _errors.awaited(result)

    async def _run_async(self, chain: Chain, state: RequestState) -> Any:
        try:
            result = await (chain.async_first()(self) if chain.middlewares else chain.endpoint.run_async(state))
        except BaseException as error:
            await self._finish_dependencies(state, error)
            raise
        await self._finish_dependencies(state, None)
        return result

    async def _finish_dependencies(self, state: RequestState, error: BaseException | None) -> None:
        if state.dependencies is not None:
            from aws_lambda_powertools.event_handler import depends

            await depends.run_async(depends.finishing(state.dependencies.teardowns, error))

    def _failed(self, error: Exception, state: RequestState) -> Any:
        """The answer to an exception; raises it, or the one that took its place, if there is none."""
        answer_to = self._answer_to or self._load_answers()
        if state.dependencies is not None and state.dependencies.teardowns:
            from aws_lambda_powertools.event_handler import depends

            try:
                depends.run(depends.finishing(state.dependencies.teardowns, error))
            except Exception as raised:
                error = raised
        return answer_to(self, error, state)

    def _load_answers(self) -> Callable[..., Any]:
        """What answers errors. It is kept: to import it at each error would cost more than the answer."""
        from aws_lambda_powertools.event_handler._errors import answer_to

        self._answer_to = answer_to
        return answer_to

    # --- Routes ------------------------------------------------------------------------------------------------------

    def _find_chain(self, state: RequestState) -> Chain:
        """The chain for this request, whose route and arguments are then known."""
        event = state.event
        method, path = event.http_method, event.path
        if method not in _METHODS:
            method = method.upper()
        state.method = method
        if self._strip_prefixes:
            path = self._remove_prefix(path)
        found = self.routes.match(method, path)
        if found is None and method == "HEAD" and self._strict_http:
            found = self.routes.match("GET", path)
        context = state.context
        context["_path"] = state.path = path
        if found is None:
            state.path_arguments = {}
            chain = self._unrouted_chain()
        else:
            route, arguments = found
            if arguments and self._paths_are_encoded and self._strict_http:
                arguments = _decoded(arguments)
            state.route = context["_route"] = route
            state.path_arguments = context["_route_args"] = arguments
            chain = route.chain or self._chain_for(route)
        state.plain = chain.plain
        if self._debug:
            from aws_lambda_powertools.event_handler import _debug_output

            _debug_output.print_route(chain, path)
        return chain

    def _chain_for(self, route: Route) -> Chain:
        """The chain of a route, made at its first request."""
        chain = route.chain = self._chain_of(route)
        return chain

    def _chain_of(self, route: Route, router_middlewares: Sequence[Callable[..., Any]] | None = None) -> Chain:
        middlewares = [
            *(self._router_middlewares if router_middlewares is None else router_middlewares),
            *route.middlewares,
        ]
        validated = self._enable_validation if route.enable_validation is None else route.enable_validation
        name = name_of(route.func)
        if validated:
            middlewares, endpoint = self._validating(route, middlewares, name)
        else:
            endpoint = (Endpoint if route.plan.injected else PlainEndpoint)(route.func, name, route.plan)
        return Chain(middlewares, endpoint, plain=self._is_plain(route))

    def _unrouted_chain(self) -> Chain:
        if self._unrouted is None:
            from aws_lambda_powertools.event_handler import _errors

            self._unrouted = Chain(
                self._router_middlewares,
                UnroutedEndpoint(_errors.answer_unrouted, "not_found_handler"),
                plain=self._is_plain(None),
            )
        return self._unrouted

    def _run_route(
        self, route: Route, router_middlewares: Sequence[Callable[..., Any]], arguments: Mapping[str, Any]
    ) -> Any:
        self._take_route(route, arguments)
        return self._chain_of(route, router_middlewares).first(self)

    async def _run_route_async(
        self, route: Route, router_middlewares: Sequence[Callable[..., Any]], arguments: Mapping[str, Any]
    ) -> Any:
        self._take_route(route, arguments)
        return await self._chain_of(route, router_middlewares).async_first()(self)

    def _take_route(self, route: Route, arguments: Mapping[str, Any]) -> None:
        state = self._request_state()
        state.route, state.path_arguments = route, dict(arguments)
        state.context["_route_args"] = state.path_arguments

    def _remove_prefix(self, path: str) -> str:
        from aws_lambda_powertools.event_handler._prefixes import without_prefix

        return without_prefix(path, self._strip_prefixes or ())

    def _get_base_path(self) -> str:
        raise NotImplementedError(f"{type(self).__name__} does not know its base path")

    # --- Responses ---------------------------------------------------------------------------------------------------

    def _to_response(self, result: Any, state: RequestState | None = None) -> Any:
        if isinstance(result, Response):
            return result
        route = None if state is None else state.route
        return response_from(result, 200 if route is None else route.status_code)

    def _finish(self, result: Any, state: RequestState) -> dict[str, Any]:
        """What a handler, a middleware or an exception handler gave, as the dict of the event source."""
        route = state.route
        status: Any = 200 if route is None else route.status_code
        if not state.plain or (type(result) is not dict and isinstance(result, _SPECIAL)):
            simple = _simple(result) if state.plain else None
            if simple is None:
                return self._finish_response(result, state)
            result, status, content_type = simple
        else:
            content_type = JSON
        if isinstance(result, str):
            body = result
        else:
            body = "" if result is None and status in _WITHOUT_BODY else self._serializer(result)
        headers = {CONTENT_TYPE: content_type}
        if self._cors is not None and (route is None or route.cors):
            headers.update(self._cors.headers_for(state.event))
        return {
            "statusCode": int(status),
            "body": body,
            "isBase64Encoded": False,
            **self._carried(state.event, headers),
        }

    def _is_plain(self, route: Route | None) -> bool:
        """Whether answers need neither compression nor cache control, and are built in the usual way."""
        if self._debug or self._strict_http or self._response_builder_class is not None:
            return False
        if route is None:
            return True
        return not (route.compress or route.cache_control or (route.cors and self._cors is None))

    def _carried(self, event: Any, headers: dict[str, str]) -> dict[str, Any]:
        """Headers of our own, each with one value, as the event source wants them."""
        return event.header_serializer().serialize(headers=headers, cookies=[])  # type: ignore[no-any-return]

    def _finish_response(self, result: Any, state: RequestState) -> dict[str, Any]:
        response = self._to_response(result, state)
        buffered = getattr(response, "buffered", None)
        if buffered is not None:
            response = buffered()
        builder = self._builder(response, state.route)
        answer = self._build_response(builder, state)
        if self._strict_http and state.method == "HEAD":
            answer["body"] = ""
            answer["isBase64Encoded"] = False
        if self._debug:
            from aws_lambda_powertools.event_handler import _debug_output

            _debug_output.print_frames(state)
        return answer

    def _builder(self, response: Any, route: Route | None) -> ResponseBuilder:
        if self._response_builder_class is not None:
            return self._response_builder_class(response, self._serializer, route)
        from aws_lambda_powertools.event_handler._builder import ResponseBuilder

        return ResponseBuilder(response, self._serializer, route, vary=self._strict_http)

    def _build_response(self, builder: ResponseBuilder, state: RequestState) -> dict[str, Any]:
        return builder.build(state.event, self._cors)


_METHODS = frozenset(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"))

_WITHOUT_BODY = frozenset((204, 205, 304))

_SPECIAL = (Response, BedrockResponse, tuple, bytes, bytearray)


def listed(headers: dict[str, str]) -> dict[str, list[str]]:
    """Each value in a list of its own."""
    if len(headers) == 1:  # by far the most, and half as dear
        return {CONTENT_TYPE: [headers[CONTENT_TYPE]]}
    return {name: [value] for name, value in headers.items()}


def _simple(result: Any) -> tuple[Any, int, str] | None:
    """Body, status and content type of an answer that has nothing else to it; None for all others."""
    if type(result) is tuple:
        if len(result) != _PAIR or type(result[1]) is not int or not _FIRST_STATUS <= result[1] <= _LAST_STATUS:
            return None
        return None if isinstance(result[0], _SPECIAL) else (*result, JSON)
    if type(result) is not Response or type(result.status_code) is not int:
        return None
    headers: dict[str, Any] = result.headers
    body: Any = result.body
    content_type = headers.get(CONTENT_TYPE) if len(headers) == 1 and CONTENT_TYPE in headers.keys() else None  # noqa: SIM118  # in this very spelling
    if type(content_type) is not str or not content_type.isprintable() or result.cookies or result.compress:
        return None
    if type(body) is not str and (body is None or content_type != JSON or isinstance(body, _SPECIAL)):
        return None
    return None if result.base64_encoded else (body, result.status_code, content_type)


_PAIR = 2
_FIRST_STATUS, _LAST_STATUS = 100, 599


def _decoded(arguments: dict[str, Any]) -> dict[str, Any]:
    """Path parameters without percent encoding, undone after the path was taken apart: `%2F` is part of a value."""
    from urllib.parse import unquote

    return {name: unquote(value) if isinstance(value, str) else value for name, value in arguments.items()}


def _raw(event: Any) -> Any:
    """The event out of a data class, which nobody needs to make."""
    raw = getattr(event, "raw_event", None)
    if raw is None:
        return event
    from aws_lambda_powertools._core.notices import warn

    warn(
        "You don't need to serialize event to Event Source Data Class when using Event Handler; see issue #1152: "
        "pass the event as Lambda gave it to resolve()."
    )
    return raw
