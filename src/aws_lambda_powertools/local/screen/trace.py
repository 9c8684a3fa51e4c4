"""A trace for a terminal: the waterfall."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from aws_lambda_powertools.local.decoding.json_text import as_object
from aws_lambda_powertools.local.decoding.traces import TraceNode, walk
from aws_lambda_powertools.local.screen.words import compact, cut, duration, visible

_BAR = "━"
_NAME_WIDTH = (24, 44)
_BAR_WIDTH = (16, 40)
_DURATION_WIDTH = 8
_DETAILS_WIDTH = 36
_DEEPEST = 20
_COLOURS = {"aws": "yellow", "remote": "magenta"}


def waterfall(roots: Sequence[TraceNode], width: int) -> Table:
    """The nodes with bars on one time axis; times of nodes that still run end at the axis's end."""
    nodes = list(walk(roots))
    began = min(node.start for _, node in nodes)
    ended = max(node.start if node.end is None else node.end for _, node in nodes)
    names = [Text(_indent(depth) + visible(node.name), _name_style(node)) for depth, node in nodes]
    name_width = _between(max(len(name) for name in names), _NAME_WIDTH)
    bar_width = _between(width - name_width - _DURATION_WIDTH - _DETAILS_WIDTH - 3, _BAR_WIDTH)
    details_width = max(8, width - name_width - bar_width - _DURATION_WIDTH - 3)
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=name_width, no_wrap=True, overflow="ellipsis")
    table.add_column(width=bar_width, no_wrap=True)
    table.add_column(width=_DURATION_WIDTH, no_wrap=True, justify="right", style="dim")
    table.add_column(overflow="fold", width=details_width)
    for name, (_, node) in zip(names, nodes, strict=True):
        table.add_row(name, _bar(node, began, ended, bar_width), _took(node), _details(node))
    return table


def _indent(depth: int) -> str:
    return "  " * min(depth, _DEEPEST)


def _between(value: int, limits: tuple[int, int]) -> int:
    return max(limits[0], min(limits[1], value))


def _colour(node: TraceNode) -> str:
    if node.fault:
        return "red"
    if node.error or node.throttle:
        return "yellow"
    return _COLOURS.get(node.namespace, "cyan")


def _name_style(node: TraceNode) -> str:
    return "red" if node.fault else ""


def _bar(node: TraceNode, began: float, ended: float, width: int) -> Text:
    """The node's time on the axis, at least one cell long."""
    axis = max(ended - began, 1e-9)
    end = ended if node.end is None else node.end
    first = min(width - 1, max(0, int((node.start - began) / axis * width)))
    last = min(width, max(first + 1, round((end - began) / axis * width)))
    bar = Text(" " * first)
    bar.append(_BAR * (last - first), _colour(node))
    return bar


def _took(node: TraceNode) -> str:
    return "…" if node.end is None else duration(node.seconds * 1000)


def _details(node: TraceNode) -> Text:
    """What is worth knowing besides the time: faults first, then what was annotated."""
    text = Text()
    for word, style in (("fault", "bold red"), ("error", "yellow"), ("throttle", "yellow")):
        if getattr(node, word):
            text.append(f"{word} ", style)
    if node.end is None:
        text.append("in progress ", "yellow")
    for error in node.errors[:1]:
        text.append(cut(f"{visible(error.type)}: {visible(error.message)}", 120), "red")
        text.append(" ")
    for fact in _facts(node):
        text.append(f"{fact} ", "dim")
    for key, value in node.annotations.items():
        text.append(f"{visible(key)}=", "dim")
        text.append(f"{compact(value, 40)} ")
    return text


def _facts(node: TraceNode) -> list[str]:
    """Operation of an AWS call, method and status of an HTTP call."""
    aws, http = as_object(node.document.get("aws")), as_object(node.document.get("http"))
    values = [
        aws.get("operation"),
        as_object(http.get("request")).get("method"),
        as_object(http.get("response")).get("status"),
    ]
    return [visible(str(value)) for value in values if isinstance(value, (str, int))]
