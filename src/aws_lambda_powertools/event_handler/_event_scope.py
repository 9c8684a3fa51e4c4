"""EventScope: what resolvers of single events and their routers know of the event that is being handled.

Nothing about an event lives on the resolver: threads, tasks and nested resolvers each see their own.
"""

from __future__ import annotations

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.event_handler._state import Requests, RequestState

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class EventScope:
    """A resolver, or a router that is included in resolvers, in which events are handled."""

    def __init__(self) -> None:
        self._requests = Requests()
        self._keep_last = not environment.STRICT.get()
        self._included_in: list[EventScope] = []

    @property
    def context(self) -> dict[str, Any]:
        """What was appended for this event; routers share it with the resolver that includes them."""
        state = self.own_state()
        return self.waiting() if state is None else state.context

    @property
    def lambda_context(self) -> Any:
        """The Lambda context of this event."""
        state = self.known_state()
        return None if state is None else state.lambda_context

    def append_context(self, **additional_context: Any) -> None:
        """Add to the context of this event, or of the next one when none is handled now."""
        self.context.update(**additional_context)

    def clear_context(self) -> None:
        """Forget what was appended."""
        self.context.clear()

    def share_with(self, resolver: EventScope) -> None:
        """Become part of a resolver."""
        self._included_in.append(resolver)
        waiting = self._requests.waiting()
        resolver.append_context(**waiting)
        waiting.clear()

    def _enter(self, event: Any, lambda_context: Any) -> RequestState:
        state = RequestState(self, event, lambda_context)
        self._requests.enter(state)
        return state

    def _leave(self, state: RequestState) -> None:
        self._requests.leave(state, keep=self._keep_last)

    def own_state(self) -> RequestState | None:
        """The event that this code handles."""
        state = self._requests.own(self)
        for resolver in () if state is not None else self._included_in:
            state = resolver.own_state()
            if state is not None:
                break
        return state

    def known_state(self) -> RequestState | None:
        """The same, else the one that was handled last."""
        state = self.own_state() or self._requests.known(self)
        for resolver in () if state is not None else self._included_in:
            state = resolver.known_state()
            if state is not None:
                break
        return state

    def waiting(self) -> dict[str, Any]:
        """What was appended outside of any event, for the next one."""
        for resolver in self._included_in:
            return resolver.waiting()
        return self._requests.waiting()
