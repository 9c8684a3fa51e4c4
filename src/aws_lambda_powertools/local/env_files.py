"""Environment variables from a command line: `--env KEY=VALUE` and files of such lines."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aws_lambda_powertools.local.errors import LocalError

_NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_COMMENT = re.compile(r"\s+#.*$")
_QUOTES = ("'", '"')
_ESCAPES = {"\\n": "\n", "\\t": "\t", '\\"': '"', "\\\\": "\\"}


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """The variables that `KEY=VALUE` texts set."""
    variables: dict[str, str] = {}
    for assignment in assignments:
        name, equals, value = assignment.partition("=")
        if not equals or not _NAME.match(name):
            raise LocalError(f"{assignment!r} sets no environment variable.", "Write it as --env NAME=value.")
        variables[name] = _checked(name, value)
    return variables


def read_env_file(path: str) -> dict[str, str]:
    """The variables of a file: `KEY=VALUE` lines, with `export`, quotes and `#` comments as a shell has them."""
    try:
        with open(path, encoding="utf-8-sig") as file:
            lines = file.read().splitlines()
    except FileNotFoundError as error:
        raise LocalError(f"There is no environment file {path!r}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise LocalError(f"The environment file {path!r} can't be read: {error}.") from error
    variables: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip().removeprefix("export ").strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not _NAME.match(name):
            raise LocalError(f"Line {number} of {path} sets no environment variable: {line.strip()!r}.")
        variables[name] = _checked(name, _unquoted(value.strip()))
    return variables


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in _QUOTES and (end := value.rfind(quote)) > 0:
        inner = value[1:end]
        return inner if quote == "'" else re.sub(r'\\[nt"\\]', lambda found: _ESCAPES[found[0]], inner)
    return _COMMENT.sub("", value)


def _checked(name: str, value: str) -> str:
    if "\0" in value:
        raise LocalError(f"The value of {name} holds a NUL character, which no environment variable can.")
    return value
