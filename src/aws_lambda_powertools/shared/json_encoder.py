"""A JSON encoder that knows the objects users put into responses and events."""

from __future__ import annotations

import json
import math
from decimal import Decimal

from aws_lambda_powertools._core.plain import to_plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Encoder(json.JSONEncoder):
    """For `json.dumps(value, cls=Encoder)`: also takes decimals, dataclasses, pydantic models, sets, dates, UUIDs.

    Decimals become text, which keeps their digits; TypeError for objects without a natural form.
    """

    def default(self, o: Any) -> Any:
        """The object as data that JSON can hold."""
        if isinstance(o, Decimal) and o.is_nan():
            return math.nan
        return to_plain(o)
