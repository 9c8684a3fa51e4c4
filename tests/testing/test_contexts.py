"""A Lambda context for tests."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from aws_lambda_powertools.testing import LambdaContextFactory, lambda_context, run_in_runtime

FUNCTIONS = Path(__file__).parents[1] / "local" / "functions"


def test_each_context_has_a_request_id_of_its_own():
    contexts = LambdaContextFactory(function_name="orders")

    assert contexts().aws_request_id != contexts().aws_request_id
    assert contexts(aws_request_id="mine").aws_request_id == "mine"


def test_names_follow_from_the_function_s():
    context = lambda_context(function_name="orders")

    assert context.invoked_function_arn.endswith(":function:orders")
    assert context.log_group_name == "/aws/lambda/orders"


def test_it_has_what_the_runtime_s_context_has(tmp_path):
    (tmp_path / "app.py").write_text(
        "def handler(event, context):\n"
        "    names = [name for name in dir(context) if not name.startswith('_')]\n"
        "    return [[name, type(getattr(context, name)).__name__] for name in names]\n"
    )
    [result] = run_in_runtime(f"{tmp_path}/app.py:handler")
    ours = lambda_context()

    for name, kind in result.response:
        assert hasattr(ours, name), name
        if kind in ("str", "int", "NoneType"):
            assert type(getattr(ours, name)).__name__ == kind, name


def test_the_remaining_time_counts_down_by_the_toolkit_s_clock(clock):
    context = lambda_context(remaining_time_in_millis=3000)

    assert context.get_remaining_time_in_millis() == 3000
    clock.advance(1.25)
    assert context.get_remaining_time_in_millis() == 1750
    clock.advance(10)
    assert context.get_remaining_time_in_millis() == 0


def test_a_frozen_context_keeps_its_time(clock):
    context = lambda_context(remaining_time_in_millis=50, frozen=True)
    clock.advance(10)

    assert context.get_remaining_time_in_millis() == 50


def test_client_context_and_identity_are_objects():
    context = lambda_context(
        client_context={"custom": {"a": 1}, "client": {"app_title": "shop"}, "w3c": {"traceparent": "00-1", "x": "y"}},
        identity={"cognito_identity_id": "me"},
        tenant_id="blue",
    )

    assert (context.client_context.custom, context.client_context.env) == ({"a": 1}, None)
    assert (context.client_context.client.app_title, context.client_context.client.app_version_name) == ("shop", None)
    assert (context.identity.cognito_identity_id, context.identity.cognito_identity_pool_id) == ("me", None)
    assert context.w3c() == {"traceparent": "00-1"}
    assert context.tenant_id == "blue"


def test_an_attribute_can_be_set_as_on_the_runtime_s_context():
    context = lambda_context()
    context.aws_request_id = "other"

    assert context.aws_request_id == "other"


def test_log_writes_to_standard_output(capsys):
    lambda_context().log("hello\n")

    assert capsys.readouterr().out == "hello\n"


@pytest.mark.parametrize("make", [lambda_context, LambdaContextFactory])
def test_an_unknown_attribute_is_named(make):
    with pytest.raises(TypeError, match=r"no .function_nam.; it has function_name"):
        make(function_nam="orders")


def test_it_needs_no_third_party_package():
    script = (
        "import sys; from aws_lambda_powertools.testing import events, lambda_context; lambda_context(); events.api_gateway_rest();"
        "assert not {'rich', 'click', 'awslambdaric', 'pytest', 'boto3'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
