"""Stores of feature flags and encryption against a local AWS: real boto3, real AWS Encryption SDK."""

from __future__ import annotations

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from aws_lambda_powertools.utilities.data_masking import DataMasking
from aws_lambda_powertools.utilities.data_masking.exceptions import (
    DataMaskingContextMismatchError,
    DataMaskingDecryptKeyError,
    DataMaskingDecryptValueError,
    DataMaskingEncryptKeyError,
)
from aws_lambda_powertools.utilities.feature_flags import (
    AppConfigStore,
    ConfigurationStoreError,
    DynamoDBStore,
    FeatureFlags,
    S3Store,
    SSMStore,
)

pytestmark = pytest.mark.integration

FLAGS = {"premium": {"default": False}, "campaign": {"default": True}}
LATER = {"premium": {"default": True}, "campaign": {"default": True}}
ORDER = {"id": 7, "customer": {"name": "Änn"}, "items": [1, None, 2.5]}


@pytest.fixture
def session(dynamodb_url, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", dynamodb_url)
    for name, value in {"ACCESS_KEY_ID": "test", "SECRET_ACCESS_KEY": "test", "DEFAULT_REGION": "eu-west-1"}.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    return boto3.session.Session()


def test_flags_of_s3(session):
    client = session.client("s3")
    client.create_bucket(Bucket="flags", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    client.put_object(Bucket="flags", Key="flags.json", Body=json.dumps(FLAGS))
    store = S3Store("flags", "flags.json", max_age=0, boto3_session=session)
    flags = FeatureFlags(store)
    assert flags.get_enabled_features() == ["campaign"]
    assert store.get_configuration() is store.get_configuration()
    client.put_object(Bucket="flags", Key="flags.json", Body=json.dumps(LATER))
    assert flags.get_enabled_features() == ["premium", "campaign"]
    with pytest.raises(ConfigurationStoreError, match=r"nope\.json"):
        S3Store("flags", "nope.json", boto3_session=session).get_configuration()


def test_flags_of_a_parameter(session):
    session.client("ssm").put_parameter(Name="/flags", Value=json.dumps(FLAGS), Type="String")
    assert FeatureFlags(SSMStore("/flags", boto3_session=session)).get_enabled_features() == ["campaign"]
    with pytest.raises(ConfigurationStoreError, match="/nope"):
        SSMStore("/nope", boto3_session=session).get_configuration()


@pytest.mark.parametrize("value", [json.dumps(FLAGS), FLAGS])
def test_flags_of_an_item(session, new_table, value):
    table = new_table("id")
    session.resource("dynamodb").Table(table).put_item(Item={"id": "feature_flags", "value": value})
    assert FeatureFlags(DynamoDBStore(table, boto3_session=session)).get_enabled_features() == ["campaign"]
    with pytest.raises(ConfigurationStoreError, match="other"):
        DynamoDBStore(table, "other", boto3_session=session).get_configuration()


def test_flags_of_app_config(session):
    client = session.client("appconfig")
    application = client.create_application(Name="shop")["Id"]
    environment = client.create_environment(ApplicationId=application, Name="prod")["Id"]
    profile = client.create_configuration_profile(ApplicationId=application, Name="flags", LocationUri="hosted")["Id"]
    version = client.create_hosted_configuration_version(
        ApplicationId=application,
        ConfigurationProfileId=profile,
        Content=json.dumps({"flags": FLAGS}).encode(),
        ContentType="application/json",
    )["VersionNumber"]
    client.start_deployment(
        ApplicationId=application,
        EnvironmentId=environment,
        ConfigurationProfileId=profile,
        ConfigurationVersion=str(version),
        DeploymentStrategyId="AppConfig.AllAtOnce",
    )
    store = AppConfigStore(
        environment="prod", application="shop", name="flags", envelope="flags", boto3_session=session
    )
    assert FeatureFlags(store).get_enabled_features() == ["campaign"]
    assert FeatureFlags(store).evaluate(name="campaign", default=False) is True


# --- Encryption ----------------------------------------------------------------------------------------------------


@pytest.fixture
def masking(session):
    pytest.importorskip("aws_encryption_sdk")
    from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider

    key = session.client("kms").create_key()["KeyMetadata"]["Arn"]
    return DataMasking(AWSEncryptionSDKProvider(keys=[key]))


def test_what_was_encrypted_can_be_decrypted(masking):
    encrypted = masking.encrypt(ORDER, tenant_id="t-1")
    assert "customer" not in encrypted
    assert masking.decrypt(encrypted, tenant_id="t-1") == ORDER


def test_another_encryption_context_is_refused(masking):
    encrypted = masking.encrypt(ORDER, tenant_id="t-1")
    for context in ({"tenant_id": "t-2"}, {}, {"tenant_id": "t-1", "more": "x"}):
        with pytest.raises(DataMaskingContextMismatchError) as raised:
            masking.decrypt(encrypted, **context)
        assert "t-1" not in str(raised.value)


@pytest.mark.parametrize("data", ["no message", "bm8gbWVzc2FnZQ==", "é", ""])
def test_what_is_no_message_is_refused(masking, data):
    with pytest.raises(DataMaskingDecryptValueError):
        masking.decrypt(data)


def test_a_changed_message_is_refused(masking):
    encrypted = masking.encrypt(ORDER)
    middle = len(encrypted) - 40
    changed = encrypted[:middle] + ("A" if encrypted[middle] != "A" else "B") + encrypted[middle + 1 :]
    with pytest.raises((DataMaskingDecryptValueError, DataMaskingDecryptKeyError)):
        masking.decrypt(changed)


def test_other_keys_can_not_decrypt(masking, session):
    from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider

    other = session.client("kms").create_key()["KeyMetadata"]["Arn"]
    with pytest.raises(DataMaskingDecryptKeyError):
        DataMasking(AWSEncryptionSDKProvider(keys=[other])).decrypt(masking.encrypt(ORDER))


def test_a_key_that_is_not_there_makes_no_data_key(session):
    pytest.importorskip("aws_encryption_sdk")
    from aws_lambda_powertools.utilities.data_masking.provider.kms import AWSEncryptionSDKProvider

    nowhere = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
    with pytest.raises(DataMaskingEncryptKeyError) as raised:
        DataMasking(AWSEncryptionSDKProvider(keys=[nowhere])).encrypt(ORDER)
    assert not isinstance(raised.value.__cause__, ClientError)
