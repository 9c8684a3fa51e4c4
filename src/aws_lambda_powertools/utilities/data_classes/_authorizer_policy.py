"""IAM policies that allow or deny routes of an API."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    Route: TypeAlias = "dict[str, Any]"

ALLOW = "Allow"
DENY = "Deny"


def route(arn: str, conditions: list[dict[str, Any]] | None = None) -> Route:
    """A route by its ARN, with the conditions under which its statement holds."""
    return {"resourceArn": arn, "conditions": conditions}


def policy(statements: list[dict[str, Any]]) -> dict[str, Any]:
    """A policy document. ValueError when it would allow and deny nothing, which API Gateway refuses."""
    if not statements:
        raise ValueError("The policy has no statements: allow or deny a route first")
    return {"Version": "2012-10-17", "Statement": statements}


def statements(effect: str, routes: Iterable[Route]) -> list[dict[str, Any]]:
    """The statements of an effect: one for each route with conditions, and one for all others together."""
    found: list[dict[str, Any]] = []
    plain: list[str] = []
    for one in routes:
        if one["conditions"]:
            found.append({**_statement(effect, [one["resourceArn"]]), "Condition": one["conditions"]})
        else:
            plain.append(one["resourceArn"])
    if plain:
        found.append(_statement(effect, plain))
    return found


def _statement(effect: str, resources: list[str]) -> dict[str, Any]:
    return {"Action": "execute-api:Invoke", "Effect": effect, "Resource": resources}
