"""Requests through an Application Load Balancer.

Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
"""

from __future__ import annotations

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import TextOrModel


class AlbRequestContextData(EventModel):
    """Where the load balancer sent the request."""

    targetGroupArn: str = Field(description="The ARN of the target group that the function belongs to.")


class AlbRequestContext(EventModel):
    """What the load balancer knows of a request."""

    elb: AlbRequestContextData = Field(description="What belongs to the load balancer.")


class AlbModel(EventModel):
    """A request; a target group with multi-value headers sends the `multiValue` fields instead of the others."""

    httpMethod: str = Field(description="The method of the request.", examples=["GET"])
    path: str = Field(description="The path of the request.", examples=["/lambda", "/lambda/"])
    body: TextOrModel = Field(description="The body as it came.", examples=["Test"])
    isBase64Encoded: bool = Field(description="Whether the body is base64.", examples=[False])
    headers: dict[str, str] = Field(default_factory=dict, description="The headers.")
    queryStringParameters: dict[str, str] = Field(
        default_factory=dict, description="The query string, one value for each name.", examples=[{"query": "1234ABCD"}]
    )
    multiValueHeaders: dict[str, list[str]] | None = Field(
        default=None, description="All values of each header, from target groups with multi-value headers."
    )
    multiValueQueryStringParameters: dict[str, list[str]] | None = Field(
        default=None, description="The query string with all values of each name, from the same target groups."
    )
    requestContext: AlbRequestContext = Field(description="What the load balancer knows of the request.")
