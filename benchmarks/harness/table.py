"""How results are shown: aligned columns on a terminal, pipes in a page."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def as_text(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for a terminal. The first column is words, all others are aligned to the right."""
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    return "\n".join(_line(row, widths) for row in [head, ["-" * width for width in widths], *rows])


def as_markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The same table for a page."""
    separator = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, separator, *rows])


def figure(value: float | None) -> str:
    """A number with three digits that count: `0.0312`, `4.56`, `1,235`. Nothing is `-`."""
    if value is None:
        return "-"
    if abs(value) >= 100:  # noqa: PLR2004  (three digits that count)
        return f"{value:,.0f}"
    return f"{value:#.3g}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    return "  ".join([first, *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))]).rstrip()
