"""Parameters from a local AWS: real boto3, real paging, real errors."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError, SetParameterError

pytestmark = pytest.mark.integration


@pytest.fixture
def aws(dynamodb_url):
    """Makes clients of the local AWS."""

    def client(service):
        return boto3.client(
            service,
            endpoint_url=dynamodb_url,
            region_name="eu-west-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    return client


@pytest.fixture
def environment_of_the_local_aws(dynamodb_url, monkeypatch):
    for name, value in {
        "AWS_ENDPOINT_URL": dynamodb_url,
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }.items():
        monkeypatch.setenv(name, value)
    parameters.clear_caches()
    yield
    parameters.clear_caches()


def test_a_path_of_more_than_a_page_is_read_whole(aws):
    ssm = aws("ssm")
    for number in range(23):
        ssm.put_parameter(Name=f"/pages/{number:02}", Value=str(number), Type="String")

    values = parameters.SSMProvider(boto3_client=ssm).get_multiple("/pages", transform="json")

    assert values == {f"{number:02}": number for number in range(23)}


def test_below_a_path_only_what_was_asked_for(aws):
    ssm = aws("ssm")
    for name in ("/tree/a", "/tree/b/c"):
        ssm.put_parameter(Name=name, Value=name, Type="String")
    provider = parameters.SSMProvider(boto3_client=ssm)

    assert provider.get_multiple("/tree") == {"a": "/tree/a"}
    assert provider.get_multiple("/tree", recursive=True) == {"a": "/tree/a", "b/c": "/tree/b/c"}


def test_many_names_some_encrypted_some_missing(aws):
    ssm = aws("ssm")
    for number in range(12):
        ssm.put_parameter(Name=f"/named/{number}", Value=str(number), Type="String")
    ssm.put_parameter(Name="/named/secret", Value="hidden", Type="SecureString")
    wanted = {f"/named/{number}": {} for number in range(12)}

    values = parameters.SSMProvider(boto3_client=ssm).get_parameters_by_name(
        {**wanted, "/named/secret": {"decrypt": True}, "/named/gone": {}}, raise_on_error=False
    )

    assert values == {
        "_errors": ["/named/gone"],
        **{f"/named/{number}": str(number) for number in range(12)},
        "/named/secret": "hidden",
    }


def test_what_is_not_there_is_one_error(aws):
    with pytest.raises(GetParameterError, match="ParameterNotFound"):
        parameters.SSMProvider(boto3_client=aws("ssm")).get("/not/there")
    with pytest.raises(GetParameterError, match="ResourceNotFound"):
        parameters.SecretsProvider(boto3_client=aws("secretsmanager")).get("not/there")


def test_a_parameter_is_written_and_read_back(aws):
    provider = parameters.SSMProvider(boto3_client=aws("ssm"))

    assert provider.set("/written", "one")["Version"] == 1
    assert provider.get("/written") == "one"
    with pytest.raises(SetParameterError, match="ParameterAlreadyExists"):
        provider.set("/written", "two")
    assert provider.set("/written", "two", overwrite=True)["Version"] == 2
    assert provider.get("/written") == "two"


def test_a_secret_is_created_then_changed(aws):
    provider = parameters.SecretsProvider(boto3_client=aws("secretsmanager"))

    provider.set("created/here", {"user": "me"})
    assert provider.get("created/here", transform="json") == {"user": "me"}

    provider.set("created/here", "plain")
    assert provider.get("created/here") == "plain"


def test_a_configuration_is_polled_with_the_token_of_the_last_time(aws):
    appconfig = aws("appconfig")
    application = appconfig.create_application(Name="parameters")["Id"]
    environment = appconfig.create_environment(ApplicationId=application, Name="prod")["Id"]
    profile = appconfig.create_configuration_profile(
        ApplicationId=application, Name="limits", LocationUri="hosted", Type="AWS.Freeform"
    )["Id"]
    version = appconfig.create_hosted_configuration_version(
        ApplicationId=application,
        ConfigurationProfileId=profile,
        Content=json.dumps({"most": 5}).encode(),
        ContentType="application/json",
    )["VersionNumber"]
    appconfig.start_deployment(
        ApplicationId=application,
        EnvironmentId=environment,
        ConfigurationProfileId=profile,
        ConfigurationVersion=str(version),
        DeploymentStrategyId="AppConfig.AllAtOnce",
    )
    provider = parameters.AppConfigProvider(
        application=application, environment=environment, boto3_client=aws("appconfigdata")
    )

    assert provider.get(profile, transform="json") == {"most": 5}
    assert provider.get(profile, transform="json", force_fetch=True) == {"most": 5}  # nothing new: the last one


def test_a_table_gives_one_value_and_several(aws, dynamodb_url, new_table):
    single, several = new_table("id"), new_table("id", "sk")
    dynamodb = aws("dynamodb")
    dynamodb.put_item(TableName=single, Item={"id": {"S": "limit"}, "value": {"S": "5"}})
    for key in ("a", "b"):
        dynamodb.put_item(TableName=several, Item={"id": {"S": "p"}, "sk": {"S": key}, "value": {"S": key * 2}})
    session = boto3.Session(region_name="eu-west-1", aws_access_key_id="test", aws_secret_access_key="test")
    options = {"endpoint_url": dynamodb_url, "boto3_session": session}

    assert parameters.DynamoDBProvider(table_name=single, **options).get("limit") == "5"
    assert parameters.DynamoDBProvider(table_name=several, **options).get_multiple("p") == {"a": "aa", "b": "bb"}


@pytest.mark.usefixtures("environment_of_the_local_aws")
def test_the_functions_make_their_own_clients(aws):
    aws("ssm").put_parameter(Name="/functions/limit", Value="5", Type="String")
    aws("secretsmanager").create_secret(Name="functions/key", SecretString="k")

    with ThreadPoolExecutor(8) as pool:
        limits = list(pool.map(lambda _: parameters.get_parameter("/functions/limit"), range(16)))

    assert set(limits) == {"5"}
    assert parameters.get_parameters("/functions") == {"limit": "5"}
    assert parameters.get_secret("functions/key") == "k"
