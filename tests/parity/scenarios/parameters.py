"""Parameters: providers over clients that answer from memory, the cache, transforms, batches, setting values."""

from __future__ import annotations

import io

from lab import outcome, scenario

from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.parameters import base


class Client:
    """An AWS client that notes what it was asked; an answer is a value, an error, or a list of them in turn."""

    class exceptions:  # noqa: N801  (the name boto3 gives it)
        class ResourceNotFoundException(Exception):  # noqa: N818  (again)
            pass

    def __init__(self, **answers):
        self.answers = answers
        self.calls = []

    def __getattr__(self, name):
        if name.startswith("__") or name == "meta":
            raise AttributeError(name)

        def operation(**arguments):
            self.calls.append([name, dict(sorted(arguments.items()))])
            answer = self.answers[name]
            if isinstance(answer, list):
                answer = answer.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer

        return operation

    def get_paginator(self, name):
        return Pages(self, name)


class Pages:
    """The pages of one operation."""

    def __init__(self, client, name):
        self.client, self.name = client, name

    def paginate(self, **arguments):
        self.client.calls.append([self.name, arguments])
        return iter(self.client.answers[self.name])


def stored(value, name="/orders/limit"):
    return {"Parameter": {"Name": name, "Type": "String", "Value": value, "Version": 1}}


def several(*pairs, invalid=()):
    return {
        "Parameters": [{"Name": name, "Value": value, "Type": "String", "Version": 1} for name, value in pairs],
        "InvalidParameters": list(invalid),
    }


# --- One value of Parameter Store --------------------------------------------------------------------------------


@scenario()
def a_value_is_fetched_once():
    client = Client(get_parameter=[stored("5"), stored("6")])
    provider = parameters.SSMProvider(boto3_client=client)
    yield "first", provider.get("/orders/limit")
    yield "second", provider.get("/orders/limit")
    yield "calls", client.calls


@scenario()
def force_fetch_asks_again():
    client = Client(get_parameter=[stored("5"), stored("6")])
    provider = parameters.SSMProvider(boto3_client=client)
    yield "first", provider.get("/orders/limit")
    yield "forced", provider.get("/orders/limit", force_fetch=True)
    yield "afterwards", provider.get("/orders/limit")


@scenario()
def decrypt_and_options_reach_the_service():
    client = Client(get_parameter=stored("5"))
    provider = parameters.SSMProvider(boto3_client=client)
    provider.get("/orders/limit", decrypt=True)
    provider.get("/orders/other", decrypt=True, Anything="more")
    yield "calls", client.calls


@scenario()
@scenario("decrypt is the default", POWERTOOLS_PARAMETERS_SSM_DECRYPT="true")
def the_default_of_decrypt():
    client = Client(get_parameter=stored("5"))
    parameters.SSMProvider(boto3_client=client).get("/orders/limit")
    yield "calls", client.calls


@scenario()
@scenario("ten minutes", POWERTOOLS_PARAMETERS_MAX_AGE="600")
@scenario("never", POWERTOOLS_PARAMETERS_MAX_AGE="0")
def the_default_age():
    client = Client(get_parameter=[stored("5"), stored("6")])
    provider = parameters.SSMProvider(boto3_client=client)
    yield "first", provider.get("/orders/limit")
    yield "second", provider.get("/orders/limit")


@scenario()
def each_transform_has_its_own_place_in_the_cache():
    client = Client(get_parameter=stored('{"a": 1}'))
    provider = parameters.SSMProvider(boto3_client=client)
    yield "text", provider.get("/orders/settings")
    yield "json", provider.get("/orders/settings", transform="json")
    yield "json again", provider.get("/orders/settings", transform="json")
    yield "calls", len(client.calls)


@scenario()
def transforms():
    for transform in ("json", "binary", "auto", None):
        for name in ("/x.json", "/x.binary", "/x"):
            for value in ('{"a": 1}', "YWJj"):
                client = Client(get_parameter=stored(value))
                provider = parameters.SSMProvider(boto3_client=client)
                yield f"{transform} {name} {value}", outcome(provider.get, name, transform=transform)


@scenario()
def transforms_that_fail():
    for transform in ("json", "binary"):
        provider = parameters.SSMProvider(boto3_client=Client(get_parameter=stored("{not right")))
        yield transform, outcome(provider.get, "/x", transform=transform)


@scenario()
def the_service_fails():
    provider = parameters.SSMProvider(boto3_client=Client(get_parameter=ValueError("no")))
    yield "get", outcome(provider.get, "/x")
    try:
        provider.get("/x")
    except parameters.GetParameterError as error:
        yield "says why", "no" in str(error)


# --- Several values ----------------------------------------------------------------------------------------------

TREE = [
    {"Parameters": [{"Name": "/orders/a", "Value": "1"}, {"Name": "/orders/b.json", "Value": '{"x": 1}'}]},
    {"Parameters": [{"Name": "/orders/c/d", "Value": "{bad"}]},
]


@scenario()
def a_path_gives_all_below_it():
    client = Client(get_parameters_by_path=TREE)
    provider = parameters.SSMProvider(boto3_client=client)
    yield "values", provider.get_multiple("/orders")
    yield "again", provider.get_multiple("/orders")
    yield "calls", client.calls


@scenario()
def a_path_with_options():
    client = Client(get_parameters_by_path=TREE)
    provider = parameters.SSMProvider(boto3_client=client)
    yield "values", provider.get_multiple("/orders/", recursive=True, decrypt=True, MaxResults=5)
    yield "calls", client.calls


@scenario()
def a_path_transformed():
    provider = parameters.SSMProvider(boto3_client=Client(get_parameters_by_path=TREE))
    yield "auto", provider.get_multiple("/orders", transform="auto")
    yield "json", provider.get_multiple("/orders", transform="json")
    yield "raise", outcome(provider.get_multiple, "/other", transform="json", raise_on_transform_error=True)


@scenario()
def by_name():
    client = Client(get_parameters=several(("/a", "1"), ("/b", '{"x": 1}')))
    provider = parameters.SSMProvider(boto3_client=client)
    yield "values", provider.get_parameters_by_name({"/a": {}, "/b": {"transform": "json", "max_age": 300}})
    yield "again", provider.get_parameters_by_name({"/a": {}, "/b": {"transform": "json", "max_age": 300}})
    yield "calls", client.calls


@scenario()
def by_name_with_one_to_decrypt():
    client = Client(get_parameters=several(("/a", "1")), get_parameter=stored("s", "/s"))
    provider = parameters.SSMProvider(boto3_client=client)
    yield "values", provider.get_parameters_by_name({"/a": {}, "/s": {"decrypt": True}})
    yield "calls", client.calls


@scenario()
def by_name_with_one_that_is_not_there():
    for graceful in (False, True):
        client = Client(get_parameters=several(("/a", "1"), invalid=["/b"]))
        provider = parameters.SSMProvider(boto3_client=client)
        yield str(graceful), outcome(provider.get_parameters_by_name, {"/a": {}, "/b": {}}, raise_on_error=not graceful)


@scenario()
def by_name_with_a_reserved_name():
    provider = parameters.SSMProvider(boto3_client=Client(get_parameters=several(("/a", "1"))))
    yield "graceful", outcome(provider.get_parameters_by_name, {"_errors": {}}, raise_on_error=False)


@scenario()
def by_name_asks_for_ten_at_a_time():
    client = Client(get_parameters=several())
    parameters.SSMProvider(boto3_client=client).get_parameters_by_name({f"/{index}": {} for index in range(12)})
    yield "names asked for", [len(arguments["Names"]) for _, arguments in client.calls]


# --- Setting values ----------------------------------------------------------------------------------------------


@scenario()
def a_parameter_is_set():
    client = Client(put_parameter={"Version": 2, "Tier": "Standard"})
    provider = parameters.SSMProvider(boto3_client=client)
    yield "plain", provider.set("/a", "v")
    yield (
        "full",
        provider.set(
            "/a", "v", overwrite=True, description="d", parameter_type="SecureString", tier="Advanced", kms_key_id="k"
        ),
    )
    yield "calls", client.calls


@scenario()
def setting_a_parameter_fails():
    provider = parameters.SSMProvider(boto3_client=Client(put_parameter=ValueError("no")))
    yield "set", outcome(provider.set, "/a", "v")


@scenario()
def a_secret_is_set():
    client = Client(put_secret_value={"ARN": "arn", "Name": "n", "VersionId": "v"})
    provider = parameters.SecretsProvider(boto3_client=client)
    yield "text", provider.set("n", "v", client_request_token="token")
    yield "object", provider.set("n", {"a": 1})
    yield "bytes", provider.set("n", b"bytes")
    for _, arguments in client.calls[1:]:
        arguments.pop("ClientRequestToken", None)
    yield "calls", client.calls


@scenario()
def setting_a_secret_fails():
    provider = parameters.SecretsProvider(boto3_client=Client(put_secret_value=ValueError("no")))
    yield "set", outcome(provider.set, "n", "v")


# --- Secrets, AppConfig ------------------------------------------------------------------------------------------


@scenario()
def secrets():
    answers = [{"SecretString": "s"}, {"SecretBinary": b"s"}, {"SecretString": '{"a": 1}'}]
    client = Client(get_secret_value=answers)
    provider = parameters.SecretsProvider(boto3_client=client)
    yield "text", provider.get("text")
    yield "binary", provider.get("binary", VersionStage="AWSPREVIOUS")
    yield "json", provider.get("json", transform="json")
    yield "several", outcome(provider.get_multiple, "path")
    yield "calls", client.calls


@scenario()
def app_configuration():
    client = Client(
        start_configuration_session={"InitialConfigurationToken": "t0"},
        get_latest_configuration=[
            {"NextPollConfigurationToken": "t1", "Configuration": io.BytesIO(b'{"a": 1}')},
            {"NextPollConfigurationToken": "t2", "Configuration": io.BytesIO(b"")},
        ],
    )
    provider = parameters.AppConfigProvider(environment="prod", application="orders", boto3_client=client)
    yield "first", provider.get("limits", transform="json")
    yield "nothing new", provider.get("limits", transform="json", force_fetch=True)
    yield "several", outcome(provider.get_multiple, "limits")
    yield "calls", client.calls


@scenario()
@scenario("named by the service", POWERTOOLS_SERVICE_NAME="orders")
def the_application_of_a_configuration():
    client = Client(
        start_configuration_session={"InitialConfigurationToken": "t0"},
        get_latest_configuration={"NextPollConfigurationToken": "t1", "Configuration": io.BytesIO(b"x")},
    )
    provider = parameters.AppConfigProvider(environment="prod", boto3_client=client)
    yield "value", outcome(provider.get, "limits")
    yield "calls", client.calls


# --- Providers of one's own, the cache, the functions ------------------------------------------------------------


class Own(parameters.BaseProvider):
    """Answers from what it is asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def _get(self, name, **options):
        self.asked.append([name, options])
        return f"value of {name}"

    def _get_multiple(self, path, **options):
        self.asked.append([path, options])
        return {"a": "1", "b.json": '{"x": 1}'}


@scenario()
def a_provider_of_ones_own():
    provider = Own()
    yield "get", [provider.get("x", extra=1), provider.get("x", extra=1)]
    yield "several", provider.get_multiple("p", transform="auto", more=2)
    yield "asked", provider.asked
    yield "set", outcome(provider.set, "a", "b")


@scenario()
def the_cache_can_be_cleared():
    provider = Own()
    provider.get("x")
    provider.clear_cache()
    provider.get("x")
    yield "asked", len(provider.asked)


@scenario()
def what_the_cache_holds():
    provider = Own()
    yield "not yet", provider.has_not_expired_in_cache(("x", None))
    provider.get("x")
    yield "now", provider.has_not_expired_in_cache(("x", None))
    yield "value", provider.fetch_from_cache(("x", None))
    provider.add_to_cache(("y", None), "added", 10)
    yield "added", provider.get("y")
    provider.add_to_cache(("z", None), "for no time", 0)
    yield "no age", provider.has_not_expired_in_cache(("z", None))


@scenario()
def an_age_of_nothing():
    provider = Own()
    for age in (0, -1):
        provider.get("x", max_age=age)
        provider.get("x", max_age=age)
    yield "asked", len(provider.asked)


@scenario()
def functions_use_the_default_provider():
    client = Client(get_parameter=stored("5"), get_parameters_by_path=TREE, get_parameters=several(("/a", "1")))
    base.DEFAULT_PROVIDERS["ssm"] = parameters.SSMProvider(boto3_client=client)
    yield "one", parameters.get_parameter("/orders/limit")
    yield "below", parameters.get_parameters("/orders", recursive=False)
    yield "names", parameters.get_parameters_by_name({"/a": {}})
    parameters.clear_caches()
    yield "after clearing", parameters.get_parameter("/orders/limit")
    yield "calls", client.calls


@scenario()
def secret_functions():
    client = Client(get_secret_value={"SecretString": '{"a": 1}'}, put_secret_value={"ARN": "arn"})
    base.DEFAULT_PROVIDERS["secrets"] = parameters.SecretsProvider(boto3_client=client)
    yield "text", parameters.get_secret("n")
    yield "json", parameters.get_secret("n", transform="json", max_age=60)
    yield "calls", client.calls


@scenario()
def values_transformed_by_hand():
    yield "auto", base.transform_value({"a.json": '{"x": 1}', "b": "q"}, "auto")
    yield "fails quietly", base.transform_value("zz", "json", raise_on_transform_error=False)
    yield "several fail quietly", base.transform_value({"a": "zz"}, "json", raise_on_transform_error=False)
    yield "empty", outcome(base.transform_value, "", "json")
    yield "by its key", base.transform_value('{"a": 1}', "auto", key="x.json")


@scenario()
def the_exceptions():
    for name in ("GetParameterError", "SetParameterError", "SetSecretError", "TransformParameterError"):
        yield name, issubclass(getattr(parameters.exceptions, name), Exception)
