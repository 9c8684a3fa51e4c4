"""ExceptionHandlerManager: which function answers to an exception of this class."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any, TypeVar

    ErrorHandler = TypeVar("ErrorHandler", bound=Callable[..., Any])


class ExceptionHandlerManager:
    """Handlers of exceptions by class. One for a base class serves all below it that have none of their own."""

    def __init__(self) -> None:
        self._exception_handlers: dict[type[Exception], Callable[..., Any]] = {}

    def exception_handler(
        self, exc_class: type[Exception] | list[type[Exception]]
    ) -> Callable[[ErrorHandler], ErrorHandler]:
        """Register the decorated function for one or several classes; it gets the exception and answers."""

        def register(function: ErrorHandler) -> ErrorHandler:
            for kind in exc_class if isinstance(exc_class, (list, tuple)) else (exc_class,):
                self._exception_handlers[kind] = function
            return function

        return register

    def lookup_exception_handler(self, exp_type: type[BaseException]) -> Callable[..., Any] | None:
        """The handler for a class: its own, else that of its nearest base class, else None."""
        handlers = self._exception_handlers
        if not handlers:
            return None
        return next((handlers[kind] for kind in exp_type.__mro__ if kind in handlers), None)

    def update_exception_handlers(self, handlers: Mapping[type[Exception], Callable[..., Any]]) -> None:
        """Take in handlers, which win over present ones for the same class."""
        self._exception_handlers.update(handlers)

    def get_registered_handlers(self) -> dict[type[Exception], Callable[..., Any]]:
        """A copy of all handlers by class."""
        return self._exception_handlers.copy()

    def clear_handlers(self) -> None:
        """Forget all handlers."""
        self._exception_handlers.clear()
