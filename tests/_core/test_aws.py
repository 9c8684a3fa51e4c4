"""boto3 clients made from what the user passed, and the mark they carry."""

from __future__ import annotations

import sys

import boto3
import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from fresh_interpreter import loaded_by

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.errors import MissingDependencyError
from aws_lambda_powertools._core.version import __version__
from aws_lambda_powertools.shared import user_agent


@pytest.fixture(autouse=True)
def account(monkeypatch):
    for name, value in {
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
    }.items():
        monkeypatch.setenv(name, value)


class Answer:
    def stream(self, **_):
        yield b"{}"


def said(client, call=lambda client: client.list_tables()):
    """The user agent that a client's request carries."""
    seen = []

    def answer(request, **_):
        seen.append(request.headers["User-Agent"].decode())
        return AWSResponse("https://example.com", 200, {}, Answer())

    client.meta.events.register("before-send", answer)
    call(client)
    return seen[-1]


def mark(feature):
    return f" PT/{feature}/{__version__} PTEnv/AWS_Lambda_python3.13"


def test_a_client_is_made_and_marked():
    assert said(aws.client("dynamodb", feature="idempotency")).endswith(mark("idempotency"))


def test_the_users_client_is_taken_and_marked():
    mine = boto3.client("dynamodb")
    assert aws.client("dynamodb", feature="idempotency", client=mine) is mine
    assert said(mine).endswith(mark("idempotency"))


def test_the_users_session_makes_the_client():
    session = boto3.session.Session(region_name="us-west-2")
    assert aws.client("dynamodb", feature="x", session=session).meta.region_name == "us-west-2"
    assert aws.resource("dynamodb", feature="x", session=session).meta.client.meta.region_name == "us-west-2"


def test_the_users_config_is_kept():
    config = Config(user_agent_extra="mine", connect_timeout=7)
    client = aws.client("dynamodb", feature="x", config=config)
    assert client.meta.config.connect_timeout == 7
    assert said(client).endswith("mine" + mark("x"))


def test_options_go_to_boto3():
    client = aws.client("dynamodb", feature="x", endpoint_url="http://127.0.0.1:9")
    assert client.meta.endpoint_url == "http://127.0.0.1:9"


def test_a_resource_is_made_and_marked():
    resource = aws.resource("dynamodb", feature="parameters")
    assert said(resource.meta.client).endswith(mark("parameters"))
    assert aws.resource("dynamodb", feature="again", resource=resource) is resource
    assert said(resource.meta.client).endswith(mark("again"))


def test_the_last_feature_is_the_one_that_is_said():
    client = boto3.client("dynamodb")
    before = said(client)
    aws.mark(client, "first")
    aws.mark(client, "second")
    assert said(client) == before + mark("second")


def test_the_clients_of_a_session_can_be_marked():
    session = boto3.session.Session()
    user_agent.register_feature_to_session(session, "of the session")
    client = session.client("dynamodb")
    assert said(client).endswith(mark("of the session"))
    user_agent.register_feature_to_client(client, "own")
    assert said(client).endswith(mark("own"))


def test_so_can_those_of_a_botocore_session():
    session = botocore.session.Session()
    user_agent.register_feature_to_botocore_session(session, "botocore")
    assert said(session.create_client("dynamodb")).endswith(mark("botocore"))


def test_every_session_can_be_marked():
    user_agent.inject_user_agent()
    user_agent.inject_user_agent()
    try:
        assert said(boto3.session.Session().client("dynamodb")).endswith(mark("no-op"))
    finally:
        botocore.unregister_initializer(aws._mark_new_session)
    assert "PT/" not in said(boto3.session.Session().client("dynamodb"))


@pytest.mark.parametrize("stand_in", [object(), None, "client"])
def test_a_stand_in_of_a_users_test_is_left_as_it_is(stand_in):
    for register in (
        user_agent.register_feature_to_client,
        user_agent.register_feature_to_resource,
        user_agent.register_feature_to_session,
        user_agent.register_feature_to_botocore_session,
    ):
        register(stand_in, "feature")


def test_a_stand_in_is_taken_as_the_client():
    stand_in = object()
    assert aws.client("dynamodb", feature="x", client=stand_in) is stand_in


def test_a_request_without_a_user_agent_is_sent_all_the_same():
    aws._adding("x")(object())


def test_without_boto3_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(MissingDependencyError, match=r"idempotency needs .*boto3.*\[aws-sdk\]"):
        aws.client("dynamodb", feature="idempotency")


def test_sessions_are_marked_only_if_botocore_is_there_already():
    _, loaded = loaded_by(["import aws_lambda_powertools", "import botocore, aws_lambda_powertools"])
    alone, with_botocore = loaded.values()
    assert not {"botocore", "aws_lambda_powertools._core.aws"} & alone
    assert "aws_lambda_powertools._core.aws" in with_botocore
