"""`powertools dev`: a function behind a local HTTP server, with a console that shows what it does."""

from __future__ import annotations

import ast
import errno
import json
import os
import socket
import sys
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import click

from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools.local._ending import ending_on_sigterm
from aws_lambda_powertools.local._events import parse_event
from aws_lambda_powertools.local._function import DEFAULT_MEMORY, DEFAULT_TIMEOUT, Function
from aws_lambda_powertools.local._handler_path import HandlerPath, parse_handler
from aws_lambda_powertools.local.env_files import parse_assignments, read_env_file
from aws_lambda_powertools.local.errors import USAGE, LocalError

FRONT_NAMES = ("rest", "http", "alb", "function-url", "lattice")
DEFAULT_PORT = 3000

_PACKAGES = ("starlette", "uvicorn", "watchfiles")


@click.command("dev", short_help="Serve a function over HTTP, with a console.")
@click.argument("handler")
@click.option(
    "-p",
    "--port",
    type=click.IntRange(0, 65535),
    default=DEFAULT_PORT,
    show_default=True,
    help="Port of the server; 0 for one that is free.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address of the server; others can reach 0.0.0.0.")
@click.option(
    "--front",
    "front_name",
    type=click.Choice(FRONT_NAMES),
    default="rest",
    show_default=True,
    help="What brings the requests: it decides the form of events and answers.",
)
@click.option(
    "--route",
    "routes",
    multiple=True,
    metavar="PATH",
    help="Route that the API declares, as /orders/{id}; may be given several times. Without it, one takes all.",
)
@click.option("--stage", default="", metavar="NAME", help="Stage of the API.")
@click.option(
    "--claims",
    "claims_source",
    default="",
    metavar="JSON|FILE",
    help="Claims that an authorizer has found in the token.",
)
@click.option("--no-reload", is_flag=True, help="Do not load the function anew when a file changes.")
@click.option("--env", "assignments", multiple=True, metavar="KEY=VALUE", help="Environment variable of the function.")
@click.option("--env-file", "env_files", multiple=True, metavar="FILE", help="File with KEY=VALUE lines.")
@click.option(
    "--timeout",
    type=float,
    default=DEFAULT_TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Timeout of the function.",
)
@click.option(
    "--memory", type=int, default=DEFAULT_MEMORY, show_default=True, metavar="MB", help="Memory of the function."
)
@click.option(
    "--python",
    "interpreter",
    default=sys.executable,
    metavar="PATH",
    help="Python that runs the function; needs awslambdaric. Default: this one.",
)
@click.option("--logs", is_flag=True, help="Print what each invocation emits, too, as `powertools run` does.")
def command(
    handler: str,
    port: int,
    host: str,
    front_name: str,
    routes: tuple[str, ...],
    stage: str,
    claims_source: str,
    no_reload: bool,
    assignments: tuple[str, ...],
    env_files: tuple[str, ...],
    timeout: float,  # Lambda's word
    memory: int,
    interpreter: str,
    logs: bool,
) -> int:
    """Serve HANDLER over HTTP on this machine: each request becomes the event of a front, each response its answer.

    HANDLER is app.py:lambda_handler, package.module:lambda_handler, or app.lambda_handler as in Lambda's settings.
    The console is at /_powertools/. When a Python file below the handler's directory changes, the function is loaded
    anew. Ctrl-C ends it.
    """
    for package in _PACKAGES:
        require(package, extra="local", wanted_by="powertools dev")
    from aws_lambda_powertools.local.dev.fronts import Settings, front_named
    from aws_lambda_powertools.local.dev.serving import Plan, serve

    path = parse_handler(handler)

    def make_function() -> Function:
        environment: dict[str, str] = {}
        for file in env_files:
            environment.update(read_env_file(file))
        environment.update(parse_assignments(assignments))
        return Function(path, environment, timeout, memory, interpreter)

    settings = Settings(stage, _claims(claims_source), tuple(map(_route, routes)))
    plan = Plan(
        make_function=make_function,
        front=front_named(front_name, settings),
        settings=settings,
        host=host,
        listener=_listening(host, port),
        swagger=_swagger_of(path),
        watched=() if no_reload else (path.root, *env_files),
        logs=logs,
    )
    with plan.listener, ending_on_sigterm():
        return serve(plan)


def _listening(host: str, port: int) -> socket.socket:
    """The server's socket; that it can't be had is said before anything else begins."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise _not_listening(host, port, error) from error
    return listener


def _not_listening(host: str, port: int, error: OSError) -> LocalError:
    if error.errno == errno.EADDRINUSE:
        return LocalError(f"Port {port} is taken.", f"Is another one running? Take another: --port {port + 1}")
    if error.errno == errno.EACCES:
        return LocalError(
            f"Port {port} is not for everybody.", "Ports below 1024 belong to the system; try --port 3000"
        )
    reason = error.strerror or str(error)
    return LocalError(f"The server can't listen on {host}: {reason}.", "Without --host it listens on 127.0.0.1.")


def _claims(source: str) -> Mapping[str, Any] | None:
    """The claims that were given as JSON, or stand in a file."""
    if not source:
        return None
    if source.lstrip().startswith("{"):
        claims = parse_event(source.encode(), "--claims")
    elif os.path.isfile(source):
        with open(source, "rb") as file:
            claims = parse_event(file.read(), source)
    else:
        raise LocalError(
            f"There is no file {source!r} with claims.", 'Or give them as JSON: --claims \'{"sub": "jo"}\''
        )
    if not isinstance(claims, dict):
        raise LocalError(f"The claims are no JSON object, but {json.dumps(claims)[:40]}.", "", USAGE)
    return claims  # pyright: ignore[reportUnknownVariableType]  # JSON


def _route(text: str) -> str:
    """`/orders/{id}`; a method before it, as routes of HTTP APIs have it, makes no difference here."""
    route = text.rpartition(" ")[2]
    if not route.startswith("/"):
        raise LocalError(f"The route {text!r} does not begin with a slash.", "Write it as /orders/{id}.")
    return route


def _swagger_of(path: HandlerPath) -> str:
    """Where the app has its Swagger page, as far as its source says: nothing of it is executed."""
    try:
        with open(path.file or "", "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "enable_swagger":
            given = [word.value for word in node.keywords if word.arg == "path"]
            value = given[0].value if given and isinstance(given[0], ast.Constant) else "/swagger"
            return quote(value) if isinstance(value, str) else ""
    return ""
