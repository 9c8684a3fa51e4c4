"""What AppSync asks: GraphQL resolvers, events of channels, and who may come in.

Source: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference.html
Source: https://docs.aws.amazon.com/appsync/latest/eventapi/channel-namespace-handlers.html
Source: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_lambda_powertools.testing.events._values import ACCOUNT, REGION, SECONDS, identifier

_API_ID = "a1b2c3d4e5f6g7h8i9j0k1l2m3"
_SOURCE_IP = "203.0.113.10"
_HEADERS = {
    "accept": "*/*",
    "content-type": "application/json",
    "host": f"{_API_ID}.appsync-api.{REGION}.amazonaws.com",
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64)",
    "x-amzn-trace-id": "Root=1-66322c80-1234567890abcdef12345678",
    "x-forwarded-for": _SOURCE_IP,
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
}


def appsync_resolver(
    field: str = "getOrder",
    type_name: str = "Query",
    *,
    arguments: Mapping[str, Any] | None = None,
    source: Mapping[str, Any] | None = None,
    claims: Mapping[str, Any] | None = None,
    identity: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    variables: Mapping[str, Any] | None = None,
    selection: Sequence[str] = ("id",),
    stash: Mapping[str, Any] | None = None,
    previous: Any = None,
) -> dict[str, Any]:
    """A field of a GraphQL API that a direct Lambda resolver is asked for.

    `source` is the object that has the field. With `claims` the caller is a user of a Cognito user pool; `identity` is
    any other one; with neither, the API was called with a key. `previous` is what the function before gave, in a
    pipeline.
    """
    return {
        "arguments": dict(arguments or {}),
        "identity": _identity(claims, identity),
        "source": None if source is None else dict(source),
        "request": {"headers": {**_HEADERS, **(headers or {})}, "domainName": None},
        "prev": None if previous is None else {"result": previous},
        "info": {
            "selectionSetList": list(selection),
            "selectionSetGraphQL": "\n".join(["{", *(f"  {name}" for name in selection), "}"]),
            "parentTypeName": type_name,
            "fieldName": field,
            "variables": dict(variables or {}),
        },
        "stash": dict(stash or {}),
    }


def appsync_batch_resolver(
    field: str = "relatedOrders",
    type_name: str = "Order",
    *,
    sources: Sequence[Mapping[str, Any]] = ({"id": "1"}, {"id": "2"}),
    **call: Any,
) -> list[dict[str, Any]]:
    """A field of several objects that a batch resolver is asked for; `call` as for `appsync_resolver`."""
    return [appsync_resolver(field, type_name, source=source, **call) for source in sources]


def appsync_events(
    channel: str = "/default/channel",
    *,
    payloads: Sequence[Any] | None = ({"message": "hello"},),
    subscribe: bool = False,
    claims: Mapping[str, Any] | None = None,
    identity: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Something is published on a channel of an Events API, or with `subscribe` somebody wants to hear of it.

    Each of the `payloads` is an event. The caller is as for `appsync_resolver`.
    """
    segments = channel.strip("/").split("/")
    published = [
        {"id": identifier("appsync_events", channel, number), "payload": payload}
        for number, payload in enumerate(payloads or ())
    ]
    return {
        "identity": _identity(claims, identity),
        "result": None,
        "request": {"headers": {**_HEADERS, **(headers or {})}, "domainName": None},
        "info": {
            "channel": {"path": f"/{'/'.join(segments)}", "segments": segments},
            "channelNamespace": {"name": segments[0]},
            "operation": "SUBSCRIBE" if subscribe else "PUBLISH",
        },
        "error": None,
        "prev": None,
        "stash": {},
        "outErrors": [],
        "events": None if subscribe else published,
    }


def appsync_authorizer(
    token: str = "token-of-jane",  # noqa: S107  # a secret of nobody's
    *,
    query: str = "query GetOrder($id: ID!) { getOrder(id: $id) { id } }",
    operation: str | None = "GetOrder",
    variables: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A request to a GraphQL API that a Lambda authorizer shall judge."""
    return {
        "authorizationToken": token,
        "requestContext": {
            "apiId": _API_ID,
            "accountId": ACCOUNT,
            "requestId": identifier("appsync_authorizer", token),
            "queryString": query,
            "operationName": operation,
            "variables": dict({"id": "1"} if variables is None else variables),
        },
        "requestHeaders": {**_HEADERS, **(headers or {})},
    }


def _identity(claims: Mapping[str, Any] | None, identity: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if claims is None:
        return None if identity is None else dict(identity)
    issuer = f"https://cognito-idp.{REGION}.amazonaws.com/{REGION}_example"
    all_claims = {
        "sub": identifier("cognito user"),
        "iss": issuer,
        "token_use": "access",
        "auth_time": SECONDS,
        "iat": SECONDS,
        "exp": SECONDS + 3600,
        **claims,
    }
    return {
        "claims": all_claims,
        "defaultAuthStrategy": "ALLOW",
        "groups": all_claims.get("cognito:groups"),
        "issuer": all_claims["iss"],
        "sourceIp": [_SOURCE_IP],
        "sub": all_claims["sub"],
        "username": all_claims.get("cognito:username", "jane"),
    }
