"""Requests through a service of VPC Lattice, with payload format 1.0.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from __future__ import annotations

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import EmptyIfNull, TextOrModel


class VpcLatticeModel(EventModel):
    """A request."""

    method: str = Field(description="The method of the request.", examples=["GET"])
    raw_path: str = Field(
        description="The path of the request with its query string.", examples=["/testpath", "/testpath/"]
    )
    body: TextOrModel | None = Field(
        default=None, description="The body as it came.", examples=["eyJ0ZXN0IjogImV2ZW50In0="]
    )
    is_base64_encoded: bool = Field(description="Whether the body is base64.", examples=[True])
    headers: dict[str, str] = Field(
        description="The headers; values of the same name are separated by commas.", examples=[{"accept": "*/*"}]
    )
    query_string_parameters: EmptyIfNull[dict[str, str]] = Field(
        default_factory=dict, description="The query string, one value for each name.", examples=[{"order-id": "1"}]
    )
