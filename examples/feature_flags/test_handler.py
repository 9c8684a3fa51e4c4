from typing import Any

from aws_lambda_powertools.testing import InMemoryFeatureFlagStore
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags


def greeting(flags: FeatureFlags) -> Any:
    return "Servus" if flags.get_boolean(name="local_words", default=False) else "Hello"


def test_the_greeting_goes_by_the_flag():
    store = InMemoryFeatureFlagStore()
    store.turn("local_words", True)
    assert greeting(FeatureFlags(store)) == "Servus"
    store.turn("local_words", False)
    assert greeting(FeatureFlags(store)) == "Hello"
