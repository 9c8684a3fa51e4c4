"""Requests from load balancers."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.shared.headers_serializer import MultiValueHeadersSerializer, SingleValueHeadersSerializer
from aws_lambda_powertools.utilities.data_classes import ALBEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", "Test"),
        ("decoded_body", "Test"),
        ("http_method", "GET"),
        ("is_base64_encoded", False),
        ("path", "/lambda"),
    ],
)
def test_a_request(event, attribute, value):
    assert attrgetter(attribute)(ALBEvent(event("albEvent"))) == value


def test_one_value_a_name(event):
    request = ALBEvent(event("albEvent"))
    assert request.headers["Accept-Encoding"] == "gzip"
    assert request.resolved_headers_field == request.headers
    assert request.multi_value_headers == {}
    assert request.query_string_parameters == {"query": "1234ABCD"}
    assert request.resolved_query_string_parameters == {"query": ["1234ABCD"]}
    assert isinstance(request.header_serializer(), SingleValueHeadersSerializer)


def test_several_values_a_name(event):
    request = ALBEvent(event("albMultiValueQueryStringEvent"))
    assert request.headers == request.query_string_parameters == {}
    assert request.multi_value_headers["Header2"] == request.resolved_headers_field["HEADER2"] == ["value1", "value2"]
    assert request.resolved_query_string_parameters == {"parameter1": ["value1", "value2"], "parameter2": ["value"]}
    assert request.get_multi_value_query_string_values("parameter1") == ["value1", "value2"]
    assert isinstance(request.header_serializer(), MultiValueHeadersSerializer)


@pytest.mark.parametrize("context", [{}, {"elb": None}, {"elb": {}}])
def test_a_missing_target_group_is_named(context):
    with pytest.raises(KeyError, match=r"requestContext\.elb\.targetGroupArn"):
        _ = ALBEvent({"requestContext": context}).request_context.elb_target_group_arn
