"""The example service and its demonstration."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aws_lambda_powertools.local.cli import main
from aws_lambda_powertools.testing import events

ORDERS = Path(__file__).parents[2] / "examples" / "orders"


def python(*arguments, folder=ORDERS):
    command = [sys.executable, *map(str, arguments)]
    environment = {**os.environ, "COLUMNS": "120"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_demo_tells_its_story_and_ends_by_itself():
    began = time.monotonic()
    result = python(ORDERS / "demo.py", folder="/")

    assert (result.returncode, result.stderr) == (0, "")
    assert time.monotonic() - began < 20
    for part in (
        "POST /orders  cold start",
        "order received",
        "[REDACTED]",
        "→ 201 Created",
        "→ 200 OK",
        "→ 422 Unprocessable",
        "✗ PaymentProviderError: no answer while charging 2900 cents",
        "## api.charge",
        "fault PaymentProviderError",
        "OrdersPlaced",
        "38.9",
        "facts about all this were checked",
    ):
        assert part in result.stdout
    assert "missing" not in result.stdout
    assert "ada@example.com" not in result.stdout.split("→ 200 OK")[0]


@pytest.mark.parametrize(
    ("file", "line", "instead", "missing"),
    [
        ("api.py", '    logger.info("order placed", payment=payment)', "", "the story of the order in the log"),
        ("api.py", 'name="OrdersPlaced"', 'name="OrderPlaced"', "the metrics"),
        ("api.py", '    tracer.put_annotation("order_id", order.id)', "", "the order in the trace"),
        ("api.py", "clear_state=True", "clear_state=False", "no key of one invocation in the next"),
        ("function.env", "email,name", "", "no name and no address in the log"),
        ("function.env", "UNCAUGHT_EXCEPTIONS=true", "UNCAUGHT_EXCEPTIONS=false", "one record of the failure"),
    ],
)
def test_the_demo_fails_when_a_part_of_its_story_is_missing(tmp_path, file, line, instead, missing):
    copy = shutil.copytree(ORDERS, tmp_path / "orders")
    text = (copy / file).read_text()
    assert line in text
    (copy / file).write_text(text.replace(line, instead, 1))

    result = python(copy / "demo.py")

    assert result.returncode == 1
    assert f"✗ missing: {missing}" in result.stdout


def test_the_service_has_tests_as_a_user_would_write_them():
    result = python("-m", "pytest", "-q", "-p", "no:cacheprovider", ORDERS / "test_api.py")

    assert result.returncode == 0, result.stdout


def test_the_event_in_the_folder_is_a_request_to_the_service(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("ORDERS_DATABASE", f"{tmp_path}/orders.sqlite")
    event = json.loads((ORDERS / "new_order.json").read_text())
    order = json.loads(event["body"])

    assert event == events.api_gateway_rest("POST", "/orders", resource="/orders", json=order)
    status = main(
        [
            "run",
            f"{ORDERS}/api.py:lambda_handler",
            "--env-file",
            f"{ORDERS}/function.env",
            "--event",
            f"{ORDERS}/new_order.json",
        ]
    )
    assert status == 0
    assert "→ 201 Created" in capsys.readouterr().out
