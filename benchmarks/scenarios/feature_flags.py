"""What it costs to evaluate a feature flag."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def configuration(rules: int) -> dict[str, Any]:
    """One flag with so many rules, of which each matches another tenant."""
    return {
        "premium": {
            "default": False,
            "rules": {
                f"tenant {number}": {
                    "when_match": True,
                    "conditions": [{"action": "EQUALS", "key": "tenant", "value": f"t-{number}"}],
                }
                for number in range(rules)
            },
        }
    }


def flags(rules: int) -> Any:
    from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, StoreProvider

    class Store(StoreProvider):
        flags = configuration(rules)

        @property
        def get_raw_configuration(self) -> dict[str, Any]:
            return self.flags

        def get_configuration(self) -> dict[str, Any]:
            return self.flags

    return FeatureFlags(store=Store())


def evaluation(rules: int) -> Callable[[], Any]:
    return partial(flags(rules).evaluate, name="premium", context={"tenant": f"t-{rules - 1}"}, default=False)


@hot("feature_flags.evaluate.1_rule", check=gives(True))
def one_rule() -> Callable[[], Any]:
    return evaluation(1)


@hot("feature_flags.evaluate.50_rules", check=gives(True))
def fifty_rules() -> Callable[[], Any]:
    return evaluation(50)


@hot("feature_flags.get_enabled_features.50_rules", check=gives(["premium"]))
def enabled() -> Callable[[], Any]:
    return partial(flags(50).get_enabled_features, context={"tenant": "t-49"})


@cold("feature_flags.memory_store", check=gives(True))
def memory_store() -> Any:
    return evaluation(1)()


@cold("feature_flags", check=gives(False))
def names_of_all_stores() -> Any:
    """The store of AWS is named, as a module of a function does, and made when the first request wants it."""
    from aws_lambda_powertools.utilities import feature_flags

    return flags(1).evaluate(name="premium", context={"tenant": feature_flags.__name__}, default=True)
