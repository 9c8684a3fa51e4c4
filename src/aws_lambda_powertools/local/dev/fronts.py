"""What brings HTTP to a function: a request as the event of a front, and an answer as that front would pass it on.

Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html,
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html,
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html,
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html,
https://docs.aws.amazon.com/vpc-lattice/latest/ug/lambda-functions.html
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any
from urllib.parse import parse_qsl

from aws_lambda_powertools.local.decoding.json_text import as_list, as_object
from aws_lambda_powertools.local.errors import LocalError
from aws_lambda_powertools.testing import events

_BAD_GATEWAY = 502
_SERVER_ERROR = 500
_STATUS = range(100, 600)
_BODYLESS = (204, 304)

_TEXT_TYPES = re.compile(r"^(text/.*|application/(json|javascript|xml)|application/[\w.+-]+\+(json|xml))$")
_PARAMETER = re.compile(r"^\{(?P<name>[\w.-]+)(?P<greedy>\+?)\}$")


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it reached the local server; `path` is decoded, `raw_path` as it was sent."""

    method: str
    path: str
    raw_path: str
    query_string: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    source_ip: str
    at: float
    request_id: str

    def header(self, name: str) -> str:
        """The first value of a header, by its name in lower case; empty without it."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def values(self) -> dict[str, list[str]]:
        """All headers, with all their values."""
        found: dict[str, list[str]] = {}
        for name, value in self.headers:
            found.setdefault(name, []).append(value)
        return found

    @property
    def query(self) -> dict[str, list[str]]:
        """The decoded query string, with all values of each name."""
        found: dict[str, list[str]] = {}
        for name, value in parse_qsl(self.query_string, keep_blank_values=True):
            found.setdefault(name, []).append(value)
        return found

    @property
    def when(self) -> str:
        """The time as API Gateway writes it."""
        return datetime.fromtimestamp(self.at, timezone.utc).strftime("%d/%b/%Y:%H:%M:%S +0000")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a front knows besides the request: the stage, an authorizer's claims, the routes that the API declares."""

    stage: str = ""
    claims: Mapping[str, Any] | None = None
    routes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the client; `problem` says what the front would not have taken."""

    status: int
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """One way to a function: its words for a request, its reading of the answer, its words for a failure."""

    title: str
    event: Callable[[Request, Settings], dict[str, Any]]
    failure: Answer
    infers: bool = False
    """Whether an answer without status is taken for the body of a 200."""
    settings: frozenset[str] = field(default_factory=frozenset[str])

    def answer(self, response: Any) -> Answer:
        """The handler's response as an answer over HTTP; the front's failure where it could make nothing of it."""
        fields = as_object(response)
        if self.infers and "statusCode" not in fields:
            return _json_answer(response)
        problem = _problem_of(response)
        if problem:
            return Answer(self.failure.status, self.failure.headers, self.failure.body, f"{self.title} {problem}")
        return _proxy_answer(fields)


def front_named(name: str, settings: Settings) -> Front:
    """The front of that name; LocalError names settings that it does not have."""
    front = FRONTS[name]
    given = {"stage": settings.stage, "claims": settings.claims, "route": settings.routes}
    for setting, value in given.items():
        if value and setting not in front.settings:
            raise LocalError(f"--{setting} does not go with --front {name}: {front.title} has nothing of the kind.")
    return front


# --- a request as an event ------------------------------------------------------------------------------------


def _rest(request: Request, settings: Settings) -> dict[str, Any]:
    resource, parameters = _matched(request, settings.routes)
    event = events.api_gateway_rest(
        request.method,
        request.path,
        body=_readable(request.body),
        headers={_title(name): values for name, values in request.values.items()},
        query=request.query,
        resource=resource,
        path_parameters=parameters,
        claims=settings.claims,
        stage=settings.stage or "dev",
        source_ip=request.source_ip,
        request_id=request.request_id,
    )
    event["requestContext"].update(requestTime=request.when, requestTimeEpoch=int(request.at * 1000))
    event["requestContext"]["identity"]["userAgent"] = request.header("user-agent")
    return event


def _http(request: Request, settings: Settings) -> dict[str, Any]:
    route, parameters = _matched(request, settings.routes)
    event = events.api_gateway_http(
        request.method,
        request.path,
        body=_body(request),
        headers=request.values,
        query=request.query,
        claims=settings.claims,
        route=f"{request.method} {route}" if route else "$default",
        path_parameters=parameters,
        stage=settings.stage or "$default",
        source_ip=request.source_ip,
        request_id=request.request_id,
    )
    return _version_2(event, request)


def _function_url(request: Request, _: Settings) -> dict[str, Any]:
    event = events.function_url(
        request.method,
        request.raw_path,
        body=_body(request),
        headers=request.values,
        query=request.query,
        source_ip=request.source_ip,
        request_id=request.request_id,
    )
    return _version_2(event, request)


def _version_2(event: dict[str, Any], request: Request) -> dict[str, Any]:
    event["rawQueryString"] = request.query_string
    event["requestContext"].update(time=request.when, timeEpoch=int(request.at * 1000))
    event["requestContext"]["http"]["userAgent"] = request.header("user-agent")
    return event


def _alb(request: Request, _: Settings) -> dict[str, Any]:
    return events.alb(
        request.method,
        request.raw_path,
        body=_body(request),
        headers=request.values,
        query=request.query,
        source_ip=request.source_ip,
    )


def _lattice(request: Request, _: Settings) -> dict[str, Any]:
    return events.vpc_lattice_v2(
        request.method,
        f"{request.raw_path}?{request.query_string}" if request.query_string else request.raw_path,
        body=_body(request),
        headers=request.values,
        query=request.query,
        source_ip=request.source_ip,
    )


def _title(name: str) -> str:
    """Web servers hand on names in lower case; clients and REST APIs write them so."""
    return "-".join(part.capitalize() for part in name.split("-"))


def _readable(body: bytes) -> str | bytes | None:
    """A REST API sends text where it is text."""
    try:
        return body.decode() or None
    except UnicodeDecodeError:
        return body


def _body(request: Request) -> str | bytes | None:
    """The others go by the content type: what they do not know as text travels in base64."""
    kind = request.header("content-type").partition(";")[0].strip().lower()
    is_text = not kind or _TEXT_TYPES.match(kind) is not None
    if not is_text or request.header("content-encoding"):
        return request.body or None
    return _readable(request.body)


def _matched(request: Request, routes: Sequence[str]) -> tuple[str | None, dict[str, str] | None]:
    """The declared route of a request and its path parameters; none where no route is declared for it."""
    found = ((route, _parameters(route, request.path)) for route in sorted(routes, key=_generality))
    return next(((route, parameters) for route, parameters in found if parameters is not None), (None, None))


def _generality(route: str) -> tuple[bool, int]:
    return "+}" in route, route.count("{")


def _parameters(route: str, path: str) -> dict[str, str] | None:
    wanted, given = route.strip("/").split("/"), path.strip("/").split("/")
    parameters: dict[str, str] = {}
    for position, part in enumerate(wanted):
        if position >= len(given):
            return None
        found = _PARAMETER.match(part)
        if found is not None and found["greedy"]:
            return {**parameters, found["name"]: "/".join(given[position:])}
        if found is not None:
            parameters[found["name"]] = given[position]
        elif part != given[position]:
            return None
    return parameters if len(given) == len(wanted) else None


# --- a response as an answer ----------------------------------------------------------------------------------


def _problem_of(response: Any) -> str:
    """Why a front refuses a response, in a few words; empty when it does not."""
    if not isinstance(response, dict):
        return "wants an object with statusCode and body, and got something else"
    fields = as_object(response)
    if "statusCode" not in fields:
        return "wants a statusCode in the response"
    if _status(fields["statusCode"]) is None:
        return f"wants a statusCode from 100 to 599, and got {json.dumps(fields['statusCode'])[:40]}"
    body = fields.get("body")
    if body is not None and not isinstance(body, str):
        return "wants the body as a text; json.dumps makes one"
    if fields.get("isBase64Encoded") and body and _decoded(body) is None:
        return "can't decode the body: it says isBase64Encoded and is no base64"
    for name in ("headers", "multiValueHeaders"):
        if not isinstance(fields.get(name) or {}, dict):
            return f"wants {name} to be an object"
    return ""


def _proxy_answer(fields: Mapping[str, Any]) -> Answer:
    status = _status(fields["statusCode"]) or _SERVER_ERROR
    text = fields.get("body") or ""
    body = _decoded(text) if fields.get("isBase64Encoded") else text.encode("utf-8", "replace")
    headers = _headers_of(fields)
    if body and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", "application/json"))
    return Answer(status, headers, b"" if status in _BODYLESS else body or b"")


def _headers_of(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What the response sets, each name in its several values; lengths are the server's own business."""
    several = as_object(fields.get("multiValueHeaders"))
    repeated = {name.lower() for name in several}
    pairs = [(name, value) for name, value in as_object(fields.get("headers")).items() if name.lower() not in repeated]
    pairs += [(name, value) for name, values in several.items() for value in as_list(values)]
    pairs += [("set-cookie", cookie) for cookie in as_list(fields.get("cookies"))]
    return [
        (name.lower(), _header_text(value))
        for name, value in pairs
        if value is not None and name.lower() not in ("content-length", "transfer-encoding", "connection")
    ]


def _header_text(value: Any) -> str:
    text = json.dumps(value) if isinstance(value, (bool, int, float)) else str(value)
    return text.replace("\r", " ").replace("\n", " ")


def _status(value: Any) -> int | None:
    """A status as AWS takes it: a number, or a text that is one."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        status = int(value)
    except ValueError:
        return None
    return status if status in _STATUS else None


def _decoded(text: str) -> bytes | None:
    try:
        return b64decode(text)
    except ValueError:
        return None


def _json_answer(response: Any) -> Answer:
    text = response if isinstance(response, str) else json.dumps(response)
    return Answer(200, [("content-type", "application/json")], text.encode("utf-8", "replace"))


def _json_failure(status: int, message: str) -> Answer:
    return Answer(status, [("content-type", "application/json")], json.dumps({"message": message}).encode())


_ALB_FAILURE = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"
)

FRONTS = {
    "rest": Front(
        "A REST API",
        _rest,
        _json_failure(_BAD_GATEWAY, "Internal server error"),
        settings=frozenset(("stage", "claims", "route")),
    ),
    "http": Front(
        "An HTTP API",
        _http,
        _json_failure(_SERVER_ERROR, "Internal Server Error"),
        infers=True,
        settings=frozenset(("stage", "claims", "route")),
    ),
    "function-url": Front(
        "A function URL",
        _function_url,
        Answer(_BAD_GATEWAY, [("content-type", "application/json")], b"Internal Server Error"),
        infers=True,
    ),
    "alb": Front("A load balancer", _alb, Answer(_BAD_GATEWAY, [("content-type", "text/html")], _ALB_FAILURE)),
    "lattice": Front(
        "VPC Lattice",
        _lattice,
        Answer(_SERVER_ERROR, [("content-type", "text/plain")], b"Internal Server Error"),
    ),
}
"""The fronts by the names that `--front` takes."""
