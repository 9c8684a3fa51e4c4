"""Idempotency, circuit breaker and retry: what an import brings, and what waits until it is needed."""

from __future__ import annotations

import os

import pytest
from fresh_interpreter import loaded_by
from source_tree import PACKAGE

pytest.importorskip("awslambdaric", reason="the Lambda runtime client is not installed")
if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)

LATER = {"boto3", "botocore", "jmespath", "redis", "pydantic", "asyncio", "sqlite3", "dataclasses", "typing", "inspect"}

IDEMPOTENT = f"from {PACKAGE}.utilities.idempotency import IdempotencyConfig, idempotent, idempotent_function"
LAYER = f"from {PACKAGE}.utilities.idempotency import DynamoDBPersistenceLayer, InMemoryPersistenceLayer"
CIRCUIT = f"from {PACKAGE}.utilities.circuit_breaker import circuit_breaker"
RETRY = f"from {PACKAGE}.utilities.retrying import retry"


@pytest.mark.parametrize(("statement", "ours"), [(IDEMPOTENT, 9), (LAYER, 36), (CIRCUIT, 7), (RETRY, 12)])
def test_an_import_is_small(statement: str, ours: int) -> None:
    loaded = loaded_by([statement])[1][statement]
    assert {name.partition(".")[0] for name in loaded} & LATER == set()
    assert len([name for name in loaded if name.partition(".")[0] == PACKAGE]) <= ours


def test_a_call_without_expression_needs_no_jmespath_and_no_boto3() -> None:
    statement = f"""{IDEMPOTENT}
from {PACKAGE}.utilities.idempotency import InMemoryPersistenceLayer
class Context:
    get_remaining_time_in_millis = staticmethod(lambda: 3000)
@idempotent(persistence_store=InMemoryPersistenceLayer())
def handler(event, context): return event
handler({{"id": 1}}, Context()), handler({{"id": 1}}, Context())
"""
    loaded = loaded_by([statement])[1][statement]
    assert {name.partition(".")[0] for name in loaded} & LATER == set()
