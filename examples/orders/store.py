"""Where orders are kept: a SQLite file, so that the example needs no account."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing

from orders import Order, OrderNotFoundError


class OrderStore:
    def __init__(self) -> None:
        self.path = os.environ.get("ORDERS_DATABASE") or os.path.join(tempfile.gettempdir(), "orders.sqlite")
        self.create_table()

    def create_table(self) -> None:
        with closing(self.connect()) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, document TEXT NOT NULL)")

    def connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=5)

    def put(self, order: Order) -> None:
        with closing(self.connect()) as database, database:
            database.execute("INSERT INTO orders VALUES (?, ?)", (order.id, order.model_dump_json()))

    def get(self, order_id: str) -> Order:
        with closing(self.connect()) as database:
            row = database.execute("SELECT document FROM orders WHERE id = ?", (order_id,)).fetchone()
        if row is None:
            raise OrderNotFoundError(f"There is no order {order_id!r}.")
        return Order.model_validate_json(row[0])

    def newest(self, count: int) -> list[Order]:
        with closing(self.connect()) as database:
            rows = database.execute("SELECT document FROM orders ORDER BY rowid DESC LIMIT ?", (count,)).fetchall()
        return [Order.model_validate_json(document) for (document,) in rows]
