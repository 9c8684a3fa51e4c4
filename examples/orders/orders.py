"""What an order is, and which ones are taken."""

from __future__ import annotations

import json
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any


class InvalidOrderError(Exception):
    """The order can't be taken; the message says why."""


class OrderNotFoundError(Exception):
    """There is no order with this id."""


@dataclass
class Order:
    customer: dict[str, str]
    items: list[dict[str, Any]]
    card: str
    id: str = field(default_factory=lambda: f"ord-{uuid.uuid4().hex[:8]}")

    @property
    def total(self) -> int:
        """In cents."""
        return sum(item["quantity"] * item["price"] for item in self.items)

    def for_customers(self) -> dict[str, Any]:
        order = asdict(self)
        del order["card"]
        return {**order, "total": self.total}


def order_from(body: str | None) -> Order:
    """The order in the body of a request; InvalidOrderError names what is missing or wrong."""
    try:
        data = json.loads(body or "")
    except json.JSONDecodeError as error:
        raise InvalidOrderError("the body is not JSON") from error
    if not isinstance(data, dict):
        raise InvalidOrderError("the body is not an object")
    customer, items, card = data.get("customer"), data.get("items"), data.get("card")
    if not isinstance(customer, dict) or "@" not in str(customer.get("email", "")):
        raise InvalidOrderError("customer.email is not an e-mail address")
    if not isinstance(items, list) or not items:
        raise InvalidOrderError("items is empty")
    for position, item in enumerate(items):
        check_item(item, f"items[{position}]")
    if not isinstance(card, str) or not card:
        raise InvalidOrderError("card is missing")
    return Order(customer, items, card)


def check_item(item: Any, place: str) -> None:
    if not isinstance(item, dict) or not item.get("sku"):
        raise InvalidOrderError(f"{place}.sku is missing")
    for name in ("quantity", "price"):
        if not isinstance(item.get(name), int) or item[name] < 1:
            raise InvalidOrderError(f"{place}.{name} must be at least 1, not {item.get(name)!r}")
