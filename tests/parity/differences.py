"""The differences from the public package that are meant, each with its reason and where that is written down."""

from __future__ import annotations

from compare import Intended

INTENDED: tuple[Intended, ...] = ()
