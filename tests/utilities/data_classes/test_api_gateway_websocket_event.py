"""Connections and messages of WebSocket APIs."""

from __future__ import annotations

from operator import attrgetter

import pytest

from aws_lambda_powertools.utilities.data_classes import APIGatewayWebSocketEvent


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("body", '{"action": "chat", "message": "Hello from client"}'),
        ("decoded_body", '{"action": "chat", "message": "Hello from client"}'),
        ("is_base64_encoded", False),
        ("request_context.api_id", "asasasas"),
        ("request_context.connected_at", 1731332735513),
        ("request_context.connection_id", "BFaT_fALIAMCKug="),
        ("request_context.disconnect_reason", None),
        ("request_context.disconnect_status_code", None),
        ("request_context.domain_name", "asasasas.execute-api.us-east-1.amazonaws.com"),
        ("request_context.event_type", "MESSAGE"),
        ("request_context.extended_request_id", "BFaVtH2HoAMFZEQ="),
        ("request_context.identity.source_ip", "166.90.225.1"),
        ("request_context.identity.user_agent", None),
        ("request_context.message_direction", "IN"),
        ("request_context.message_id", "BFaVtfGSIAMCKug="),
        ("request_context.request_id", "BFaVtH2HoAMFZEQ="),
        ("request_context.request_time", "11/Nov/2024:13:45:46 +0000"),
        ("request_context.request_time_epoch", 1731332746514),
        ("request_context.route_key", "chat"),
        ("request_context.stage", "prod"),
    ],
)
def test_a_message(event, attribute, value):
    assert attrgetter(attribute)(APIGatewayWebSocketEvent(event("apiGatewayWebSocketApiMessage"))) == value


def test_a_connection(event):
    connect = APIGatewayWebSocketEvent(event("apiGatewayWebSocketApiConnect"))
    assert connect.request_context.route_key == "$connect"
    assert connect.request_context.event_type == "CONNECT"
    assert connect.headers["SEC-websocket-version"] == "13"
    assert connect.multi_value_headers["sec-websocket-version"] == ["13"]
    assert connect.query_string_parameters == connect.multi_value_query_string_parameters == {}
    assert connect.body is connect.decoded_body is connect.json_body is None


def test_a_disconnection():
    context = {"disconnectStatusCode": 1001, "disconnectReason": "Going away", "eventType": "DISCONNECT"}
    disconnect = APIGatewayWebSocketEvent({"requestContext": context}).request_context
    assert (disconnect.disconnect_status_code, disconnect.disconnect_reason) == (1001, "Going away")


def test_the_json_of_a_message(event):
    message = APIGatewayWebSocketEvent(event("apiGatewayWebSocketApiMessage"))
    assert message.json_body == {"action": "chat", "message": "Hello from client"}
    assert message.json_body is message.json_body


def test_a_message_in_base64():
    message = APIGatewayWebSocketEvent({"body": "eyJhIjogMX0=", "isBase64Encoded": True})
    assert (message.decoded_body, message.json_body) == ('{"a": 1}', {"a": 1})


def test_parameters_match_in_any_case():
    connect = APIGatewayWebSocketEvent(
        {"queryStringParameters": {"Token": "t"}, "multiValueQueryStringParameters": {"Token": ["t"]}}
    )
    assert connect.query_string_parameters["TOKEN"] == "t"
    assert connect.multi_value_query_string_parameters["token"] == ["t"]
