"""Custom resources of CloudFormation."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import CloudFormationCustomResourceEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("logical_resource_id", "xxxxxxxxx"),
        ("physical_resource_id", "xxxxxxxxx"),
        ("request_id", "xxxxx-d2a0-4dfb-ab1f-xxxxxx"),
        ("request_type", "Update"),
        ("resource_type", "Custom::MyType"),
        ("service_token", "arn:aws:lambda:us-east-1:xxx:function:xxxx-CrbuiltinfunctionidProvi-2vKAalSppmKe"),
        ("stack_id", "arn:aws:cloudformation:us-east-1:xxxx:stack/xxxx/271845b0-f2e8-11ed-90ac-0eeb25b8ae21"),
    ],
)
def test_an_update(event, attribute, value):
    assert (
        attrgetter(attribute)(CloudFormationCustomResourceEvent(event("cloudformationCustomResourceUpdate"))) == value
    )


def test_properties_before_and_after(event):
    request = CloudFormationCustomResourceEvent(event("cloudformationCustomResourceUpdate"))
    assert request.resource_properties["MyProps"] == "new"
    assert request.old_resource_properties["MyProps"] == "old"


def test_what_a_creation_leaves_out(event):
    request = CloudFormationCustomResourceEvent(event("cloudformationCustomResourceCreate"))
    assert request.physical_resource_id == ""
    assert request.old_resource_properties == {}


def test_where_to_answer_is_not_shown(event):
    request = CloudFormationCustomResourceEvent(event("cloudformationCustomResourceDelete"))
    assert request.response_url.startswith("https://")
    assert "https://" not in str(request)
