"""The backend that is used while tracing is off: every call does nothing."""

# ruff: noqa: ARG002  # it takes what other backends use

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from typing_extensions import Self


class NoopSegment:
    """A segment that takes everything and keeps nothing."""

    id = ""
    trace_id = ""
    parent_id = ""
    name = ""
    namespace = "local"
    type = "subsegment"
    start_time = 0.0
    end_time = 0.0
    sampled = False
    in_progress = False
    fault = error = throttle = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    @property
    def annotations(self) -> dict[str, Any]:
        return {}

    @property
    def metadata(self) -> dict[str, Any]:
        return {}

    @property
    def http(self) -> dict[str, Any]:
        return {}

    @property
    def subsegments(self) -> list[Any]:
        return []

    aws = sql = cause = http

    def close(self, end_time: float | None = None) -> None:
        """Nothing."""

    def add_subsegment(self, subsegment: Any) -> None:
        """Nothing."""

    def remove_subsegment(self, subsegment: Any) -> None:
        """Nothing."""

    def put_annotation(self, key: str, value: Any) -> None:
        """Nothing."""

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Nothing."""

    def add_exception(self, exception: BaseException, stack: Sequence[Any], remote: bool = False) -> None:
        """Nothing."""

    def put_http_meta(self, key: str, value: Any) -> None:
        """Nothing."""

    def set_aws(self, aws_meta: Mapping[str, Any]) -> None:
        """Nothing."""

    def set_sql(self, sql: Mapping[str, Any]) -> None:
        """Nothing."""

    def apply_status_code(self, status_code: Any) -> None:
        """Nothing."""

    def add_error_flag(self) -> None:
        """Nothing."""

    def add_fault_flag(self) -> None:
        """Nothing."""

    def add_throttle_flag(self) -> None:
        """Nothing."""

    def to_dict(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def serialize(self) -> str:
        """Nothing."""
        return "{}"


SEGMENT = NoopSegment()


class NoopProvider:
    """A provider whose segments are all the same one, which keeps nothing."""

    does_nothing = True
    """Decorators of a Tracer with this provider give back the function itself."""

    def in_subsegment(self, name: str | None = None, **kwargs: Any) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def in_subsegment_async(self, name: str | None = None, **kwargs: Any) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def put_annotation(self, key: str, value: Any) -> None:
        """Nothing."""

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Nothing."""

    def patch(self, modules: Sequence[str]) -> None:
        """Nothing."""

    def patch_all(self) -> None:
        """Nothing."""

    def ignore_endpoint(self, hostname: str | None = None, urls: list[str] | None = None) -> None:
        """Nothing."""

    def current_ids(self) -> None:
        """Nothing."""

    def header(self) -> None:
        """Nothing."""

    def begin_segment(self, name: str | None = None, **ignored: Any) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def end_segment(self, end_time: float | None = None) -> None:
        """Nothing."""

    def in_segment(self, name: str | None = None, **ignored: Any) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    in_segment_async = in_segment

    def begin_subsegment(self, name: str, namespace: str = "local") -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def end_subsegment(self, end_time: float | None = None) -> None:
        """Nothing."""

    def current_subsegment(self) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def current_segment(self) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def get_trace_entity(self) -> NoopSegment:
        """A segment that keeps nothing."""
        return SEGMENT

    def set_trace_entity(self, trace_entity: Any) -> None:
        """Nothing."""

    def clear_trace_entities(self) -> None:
        """Nothing."""

    def is_sampled(self) -> bool:
        """Nothing is recorded."""
        return False

    def capture(self, name: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A decorator that gives back the function."""
        return _same

    def capture_async(self, name: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A decorator that gives back the function."""
        return _same

    def configure(self, **ignored: Any) -> None:
        """Nothing."""


def _same(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def create() -> NoopProvider:
    """The backend, ready for use."""
    return NoopProvider()
