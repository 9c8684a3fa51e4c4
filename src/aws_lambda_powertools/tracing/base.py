"""The contract of a tracing backend: what a provider and its segments must offer."""

from __future__ import annotations

from abc import ABC, abstractmethod

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractAsyncContextManager, AbstractContextManager
    from traceback import StackSummary
    from typing import Any

SEGMENT_METHODS = (
    "close",
    "add_subsegment",
    "remove_subsegment",
    "put_annotation",
    "put_metadata",
    "add_exception",
)
PROVIDER_METHODS = ("in_subsegment", "in_subsegment_async", "put_annotation", "put_metadata", "patch", "patch_all")


def _has(candidate: type, methods: tuple[str, ...]) -> bool:
    return all(any(method in vars(base) for base in candidate.__mro__) for method in methods)


class BaseSegment(ABC):
    """A piece of work with a name, a beginning and an end, and what is known about it.

    Whatever has these methods is one, by inheritance or not.
    """

    @classmethod
    def __subclasshook__(cls, candidate: type, /) -> bool:
        return _has(candidate, SEGMENT_METHODS) if cls is BaseSegment else NotImplemented

    @abstractmethod
    def close(self, end_time: float | None = None) -> Any:
        """End the segment, now or at the given seconds since the epoch."""

    @abstractmethod
    def add_subsegment(self, subsegment: Any) -> Any:
        """Take a segment as a child; backends that stream each segment need do nothing."""

    @abstractmethod
    def remove_subsegment(self, subsegment: Any) -> Any:
        """Give a child away again."""

    @abstractmethod
    def put_annotation(self, key: str, value: str | float | bool) -> Any:
        """Note a value by which traces can be searched."""

    @abstractmethod
    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> Any:
        """Note any value, to be read with the trace; it is not searchable."""

    @abstractmethod
    def add_exception(self, exception: BaseException, stack: Sequence[Any] | StackSummary, remote: bool = False) -> Any:
        """Note an exception with its stack; `remote` says that a downstream service reported it."""


class BaseProvider(ABC):
    """A tracing backend. Any object with these six methods is one, and can be given as `Tracer(provider=...)`.

    A provider may have more methods, which are used where they exist:

    - `begin_invocation(event, context)`: a handler begins; what it returns is handed to `end_invocation`.
    - `end_invocation(token, remaining_milliseconds)`: the handler has ended, send what is left; None where the
      remaining time is not known.
    - `ignore_endpoint(hostname, urls)`: do not trace HTTP calls to these.
    - `aiohttp_trace_config(name=None)`: an `aiohttp.TraceConfig` that records client requests.
    - `current_ids()`: `(trace_id, span_id, is_sampled)` of the current segment, 32 and 16 hex digits, or None.
    - `header()`: the value of the header to send downstream, or None.
    """

    @classmethod
    def __subclasshook__(cls, candidate: type, /) -> bool:
        return _has(candidate, PROVIDER_METHODS) if cls is BaseProvider else NotImplemented

    @abstractmethod
    def in_subsegment(self, name: str | None = None, **kwargs: Any) -> AbstractContextManager[Any]:
        """A context manager that opens a segment below the current one, gives it, and closes it."""

    @abstractmethod
    def in_subsegment_async(self, name: str | None = None, **kwargs: Any) -> AbstractAsyncContextManager[Any]:
        """The same for `async with`."""

    @abstractmethod
    def put_annotation(self, key: str, value: str | float | bool) -> None:
        """Note a searchable value on the current segment."""

    @abstractmethod
    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Note any value on the current segment."""

    @abstractmethod
    def patch(self, modules: Sequence[str]) -> None:
        """Trace what these libraries do."""

    @abstractmethod
    def patch_all(self) -> None:
        """Trace what every library does that the backend knows."""
