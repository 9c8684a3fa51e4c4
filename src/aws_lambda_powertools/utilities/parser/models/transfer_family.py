"""Logins at a server of AWS Transfer Family.

Source: https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html
"""

from __future__ import annotations

from pydantic import Field, IPvAnyAddress

from aws_lambda_powertools.utilities.parser.models._base import EventModel


class TransferFamilyAuthorizer(EventModel):
    """Somebody logs in."""

    username: str = Field(description="The name of the user.", examples=["bob"])
    password: str | None = Field(
        default=None, description="The password; None when a key is offered instead.", examples=["secret"]
    )
    protocol: str = Field(description="The protocol of the client.", examples=["SFTP", "FTP", "FTPS", "AS2"])
    server_id: str = Field(alias="serverId", description="The id of the server.", examples=["s-abcd123456"])
    source_ip: IPvAnyAddress = Field(
        alias="sourceIp", description="The address of the client.", examples=["192.168.0.100"]
    )
