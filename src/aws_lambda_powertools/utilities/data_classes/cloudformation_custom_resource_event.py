"""What CloudFormation asks of a function behind a custom resource.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal


class CloudFormationCustomResourceEvent(DictWrapper):
    """A custom resource that is to be created, updated or deleted."""

    _sensitive_properties = ("response_url",)  # whoever knows it can answer in the function's name

    request_type: Literal["Create", "Update", "Delete"] = field("RequestType")
    """What is to be done."""
    service_token: str = field("ServiceToken")
    """The ARN of the function or topic that serves the resource."""
    response_url: str = field("ResponseURL")
    """Where the answer is to be put: a signed URL of S3."""
    stack_id: str = field("StackId")
    """The ARN of the stack."""
    request_id: str = field("RequestId")
    """The id of the request, for the answer."""
    logical_resource_id: str = field("LogicalResourceId")
    """The name of the resource in the template."""
    physical_resource_id: str = field("PhysicalResourceId", default_factory=str)
    """The id that the function gave the resource; empty when it is to be created."""
    resource_type: str = field("ResourceType")
    """The type of the resource in the template."""
    resource_properties: dict[str, Any] = field("ResourceProperties", default_factory=dict)
    """The properties of the resource in the template."""
    old_resource_properties: dict[str, Any] = field("OldResourceProperties", default_factory=dict)
    """The properties before an update."""
