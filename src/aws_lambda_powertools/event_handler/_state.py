"""RequestState: everything about one request, found through a ContextVar.

Nothing about a request lives on a class or on the app, so threads, tasks, nested and unrelated resolvers never see
each other's. The rule is that of `_core.invocation`: code that carries the context sees its own request; a thread
without context sees the only running one; after the last request, sequential code still sees that one, unless
POWERTOOLS_STRICT is set or another overlapped it.
"""

# What handlers return and send is the user's own data, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.event_handler._route import Route
    from aws_lambda_powertools.event_handler.request import Request
    from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent

current: ContextVar[RequestState | None] = ContextVar("powertools_request", default=None)


class RequestState:
    """One request to one app.

    `event` and `lambda_context` are what came in, `context` is what `app.append_context` writes to. `route` and
    `path_arguments` (by name) are known once a route is found. `dependencies` is what those have come to so far,
    `dependency_arguments` holds their own validated parameters. `frames` are the middlewares that have run.
    """

    route: Route | None = None
    path_arguments: dict[str, Any]
    method = ""
    path = ""
    plain = False
    """Whether the route's answers go out as they are: no CORS, cache control or compression."""
    overlapped = False
    enclosing: RequestState | None = None
    dependencies: Any = None
    dependency_arguments: dict[Any, dict[str, Any]] | None = None
    request: Request | None = None

    def __init__(self, app: Any, event: BaseProxyEvent, lambda_context: Any) -> None:
        self.app = app
        self.event = event
        self.lambda_context = lambda_context
        self.context: dict[str, Any] = {}
        self.frames: list[Any] = []


class Requests:
    """The requests of one app: those that run, what the last one left, and what is waiting for the next one."""

    __slots__ = ("_last", "_running", "_waiting")

    def __init__(self) -> None:
        self._running: dict[RequestState, None] = {}
        self._last: RequestState | None = None
        self._waiting: ContextVar[dict[str, Any] | None] | None = None

    def enter(self, state: RequestState) -> None:
        """Begin a request in this context."""
        enclosing = current.get()
        if enclosing is not None:
            state.enclosing = enclosing
        current.set(state)
        running = self._running
        running[state] = None
        if len(running) > 1:
            for other in list(running):
                other.overlapped = True
        waiting = self._waiting
        if waiting is not None:
            kept = waiting.get()
            if kept:
                state.context.update(kept)

    def leave(self, state: RequestState, keep: bool) -> None:
        """End a request; `keep` it for sequential code that asks afterwards, unless another overlapped it."""
        self._running.pop(state, None)
        current.set(state.enclosing)
        if state.enclosing is not None:
            state.enclosing = None
        self._last = state if keep and not state.overlapped else None
        state.context.clear()
        if self._waiting is not None:
            kept = self._waiting.get()
            if kept:
                kept.clear()

    def own(self, app: Any) -> RequestState | None:
        """The request of this app that the code belongs to, if any."""
        state = current.get()
        while state is not None:
            if state.app is app:
                return state
            state = state.enclosing
        if len(self._running) == 1:
            running = list(self._running)  # it may have ended meanwhile, in another thread
            return running[0] if running else None
        return None

    def known(self, app: Any) -> RequestState | None:
        """The same, else the last one of sequential code."""
        return self.own(app) or (None if self._running else self._last)

    def pretend(self, state: RequestState) -> None:
        """Let a request be the last one; for code that sets `app.current_event`, as tests do."""
        self._last = state

    def waiting(self) -> dict[str, Any]:
        """What was put into the context outside of any request, for the next one in this thread or task."""
        if self._waiting is None:
            self._waiting = ContextVar("powertools_context", default=None)
        kept = self._waiting.get()
        if kept is None:
            kept = {}
            self._waiting.set(kept)
        return kept
