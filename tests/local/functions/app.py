"""Handlers that do what handlers do, well and badly; the tests run them in the real runtime."""

# ruff: noqa: T201  # handlers print

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time

print("module loaded")

not_callable = 3
calls = 0


def echo(event, context):
    global calls
    calls += 1
    return {"event": event, "calls": calls}


def describe_context(event, context):
    client = context.client_context
    return {
        "request_id": context.aws_request_id,
        "arn": context.invoked_function_arn,
        "name": context.function_name,
        "version": context.function_version,
        "memory": context.memory_limit_in_mb,
        "group": context.log_group_name,
        "stream": context.log_stream_name,
        "tenant": context.tenant_id,
        "identity": context.identity.cognito_identity_id,
        "custom": client and client.custom,
        "title": client and client.client and client.client.app_title,
        "w3c": context.w3c(),
        "remaining": context.get_remaining_time_in_millis(),
        "trace": os.environ.get("_X_AMZN_TRACE_ID"),
    }


def environment(event, context):
    return dict(os.environ)


def write(event, context):
    """All that can come out of a process, as the event asks for it."""
    for stream, text in event:
        os.write({"stdout": 1, "stderr": 2}[stream], text.encode("latin-1"))


def flood(event, context):
    """Many threads write at once."""

    def shout(name, stream):
        for number in range(event["lines"]):
            os.write(stream, f"{name} {number} {'x' * event['width']}\n".encode())

    threads = [threading.Thread(target=shout, args=(n, 1 + n % 2)) for n in range(event["threads"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def later(event, context):
    """A thread goes on writing after the answer."""

    def write_late():
        for number in range(3):
            time.sleep(0.05)
            print(f"late {number}")

    if event.get("start"):
        threading.Thread(target=write_late, daemon=True).start()
    else:
        time.sleep(0.3)


def leave_later(event, context):
    """The process ends by itself soon after the answer."""
    threading.Timer(event, os._exit, [5]).start()


def log(event, context):
    logging.getLogger("orders").warning("plain %s", "logging")


def sleep(event, context):
    print("going to sleep")
    if event.get("with_child"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        print(child.pid)
    time.sleep(60)


def fail(event, context):
    raise ValueError(event.get("message", "no good"))


def leave(event, context):
    print("leaving", end="")
    sys.stdout.flush()
    if "signal" in event:
        os.kill(os.getpid(), getattr(signal, event["signal"]))
    if "exit" in event:
        sys.exit(event["exit"])
    return "still here"


def large(event, context):
    return "x" * event


def use_memory(event, context):
    return len(bytearray(os.urandom(1024)) * 1024 * event)


def not_json(event, context):
    return object()


def not_a_number(event, context):
    return {"price": float("nan")}


def one_parameter(event):
    return event


async def coroutine(event, context):
    return event


def metrics(event, context):
    head = {
        "Timestamp": 1,
        "CloudWatchMetrics": [
            {"Namespace": "Orders", "Dimensions": [["service"]], "Metrics": [{"Name": "Paid", "Unit": "Count"}]}
        ],
    }
    print(json.dumps({"_aws": head, "service": "s", "Paid": event["value"]}))


def trace(event, context):
    host, _, port = os.environ["AWS_XRAY_DAEMON_ADDRESS"].rpartition(":")
    fields = dict(part.split("=") for part in os.environ["_X_AMZN_TRACE_ID"].split(";"))
    daemon = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    daemon.connect((host, int(port)))
    for number in range(event["documents"]):
        document = {
            "id": f"{number:016x}",
            "trace_id": fields["Root"],
            "parent_id": fields["Parent"],
            "name": f"step {number}",
            "start_time": 1.0 + number,
            "end_time": 2.0 + number,
            "type": "subsegment",
        }
        daemon.send(b'{"format":"json","version":1}\n' + json.dumps(document).encode())
    for _ in range(event.get("garbage", 0)):
        daemon.send(b"garbage")
    daemon.close()
