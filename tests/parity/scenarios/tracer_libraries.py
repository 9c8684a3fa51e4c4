"""Tracer: calls of AWS and HTTP libraries as subsegments, and the header they send on."""

from __future__ import annotations

import asyncio
import json
import os

from lab import Context, Web, outcome, scenario, segments

from aws_lambda_powertools import Tracer
from aws_lambda_powertools.tracing import aiohttp_trace_config

PUBLISHED = b"<PublishResponse><PublishResult><MessageId>M1</MessageId></PublishResult></PublishResponse>"


def client(service: str, url: str):
    import boto3
    from botocore.config import Config

    options = Config(
        retries={"total_max_attempts": 1}, connect_timeout=2, read_timeout=2, s3={"addressing_style": "path"}
    )
    return boto3.client(service, endpoint_url=url, config=options)


@scenario(traced=True)
def dynamodb():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return read()

    @tracer.capture_method
    def read():
        return table.get_item(TableName="orders", Key={"id": {"S": "A1"}})["Item"]

    body = json.dumps({"Item": {"id": {"S": "A1"}}}).encode()
    with Web(body=body, headers={"x-amzn-RequestId": "R1", "Content-Type": "application/x-amz-json-1.0"}) as web:
        table = client("dynamodb", web.url)
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def dynamodb_that_throttles():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(table.list_tables)

    body = json.dumps({"__type": "ProvisionedThroughputExceededException", "message": "slow down"}).encode()
    with Web(status=400, body=body, headers={"x-amzn-RequestId": "R1"}) as web:
        table = client("dynamodb", web.url)
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def s3():
    tracer = Tracer(service="orders", patch_modules=["boto3"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        bucket.put_object(Bucket="shop", Key="orders/1", Body=b"{}")
        return outcome(bucket.get_object, Bucket="shop", Key="orders/1")["returned"]["ContentLength"]

    with Web(body=b"", headers={"x-amz-request-id": "R1", "x-amz-id-2": "I2"}) as web:
        bucket = client("s3", web.url)
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def s3_object_that_is_not_there():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(bucket.get_object, Bucket="shop", Key="none")

    body = b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
    with Web(status=404, body=body, headers={"x-amz-request-id": "R1", "x-amz-id-2": "I2"}) as web:
        bucket = client("s3", web.url)
        yield "result", handler({}, Context())


@scenario(traced=True)
def sns_and_sqs():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        outcome(topic.publish, TopicArn="arn:aws:sns:eu-west-1:123456789012:orders", Message="hello")
        outcome(
            queue.send_message, QueueUrl="https://sqs.eu-west-1.amazonaws.com/123456789012/orders", MessageBody="hello"
        )

    with (
        Web(body=PUBLISHED) as web,
        Web(body=b'{"MessageId": "M1", "MD5OfMessageBody": "5d41402abc4b2a76b9719d911017c592"}') as other,
    ):
        topic, queue = client("sns", web.url), client("sqs", other.url)
        handler({}, Context())


@scenario(traced=True)
def lambda_that_calls_a_lambda():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(invoker.invoke, FunctionName="payments", Payload=b"{}")["returned"]["StatusCode"]

    with Web(headers={"x-amzn-RequestId": "R1"}) as web:
        invoker = client("lambda", web.url)
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def aws_endpoint_that_refuses():
    tracer = Tracer(service="orders", patch_modules=["botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(table.list_tables)

    with Web() as web:
        url = web.url
    table = client("dynamodb", url)
    yield "result", handler({}, Context())


@scenario("ok", traced=True, STATUS="200")
@scenario("not found", traced=True, STATUS="404")
@scenario("throttled", traced=True, STATUS="429")
@scenario("broken", traced=True, STATUS="503")
def requests():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return [
            requests.get(f"{web.url}/orders?a=1", timeout=5).status_code,
            requests.post(web.url, data="x", timeout=5).text,
        ]

    with Web(status=int(os.environ["STATUS"]), body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def requests_below_a_method():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_method
    def fetch(url):
        return requests.get(url, timeout=5).text

    @tracer.capture_lambda_handler
    def handler(event, context):
        return fetch(web.url)

    with Web(body=b"hello") as web:
        handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def requests_that_can_not_connect():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(requests.get, url, timeout=5)

    with Web() as web:
        url = web.url
    yield "result", handler({}, Context())


@scenario(traced=True, _X_AMZN_TRACE_ID="Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0")
def unsampled_requests():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return requests.get(web.url, timeout=5).text

    with Web(body=b"hello") as web:
        handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True, POWERTOOLS_TRACE_DISABLED="true")
def requests_of_a_tracer_switched_off():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return requests.get(web.url, timeout=5).text

    with Web(body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario("ok", traced=True, STATUS="200")
@scenario("broken", traced=True, STATUS="503")
def httpx():
    import httpx

    tracer = Tracer(service="orders", patch_modules=["httpx"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        with httpx.Client() as session:
            return [session.get(f"{web.url}/orders?a=1").status_code, session.post(web.url, content=b"x").text]

    with Web(status=int(os.environ["STATUS"]), body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def asynchronous_httpx():
    import httpx

    tracer = Tracer(service="orders", patch_modules=["httpx"])

    @tracer.capture_method
    async def fetch(url):
        async with httpx.AsyncClient() as session:
            return (await session.get(url)).text

    @tracer.capture_lambda_handler
    def handler(event, context):
        return asyncio.run(fetch(web.url))

    with Web(body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario("ok", traced=True, STATUS="200")
@scenario("not found", traced=True, STATUS="404")
def aiohttp():
    import aiohttp

    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_method
    async def fetch(url):
        session = aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()])
        async with session, session.get(url) as response:
            return await response.text()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return [asyncio.run(fetch(f"{web.url}{path}")) for path in ("/orders?a=1", "/", "", "/a%20b?c#d")]

    with Web(status=int(os.environ["STATUS"]), body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def aiohttp_that_can_not_connect():
    import aiohttp

    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_method
    async def fetch(url):
        session = aiohttp.ClientSession(trace_configs=[aiohttp_trace_config()])
        async with session, session.get(url) as response:
            return await response.text()

    @tracer.capture_lambda_handler
    def handler(event, context):
        return outcome(asyncio.run, fetch(url))

    with Web() as web:
        url = web.url
    yield "result", handler({}, Context())["raised"]["name"]


@scenario(traced=True)
def http_client_of_the_standard_library():
    import urllib.request

    tracer = Tracer(service="orders", patch_modules=["httplib"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        with urllib.request.urlopen(f"{web.url}/orders?a=1", timeout=5) as response:
            return response.read().decode()

    with Web(body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def sqlite():
    import sqlite3

    tracer = Tracer(service="orders", patch_modules=["sqlite3"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        connection = sqlite3.connect(":memory:")
        cursor = connection.cursor()
        cursor.execute("create table orders (id text)")
        cursor.execute("insert into orders values (?)", ("A1",))
        return cursor.execute("select * from orders").fetchall()

    yield "result", handler({}, Context())


@scenario(traced=True)
def everything_patched_by_default():
    import requests

    tracer = Tracer(service="orders")

    @tracer.capture_lambda_handler
    def handler(event, context):
        table.list_tables()
        return requests.get(web.url, timeout=5).text

    with Web(body=b'{"TableNames": []}') as web:
        table = client("dynamodb", web.url)
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def nothing_patched_when_told_so():
    import requests

    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        return requests.get(web.url, timeout=5).text

    with Web(body=b"hello") as web:
        yield "result", handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def patched_later_and_twice():
    import requests

    tracer = Tracer(service="orders", auto_patch=False)
    tracer.patch(["requests"])
    tracer.patch(("requests",))
    Tracer(service="orders", patch_modules=["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return requests.get(web.url, timeout=5).text

    with Web(body=b"hello") as web:
        handler({}, Context())
        yield "names", [segment["name"] for segment in segments()]


@scenario(traced=True)
def patching_what_does_not_exist():
    yield "outcome", "raised" in outcome(Tracer, service="orders", patch_modules=["no_such_library"])


@scenario(traced=True)
def ignored_endpoints():
    import urllib.request

    tracer = Tracer(service="orders", patch_modules=["httplib"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        for path in ("/health", "/orders"):
            with urllib.request.urlopen(f"{web.url}{path}", timeout=5) as response:
                response.read()

    with Web() as web:
        tracer.ignore_endpoint(hostname="127.0.0.1", urls=["/health"])
        handler({}, Context())
        yield "urls", [segment.get("http", {}).get("request", {}).get("url") for segment in segments()]


@scenario(
    traced=True,
    _X_AMZN_TRACE_ID="Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1|68fd508a:5",
)
def lineage_is_sent_on():
    import requests

    tracer = Tracer(service="orders", patch_modules=["requests", "botocore"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        table.list_tables()
        return requests.get(web.url, timeout=5).text

    with Web(body=b'{"TableNames": []}') as web:
        table = client("dynamodb", web.url)
        handler({}, Context())
        yield "trace", web.traces()


@scenario(traced=True)
def a_user_who_works_with_the_sdk():
    from aws_xray_sdk.core import xray_recorder

    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        with xray_recorder.in_subsegment("by the sdk") as subsegment:
            subsegment.put_annotation("a", 1)
            return method()

    @tracer.capture_method
    def method():
        return xray_recorder.current_subsegment().name

    yield "result", handler({}, Context())
