from aws_lambda_powertools.testing import InMemoryFeatureFlagStore
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags


def test_a_flag_is_turned():
    store = InMemoryFeatureFlagStore()
    flags = FeatureFlags(store=store)

    assert flags.evaluate(name="new_checkout", default=False) is False
    store.turn("new_checkout", True)
    assert flags.evaluate(name="new_checkout", default=False) is True
