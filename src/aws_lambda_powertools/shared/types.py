"""Types for functions that pass a callable through, and the shape of a Lambda handler."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

AnyCallableT = TypeVar("AnyCallableT", bound=Callable[..., Any])

EventT_contra = TypeVar("EventT_contra", contravariant=True)
ContextT_contra = TypeVar("ContextT_contra", contravariant=True)
ReturnT_co = TypeVar("ReturnT_co", covariant=True)


class LambdaHandler(Protocol[EventT_contra, ContextT_contra, ReturnT_co]):
    """A Lambda handler: `handler(event, context)`."""

    def __call__(self, event: EventT_contra, context: ContextT_contra) -> ReturnT_co:
        """Handle one invocation."""
        ...
