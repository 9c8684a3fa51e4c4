"""The examples of the parameters page do what the page says."""

from __future__ import annotations

import json
import runpy

import pytest
from source_tree import ROOT

from aws_lambda_powertools.utilities.parameters import BaseProvider, SSMProvider, base

STORED = {
    "/payments/endpoint": "https://pay",
    "/payments/limit": "5",
    "/orders/enabled": "true",
    "/orders/retries": "3",
    "/orders/settings": '{"a": 1}',
    "/orders/notification": "sms",
}
SECRETS = {
    "payments/credentials": '{"user": "me"}',
    "payments/key": "k",
    "payments/salt": "s",
    "payments/database": '{"user": "me", "version": "2"}',
}


class Known(BaseProvider):
    def __init__(self, values):
        super().__init__()
        self.values = values

    def _get(self, name, **options):
        return self.values[name]

    def _get_multiple(self, path, **options):
        return {"daily": "5", "monthly": "100"}

    def get_multiple(self, names, *args, **options):
        if isinstance(names, list):
            return {name: self.values[name] for name in names}
        return super().get_multiple(names, *args, **{name: options[name] for name in ("max_age", "transform")})

    def get_parameters_by_name(self, parameters, *, transform, decrypt, max_age, raise_on_error):
        store = SSMProvider(boto3_client=self)
        return store.get_parameters_by_name(parameters, transform, decrypt, max_age, raise_on_error)

    def get_parameters(self, Names, **options):  # noqa: N803  # as the API has it
        known = [name for name in Names if name in self.values]
        return {
            "Parameters": [{"Name": name, "Value": self.values[name]} for name in known],
            "InvalidParameters": [name for name in Names if name not in self.values],
        }

    def get_parameter(self, Name, **options):  # noqa: N803  # as the API has it
        return {"Parameter": {"Value": self.values[Name]}}


@pytest.fixture(autouse=True)
def stores(monkeypatch):
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "ssm", Known(STORED))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "secrets", Known(SECRETS))


def answer(name, lambda_context):
    example = runpy.run_path(str(ROOT / "examples" / "parameters" / f"{name}.py"))
    return example["lambda_handler"]({}, lambda_context)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("getting_started", {"statusCode": 200, "body": "me at https://pay"}),
        (
            "several",
            {
                "limits": {"daily": 5, "monthly": 100},
                "missing": ["/payments/token", "/payments/currencies"],
                "secrets": ["payments/key", "payments/salt"],
            },
        ),
        ("transforms", {"enabled": True, "retries": 3, "settings": {"a": 1}, "by_email": False}),
        ("settings", {"endpoint": "https://pay", "limit": 5, "user": "me"}),
        ("rotation", "connection of me"),
        ("asynchronous", ["https://pay", "k"]),
    ],
)
def test_an_example_answers_what_is_stored(name, expected, lambda_context):
    assert answer(name, lambda_context) == expected


def test_the_providers_of_an_example_read_with_their_options(monkeypatch, lambda_context):
    example = runpy.run_path(str(ROOT / "examples" / "parameters" / "providers.py"))
    monkeypatch.setattr(example["ssm"], "client", Known(STORED))
    monkeypatch.setattr(example["settings"], "_get", lambda name: json.dumps({"name": name}).encode())

    assert example["lambda_handler"]({}, lambda_context) == {
        "endpoint": "https://pay",
        "settings": {"name": "settings"},
    }


def test_a_provider_of_ones_own_needs_two_methods():
    class Vault:
        def read(self, name):
            return f"value of {name}"

        def names(self, path):
            return ["a", "b"]

    provider = runpy.run_path(str(ROOT / "examples" / "parameters" / "own_provider.py"))["VaultProvider"](Vault())

    assert provider.get("x") == "value of x"
    assert provider.get_multiple("x") == {"a": "value of x/a", "b": "value of x/b"}
