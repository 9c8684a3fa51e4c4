"""Where flags come from: what each store reads, when it reads again, and what it says when it can't."""

from __future__ import annotations

import io
import json

import pytest

from aws_lambda_powertools._core import clock
from aws_lambda_powertools.utilities.feature_flags import (
    AppConfigExtensionStore,
    AppConfigStore,
    ConfigurationStoreError,
    DynamoDBStore,
    EnvironmentStore,
    FeatureFlags,
    FileStore,
    InMemoryFeatureFlagStore,
    LayeredStore,
    S3Store,
    SSMStore,
    StoreClientError,
)
from aws_lambda_powertools.utilities.parameters import AppConfigProvider, GetParameterError, TransformParameterError
from aws_lambda_powertools.warnings import PowertoolsUserWarning

ON, OFF = {"f": {"default": True}}, {"f": {"default": False}}


class ClientError(Exception):
    def __init__(self, code, status=400):
        super().__init__(f"An error occurred ({code})")
        self.response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}


def is_on(store):
    return FeatureFlags(store).evaluate(name="f", default="none")


# --- AppConfig ---------------------------------------------------------------------------------------------------


class AppConfigData:
    def __init__(self, content):
        self.content = content
        self.polls = 0

    def start_configuration_session(self, **_):
        return {"InitialConfigurationToken": "1"}

    def get_latest_configuration(self, **_):
        self.polls += 1
        if isinstance(self.content, Exception):
            raise self.content
        return {"NextPollConfigurationToken": "2", "Configuration": io.BytesIO(json.dumps(self.content).encode())}


def app_config(content, **options):
    client = AppConfigData(content)
    return client, AppConfigStore(environment="e", application="a", name="n", boto3_client=client, **options)


def test_app_config_is_polled_again_after_max_age():
    clock.freeze(1_700_000_000)
    client, store = app_config(ON)
    flags = FeatureFlags(store)
    assert [flags.evaluate(name="f", default=None) for _ in range(5)] == [True] * 5
    assert client.polls == 1
    client.content = OFF
    clock.advance(6)
    assert flags.evaluate(name="f", default=None) is False
    assert client.polls == 2


def test_app_config_gives_the_same_object_until_it_is_polled_again():
    clock.freeze(1_700_000_000)
    _, store = app_config({"here": ON}, envelope="here")
    assert store.get_configuration() is store.get_configuration() == ON
    assert store.get_raw_configuration == {"here": ON}


def test_app_config_answers_from_a_patched_provider(monkeypatch):
    asked = []
    monkeypatch.setattr(AppConfigProvider, "get", lambda _, **options: asked.append(options) or ON)
    _, store = app_config(OFF, max_age=60)
    assert is_on(store) is True
    assert asked == [{"name": "n", "transform": "json", "max_age": 60}]


@pytest.mark.parametrize("error", [GetParameterError("x"), TransformParameterError("x")])
def test_app_config_that_can_not_be_read_is_a_store_error(monkeypatch, error):
    def get(_, **__):
        raise error

    monkeypatch.setattr(AppConfigProvider, "get", get)
    _, store = app_config(ON)
    with pytest.raises(ConfigurationStoreError, match="'n' of 'a' in 'e'"):
        store.get_configuration()
    assert is_on(store) == "none"


def test_app_config_that_is_denied_is_a_client_error():
    _, store = app_config(ClientError("AccessDeniedException"))
    with pytest.raises(StoreClientError):
        is_on(store)


def test_an_envelope_that_finds_nothing_leaves_the_callers_default():
    _, store = app_config(ON, envelope="nowhere")
    with pytest.warns(PowertoolsUserWarning):
        assert is_on(store) == "none"


def test_the_extension_needs_no_boto3_and_its_absence_is_a_store_error(monkeypatch):
    monkeypatch.setenv("AWS_APPCONFIG_EXTENSION_HTTP_PORT", "9")
    with pytest.raises(ConfigurationStoreError, match="extension"):
        AppConfigExtensionStore("e", "a", "n").get_configuration()


# --- Texts -------------------------------------------------------------------------------------------------------


def test_a_file_is_read_again_after_max_age(tmp_path):
    clock.freeze(1_700_000_000)
    file = tmp_path / "flags.json"
    file.write_text(json.dumps(ON))
    store = FileStore(file, max_age=10)
    assert is_on(store) is True
    file.write_text(json.dumps(OFF))
    assert is_on(store) is True
    clock.advance(11)
    assert is_on(store) is False


def test_an_unchanged_text_gives_the_same_object(tmp_path):
    file = tmp_path / "flags.json"
    file.write_text(json.dumps({"flags": ON}))
    store = FileStore(file, max_age=0, envelope="flags")
    assert store.get_configuration() is store.get_configuration() == ON
    assert store.get_raw_configuration == {"flags": ON}


@pytest.mark.parametrize(("text", "told"), [(None, "can't be read"), ("{", "no JSON")])
def test_a_file_that_is_no_configuration_is_a_store_error(tmp_path, text, told):
    file = tmp_path / "flags.json"
    if text is not None:
        file.write_text(text)
    with pytest.raises(ConfigurationStoreError, match=told):
        FileStore(file).get_configuration()


def test_the_environment_is_looked_at_each_time(monkeypatch):
    store = EnvironmentStore("MY_FLAGS")
    with pytest.raises(ConfigurationStoreError, match="MY_FLAGS is not set"):
        store.get_configuration()
    monkeypatch.setenv("MY_FLAGS", json.dumps(ON))
    assert is_on(store) is True
    monkeypatch.setenv("MY_FLAGS", json.dumps(OFF))
    assert is_on(store) is False


def test_an_object_of_s3_is_fetched_only_when_it_changed():
    clock.freeze(1_700_000_000)

    class S3:
        body, asked = json.dumps(ON).encode(), []

        def get_object(self, **request):
            self.asked.append(request)
            if request.get("IfNoneMatch") == str(len(self.body)):
                raise ClientError("304", 304)
            return {"Body": io.BytesIO(self.body), "ETag": str(len(self.body))}

    s3 = S3()
    store = S3Store("bucket", "flags.json", max_age=10, boto3_client=s3)
    first = store.get_configuration()
    clock.advance(11)
    assert store.get_configuration() is first
    assert "IfNoneMatch" in s3.asked[-1]
    s3.body = json.dumps(OFF).encode()
    clock.advance(11)
    assert is_on(store) is False
    assert len(s3.asked) == 3


@pytest.mark.parametrize(("code", "kind"), [("NoSuchKey", ConfigurationStoreError), ("AccessDenied", StoreClientError)])
def test_errors_of_s3_say_where(code, kind):
    class S3:
        def get_object(self, **_):
            raise ClientError(code)

    with pytest.raises(kind, match=r"s3://bucket/flags\.json"):
        S3Store("bucket", "flags.json", boto3_client=S3()).get_configuration()


def test_a_parameter_holds_flags():
    class SSM:
        def get_parameter(self, **_):
            return {"Parameter": {"Value": json.dumps(ON)}}

    assert is_on(SSMStore("/flags", boto3_client=SSM())) is True


@pytest.mark.parametrize(
    ("code", "kind"), [("ParameterNotFound", ConfigurationStoreError), ("AccessDeniedException", StoreClientError)]
)
def test_errors_of_ssm_say_where(code, kind):
    class SSM:
        def get_parameter(self, **_):
            raise ClientError(code)

    with pytest.raises(kind, match="/flags"):
        SSMStore("/flags", boto3_client=SSM()).get_configuration()


@pytest.mark.parametrize("value", [json.dumps(ON), ON])
def test_an_item_of_dynamodb_holds_flags(value):
    class DynamoDB:
        def Table(self, _):
            return self

        def get_item(self, Key):  # noqa: N803
            return {"Item": {"value": value}} if Key == {"id": "feature_flags"} else {}

    assert is_on(DynamoDBStore("table", boto3_client=DynamoDB())) is True
    with pytest.raises(ConfigurationStoreError, match="table"):
        DynamoDBStore("table", "other", boto3_client=DynamoDB()).get_configuration()


# --- Several, and none ---------------------------------------------------------------------------------------------


class Broken(InMemoryFeatureFlagStore):
    is_broken = True

    def get_configuration(self):
        if self.is_broken:
            raise ConfigurationStoreError("broken")
        return super().get_configuration()


def test_the_first_layer_that_answers_is_used():
    assert is_on(LayeredStore(Broken(OFF), InMemoryFeatureFlagStore(ON))) is True
    assert is_on(LayeredStore(InMemoryFeatureFlagStore(OFF), InMemoryFeatureFlagStore(ON))) is False


def test_layers_can_be_merged():
    upper, lower = InMemoryFeatureFlagStore(ON), InMemoryFeatureFlagStore({**OFF, "g": {"default": True}})
    store = LayeredStore(upper, lower, merged=True)
    assert store.get_configuration() == {**ON, "g": {"default": True}}
    assert store.get_configuration() is store.get_configuration()
    upper.turn("f", False)
    assert store.get_configuration()["f"] == {"default": False}


def test_what_was_good_last_is_used_when_no_layer_answers():
    layer = Broken(ON)
    layer.is_broken = False
    store = LayeredStore(layer)
    assert is_on(store) is True
    layer.is_broken = True
    with pytest.warns(PowertoolsUserWarning, match="broken"):
        assert is_on(store) is True


def test_layers_that_never_answered_are_a_store_error():
    with pytest.raises(ConfigurationStoreError, match="broken"):
        LayeredStore(Broken(ON)).get_configuration()
    with pytest.raises(ValueError, match="at least one"):
        LayeredStore()


def test_flags_in_memory_are_set_by_a_test():
    store = InMemoryFeatureFlagStore()
    flags = FeatureFlags(store)
    store.turn("on", True)
    store.turn("limit", 7)
    assert flags.evaluate(name="on", default=False) is True
    assert flags.evaluate(name="limit", default=0) == 7
    store.remove("on")
    assert flags.evaluate(name="on", default="none") == "none"
