"""The function under test and the environment that Lambda would give it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from aws_lambda_powertools.local._handler_path import HandlerPath
from aws_lambda_powertools.local.errors import LocalError

ACCOUNT = "123456789012"
DEFAULT_REGION = "us-east-1"
DEFAULT_TIMEOUT = 30.0
DEFAULT_MEMORY = 128
LONGEST_TIMEOUT = 900.0
MEMORY_RANGE = (128, 10_240)

# Any of these means that the shell already says which account to use.
_CREDENTIALS = (
    "AWS_ACCESS_KEY_ID",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
)
_DUMMY_CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "local-access-key",
    "AWS_SECRET_ACCESS_KEY": "local-secret-key",
    "AWS_SESSION_TOKEN": "local-session-token",
}
# They belong to other emulators or to the developer's own Python, and would change how the function behaves.
_NOT_INHERITED = (
    "AWS_SAM_LOCAL",
    "AWS_CHALICE_CLI_MODE",
    "AWS_LAMBDA_MAX_CONCURRENCY",
    "_LAMBDA_TELEMETRY_LOG_FD",
    "_X_AMZN_TRACE_ID",
    "PYTHONSAFEPATH",
)


@dataclass(frozen=True, slots=True)
class Function:
    """What is run, and under which settings of the function.

    `environment` is added last and wins; `timeout` is in seconds, `memory` in megabytes (told to the function,
    compared with what it used, not enforced); `interpreter` is the Python that has awslambdaric installed.
    """

    handler: HandlerPath
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    timeout: float = DEFAULT_TIMEOUT
    memory: int = DEFAULT_MEMORY
    interpreter: str = sys.executable

    def __post_init__(self) -> None:
        if not 0 < self.timeout <= LONGEST_TIMEOUT:
            raise LocalError(f"The timeout {self.timeout} is not between 0 and {LONGEST_TIMEOUT:.0f} seconds.")
        if not MEMORY_RANGE[0] <= self.memory <= MEMORY_RANGE[1]:
            raise LocalError(f"The memory {self.memory} is not between {MEMORY_RANGE[0]} and {MEMORY_RANGE[1]} MB.")

    @property
    def name(self) -> str:
        """AWS_LAMBDA_FUNCTION_NAME: as set, else the name of the directory."""
        given = self.environment.get("AWS_LAMBDA_FUNCTION_NAME")
        return (
            given or re.sub(r"[^A-Za-z0-9_-]+", "-", os.path.basename(self.handler.root)).strip("-")[:64] or "function"
        )

    @property
    def region(self) -> str:
        """AWS_REGION: as set, else the shell's, else us-east-1."""
        for source in (self.environment, os.environ):
            for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
                if source.get(name):
                    return source[name]
        return DEFAULT_REGION

    @property
    def arn(self) -> str:
        """The ARN under which it is invoked."""
        return f"arn:aws:lambda:{self.region}:{ACCOUNT}:function:{self.name}"


def environment_of(
    function: Function, *, runtime_api: str, xray_daemon: str, python: str, log_stream: str, shell: Mapping[str, str]
) -> dict[str, str]:
    """All environment variables of the runtime process.

    The shell's come first, since a function may need PATH, HOME or a database's address; Lambda's own win over
    them, and those chosen for the function over both, apart from the two addresses without which nothing works.
    """
    environment = {name: value for name, value in shell.items() if name not in _NOT_INHERITED}
    if not any(shell.get(name) or function.environment.get(name) for name in _CREDENTIALS):
        environment.update(_DUMMY_CREDENTIALS)
    environment.setdefault("LANG", "en_US.UTF-8")
    daemon_host, _, daemon_port = xray_daemon.rpartition(":")
    environment.update(
        {
            "_HANDLER": function.handler.lambda_name,
            "_AWS_XRAY_DAEMON_ADDRESS": daemon_host,
            "_AWS_XRAY_DAEMON_PORT": daemon_port,
            "AWS_DEFAULT_REGION": function.region,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_python{python}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": "Text",
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{function.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
            "AWS_REGION": function.region,
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "LAMBDA_TASK_ROOT": function.handler.root,
            "TZ": ":UTC",
            **function.environment,
            "AWS_LAMBDA_RUNTIME_API": runtime_api,
            "AWS_XRAY_DAEMON_ADDRESS": xray_daemon,
        }
    )
    if "PYTHONPATH" in environment:
        environment["PYTHONPATH"] = _absolute(environment["PYTHONPATH"])
    return environment


def _absolute(search_path: str) -> str:
    """A search path that means the same in the task root as where it was written."""
    return os.pathsep.join(os.path.abspath(part) for part in search_path.split(os.pathsep) if part)
