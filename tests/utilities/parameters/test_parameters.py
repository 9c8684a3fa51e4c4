"""Parameters: what is fetched, remembered, transformed and written, through the public names."""

from __future__ import annotations

import asyncio
import base64
import io
import json
import threading
from datetime import datetime, timedelta
from enum import Enum

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters import base
from aws_lambda_powertools.utilities.parameters.exceptions import (
    GetParameterError,
    GetSecretError,
    SetParameterError,
    SetSecretError,
    TransformParameterError,
)


class ApiError(Exception):
    """What botocore raises."""

    def __init__(self, code, message="denied"):
        super().__init__(f"An error occurred ({code}): {message}")
        self.response = {"Error": {"Code": code, "Message": message}}


class FakeClient:
    """A client that keeps the requests and gives the answers of a table: a value, a list of them in turn, an error."""

    def __init__(self, **answers):
        self.requests = []
        self.answers = answers

    def __getattr__(self, operation):
        if operation.startswith("_") or operation == "meta":
            raise AttributeError(operation)

        def call(**request):
            self.requests.append((operation, request))
            answer = self.answers[operation]
            if isinstance(answer, list):
                answer = answer.pop(0) if len(answer) > 1 else answer[0]
            if isinstance(answer, Exception):
                raise answer
            return answer(request) if callable(answer) else answer

        return call

    def get_paginator(self, operation):
        requests, pages = self.requests, self.answers[operation]

        class Paginator:
            def paginate(self, **request):
                requests.append((operation, request))
                return iter(pages)

        return Paginator()


def ssm_value(value):
    return {"Parameter": {"Name": "/a", "Type": "String", "Value": value}}


def ssm(*values, **options):
    client = FakeClient(get_parameter=[ssm_value(value) for value in values])
    return parameters.SSMProvider(boto3_client=client, **options), client


class Counting(parameters.BaseProvider):
    """A provider of one's own."""

    def __init__(self, *values, **options):
        super().__init__(**options)
        self.values = list(values) or ["value"]
        self.fetched = []

    def _get(self, name, **sdk_options):
        self.fetched.append((name, sdk_options))
        value = self.values.pop(0) if len(self.values) > 1 else self.values[0]
        if isinstance(value, Exception):
            raise value
        return value

    def _get_multiple(self, path, **sdk_options):
        self.fetched.append((path, sdk_options))
        return self.values[0]


# --- Remembering -----------------------------------------------------------------------------------------------------


def test_a_value_is_fetched_once_and_again_when_its_time_is_over(clock):
    provider = Counting("one", "two")

    assert provider.get("a") == "one"
    clock.advance(299)
    assert provider.get("a") == "one"
    clock.advance(2)
    assert provider.get("a") == "two"


@pytest.mark.parametrize(("max_age", "seconds", "fetches"), [(10, 9, 1), (10, 11, 2), (0, 0, 2), (-1, 0, 2)])
def test_max_age_is_how_long_a_value_is_good(clock, max_age, seconds, fetches):
    provider = Counting()

    provider.get("a", max_age=max_age)
    clock.advance(seconds)
    provider.get("a", max_age=max_age)

    assert len(provider.fetched) == fetches


def test_the_environment_says_how_long_values_are_good(monkeypatch, clock):
    monkeypatch.setenv("POWERTOOLS_PARAMETERS_MAX_AGE", "5")
    provider = Counting()

    provider.get("a")
    clock.advance(6)
    provider.get("a")

    assert len(provider.fetched) == 2


def test_force_fetch_fetches_and_remembers_what_came():
    provider = Counting("one", "two")

    provider.get("a")

    assert provider.get("a", force_fetch=True) == "two"
    assert provider.get("a") == "two"


def test_a_decrypted_value_and_the_encrypted_one_are_two():  # P1
    provider, client = ssm("ciphertext", "plaintext")

    assert provider.get("/a") == "ciphertext"
    assert provider.get("/a", decrypt=True) == "plaintext"
    assert provider.get("/a") == "ciphertext"
    assert [request["WithDecryption"] for _, request in client.requests] == [False, True]


def test_versions_of_a_secret_are_remembered_apart():  # P2
    client = FakeClient(get_secret_value=lambda request: {"SecretString": request.get("VersionStage", "AWSCURRENT")})
    provider = parameters.SecretsProvider(boto3_client=client)

    assert provider.get("db") == "AWSCURRENT"
    assert provider.get("db", VersionStage="AWSPENDING") == "AWSPENDING"
    assert provider.get("db") == "AWSCURRENT"


def test_paths_read_recursively_are_remembered_apart():  # P3
    client = FakeClient(get_parameters_by_path=[{"Parameters": [{"Name": "/x/a", "Value": "1"}]}])
    provider = parameters.SSMProvider(boto3_client=client)

    provider.get_multiple("/x", recursive=False)
    provider.get_multiple("/x", recursive=True)
    provider.get_multiple("/x", recursive=True)

    assert [request["Recursive"] for _, request in client.requests] == [False, True]


def test_whoever_changes_a_value_changes_only_their_own():  # P4
    provider = Counting('{"hosts": ["a"], "deep": {"x": [1]}}')

    value = provider.get("a", transform="json")
    value["hosts"].append("EVIL")
    value["deep"]["x"].append(2)

    assert provider.get("a", transform="json") == {"hosts": ["a"], "deep": {"x": [1]}}


def test_whoever_changes_several_values_changes_only_their_own():
    provider = Counting({"a": "1"})

    provider.get_multiple("/x")["b"] = "EVIL"

    assert provider.get_multiple("/x") == {"a": "1"}


def test_threads_that_want_the_same_value_at_once_cause_one_fetch():  # P5
    began, go_on = threading.Event(), threading.Event()

    class Slow(Counting):
        def _get(self, name, **sdk_options):
            began.set()
            go_on.wait(5)
            return super()._get(name, **sdk_options)

    provider = Slow()
    threads = [threading.Thread(target=provider.get, args=("a",)) for _ in range(20)]
    for thread in threads:
        thread.start()
    began.wait(5)
    go_on.set()
    for thread in threads:
        thread.join()

    assert len(provider.fetched) == 1


def test_a_stale_value_can_stand_in_when_the_api_fails(clock):  # P6
    provider = Counting("old", RuntimeError("throttled"), stale_if_error=60)

    provider.get("a", max_age=5)
    clock.advance(30)

    with pytest.warns(UserWarning, match="the old one is used"):
        assert provider.get("a", max_age=5) == "old"
    clock.advance(60)
    with pytest.raises(GetParameterError, match="throttled"):
        provider.get("a", max_age=5)


def test_without_that_option_a_failure_is_an_error(clock):
    provider = Counting("old", RuntimeError("throttled"))

    provider.get("a", max_age=5)
    clock.advance(6)

    with pytest.raises(GetParameterError, match="throttled"):
        provider.get("a", max_age=5)


def test_a_stale_value_can_be_given_at_once_while_it_is_fetched_beside(clock):
    may_go_on = threading.Event()

    class Slow(Counting):
        def _get(self, name, **sdk_options):
            if self.fetched:
                may_go_on.wait(5)
            return super()._get(name, **sdk_options)

    provider = Slow("old", "new", stale_while_revalidate=60)

    provider.get("a", max_age=5)
    clock.advance(6)
    assert provider.get("a", max_age=5) == "old"
    may_go_on.set()
    for thread in threading.enumerate():
        if thread.name == "powertools-parameters":
            thread.join(5)

    assert provider.get("a", max_age=5) == "new"


def test_written_parameters_are_read_anew():  # P7
    client = FakeClient(
        get_parameter=[ssm_value("old"), ssm_value("new")],
        get_parameters_by_path=[{"Parameters": [{"Name": "/p/a", "Value": "1"}]}],
        put_parameter={"Version": 2},
    )
    provider = parameters.SSMProvider(boto3_client=client)
    provider.get("/p/a")
    provider.get_multiple("/p")

    assert provider.set("/p/a", "new", overwrite=True) == {"Version": 2}

    assert provider.get("/p/a") == "new"
    provider.get_multiple("/p")
    assert [operation for operation, _ in client.requests].count("get_parameters_by_path") == 2


def test_written_secrets_are_read_anew():
    client = FakeClient(
        get_secret_value=[{"SecretString": "old"}, {"SecretString": "new"}], put_secret_value={"ARN": "arn"}
    )
    provider = parameters.SecretsProvider(boto3_client=client)
    provider.get("db")

    provider.set("db", "new")

    assert provider.get("db") == "new"


def test_no_more_values_are_kept_than_allowed():  # P8
    provider = Counting(max_items=10)

    for number in range(100):
        provider.get(f"name-{number}")

    assert len(provider.store) == 10


def test_threads_that_push_each_others_values_out_still_get_theirs():
    provider = Counting(max_items=2)
    troubles = []

    def ask(first):
        try:
            for number in range(300):
                provider.get(f"name-{(first + number) % 7}")
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=ask, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert troubles == []
    assert len(provider.store) <= 2


def test_values_can_be_put_into_the_store_by_hand():
    provider = Counting()
    provider.store[provider._build_cache_key("a")] = base.ExpirableValue("by hand", datetime.now() + timedelta(60))
    provider.add_to_cache(key=provider._build_cache_key("b"), value="added", max_age=60)

    assert provider.get("a") == "by hand"
    assert provider.get("b") == "added"
    assert provider.has_not_expired_in_cache(provider._build_cache_key("a"))
    assert provider.fetch_from_cache(provider._build_cache_key("b")) == "added"
    assert provider.fetched == []


def test_what_is_remembered_is_not_printed():
    provider = Counting("s3cret")
    provider.get("a")

    assert "s3cret" not in repr(provider.store)


def test_a_cleared_provider_fetches_again():
    provider = Counting()
    provider.get("a")

    provider.clear_cache()
    provider.get("a")

    assert len(provider.fetched) == 2


# --- Transforming ----------------------------------------------------------------------------------------------------


class Option(parameters.TransformEnum):
    EMAIL = True
    SMS = False
    NONE = None


@pytest.mark.parametrize(
    ("text", "transform", "value"),
    [
        ('{"a": 1}', "json", {"a": 1}),
        (base64.b64encode(b"abc").decode(), "binary", b"abc"),
        ("TRUE", "boolean", True),
        ("0", "boolean", False),
        (" 42 ", "integer", 42),
        ("text", None, "text"),
    ],
)
def test_a_transform_makes_the_value(text, transform, value):
    assert Counting(text).get("a", transform=transform) == value


@pytest.mark.parametrize(
    ("name", "text", "value"), [("/a.json", "[1]", [1]), ("/a.binary", "YWJj", b"abc"), ("/a", "[1]", "[1]")]
)
def test_auto_goes_by_the_ending_of_the_name(name, text, value):
    assert Counting(text).get(name, transform="auto") == value


@pytest.mark.parametrize(
    ("text", "transform"),
    [("{bad", "json"), ("{bad", "binary"), ("maybe", "boolean"), ("1.5", "integer"), ("x", "no-such"), ("x", Option)],
)
def test_what_can_not_be_transformed_is_an_error_without_the_value(text, transform):
    with pytest.raises(TransformParameterError, match="Unable to transform value"):
        Counting(text).get("a", transform=transform)


def test_of_several_values_those_that_can_not_be_transformed_are_none():
    provider = Counting({"a": "{bad", "b": "1"})

    assert provider.get_multiple("/x", transform="json") == {"a": None, "b": 1}
    with pytest.raises(TransformParameterError):
        provider.get_multiple("/x", transform="json", raise_on_transform_error=True, force_fetch=True)


@pytest.mark.parametrize(("text", "member"), [("EMAIL", "EMAIL"), ("sms", "SMS"), ("true", "EMAIL"), ("None", "NONE")])
def test_an_enum_is_chosen_by_name_or_value(text, member):
    assert Counting(text).get("a", transform=Option) is Option[member]


def test_a_member_behaves_as_its_value():
    assert Option.EMAIL
    assert not Option.SMS
    assert f"{Option.SMS} {Option.NONE}" == "False None"
    assert Option.EMAIL == True  # noqa: E712  # that is what is tested
    assert hash(Option.EMAIL) == hash(True)
    assert isinstance(Option.EMAIL, Enum)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_comes_back_as_it_was(value):
    assert Counting(json.dumps(value)).get("a", transform="json") == value


# --- The Parameter Store ---------------------------------------------------------------------------------------------


def test_options_go_to_the_request_and_can_not_change_its_subject():
    provider, client = ssm("v")

    provider.get("/a", Name="/other", WithDecryption=True, Foo="bar")

    assert client.requests == [("get_parameter", {"Name": "/a", "WithDecryption": False, "Foo": "bar"})]


def test_the_environment_says_whether_parameters_are_decrypted(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_PARAMETERS_SSM_DECRYPT", "true")
    provider, client = ssm("v")

    provider.get("/a")
    provider.get("/b", decrypt=False)

    assert [request["WithDecryption"] for _, request in client.requests] == [True, False]


def test_parameters_of_a_path_are_named_below_it():
    client = FakeClient(
        get_parameters_by_path=[
            {"Parameters": [{"Name": "/p/a", "Value": "1"}]},
            {"Parameters": [{"Name": "/p/b/c", "Value": "2"}]},
        ]
    )

    assert parameters.SSMProvider(boto3_client=client).get_multiple("/p", recursive=True) == {"a": "1", "b/c": "2"}


def test_errors_of_the_api_have_one_class():
    provider = parameters.SSMProvider(boto3_client=FakeClient(get_parameter=ApiError("AccessDeniedException")))

    with pytest.raises(GetParameterError, match="AccessDenied") as caught:
        provider.get("/a")

    assert isinstance(caught.value.__cause__, ApiError)


def by_name(*pairs, invalid=()):
    return {"Parameters": [{"Name": name, "Value": value} for name, value in pairs], "InvalidParameters": list(invalid)}


def test_many_parameters_come_in_calls_of_ten():
    def answer(request):
        return by_name(*((name, name.upper()) for name in request["Names"]))

    client = FakeClient(get_parameters=answer)
    names = {f"/n{number}": {} for number in range(12)}

    values = parameters.SSMProvider(boto3_client=client).get_parameters_by_name(names)

    assert values == {name: name.upper() for name in names}
    assert [len(request["Names"]) for _, request in client.requests] == [10, 2]


def test_each_name_has_options_of_its_own():
    client = FakeClient(get_parameters=by_name(("/a", "1"), ("/b", '{"x": 1}')), get_parameter=ssm_value("secret"))
    provider = parameters.SSMProvider(boto3_client=client)

    values = provider.get_parameters_by_name(
        {"/a": {}, "/b": {"transform": "json", "max_age": 5}, "/s": {"decrypt": True}}
    )

    assert values == {"/a": "1", "/b": {"x": 1}, "/s": "secret"}
    assert ("get_parameter", {"Name": "/s", "WithDecryption": True}) in client.requests
    assert provider.get_parameters_by_name({"/a": {}, "/s": {"decrypt": True}}) == {"/a": "1", "/s": "secret"}
    assert len(client.requests) == 2


def test_names_that_do_not_exist_are_an_error_or_are_listed():
    client = FakeClient(get_parameters=by_name(("/a", "1"), invalid=["/b"]))
    provider = parameters.SSMProvider(boto3_client=client)

    with pytest.raises(GetParameterError, match="/b"):
        provider.get_parameters_by_name({"/a": {}, "/b": {}})
    listed = parameters.SSMProvider(boto3_client=client).get_parameters_by_name(
        {"/a": {}, "/b": {}}, raise_on_error=False
    )
    assert listed == {"_errors": ["/b"], "/a": "1"}


def test_the_list_of_errors_can_not_be_a_parameter():
    with pytest.raises(GetParameterError, match="_errors"):
        parameters.SSMProvider(boto3_client=FakeClient()).get_parameters_by_name({"_errors": {}}, raise_on_error=False)


def test_writing_says_what_kind_of_parameter_it_is():
    client = FakeClient(put_parameter={"Version": 1})

    parameters.SSMProvider(boto3_client=client).set(
        "/a", "v", overwrite=True, description="d", parameter_type="SecureString", tier="Advanced", kms_key_id="key"
    )

    assert client.requests == [
        (
            "put_parameter",
            {
                "Name": "/a",
                "Value": "v",
                "Overwrite": True,
                "Description": "d",
                "Type": "SecureString",
                "Tier": "Advanced",
                "KeyId": "key",
            },
        )
    ]


def test_a_write_that_fails_is_an_error():
    provider = parameters.SSMProvider(boto3_client=FakeClient(put_parameter=ApiError("ParameterAlreadyExists")))

    with pytest.raises(SetParameterError, match="Error setting parameter"):
        provider.set("/a", "v")


# --- Secrets Manager -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "value"), [({"SecretString": "s"}, "s"), ({"SecretBinary": b"s"}, b"s")])
def test_secrets_are_text_or_bytes(answer, value):
    provider = parameters.SecretsProvider(boto3_client=FakeClient(get_secret_value=answer))

    assert provider.get("n") == value


@pytest.mark.parametrize(
    ("value", "sent"),
    [("v", {"SecretString": "v"}), (b"v", {"SecretBinary": b"v"}), ({"a": 1}, {"SecretString": '{"a": 1}'})],
)
def test_secrets_are_written_by_their_type(value, sent):
    client = FakeClient(put_secret_value={"ARN": "a"})

    parameters.SecretsProvider(boto3_client=client).set("n", value, client_request_token="token")

    assert client.requests == [("put_secret_value", {"SecretId": "n", "ClientRequestToken": "token", **sent})]


def test_a_secret_that_is_new_is_made():
    client = FakeClient(put_secret_value=ApiError("ResourceNotFoundException"), create_secret={"ARN": "b"})

    assert parameters.SecretsProvider(boto3_client=client).set("n", "v") == {"ARN": "b"}
    assert client.requests[-1] == ("create_secret", {"Name": "n", "SecretString": "v"})


def test_other_failures_of_writing_are_errors():
    provider = parameters.SecretsProvider(boto3_client=FakeClient(put_secret_value=ApiError("LimitExceeded")))

    with pytest.raises(SetSecretError, match="LimitExceeded"):
        provider.set("n", "v")


def test_several_secrets_are_those_asked_for():
    client = FakeClient(
        batch_get_secret_value={
            "SecretValues": [
                {"Name": "a", "SecretString": "1"},
                {"Name": "b", "SecretBinary": b"2"},
                {"Name": "a-longer-name", "SecretString": "not asked for"},
            ]
        }
    )
    provider = parameters.SecretsProvider(boto3_client=client)
    filters = [{"Key": "tag-key", "Values": ["x"]}]

    assert provider.get_multiple(["a", "b"], Filters=filters) == {"a": "1", "b": b"2"}
    assert provider.get_multiple(["b", "a"], Filters=filters) == {"a": "1", "b": b"2"}
    assert len(client.requests) == 1
    assert filters == [{"Key": "tag-key", "Values": ["x"]}]


def test_more_secrets_than_one_call_gives_are_fetched_in_several():
    def answer(request):
        names = request["Filters"][-1]["Values"]
        return {"SecretValues": [{"Name": name, "SecretString": name} for name in names]}

    client = FakeClient(batch_get_secret_value=answer)
    names = [f"s{number}" for number in range(25)]

    assert parameters.SecretsProvider(boto3_client=client).get_multiple(names) == {name: name for name in names}
    assert len(client.requests) == 2


def test_secrets_that_can_not_be_read_are_not_left_out_silently():
    client = FakeClient(
        batch_get_secret_value={
            "SecretValues": [{"Name": "a", "SecretString": "1"}],
            "Errors": [{"SecretId": "b", "ErrorCode": "AccessDenied"}],
        }
    )

    with pytest.raises(GetSecretError, match="b"):
        parameters.SecretsProvider(boto3_client=client).get_multiple(["a", "b"])


@pytest.mark.parametrize(
    ("names", "answer", "message"),
    [
        ([], {}, "at least one"),
        (["a"], {"SecretValues": []}, "No secrets found"),
        (["a"], ApiError("AccessDenied"), "Failed to retrieve"),
    ],
)
def test_no_secrets_at_all_is_an_error(names, answer, message):
    provider = parameters.SecretsProvider(boto3_client=FakeClient(batch_get_secret_value=answer))

    with pytest.raises(GetSecretError, match=message):
        provider.get_multiple(names)


# --- AppConfig -------------------------------------------------------------------------------------------------------


def latest(content, token):
    return {"NextPollConfigurationToken": token, "Configuration": io.BytesIO(content)}


def test_a_session_is_polled_and_nothing_means_as_before():
    client = FakeClient(
        start_configuration_session={"InitialConfigurationToken": "t0"},
        get_latest_configuration=[latest(b'{"a": 1}', "t1"), latest(b"", "t2")],
    )
    provider = parameters.AppConfigProvider(environment="prod", application="orders", boto3_client=client)

    assert provider.get("settings", transform="json") == {"a": 1}
    assert provider.get("settings", transform="json", force_fetch=True) == {"a": 1}
    assert [request.get("ConfigurationToken") for _, request in client.requests] == [None, "t0", "t1"]


def test_a_session_that_is_over_is_started_anew():  # P9
    client = FakeClient(
        start_configuration_session=[{"InitialConfigurationToken": "t0"}, {"InitialConfigurationToken": "n0"}],
        get_latest_configuration=[latest(b"one", "t1"), ApiError("BadRequestException"), latest(b"two", "n1")],
    )
    provider = parameters.AppConfigProvider(environment="prod", application="orders", boto3_client=client)

    provider.get("settings")

    assert provider.get("settings", force_fetch=True) == b"two"


def test_other_errors_of_the_session_are_errors():
    client = FakeClient(
        start_configuration_session={"InitialConfigurationToken": "t0"},
        get_latest_configuration=[latest(b"one", "t1"), ApiError("ThrottlingException")],
    )
    provider = parameters.AppConfigProvider(environment="prod", application="orders", boto3_client=client)
    provider.get("settings")

    with pytest.raises(GetParameterError, match="Throttling"):
        provider.get("settings", force_fetch=True)


def test_the_application_is_the_service_unless_it_is_named(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "payments")

    assert parameters.AppConfigProvider(environment="e", boto3_client=FakeClient()).application == "payments"


def test_appconfig_gives_one_configuration_at_a_time():
    with pytest.raises(GetParameterError, match="one configuration at a time"):
        parameters.AppConfigProvider(environment="e", boto3_client=FakeClient()).get_multiple("x")


# --- DynamoDB --------------------------------------------------------------------------------------------------------


class FakeTable:
    name = "configuration"

    def __init__(self, item=None, pages=()):
        self.item = item
        self.pages = list(pages)
        self.requests = []

    def get_item(self, **request):
        self.requests.append(request)
        return {} if self.item is None else {"Item": self.item}

    def query(self, **request):
        self.requests.append(request)
        return self.pages.pop(0)


def dynamodb(table):
    class Resource:
        def Table(self, name):  # as boto3 has it
            return table

    return parameters.DynamoDBProvider("configuration", boto3_client=Resource())


def test_an_item_is_a_parameter():
    table = FakeTable({"id": "a", "value": "v"})

    assert dynamodb(table).get("a", ConsistentRead=True) == "v"
    assert table.requests == [{"ConsistentRead": True, "Key": {"id": "a"}}]


def test_items_of_one_key_are_several():
    pages = [
        {"Items": [{"sk": "a", "value": "1"}], "LastEvaluatedKey": {"id": "x"}},
        {"Items": [{"sk": "b", "value": "2"}]},
    ]

    assert dynamodb(FakeTable(pages=pages)).get_multiple("x") == {"a": "1", "b": "2"}


def test_an_item_that_is_missing_is_named():
    with pytest.raises(GetParameterError, match="'a'"):
        dynamodb(FakeTable()).get("a")


# --- Functions -------------------------------------------------------------------------------------------------------


@pytest.fixture
def providers(monkeypatch):
    """Providers that keep what they are asked, in place of those behind the functions."""
    made = {name: Counting("value") for name in ("ssm", "secrets", "appconfig")}
    for name, provider in made.items():
        monkeypatch.setitem(base.DEFAULT_PROVIDERS, name, provider)
    return made


def test_functions_use_the_default_providers(providers):
    assert parameters.get_parameter("/a", decrypt=True) == "value"
    assert parameters.get_secret("b", VersionStage="x") == "value"
    assert parameters.get_app_config("c", environment="e", application="a") == "value"
    assert providers["ssm"].fetched == [("/a", {"decrypt": True})]
    assert providers["secrets"].fetched == [("b", {"VersionStage": "x"})]
    assert providers["appconfig"].fetched == [("c", {})]


def test_functions_for_async_code_give_the_same(providers):
    async def read():
        return [
            await parameters.aget_parameter("/a"),
            await parameters.aget_secret("b"),
            await parameters.aget_app_config("c", "e"),
        ]

    assert asyncio.run(read()) == ["value"] * 3


def test_clearing_forgets_the_providers(providers):
    parameters.clear_caches()

    assert base.DEFAULT_PROVIDERS == {}


def test_the_short_door_leads_to_the_same_things():
    from aws_lambda_powertools import parameters as short

    for name in ("get_parameter", "get_secret", "TransformEnum", "SSMProvider", "Settings"):
        assert getattr(short, name) is getattr(parameters, name)


def test_configurations_of_two_environments_are_two(monkeypatch):
    made = []

    class Fake(Counting):
        def __init__(self, environment, application):
            super().__init__(environment)
            made.append((environment, application))

    monkeypatch.setattr("aws_lambda_powertools.utilities.parameters.appconfig.AppConfigProvider", Fake)
    parameters.clear_caches()

    assert parameters.get_app_config("n", environment="dev", application="a") == "dev"
    assert parameters.get_app_config("n", environment="prod", application="a") == "prod"
    assert parameters.get_app_config("n", environment="dev", application="a") == "dev"
    parameters.clear_caches()
    assert made == [("dev", "a"), ("prod", "a")]


# --- Rotation and settings -------------------------------------------------------------------------------------------


class Refused(Exception):  # noqa: N818  # of a test
    """A password that is no longer good."""


def test_a_refused_secret_is_fetched_anew():
    provider = Counting("old", "new")
    used = []

    def use(secret):
        used.append(secret)
        if secret == "old":
            raise Refused
        return f"connected with {secret}"

    assert parameters.with_rotation("db", use, refused=Refused, provider=provider) == "connected with new"
    assert used == ["old", "new"]


def test_in_the_middle_of_a_rotation_the_version_before_is_tried_last():
    provider = Counting("pending", "pending", "previous")

    def use(secret):
        if secret != "previous":
            raise Refused
        return secret

    assert parameters.with_rotation("db", use, refused=Refused, provider=provider) == "previous"
    assert provider.fetched[-1] == ("db", {"VersionStage": "AWSPREVIOUS"})


def test_without_a_version_before_the_refusal_is_the_error():
    provider = Counting("a", "b", RuntimeError("no such version"))

    def use(secret):
        raise Refused(secret)

    with pytest.raises(Refused, match="b"):
        parameters.with_rotation("db", use, refused=Refused, provider=provider)


def test_settings_come_from_where_their_fields_say(monkeypatch):
    from aws_lambda_powertools.utilities.parameters.settings import environment, parameter, secret

    client = FakeClient(get_parameters=by_name(("/url", "https://a"), ("/limit", "5")))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "ssm", parameters.SSMProvider(boto3_client=client))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "secrets", Counting('{"user": "u"}'))
    monkeypatch.setenv("STAGE", "prod")

    class Config(parameters.Settings):
        url: str = parameter("/url")
        limit: int = parameter("/limit", transform="integer")
        database: dict = secret("db", transform="json")
        stage: str = environment("STAGE")
        region: str = environment("NO_SUCH_VARIABLE", default="eu-west-1")

    config = Config()

    assert (config.url, config.limit, config.database) == ("https://a", 5, {"user": "u"})
    assert (config.stage, config.region) == ("prod", "eu-west-1")
    assert len(client.requests) == 1
    assert "https" not in repr(config)


def test_settings_name_everything_that_is_missing(monkeypatch):
    from aws_lambda_powertools.utilities.parameters.settings import environment, parameter

    client = FakeClient(get_parameters=by_name(invalid=["/url"]))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "ssm", parameters.SSMProvider(boto3_client=client))

    class Config(parameters.Settings):
        url: str = parameter("/url")
        stage: str = environment("NO_SUCH_VARIABLE")

    with pytest.raises(GetParameterError, match=r"url \(parameter '/url'\), stage \(environment 'NO_SUCH_VARIABLE'\)"):
        Config()


def test_settings_are_refreshed_together_or_not_at_all(monkeypatch):
    from aws_lambda_powertools.utilities.parameters.settings import parameter

    answers = [
        by_name(("/a", "1"), ("/b", "1")),
        by_name(("/a", "2"), ("/b", "2")),
        by_name(("/a", "3"), invalid=["/b"]),
    ]
    provider = parameters.SSMProvider(boto3_client=FakeClient(get_parameters=answers))
    monkeypatch.setitem(base.DEFAULT_PROVIDERS, "ssm", provider)

    class Config(parameters.Settings):
        a: str = parameter("/a")
        b: str = parameter("/b")

    config = Config()
    config.refresh()
    assert (config.a, config.b) == ("2", "2")
    with pytest.raises(GetParameterError):
        config.refresh()
    assert (config.a, config.b) == ("2", "2")
