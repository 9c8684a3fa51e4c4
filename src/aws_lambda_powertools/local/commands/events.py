"""`powertools events`: the events that the toolkit can make, and each of them as JSON."""

from __future__ import annotations

import inspect
import json
from typing import Any

import click

from aws_lambda_powertools.local._events import load_factory
from aws_lambda_powertools.local.decoding import json_text
from aws_lambda_powertools.local.decoding.json_text import as_list
from aws_lambda_powertools.local.errors import LocalError


@click.command("events", short_help="List the events by name, or print one.")
@click.argument("name", required=False)
@click.option(
    "--set", "changes", multiple=True, metavar="PATH=VALUE", help="Change a value, as detail.id=7; may be given often."
)
def command(name: str | None, changes: tuple[str, ...]) -> int:
    """Print the event NAME as JSON; without it, list all names."""
    if name is None:
        if changes:
            raise LocalError("--set changes one event; say which.", "powertools events sqs --set Records.0.body=hello")
        return _list()
    event = load_factory(name)
    for change in changes:
        _set(event, change)
    click.echo(json.dumps(event, indent=2, ensure_ascii=False))
    return 0


def _list() -> int:
    from aws_lambda_powertools.testing import events

    width = max(map(len, events.__all__))
    for name in events.__all__:
        summary = (inspect.getdoc(getattr(events, name)) or "").split("\n\n")[0].replace("\n", " ")
        click.echo(f"{name:{width}}  {summary}")
    return 0


def _set(event: Any, change: str) -> None:
    """Put a value at a path; what is JSON is taken as such, all else is text."""
    path, equals, text = change.partition("=")
    if not equals or not path:
        raise LocalError(f"{change!r} sets nothing.", "Write it as detail.id=7.")
    try:
        value = json_text.parse(text)
    except ValueError:
        value = text
    *parents, last = path.split(".")
    place = event
    for part in parents:
        place = _inside(place, part, path)
    if isinstance(place, list):
        _inside(as_list(place), last, path)
        place[int(last)] = value
    elif isinstance(place, dict):
        place[last] = value
    else:
        raise LocalError(f"There is nothing to set at {path!r}: it lies below {json.dumps(place)[:40]}.")


def _inside(place: Any, part: str, path: str) -> Any:
    try:
        return as_list(place)[int(part)] if isinstance(place, list) else place[part]
    except (KeyError, IndexError, ValueError, TypeError):
        raise LocalError(f"The event has no {part!r}, which {path!r} goes through.") from None
