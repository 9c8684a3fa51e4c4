"""The command `powertools`: what it can do, and how it says that something is wrong.

A command is one file in `commands`, with a `command` in it, imported when it is used. A new one is a new row here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from aws_lambda_powertools._core.errors import MissingDependencyError
from aws_lambda_powertools._core.optional import require
from aws_lambda_powertools._core.version import __version__
from aws_lambda_powertools.local.errors import INTERRUPTED, USAGE, LocalError

if TYPE_CHECKING:
    import click

COMMANDS = {
    "run": "Run a function in the real Lambda runtime and show what it did.",
    "dev": "Serve a function over HTTP on this machine, with a console that shows what it does.",
    "logs": "Print JSON log lines for people.",
    "events": "List the events by name, or print one.",
    "flags": "Check a configuration of feature flags.",
    "layer": "Build a Lambda layer with this toolkit and what its extras need.",
    "openapi": "Write the OpenAPI document of an app, or check the one that is kept.",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 done, 1 the function failed, 2 wrong usage, 130 interrupted."""
    try:
        require("click", extra="local", wanted_by="The command powertools")
        require("rich", extra="local", wanted_by="The command powertools")
        return _run(arguments)
    except LocalError as error:
        return _say(error.sentence, error.hint, error.status)
    except MissingDependencyError as error:
        return _say(str(error))
    except KeyboardInterrupt:
        return _say("Interrupted.", status=INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has seen enough; Python must not complain when it flushes the rest at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(arguments: Sequence[str] | None) -> int:
    import click

    try:
        status = _group().main(args=arguments, prog_name="powertools", standalone_mode=False)
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return status if isinstance(status, int) else 0


def _group() -> click.Group:
    import click

    class Commands(click.Group):
        """Knows its commands by the table; imports the one that is used."""

        def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
            return list(COMMANDS)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
            if cmd_name not in COMMANDS:
                return None
            command: click.Command = import_module(f"aws_lambda_powertools.local.commands.{cmd_name}").command
            return command

        def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
            with formatter.section("Commands"):
                formatter.write_dl(list(COMMANDS.items()))

    group = Commands(
        "powertools",
        help="Run, inspect and package Lambda functions on this machine.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    return click.version_option(__version__, prog_name="powertools", message="%(prog)s %(version)s")(group)


def _say(sentence: str, hint: str = "", status: int = USAGE) -> int:
    lines = [sentence if status == INTERRUPTED else f"Error: {sentence}"]
    if hint:
        lines.append(f"  {hint}")
    sys.stderr.write("\n".join([*lines, ""]))
    return status
