"""Requests from VPC Lattice."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.shared.headers_serializer import HttpApiHeadersSerializer
from aws_lambda_powertools.utilities.data_classes import VPCLatticeEvent, VPCLatticeEventV2


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", "eyJ0ZXN0IjogImV2ZW50In0="),
        ("decoded_body", '{"test": "event"}'),
        ("http_method", "GET"),
        ("is_base64_encoded", True),
        ("method", "GET"),
        ("path", "/testpath"),
        ("raw_path", "/testpath"),
    ],
)
def test_a_request_in_version_1(event, attribute, value):
    assert attrgetter(attribute)(VPCLatticeEvent(event("vpcLatticeEvent"))) == value


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", '{"message": "Hello from Lambda!"}'),
        ("decoded_body", '{"message": "Hello from Lambda!"}'),
        ("http_method", "GET"),
        ("is_base64_encoded", False),
        ("method", "GET"),
        ("path", "/newpath"),
        ("request_context.identity.get_type", "AWS_IAM"),
        (
            "request_context.identity.principal",
            "arn:aws:sts::123456789012:assumed-role/example-role/057d00f8b51257ba3c853a0f248943cf",
        ),
        ("request_context.identity.principal_org_id", None),
        ("request_context.identity.session_name", "057d00f8b51257ba3c853a0f248943cf"),
        ("request_context.identity.source_vpc_arn", "arn:aws:ec2:region:123456789012:vpc/vpc-0b8276c84697e7339"),
        ("request_context.identity.x509_issuer_ou", None),
        ("request_context.identity.x509_san_dns", "example.com"),
        ("request_context.identity.x509_san_name_cn", None),
        ("request_context.identity.x509_san_uri", None),
        ("request_context.identity.x509_subject_cn", None),
        ("request_context.region", "us-east-2"),
        ("request_context.service_arn", "arn:aws:vpc-lattice:us-east-2:123456789012:service/svc-0a40eebed65f8d69c"),
        (
            "request_context.service_network_arn",
            "arn:aws:vpc-lattice:us-east-2:123456789012:servicenetwork/sn-0bf3f2882e9cc805a",
        ),
        (
            "request_context.target_group_arn",
            "arn:aws:vpc-lattice:us-east-2:123456789012:targetgroup/tg-6d0ecf831eec9f09",
        ),
        ("request_context.time_epoch", "1696331543569073"),
        ("version", "2.0"),
    ],
)
def test_a_request_in_version_2(event, attribute, value):
    assert attrgetter(attribute)(VPCLatticeEventV2(event("vpcLatticeV2Event"))) == value


def test_maps_of_version_1(event):
    request = VPCLatticeEvent(event("vpcLatticeEvent"))
    assert request.headers["HEADER2"] == "value1,value2"
    assert request.resolved_headers_field["header2"] == ["value1", "value2"]
    assert request.query_string_parameters == {"order-id": "1"}
    assert request.resolved_query_string_parameters == {"order-id": ["1"]}
    assert request.json_body == {"test": "event"}
    assert isinstance(request.header_serializer(), HttpApiHeadersSerializer)


def test_maps_of_version_2(event):
    request = VPCLatticeEventV2(event("vpcLatticeV2EventWithHeaders"))
    assert request.headers["Powertools"] == request.resolved_headers_field["powertools"] == ["a", "b"]
    assert request.query_string_parameters == {"parameter1": "value1,value2", "parameter2": "value"}
    assert request.multi_value_query_string_parameters == {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
    assert request.get_multi_value_query_string_values("parameter1") == ["value1", "value2"]
    assert request.resolved_query_string_parameters == {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
    assert request.json_body == {"message": "Hello from Lambda!"}
    assert request.query_string_parameters is request.query_string_parameters


@pytest.mark.parametrize("spelling", ["x509", "X509"])
def test_the_certificate_of_the_caller(spelling):
    names = ("SubjectCn", "IssuerOu", "SanDns", "SanUri", "SanNameCn")
    identity = {f"{spelling}{name}": name for name in names}
    caller = VPCLatticeEventV2({"requestContext": {"identity": identity}}).request_context.identity
    assert (caller.x509_subject_cn, caller.x509_issuer_ou, caller.x509_san_dns) == names[:3]
    assert (caller.x509_san_uri, caller.x509_san_name_cn) == names[3:]


@pytest.mark.parametrize(
    ("kind", "key"), [(VPCLatticeEvent, "raw_path"), (VPCLatticeEventV2, "path")], ids=["v1", "v2"]
)
def test_the_query_string_is_no_part_of_the_path(kind, key):
    assert kind({key: "/orders/1?a=b&c=/d"}).path == "/orders/1"


@pytest.mark.parametrize("kind", [VPCLatticeEvent, VPCLatticeEventV2])
def test_a_request_without_body(kind):
    request = kind({"method": "GET"})
    assert request.body is request.decoded_body is request.json_body is None
    assert request.headers == request.query_string_parameters == {}
