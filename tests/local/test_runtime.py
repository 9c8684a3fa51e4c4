"""Functions in the real runtime client of AWS."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from aws_lambda_powertools.local import Function, LocalError, LocalRuntime, parse_handler
from aws_lambda_powertools.local.stream import (
    InitializationEnded,
    InitializationStarted,
    InvocationEnded,
    InvocationStarted,
    LogLine,
    Recorder,
    RuntimeStopped,
    TraceDocument,
)
from aws_lambda_powertools.testing import run_in_runtime

FUNCTIONS = Path(__file__).parent / "functions"


def path(name: str, file: str = "app.py") -> str:
    return f"{FUNCTIONS / file}:{name}"


@pytest.fixture(scope="module")
def warm():
    """One process for all tests that leave it as it was; `warm(name)` is the handler of that name."""
    runtimes: dict[str, LocalRuntime] = {}

    def runtime(name: str) -> LocalRuntime:
        if name not in runtimes:
            runtimes[name] = LocalRuntime(Function(parse_handler(path(name))))
        return runtimes[name]

    yield runtime
    for each in runtimes.values():
        each.close()


def is_running(process_id: int) -> bool:
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def texts(result, phase="invoke"):
    return [line.text for line in result.lines if line.phase == phase]


def test_a_process_is_started_once_and_stays_warm():
    first, second = run_in_runtime(path("echo"), [{"id": 1}, ["any", None, "ü"]])

    assert first.response == {"event": {"id": 1}, "calls": 1}
    assert second.response == {"event": ["any", None, "ü"], "calls": 2}
    assert (first.cold_start, second.cold_start) == (True, False)
    assert first.initialization.milliseconds > 0
    assert first.ended.billed_milliseconds >= first.initialization.milliseconds
    assert first.ended.peak_megabytes is None or first.ended.peak_megabytes > 5
    assert texts(first, "init") == ["module loaded"]
    assert texts(second) == []


def test_the_context_is_the_runtimes_own(warm):
    result = warm("describe_context").invoke(
        {},
        client_context={
            "custom": {"a": "b"},
            "client": {"app_title": "shop"},
            "w3c": {"traceparent": "00-1", "x": "y"},
        },
        cognito_identity={"cognitoIdentityId": "me"},
        tenant_id="blue",
    )

    facts = result.response
    assert facts["request_id"] == result.request_id
    assert facts["arn"] == "arn:aws:lambda:us-east-1:123456789012:function:functions"
    assert (facts["name"], facts["version"], facts["memory"]) == ("functions", "$LATEST", "128")
    assert facts["group"] == "/aws/lambda/functions"
    assert "[$LATEST]" in facts["stream"]
    assert (facts["tenant"], facts["identity"], facts["custom"], facts["title"]) == ("blue", "me", {"a": "b"}, "shop")
    assert facts["w3c"] == {"traceparent": "00-1"}
    assert 29_000 < facts["remaining"] <= 30_000
    assert facts["trace"] == f"Root={result.started.trace_id};Parent={result.started.segment_id};Sampled=1"


def test_each_invocation_has_ids_of_its_own(warm):
    one, two = (warm("describe_context").invoke({}) for _ in range(2))

    assert one.request_id != two.request_id
    assert one.started.trace_id != two.started.trace_id
    assert int(one.started.trace_id.split("-")[1], 16) == pytest.approx(time.time(), abs=60)


def test_a_given_trace_header_is_handed_on(warm):
    header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0;Lineage=a:1"

    result = warm("describe_context").invoke({}, trace_header=header)

    assert result.response["trace"] == header
    assert result.started.segment_id == "53995c3f42cd8ad8"


def test_lines_of_all_kinds_arrive_as_they_were_written(warm):
    long = "y" * 200_000
    result = warm("write").invoke(
        [
            ["stdout", "one\n\ntwo\r\n"],
            ["stdout", long + "\n"],
            ["stdout", "\xff\xfe\x00\n"],
            ["stderr", "problem\n"],
            ["stdout", "no end"],
        ]
    )

    lines = [(line.stream, line.text) for line in result.lines if line.phase == "invoke"]
    assert [text for stream, text in lines if stream == "stdout"] == [
        "one",
        "",
        "two\r",
        long,
        "\\xff\\xfe\x00",
        "no end",
    ]
    assert [text for stream, text in lines if stream == "stderr"] == ["problem"]


def test_no_line_is_lost_when_many_threads_write(warm):
    result = warm("flood").invoke({"threads": 6, "lines": 400, "width": 50})

    expected = sorted(f"{name} {number} {'x' * 50}" for name in range(6) for number in range(400))
    assert sorted(texts(result)) == expected


def test_lines_between_invocations_belong_to_none_of_them():
    events = []
    with LocalRuntime(Function(parse_handler(path("later"))), events.append) as runtime:
        first = runtime.invoke({"start": True})
        time.sleep(0.25)
        second = runtime.invoke({})

    lines = [event for event in events if isinstance(event, LogLine) and event.text.startswith("late")]
    assert [line.text for line in lines] == ["late 0", "late 1", "late 2"]
    assert {line.request_id for line in lines} == {""}
    assert texts(first) == texts(second) == []


def test_plain_logging_gives_records_in_text_and_in_json():
    [text] = run_in_runtime(path("log"))
    [structured] = run_in_runtime(path("log"), env={"AWS_LAMBDA_LOG_FORMAT": "JSON"})

    for result in (text, structured):
        [record] = [line.record for line in result.lines if line.phase == "invoke"]
        assert (record.level, record.message, record.request_id) == ("WARNING", "plain logging", result.request_id)
    assert structured.logs[0]["logger"] == "orders"


def test_an_exception_is_reported_with_its_frames(warm):
    result = warm("fail").invoke({"message": "two\nlines"})

    assert (result.status, result.response) == ("error", None)
    assert (result.error.type, result.error.message) == ("ValueError", "two\nlines")
    assert "raise ValueError" in result.error.stack_trace[-1]
    assert result.error.cause["exceptions"][0]["type"] == "ValueError"
    assert warm("fail").invoke({}).cold_start is False


def test_a_response_that_is_no_json_fails_like_in_lambda(warm):
    result = warm("not_json").invoke({})

    assert (result.status, result.error.type) == ("error", "Runtime.MarshalError")


def test_nan_in_a_response_is_pointed_out(warm):
    result = warm("not_a_number").invoke({})

    assert result.status == "success"
    assert "NaN" in result.problems[0]


def test_a_timeout_ends_the_process_and_all_it_started():
    function = Function(parse_handler(path("sleep")), timeout=0.3)
    with LocalRuntime(function) as runtime:
        slow = runtime.invoke({"with_child": True})
        again = runtime.invoke({})

    assert slow.status == "timeout"
    assert slow.error.message == f"RequestId: {slow.request_id} Error: Task timed out after 0.30 seconds"
    assert slow.ended.milliseconds == 300
    said, child = texts(slow)
    assert said == "going to sleep"
    assert not is_running(int(child))
    assert again.cold_start


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ({"exit": 3}, "exit status 3"),
        ({"exit": 0}, "without providing a reason"),
        ({"signal": "SIGKILL"}, "signal: killed"),
    ],
)
def test_a_process_that_ends_itself_is_an_exit_error_and_the_next_start_is_cold(event, reason):
    result, after = run_in_runtime(path("leave"), [event, {}])

    assert (result.status, result.error.type) == ("error", "Runtime.ExitError")
    assert reason in result.error.message
    assert texts(result) == ["leaving"]
    assert after.response == "still here"
    assert after.cold_start


def test_a_response_over_six_megabytes_is_refused():
    result, after = run_in_runtime(path("large"), [6_291_556, 5])

    assert result.error.type == "Function.ResponseSizeTooLarge"
    assert after.response == "xxxxx"


def test_peak_memory_is_measured(warm):
    result = warm("use_memory").invoke(80)

    if sys.platform == "linux":
        assert 80 < result.ended.peak_megabytes < 200


@pytest.mark.parametrize(
    ("file", "error_type", "message"),
    [
        ("missing_package.py", "Runtime.ImportModuleError", "no_such_package_at_all"),
        ("indirect.py", "Runtime.ImportModuleError", "no_such_package_at_all"),
        ("raises.py", "RuntimeError", "no configuration"),
        ("exits.py", "Runtime.ExitError", "exit status 7"),
    ],
)
def test_a_module_that_can_not_be_loaded_is_an_initialization_error(file, error_type, message):
    [result] = run_in_runtime(path("handler", f"broken/{file}"))

    assert result.status == "error"
    assert result.initialization.error == result.error
    assert result.error.type == error_type
    assert message in result.error.message


def test_an_import_error_shows_where_it_was_raised():
    [result] = run_in_runtime(path("handler", "broken/indirect.py"))

    files = [line.split('"')[1].rpartition("/")[2] for line in result.error.stack_trace]
    assert files == ["indirect.py", "missing_package.py"]


def test_a_module_that_never_finishes_loading_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("aws_lambda_powertools.local.runtime.INITIALIZATION_SECONDS", 0.2)
    (tmp_path / "slow.py").write_text("import time\nprint('loading', flush=True)\ntime.sleep(60)\n")

    [result] = run_in_runtime(f"{tmp_path}/slow.py:handler", timeout=0.2)

    assert result.status == "timeout"
    assert result.initialization.error.type == "Sandbox.Timedout"
    assert texts(result, "init") == ["loading"]


def test_a_file_inside_a_package_is_imported_as_part_of_it():
    [result] = run_in_runtime(path("handler", "package/inner/deep.py"))

    assert result.response == ["package.inner.deep", "package.inner"]


def test_metrics_and_trace_documents_belong_to_their_invocation(warm):
    metrics = [warm("metrics").invoke({"value": value}) for value in (1, 2)]
    traces = [warm("trace").invoke({"documents": count}) for count in (1, 300)]

    assert [result.metrics[0].values for result in metrics] == [(1,), (2,)]
    assert [len(result.documents) for result in traces] == [1, 300]
    assert {document["trace_id"] for document in traces[1].documents} == {traces[1].started.trace_id}
    assert traces[1].trace[-1].name == "step 299"


def test_what_aws_would_drop_is_pointed_out(warm):
    metrics = warm("metrics").invoke({"value": "seven"})
    trace = warm("trace").invoke({"documents": 1, "garbage": 1})

    assert "metric 'Paid'" in metrics.problems[0]
    assert "7 bytes" in trace.problems[0]
    assert len(trace.documents) == 1


def test_the_listener_hears_everything_in_order_and_the_end_of_the_process():
    heard = []
    with LocalRuntime(Function(parse_handler(path("echo"))), heard.append) as runtime:
        runtime.invoke({})

    kinds = [type(event) for event in heard]
    assert kinds == [
        InvocationStarted,
        InitializationStarted,
        LogLine,
        InitializationEnded,
        InvocationEnded,
        RuntimeStopped,
    ]
    assert heard[-1].code == -signal.SIGTERM
    assert not is_running(heard[1].process_id)


@pytest.mark.parametrize("pause", [0, 0.002, 0.01])
def test_a_process_that_ends_between_invocations_is_replaced(pause):
    heard = []
    with LocalRuntime(Function(parse_handler(path("leave_later")), timeout=5), heard.append) as runtime:
        runtime.invoke(pause)
        time.sleep(pause + 0.1)
        after = runtime.invoke(60)

    assert after.status == "success"
    assert after.cold_start
    assert next(event.code for event in heard if isinstance(event, RuntimeStopped)) == 5


def test_a_process_that_ends_at_any_moment_never_makes_the_next_invocation_hang():
    with LocalRuntime(Function(parse_handler(path("leave_later")), timeout=5)) as runtime:
        statuses = [runtime.invoke(pause / 2000) for pause in range(12)]

    assert {result.status for result in statuses} <= {"success", "error"}
    assert all(result.ended.milliseconds < 4000 for result in statuses)


def test_documents_that_come_late_are_told_but_belong_to_their_own_invocation():
    recorder = Recorder()
    started = InvocationStarted("r-2", 2, {}, "1-b", "s", 0.0, cold=False)
    ended = InvocationEnded("r-2", "success", None, None, 1.0, 1, None, 0.0)
    for event in (started, TraceDocument("r-1", {"id": "late"}, 0.0), TraceDocument("r-2", {"id": "own"}, 0.0), ended):
        recorder(event)

    assert recorder.result().documents == ({"id": "own"},)


def test_a_listener_that_fails_leaves_no_process_behind():
    processes = []

    def listener(event):
        if isinstance(event, InitializationStarted):
            processes.append(event.process_id)
        if isinstance(event, LogLine):
            raise RuntimeError("listener")

    with (
        pytest.raises(RuntimeError, match="listener"),
        LocalRuntime(Function(parse_handler(path("echo"))), listener) as runtime,
    ):
        runtime.invoke({})

    assert not is_running(processes[0])


def test_nothing_is_left_open(tmp_path):
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()

    for _ in range(3):
        run_in_runtime(path("echo"))

    after = set(os.listdir("/proc/self/fd")) if before else set()
    assert len(after) <= len(before)


@pytest.mark.parametrize("event", [{"a": float("nan")}, {"a": object()}, {1, 2}])
def test_an_event_that_is_no_json_is_refused_by_name(event):
    with (
        LocalRuntime(Function(parse_handler(path("echo")))) as runtime,
        pytest.raises(LocalError, match="event can't be sent"),
    ):
        runtime.invoke(event)


@pytest.mark.parametrize("name", ["client_context", "cognito_identity"])
def test_a_header_that_is_no_json_is_refused_by_name(name):
    with (
        LocalRuntime(Function(parse_handler(path("echo")))) as runtime,
        pytest.raises(LocalError, match=name.replace("_", " ")[2:]),
    ):
        runtime.invoke({}, **{name: {"a": object()}})


@pytest.mark.parametrize("tenant", ["", "a\r\nX: y", "x" * 257, "ü;"])
def test_a_tenant_id_that_lambda_would_refuse_is_refused(tenant):
    with LocalRuntime(Function(parse_handler(path("echo")))) as runtime, pytest.raises(LocalError, match="tenant id"):
        runtime.invoke({}, tenant_id=tenant)


def test_an_interpreter_without_the_runtime_client_says_what_to_install(tmp_path):
    interpreter = tmp_path / "python"
    interpreter.write_text(f'#!/bin/sh\nexec {sys.executable} -S "$@"\n')
    interpreter.chmod(0o755)

    with pytest.raises(LocalError, match="awslambdaric is not installed") as caught:
        run_in_runtime(path("echo"), interpreter=str(interpreter))

    assert "aws-lambda-powertools[local]" in caught.value.hint


@pytest.mark.parametrize("interpreter", ["/no/such/python", "/bin/false"])
def test_an_interpreter_that_does_not_run_is_named(interpreter):
    with pytest.raises(LocalError, match=interpreter):
        run_in_runtime(path("echo"), interpreter=interpreter)
