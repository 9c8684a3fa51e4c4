"""What it costs to erase personal data."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MASK = "*****"
FIELDS = {f"field_{number}": f"value {number}" for number in range(97)}
CUSTOMER = {**FIELDS, "email": "ann@example.com", "phone": "555-0100", "address": {"street": "1 Main St", "zip": "1"}}
ORDERS = {"orders": [{"id": f"o-{number}", "email": "ann@example.com", "amount": 12.5} for number in range(1000)]}


@hot("data_masking.erase.3_of_100", check=gives({**CUSTOMER, **dict.fromkeys(("email", "phone", "address"), MASK)}))
def three_of_hundred() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.data_masking import DataMasking

    return partial(DataMasking().erase, CUSTOMER, fields=["email", "phone", "address"])


@hot("data_masking.erase.list_1000", check=gives({"orders": [{**order, "email": MASK} for order in ORDERS["orders"]]}))
def list_of_thousand() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.data_masking import DataMasking

    return partial(DataMasking().erase, ORDERS, fields=["orders[*].email"])


@hot("data_masking.erase.whole", check=gives(MASK))
def whole() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.data_masking import DataMasking

    return partial(DataMasking().erase, CUSTOMER)


@cold("data_masking", check=gives({"email": MASK, "id": 7}))
def first_erasure() -> Any:
    from aws_lambda_powertools.utilities.data_masking import DataMasking

    return DataMasking().erase({"email": "ann@example.com", "id": 7}, fields=["email"])
