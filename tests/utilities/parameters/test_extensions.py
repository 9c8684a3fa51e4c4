"""Providers that ask an extension beside the function, over real HTTP, without boto3."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from aws_lambda_powertools.utilities.parameters import (
    AppConfigExtensionProvider,
    GetParameterError,
    SecretsExtensionProvider,
    SSMExtensionProvider,
)


@pytest.fixture
def extension():
    """An extension on a free port, which answers what `answers` says and keeps what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append((self.path, dict(self.headers)))
            status, body = server.answer
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.answer = [], (200, b"")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_configurations_come_from_the_appconfig_extension(extension):
    extension.answer = (200, b'{"a": 1}')
    provider = AppConfigExtensionProvider(environment="e v", application="a/b", port=extension.server_port)

    assert provider.get("n", transform="json", flag=["x", "y"]) == {"a": 1}
    assert extension.asked[0][0] == "/applications/a%2Fb/environments/e%20v/configurations/n?flag=x&flag=y"


def test_parameters_come_from_the_parameters_extension(extension, monkeypatch):
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    extension.answer = (200, json.dumps({"Parameter": {"Value": "v"}}).encode())

    assert SSMExtensionProvider(port=extension.server_port).get("/my/name", decrypt=True) == "v"
    path, headers = extension.asked[0]
    assert path == "/systemsmanager/parameters/get?name=%2Fmy%2Fname&withDecryption=true"
    assert headers["X-Aws-Parameters-Secrets-Token"] == "token"


@pytest.mark.parametrize(
    ("answer", "value"), [({"SecretString": "s"}, "s"), ({"SecretBinary": "YWJj", "SecretString": None}, b"abc")]
)
def test_secrets_come_from_the_parameters_extension(extension, answer, value):
    extension.answer = (200, json.dumps(answer).encode())

    assert SecretsExtensionProvider(port=extension.server_port).get("db", VersionStage="AWSPENDING") == value
    assert extension.asked[0][0] == "/secretsmanager/get?secretId=db&versionStage=AWSPENDING"


@pytest.mark.parametrize("kind", [SSMExtensionProvider, SecretsExtensionProvider])
def test_a_refusal_is_an_error_that_says_what_to_look_at(extension, kind):
    extension.answer = (400, b"AccessDenied")

    with pytest.raises(GetParameterError, match=r"status 400.*layer attached"):
        kind(port=extension.server_port).get("n")


def test_without_the_extension_the_error_names_its_layer(extension):
    extension.shutdown()
    extension.server_close()

    with pytest.raises(GetParameterError, match="AWS-AppConfig-Extension layer"):
        AppConfigExtensionProvider(environment="e", application="a", port=extension.server_port).get("n")


def test_a_cold_function_that_reads_a_secret_through_the_extension_loads_no_boto3(extension):
    extension.answer = (200, b'{"SecretString": "s"}')
    code = f"""
import sys
from aws_lambda_powertools.utilities.parameters import SecretsExtensionProvider
assert SecretsExtensionProvider(port={extension.server_port}).get("db") == "s"
assert not {{"boto3", "botocore", "pydantic", "jmespath", "asyncio"}} & set(sys.modules), sorted(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
