"""Requests through everything else that brings HTTP to a function: HTTP APIs, function URLs, load balancers, Lattice.

Source: https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html
"""

from __future__ import annotations

import json as json_module
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

_ACCOUNT = "123456789012"
_API_ID = "a1b2c3d4e5"
_REGION = "us-east-1"
_REQUEST_ID = "8c2b4f6a-1d3e-4a5b-9c7d-0e1f2a3b4c5d"
_TIME = "01/May/2024:12:00:00 +0000"
_TIME_EPOCH = 1_714_564_800_000
_SOURCE_IP = "203.0.113.10"
_USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64)"
_TRACE = "Root=1-66322c80-1234567890abcdef12345678"

Values = Mapping[str, "str | Sequence[str]"]


def api_gateway_http(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Values | None = None,
    cookies: Sequence[str] | None = None,
    claims: Mapping[str, Any] | None = None,
    route: str = "$default",
    path_parameters: Mapping[str, str] | None = None,
    stage: str = "$default",
    source_ip: str = _SOURCE_IP,
    request_id: str = _REQUEST_ID,
) -> dict[str, Any]:
    """A request to an HTTP API in payload format 2.0; `claims` are those of a JWT authorizer."""
    return _version_2(
        method,
        path,
        _content(json, body, headers),
        query or {},
        cookies,
        f"{_API_ID}.execute-api.{_REGION}.amazonaws.com",
        {"jwt": {"claims": dict(claims), "scopes": None}} if claims is not None else None,
        route=route,
        path_parameters=path_parameters,
        stage=stage,
        source_ip=source_ip,
        request_id=request_id,
        account=_ACCOUNT,
    )


def function_url(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Values | None = None,
    cookies: Sequence[str] | None = None,
    iam: Mapping[str, Any] | None = None,
    source_ip: str = _SOURCE_IP,
    request_id: str = _REQUEST_ID,
) -> dict[str, Any]:
    """A request to a function URL; `iam` is who signed it, for URLs with IAM authorization."""
    return _version_2(
        method,
        path,
        _content(json, body, headers),
        query or {},
        cookies,
        f"{_API_ID}.lambda-url.{_REGION}.on.aws",
        {"iam": dict(iam)} if iam is not None else None,
        route="$default",
        path_parameters=None,
        stage="$default",
        source_ip=source_ip,
        request_id=request_id,
        account=_ACCOUNT if iam is not None else "anonymous",
    )


def alb(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Values | None = None,
    multi_value: bool = False,
    source_ip: str = _SOURCE_IP,
) -> dict[str, Any]:
    """A request through an application load balancer, whose query strings arrive as they were encoded.

    `multi_value` is the target group's attribute `lambda.multi_value_headers.enabled`.
    """
    content = _content(json, body, headers)
    all_headers = {**_forwarded(source_ip, f"orders-1234567890.{_REGION}.elb.amazonaws.com"), **content.headers}
    all_query = {quote(name): [quote(value) for value in values] for name, values in _lists(query or {}).items()}
    event: dict[str, Any] = {
        "requestContext": {
            "elb": {
                "targetGroupArn": (
                    f"arn:aws:elasticloadbalancing:{_REGION}:{_ACCOUNT}:targetgroup/orders/0a1b2c3d4e5f6a7b"
                )
            }
        },
        "httpMethod": method.upper(),
        "path": path,
        "body": content.body or "",
        "isBase64Encoded": content.is_base64,
    }
    if multi_value:
        return {**event, "multiValueHeaders": all_headers, "multiValueQueryStringParameters": all_query}
    return {**event, "headers": _last(all_headers), "queryStringParameters": _last(all_query)}


def vpc_lattice(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Mapping[str, str] | None = None,
    source_ip: str = _SOURCE_IP,
) -> dict[str, Any]:
    """A request through VPC Lattice in the event structure 1.0; bodies are always base64."""
    content = _content(json, body, headers)
    all_headers = {**_forwarded(source_ip, _LATTICE_HOST), **content.headers}
    suffix = f"?{urlencode(query)}" if query else ""
    return {
        "raw_path": f"{path}{suffix}",
        "method": method.upper(),
        "headers": _joined(all_headers),
        "query_string_parameters": dict(query or {}),
        "body": content.as_base64(),
        "is_base64_encoded": True,
    }


def vpc_lattice_v2(
    method: str = "GET",
    path: str = "/",
    *,
    json: Any = None,
    body: str | bytes | None = None,
    headers: Values | None = None,
    query: Values | None = None,
    source_ip: str = _SOURCE_IP,
) -> dict[str, Any]:
    """A request through VPC Lattice in the event structure 2.0."""
    content = _content(json, body, headers)
    return {
        "version": "2.0",
        "path": path,
        "method": method.upper(),
        "headers": {**_forwarded(source_ip, _LATTICE_HOST), **content.headers},
        "queryStringParameters": _lists(query or {}),
        "body": content.body,
        "isBase64Encoded": content.is_base64,
        "requestContext": {
            "serviceNetworkArn": f"arn:aws:vpc-lattice:{_REGION}:{_ACCOUNT}:servicenetwork/sn-0a1b2c3d4e5f6a7b8",
            "serviceArn": f"arn:aws:vpc-lattice:{_REGION}:{_ACCOUNT}:service/svc-0a1b2c3d4e5f6a7b8",
            "targetGroupArn": f"arn:aws:vpc-lattice:{_REGION}:{_ACCOUNT}:targetgroup/tg-0a1b2c3d4e5f6a7b8",
            "identity": {"sourceVpcArn": f"arn:aws:ec2:{_REGION}:{_ACCOUNT}:vpc/vpc-0a1b2c3d4e5f6a7b8"},
            "region": _REGION,
            "timeEpoch": str(_TIME_EPOCH * 1000),
        },
    }


_LATTICE_HOST = f"orders-0a1b2c3d4e5f.7d67968.vpc-lattice-svcs.{_REGION}.on.aws"


class _Content:
    """The body of a request as events carry it, and the headers that go with it."""

    def __init__(self, body: str | bytes | None, headers: Mapping[str, list[str]]) -> None:
        self.is_base64 = isinstance(body, bytes)
        self.body = b64encode(body).decode() if isinstance(body, bytes) else body
        self.headers = dict(headers)

    def as_base64(self) -> str | None:
        """The body in base64, whatever it is."""
        return self.body if self.body is None or self.is_base64 else b64encode(self.body.encode()).decode()


def _content(json: Any, body: str | bytes | None, headers: Values | None) -> _Content:
    given = {name.lower(): value for name, value in (headers or {}).items()}
    if json is None:
        return _Content(body, _lists(given))
    if body is not None:
        raise TypeError("a request has either json or body, not both")
    return _Content(json_module.dumps(json), _lists({"content-type": "application/json", **given}))


def _version_2(
    method: str,
    path: str,
    content: _Content,
    query: Values,
    cookies: Sequence[str] | None,
    domain: str,
    authorizer: dict[str, Any] | None,
    *,
    route: str,
    path_parameters: Mapping[str, str] | None,
    stage: str,
    source_ip: str,
    request_id: str,
    account: str,
) -> dict[str, Any]:
    """What HTTP APIs and function URLs send; absent parts are left out, as they leave them out."""
    all_query = _lists(query)
    headers = {**_forwarded(source_ip, domain), **content.headers}
    sent_cookies = [*headers.pop("cookie", []), *(cookies or ())]
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route,
        "rawPath": path if stage == "$default" else f"/{stage}{path}",
        "rawQueryString": urlencode(all_query, doseq=True),
        "headers": _joined(headers),
        "requestContext": {
            "accountId": account,
            "apiId": _API_ID,
            "domainName": domain,
            "domainPrefix": _API_ID,
            "http": {
                "method": method.upper(),
                "path": path if stage == "$default" else f"/{stage}{path}",
                "protocol": "HTTP/1.1",
                "sourceIp": source_ip,
                "userAgent": _USER_AGENT,
            },
            "requestId": request_id,
            "routeKey": route,
            "stage": stage,
            "time": _TIME,
            "timeEpoch": _TIME_EPOCH,
        },
        "isBase64Encoded": content.is_base64,
    }
    if authorizer is not None:
        event["requestContext"]["authorizer"] = authorizer
    optional = {
        "cookies": [cookie.strip() for sent in sent_cookies for cookie in sent.split(";")],
        "queryStringParameters": {name: ",".join(values) for name, values in all_query.items()},
        "pathParameters": dict(path_parameters or {}),
        "body": content.body,
    }
    event.update({name: value for name, value in optional.items() if value})
    return event


def _forwarded(source_ip: str, host: str) -> dict[str, list[str]]:
    return {
        "accept": ["*/*"],
        "host": [host],
        "user-agent": [_USER_AGENT],
        "x-amzn-trace-id": [_TRACE],
        "x-forwarded-for": [source_ip],
        "x-forwarded-port": ["443"],
        "x-forwarded-proto": ["https"],
    }


def _lists(values: Values) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}


def _last(values: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: given[-1] for name, given in values.items() if given}


def _joined(values: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: ",".join(given) for name, given in values.items()}
