"""What an order is, and which ones are taken."""

from __future__ import annotations

import uuid

from pydantic import BaseModel, Field


class OrderNotFoundError(Exception):
    """There is no order with this id."""


class Customer(BaseModel):
    name: str = Field(min_length=1, examples=["Ada Byron"])
    email: str = Field(pattern="^[^@ ]+@[^@ ]+$", examples=["ada@example.com"])


class Item(BaseModel):
    sku: str = Field(min_length=1, examples=["tea-assam"])
    quantity: int = Field(ge=1, strict=True)
    price: int = Field(ge=1, strict=True, description="In cents, for one of them")


class NewOrder(BaseModel):
    """An order as customers send it."""

    customer: Customer
    items: list[Item] = Field(min_length=1)
    card: str = Field(min_length=1, examples=["card-valid"])


class Order(NewOrder):
    """An order that was taken."""

    id: str = Field(default_factory=lambda: f"ord-{uuid.uuid4().hex[:8]}")

    @property
    def total(self) -> int:
        """In cents."""
        return sum(item.quantity * item.price for item in self.items)


class KnownOrder(BaseModel):
    """An order as customers see it: without the card."""

    id: str
    customer: Customer
    items: list[Item]
    total: int = Field(description="In cents")

    @classmethod
    def of(cls, order: Order) -> KnownOrder:
        return cls(id=order.id, customer=order.customer, items=order.items, total=order.total)


class PlacedOrder(BaseModel):
    id: str = Field(examples=["ord-03dd545d"])
    status: str = Field(examples=["placed"])
    total: int = Field(description="In cents")
