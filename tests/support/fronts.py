"""The HTTP fronts of Lambda: one request, as each of them would send it; and the resolver for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools.event_handler import (
    ALBResolver,
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    LambdaFunctionUrlResolver,
    VPCLatticeResolver,
    VPCLatticeV2Resolver,
)


def rest(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A request from a REST API."""
    headers, query = headers or {}, query or {}
    return {
        "version": "1.0",
        "resource": "/{proxy+}",
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": {name: [value] for name, value in query.items()},
        "requestContext": {"stage": "$default", "path": path, "httpMethod": method, "requestId": "1"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def http(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A request from an HTTP API or a function URL."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": "&".join(f"{name}={value}" for name, value in (query or {}).items()),
        "headers": headers or {},
        "queryStringParameters": query or {},
        "requestContext": {"stage": "$default", "http": {"method": method, "path": path}, "requestId": "1"},
        "body": body,
        "isBase64Encoded": encoded,
    }


def alb(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A request from a load balancer."""
    return {
        "requestContext": {
            "elb": {"targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/b"}
        },
        "path": path,
        "httpMethod": method,
        "headers": headers or {},
        "queryStringParameters": query or {},
        "body": body or "",
        "isBase64Encoded": encoded,
    }


def lattice(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A request from VPC Lattice, version 1."""
    return {
        "raw_path": path,
        "method": method,
        "headers": headers or {},
        "query_string_parameters": query or {},
        "body": body,
        "is_base64_encoded": encoded,
    }


def lattice_v2(
    method: str,
    path: str,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
    body: str | None = None,
    encoded: bool = False,
) -> dict[str, Any]:
    """A request from VPC Lattice, version 2."""
    return {
        "version": "2.0",
        "path": path,
        "method": method,
        "headers": {name: [value] for name, value in (headers or {}).items()},
        "queryStringParameters": {name: [value] for name, value in (query or {}).items()},
        "body": body,
        "isBase64Encoded": encoded,
        "requestContext": {"region": "eu-west-1"},
    }


@dataclass
class Front:
    """One front: its resolver, and how it writes requests."""

    name: str
    resolver: type[Any]
    request: Any

    def __str__(self) -> str:
        return self.name


FRONTS = [
    Front("rest", APIGatewayRestResolver, rest),
    Front("http", APIGatewayHttpResolver, http),
    Front("alb", ALBResolver, alb),
    Front("function_url", LambdaFunctionUrlResolver, http),
    Front("lattice", VPCLatticeResolver, lattice),
    Front("lattice_v2", VPCLatticeV2Resolver, lattice_v2),
]


def header(response: dict[str, Any], name: str) -> Any:
    """A header of a response, in whichever form it carries them."""
    for field in ("headers", "multiValueHeaders"):
        for spelt, value in response.get(field, {}).items():
            if spelt.lower() == name.lower():
                return ",".join(value) if isinstance(value, list) else value
    return None
