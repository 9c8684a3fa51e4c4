"""Types to annotate handlers with."""

from __future__ import annotations

import pytest
from awslambdaric.lambda_context import LambdaContext as RuntimeContext
from fresh_interpreter import loaded_by

from aws_lambda_powertools.utilities.typing import DurableContextProtocol, LambdaContext
from aws_lambda_powertools.utilities.typing.lambda_client_context import LambdaClientContext
from aws_lambda_powertools.utilities.typing.lambda_client_context_mobile_client import LambdaClientContextMobileClient
from aws_lambda_powertools.utilities.typing.lambda_cognito_identity import LambdaCognitoIdentity

OF_NO_USE = {"log", "w3c"}
"""What the runtime's context has beyond the documented attributes."""


def test_every_attribute_of_the_runtimes_context_is_there():
    real = RuntimeContext("id", {"client": {}}, {}, 0)
    names = {name for name in dir(real) if not name.startswith("_")}
    assert names - OF_NO_USE == {name for name in dir(LambdaContext) if not name.startswith("_")}


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (LambdaClientContext, RuntimeContext("id", {"client": {}}, {}, 0).client_context),
        (LambdaClientContextMobileClient, RuntimeContext("id", {"client": {}}, {}, 0).client_context.client),
        (LambdaCognitoIdentity, RuntimeContext("id", None, {}, 0).identity),
    ],
)
def test_every_attribute_of_what_is_inside_is_there(ours, theirs):
    assert set(theirs.__slots__) == {name for name in dir(ours) if not name.startswith("_")}


@pytest.mark.parametrize(
    "kind", [LambdaContext, LambdaClientContext, LambdaClientContextMobileClient, LambdaCognitoIdentity]
)
def test_a_test_sets_the_attributes_behind_the_properties(kind):
    made = kind()
    for name in kind.__annotations__:
        setattr(made, name, name)
        assert getattr(made, name.removeprefix("_")) == name


def test_without_tenants_there_is_no_tenant():
    assert LambdaContext().tenant_id is None
    assert LambdaContext.get_remaining_time_in_millis() == 0


def test_a_durable_context_is_told_from_a_plain_one(lambda_context):
    class Durable:
        state = None

    durable = Durable()
    assert not isinstance(durable, DurableContextProtocol)
    durable.lambda_context = lambda_context
    assert isinstance(durable, DurableContextProtocol)
    assert not isinstance(lambda_context, DurableContextProtocol)


def test_both_addresses_of_the_protocol_give_the_same():
    from aws_lambda_powertools.utilities.typing import lambda_context

    assert lambda_context.DurableContextProtocol is DurableContextProtocol


def test_the_context_costs_no_import_of_typing():
    _, loaded = loaded_by(["from aws_lambda_powertools.utilities.typing import LambdaContext"])
    assert "typing" not in next(iter(loaded.values()))
