"""A type variable for code that takes any resolver."""

from __future__ import annotations

from typing import TypeVar

from aws_lambda_powertools.event_handler._app import ApiGatewayResolver

EventHandlerInstance = TypeVar("EventHandlerInstance", bound=ApiGatewayResolver)
