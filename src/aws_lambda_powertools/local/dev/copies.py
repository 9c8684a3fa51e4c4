"""An invocation as something to keep: a curl command, a test, the event's JSON. Secrets stay hidden in all of them."""

from __future__ import annotations

import json
import re
import shlex
from pprint import pformat
from typing import Any

from aws_lambda_powertools.local._function import Function
from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.local.decoding.json_text import as_object
from aws_lambda_powertools.local.dev.fronts import Request
from aws_lambda_powertools.local.dev.history import Entry
from aws_lambda_powertools.local.dev.masking import masked

_OF_THE_CLIENT = ("host", "content-length", "user-agent", "accept-encoding", "connection", "x-amzn-trace-id")
_OF_BROWSERS = ("sec-", "upgrade-insecure-requests", "x-forwarded-")
_TEST_WIDTH = 110
_LONGEST_BODY = 100_000


def copies(entry: Entry, function: Function, address: str) -> dict[str, str]:
    """The texts by their names."""
    event = masked(entry.started.event)
    return {
        "curl": _curl(entry.request, address) if entry.request is not None else _invoke(event, address),
        "pytest": _test(event, entry, function),
        "json": json.dumps(event, indent=2, ensure_ascii=False),
    }


def _curl(request: Request, address: str) -> str:
    query = f"?{request.query_string}" if request.query_string else ""
    parts = [f"curl -X {request.method} {shlex.quote(f'{address}{request.raw_path}{query}')}"]
    for name, value in request.headers:
        if name not in _OF_THE_CLIENT and not name.startswith(_OF_BROWSERS):
            shown = as_object(masked({name: value}))[name]
            parts.append(f"-H {shlex.quote(f'{name}: {shown}')}")
    if request.body:
        text = request.body[:_LONGEST_BODY].decode("utf-8", "replace")
        parts.append(f"--data-raw {shlex.quote(str(as_object(masked({'body': text}))['body']))}")
    return " \\\n  ".join(parts)


def _invoke(event: Any, address: str) -> str:
    """What did not come as a request goes to the address under which SDKs invoke functions."""
    target = f"{address}/2015-03-31/functions/function/invocations"
    return f"curl -X POST {shlex.quote(target)} \\\n  --data-raw {shlex.quote(json.dumps(event, ensure_ascii=False))}"


def _test(event: Any, entry: Entry, function: Function) -> str:
    handler = function.handler
    module, name = handler.module.replace("/", "."), handler.attribute
    words = "_".join(re.findall(r"[a-z0-9]+", describe(event).lower())) or "event"
    return "\n".join(
        [
            f"from {module} import {name}",
            "",
            "from aws_lambda_powertools.testing import lambda_context",
            "",
            f"EVENT = {pformat(event, width=_TEST_WIDTH, sort_dicts=False)}",
            "",
            "",
            f"def test_{words}() -> None:",
            *(f"    {line}" for line in _assertions(name, entry)),
            "",
        ]
    )


def _assertions(name: str, entry: Entry) -> list[str]:
    call = f"{name}(EVENT, lambda_context())"
    response = as_object(entry.ended.response) if entry.ended is not None else {}
    if entry.ended is not None and entry.ended.error is not None:
        return [f"{call}  # raised {entry.ended.error.type}"]
    if "statusCode" in response:
        return [f"response = {call}", "", f'assert response["statusCode"] == {response["statusCode"]!r}']
    return [f"response = {call}", "", "assert response is not None" if response else "assert not response"]
