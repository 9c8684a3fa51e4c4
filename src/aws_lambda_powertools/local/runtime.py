"""A function of yours in the real Lambda runtime, on this machine.

    with LocalRuntime(Function(parse_handler("app.py:lambda_handler"))) as runtime:
        result = runtime.invoke({"id": 7})

The runtime client is AWS's own, in a process of its own; the Runtime API, the environment variables and the X-Ray
daemon's port are ours. What happens is told to the listener as it happens (see `stream`), and returned as one result.
"""

from __future__ import annotations

import json
import math
import os
import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from time import perf_counter, time
from typing import Any
from uuid import uuid4

from aws_lambda_powertools.local import _failures, stream
from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._import_trace import import_traceback
from aws_lambda_powertools.local._output import Datagram, Drained, Line
from aws_lambda_powertools.local._runtime_api import Answered, Delivery, InitializationFailed, Raised, Ready
from aws_lambda_powertools.local._sandbox import Exited, Message, Sandbox
from aws_lambda_powertools.local.decoding import json_text
from aws_lambda_powertools.local.decoding.lines import Decoder, MetricRecord, Record
from aws_lambda_powertools.local.decoding.traces import decode_datagram
from aws_lambda_powertools.local.errors import LocalError

INITIALIZATION_SECONDS = 10.0
"""Lambda ends an initialization after so long; here it may also use the function's timeout, and is reported."""

_NEXT_SECONDS = 5.0  # a runtime that has answered asks for the next event at once
_REMEMBERED_TRACES = 1_000
_TENANT = re.compile(r"^[\w.:/=+\-@ ]{1,256}$")
_IMPORT_ERRORS = ("Runtime.ImportModuleError", "Runtime.UserCodeSyntaxError")


@dataclass(frozen=True, slots=True)
class _Call:
    """One invocation before it is sent."""

    request_id: str
    number: int
    event: Any
    body: bytes
    headers: Mapping[str, str]
    trace_id: str
    segment_id: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of an invocation."""

    milliseconds: float
    peak_megabytes: int | None = None
    response: Any = None
    error: stream.FunctionError | None = None


def _ignore(_: stream.StreamEvent) -> None:
    """Nobody listens."""


class LocalRuntime:
    """Runs a function, one invocation after the other, as one execution environment does.

    The process is started by the first invocation and stays warm; after a timeout or a crash the next invocation
    starts a new one. `close` (or the end of the `with` block) stops it. `listener` gets the events of `stream` in
    the thread that calls `invoke`.
    """

    def __init__(self, function: Function, listener: stream.Listener = _ignore) -> None:
        self.function = function
        self._listener = listener
        self._recorder: stream.Recorder | None = None
        self._sandbox: Sandbox | None = None
        self._ready: Ready | None = None
        self._prepared: stream.InitializationEnded | None = None
        self._pending: deque[Message] = deque()  # what came while the output was drained
        self._decoders = {"stdout": Decoder(), "stderr": Decoder()}
        self._phase: stream.Phase = "idle"
        self._request_id = ""
        self._number = 0
        self._began = 0.0
        self._requests_of_traces: dict[str, str] = {}
        self._one_at_a_time = Lock()

    def __enter__(self) -> LocalRuntime:  # noqa: PYI034  # Self needs Python 3.11
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def invoke(
        self,
        event: Any,
        *,
        client_context: Mapping[str, Any] | None = None,
        cognito_identity: Mapping[str, str] | None = None,
        tenant_id: str | None = None,
        trace_header: str | None = None,
    ) -> stream.InvocationResult:
        """Call the handler with an event and wait for the end; failures of the function are in the result.

        `client_context` and `cognito_identity` become `context.client_context` and `context.identity`;
        a W3C trace context goes into `client_context["w3c"]`. `trace_header` replaces the sampled X-Ray header.
        LocalError says what is wrong with an argument, or that no process could be started.
        """
        with self._one_at_a_time:
            call = self._prepare(event, client_context, cognito_identity, tenant_id, trace_header)
            self._catch_up()
            recorder = self._recorder = stream.Recorder()
            try:
                self._invoke(call)
            except BaseException:
                self._abandon()  # interrupted, or the listener failed: nobody knows what the process is doing now
                raise
            finally:
                self._recorder = None
                self._request_id, self._phase = "", "idle"
            return recorder.result()

    def prepare(self) -> stream.InitializationEnded | None:
        """Start the process before there is an event, and wait until it is ready; None when it is there already.

        The next invocation counts as the cold start of this process, and its result holds what came of it.
        """
        with self._one_at_a_time:
            self._catch_up()
            if self._sandbox is not None:
                return None
            try:
                initialization = self._initialize()
            except BaseException:
                self._abandon()
                raise
            finally:
                self._phase = "idle"
            self._prepared = initialization if initialization.error is None else None
            return initialization

    def interrupt(self) -> None:
        """End the process at once, from any thread: an invocation that is running fails, the next one starts anew."""
        sandbox = self._sandbox
        if sandbox is not None:
            sandbox.kill()

    @property
    def invocations(self) -> int:
        """How many there were."""
        return self._number

    def close(self) -> None:
        """Stop the process; what it still writes is told to the listener."""
        if self._sandbox is not None:
            self._stop(self._sandbox.stop())

    # --- one invocation ----------------------------------------------------------------------------------------

    def _prepare(
        self,
        event: Any,
        client_context: Mapping[str, Any] | None,
        cognito_identity: Mapping[str, str] | None,
        tenant_id: str | None,
        trace_header: str | None,
    ) -> _Call:
        body = _event_body(event)
        request_id = str(uuid4())
        segment_id = os.urandom(8).hex()
        header = trace_header or f"Root=1-{int(time()):08x}-{os.urandom(12).hex()};Parent={segment_id};Sampled=1"
        fields = {name.strip(): value for name, _, value in (part.partition("=") for part in header.split(";"))}
        if tenant_id is not None and not _TENANT.match(tenant_id):
            raise LocalError(f"The tenant id {tenant_id!r} is not 1 to 256 of letters, digits, blanks and _.:/=+-@")
        headers = {
            "Content-Type": "application/json",
            "Lambda-Runtime-Aws-Request-Id": request_id,
            "Lambda-Runtime-Invoked-Function-Arn": self.function.arn,
            "Lambda-Runtime-Trace-Id": header.replace("\r", "").replace("\n", ""),
        }
        if client_context is not None:
            headers["Lambda-Runtime-Client-Context"] = _ascii_json(client_context, "client context")
        if cognito_identity is not None:
            headers["Lambda-Runtime-Cognito-Identity"] = _ascii_json(cognito_identity, "Cognito identity")
        if tenant_id is not None:
            headers["Lambda-Runtime-Aws-Tenant-Id"] = tenant_id
        trace_id, segment_id = fields.get("Root", ""), fields.get("Parent", segment_id)
        return _Call(request_id, self._number + 1, event, body, headers, trace_id, segment_id)

    def _invoke(self, call: _Call) -> None:
        self._number, self._request_id, self._began = call.number, call.request_id, time()
        self._remember_trace(call)
        starts = self._sandbox is None
        prepared, self._prepared = self._prepared, None
        cold = starts or prepared is not None
        self._emit(
            stream.InvocationStarted(
                call.request_id, call.number, call.event, call.trace_id, call.segment_id, self._began, cold
            )
        )
        initialization = self._initialize() if starts else self._earlier(prepared)
        if initialization is not None and initialization.error is not None:
            outcome = _Outcome(0.0, error=initialization.error)
        else:
            outcome = self._run(call)
        # Since August 2025 the initialization is billed like the invocation.
        billed = math.ceil(outcome.milliseconds + (initialization.milliseconds if initialization else 0))
        self._emit(
            stream.InvocationEnded(
                request_id=call.request_id,
                status="success" if outcome.error is None else _failures.status_of(outcome.error),
                response=outcome.response,
                error=outcome.error,
                milliseconds=outcome.milliseconds,
                billed_milliseconds=billed,
                peak_megabytes=outcome.peak_megabytes,
                began=self._began,
            )
        )

    def _earlier(self, prepared: stream.InitializationEnded | None) -> stream.InitializationEnded | None:
        """An initialization that took place before its first invocation, told as a part of it."""
        if prepared is None:
            return None
        initialization = replace(prepared, request_id=self._request_id)
        self._emit(initialization)
        return initialization

    def _initialize(self) -> stream.InitializationEnded:
        """Start a process and wait until it asks for its first event."""
        self._phase = "init"
        sandbox = self._sandbox = Sandbox(self.function)
        self._emit(stream.InitializationStarted(self._request_id, sandbox.process_id, time()))
        limit = INITIALIZATION_SECONDS + self.function.timeout
        message = self._wait(sandbox.started + limit)
        error: stream.FunctionError | None = None
        ended = perf_counter()
        match message:
            case Ready(at=ended):
                self._ready = message
                self._drain()
            case InitializationFailed(body=body, at=ended):
                error = self._with_traceback(_failures.reported(body), sandbox.environment)
                self._wait(perf_counter() + _NEXT_SECONDS)  # it reports, then exits
                self._stop(sandbox.kill())
            case Exited(code=code, at=ended):
                error = _failures.exited(self._request_id, code)
                self._stop(code)
            case _:
                error = _failures.timed_out(self._request_id, limit)
                self._stop(sandbox.kill())
        result = stream.InitializationEnded(self._request_id, _milliseconds(sandbox.started, ended), error)
        self._emit(result)
        return result

    def _run(self, call: _Call) -> _Outcome:
        """Give the event to the waiting process, and wait for what becomes of it."""
        sandbox, ready = self._sandbox, self._ready
        if sandbox is None or ready is None:
            raise RuntimeError("No runtime process is waiting for an event.")
        self._phase, self._ready, self._began = "invoke", None, time()
        timeout = self.function.timeout
        headers = {**call.headers, "Lambda-Runtime-Deadline-Ms": str(int((self._began + timeout) * 1000))}
        began = perf_counter()
        ready.deliver(Delivery(call.request_id, headers, call.body))
        message = self._wait(began + timeout)
        peak = sandbox.peak_megabytes()
        match message:
            case Answered(refused=True, at=at):
                outcome = _Outcome(_milliseconds(began, at), peak, error=_failures.too_large())
                self._settle(sandbox)
            case Answered(body=body, content_type=content_type, at=at):
                outcome = _Outcome(_milliseconds(began, at), peak, self._response(body, content_type))
                self._settle(sandbox)
            case Raised(body=body, cause=cause, at=at):
                outcome = _Outcome(_milliseconds(began, at), peak, error=_failures.reported(body, cause))
                self._settle(sandbox)
            case Exited(code=code, at=at):
                outcome = _Outcome(_milliseconds(began, at), peak, error=_failures.exited(call.request_id, code))
                self._stop(code)
            case _:
                outcome = _Outcome(timeout * 1000, peak, error=_failures.timed_out(call.request_id, timeout))
                self._stop(sandbox.kill())
        return outcome

    def _settle(self, sandbox: Sandbox) -> None:
        """An invocation ends when the runtime asks for the next event: until then its output belongs to this one."""
        message = self._wait(perf_counter() + _NEXT_SECONDS)
        if isinstance(message, Ready):
            self._ready = message
            self._drain()
        elif isinstance(message, Exited):
            self._stop(message.code)
        else:
            self._stop(sandbox.kill())

    def _stop(self, code: int) -> None:
        """Take leave of a process that is gone."""
        sandbox, self._sandbox, self._ready, self._prepared = self._sandbox, None, None, None
        self._pending.clear()
        if sandbox is None:
            return
        for message in sandbox.last_messages():
            self._output(message)
        self._flush_decoders()
        self._emit(stream.RuntimeStopped(code, time()))

    def _abandon(self) -> None:
        sandbox, self._sandbox, self._ready, self._prepared = self._sandbox, None, None, None
        self._pending.clear()
        if sandbox is not None:
            sandbox.stop()
            sandbox.last_messages()

    # --- messages ----------------------------------------------------------------------------------------------

    def _wait(self, deadline: float) -> Message | None:
        """The next message that is more than output; None after the deadline. Output is told on the way."""
        if self._pending:
            return self._pending.popleft()
        while self._sandbox is not None:
            message = self._sandbox.get(deadline)
            if message is None or not self._output(message):
                return message
        return None

    def _catch_up(self) -> None:
        """Tell what came since the last invocation, also that the process has gone meanwhile."""
        message = self._wait(perf_counter())
        self._flush_decoders()
        if isinstance(message, Exited):
            self._stop(message.code)

    def _drain(self) -> None:
        """Tell everything that was written before this moment."""
        if self._sandbox is None:
            return
        ticket = self._sandbox.drain()
        deadline = perf_counter() + _NEXT_SECONDS
        while (message := self._sandbox.get(deadline)) is not None:
            if isinstance(message, Drained) and message.ticket == ticket:
                break
            if not self._output(message):
                self._pending.append(message)
        self._flush_decoders()

    def _output(self, message: Message) -> bool:
        """Tell what a message says, if it is output."""
        match message:
            case Line():
                decoder = self._decoders[message.stream]
                for text, record in decoder.feed(message.data.decode("utf-8", "backslashreplace")):
                    self._line(message.stream, text, record, message.at)
            case Datagram():
                self._datagram(message)
            case Drained():
                pass
            case _:
                return False
        return True

    def _flush_decoders(self) -> None:
        for name, decoder in self._decoders.items():
            for text, record in decoder.flush():
                self._line(name, text, record, time())

    def _line(self, name: Any, text: str, record: Record, at: float) -> None:
        if not isinstance(record, MetricRecord):
            self._emit(stream.LogLine(self._request_id, self._phase, name, text, record, at))
            return
        self._emit(stream.Metrics(self._request_id, self._phase, text, record.blob, at))
        for problem in record.blob.problems:
            self._problem(f"CloudWatch would drop metrics: {problem}.", at)

    def _datagram(self, datagram: Datagram) -> None:
        document = decode_datagram(datagram.data)
        if document is None:
            self._problem(f"The X-Ray daemon would drop a datagram of {len(datagram.data)} bytes.", datagram.at)
            return
        request_id = self._requests_of_traces.get(str(document.get("trace_id")), self._request_id)
        self._emit(stream.TraceDocument(request_id, document, datagram.at))

    def _problem(self, text: str, at: float) -> None:
        self._emit(stream.Problem(self._request_id, text, at))

    def _emit(self, event: stream.StreamEvent) -> None:
        if self._recorder is not None:
            self._recorder(event)
        self._listener(event)

    # --- details -----------------------------------------------------------------------------------------------

    def _remember_trace(self, call: _Call) -> None:
        self._requests_of_traces[call.trace_id] = call.request_id
        if len(self._requests_of_traces) > _REMEMBERED_TRACES:
            del self._requests_of_traces[next(iter(self._requests_of_traces))]

    def _response(self, body: bytes, content_type: str) -> Any:
        text = body.decode("utf-8", "backslashreplace")
        if "json" not in content_type:
            return text
        try:
            return json_text.parse(text)
        except ValueError as error:
            self._problem(f"The response is not JSON, API Gateway and others would refuse it: {error}.", time())
            return text

    def _with_traceback(self, error: stream.FunctionError, environment: Mapping[str, str]) -> stream.FunctionError:
        """The runtime reports the sentence of an import error, not where it was raised: import once more to see it."""
        if error.type not in _IMPORT_ERRORS or error.stack_trace:
            return error
        frames = import_traceback(self.function, environment)
        return stream.FunctionError(error.type, error.message, frames, error.cause)


def _event_body(event: Any) -> bytes:
    text = _ascii_json(event, "event")
    try:
        return json.dumps(event, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return text.encode()  # lone surrogates travel as escapes


def _ascii_json(value: Any, name: str) -> str:
    try:
        return json.dumps(value, allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise LocalError(f"The {name} can't be sent as JSON: {error}.") from error


def _milliseconds(began: float, ended: float) -> float:
    return max(0.0, ended - began) * 1000
