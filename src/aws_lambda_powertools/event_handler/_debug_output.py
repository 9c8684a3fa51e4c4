"""What debug mode prints: the event, the route with its middlewares, and those that ran."""

# Printing is what this module is for.
# ruff: noqa: T201

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler._chain import Chain
    from aws_lambda_powertools.event_handler._state import RequestState

LINE = "=" * 17
LONG_LINE = "=" * 22


def print_event(event: str) -> None:
    """The event as JSON."""
    print(event)


def print_route(chain: Chain, path: str) -> None:
    """The handler, and the middlewares around it."""
    print(f"\nProcessing Route:::{chain.endpoint.name} ({path})")
    print(f"\nMiddleware Stack:\n{LINE}\n{chain}\n{LINE}")


def print_frames(state: RequestState) -> None:
    """The middlewares that ran, each with the next one."""
    print(f"\nProcessed Middlewares:\n{LONG_LINE}")
    print("\n".join(map(str, state.frames)))
    print(LONG_LINE)
