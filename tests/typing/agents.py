"""What type checkers know of AppSync, agents, WebSocket APIs and the event router."""

from __future__ import annotations

from typing_extensions import assert_type

from aws_lambda_powertools.event_handler import (
    APIGatewayWebSocketResolver,
    BedrockAgentResolver,
    ConnectionClient,
    ConnectionStore,
    EventRouter,
)
from aws_lambda_powertools.event_handler.websocket_connections import Broadcast
from aws_lambda_powertools.utilities.data_classes import APIGatewayWebSocketEvent, S3Event
from aws_lambda_powertools.utilities.data_classes.bedrock_agent_event import BedrockAgentEvent

socket, agent, router = APIGatewayWebSocketResolver(), BedrockAgentResolver(), EventRouter()
store = ConnectionStore.in_memory()
client = ConnectionClient(store)


@socket.route("chat")
def chat(message: dict[str, str]) -> int:
    return len(message)


@agent.get("/orders", description="All orders")
def orders() -> list[str]:
    return []


@router.s3(bucket="uploads")
def uploaded(event: S3Event) -> str:
    return event.bucket_name


def known() -> None:
    assert_type(chat({}), int)
    assert_type(orders(), list[str])
    assert_type(socket.current_event, APIGatewayWebSocketEvent)
    assert_type(agent.current_event, BedrockAgentEvent)
    assert_type(client.broadcast("hi"), Broadcast)
    assert_type(client.post("a", "hi"), bool)
