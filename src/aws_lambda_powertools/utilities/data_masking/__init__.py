"""Data masking: erase, pseudonymize, or encrypt personal and secret data before it goes anywhere.

DataMasking().erase(order, fields=["customer.email", "cards[*].number"])
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.data_masking.base import DataMasking as DataMasking

__getattr__, __dir__, __all__ = lazy_exports(
    __name__, {".base": ["DataMasking"], ".constants": [], ".exceptions": [], ".provider": []}
)
