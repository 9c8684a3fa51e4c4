"""Logins to Transfer Family servers."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import TransferFamilyAuthorizer, TransferFamilyAuthorizerResponse


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("password", "value"),
        ("protocol", "SFTP"),
        ("server_id", "s-abcd123456"),
        ("source_ip", "192.168.0.100"),
        ("username", "value"),
    ],
)
def test_a_login(event, attribute, value):
    assert attrgetter(attribute)(TransferFamilyAuthorizer(event("transferFamilyAuthorizer"))) == value


ROLE = "arn:aws:iam::123456789012:role/transfer"


def test_a_login_with_a_key_has_no_password():
    assert TransferFamilyAuthorizer({"username": "jane"}).password is None


def test_a_password_is_not_shown(event):
    assert "'password': '[SENSITIVE]'" in str(TransferFamilyAuthorizer(event("transferFamilyAuthorizer")))


def test_a_path_on_s3():
    answer = TransferFamilyAuthorizerResponse().build_authentication_response_s3(
        ROLE, policy="{}", home_directory="/bucket/jane", public_keys="ssh-rsa AAAA"
    )
    assert answer == {
        "Role": ROLE,
        "HomeDirectoryType": "PATH",
        "HomeDirectory": "/bucket/jane",
        "Policy": "{}",
        "PublicKeys": "ssh-rsa AAAA",
    }


def test_logical_directories_on_efs():
    answer = TransferFamilyAuthorizerResponse().build_authentication_response_efs(
        ROLE,
        user_gid=100,
        user_uid=1000,
        home_directory_details=[{"Entry": "/", "Target": "/fs-1/jane"}],
        home_directory_type="LOGICAL",
    )
    assert answer == {
        "Role": ROLE,
        "HomeDirectoryType": "LOGICAL",
        "HomeDirectoryDetails": '[{"Entry": "/", "Target": "/fs-1/jane"}]',
        "PosixProfile": {"Gid": 100, "Uid": 1000},
    }


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({}, "home_directory is needed"),
        ({"home_directory_details": [{}]}, "home_directory is needed"),
        ({"home_directory_type": "LOGICAL", "home_directory": "/"}, "home_directory_details is needed"),
        ({"home_directory_type": "OTHER", "home_directory": "/"}, "'OTHER'"),
    ],
)
def test_what_does_not_fit_is_named(options, what):
    response = TransferFamilyAuthorizerResponse()
    with pytest.raises(ValueError, match=what):
        response.build_authentication_response_s3(ROLE, **options)
    with pytest.raises(ValueError, match=what):
        response.build_authentication_response_efs(ROLE, 1, 1, **options)
