"""Calls of AWS services as segments, and the header that links what they call to the call."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from web_server import Answer, Request, WebServer
from xray_daemon import FACADE, HEADER, UNSAMPLED

from aws_lambda_powertools.tracing import Tracer
from aws_lambda_powertools.tracing._patch.aws_parameters import noted_of_request, noted_of_response

boto3 = pytest.importorskip("boto3")
config = pytest.importorskip("botocore.config")
exceptions = pytest.importorskip("botocore.exceptions")

ROW = {"id": {"S": "1"}}


@pytest.fixture
def tracer(daemon, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "orders")
    return Tracer(service="orders")


@pytest.fixture
def client(tracer, server: WebServer):
    """`client("dynamodb")`: a client whose requests go to the server."""
    made = []

    def make(name, retries=0):
        options = config.Config(
            retries={"total_max_attempts": retries + 1, "mode": "standard"}, s3={"addressing_style": "path"}
        )
        made.append(boto3.client(name, region_name="eu-west-1", endpoint_url=server.url, config=options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def dynamodb(status=200, **body):
    return Answer(
        status, json.dumps(body).encode(), {"x-amzn-RequestId": "R1", "Content-Type": "application/x-amz-json-1.0"}
    )


def refused(request):
    return dynamodb(400, __type="x#ConditionalCheckFailedException", message="taken")


def test_a_call_is_a_segment_with_what_the_sdk_records(client, tracer, daemon, server: WebServer):
    """S-TRC-03, TR-33."""
    server.answer = lambda request: dynamodb(Item=ROW, ConsumedCapacity={"TableName": "orders", "CapacityUnits": 1})
    with tracer.provider.in_subsegment("caller"):
        client("dynamodb").get_item(TableName="orders", Key=ROW, ConsistentRead=True, ProjectionExpression="id")
    assert daemon.tree == {"caller": {"dynamodb": {}}}
    document = daemon.named("dynamodb")
    assert document["namespace"] == "aws"
    assert document["http"] == {"response": {"status": 200}}
    assert document["aws"] == {
        "operation": "GetItem",
        "region": "eu-west-1",
        "request_id": "R1",
        "table_name": "orders",
        "consistent_read": True,
        "projection_expression": "id",
        "consumed_capacity": {"TableName": "orders", "CapacityUnits": 1},
    }
    assert "Key" not in str(document)


def test_the_service_is_linked_to_the_call(client, daemon, server: WebServer):
    """TR-58, tracing.md 1.9: botocore hands on the incoming header, so services would hang below Lambda's segment."""
    server.answer = lambda request: dynamodb()
    client("dynamodb").list_tables()
    [header] = server.trace_headers
    assert header == HEADER.replace(FACADE, daemon.named("dynamodb")["id"])


def test_clients_made_before_the_tracer_are_linked_too(daemon, server: WebServer, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", "orders")
    early = boto3.client(
        "dynamodb", "eu-west-1", endpoint_url=server.url, aws_access_key_id="test", aws_secret_access_key="test"
    )
    server.answer = lambda request: dynamodb()
    Tracer(service="orders")
    early.list_tables()
    early.list_tables()
    ids = [document["id"] for document in daemon.documents]
    assert server.trace_headers == [HEADER.replace(FACADE, made) for made in ids]
    early.close()


def test_resources_are_recorded_as_well(tracer, daemon, server: WebServer):
    table = boto3.resource("dynamodb", "eu-west-1", endpoint_url=server.url).Table("orders")
    server.answer = lambda request: dynamodb()
    table.put_item(Item={"id": "1"})
    assert daemon.documents[0]["aws"]["table_name"] == "orders"
    table.meta.client.close()


def test_an_unsampled_call_hands_on_the_decision(client, daemon, server: WebServer, monkeypatch):
    """TR-31."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    server.answer = lambda request: dynamodb()
    client("dynamodb").list_tables()
    [header] = server.trace_headers
    assert header is not None
    assert "Sampled=0" in header
    assert "Lineage=" in header
    assert FACADE not in header
    assert daemon.documents == []


def test_a_header_that_a_user_sets_wins(client, server: WebServer):
    """TR-58."""
    server.answer = lambda request: dynamodb()
    mine = client("dynamodb")

    def set_header(params, **_):
        params["headers"]["X-Amzn-Trace-Id"] = "mine"

    mine.meta.events.register("before-call", set_header)
    mine.list_tables()
    assert server.trace_headers == ["mine"]


def test_an_error_of_the_service_is_described_as_remote(client, tracer, daemon, server: WebServer):
    """S-TRC-02."""
    server.answer = refused
    with pytest.raises(exceptions.ClientError) as caught, tracer.provider.in_subsegment("caller"):
        client("dynamodb").put_item(TableName="orders", Item=ROW)
    document = daemon.named("dynamodb")
    assert document["http"] == {"response": {"status": 400}}
    assert document["aws"]["request_id"] == "R1"
    assert document["error"] is document["fault"] is True
    [exception] = document["cause"]["exceptions"]
    assert exception["type"] == type(caught.value).__name__ == "ConditionalCheckFailedException"
    assert exception["remote"] is True
    labels = [frame["label"] for frame in exception["stack"]]
    assert "test_an_error_of_the_service_is_described_as_remote" in labels
    assert daemon.named("caller")["cause"] == exception["id"]


def test_retries_are_one_segment(client, daemon, server: WebServer, monkeypatch):
    """TR-56."""
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    server.answer = lambda request: dynamodb(500 if len(server.requests) < 3 else 200)
    client("dynamodb", retries=2).list_tables()
    [document] = daemon.documents
    assert document["aws"]["retries"] == 2
    assert len({*server.trace_headers}) == 1


def test_a_throttled_call_says_so(client, daemon, server: WebServer):
    server.answer = lambda request: dynamodb(429, __type="x#ThrottlingException", message="slow down")
    with pytest.raises(exceptions.ClientError):
        client("dynamodb").list_tables()
    assert {"error", "throttle"} <= set(daemon.documents[0])


def test_a_refused_connection_is_a_fault_of_the_call(tracer, daemon):
    """The public package shows such a call as a success."""
    options = config.Config(retries={"total_max_attempts": 1})
    unreachable = boto3.client("dynamodb", "eu-west-1", endpoint_url="http://127.0.0.1:1", config=options)
    with pytest.raises(exceptions.EndpointConnectionError):
        unreachable.get_item(TableName="orders", Key=ROW)
    [document] = daemon.documents
    assert document["fault"] is True
    assert document["aws"] == {"operation": "GetItem", "region": "eu-west-1", "table_name": "orders"}
    assert document["cause"]["exceptions"][0]["remote"] is False
    unreachable.close()


def test_wrong_parameters_are_a_fault_of_the_call(client, daemon):
    with pytest.raises(exceptions.ParamValidationError):
        client("sns").publish(TopicArn=5)
    assert daemon.documents[0]["aws"] == {"operation": "Publish", "region": "eu-west-1", "topic_arn": 5}


def test_s3_is_recorded_with_bucket_key_and_both_request_ids(client, daemon, server: WebServer):
    server.answer = lambda request: Answer(body=b"hello", headers={"x-amz-request-id": "R1", "x-amz-id-2": "ID2"})
    body = client("s3").get_object(Bucket="shop", Key="a/b.txt")["Body"]
    assert body.read() == b"hello"
    document = daemon.named("s3")
    assert document["aws"] == {
        "operation": "GetObject",
        "region": "eu-west-1",
        "request_id": "R1",
        "id_2": "ID2",
        "bucket_name": "shop",
        "key": "a/b.txt",
    }


def test_a_missing_object_of_s3_is_an_error(client, daemon, server: WebServer):
    server.answer = lambda request: Answer(404, b"<Error><Code>NoSuchKey</Code><Message>none</Message></Error>")
    with pytest.raises(exceptions.ClientError):
        client("s3").get_object(Bucket="shop", Key="a")
    document = daemon.named("s3")
    assert document["http"] == {"response": {"status": 404}}
    assert document["cause"]["exceptions"][0]["type"] == "NoSuchKey"


def test_sns_is_recorded_with_its_topic(client, daemon, server: WebServer):
    answer = (
        b"<PublishResponse><PublishResult><MessageId>M</MessageId></PublishResult>"
        b"<ResponseMetadata><RequestId>R1</RequestId></ResponseMetadata></PublishResponse>"
    )
    server.answer = lambda request: Answer(200, answer, {"Content-Type": "text/xml"})
    topic = "arn:aws:sns:eu-west-1:123456789012:orders"
    client("sns").publish(TopicArn=topic, Message="secret")
    document = daemon.named("sns")
    assert document["aws"] == {
        "operation": "Publish",
        "region": "eu-west-1",
        "request_id": "R1",
        "topic_arn": topic,
    }
    assert "secret" not in str(document)


def test_executor_threads_may_call(client, tracer, daemon, server: WebServer, lambda_context):
    """TR-17."""
    server.answer = lambda request: dynamodb()
    shared = client("dynamodb")

    @tracer.capture_lambda_handler
    def handler(event, context):
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: shared.list_tables(), range(8)))

    handler({}, lambda_context)
    handler_id = daemon.named("## handler")["id"]
    calls = [document for document in daemon.documents if document["name"] == "dynamodb"]
    assert [document["parent_id"] for document in calls] == [handler_id] * 8


def test_trouble_with_what_is_noted_never_reaches_the_call(client, daemon, server: WebServer, monkeypatch):
    """TR-10."""
    server.answer = lambda request: dynamodb(TableNames=["orders"])
    monkeypatch.setattr("aws_lambda_powertools.tracing._patch.aws_calls.noted_of_request", lambda *_: 1 / 0)
    assert client("dynamodb").list_tables()["TableNames"] == ["orders"]
    assert daemon.names == ["dynamodb"]


def test_after_a_reset_calls_run_untraced(client, daemon, server: WebServer):
    server.answer = lambda request: dynamodb()
    shared = client("dynamodb")
    shared.list_tables()
    Tracer._reset_config()
    shared.list_tables()
    assert daemon.names == ["dynamodb"]
    assert FACADE in str(server.trace_headers[1])  # what botocore itself hands on


def test_a_mocked_client_is_left_alone(client, tracer):
    from unittest import mock

    with mock.patch("botocore.client.BaseClient._make_api_call", return_value={"ok": True}) as make_api_call:
        assert client("dynamodb").list_tables() == {"ok": True}
    make_api_call.assert_called_once()


# --- What is shown of a call ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "noted"),
    [
        ("dynamodb", "BatchGetItem", {"RequestItems": {"a": {}, "b": {}}}, {"table_names": ["a", "b"]}),
        ("sqs", "SendMessageBatch", {"QueueUrl": "q", "Entries": [1, 2]}, {"queue_url": "q", "message_count": 2}),
        ("sqs", "GetQueueUrl", {"QueueOwnerAWSAccountId": "1"}, {"queue_owner_aws_account_id": "1"}),
        ("sqs", "SendMessage", {"MessageAttributes": {"a": 1}}, {"message_attribute_names": ["a"]}),
        ("s3", "ListObjectsV2", {"Bucket": "b", "Prefix": "p"}, {"bucket_name": "b", "prefix": "p"}),
        (
            "s3",
            "CopyObject",
            {"Bucket": "b", "Key": "k", "CopySource": "s"},
            {"bucket": "b", "key": "k", "copy_source": "s"},
        ),
        ("lambda", "Invoke", {"FunctionName": "f", "Payload": b"secret"}, {"function_name": "f"}),
        ("runtime.sagemaker", "InvokeEndpoint", {"EndpointName": "e", "Body": b""}, {"endpoint_name": "e"}),
        ("ssm", "GetParameter", {"Name": "secret"}, {}),
        ("dynamodb", "Unheard", {"TableName": "t"}, {}),
    ],
)
def test_names_and_numbers_are_shown_and_data_is_not(service, operation, parameters, noted):
    assert noted_of_request(service, operation, parameters) == noted


@pytest.mark.parametrize(
    ("service", "operation", "response", "noted"),
    [
        ("dynamodb", "ListTables", {"TableNames": ["a"]}, {"table_count": 1}),
        ("dynamodb", "Scan", {"Count": 1, "ScannedCount": 2, "Items": [{}]}, {"count": 1, "scanned_count": 2}),
        ("sqs", "ReceiveMessage", {"Messages": [1, 2, 3]}, {"message_count": 3}),
        ("sqs", "ReceiveMessage", {}, {}),
        ("lambda", "Invoke", {"StatusCode": 200, "Payload": b""}, {"status_code": 200}),
    ],
)
def test_answers_are_shown_in_the_same_way(service, operation, response, noted):
    assert noted_of_response(service, operation, response) == noted


def test_every_recorded_parameter_exists_in_the_service(tracer):
    """A name that no request has would be a slip of the pen."""
    from aws_lambda_powertools.tracing._patch.aws_parameters import OPERATIONS

    session = boto3.session.Session(region_name="eu-west-1")
    service_of = {"runtime.sagemaker": "sagemaker-runtime"}
    for service, rows in OPERATIONS.items():
        model = session.client(service_of.get(service, service)).meta.service_model
        for operations, request, response in rows:
            for operation in operations.split():
                if operation not in model.operation_names:
                    continue
                shapes = model.operation_model(operation)
                _assert_known(request, shapes.input_shape)
                _assert_known(response, shapes.output_shape)


def _assert_known(parameters, shape):
    for entry in parameters.split():
        assert entry.partition("=")[0].partition("/")[0] in shape.members


def test_requests_reach_the_server_whole(client, server: WebServer):
    server.answer = lambda request: dynamodb()
    client("dynamodb").put_item(TableName="orders", Item=ROW)
    [request] = server.requests
    assert isinstance(request, Request)
    assert json.loads(request.body)["Item"] == ROW
