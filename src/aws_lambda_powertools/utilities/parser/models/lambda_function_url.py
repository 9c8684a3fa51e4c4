"""Requests to the URL of a function.

Source: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.parser.models.apigwv2 import APIGatewayProxyEventV2Model


class LambdaFunctionUrlModel(APIGatewayProxyEventV2Model):
    """A request to the URL of a function; it has the form of requests to HTTP APIs."""
