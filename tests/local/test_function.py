"""The environment that Lambda would give a function."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.local import Function, HandlerPath, LocalError
from aws_lambda_powertools.local._function import environment_of


def function(root="/src/orders", **settings) -> Function:
    return Function(HandlerPath(root, "app", "handler"), **settings)


def environment(shell=None, **settings):
    return environment_of(
        function(**settings),
        runtime_api="127.0.0.1:1",
        xray_daemon="127.0.0.1:2",
        python="3.13",
        log_stream="stream",
        shell=shell or {},
    )


def test_lambda_s_own_variables_are_there():
    found = environment(memory=256)

    assert (
        found.items()
        >= {
            "_HANDLER": "app.handler",
            "_AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1",
            "_AWS_XRAY_DAEMON_PORT": "2",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "256",
            "AWS_LAMBDA_FUNCTION_NAME": "orders",
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/orders",
            "AWS_LAMBDA_LOG_STREAM_NAME": "stream",
            "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:1",
            "AWS_REGION": "us-east-1",
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
            "AWS_XRAY_DAEMON_ADDRESS": "127.0.0.1:2",
            "LAMBDA_TASK_ROOT": "/src/orders",
            "TZ": ":UTC",
        }.items()
    )


def test_without_credentials_the_function_gets_some_that_open_nothing():
    found = environment()

    assert found["AWS_ACCESS_KEY_ID"] == "local-access-key"
    assert {"AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"} <= found.keys()


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI"])
@pytest.mark.parametrize("where", ["shell", "environment"])
def test_credentials_that_were_chosen_are_left_alone(name, where):
    found = environment(**{where: {name: "mine"}})

    assert found[name] == "mine"
    assert "AWS_SECRET_ACCESS_KEY" not in found


def test_the_shell_gives_what_lambda_does_not_say_and_the_choice_for_the_function_wins():
    shell = {
        "HOME": "/home/me",
        "TABLE": "shell",
        "TZ": "Europe/Berlin",
        "AWS_REGION": "eu-west-1",
        "AWS_SAM_LOCAL": "true",
    }

    found = environment(
        shell, environment={"TABLE": "chosen", "AWS_LAMBDA_LOG_FORMAT": "JSON", "AWS_LAMBDA_RUNTIME_API": "x"}
    )

    assert (found["HOME"], found["TABLE"], found["TZ"]) == ("/home/me", "chosen", ":UTC")
    assert found["AWS_LAMBDA_LOG_FORMAT"] == "JSON"
    assert found["AWS_LAMBDA_RUNTIME_API"] == "127.0.0.1:1"
    assert "AWS_SAM_LOCAL" not in found


def test_a_relative_search_path_means_where_it_was_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert environment({"PYTHONPATH": "src::/lib"})["PYTHONPATH"] == f"{tmp_path}/src:/lib"


def test_the_region_is_the_shell_s(monkeypatch):
    monkeypatch.delenv("AWS_REGION", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    assert function().arn == "arn:aws:lambda:eu-central-1:123456789012:function:orders"
    assert function(environment={"AWS_REGION": "sa-east-1"}).region == "sa-east-1"


@pytest.mark.parametrize(
    ("root", "name"), [("/a/my orders!", "my-orders"), ("/", "function"), ("/a/" + "x" * 80, "x" * 64)]
)
def test_the_name_is_the_directory_s_as_lambda_allows_it(root, name):
    assert function(root).name == name


@pytest.mark.parametrize(
    "settings", [{"timeout": 0}, {"timeout": 901}, {"timeout": float("nan")}, {"memory": 64}, {"memory": 20_000}]
)
def test_settings_that_lambda_would_refuse_are_refused(settings):
    with pytest.raises(LocalError, match=next(iter(settings))):
        function(**settings)
