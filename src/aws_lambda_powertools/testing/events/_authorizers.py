"""Who may come in: what API Gateway and AWS Transfer Family ask of a Lambda authorizer.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
Source: https://docs.aws.amazon.com/transfer/latest/userguide/custom-lambda-idp.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.testing.events._api_gateway import api_gateway_rest
from aws_lambda_powertools.testing.events._http_fronts import api_gateway_http
from aws_lambda_powertools.testing.events._values import arn
from aws_lambda_powertools.testing.events._websocket import websocket

_API_ID = "a1b2c3d4e5"
_TOKEN = "token-of-jane"  # noqa: S105  # a secret of nobody's
_NOT_FOR_AUTHORIZERS = ("body", "isBase64Encoded")

Values = Mapping[str, "str | Sequence[str]"]


def api_gateway_authorizer_token(
    token: str = _TOKEN, *, method: str = "GET", path: str = "/orders", stage: str = "prod"
) -> dict[str, Any]:
    """A token to judge, for an authorizer of a REST API of the type TOKEN."""
    return {"type": "TOKEN", "authorizationToken": token, "methodArn": _method_arn(method, path, stage)}


def api_gateway_authorizer_request(
    method: str = "GET",
    path: str = "/orders",
    *,
    headers: Values | None = None,
    query: Values | None = None,
    resource: str | None = None,
    stage: str = "prod",
    stage_variables: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A request to judge, for an authorizer of a REST API of the type REQUEST."""
    request = api_gateway_rest(
        method,
        path,
        headers=_with_token(headers),
        query=query,
        resource=resource,
        stage=stage,
        stage_variables=stage_variables,
    )
    request["requestContext"]["identity"]["apiKey"] = None
    token = _token_of(request)
    return {
        "version": "1.0",
        "type": "REQUEST",
        "methodArn": _method_arn(method, path, stage),
        "identitySource": token,
        "authorizationToken": token,
        **_judged(request),
        "queryStringParameters": request["queryStringParameters"] or {},
        "pathParameters": request["pathParameters"] or {},
        "stageVariables": request["stageVariables"] or {},
    }


def api_gateway_authorizer_v2(
    method: str = "GET",
    path: str = "/orders",
    *,
    headers: Values | None = None,
    query: Values | None = None,
    cookies: Sequence[str] | None = None,
    route: str | None = None,
    stage: str = "$default",
) -> dict[str, Any]:
    """A request to judge, for an authorizer of an HTTP API in payload format 2.0."""
    request = api_gateway_http(
        method,
        path,
        headers=_with_token(headers),
        query=query,
        cookies=cookies,
        route=route or f"{method.upper()} {path}",
        stage=stage,
    )
    return {
        **_judged(request),
        "type": "REQUEST",
        "routeArn": _method_arn(method, path, stage),
        "identitySource": [_token_of(request)],
    }


def websocket_authorizer(
    *, headers: Mapping[str, str] | None = None, query: Mapping[str, str] | None = None, stage: str = "prod"
) -> dict[str, Any]:
    """A client that wants to connect to a WebSocket API, for its authorizer to judge."""
    said = {name: str(value) for name, value in _with_token(headers).items()}
    connect = websocket("$connect", headers=said, query=query, stage=stage)
    return {
        "type": "REQUEST",
        "methodArn": arn("execute-api", f"{connect['requestContext']['apiId']}/{stage}/$connect"),
        "queryStringParameters": {},
        "multiValueQueryStringParameters": {},
        "stageVariables": {},
        **_judged(connect),
    }


def transfer_family_authorizer(
    username: str = "jane",
    password: str | None = "secret-of-nobody",  # noqa: S107  # as it says
    *,
    protocol: str = "SFTP",
    server_id: str = "s-0123456789abcdef0",
    source_ip: str = "203.0.113.10",
) -> dict[str, Any]:
    """A login at a server of AWS Transfer Family; without a password the client has offered a key."""
    return {
        "username": username,
        **({} if password is None else {"password": password}),
        "protocol": protocol,
        "serverId": server_id,
        "sourceIp": source_ip,
    }


def _with_token(headers: Values | None) -> Values:
    """The headers, with a token if they have none."""
    has_token = "authorization" in {name.lower() for name in headers or {}}
    return dict(headers or {}) if has_token else {"Authorization": _TOKEN, **(headers or {})}


def _token_of(request: Mapping[str, Any]) -> str:
    return next(str(value) for name, value in request["headers"].items() if name.lower() == "authorization")


def _judged(request: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in request.items() if name not in _NOT_FOR_AUTHORIZERS}


def _method_arn(method: str, path: str, stage: str) -> str:
    return arn("execute-api", f"{_API_ID}/{stage}/{method.upper()}{path}")
