"""The commands `powertools logs` and `powertools events`."""

from __future__ import annotations

import io
import json

import pytest

from aws_lambda_powertools.local.cli import main

LINES = [
    '{"level":"INFO","message":"paid","timestamp":"2024-05-01T12:00:00.123Z","function_request_id":"r-1","order":{"id":7}}',
    "START RequestId: r-1",
    '2024-05-01T12:00:01.000Z {"level":"WARNING","message":"slow","function_request_id":"r-1"}',
    '2024-05-01T12:00:02+00:00 2024/05/01/[$LATEST]ab {"level":"ERROR","message":"lost","function_request_id":"r-2"}',
    '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"Shop","Dimensions":[[]],"Metrics":[{"Name":"Paid"}]}]},"Paid":3}',
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "log.txt"
    path.write_text("\n".join(LINES) + "\n")
    return str(path)


@pytest.fixture
def run(capsys):
    def command(*arguments):
        status = main(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return command


def test_lines_are_printed_by_request_with_level_and_message(run, file):
    status, out, _ = run("logs", file)

    assert status == 0
    lines = [line for line in out.splitlines() if line]
    assert lines[0] == "r-1"
    assert lines[1].split()[1:3] == ["INFO", "paid"]
    assert lines[2] == "START RequestId: r-1"
    assert [line.split()[1:3] for line in lines[3::2]] == [["WARNING", "slow"], ["ERROR", "lost"]]
    assert lines[4] == "r-2"
    assert "_aws" not in out


@pytest.mark.parametrize(
    ("options", "messages"),
    [
        (["--level", "warning"], ["slow", "lost"]),
        (["--where", "order.id=7"], ["paid"]),
        (["--grep", "lo[sw]"], ["slow", "lost"]),
        (["--where", "order.id=8"], []),
    ],
)
def test_only_what_is_wanted_is_printed(run, file, options, messages):
    _, out, _ = run("logs", file, *options)

    assert [word for word in ("paid", "slow", "lost") if word in out] == messages
    assert "START" not in out


def test_metrics_are_added_up(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([LINES[4]] * 2)))

    _, out, _ = run("logs", "--metrics")

    assert any(line.split()[:3] == ["Shop", "Paid", "6"] for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["logs", "nowhere.log"], "'nowhere.log' can't be read: No such file"),
        (["logs", "--where", "x"], "--where 'x' compares nothing."),
        (["logs", "--grep", "("], "--grep '(' is no regular expression"),
        (["events", "sqz"], "There is no event of the name 'sqz'."),
        (["events", "sqs", "--set", "x"], "'x' sets nothing."),
        (["events", "sqs", "--set", "Records.7.body=x"], "The event has no '7'"),
        (["events", "--set", "a=1"], "--set changes one event; say which."),
    ],
)
def test_wrong_use_is_said_in_one_sentence(run, arguments, sentence):
    status, _, err = run(*arguments)

    assert status == 2
    assert err.startswith(f"Error: {sentence}")


def test_events_are_listed(run):
    status, out, _ = run("events")

    assert status == 0
    assert any(line.startswith("api_gateway_rest ") and "REST API" in line for line in out.splitlines())


def test_an_event_is_printed_with_changes(run):
    _, out, _ = run("events", "sqs", "--set", "Records.0.body=hello", "--set", "Records.0.attributes.Count=7")

    record = json.loads(out)["Records"][0]
    assert (record["body"], record["attributes"]["Count"]) == ("hello", 7)
