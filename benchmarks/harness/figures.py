"""What several interleaved rounds say together: medians, ratios, their spread."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Comparison:
    """One quantity of both packages. The ratio is the median of the rounds' own ratios: noise that lasts longer
    than a round hits both sides of it and cancels out."""

    public: float | None
    ours: float | None
    ratio: float | None
    lowest: float | None
    highest: float | None


def compare(public: Sequence[float], ours: Sequence[float]) -> Comparison:
    """Compares the values of two packages, round by round. A side without values leaves its figures empty."""
    ratios = [b / a for a, b in zip(public, ours, strict=False) if a > 0]
    return Comparison(
        public=median(public) if public else None,
        ours=median(ours) if ours else None,
        ratio=median(ratios) if ratios else None,
        lowest=min(ratios, default=None),
        highest=max(ratios, default=None),
    )
