"""What CloudFormation asks of a custom resource.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aws_lambda_powertools.testing.events._values import REGION, arn, identifier

REQUESTS = ("Create", "Update", "Delete")


def cloudformation(
    request_type: str = "Create",
    properties: Mapping[str, Any] | None = None,
    *,
    old_properties: Mapping[str, Any] | None = None,
    physical_id: str = "my-resource-1",
    logical_id: str = "MyResource",
    resource_type: str = "Custom::MyType",
    stack: str = "my-stack",
) -> dict[str, Any]:
    """A request to Create, Update or Delete a custom resource.

    `physical_id` goes with updates and deletions, `old_properties` with updates. CloudFormation sends all scalar
    properties as texts; here they stay what they are.
    """
    if request_type not in REQUESTS:
        raise ValueError(f"request_type is {request_type!r}; it is one of {', '.join(REQUESTS)}")
    token = arn("lambda", "function:my-resources")
    event: dict[str, Any] = {
        "RequestType": request_type,
        "ServiceToken": token,
        "ResponseURL": f"https://cloudformation-custom-resource-response-{REGION}.s3.amazonaws.com/{logical_id}",
        "StackId": arn("cloudformation", f"stack/{stack}/{identifier('stack', stack)}"),
        "RequestId": identifier("cloudformation", request_type, logical_id),
        "LogicalResourceId": logical_id,
        "ResourceType": resource_type,
        "ResourceProperties": {"ServiceToken": token, **(properties or {})},
    }
    if request_type != "Create":
        event["PhysicalResourceId"] = physical_id
    if request_type == "Update":
        event["OldResourceProperties"] = {"ServiceToken": token, **(old_properties or {})}
    return event
