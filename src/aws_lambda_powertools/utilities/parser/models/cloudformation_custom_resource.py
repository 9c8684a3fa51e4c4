"""Custom resources that CloudFormation creates, updates and deletes.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requests.html
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, HttpUrl

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import MappingOrModel, Replaceable


class CloudFormationCustomResourceBaseModel(EventModel):
    """What all requests of CloudFormation have."""

    request_type: Replaceable[str] = Field(
        alias="RequestType", description="What is to be done.", examples=["Create", "Update", "Delete"]
    )
    service_token: str = Field(
        alias="ServiceToken",
        description="The ARN of the function or topic that serves the resource.",
        examples=["arn:aws:lambda:us-east-1:123456789012:function:resources"],
    )
    response_url: HttpUrl = Field(alias="ResponseURL", description="Where the answer is to be put: a signed URL of S3.")
    stack_id: str = Field(
        alias="StackId",
        description="The ARN of the stack.",
        examples=["arn:aws:cloudformation:us-east-1:123456789012:stack/shop/271845b0-f2e8-11ed-90ac-0eeb25b8ae21"],
    )
    request_id: str = Field(
        alias="RequestId",
        description="The id of the request, for the answer.",
        examples=["91ddd94a-d2a0-4dfb-ab1f-6b1a7d3c9e42"],
    )
    logical_resource_id: str = Field(
        alias="LogicalResourceId", description="The name of the resource in the template.", examples=["MyResource"]
    )
    resource_type: str = Field(
        alias="ResourceType", description="The type of the resource in the template.", examples=["Custom::MyType"]
    )
    resource_properties: MappingOrModel | None = Field(
        default=None, alias="ResourceProperties", description="The properties of the resource in the template."
    )


class CloudFormationCustomResourceCreateModel(CloudFormationCustomResourceBaseModel):
    """A resource shall be created."""

    request_type: Literal["Create"] = Field(alias="RequestType", description="What is to be done.", examples=["Create"])


class CloudFormationCustomResourceDeleteModel(CloudFormationCustomResourceBaseModel):
    """A resource shall be deleted."""

    request_type: Literal["Delete"] = Field(alias="RequestType", description="What is to be done.", examples=["Delete"])
    physical_resource_id: str = Field(
        alias="PhysicalResourceId",
        description="The id that the function gave the resource.",
        examples=["my-resource-1"],
    )


class CloudFormationCustomResourceUpdateModel(CloudFormationCustomResourceBaseModel):
    """A resource shall be changed."""

    request_type: Literal["Update"] = Field(alias="RequestType", description="What is to be done.", examples=["Update"])
    physical_resource_id: str = Field(
        alias="PhysicalResourceId",
        description="The id that the function gave the resource.",
        examples=["my-resource-1"],
    )
    old_resource_properties: MappingOrModel | None = Field(
        default=None, alias="OldResourceProperties", description="The properties before an update."
    )
