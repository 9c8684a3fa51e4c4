"""What happens while a function runs, as a stream of objects, and the result that a stream adds up to.

A cold invocation gives InvocationStarted, InitializationStarted, LogLine ..., InitializationEnded, LogLine, Metrics,
TraceDocument ..., InvocationEnded. The terminal, the JSON document, tests' results and the console all read it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from aws_lambda_powertools.local.decoding.lines import LogRecord, TextRecord
from aws_lambda_powertools.local.decoding.metrics import Metric, MetricBlob
from aws_lambda_powertools.local.decoding.traces import TraceNode, trace_tree

Phase = Literal["init", "invoke", "idle"]
Status = Literal["success", "error", "timeout"]


@dataclass(frozen=True, slots=True)
class FunctionError:
    """Why an invocation or an initialization failed, in the words the runtime reported."""

    type: str
    message: str
    stack_trace: tuple[str, ...] = ()
    cause: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """What the runtime sends to X-Ray about the exception."""


@dataclass(frozen=True, slots=True)
class InvocationStarted:
    """An event is about to be sent; `number` counts the invocations of this function from 1."""

    request_id: str
    number: int
    event: Any
    trace_id: str
    segment_id: str
    """Id of the segment that Lambda itself records: the parent of what the function traces."""
    at: float
    cold: bool


@dataclass(frozen=True, slots=True)
class InitializationStarted:
    """A new runtime process loads the function's module."""

    request_id: str
    process_id: int
    at: float


@dataclass(frozen=True, slots=True)
class InitializationEnded:
    """The module is loaded, or could not be."""

    request_id: str
    milliseconds: float
    error: FunctionError | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line (or one indented JSON record) that the function wrote, as it came and as what it says."""

    request_id: str
    """Empty for lines that came between two invocations or at the end of the process."""
    phase: Phase
    stream: Literal["stdout", "stderr"]
    text: str
    record: LogRecord | TextRecord
    at: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """A line of metrics, decoded."""

    request_id: str
    phase: Phase
    text: str
    blob: MetricBlob
    at: float


@dataclass(frozen=True, slots=True)
class TraceDocument:
    """A segment document that reached the X-Ray daemon's port."""

    request_id: str
    """The invocation whose trace it belongs to, else the one that was running."""
    document: Mapping[str, Any]
    at: float


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the function emitted that AWS would drop without a word."""

    request_id: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class InvocationEnded:
    """The runtime answered, or was stopped."""

    request_id: str
    status: Status
    response: Any
    """The handler's answer: decoded JSON, else text; None when there is none."""
    error: FunctionError | None
    milliseconds: float
    billed_milliseconds: int
    peak_megabytes: int | None
    """Most memory the process has used so far; None where the system does not say."""
    began: float
    """When the event was handed to the handler, in epoch seconds; the initialization lies before it."""


@dataclass(frozen=True, slots=True)
class RuntimeStopped:
    """The runtime process is gone; `code` is its exit status, negative for a signal."""

    code: int
    at: float


StreamEvent: TypeAlias = (
    InvocationStarted
    | InitializationStarted
    | InitializationEnded
    | LogLine
    | Metrics
    | TraceDocument
    | Problem
    | InvocationEnded
    | RuntimeStopped
)
Listener: TypeAlias = Callable[[StreamEvent], None]


@dataclass(frozen=True, slots=True)
class InvocationResult:
    """Everything about one invocation."""

    started: InvocationStarted
    ended: InvocationEnded
    initialization: InitializationEnded | None
    """How the process was initialized for this invocation; None when it was warm."""
    lines: tuple[LogLine, ...]
    blobs: tuple[Metrics, ...]
    documents: tuple[Mapping[str, Any], ...]
    problems: tuple[str, ...]

    @property
    def request_id(self) -> str:
        """The id of the request."""
        return self.started.request_id

    @property
    def event(self) -> Any:
        """What the handler was called with."""
        return self.started.event

    @property
    def status(self) -> Status:
        """`success`, `error` or `timeout`."""
        return self.ended.status

    @property
    def response(self) -> Any:
        """What the handler returned, after the trip through JSON."""
        return self.ended.response

    @property
    def error(self) -> FunctionError | None:
        """Why it failed."""
        return self.ended.error

    @property
    def cold_start(self) -> bool:
        """Whether a process was started for it."""
        return self.initialization is not None

    @property
    def logs(self) -> list[Mapping[str, Any]]:
        """The structured log records that the handler wrote, as the JSON objects they were."""
        return [
            line.record.data
            for line in self.lines
            if line.phase == "invoke" and isinstance(line.record, LogRecord) and line.record.data
        ]

    @property
    def metrics(self) -> list[Metric]:
        """All metrics, one entry for each definition in each blob."""
        return [metric for blob in self.blobs for metric in blob.blob.metrics]

    @property
    def trace(self) -> list[TraceNode]:
        """The subsegments as trees; each root hangs directly below Lambda's own segment."""
        return trace_tree(self.documents)


class Recorder:
    """Adds up the stream of one invocation; call it with each event."""

    def __init__(self) -> None:
        self._started: InvocationStarted | None = None
        self._ended: InvocationEnded | None = None
        self._initialization: InitializationEnded | None = None
        self._lines: list[LogLine] = []
        self._blobs: list[Metrics] = []
        self._documents: list[Mapping[str, Any]] = []
        self._problems: list[str] = []

    def __call__(self, event: StreamEvent) -> None:
        """Take note of one event of the stream; those of other invocations are left out."""
        if self._started is not None and getattr(event, "request_id", "") != self._started.request_id:
            return
        match event:
            case InvocationStarted():
                self._started = event
            case InvocationEnded():
                self._ended = event
            case InitializationEnded():
                self._initialization = event
            case LogLine():
                self._lines.append(event)
            case Metrics():
                self._blobs.append(event)
            case TraceDocument():
                self._documents.append(event.document)
            case Problem():
                self._problems.append(event.text)
            case _:
                pass

    def result(self) -> InvocationResult:
        """The invocation as one object, once it has ended."""
        if self._started is None or self._ended is None:
            raise RuntimeError("The invocation has not ended yet.")
        return InvocationResult(
            started=self._started,
            ended=self._ended,
            initialization=self._initialization,
            lines=tuple(self._lines),
            blobs=tuple(self._blobs),
            documents=tuple(self._documents),
            problems=tuple(self._problems),
        )
