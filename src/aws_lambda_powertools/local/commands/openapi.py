"""`powertools openapi`: the OpenAPI document of an app, written at build time or held against the one that is kept."""

from __future__ import annotations

import difflib
import json
import os
import sys
from importlib import import_module
from types import ModuleType
from typing import Any

import click

from aws_lambda_powertools.local._handler_path import HandlerPath, parse_handler
from aws_lambda_powertools.local.errors import FAILED, USAGE, LocalError

MOST_LINES = 40
"""Of a difference so much is shown."""


@click.command("openapi", short_help="Write the OpenAPI document of an app.")
@click.argument("app")
@click.option("-o", "--output", metavar="FILE", help="Write the document here; without it, to standard output.")
@click.option("--check", "kept", metavar="FILE", help="Write nothing; exit with 1 when this file is not the document.")
def command(app: str, output: str | None, kept: str | None) -> int:
    """Write the OpenAPI document of APP as JSON.

    APP is app.py:app or package.module:app: a resolver of the event handler, or an OpenAPIMerge of several. Its module
    is imported for it. With --check the exit status is 1 when the file is stale.
    """
    if output and kept:
        raise LocalError("--output and --check exclude each other.", "Check in the build, write when it fails.")
    document = f"{_document_of(parse_handler(app))}\n"
    if kept:
        return _check(kept, document, app)
    if output:
        with open(output, "w", encoding="utf-8") as file:
            file.write(document)
        return 0
    click.echo(document, nl=False)
    return 0


def _document_of(path: HandlerPath) -> str:
    app = _imported(path)
    write = getattr(app, "get_openapi_json_schema", None)
    if write is None:
        raise LocalError(
            f"{path.attribute} in {path.module} is {_article(type(app).__name__)}, which has no OpenAPI document.",
            "Name the resolver, as in app.py:app.",
        )
    text: str = app.get_openapi_merge_json_schema() if getattr(app, "_openapi_merge", None) is not None else write()
    return text


def _imported(path: HandlerPath) -> Any:
    sys.path.insert(0, path.root)
    try:
        module = import_module(path.module.replace("/", "."))
    except ModuleNotFoundError as error:
        if error.name is not None and f"{path.module}.".startswith(f"{error.name}."):
            raise LocalError(f"There is no module {path.module!r} in {path.root}.") from None
        raise LocalError(f"{path.module} could not be imported: {error}.", "Install what it needs.", USAGE) from error
    except Exception as error:
        raise LocalError(f"{path.module} could not be imported: {type(error).__name__}: {error}", "", FAILED) from error
    try:
        return getattr(module, path.attribute)
    except AttributeError:
        raise LocalError(f"{path.module} has no {path.attribute!r}.", f"It has {_apps_in(module)}.") from None


def _apps_in(module: ModuleType) -> str:
    names = [
        name
        for name, value in vars(module).items()
        if not isinstance(value, type) and hasattr(value, "get_openapi_json_schema")
    ]
    return ", ".join(names) or "no app at all"


def _article(name: str) -> str:
    return f"an {name}" if name[:1].lower() in "aeiou" else f"a {name}"


def _check(kept: str, document: str, app: str) -> int:
    """0 when the file says the same, in whatever layout; else 1, with the difference."""
    hint = f"Write it with: powertools openapi {app} -o {kept}"
    if not os.path.isfile(kept):
        raise LocalError(f"There is no file {kept!r}.", hint, FAILED)
    with open(kept, encoding="utf-8") as file:
        text = file.read()
    try:
        known = json.loads(text)
    except ValueError as error:
        raise LocalError(f"{kept!r} is no JSON: {error}.", hint, FAILED) from error
    current = json.loads(document)
    if known == current:
        return 0
    before, after = (json.dumps(one, indent=2, sort_keys=True).splitlines() for one in (known, current))
    lines = list(difflib.unified_diff(before, after, kept, "now", lineterm=""))
    click.echo("\n".join(lines[:MOST_LINES]))
    raise LocalError(f"{kept!r} is stale.", hint, FAILED)
