"""What the metadata endpoint said.

In a file of its own: dataclasses cost an import, and that is due when somebody asks for metadata.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _no_answer() -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class LambdaMetadata:
    """Where the function runs; every fact is None where there is no endpoint to ask."""

    availability_zone_id: str | None = None
    """Identifier of the availability zone, the same in all accounts: `use1-az1`."""

    _raw: dict[str, Any] = field(default_factory=_no_answer, repr=False, compare=False)
