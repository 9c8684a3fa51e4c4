"""Requests through a service of VPC Lattice, with payload format 1.0.

Source: https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from __future__ import annotations

from pydantic import Field

from aws_lambda_powertools.utilities.parser.models._base import EventModel
from aws_lambda_powertools.utilities.parser.types import TextOrModel


class VpcLatticeModel(EventModel):
    """A request."""

    method: str = Field(description="The method of the request.", examples=["GET"])
    raw_path: str = Field(
        description="The path of the request with its query string.", examples=["/testpath", "/testpath/"]
    )
    body: TextOrModel = Field(
        description="The body as it came; see `decoded_body` and `json_body`.", examples=["eyJ0ZXN0IjogImV2ZW50In0="]
    )
    is_base64_encoded: bool = Field(description="Whether the body is base64.", examples=[True])
    headers: dict[str, str] = Field(description="The headers; names match in any case.")
    query_string_parameters: dict[str, str] = Field(
        description="The query string, one value for each name.", examples=[{"order-id": "1"}]
    )
