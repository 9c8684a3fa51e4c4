"""Stores in memory: what they are called, and how the one for parameters behaves."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws_lambda_powertools import testing
from aws_lambda_powertools.testing import InMemoryCircuitBreakerPersistence, InMemoryParametersProvider, freeze_time
from aws_lambda_powertools.utilities.circuit_breaker.persistence.memory import CircuitBreakerInMemoryPersistence
from aws_lambda_powertools.utilities.feature_flags.stores.memory import InMemoryFeatureFlagStore
from aws_lambda_powertools.utilities.idempotency.persistence.memory import InMemoryPersistenceLayer
from aws_lambda_powertools.utilities.parameters import (
    get_app_config,
    get_parameter,
    get_parameters,
    get_parameters_by_name,
    get_secret,
    get_secrets_by_name,
    set_parameter,
    set_secret,
)
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_PROVIDERS
from aws_lambda_powertools.utilities.parameters.exceptions import (
    GetParameterError,
    SetParameterError,
    TransformParameterError,
)


@pytest.fixture(autouse=True)
def no_providers():
    DEFAULT_PROVIDERS.clear()
    yield
    DEFAULT_PROVIDERS.clear()


@pytest.fixture
def parameters():
    return InMemoryParametersProvider(
        {"/shop/currency": "EUR", "/shop/limits": '{"orders": 5}', "/shop/eu/tax": "19", "/other": "x"}
    )


def test_the_stores_are_those_of_the_utilities():
    assert testing.InMemoryPersistenceLayer is InMemoryPersistenceLayer
    assert testing.InMemoryFeatureFlagStore is InMemoryFeatureFlagStore
    assert InMemoryCircuitBreakerPersistence is CircuitBreakerInMemoryPersistence


def test_values_are_transformed_and_remembered(parameters):
    assert parameters.get("/shop/limits", transform="json") == {"orders": 5}
    assert parameters.get("/shop/limits", transform="json") == {"orders": 5}
    assert parameters.fetched == ["/shop/limits"]
    with pytest.raises(TransformParameterError):
        parameters.get("/shop/currency", transform="json")


def test_a_missing_parameter_is_named(parameters):
    with pytest.raises(GetParameterError, match="Parameter '/missing' not found; there is /shop/currency, "):
        parameters.get("/missing")


def test_parameters_are_found_by_their_path(parameters):
    assert parameters.get_multiple("/shop") == {"currency": "EUR", "limits": '{"orders": 5}', "eu/tax": "19"}
    assert parameters.get_multiple("/shop/", recursive=False) == {"currency": "EUR", "limits": '{"orders": 5}'}
    assert parameters.get_multiple("/sho") == {}


def test_a_parameter_is_written_once_unless_told_otherwise(parameters):
    with pytest.raises(SetParameterError, match="'/other' exists; overwrite=True replaces it"):
        parameters.set("/other", "y")
    assert parameters.get("/other") == "x"
    parameters.set("/other", "y", overwrite=True)
    assert parameters.get("/other") == "y"


def test_of_many_threads_that_write_a_new_parameter_one_succeeds(parameters):
    def write(number):
        try:
            parameters.set("/new", str(number))
        except SetParameterError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(write, range(40))) == 1


def test_a_change_behind_the_back_is_seen_when_the_time_is_over(parameters):
    with freeze_time() as time_of_test:
        parameters.get("/other")
        parameters.put("/other", "y")
        assert parameters.get("/other") == "x"
        time_of_test.advance(300)
        assert parameters.get("/other") == "y"
        parameters.remove("/other")
        assert parameters.get("/other") == "y"
        time_of_test.advance(300)
        with pytest.raises(GetParameterError):
            parameters.get("/other")


def test_nobody_shares_what_is_stored():
    given = {"list": [1]}
    parameters = InMemoryParametersProvider({"a": given})
    given["list"].append(2)
    parameters.get("a")["list"].append(3)
    assert parameters.get("a", force_fetch=True) == {"list": [1]}


def test_top_level_functions_take_their_values_from_here(parameters):
    parameters.put("database", json.dumps({"user": "jane"}))
    with parameters.standing_in() as same:
        assert same is parameters
        assert get_parameter("/shop/currency") == "EUR"
        assert get_parameters("/shop", recursive=False)["currency"] == "EUR"
        assert get_parameters_by_name({"/shop/limits": {"transform": "json"}, "/other": None}) == {
            "/shop/limits": {"orders": 5},
            "/other": "x",
        }
        assert get_secret("database", transform="json") == {"user": "jane"}
        assert get_secrets_by_name(["database", "/other"]) == {"database": '{"user": "jane"}', "/other": "x"}
        assert get_app_config("/shop/limits", environment="prod", transform="json") == {"orders": 5}
        set_parameter("/shop/currency", "USD", overwrite=True)
        set_secret("database", "new")
        assert (get_parameter("/shop/currency"), get_secret("database")) == ("USD", "new")
    assert DEFAULT_PROVIDERS == {}


def test_missing_names_are_listed_or_raised(parameters):
    with parameters.standing_in("ssm"):
        found = get_parameters_by_name({"/other": {}, "/missing": {}}, raise_on_error=False)
        assert found == {"_errors": ["/missing"], "/other": "x"}
        found = get_parameters_by_name({"/other": {"transform": "json"}}, raise_on_error=False)
        assert found == {"_errors": [], "/other": None}
        with pytest.raises(GetParameterError, match=r"\['/missing'\]"):
            get_parameters_by_name({"/missing": {}})


def test_who_stood_there_before_stands_there_again(parameters):
    other = InMemoryParametersProvider({"/other": "theirs"})
    with other.standing_in("ssm"):
        with parameters.standing_in("ssm"):
            assert get_parameter("/other") == "x"
        assert get_parameter("/other", force_fetch=True) == "theirs"
        assert "secrets" not in DEFAULT_PROVIDERS


def test_an_unknown_provider_is_named(parameters):
    with (
        pytest.raises(ValueError, match=r"no provider 'smm' .*; there are ssm, secrets, appconfig"),
        parameters.standing_in("smm"),
    ):
        pass
