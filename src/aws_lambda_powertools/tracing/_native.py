"""What all backends of our own share: segments that know their context, and the methods known from the X-Ray SDK."""

from __future__ import annotations

from functools import update_wrapper

from aws_lambda_powertools._core import clock, invocation
from aws_lambda_powertools.tracing import _context
from aws_lambda_powertools.tracing._context import debug

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.tracing._context import Facade
    from aws_lambda_powertools.tracing.tracer import Plan

    Table = dict[Any, Any]
else:
    Table = dict

HEADER = "X-Amzn-Trace-Id"

MOST_ANNOTATIONS = 50
LONGEST_ANNOTATION = 1000
LONGEST_NAME = 200
NAME_PUNCTUATION = frozenset("_.:/%&#=+\\-@")

CLIENT_ERROR = 400
TOO_MANY_REQUESTS = 429
SERVER_ERROR = 500
HTTP_PARTS = {
    "method": "request",
    "url": "request",
    "user_agent": "request",
    "client_ip": "request",
    "x_forwarded_for": "request",
    "traced": "request",
    "status": "response",
    "content_length": "response",
}
"""Fields of `http`, and the part of it in which each stands."""

MOST_REMEMBERED = 1024
"""Names that are kept with what was worked out for them."""

KINDS_AS_THEY_ARE = (bool, int)
"""Types of annotations that need no look at their value."""

_current = _context.current
_ids = _context.ids_in_store


class Memory(Table):
    """What a function gave for each key, as long as there are not too many of them."""

    def __init__(self, work_out: Callable[[Any], Any]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, key: Any) -> Any:
        value = self._work_out(key)
        if len(self) < MOST_REMEMBERED:
            self[key] = value
        return value


def _flag(name: str) -> property:
    """Part of a document that is true or absent, as an attribute."""

    def is_set(segment: NativeSegment) -> bool:
        return bool(segment.more.get(name))

    return property(is_set, lambda segment, yes: segment.more.update({name: yes}))


def _part(name: str) -> property:
    """Part of a document that is a mapping, as an attribute that may be changed in place."""

    def part(segment: NativeSegment) -> dict[str, Any]:
        mapping: dict[str, Any] = segment.more.setdefault(name, {})
        return mapping

    return property(part, lambda segment, mapping: segment.more.update({name: mapping}))


def clean_name(name: object) -> str:
    """A segment's name as X-Ray takes it: without characters that it refuses, at most 200 of them, never empty."""
    kept = [letter for letter in str(name or "") if letter.isalnum() or letter.isspace() or letter in NAME_PUNCTUATION]
    return "".join(kept[:LONGEST_NAME]) or "unnamed"


class NativeSegment:
    """A subsegment of ours: a context manager that is the current segment of its context from `with` to its end.

    Made for a traced function, it is the scope of the call as well (see `_core.around`).
    """

    # Defaults stand on the class: making a segment is on the hot path, and most need few of these.
    type = "subsegment"
    id = ""
    parent_id = ""
    start_time = 0.0
    end_time: float | None = None
    facade: Facade
    call: Invocation | None = None
    above: Any = None
    """What was current in this context before."""

    plan: Plan | None = None
    """What is known of the traced function whose call this is."""
    response: Any = None
    """What the traced function returned."""
    is_cold_start: bool | None = None
    """Put on a handler's segment when it ends, whatever came of the call."""
    library: str | None = None
    """The library whose call it is, if it is one that is traced."""

    _annotations: dict[str, Any] | None = None
    _metadata: dict[str, dict[Any, Any]] | None = None
    _more: dict[str, Any] | None = None
    """Everything else that is known: `fault`, `error`, `throttle`, `http`, `aws`, `sql`, `cause`."""

    def __init__(self, provider: NativeProvider, name: str | None, namespace: str = "local") -> None:
        self._provider = provider
        self.name = provider.names[name]
        self.namespace = namespace

    # --- Life --------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        above = _current.get()
        if above is not None and (((call := above.call) is not None and call.running) or above.is_present()):
            self.above = above
            self.parent_id = above.id
            self.facade = above.facade
            self.call = call
        else:
            self._begin_below_handler()
        try:
            self.id = _ids.pop()
        except IndexError:
            self.id = _context.new_id()
        _current.set(self)
        self.start_time = clock.seconds()
        return self

    def _begin_below_handler(self) -> None:
        """In a context without segment: start below that of the handler, else below the facade."""
        self.call = call = invocation.current()
        parent = _context.handler_segment_of(call)
        if parent is None:
            parent = self._provider.facade()
        self.facade = parent.facade
        self.parent_id = parent.id

    def __exit__(self, kind: object, error: BaseException | None, traceback: TracebackType | None) -> None:
        if error is not None and kind is not GeneratorExit:  # a consumer that stops early is no fault
            self.response = None
            try:
                self._note_failure(error, traceback)
            except Exception:  # the user's exception is protected from trouble with writing it down
                debug("the exception in %s is not recorded", self.name, with_exception=True)
        self.close()

    async def __aenter__(self) -> Self:
        return self.__enter__()

    async def __aexit__(self, kind: object, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.__exit__(kind, error, traceback)

    def pause(self) -> None:
        """Stop being the current segment, without ending."""
        _context.leave(self)

    def resume(self) -> None:
        """Be the current segment again."""
        _context.enter_again(self)

    def is_present(self) -> bool:
        """Whether it belongs to the invocation that runs now, and was not left over by an earlier one."""
        call = self.call
        if call is not None and (call.running or invocation.own() is not None):
            return call.running
        return self.facade is self._provider.facade()

    def close(self, end_time: float | None = None) -> None:
        """End the segment, now or at the given seconds since the epoch; ending it again does nothing."""
        if self.end_time is not None:
            return
        end = clock.seconds() if end_time is None else end_time
        if end < self.start_time:  # noqa: PLR1730  # the clock was set back; `max` costs more than all this
            end = self.start_time
        self.end_time = end
        if self._more:  # somebody may have looked for a part that was not there
            self._more = {name: part for name, part in self._more.items() if part}
        if _current.get() is self:
            _current.set(self.above)
        else:
            _context.leave(self)
        call = self.call
        if self.facade.recorded and ((call is not None and call.running) or self.is_present()):
            try:
                self.emit()
            except Exception:  # the user's code is protected from trouble with its telemetry
                debug("the segment %s is lost", self.name, with_exception=True)

    def emit(self) -> None:
        """Send what is known of the segment."""

    def stands_for(self, call: Invocation) -> None:
        """Be the segment of a handler, below which threads without context record."""
        call.state.setdefault(_context.HANDLER, self)

    # --- What is known of it -------------------------------------------------------------------------------------

    @property
    def trace_id(self) -> str:
        return self.facade.trace_id

    @property
    def sampled(self) -> bool:
        return self.facade.sampled

    @property
    def in_progress(self) -> bool:
        return self.end_time is None

    @property
    def annotations(self) -> dict[str, Any]:
        if self._annotations is None:
            self._annotations = {}
        return self._annotations

    @property
    def metadata(self) -> dict[str, dict[Any, Any]]:
        if self._metadata is None:
            self._metadata = {}
        return self._metadata

    @property
    def more(self) -> dict[str, Any]:
        """Flags, calls and causes, as the document names them."""
        if self._more is None:
            self._more = {}
        return self._more

    def all_annotations(self) -> dict[str, Any]:
        """What users put, and what the tracer puts at the end."""
        annotations = self._annotations or {}
        if self.is_cold_start is None or self.end_time is None or self.plan is None:
            return annotations
        return {**annotations, **self.plan.handler_annotations(self.is_cold_start)}

    def all_metadata(self) -> dict[str, dict[Any, Any]]:
        """What users put, and the response of a traced function."""
        metadata = self._metadata or {}
        plan = self.plan
        if plan is None or self.response is None or not plan.keeps_responses:
            return metadata
        own = {**metadata.get(plan.namespace, {}), plan.response_key: plan.shown(self.response)}
        return {**metadata, plan.namespace: own}

    def set_attribute(self, key: str, value: Any) -> None:
        """Nothing: attributes of OpenTelemetry say what X-Ray has fields for."""

    def put_annotation(self, key: str, value: Any) -> None:
        """Note a searchable value: a text, a number or a boolean.

        Up to 50 on a segment, keys of letters, digits, `_` and `.`, texts of up to 1,000 characters.
        """
        if self.end_time is not None:
            debug("annotation %r came after the end of %s", key, self.name)
            return
        kind = value.__class__
        if not (
            kind in KINDS_AS_THEY_ARE
            or (kind is str and len(value) <= LONGEST_ANNOTATION)
            or (kind is float and value - value == 0)
        ):
            from aws_lambda_powertools.tracing._documents import annotation_value

            value = annotation_value(key, value)
            if value is None:
                return
        if key not in _CLEAN_KEYS:
            key = _clean_key(key)
            if not key:
                return
        annotations = self._annotations
        if annotations is None:
            self._annotations = {key: value}
        elif len(annotations) < MOST_ANNOTATIONS or key in annotations:
            annotations[key] = value

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Note any value; it is converted when the segment ends. Namespaces that begin with `AWS.` are reserved."""
        if self.end_time is not None:
            debug("metadata %r came after the end of %s", key, self.name)
            return
        if type(namespace) is not str or namespace.startswith("AWS."):
            from aws_lambda_powertools._core.notices import warn_once

            warn_once(("tracing", "namespace", str(namespace)), f"{namespace!r} is no namespace for trace metadata.")
            return
        self.metadata.setdefault(namespace, {})[key] = value

    def add_exception(self, exception: BaseException, stack: Sequence[Any], remote: bool = False) -> None:
        """Note an exception with the frames of its stack, as `traceback.extract_stack()` gives them."""
        from aws_lambda_powertools.tracing import _causes

        self.add_fault_flag()
        _causes.add(self, exception, _causes.frames_of(stack), remote)

    def record(self, error: BaseException, traceback: TracebackType | None, remote: bool = False) -> None:
        """Note an exception that leaves the segment. Calls of other services tell also from where they were called."""
        from aws_lambda_powertools.tracing import _causes

        self.add_fault_flag()
        with_callers = self.namespace != "local"
        _causes.add(self, error, _causes.frames_to(traceback, with_callers), remote)

    def _note_failure(self, error: BaseException, traceback: TracebackType | None) -> None:
        plan = self.plan
        if plan is not None and plan.keeps_errors and isinstance(error, Exception):
            self.put_metadata(plan.error_key, plan.shown(error), plan.namespace)
        self.record(error, traceback)

    def put_http_meta(self, key: str, value: Any) -> None:
        """Note `method`, `url`, `user_agent`, `client_ip`, `x_forwarded_for`, `status` or `content_length`."""
        part = HTTP_PARTS.get(key)
        if part is None:
            debug("%r is no field of http", key)
            return
        if key == "status":
            self.apply_status_code(value)
        self.more.setdefault("http", {}).setdefault(part, {})[key] = value

    def set_aws(self, aws_meta: Mapping[str, Any]) -> None:
        """Note what is known of a call of an AWS service."""
        self.more["aws"] = dict(aws_meta)

    def set_sql(self, sql: Mapping[str, Any]) -> None:
        """Note what is known of a query; never its parameters."""
        self.more["sql"] = dict(sql)

    def apply_status_code(self, status_code: Any) -> None:
        """Set the flags that follow from an HTTP status: 4xx error, 429 also throttle, 5xx fault."""
        try:
            status = int(status_code)
        except (TypeError, ValueError):
            return
        if status >= SERVER_ERROR:
            self.add_fault_flag()
        elif status >= CLIENT_ERROR:
            self.add_error_flag()
        if status == TOO_MANY_REQUESTS:
            self.add_throttle_flag()

    def add_error_flag(self) -> None:
        """The caller did something wrong."""
        self.more["error"] = True

    def add_fault_flag(self) -> None:
        """The work failed."""
        self.more["fault"] = True

    def add_throttle_flag(self) -> None:
        """A service refused because of too many requests."""
        self.more["throttle"] = True

    error, fault, throttle = _flag("error"), _flag("fault"), _flag("throttle")
    http, aws, sql, cause = _part("http"), _part("aws"), _part("sql"), _part("cause")

    @property
    def subsegments(self) -> list[Any]:
        """None: each segment is sent by itself and names its parent."""
        return []

    def add_subsegment(self, subsegment: Any) -> None:
        """Nothing: each segment is sent by itself and names its parent."""

    def remove_subsegment(self, subsegment: Any) -> None:
        """Nothing: each segment is sent by itself and names its parent."""


_context.lack(NativeSegment, "parent_segment", "ref_counter", "set_user", "user")

_CLEAN_KEYS: set[str] = set()
"""Keys of annotations that need no cleaning; a function has a few dozen."""


def _clean_key(key: Any) -> str:
    from aws_lambda_powertools.tracing._documents import annotation_key

    cleaned = annotation_key(key)
    if cleaned == key and len(_CLEAN_KEYS) < MOST_REMEMBERED:
        _CLEAN_KEYS.add(key)
    return cleaned


class NativeProvider:
    """A backend of our own."""

    segment_type: type[NativeSegment] = NativeSegment

    def __init__(self) -> None:
        self.names = Memory(clean_name)
        self._ignored: list[tuple[str | None, list[str] | None]] = []

    # --- The provider protocol -----------------------------------------------------------------------------------

    def in_subsegment(self, name: str | None = None, namespace: str = "local", **_: Any) -> NativeSegment:
        """A segment below the current one, open inside `with`; `namespace` may be local, aws or remote."""
        return self.segment_type(self, name, namespace)

    def in_subsegment_async(self, name: str | None = None, namespace: str = "local", **_: Any) -> NativeSegment:
        """The same for `async with`."""
        return self.segment_type(self, name, namespace)

    def facade(self) -> Facade:
        """What stands above everything that is recorded here: the segment that Lambda itself records."""
        return _context.facade()

    def put_annotation(self, key: str, value: Any) -> None:
        """Note a searchable value on the current segment; nothing happens where none is open."""
        segment = _current.get()
        if segment is None or not segment.is_present():
            segment = _context.segment_of_handler()
            if segment is None:
                debug("annotation %r outside of any segment", key)
                return
        segment.put_annotation(key, value)

    def put_metadata(self, key: str, value: Any, namespace: str = "default") -> None:
        """Note any value on the current segment; nothing happens where none is open."""
        segment = _context.segment_here()
        if segment is None:
            debug("metadata %r outside of any segment", key)
            return
        segment.put_metadata(key, value, namespace)

    def patch(self, modules: Sequence[str]) -> None:
        """Trace what these libraries do, as soon as they are imported; ValueError for names that are not known."""
        from aws_lambda_powertools.tracing._patch import hook

        hook.install(hook.chosen(modules), self)

    def patch_all(self) -> None:
        """Trace what every known library does, as soon as it is imported."""
        from aws_lambda_powertools.tracing._patch import hook

        hook.install(hook.BY_DEFAULT, self)

    def ignore_endpoint(self, hostname: str | None = None, urls: list[str] | None = None) -> None:
        """Do not trace HTTP calls to a host (`*` and `?` are wildcards), to some paths, or to these paths there."""
        if hostname and "://" in hostname:
            hostname = hostname.split("://", 1)[1].split("/", 1)[0]
        if (hostname or urls) and (hostname, urls) not in self._ignored:
            self._ignored.append((hostname, urls))

    def ignores(self, hostname: str, path: str) -> bool:
        """Whether a rule of `ignore_endpoint` covers this address."""
        if not self._ignored:
            return False
        from fnmatch import fnmatch

        return any(
            (host is None or fnmatch(hostname, host)) and (paths is None or path in paths)
            for host, paths in self._ignored
        )

    def aiohttp_trace_config(self, name: str | None = None) -> Any:
        """An `aiohttp.TraceConfig` that records the requests of a client session."""
        from aws_lambda_powertools.tracing._patch.aiohttp import trace_config

        return trace_config(lambda: self, name)

    def current_ids(self) -> tuple[str, str, bool] | None:
        """Trace id (32 hex digits), id of the current segment or of its facade (16), and whether it is recorded."""
        segment = _context.segment_here() or self.facade()
        facade = segment.facade
        return (facade.otel_trace_id, segment.id, facade.sampled) if facade.trace_id else None

    def header(self) -> str | None:
        """The trace header for a downstream service called here; None where there is no trace."""
        segment = _context.segment_here() or self.facade()
        header: str | None = segment.facade.downstream(segment.id)
        return header

    def headers(self, segment: NativeSegment | None = None) -> dict[str, str]:
        """The headers by which a service called over HTTP learns who calls: the given segment, else the current one."""
        caller = segment or _context.segment_here() or self.facade()
        header = caller.facade.downstream(caller.id)
        return {} if header is None else {HEADER: header}

    # --- Known from the X-Ray SDK's recorder -----------------------------------------------------------------------

    def begin_segment(self, name: str | None = None, **ignored: Any) -> Facade:  # noqa: ARG002  # Lambda has its own
        """The segment that Lambda records: in a function, nobody can begin another one."""
        return self.facade()

    def end_segment(self, end_time: float | None = None) -> None:
        """Nothing: Lambda ends its segment."""

    def in_segment(self, name: str | None = None, **ignored: Any) -> Facade:  # noqa: ARG002  # Lambda has its own
        """The segment that Lambda records, for a `with` block."""
        return self.facade()

    in_segment_async = in_segment

    def begin_subsegment(self, name: str, namespace: str = "local") -> NativeSegment:
        """Open a segment that stays the current one until `end_subsegment`."""
        return self.in_subsegment(name, namespace=namespace).__enter__()

    def end_subsegment(self, end_time: float | None = None) -> None:
        """End the current segment of this context."""
        segment = _context.segment_of_context()
        if segment is None:
            debug("no segment to end")
            return
        segment.close(end_time)

    def current_subsegment(self) -> NativeSegment | None:
        """The segment that is open here, or None."""
        segment: NativeSegment | None = _context.segment_here()
        return segment

    def current_segment(self) -> Facade:
        """The segment that Lambda records; it has `id`, `trace_id` and `sampled` and takes no notes."""
        return self.facade()

    def get_trace_entity(self) -> NativeSegment | Facade:
        """The segment that is open here, else the one that Lambda records."""
        return self.current_subsegment() or self.current_segment()

    def set_trace_entity(self, trace_entity: Any) -> None:
        """Make a segment current here, for instance in a thread that got it from its starter."""
        _current.set(trace_entity if isinstance(trace_entity, NativeSegment) else None)

    def clear_trace_entities(self) -> None:
        """Forget what is current in this context."""
        _current.set(None)

    def is_sampled(self) -> bool:
        """Whether what happens here is recorded."""
        segment = _context.segment_here() or self.facade()
        return bool(segment.facade.sampled)

    def capture(self, name: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """A decorator that records each call of a function, under its own name or the given one."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            def recorded(*args: Any, **kwargs: Any) -> Any:
                with self.in_subsegment(name or function.__name__):
                    return function(*args, **kwargs)

            return update_wrapper(recorded, function)

        return decorate

    def capture_async(self, name: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """The same for coroutine functions."""

        def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
            async def recorded(*args: Any, **kwargs: Any) -> Any:
                with self.in_subsegment(name or function.__name__):
                    return await function(*args, **kwargs)

            return update_wrapper(recorded, function)

        return decorate

    def configure(self, **ignored: Any) -> None:
        """Accept what the SDK's recorder can be told; there is nothing to set here."""
        debug("nothing to configure: %s", ", ".join(ignored))


_context.lack(
    NativeProvider,
    "context",
    "emitter",
    "plugins",
    "sampler",
    "sampling",
    "service",
    "streaming",
    "streaming_threshold",
)
