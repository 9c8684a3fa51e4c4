"""EventRouter: one Lambda handler for events of several sources, each given to the function that is there for it."""

# Events and answers are the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core.decorators import CoroutineType
from aws_lambda_powertools._core.errors import PowertoolsError
from aws_lambda_powertools.event_handler._event_scope import EventScope
from aws_lambda_powertools.event_handler._event_sources import HTTP_SOURCES, SOURCES, sources_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from re import Pattern
    from typing import Any, TypeVar

    from aws_lambda_powertools.event_handler._event_sources import Source

    Function = TypeVar("Function", bound=Callable[..., Any])
    Wanted = str | Pattern[str] | Collection[str | Pattern[str]] | None
    When = Callable[[Any], bool] | None

_EVENT, _EVENT_AND_CONTEXT = 1, 2


class UnmatchedEventError(PowertoolsError):
    """No function is there for an event; `sources` says where it seems to come from."""

    def __init__(self, message: str, sources: list[str]) -> None:
        super().__init__(message)
        self.sources = sources


class EventRouter(EventScope):
    """Gives each event to the first function that was registered for its source and fits its patterns.

        app = EventRouter()

        @app.s3(bucket="uploads", key="*.csv")
        def imported(event: S3Event): ...

        @app.event_bridge(detail_type="OrderPlaced")
        def placed(event: EventBridgeEvent): ...

        def lambda_handler(event, context):
            return app.resolve(event, context)

    Functions get the event as its data class, and the Lambda context if they have a second parameter; what they return
    is the answer. They may be async. A resolver, such as an APIGatewayRestResolver, can stand in place of a function.

    A pattern is a text, in which `*` stands for any letters, a compiled regular expression, or a collection of those;
    every record of an event has to fit. `when` gets the data class, for everything else that may be asked.
    """

    def __init__(self) -> None:
        super().__init__()
        self.routes: list[EventRoute] = []
        """All routes, in the order in which they are tried."""
        self._default: _Call | None = None

    @property
    def current_event(self) -> Any:
        """The event that is handled, as its data class."""
        state = self.known_state()
        return None if state is None else state.event

    # --- Registering -------------------------------------------------------------------------------------------------

    def s3(
        self, *, bucket: Wanted = None, key: Wanted = None, event_name: Wanted = None, when: When = None
    ) -> Callable[[Function], Function]:
        """Notifications of S3 buckets; `event_name` as in `ObjectCreated:*`, keys without their escapes."""
        return self.on("s3", when=when, bucket=bucket, key=key, event_name=event_name)

    def sqs(self, *, queue: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Messages of SQS queues, by name."""
        return self.on("sqs", when=when, queue=queue)

    def sns(self, *, topic: Wanted = None, subject: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Messages of SNS topics, by name."""
        return self.on("sns", when=when, topic=topic, subject=subject)

    def kinesis(self, *, stream: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Records of Kinesis streams, by name."""
        return self.on("kinesis", when=when, stream=stream)

    def dynamodb(
        self, *, table: Wanted = None, event_name: Wanted = None, when: When = None
    ) -> Callable[[Function], Function]:
        """Changes in DynamoDB tables, by name; `event_name` is `INSERT`, `MODIFY` or `REMOVE`."""
        return self.on("dynamodb", when=when, table=table, event_name=event_name)

    def kafka(self, *, topic: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Records of Kafka topics."""
        return self.on("kafka", when=when, topic=topic)

    def event_bridge(
        self,
        *,
        source: Wanted = None,
        detail_type: Wanted = None,
        detail: Mapping[str, Any] | None = None,
        when: When = None,
    ) -> Callable[[Function], Function]:
        """Events of EventBridge; `detail` is a pattern as in its rules: `{"status": ["failed", "stopped"]}`."""
        return self.on("event_bridge", when=when, source=source, detail_type=detail_type, detail=detail)

    def schedule(self, *, name: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Scheduled rules of EventBridge and schedules of its scheduler that send no input of their own, by name."""
        return self.on("schedule", when=when, name=name)

    def http(self, *, method: Wanted = None, path: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Requests of all HTTP fronts: API Gateway, function URLs, load balancers, VPC Lattice."""

        def register(function: Function) -> Function:
            for source in HTTP_SOURCES:
                self.on(source, when=when, method=method, path=path)(function)
            return function

        return register

    def websocket(self, *, route_key: Wanted = None, when: When = None) -> Callable[[Function], Function]:
        """Connections and messages of WebSocket APIs."""
        return self.on("websocket", when=when, route_key=route_key)

    def on(self, source: str, /, *, when: When = None, **patterns: Any) -> Callable[[Function], Function]:
        """Events of a source by its name in `event_sources()`; ValueError for what can't be asked of it."""
        known = SOURCES.get(source)
        if known is None:
            raise ValueError(f"There is no event source {source!r}; there are {', '.join(SOURCES)}")
        unknown = sorted(set(patterns) - set(known.asked))
        if unknown:
            allowed = ", ".join(known.asked) or "nothing but `when`"
            raise ValueError(f"{unknown[0]!r} can't be asked of events of {source}; allowed: {allowed}")
        return self._registering(known, when, {name: wanted for name, wanted in patterns.items() if wanted is not None})

    def match(self, when: Callable[[Any], bool]) -> Callable[[Function], Function]:
        """Events of any kind, as they come, for which `when` is true: for direct invocations."""
        return self._registering(None, when, {})

    def default(self, function: Function) -> Function:
        """Events that nothing else is there for, as they come."""
        self._default = _Call(function)
        return function

    def include_router(self, router: EventRouter) -> None:
        """Take in the routes of another router, after those that are there, and share the context with it."""
        self.routes += router.routes
        self._default = self._default or router._default  # of the same class
        router.share_with(self)

    def _registering(
        self, source: Source | None, when: When, patterns: dict[str, Any]
    ) -> Callable[[Function], Function]:
        def register(function: Function) -> Function:
            self.routes.append(EventRoute(source, when, patterns, function))
            return function

        return register

    # --- Answering ---------------------------------------------------------------------------------------------------

    def __call__(self, event: Any, context: Any) -> Any:
        """The same as `resolve`, so that the router itself can be the Lambda handler."""
        return self.resolve(event, context)

    def resolve(self, event: Any, context: Any) -> Any:
        """What the function for an event returns; UnmatchedEventError if there is none. Async ones run on a loop."""
        call, seen = self._find(event)
        state = self._enter(seen, context)
        try:
            result = call(event, seen, context)
            if type(result) is not CoroutineType:
                return result
            from aws_lambda_powertools._core.aio import run

            return run(result)
        finally:
            self._leave(state)

    async def resolve_async(self, event: Any, context: Any) -> Any:
        """The same on the caller's loop."""
        call, seen = self._find(event)
        state = self._enter(seen, context)
        try:
            result = call(event, seen, context)
            return await result if type(result) is CoroutineType else result
        finally:
            self._leave(state)

    def _find(self, event: Any) -> tuple[_Call, Any]:
        """The function for an event, and the event as it sees it."""
        sources = sources_of(event)
        for route in self.routes:
            if route.source is None:
                if route.when is None or route.when(event):
                    return route.call, event
                continue
            if route.source not in sources or not route.fits(event):
                continue
            seen = event if isinstance(event, list) else route.source.typed(event)
            if route.when is None or route.when(seen):
                return route.call, seen
        if self._default is not None:
            return self._default, event
        raise self._unmatched(event, sources)

    def _unmatched(self, event: Any, sources: list[Source]) -> UnmatchedEventError:
        keys = ", ".join(map(str, event)) if isinstance(event, dict) else type(event).__name__
        seems = (
            " and ".join(f"{source.name}({_shown(_values_of(source, event))})" for source in sources)
            or f"no source that is known; its keys are: {keys}"
        )
        there = "; ".join(map(str, self.routes)) or "nothing"
        return UnmatchedEventError(
            f"No function is registered for this event. It looks like {seems}. Registered: {there}.",
            [source.name for source in sources],
        )


class EventRoute:
    """One registered function, and which events it is for."""

    __slots__ = ("call", "function", "patterns", "source", "when")

    def __init__(self, source: Source | None, when: When, patterns: dict[str, Any], function: Any) -> None:
        self.source = source
        self.when = when
        self.patterns = patterns
        self.function = function
        self.call = _Call(function)

    def fits(self, event: Any) -> bool:
        """Whether all that the patterns ask of an event is so."""
        if not self.patterns:
            return True
        from aws_lambda_powertools.event_handler._event_patterns import fits

        first = event[0] if isinstance(event, list) else event
        asked: Any = None if self.source is None else self.source.asked
        return all(fits(asked[name](first), wanted) for name, wanted in self.patterns.items())

    def __str__(self) -> str:
        name = "match" if self.source is None else self.source.name
        asked = [_shown(self.patterns)] if self.patterns else []
        if self.when is not None:
            asked.append("when=…")
        return f"{name}({', '.join(asked)})"


class _Call:
    """How to call a function: with as much as it takes; a resolver gets the event as it came."""

    __slots__ = ("_function", "_takes")

    def __init__(self, function: Any) -> None:
        self._function = function
        self._takes: int | None = None

    def __call__(self, event: Any, seen: Any, context: Any) -> Any:
        takes = self._takes
        if takes is None:
            takes = self._takes = _parameters_of(self._function)
        if takes >= _EVENT_AND_CONTEXT:
            return self._function(event if hasattr(self._function, "resolve") else seen, context)
        return self._function(seen) if takes == _EVENT else self._function()


def _parameters_of(function: Any) -> int:
    """How many arguments a function takes by position."""
    from inspect import Parameter, signature

    count = 0
    for parameter in signature(function).parameters.values():
        if parameter.kind is Parameter.VAR_POSITIONAL:
            return _EVENT_AND_CONTEXT
        if parameter.kind in (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD):
            count += 1
    return count


def _values_of(source: Source, event: Any) -> dict[str, Any]:
    first = event[0] if isinstance(event, list) else event
    found: dict[str, Any] = {}
    for name, read in source.asked.items():
        if name == "detail":  # the user's own data stay out of errors
            continue
        try:
            values = read(first)
        except (LookupError, AttributeError, TypeError):
            continue
        found[name] = values[0] if len(set(map(str, values))) == 1 else values
    return found


def _shown(values: dict[str, Any]) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in values.items())


def event_sources() -> dict[str, tuple[str, ...]]:
    """All sources by name, with what `EventRouter.on` can ask of each."""
    return {name: tuple(source.asked) for name, source in SOURCES.items()}
