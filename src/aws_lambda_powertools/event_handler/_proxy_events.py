"""ProxyEventType: the HTTP fronts, and the data class of each one's events."""

from __future__ import annotations

from enum import Enum
from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ProxyEventType(Enum):
    """Where the events of an ApiGatewayResolver come from."""

    APIGatewayProxyEvent = "APIGatewayProxyEvent"
    APIGatewayProxyEventV2 = "APIGatewayProxyEventV2"
    ALBEvent = "ALBEvent"
    BedrockAgentEvent = "BedrockAgentEvent"
    VPCLatticeEvent = "VPCLatticeEvent"
    VPCLatticeEventV2 = "VPCLatticeEventV2"
    LambdaFunctionUrlEvent = "LambdaFunctionUrlEvent"


_FILES = {
    "APIGatewayProxyEvent": "api_gateway_proxy_event",
    "APIGatewayProxyEventV2": "api_gateway_proxy_event",
    "ALBEvent": "alb_event",
    "BedrockAgentEvent": "bedrock_agent_event",
    "VPCLatticeEvent": "vpc_lattice",
    "VPCLatticeEventV2": "vpc_lattice",
    "LambdaFunctionUrlEvent": "lambda_function_url_event",
}


def event_class(kind: Any) -> Any:
    """The data class of a front; that of REST APIs for none."""
    name = "APIGatewayProxyEvent" if kind is None else getattr(kind, "value", kind)
    file = _FILES.get(name)
    if file is None:
        raise ValueError(f"{kind!r} is no proxy type; use one of {', '.join(map(str, ProxyEventType))}")
    return getattr(import_module(f"aws_lambda_powertools.utilities.data_classes.{file}"), name)
