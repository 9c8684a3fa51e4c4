"""You pay for what you name: what evaluating and masking load."""

from __future__ import annotations

import pytest
from fresh_interpreter import answers_to, loaded_by

EVALUATE = """
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, InMemoryFeatureFlagStore
rules = {"r": {"when_match": True, "conditions": [{"action": "EQUALS", "key": "a", "value": 1}]}}
store = InMemoryFeatureFlagStore({"f": {"default": False, "rules": rules}})
assert FeatureFlags(store).evaluate(name="f", context={"a": 1}, default=False) is True
"""
EXTENSION = """
from aws_lambda_powertools.utilities.feature_flags import AppConfigExtensionStore, FeatureFlags
assert FeatureFlags(AppConfigExtensionStore("e", "a", "n")).evaluate(name="f", default="mine") == "mine"
"""
ERASE = """
from aws_lambda_powertools.utilities.data_masking import DataMasking
assert DataMasking().erase({"a": [{"b": 1}]}, fields=["$.a[*].b"]) == {"a": [{"b": "*****"}]}
"""
DEAR = {"boto3", "botocore", "jmespath", "jsonpath_ng", "aws_encryption_sdk", "pydantic", "typing", "datetime", "re"}


@pytest.mark.parametrize(("statement", "most"), [(EVALUATE, 18), (ERASE, 17)])
def test_the_first_call_loads_little(statement, most):
    runtime, loaded = loaded_by([statement])
    brought = loaded[statement] - runtime
    assert not brought & DEAR
    assert len(brought) <= most, sorted(brought)


def test_the_extension_needs_no_boto3():
    _, loaded = loaded_by([EXTENSION], AWS_APPCONFIG_EXTENSION_HTTP_PORT="9")
    assert not {"boto3", "botocore"} & loaded[EXTENSION]


@pytest.mark.parametrize(
    ("package", "statement", "extra"),
    [
        (
            "aws_encryption_sdk",
            "from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider",
            "datamasking",
        ),
        (
            "openfeature",
            "from aws_lambda_powertools.utilities.feature_flags.openfeature import PowertoolsProvider",
            "openfeature",
        ),
        (
            "jsonpath_ng",
            "from aws_lambda_powertools.utilities.data_masking._fields import finder; finder('$..a')",
            "datamasking",
        ),
    ],
)
def test_a_missing_package_is_named_with_its_extra(package, statement, extra):
    hidden = f"import sys\nsys.modules[{package!r}] = None\n{statement}"
    _, answers = answers_to([hidden])
    assert "MissingDependencyError" in answers[hidden]
    assert f"[{extra}]" in answers[hidden]
