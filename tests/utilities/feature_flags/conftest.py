"""Stores as users write them, and configurations in few words."""

from __future__ import annotations

import pytest

from aws_lambda_powertools._core import clock, notices
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, StoreProvider


class UsersStore(StoreProvider):
    """What a user derives: gives the one object that it has, or raises what it was told to."""

    def __init__(self, configuration):
        self.configuration = configuration

    @property
    def get_raw_configuration(self):
        return self.configuration

    def get_configuration(self):
        if isinstance(self.configuration, Exception):
            raise self.configuration
        return self.configuration


def when(action, key, value):
    return {"action": action, "key": key, "value": value}


def flag(*conditions, default=False, when_match=True, **more):
    return {"default": default, **more, "rules": {"rule": {"when_match": when_match, "conditions": list(conditions)}}}


@pytest.fixture(autouse=True)
def _fresh():
    notices.forget()
    yield
    clock.unfreeze()


@pytest.fixture
def flags_of():
    return lambda configuration, **options: FeatureFlags(UsersStore(configuration), **options)


@pytest.fixture
def words():
    class Words:
        pass

    Words.when, Words.flag, Words.UsersStore = staticmethod(when), staticmethod(flag), UsersStore
    return Words
