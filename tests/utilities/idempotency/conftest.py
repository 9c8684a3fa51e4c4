"""Stores to hold calls against, and one that counts what is asked of it."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.utilities.idempotency import InMemoryPersistenceLayer


class CountingLayer(InMemoryPersistenceLayer):
    """Notes which of its four operations were used, and fails those that are told to."""

    def __init__(self):
        super().__init__()
        self.calls = []
        self.failing = {}

    def _noted(self, name):
        self.calls.append(name)
        if name in self.failing:
            raise self.failing[name]

    def _put_record(self, data_record):
        self._noted("put")
        super()._put_record(data_record)

    def _get_record(self, idempotency_key):
        self._noted("get")
        return super()._get_record(idempotency_key)

    def _update_record(self, data_record):
        self._noted("update")
        super()._update_record(data_record)

    def _delete_record(self, data_record):
        self._noted("delete")
        super()._delete_record(data_record)

    @property
    def records(self):
        """What the table holds, as plain values by key."""
        return {place[0]: self.table.get(place[0]) for place in self.table._items}


@pytest.fixture
def store():
    return CountingLayer()
