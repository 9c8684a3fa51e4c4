"""Requests through Amazon API Gateway.

Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import json as json_module
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any

_ACCOUNT = "123456789012"
_API_ID = "a1b2c3d4e5"
_DOMAIN = f"{_API_ID}.execute-api.us-east-1.amazonaws.com"
_REQUEST_ID = "8c2b4f6a-1d3e-4a5b-9c7d-0e1f2a3b4c5d"
_TIME = "01/May/2024:12:00:00 +0000"
_TIME_EPOCH = 1_714_564_800_000
_SOURCE_IP = "203.0.113.10"
_USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64)"
_TRACE = "Root=1-66322c80-1234567890abcdef12345678"
_NO_IDENTITY = (
    "accessKey",
    "accountId",
    "caller",
    "cognitoAuthenticationProvider",
    "cognitoAuthenticationType",
    "cognitoIdentityId",
    "cognitoIdentityPoolId",
    "principalOrgId",
    "user",
    "userArn",
)

Values = Mapping[str, "str | Sequence[str]"]


def api_gateway_rest(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Values | None = None,
    resource: str | None = None,
    path_parameters: Mapping[str, str] | None = None,
    claims: Mapping[str, Any] | None = None,
    stage: str = "prod",
    stage_variables: Mapping[str, str] | None = None,
    source_ip: str = _SOURCE_IP,
    request_id: str = _REQUEST_ID,
) -> dict[str, Any]:
    """A request to a REST API with Lambda proxy integration.

        api_gateway_rest("POST", "/orders", json={"sku": "tea"}, headers={"X-Trace": "1"}, query={"tag": ["a", "b"]})

    `json` is sent as a JSON body, `body` as it is (bytes in base64). A list as the value of a header or query
    parameter is sent several times. `resource` is the matched route (`/orders/{id}`; the path parameters follow
    from it); without it the API is taken for a `{proxy+}` one. `claims` are those of a Cognito authorizer.
    """
    if json is not None:
        if body is not None:
            raise TypeError("api_gateway_rest takes either json or body, not both")
        body = json_module.dumps(json)
        headers = {"Content-Type": "application/json", **(headers or {})}
    resource = resource or ("/" if path == "/" else "/{proxy+}")
    all_headers = _lists({**_default_headers(source_ip), **(headers or {})})
    all_query = _lists(query or {})
    parameters = dict(path_parameters) if path_parameters is not None else _path_parameters(resource, path)
    return {
        "resource": resource,
        "path": path,
        "httpMethod": method.upper(),
        "headers": _last(all_headers),
        "multiValueHeaders": all_headers,
        "queryStringParameters": _last(all_query) or None,
        "multiValueQueryStringParameters": all_query or None,
        "pathParameters": parameters or None,
        "stageVariables": dict(stage_variables) if stage_variables else None,
        "requestContext": {
            **_request_context(method.upper(), resource, claims),
            "identity": {**dict.fromkeys(_NO_IDENTITY), "sourceIp": source_ip, "userAgent": _USER_AGENT},
            "path": f"/{stage}{path}",
            "requestId": request_id,
            "stage": stage,
        },
        "body": b64encode(body).decode() if isinstance(body, bytes) else body,
        "isBase64Encoded": isinstance(body, bytes),
    }


def _default_headers(source_ip: str) -> dict[str, str]:
    return {
        "Accept": "*/*",
        "Host": _DOMAIN,
        "User-Agent": _USER_AGENT,
        "X-Amzn-Trace-Id": _TRACE,
        "X-Forwarded-For": source_ip,
        "X-Forwarded-Port": "443",
        "X-Forwarded-Proto": "https",
    }


def _request_context(method: str, resource: str, claims: Mapping[str, Any] | None) -> dict[str, Any]:
    context: dict[str, Any] = {
        "accountId": _ACCOUNT,
        "apiId": _API_ID,
        "deploymentId": "d1e2f3",
        "domainName": _DOMAIN,
        "domainPrefix": _API_ID,
        "extendedRequestId": "XkD4pGm2IAMFh3Q=",
        "httpMethod": method,
        "protocol": "HTTP/1.1",
        "requestTime": _TIME,
        "requestTimeEpoch": _TIME_EPOCH,
        "resourceId": "abc123",
        "resourcePath": resource,
    }
    if claims is not None:
        context["authorizer"] = {"claims": dict(claims)}
    return context


def _lists(values: Values) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}


def _last(values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Where only one value has room, API Gateway sends the last one."""
    return {name: given[-1] for name, given in values.items() if given}


def _path_parameters(resource: str, path: str) -> dict[str, str]:
    parts, wanted = path.strip("/").split("/"), resource.strip("/").split("/")
    parameters: dict[str, str] = {}
    for position, name in enumerate(wanted):
        if name.startswith("{") and name.endswith("+}"):
            parameters[name[1:-2]] = "/".join(parts[position:])
        elif name.startswith("{") and name.endswith("}") and position < len(parts):
            parameters[name[1:-1]] = parts[position]
    return parameters
