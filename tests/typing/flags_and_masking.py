"""User code with feature flags and data masking, and what type checkers know of it; `api.py` says how this is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.provider import BaseProvider
from aws_lambda_powertools.utilities.feature_flags import (
    AppConfigStore,
    Evaluation,
    FeatureFlags,
    FileStore,
    LayeredStore,
    StoreProvider,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


class Mine(StoreProvider):
    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        return {}

    def get_configuration(self) -> dict[str, Any]:
        return self.get_raw_configuration


flags = FeatureFlags(store=LayeredStore(FileStore("flags.json"), Mine()))


def from_app_config() -> FeatureFlags:
    return FeatureFlags(store=AppConfigStore(environment="prod", application="shop", name="flags"))


@flags.validation_exception_handler(TypeError)
def doubtful(error: TypeError) -> bool:
    return not error.args


def evaluate(context: dict[str, Any]) -> None:
    assert_type(flags.evaluate(name="f", context=context, default=False), Any)
    assert_type(flags.get_enabled_features(context=context), list[str])
    assert_type(flags.evaluate_detailed(name="f", default=None), Evaluation)
    assert_type(flags.get_boolean(name="f", default=False), bool)
    assert_type(flags.get_string(name="f", default=""), str)
    assert_type(flags.get_integer(name="f", default=0), int)
    assert_type(flags.get_float(name="f", default=0.5), float)
    assert_type(doubtful(TypeError()), bool)
    hosts: list[str] = ["a"]
    assert_type(flags.get_object(name="f", default=hosts), list[str])


def mask(data: dict[str, Any]) -> None:
    masking = DataMasking(provider=BaseProvider(), raise_on_missing_field=False)
    assert_type(masking.encrypt(data, tenant_id="t-1"), str)
    masking.erase(data, fields=["a"], dynamic_mask=True)
    masking.mask(data, masking_rules={"a": {"custom_mask": "X"}})
    masking.pseudonymize(data, fields=["a"], key=b"key")
    masking.scrub(data, detectors=["card"])
