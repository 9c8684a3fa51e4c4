"""Event handler: routes HTTP requests, GraphQL fields and agents' calls to functions. Each name is imported at use."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.event_handler._app import ApiGatewayResolver as ApiGatewayResolver
    from aws_lambda_powertools.event_handler._cors import CORSConfig as CORSConfig
    from aws_lambda_powertools.event_handler._gateways.alb import ALBResolver as ALBResolver
    from aws_lambda_powertools.event_handler._gateways.http import APIGatewayHttpResolver as APIGatewayHttpResolver
    from aws_lambda_powertools.event_handler._gateways.rest import APIGatewayRestResolver as APIGatewayRestResolver
    from aws_lambda_powertools.event_handler._response import BedrockResponse as BedrockResponse, Response as Response
    from aws_lambda_powertools.event_handler._router import Router as Router
    from aws_lambda_powertools.event_handler.api_gateway_websocket import (
        APIGatewayWebSocketResolver as APIGatewayWebSocketResolver,
    )
    from aws_lambda_powertools.event_handler.appsync import AppSyncResolver as AppSyncResolver
    from aws_lambda_powertools.event_handler.bedrock_agent import BedrockAgentResolver as BedrockAgentResolver
    from aws_lambda_powertools.event_handler.bedrock_agent_function import (
        BedrockAgentFunctionResolver as BedrockAgentFunctionResolver,
        BedrockFunctionResponse as BedrockFunctionResponse,
    )
    from aws_lambda_powertools.event_handler.depends import (
        DependencyResolutionError as DependencyResolutionError,
        Depends as Depends,
    )
    from aws_lambda_powertools.event_handler.event_router import (
        EventRouter as EventRouter,
        UnmatchedEventError as UnmatchedEventError,
    )
    from aws_lambda_powertools.event_handler.events_appsync.appsync_events import (
        AppSyncEventsResolver as AppSyncEventsResolver,
    )
    from aws_lambda_powertools.event_handler.http_resolver import (
        HttpResolver as HttpResolver,
        HttpResolverLocal as HttpResolverLocal,
    )
    from aws_lambda_powertools.event_handler.lambda_function_url import (
        LambdaFunctionUrlResolver as LambdaFunctionUrlResolver,
    )
    from aws_lambda_powertools.event_handler.request import Request as Request
    from aws_lambda_powertools.event_handler.streaming import (
        EventStreamResponse as EventStreamResponse,
        ServerSentEvent as ServerSentEvent,
        StreamingResponse as StreamingResponse,
    )
    from aws_lambda_powertools.event_handler.vpc_lattice import (
        VPCLatticeResolver as VPCLatticeResolver,
        VPCLatticeV2Resolver as VPCLatticeV2Resolver,
    )
    from aws_lambda_powertools.event_handler.websocket_connections import (
        ConnectionClient as ConnectionClient,
        ConnectionStore as ConnectionStore,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._app": ["ApiGatewayResolver"],
        "._cors": ["CORSConfig"],
        "._gateways.alb": ["ALBResolver"],
        "._gateways.http": ["APIGatewayHttpResolver"],
        "._gateways.rest": ["APIGatewayRestResolver"],
        "._response": ["BedrockResponse", "Response"],
        "._router": ["Router"],
        ".api_gateway_websocket": ["APIGatewayWebSocketResolver"],
        ".appsync": ["AppSyncResolver"],
        ".bedrock_agent": ["BedrockAgentResolver"],
        ".bedrock_agent_function": ["BedrockAgentFunctionResolver", "BedrockFunctionResponse"],
        ".depends": ["DependencyResolutionError", "Depends"],
        ".event_router": ["EventRouter", "UnmatchedEventError"],
        ".events_appsync.appsync_events": ["AppSyncEventsResolver"],
        ".http_resolver": ["HttpResolver", "HttpResolverLocal"],
        ".lambda_function_url": ["LambdaFunctionUrlResolver"],
        ".request": ["Request"],
        ".streaming": ["EventStreamResponse", "ServerSentEvent", "StreamingResponse"],
        ".vpc_lattice": ["VPCLatticeResolver", "VPCLatticeV2Resolver"],
        ".websocket_connections": ["ConnectionClient", "ConnectionStore"],
    },
)
