"""The command `powertools run`, from the outside."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aws_lambda_powertools.local.cli import main

FUNCTIONS = Path(__file__).parent / "functions"


def path(name: str, file: str = "app.py") -> str:
    return f"{FUNCTIONS / file}:{name}"


@pytest.fixture
def run(capsys):
    def command(*arguments):
        status = main(["run", *map(str, arguments)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


@pytest.fixture
def event_file(tmp_path):
    def write(event):
        file = tmp_path / "event.json"
        file.write_text(json.dumps(event))
        return str(file)

    return write


def test_a_run_shows_trigger_lines_response_and_report(run, event_file):
    event = [
        ["stdout", '{"level":"WARNING","message":"careful","order_id":7,"service":"orders"}\n'],
        ["stderr", "oops\n"],
    ]

    status, out, err = run(path("write"), "--event", event_file(event))

    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[1].startswith("event  cold start ──")
    assert lines[2].endswith("module loaded")
    assert lines[3].endswith("WARNING  careful  order_id=7")
    assert lines[4].endswith("stderr   oops")
    assert lines[5] == "→ null"
    assert lines[7].startswith("REPORT RequestId: ")
    assert "Init Duration: " in lines[8]
    assert "\x1b" not in out
    assert lines == [line.rstrip() for line in lines]


def test_one_document_for_machines(run, event_file):
    status, out, _ = run(
        path("echo"), "-e", event_file({"id": 7}), "-e", "api_gateway_rest", "--times", 2, "--json", "--memory", 256
    )

    document = json.loads(out)
    assert status == 0
    assert document["ok"] is True
    assert document["function"]["memory_megabytes"] == 256
    triggers = [invocation["trigger"] for invocation in document["invocations"]]
    assert triggers == ["event", "GET /", "event", "GET /"]
    first, *others = document["invocations"]
    assert first["response"] == {"event": {"id": 7}, "calls": 1}
    assert first["report"]["cold_start"] is True
    assert not any(other["report"]["cold_start"] for other in others)
    assert first["logs"][0]["phase"] == "init"


def test_logs_metrics_and_trace_are_in_the_document(run, event_file):
    _, out, _ = run(path("metrics"), "-e", event_file({"value": 3}), "--json")
    [invocation] = json.loads(out)["invocations"]
    assert invocation["metrics"] == [
        {
            "namespace": "Orders",
            "name": "Paid",
            "unit": "Count",
            "values": [3],
            "dimensions": [{"service": "s"}],
            "resolution": 60,
        }
    ]

    _, out, _ = run(path("trace"), "-e", event_file({"documents": 2}), "--json")
    [invocation] = json.loads(out)["invocations"]
    trace = invocation["trace"]
    assert [document["trace_id"] for document in trace["documents"]] == [trace["trace_id"]] * 2


def test_metrics_and_trace_are_shown_to_people(run, event_file):
    _, out, _ = run(path("metrics"), "-e", event_file({"value": 3}))
    assert any(line.split() == ["Orders", "Paid", "3", "Count", "service=s"] for line in out.splitlines())

    _, out, _ = run(path("trace"), "-e", event_file({"documents": 2}))
    assert any(line.strip().startswith("step 1 ") and "━" in line and "1.00 s" in line for line in out.splitlines())


def test_several_invocations_end_in_a_summary(run):
    _, out, _ = run(path("echo"), "-n", 3)

    assert out.splitlines()[-1].startswith("3 invocations  none failed  duration ")


def test_a_function_that_fails_gives_status_1_and_its_own_frames(run):
    status, out, _ = run(path("fail"))

    assert status == 1
    assert "✗ ValueError: no good" in out
    assert "app.py:" in out
    assert "in fail  raise ValueError" in out
    assert "bootstrap.py" not in out
    assert out.count("no good") == 2  # the message, and the statement that holds it
    assert "Status: error" in out


def test_the_environment_comes_from_options_and_files_and_options_win(run, tmp_path):
    file = tmp_path / "env"
    file.write_text("TABLE=file\nSTAGE=test\n")

    _, out, _ = run(path("environment"), "--env-file", file, "--env", "TABLE=option", "--json")

    found = json.loads(out)["invocations"][0]["response"]
    assert (found["TABLE"], found["STAGE"]) == ("option", "test")


def test_standard_input_can_be_the_event(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"from": "stdin"}')))

    _, out, _ = run(path("echo"), "-e", "-", "--json")

    assert json.loads(out)["invocations"][0]["event"] == {"from": "stdin"}


def test_a_timeout_is_reported_as_lambda_does(run):
    status, out, _ = run(path("sleep"), "--timeout", 0.2)

    assert status == 1
    assert "✗ Task timed out after 0.20 seconds." in out
    assert "Duration: 200.00 ms" in out
    assert "Status: timeout" in out


def test_memory_beyond_the_limit_is_pointed_out(run, event_file):
    status, out, _ = run(path("use_memory"), "-e", event_file(150))

    assert status == 0
    assert "it used 1" in out
    assert "and has 128 MB (--memory)" in out


@pytest.mark.parametrize(
    ("handler", "status", "sentence", "hint"),
    [
        (path("nothing"), 2, "app.py has no attribute 'nothing'.", "It defines "),
        (path("ech"), 2, "app.py has no attribute 'ech'.", "Did you mean 'echo'?"),
        ("no_such_module.handler", 2, "There is no module 'no_such_module' in", "app.py:lambda_handler"),
        (path("handler", "nowhere.py"), 2, "There is no file", "relative to"),
        ("handler", 2, "does not name a handler", "app.py:lambda_handler"),
    ],
)
def test_a_handler_that_is_not_there_is_a_usage_error_said_once(run, handler, status, sentence, hint):
    found, out, err = run(handler)

    assert found == status
    assert "✗" not in out
    assert "REPORT" not in out
    assert err.startswith("Error: ")
    assert sentence in err
    assert hint in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("handler", "status", "texts"),
    [
        (path("not_callable"), 2, ["✗ 'not_callable' in app.py is not callable, it is of type 'int'."]),
        (path("one_parameter"), 1, ["takes 1 positional argument", "handler(event, context)"]),
        (path("coroutine"), 1, ["✗ 'coroutine' is a coroutine function", "asyncio.run(coroutine(event, context))"]),
        (path("not_json"), 1, ["Object of type object is not JSON serializable", "json.dumps"]),
        (
            path("handler", "broken/missing_package.py"),
            1,
            [
                "✗ missing_package.py can't be imported: No module named 'no_such_package_at_all'",
                "missing_package.py:3 in <module>  import no_such",
                "INIT_REPORT Init Duration: ",
            ],
        ),
        (path("handler", "broken/indirect.py"), 1, ["indirect.py:3 in <module>", "missing_package.py:3 in <module>"]),
        (
            path("handler", "broken/raises.py"),
            1,
            ["✗ RuntimeError: no configuration", "raises.py:8 in <module>  prepare()", "raises.py:5 in prepare"],
        ),
        (path("handler", "broken/exits.py"), 1, ["✗ Runtime exited with error: exit status 7.", "sys.exit()"]),
    ],
)
def test_functions_that_can_not_run_say_why_in_one_sentence_and_a_hint(run, handler, status, texts):
    found, out, _ = run(handler)

    assert found == status
    for text in texts:
        assert text in out
    assert "importlib" not in out
    assert "LAMBDA_WARNING" not in out


def test_a_syntax_error_shows_its_line(run, tmp_path):
    (tmp_path / "app.py").write_text("def broken(:\n    pass\n")

    status, out, _ = run(f"{tmp_path}/app.py:handler")

    assert status == 1
    assert "Syntax error in module 'app': invalid syntax (app.py, line 1)" in out
    assert "def broken(:" in out


def test_a_module_that_can_not_be_loaded_is_not_tried_again_for_each_event(run):
    _, out, _ = run(path("handler", "broken/raises.py"), "--times", 5)

    assert out.count("INIT_REPORT") == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--event", "no_such_event"], "There is no file 'no_such_event' and no event of that name."),
        (["--env", "X"], "'X' sets no environment variable."),
        (["--env-file", "nowhere"], "There is no environment file 'nowhere'."),
        (["--timeout", "0"], "The timeout 0.0 is not between 0 and 900 seconds."),
        (["--memory", "1"], "The memory 1 is not between 128 and 10240 MB."),
        (["--times", "0"], "Invalid value for '-n' / '--times'"),
        (["--no-such-option"], "No such option"),
        (["--python", "/no/such/python"], "The interpreter '/no/such/python' can't be started"),
    ],
)
def test_wrong_options_are_usage_errors(run, arguments, sentence):
    status, out, err = run(path("echo"), *arguments)

    assert (status, out) == (2, "")
    assert sentence in err


def test_help_and_version_need_no_function(capsys):
    assert main(["--help"]) == 0
    assert ["run", "Run", "a", "function", "in", "the", "real", "Lambda"] in [
        line.split()[:8] for line in capsys.readouterr().out.splitlines()
    ]
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("powertools ")
    assert main(["walk"]) == 2
    assert "No such command 'walk'" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["click", "rich"])
def test_without_the_extra_the_command_says_what_to_install(package, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)

    assert main(["run", "app.handler"]) == 2
    assert 'pip install "aws-lambda-powertools[local]"' in capsys.readouterr().err


def children_of(process_id: int) -> list[int]:
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process_id)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def is_running(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def listen_to_ctrl_c() -> None:
    """What a shell does for the command in front; one that was started in the background ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_the_function_s_process(number):
    command = subprocess.Popen(
        [sys.executable, "-m", "aws_lambda_powertools.local", "run", path("sleep")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=listen_to_ctrl_c,  # noqa: PLW1509  # no threads here
    )
    with command:
        while b"going to sleep" not in command.stdout.readline():
            assert command.poll() is None
        [function] = children_of(command.pid)
        began = time.monotonic()
        command.send_signal(number)
        _, err = command.communicate(timeout=10)

    assert command.returncode == 130
    assert err.strip() == b"Interrupted."
    assert not is_running(function)
    assert time.monotonic() - began < 5


def test_a_reader_that_has_seen_enough_ends_it_quietly():
    command = f"{sys.executable} -m aws_lambda_powertools.local run {path('echo')} -n 30 | head -2"

    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)

    assert result.stderr == ""
    assert "cold start" in result.stdout
