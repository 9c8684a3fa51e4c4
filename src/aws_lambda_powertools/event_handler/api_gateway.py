"""The historic address of the resolvers and of what they are made of; each is imported when it is asked for."""

# ruff: noqa: PLC0414  # names given out under their own name
from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver as ApiGatewayResolver
    from aws_lambda_powertools.event_handler._builder import ResponseBuilder as ResponseBuilder
    from aws_lambda_powertools.event_handler._chain import MiddlewareFrame as MiddlewareFrame
    from aws_lambda_powertools.event_handler._cors import CORSConfig as CORSConfig
    from aws_lambda_powertools.event_handler._gateways.alb import ALBResolver as ALBResolver
    from aws_lambda_powertools.event_handler._gateways.http import APIGatewayHttpResolver as APIGatewayHttpResolver
    from aws_lambda_powertools.event_handler._gateways.rest import APIGatewayRestResolver as APIGatewayRestResolver
    from aws_lambda_powertools.event_handler._proxy_events import ProxyEventType as ProxyEventType
    from aws_lambda_powertools.event_handler._response import BedrockResponse as BedrockResponse, Response as Response
    from aws_lambda_powertools.event_handler._route import Route as Route
    from aws_lambda_powertools.event_handler._router import BaseRouter as BaseRouter, Router as Router
    from aws_lambda_powertools.event_handler.openapi.constants import (
        DEFAULT_API_VERSION as DEFAULT_API_VERSION,
        DEFAULT_CONTENT_TYPE as DEFAULT_CONTENT_TYPE,
        DEFAULT_OPENAPI_RESPONSE_DESCRIPTION as DEFAULT_OPENAPI_RESPONSE_DESCRIPTION,
        DEFAULT_OPENAPI_TITLE as DEFAULT_OPENAPI_TITLE,
        DEFAULT_OPENAPI_VERSION as DEFAULT_OPENAPI_VERSION,
        DEFAULT_STATUS_CODE as DEFAULT_STATUS_CODE,
    )
    from aws_lambda_powertools.event_handler.openapi.types import COMPONENT_REF_PREFIX as COMPONENT_REF_PREFIX

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "aws_lambda_powertools.event_handler._app": ["ApiGatewayResolver"],
        "aws_lambda_powertools.event_handler._builder": ["ResponseBuilder"],
        "aws_lambda_powertools.event_handler._chain": ["MiddlewareFrame"],
        "aws_lambda_powertools.event_handler._cors": ["CORSConfig"],
        "aws_lambda_powertools.event_handler._gateways.alb": ["ALBResolver"],
        "aws_lambda_powertools.event_handler._gateways.http": ["APIGatewayHttpResolver"],
        "aws_lambda_powertools.event_handler._gateways.rest": ["APIGatewayRestResolver"],
        "aws_lambda_powertools.event_handler._proxy_events": ["ProxyEventType"],
        "aws_lambda_powertools.event_handler._response": ["BedrockResponse", "Response"],
        "aws_lambda_powertools.event_handler._route": ["Route"],
        "aws_lambda_powertools.event_handler._router": ["BaseRouter", "Router"],
        "aws_lambda_powertools.event_handler.openapi.constants": [
            "DEFAULT_API_VERSION",
            "DEFAULT_CONTENT_TYPE",
            "DEFAULT_OPENAPI_RESPONSE_DESCRIPTION",
            "DEFAULT_OPENAPI_TITLE",
            "DEFAULT_OPENAPI_VERSION",
            "DEFAULT_STATUS_CODE",
        ],
        "aws_lambda_powertools.event_handler.openapi.types": ["COMPONENT_REF_PREFIX"],
    },
)
