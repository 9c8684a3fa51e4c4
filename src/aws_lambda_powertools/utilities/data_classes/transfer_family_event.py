"""Logins to Transfer Family servers that a function checks, and what the server wants to hear.

Source: https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html
"""

from __future__ import annotations

import json

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal


class TransferFamilyAuthorizer(DictWrapper):
    """Somebody who wants to log in."""

    _sensitive_properties = ("password",)

    username: str = field("username")
    """The name of the user."""
    password: str | None = field("password", default=None)
    """The password; None when a key is offered instead."""
    protocol: str = field("protocol")
    """`SFTP`, `FTP`, `FTPS` or `AS2`."""
    server_id: str = field("serverId")
    """The id of the server."""
    source_ip: str = field("sourceIp")
    """The address of the client."""


class TransferFamilyAuthorizerResponse:
    """Builds the answer that lets the user in; an empty dict keeps them out."""

    def build_authentication_response_efs(
        self,
        role_arn: str,
        user_gid: int,
        user_uid: int,
        policy: str | None = None,
        home_directory: str | None = None,
        home_directory_details: list[dict[str, Any]] | None = None,
        home_directory_type: Literal["LOGICAL", "PATH"] = "PATH",
        public_keys: str | None = None,
    ) -> dict[str, Any]:
        """The answer for a server on EFS, with the POSIX ids of the user.

        `PATH` needs `home_directory`; `LOGICAL` needs `home_directory_details`, a list of `Entry` and `Target`.
        ValueError when it is missing.
        """
        response = _response(role_arn, policy, home_directory, home_directory_details, home_directory_type, public_keys)
        return {**response, "PosixProfile": {"Gid": user_gid, "Uid": user_uid}}

    def build_authentication_response_s3(
        self,
        role_arn: str,
        policy: str | None = None,
        home_directory: str | None = None,
        home_directory_details: list[dict[str, Any]] | None = None,
        home_directory_type: Literal["LOGICAL", "PATH"] = "PATH",
        public_keys: str | None = None,
    ) -> dict[str, Any]:
        """The answer for a server on S3; the directory as in the answer for EFS."""
        return _response(role_arn, policy, home_directory, home_directory_details, home_directory_type, public_keys)


def _response(
    role_arn: str,
    policy: str | None,
    home_directory: str | None,
    home_directory_details: list[dict[str, Any]] | None,
    home_directory_type: str,
    public_keys: str | None,
) -> dict[str, Any]:
    response: dict[str, Any] = {"Role": role_arn, "HomeDirectoryType": home_directory_type}
    if home_directory_type == "PATH":
        if not home_directory:
            raise ValueError("home_directory is needed when home_directory_type is PATH")
        response["HomeDirectory"] = home_directory
    elif home_directory_type == "LOGICAL":
        if not home_directory_details:
            raise ValueError("home_directory_details is needed when home_directory_type is LOGICAL")
        response["HomeDirectoryDetails"] = json.dumps(home_directory_details)
    else:
        raise ValueError(f"home_directory_type is PATH or LOGICAL, not {home_directory_type!r}")
    if policy:
        response["Policy"] = policy
    if public_keys:
        response["PublicKeys"] = public_keys
    return response
