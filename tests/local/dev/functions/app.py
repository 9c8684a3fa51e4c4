"""Handlers behind the local server; none of them uses the toolkit."""

# ruff: noqa: T201  # handlers print

from __future__ import annotations

import json
import os
import socket
import time
import urllib.request

print("module loaded")


def answer(body, status=200, **more):
    return {"statusCode": status, "body": json.dumps(body), **more}


def echo(event, context):
    return answer(event)


def raw(event, context):
    """Whatever the client wants as the response of the function."""
    return json.loads(event["body"])


def work(event, context):
    """Logs, measures, traces; fails when it is told to."""
    path = event.get("path", "")
    print(json.dumps({"level": "INFO", "message": "working", "path": path, "order": {"id": 7}}))
    head = {"Namespace": "Shop", "Dimensions": [["service"]], "Metrics": [{"Name": "Paid", "Unit": "Count"}]}
    print(json.dumps({"_aws": {"Timestamp": 1, "CloudWatchMetrics": [head]}, "service": "orders", "Paid": 3}))
    segment("charge", {"amount": 12})
    if "fail" in path:
        print(json.dumps({"level": "ERROR", "message": "it broke"}))
        raise ValueError("no good")
    return answer({"path": path})


def segment(name, annotations):
    host, _, port = os.environ["AWS_XRAY_DAEMON_ADDRESS"].rpartition(":")
    trace = dict(part.split("=") for part in os.environ["_X_AMZN_TRACE_ID"].split(";"))
    now = time.time()
    document = {
        "id": os.urandom(8).hex(),
        "trace_id": trace["Root"],
        "parent_id": trace["Parent"],
        "name": name,
        "start_time": now - 0.001,
        "end_time": now,
        "type": "subsegment",
        "annotations": annotations,
    }
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as daemon:
        daemon.sendto(b'{"format":"json","version":1}\n' + json.dumps(document).encode(), (host, int(port)))


def export(event, context):
    """Posts spans as an exporter of OpenTelemetry does, in JSON."""
    trace = dict(part.split("=") for part in os.environ["_X_AMZN_TRACE_ID"].split(";"))
    now = time.time_ns()
    span = {
        "traceId": trace["Root"].removeprefix("1-").replace("-", ""),
        "spanId": "00f067aa0ba902b7",
        "name": "checkout",
        "kind": 1,
        "startTimeUnixNano": str(now - 1_000_000),
        "endTimeUnixNano": str(now),
        "attributes": [{"key": "order.id", "value": {"intValue": "7"}}],
        "status": {"code": 2},
    }
    body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]}).encode()
    url = f"{os.environ['OTEL_EXPORTER_OTLP_ENDPOINT']}/v1/traces"
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        return answer(response.status)


def slow(event, context):
    print("going to sleep")
    time.sleep(60)
