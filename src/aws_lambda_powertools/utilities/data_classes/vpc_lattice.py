"""Requests that VPC Lattice passes on, in both versions of the event.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-vpc-lattice.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.api_gateway_proxy_event import split_values
from aws_lambda_powertools.utilities.data_classes.common import BaseProxyEvent, DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from aws_lambda_powertools.shared.headers_serializer import BaseHeadersSerializer


class VPCLatticeEventBase(BaseProxyEvent):
    """What both versions have in common."""

    method: str = field("method")
    """The method of the request."""
    http_method: str = field("method")
    """The method of the request."""

    def header_serializer(self) -> BaseHeadersSerializer:
        """Answers carry joined values."""
        from aws_lambda_powertools.shared.headers_serializer import HttpApiHeadersSerializer

        return HttpApiHeadersSerializer()


class VPCLatticeEvent(VPCLatticeEventBase):
    """A request, in version 1 of the event."""

    raw_path: str = field("raw_path")
    """The path of the request with its query string."""
    is_base64_encoded: bool | None = field("is_base64_encoded", default=None)
    """Whether the body is base64."""

    @property
    def path(self) -> str:  # type: ignore[override]  # computed here
        """The path of the request."""
        return _without_query(self._require("raw_path"))

    query_string_parameters: dict[str, str] = field("query_string_parameters", default_factory=dict)
    """The query string, one value for each name."""

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers with a list of values where there are several."""
        return self._kept("resolved_headers_field", self.headers, split_values)


class vpcLatticeEventV2Identity(DictWrapper):  # noqa: N801  # the name of earlier versions
    """Who made the request."""

    source_vpc_arn: str | None = field("sourceVpcArn", default=None)
    """The VPC from which the request came."""
    get_type: str | None = field("type", default=None)
    """How the caller authenticated: `AWS_IAM`, or None."""
    principal: str | None = field("principal", default=None)
    """The ARN of the caller."""
    principal_org_id: str | None = field("principalOrgID", default=None)
    """The AWS organization of the caller."""
    session_name: str | None = field("sessionName", default=None)
    """The session of the caller."""

    @property
    def x509_subject_cn(self) -> str | None:
        """The subject's common name in the caller's certificate (IAM Roles Anywhere)."""
        return self._x509("SubjectCn")

    @property
    def x509_issuer_ou(self) -> str | None:
        """The issuer's organizational unit in the certificate."""
        return self._x509("IssuerOu")

    @property
    def x509_san_dns(self) -> str | None:
        """The DNS name in the certificate."""
        return self._x509("SanDns")

    @property
    def x509_san_uri(self) -> str | None:
        """The URI in the certificate."""
        return self._x509("SanUri")

    @property
    def x509_san_name_cn(self) -> str | None:
        """The alternative name's common name in the certificate."""
        return self._x509("SanNameCn")

    def _x509(self, name: str) -> str | None:
        """A value of the certificate; AWS writes `x509…`, its documentation in places `X509…`."""
        return self._data.get(f"x509{name}", self._data.get(f"X509{name}"))


class vpcLatticeEventV2RequestContext(DictWrapper):  # noqa: N801  # the name of earlier versions
    """What VPC Lattice knows of the request."""

    service_network_arn: str = field("serviceNetworkArn")
    """The ARN of the service network."""
    service_arn: str = field("serviceArn")
    """The ARN of the service."""
    target_group_arn: str = field("targetGroupArn")
    """The ARN of the target group that the function belongs to."""
    identity: vpcLatticeEventV2Identity = field("identity", vpcLatticeEventV2Identity)
    """Who made the request."""
    region: str = field("region")
    """The region of the service."""
    time_epoch: float = field("timeEpoch")
    """When the request came: microseconds since the epoch, as digits."""


class VPCLatticeEventV2(VPCLatticeEventBase):
    """A request, in version 2 of the event."""

    version: str = field("version")
    """The version of the event, `2.0`."""
    request_context: vpcLatticeEventV2RequestContext = field("requestContext", vpcLatticeEventV2RequestContext)
    """What VPC Lattice knows of the request."""

    @property
    def path(self) -> str:  # type: ignore[override]  # computed here
        """The path of the request, without its query string."""
        return _without_query(self._require("path"))

    @property
    def query_string_parameters(self) -> dict[str, str]:  # type: ignore[override]  # computed here
        """The query string with one value for each name, several joined with commas."""
        return self._kept_copy("query_string_parameters", self._data.get("queryStringParameters") or {}, _joined)

    @property
    def multi_value_query_string_parameters(self) -> dict[str, list[str]]:  # type: ignore[override]  # other key
        """The query string with all values of each name."""
        return self._kept_copy("all_query_values", self._data.get("queryStringParameters") or {}, _listed)

    @property
    def resolved_headers_field(self) -> dict[str, Any]:
        """The headers with lists of values."""
        return self.headers


def _without_query(path: str) -> str:
    return path.partition("?")[0]


def _joined(parameters: dict[str, Any]) -> dict[str, str]:
    return {name: ",".join(value or "" for value in values) for name, values in _listed(parameters).items()}


def _listed(parameters: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [values] if isinstance(values, str) else values or [] for name, values in parameters.items()}
