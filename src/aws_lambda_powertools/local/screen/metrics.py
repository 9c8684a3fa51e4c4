"""Metrics for a terminal: one row for each name and set of dimensions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table
from rich.text import Text

from aws_lambda_powertools.local.decoding.metrics import Metric, MetricTotal, totals
from aws_lambda_powertools.local.screen.words import cut, number, visible

_MOST_SHOWN = 5


def metrics_table(metrics: Iterable[Metric]) -> Table:
    """A table of all values, joined by namespace, name, unit and dimensions."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", show_edge=False, pad_edge=False)
    table.add_column("namespace", style="dim", no_wrap=True)
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", style="bold", no_wrap=True)
    table.add_column("unit", style="dim", no_wrap=True)
    table.add_column("values", no_wrap=True, style="dim")
    table.add_column("dimensions", overflow="fold")
    namespace = None
    for total in totals(metrics):
        table.add_row(
            visible(total.namespace) if total.namespace != namespace else "",
            visible(total.name),
            number(total.sum),
            visible(total.unit),
            _values(total.values),
            _dimensions(total),
        )
        namespace = total.namespace
    if not any(len(total.values) > 1 for total in totals(metrics)):
        table.columns.pop(4)
    return table


def _values(values: Sequence[float]) -> str:
    if len(values) == 1:
        return ""
    if len(set(values)) == 1:
        return f"{len(values)} x {number(values[0])}"
    if len(values) <= _MOST_SHOWN:
        return " + ".join(map(number, values))
    return f"{len(values)} from {number(min(values))} to {number(max(values))}"


def _dimensions(total: MetricTotal) -> Text:
    text = Text()
    for name, value in total.dimensions.items():
        text.append(f"{visible(name)}=", "dim")
        text.append(f"{cut(visible(value), 60)}  ")
    return text
