"""What is known of a segment, by the names of OpenTelemetry's semantic conventions.

https://opentelemetry.io/docs/specs/semconv/ for most names; those that begin with `aws.xray.` are what makes X-Ray show
annotations and metadata as such.
"""

# What is looked into here is an event, Any all the way down.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false, reportUnknownMemberType=false

from __future__ import annotations

from aws_lambda_powertools._core import environment
from aws_lambda_powertools.tracing._native import SERVER_ERROR, Memory
from aws_lambda_powertools.tracing._otel import propagation
from aws_lambda_powertools.tracing._otel.provider import CLIENT, MOST_LINKS
from aws_lambda_powertools.tracing._otel.values import json_object, natural_or_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from aws_lambda_powertools._core.invocation import Invocation
    from aws_lambda_powertools.tracing._otel.provider import Link, OpenTelemetrySegment

UNSET, ERROR = 0, 2
"""Codes of a span's status, as OTLP writes them."""

ANNOTATIONS = "aws.xray.annotations"
METADATA = "aws.xray.metadata."

LONGEST_TEXT = 12 * 1024

# --- A segment -------------------------------------------------------------------------------------------------------


def attributes_of(segment: OpenTelemetrySegment, for_aws: bool, longest_text: int = LONGEST_TEXT) -> dict[str, Any]:
    """Everything that was said of a segment, as attributes; X-Ray wants metadata in a form of its own."""
    found: dict[str, Any] = dict(segment.attributes)
    if segment.root_of is not None:
        found = {**root_attributes(segment.root_of, segment), **found}
    annotations = segment.all_annotations()
    if annotations:
        found.update(annotations)
        found[ANNOTATIONS] = list(annotations)
    if segment.namespace != "local":
        found.update(_attributes_of_call(segment))
    for namespace, values in segment.all_metadata().items():
        if for_aws:
            found[METADATA + namespace] = json_object(values, longest_text)
        else:
            found.update((f"{namespace}.{key}", natural_or_json(value)) for key, value in values.items())
    return found


def status_of(segment: OpenTelemetrySegment) -> tuple[int, str]:
    """Code and message of the status: an error for what failed, and for calls that were answered with one."""
    more = segment.more
    if segment.failure:
        return ERROR, segment.failure
    if more.get("fault") or (segment.kind == CLIENT and more.get("error")):
        return ERROR, ""
    if segment.root_of is not None and (status := _status_code(segment.root_of.response)) >= SERVER_ERROR:
        return ERROR, f"HTTP {status}"
    return UNSET, ""


# --- A call of another service ---------------------------------------------------------------------------------------

OF_HTTP = {
    "url": "url.full",
    "user_agent": "user_agent.original",
    "client_ip": "client.address",
    "status": "http.response.status_code",
    "content_length": "http.response.body.size",
}
OF_AWS = {
    "operation": "rpc.method",
    "id_2": "aws.extended_request_id",
    "queue_url": "aws.queue_url",
    "bucket_name": "aws.s3.bucket",
    "key": "aws.s3.key",
    "retries": "http.request.resend_count",
}
OF_SQL = {
    "database_type": "db.system",
    "sanitized_query": "db.statement",
    "url": "db.connection_string",
}
"""Words of X-Ray, and what OpenTelemetry says; any other word stands behind `aws.` or `db.`."""

TABLE_WORDS = ("table_name", "table_names")


def _attributes_of_call(segment: OpenTelemetrySegment) -> Iterator[tuple[str, Any]]:
    more = segment.more
    http: dict[str, dict[str, Any]] = more.get("http", {})
    for part in http.values():
        yield from ((OF_HTTP[word], value) for word, value in part.items() if word in OF_HTTP and value is not None)
    request = http.get("request", {})
    if request.get("method"):
        yield "http.request.method", str(request["method"]).upper()
    url = request.get("url")
    if url:
        yield from _place(str(url))
    if segment.namespace == "aws":
        yield "rpc.system", "aws-api"
        yield "rpc.service", segment.name
    for word, value in more.get("aws", {}).items():
        if word in TABLE_WORDS:
            yield "aws.dynamodb.table_names", value if isinstance(value, list) else [value]
        elif value is not None:
            yield OF_AWS.get(word, f"aws.{word}"), natural_or_json(value)
    for word, value in more.get("sql", {}).items():
        if value is not None:
            yield OF_SQL.get(word, f"db.{word}"), natural_or_json(value)


def _place(url: str) -> Iterator[tuple[str, Any]]:
    """Host and port of an address."""
    place = url.partition("://")[2].partition("/")[0]
    host, colon, port = place.rpartition(":")
    if colon and port.isdigit():
        yield "server.address", host.strip("[]")
        yield "server.port", int(port)
    elif place:
        yield "server.address", place.strip("[]")


# --- An invocation ---------------------------------------------------------------------------------------------------

PUBSUB, DATASOURCE, TIMER, HTTP, OTHER = "pubsub", "datasource", "timer", "http", "other"

TRIGGER_OF_SOURCE = {
    "aws:sqs": PUBSUB,
    "aws:sns": PUBSUB,
    "aws:kinesis": PUBSUB,
    "aws:kafka": PUBSUB,
    "aws:s3": DATASOURCE,
    "aws:dynamodb": DATASOURCE,
}

REQUEST = "tracing.request"
"""Key in an invocation's state: the attributes of its request."""

ARN_PARTS = 7
"""Parts of a function's ARN without alias or version."""

ACCOUNT_PART = 4


def root_name(call: Invocation) -> str:
    """The name of an invocation's span: the function's, or method and route of a request whose route is known."""
    request = request_of(call)
    if request.get("http.route"):
        return f"{request.get('http.request.method', 'HTTP')} {request['http.route']}"
    name: Any = getattr(call.context, "function_name", None) or environment.LAMBDA_FUNCTION_NAME.get()
    return str(name or "handler")


def root_attributes(call: Invocation, segment: OpenTelemetrySegment) -> dict[str, Any]:
    """What is known of an invocation: of the function, of what started it, and of its request."""
    request = request_of(call)
    found: dict[str, Any] = dict(_of_arn[getattr(call.context, "invoked_function_arn", None)])
    request_id: Any = getattr(call.context, "aws_request_id", None)
    if request_id:
        found["faas.invocation_id"] = str(request_id)
    found["faas.coldstart"] = bool(segment.is_cold_start)
    found["faas.trigger"] = HTTP if request else _trigger_of(call.event)
    if segment.plan is not None:
        found["code.function.name"] = segment.plan.segment_name.removeprefix("## ")
    if request:
        found.update(request)
        status = _status_code(segment.response if segment.response is not None else call.response)
        if status:
            found["http.response.status_code"] = status
    return found


def _attributes_of_arn(arn: Any) -> dict[str, str]:
    if not isinstance(arn, str) or not arn:
        return {}
    parts = arn.split(":")
    found = {"aws.lambda.invoked_arn": arn, "cloud.resource_id": ":".join(parts[:ARN_PARTS])}
    if len(parts) > ACCOUNT_PART:
        found["cloud.account.id"] = parts[ACCOUNT_PART]
    return found


_of_arn = Memory(_attributes_of_arn)
"""What the ARN tells of a function; it has few, one an alias."""


def _trigger_of(event: Any) -> str:
    """What started an invocation, if it is no HTTP request: pubsub, datasource, timer or other."""
    if not isinstance(event, dict):
        return OTHER
    found: dict[str, Any] = event
    if found.get("source") == "aws.events":
        return TIMER
    if "detail-type" in found:
        return PUBSUB
    first = next(_records_of(found), {})
    source: Any = first.get("eventSource") or first.get("EventSource") or found.get("eventSource")
    return TRIGGER_OF_SOURCE.get(source, OTHER) if isinstance(source, str) else OTHER


def request_of(call: Invocation) -> dict[str, Any]:
    """The attributes of an HTTP request (API Gateway v1 and v2, function URL, ALB); empty for other events."""
    found: dict[str, Any] | None = call.state.get(REQUEST)
    if found is None:
        event: Any = call.event
        is_request = isinstance(event, dict) and "requestContext" in event
        found = call.state[REQUEST] = _attributes_of_request(event) if is_request else {}
    return found


def _attributes_of_request(found: dict[str, Any]) -> dict[str, Any]:
    context = _mapping(found.get("requestContext"))
    request = _mapping(context.get("http"))
    method = request.get("method") or (found.get("httpMethod") if context else None)
    if not isinstance(method, str):
        return {}
    headers = {str(name).lower(): value for name, value in _mapping(found.get("headers")).items()}
    values = {
        "http.request.method": method,
        "url.path": found.get("rawPath") or found.get("path"),
        "http.route": found.get("resource") or _route(found.get("routeKey")),
        "url.scheme": headers.get("x-forwarded-proto") or "https",
        "user_agent.original": headers.get("user-agent"),
    }
    return {name: value for name, value in values.items() if isinstance(value, str) and value}


def _route(key: Any) -> str | None:
    """The route in `GET /orders/{id}`; `$default` is none."""
    return key.partition(" ")[2] if isinstance(key, str) and " " in key else None


def _status_code(response: Any) -> int:
    """The status of a proxy response; 0 for what is none."""
    status = _mapping(response).get("statusCode")
    try:
        return int(status or 0)
    except (TypeError, ValueError):
        return 0


def _mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _records_of(event: Any) -> Iterator[dict[Any, Any]]:
    records: Any = _mapping(event).get("Records")
    if not isinstance(records, list):
        return
    some: list[Any] = records
    for record in some:
        if isinstance(record, dict):
            yield record


# --- Producers of messages -------------------------------------------------------------------------------------------


def links_of(event: Any) -> list[Link]:
    """Links to the spans that sent the records of an event, each one once."""
    links: dict[tuple[str, str], Link] = {}
    for record in _records_of(event):
        parent = _producer_of(record)
        if parent is not None:
            links.setdefault((parent.trace_id, parent.id), (parent.trace_id, parent.id, {}))
            if len(links) >= MOST_LINKS:
                break
    return list(links.values())


def _producer_of(record: dict[Any, Any]) -> propagation.Parent | None:
    """The span that sent a record: SQS and SNS carry it in attributes, Kinesis in what the producer wrote."""
    sent = _mapping(record.get("messageAttributes")) or _mapping(_mapping(record.get("Sns")).get("MessageAttributes"))
    attribute = _mapping(sent.get("traceparent"))
    text = attribute.get("stringValue") or attribute.get("Value") or _of_kinesis(record)
    parent = propagation.parse_traceparent(text) if isinstance(text, str) else None
    if parent is not None:
        return parent
    header = _mapping(record.get("attributes")).get("AWSTraceHeader")
    return propagation.parse_amazon_header(header) if isinstance(header, str) else None


MARK_IN_DATA = "traceparent"
LARGEST_LOOKED_AT = 64 * 1024


def _of_kinesis(record: dict[Any, Any]) -> str | None:
    """`traceparent` in the JSON object of a Kinesis record."""
    data = _mapping(record.get("kinesis")).get("data")
    if not isinstance(data, str) or len(data) > LARGEST_LOOKED_AT:
        return None
    from aws_lambda_powertools._core.encoding import EncodingError, base64_decode

    try:
        content = base64_decode(data)
    except EncodingError:
        return None
    if MARK_IN_DATA.encode() not in content:
        return None
    import json

    try:
        found: Any = _mapping(json.loads(content)).get(MARK_IN_DATA)
    except ValueError:
        return None
    return found if isinstance(found, str) else None
