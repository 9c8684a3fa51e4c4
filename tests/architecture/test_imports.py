"""You pay for what you name: which modules come along in an interpreter that has what the Lambda runtime has loaded."""

from __future__ import annotations

import os
from fnmatch import fnmatch
from functools import cache

import pytest
from fresh_interpreter import answers_to, loaded_by
from layers import ABOVE_ALL, ARROWS, BRIDGES, CORE, COSTLY, DOORS_OF_ALL, FREE, LEAF, VOCABULARY
from source_tree import PACKAGE, modules, part_of

pytest.importorskip("awslambdaric", reason="the Lambda runtime client is not installed")
if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)

SMALL = {"contextvars", "_contextvars", "binascii"}
"""Shims and C modules of a few kilobytes that every function loads sooner or later."""

NOT_EVERYWHERE = {"contextlib", "textwrap", "tokenize"}
"""The runtime loads them on most Pythons: not the first two on 3.10, not the last from 3.13 on."""


DEPLOYED = [name for name in modules() if part_of(name) not in ABOVE_ALL]


@cache
def imported() -> tuple[set[str], dict[str, set[str] | str]]:
    return answers_to(f"import {name}" for name in DEPLOYED)


def loaded_with(name: str) -> set[str]:
    """The modules that importing this one brings along, itself included."""
    loaded = imported()[1][f"import {name}"]
    assert not isinstance(loaded, str), loaded
    return loaded


def test_what_the_table_calls_free_is_loaded_by_the_runtime() -> None:
    runtime, _ = imported()
    assert FREE - SMALL - NOT_EVERYWHERE - runtime == {"__future__"} - runtime


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_import_brings_no_other_utility(name: str) -> None:
    own = part_of(name)
    arrows = {used for source, used in ARROWS if source == own}
    parts = {part_of(found) for found in loaded_with(name) if found.partition(".")[0] == PACKAGE}
    joined = BRIDGES.get(name.partition(".")[2], set())
    assert parts - {own, CORE, LEAF, *VOCABULARY, *DOORS_OF_ALL, *arrows, *joined} == set()


@pytest.mark.parametrize("name", DEPLOYED)
def test_an_import_brings_nothing_costly(name: str) -> None:
    short = name.partition(".")[2]
    allowed = {package for pattern, rows in COSTLY.items() if fnmatch(short, pattern) for package in rows}
    brought = {found for found in loaded_with(name) if found.partition(".")[0] != PACKAGE}
    assert brought - everything_in(frozenset(allowed)) - SMALL - NOT_EVERYWHERE == set()


@cache
def everything_in(packages: frozenset[str]) -> set[str]:
    """What these packages load themselves."""
    _, loaded = loaded_by(f"import {package}" for package in packages)
    return {"__future__"}.union(*loaded.values())


THREE = "from aws_lambda_powertools import Logger, Tracer, Metrics"

CONSTRUCTED = f"""{THREE}
logger, tracer, metrics = Logger(service="orders"), Tracer(service="orders"), Metrics(namespace="Shop")
"""

INVOKED = f"""{CONSTRUCTED}
class Context:
    function_name = memory_limit_in_mb = invoked_function_arn = aws_request_id = function_version = "1"

@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event, context):
    logger.info("paid", amount=12)
    metrics.add_metric(name="Paid", unit="Count", value=1)
    tracer.put_annotation("OrderId", "1")

sys = __import__("sys")
stream, sys.stdout = sys.stdout, open(__import__("os").devnull, "w")
handler({{}}, Context())
sys.stdout.close()
sys.stdout = stream
"""

IN_LAMBDA = {
    "LAMBDA_TASK_ROOT": "/var/task",
    "AWS_LAMBDA_FUNCTION_NAME": "orders",
    "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:9",
    "_X_AMZN_TRACE_ID": "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
}

UNTRACED = {"POWERTOOLS_TRACE_DISABLED": "true"}


def third_modules(statement: str, environment: dict[str, str]) -> set[str]:
    """What a statement loads that is neither ours nor the runtime's."""
    _, loaded = loaded_by([statement], **environment)
    return {name for name in loaded[statement] if name.partition(".")[0] != PACKAGE} - {
        "__future__",
        *SMALL,
        *NOT_EVERYWHERE,
    }


@pytest.mark.parametrize("environment", [IN_LAMBDA, UNTRACED], ids=["traced", "untraced"])
def test_importing_logger_tracer_and_metrics_loads_nothing_else(environment: dict[str, str]) -> None:
    assert third_modules(THREE, environment) == set()


@pytest.mark.parametrize("environment", [IN_LAMBDA, UNTRACED], ids=["traced", "untraced"])
def test_constructing_the_three_loads_nothing_else(environment: dict[str, str]) -> None:
    assert third_modules(CONSTRUCTED, environment) == set()


def test_the_first_invocation_loads_a_socket_and_nothing_else() -> None:
    """It sends the first document. No typing, dataclasses, inspect, asyncio, urllib, jmespath, email or boto3."""
    socket = {"socket", "_socket", "select", "selectors", "array", "errno"}
    assert third_modules(INVOKED, IN_LAMBDA) <= socket
    assert third_modules(INVOKED, UNTRACED) == set()


BUDGET = {"Logger": 6, "Metrics": 22, "Tracer": 16}
"""Most modules of ours that one name may load; each is a file to find, read and unmarshal in a cold start."""


@pytest.mark.parametrize("name", BUDGET)
def test_a_name_loads_few_of_our_files(name: str) -> None:
    statement = f"from {PACKAGE} import {name}"
    ours = {found for found in loaded_by([statement])[1][statement] if found.partition(".")[0] == PACKAGE}
    assert len(ours) <= BUDGET[name], sorted(ours)


def test_the_first_line_loads_few_of_our_files() -> None:
    """Beyond those that the name loads: the formatter with its keys and lines, the output, the clock, the invocation."""
    statement = f"from {PACKAGE} import Logger; Logger(service='orders').info('paid')"
    ours = {found for found in loaded_by([statement])[1][statement] if found.partition(".")[0] == PACKAGE}
    assert len(ours) == 12, sorted(ours)
