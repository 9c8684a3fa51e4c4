"""Fields that AppSync wants to have resolved."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes.appsync_resolver_event import (
    AppSyncIdentityCognito,
    AppSyncIdentityIAM,
    AppSyncResolverEvent,
    get_identity_object,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("domain_name", None),
        ("field_name", "createSomething"),
        ("identity.default_auth_strategy", "ALLOW"),
        ("identity.groups", None),
        ("identity.issuer", "https://cognito-idp.us-west-2.amazonaws.com/us-west-xxxxxxxxxxx"),
        ("identity.sub", "192879fc-a240-4bf1-ab5a-d6a00f3063f9"),
        ("identity.username", "jdoe"),
        ("info.field_name", "createSomething"),
        ("info.parent_type_name", "Mutation"),
        ("info.selection_set_graphql", "{\n  id\n  field1\n  field2\n}"),
        ("prev_result", None),
        ("type_name", "Mutation"),
    ],
)
def test_a_direct_resolver(event, attribute, value):
    assert attrgetter(attribute)(AppSyncResolverEvent(event("appSyncDirectResolver"))) == value


def test_maps_of_a_direct_resolver(event):
    field = AppSyncResolverEvent(event("appSyncDirectResolver"))
    assert field.arguments == {"id": "my identifier"}
    assert field.source == field.stash == field.info.variables == {}
    assert field.prev_result is None
    assert field.request_headers["X-Forwarded-Port"] == "443"
    assert field.info.selection_set_list == ["id", "field1", "field2"]
    assert field.identity.claims["email_verified"] is True
    assert field.identity.source_ip == ["1.1.1.1"]


def test_what_the_templates_of_amplify_send(event):
    field = AppSyncResolverEvent(event("appSyncResolverEvent"))
    assert (field.type_name, field.field_name) == ("Merchant", "locations")
    assert (field.info.parent_type_name, field.info.field_name) == ("Merchant", "locations")
    assert field.info is field.info
    assert field.info.selection_set_graphql is None
    assert field.source == {"name": "Value", "nested": {"name": "value", "list": []}}
    assert field.prev_result == {}


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ({"info": {"parentTypeName": "A", "fieldName": "b"}, "typeName": "X", "fieldName": "y"}, ("A", "b")),
        ({"parentTypeName": "A", "typeName": "X", "fieldName": "b"}, ("A", "b")),
        ({"info": None, "typeName": "A", "fieldName": "b"}, ("A", "b")),
        ({}, (None, None)),
    ],
)
def test_where_the_names_stand(raw, names):
    field = AppSyncResolverEvent(raw)
    assert (field.type_name, field.field_name) == names


def test_names_are_read_anew_when_they_change():
    raw = {"typeName": "A", "fieldName": "b"}
    field = AppSyncResolverEvent(raw)
    assert field.field_name == "b"
    raw["fieldName"] = "c"
    assert field.field_name == "c"


IAM = {
    "sourceIp": ["10.0.0.1"],
    "username": "AROA:jane",
    "accountId": "123456789012",
    "cognitoIdentityPoolId": "pool",
    "cognitoIdentityId": "identity",
    "userArn": "arn:aws:iam::123456789012:user/jane",
    "cognitoIdentityAuthType": "authenticated",
    "cognitoIdentityAuthProvider": "provider",
}


def test_a_caller_with_iam():
    caller = AppSyncResolverEvent({"identity": IAM}).identity
    assert isinstance(caller, AppSyncIdentityIAM)
    assert (caller.source_ip, caller.username, caller.account_id) == (["10.0.0.1"], "AROA:jane", "123456789012")
    assert (caller.cognito_identity_pool_id, caller.cognito_identity_id) == ("pool", "identity")
    assert (caller.cognito_identity_auth_type, caller.cognito_identity_auth_provider) == ("authenticated", "provider")
    assert caller.user_arn == "arn:aws:iam::123456789012:user/jane"


@pytest.mark.parametrize(
    ("identity", "kind"), [(IAM, AppSyncIdentityIAM), ({"sub": "1"}, AppSyncIdentityCognito), ({}, AppSyncIdentityIAM)]
)
def test_kinds_of_callers(identity, kind):
    assert type(get_identity_object(identity)) is kind
    field = AppSyncResolverEvent({"identity": identity})
    assert type(field.identity) is kind
    assert field.identity is field.identity


@pytest.mark.parametrize("identity", [None, "None"])
def test_no_caller(identity):
    assert get_identity_object(identity) is None
    assert AppSyncResolverEvent({"identity": identity}).identity is None


@pytest.mark.parametrize("prev", [None, {}, {"result": None}, "None"])
def test_nothing_came_before(prev):
    assert AppSyncResolverEvent({"prev": prev}).prev_result is None


def test_missing_headers_are_named():
    with pytest.raises(KeyError, match=r"request\.headers"):
        _ = AppSyncResolverEvent({}).request_headers


def test_get_header_value_is_deprecated():
    field = AppSyncResolverEvent({"request": {"headers": {"X-Id": "1"}}})
    with pytest.warns(PowertoolsDeprecationWarning, match="headers"):
        assert field.get_header_value("x-id") == "1"
    with pytest.warns(PowertoolsDeprecationWarning, match="headers"):
        assert field.get_header_value("x-no", default_value="2", case_sensitive=True) == "2"
