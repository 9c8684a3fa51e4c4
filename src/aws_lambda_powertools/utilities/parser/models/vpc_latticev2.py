"""Requests through a service of VPC Lattice, with payload format 2.0.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import AliasChoices, Field, field_validator

from aws_lambda_powertools.utilities.parser import functions
from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import TextOrModel


class VpcLatticeV2RequestContextIdentity(EventModel):
    """Who made a request."""

    source_vpc_arn: str | None = Field(
        default=None,
        alias="sourceVpcArn",
        description="The VPC from which the request came.",
        examples=["arn:aws:ec2:region:123456789012:vpc/vpc-0b8276c84697e7339"],
    )
    get_type: str | None = Field(
        default=None, alias="type", description="How the caller authenticated: `AWS_IAM`, or None."
    )
    principal: str | None = Field(
        default=None,
        description="The ARN of the caller.",
        examples=["arn:aws:sts::123456789012:assumed-role/example-role/057d00f8b51257ba3c853a0f248943cf"],
    )
    principal_org_id: str | None = Field(
        default=None, alias="principalOrgID", description="The AWS organization of the caller."
    )
    session_name: str | None = Field(
        default=None,
        alias="sessionName",
        description="The session of the caller.",
        examples=["057d00f8b51257ba3c853a0f248943cf"],
    )
    x509_subject_cn: str | None = Field(
        default=None,
        validation_alias=AliasChoices("X509SubjectCn", "x509SubjectCn"),
        alias="X509SubjectCn",
        description="The subject's common name, of the client's certificate.",
    )
    x509_issuer_ou: str | None = Field(
        default=None,
        validation_alias=AliasChoices("X509IssuerOu", "x509IssuerOu"),
        alias="X509IssuerOu",
        description="The issuer's organizational unit.",
    )
    x509_san_dns: str | None = Field(
        default=None,
        validation_alias=AliasChoices("x509SanDns", "X509SanDns"),
        alias="x509SanDns",
        description="The alternative name that is a DNS name.",
        examples=["example.com"],
    )
    x509_san_uri: str | None = Field(
        default=None,
        validation_alias=AliasChoices("X509SanUri", "x509SanUri"),
        alias="X509SanUri",
        description="The alternative name that is a URI.",
    )
    x509_san_name_cn: str | None = Field(
        default=None,
        validation_alias=AliasChoices("X509SanNameCn", "x509SanNameCn"),
        alias="X509SanNameCn",
        description="The alternative name that is a common name.",
    )


class VpcLatticeV2RequestContext(EventModel):
    """What VPC Lattice knows of a request."""

    service_network_arn: str = Field(
        alias="serviceNetworkArn",
        description="The ARN of the service network.",
        examples=["arn:aws:vpc-lattice:us-east-2:123456789012:servicenetwork/sn-0bf3f2882e9cc805a"],
    )
    service_arn: str = Field(
        alias="serviceArn",
        description="The ARN of the service.",
        examples=["arn:aws:vpc-lattice:us-east-2:123456789012:service/svc-0a40eebed65f8d69c"],
    )
    target_group_arn: str = Field(
        alias="targetGroupArn",
        description="The ARN of the target group that the function belongs to.",
        examples=["arn:aws:vpc-lattice:us-east-2:123456789012:targetgroup/tg-6d0ecf831eec9f09"],
    )
    identity: VpcLatticeV2RequestContextIdentity = Field(description="Who made the request.")
    region: str = Field(description="The region of the service.", examples=["us-east-2"])
    time_epoch: float = Field(
        alias="timeEpoch",
        description="When the request came: microseconds since the epoch; digits in the event.",
        examples=["1696331543569073"],
    )
    time_epoch_as_datetime: datetime = Field(
        alias="timeEpoch",
        description="The same as a time.",
        examples=["1696331543569073"],
    )

    @field_validator("time_epoch_as_datetime", mode="before")
    @classmethod
    def time_epoch_convert_to_miliseconds(cls, value: Any) -> Any:
        """Milliseconds, which pydantic can tell from seconds; the event has microseconds."""
        try:
            return round(int(value) / 1000)
        except (TypeError, ValueError):
            return value


class VpcLatticeV2Model(EventModel):
    """A request."""

    version: str = Field(description="The version of the event, `2.0`.", examples=["2.0"])
    path: str = Field(description="The path of the request.", examples=["/newpath/", "/newpath"])
    method: str = Field(description="The method of the request.", examples=["GET"])
    headers: dict[str, str] = Field(
        description="The headers; several values are joined with commas.", examples=[{"accept": "*/*"}]
    )
    query_string_parameters: dict[str, str] | None = Field(
        default=None,
        alias="queryStringParameters",
        description="The query string; several values are joined with commas.",
        examples=[{"order-id": "1"}],
    )
    body: TextOrModel | None = Field(
        default=None, description="The body as it came.", examples=['{"message": "Hello from Lambda!"}']
    )
    is_base64_encoded: bool | None = Field(
        default=None, alias="isBase64Encoded", description="Whether the body is base64.", examples=[False]
    )
    request_context: VpcLatticeV2RequestContext = Field(
        alias="requestContext", description="What VPC Lattice knows of the request."
    )

    @field_validator("headers", "query_string_parameters", mode="before")
    @classmethod
    def _joined(cls, value: Any) -> Any:
        """One text for each name: VPC Lattice sends a list of values."""
        if not functions.is_mapping(value):
            return value
        lists = {name: ",".join(map(str, item)) for name, item in value.items() if functions.is_list(item)}
        return {**value, **lists} if lists else value
