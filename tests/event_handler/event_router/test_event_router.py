"""EventRouter: events of all sources, patterns, and what happens to events that nobody takes."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from aws_lambda_powertools.event_handler import (
    APIGatewayRestResolver,
    APIGatewayWebSocketResolver,
    AppSyncResolver,
    EventRouter,
    UnmatchedEventError,
)
from aws_lambda_powertools.event_handler._event_sources import sources_of
from aws_lambda_powertools.event_handler.event_router import event_sources
from aws_lambda_powertools.testing import events


def schedule(name="nightly", source="aws.events"):
    return events.event_bridge({}, detail_type="Scheduled Event", source=source) | {
        "resources": [f"arn:aws:events:eu-west-1:123456789012:rule/{name}"]
    }


EVENTS = {
    "sqs": events.sqs(),
    "sns": events.sns(),
    "s3": events.s3(),
    "kinesis": events.kinesis(),
    "dynamodb": events.dynamodb_stream(),
    "ses": events.ses(),
    "kafka": events.kafka(),
    "event_bridge": events.event_bridge(),
    "cloudwatch_logs": events.cloudwatch_logs(),
    "cloudwatch_alarm": events.cloudwatch_alarm(),
    "firehose": events.firehose(),
    "websocket": events.websocket(),
    "alb": events.alb("GET", "/"),
    "function_url": events.function_url("GET", "/"),
    "api_gateway_http": events.api_gateway_http("GET", "/"),
    "api_gateway_rest": events.api_gateway_rest("GET", "/"),
    "vpc_lattice": events.vpc_lattice("GET", "/"),
    "vpc_lattice_v2": events.vpc_lattice_v2("GET", "/"),
    "secrets_manager": events.secrets_manager(),
    "rabbit_mq": events.rabbit_mq(),
    "active_mq": events.active_mq(),
    "code_pipeline": events.code_pipeline(),
    "code_deploy": events.code_deploy(),
    "config_rule": events.aws_config_rule(),
    "connect": events.connect(),
    "custom_widget": events.cloudwatch_custom_widget(),
    "s3_object_lambda": events.s3_object_lambda(),
    "s3_batch_operation": events.s3_batch_operation(),
    "bedrock_agent": {"actionGroup": "g", "apiPath": "/x", "httpMethod": "GET"},
    "bedrock_agent_function": {"actionGroup": "g", "function": "f"},
    "appsync": {"arguments": {}, "info": {"fieldName": "f", "parentTypeName": "Query"}},
    "appsync_events": {"info": {"channel": {"path": "/a"}, "operation": "PUBLISH"}, "events": []},
    "cloudformation": {"RequestType": "Create", "ResponseURL": "https://example.com", "ResourceType": "Custom::A"},
    "authorizer_token": {"type": "TOKEN", "authorizationToken": "t", "methodArn": "arn"},
    "authorizer_request": {"type": "REQUEST", "methodArn": "arn", "httpMethod": "GET", "requestContext": {}},
    "authorizer_http": {"type": "REQUEST", "version": "2.0", "requestContext": {"http": {"method": "GET"}}},
    "authorizer_appsync": {"authorizationToken": "t", "requestContext": {"queryString": "query"}},
    "transfer_family": {"serverId": "s", "protocol": "SFTP", "username": "u"},
    "cognito": {"triggerSource": "PreSignUp_SignUp", "userPoolId": "p", "request": {}},
}


@pytest.mark.parametrize("name", EVENTS)
def test_every_source_is_told_from_all_others(name):
    assert [source.name for source in sources_of(EVENTS[name])] == [name]


def test_all_sources_are_tested():
    assert set(event_sources()) - set(EVENTS) == {"schedule"}


@pytest.mark.parametrize("name", EVENTS)
def test_every_source_gives_the_event_as_its_data_class(name):
    app = EventRouter()

    @app.on(name)
    def handle(event):
        return type(event).__module__, event.raw_event

    module, raw = app.resolve(EVENTS[name], None)
    assert module.startswith("aws_lambda_powertools.utilities.data_classes.")
    assert raw == EVENTS[name]


@pytest.mark.parametrize(
    ("trigger", "name"),
    [
        ("PreSignUp_SignUp", "PreSignUpTriggerEvent"),
        ("TokenGeneration_Authentication", "PreTokenGenerationTriggerEvent"),
        ("CustomSMSSender_SignUp", "CustomSMSSenderTriggerEvent"),
        ("VerifyAuthChallengeResponse_Authentication", "VerifyAuthChallengeResponseTriggerEvent"),
    ],
)
def test_each_trigger_of_a_user_pool_has_its_class(trigger, name):
    app = EventRouter()
    app.on("cognito", trigger=trigger)(lambda event: type(event).__name__)
    assert app.resolve({"triggerSource": trigger, "userPoolId": "p", "request": {}}, None) == name


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        ({}, True),
        ({"bucket": "my-bucket"}, True),
        ({"bucket": "my-*"}, True),
        ({"bucket": "other"}, False),
        ({"bucket": ["other", "my-bucket"]}, True),
        ({"bucket": re.compile("buck")}, True),
        ({"key": "photos/*.jpg"}, True),
        ({"key": "*.png"}, False),
        ({"event_name": "ObjectCreated:*"}, True),
        ({"event_name": "ObjectRemoved:*"}, False),
        ({"bucket": "my-bucket", "key": "*.png"}, False),
        ({"bucket": "my.bucket"}, False),
        ({"when": lambda event: event.bucket_name == "my-bucket"}, True),
        ({"when": lambda event: False}, False),
    ],
)
def test_patterns_say_which_events_a_function_is_for(pattern, fits):
    app = EventRouter()
    app.s3(**pattern)(lambda: "fits")
    app.default(lambda event: "default")
    assert app.resolve(events.s3(["photos/my photo.jpg"], bucket="my-bucket"), None) == ("fits" if fits else "default")


def test_every_record_has_to_fit():
    app = EventRouter()
    app.s3(key="*.csv")(lambda: "csv")
    assert app.resolve(events.s3(["a.csv", "b.csv"]), None) == "csv"
    with pytest.raises(UnmatchedEventError):
        app.resolve(events.s3(["a.csv", "b.txt"]), None)


@pytest.mark.parametrize(
    ("register", "event", "pattern"),
    [
        ("sqs", events.sqs(queue="orders"), {"queue": "orders"}),
        ("sns", events.sns(), {"topic": "*"}),
        ("kinesis", events.kinesis(stream="clicks"), {"stream": "clicks"}),
        ("dynamodb", events.dynamodb_stream(table="orders"), {"table": "orders"}),
        ("kafka", events.kafka(topic="clicks"), {"topic": "clicks"}),
        ("event_bridge", events.event_bridge({"a": 1}, detail_type="Placed", source="shop"), {"detail_type": "Placed"}),
        ("event_bridge", events.event_bridge({"a": 1}, detail_type="Placed", source="shop"), {"source": "shop"}),
        ("schedule", schedule("nightly"), {"name": "nightly"}),
        ("http", events.api_gateway_rest("GET", "/orders/7"), {"path": "/orders/*"}),
        ("http", events.function_url("POST", "/orders"), {"method": "POST"}),
        ("websocket", events.websocket("chat"), {"route_key": "chat"}),
    ],
)
def test_each_decorator_takes_what_its_source_has(register, event, pattern):
    app = EventRouter()
    getattr(app, register)(**pattern)(lambda: "fits")
    assert app(event, None) == "fits"

    other = EventRouter()
    getattr(other, register)(**dict.fromkeys(pattern, "something else"))(lambda: "fits")
    with pytest.raises(UnmatchedEventError):
        other(event, None)


@pytest.mark.parametrize(
    ("detail", "fits"),
    [
        ({"status": ["failed", "stopped"]}, True),
        ({"status": "failed"}, True),
        ({"status": ["done"]}, False),
        ({"job": {"name": ["nightly"]}}, True),
        ({"job": {"name": ["daily"]}}, False),
        ({"tags": ["b"]}, True),
        ({"tries": [3]}, True),
        ({"tries": [True]}, False),
        ({"missing": ["x"]}, False),
        ({"missing": {"x": [1]}}, False),
    ],
)
def test_details_are_matched_as_in_rules_of_event_bridge(detail, fits):
    app = EventRouter()
    app.event_bridge(detail=detail)(lambda: True)
    app.default(lambda event: False)
    event = events.event_bridge({"status": "failed", "job": {"name": "nightly"}, "tags": ["a", "b"], "tries": 3})
    assert app.resolve(event, None) is fits


def test_the_first_function_that_fits_is_called():
    app = EventRouter()
    app.sqs(queue="orders")(lambda: "orders")
    app.sqs()(lambda: "any")
    app.sqs()(lambda: "never")
    assert app.resolve(events.sqs(queue="orders"), None) == "orders"
    assert app.resolve(events.sqs(queue="others"), None) == "any"


def test_a_scheduled_event_is_one_of_event_bridge_too():
    app = EventRouter()
    app.event_bridge(detail_type="Scheduled Event")(lambda event: event.get_id)
    assert app.resolve(schedule(), None) == schedule()["id"]


def test_functions_get_as_much_as_they_take():
    app = EventRouter()
    app.sqs(queue="none")(lambda: ())
    app.sqs(queue="event")(lambda event: (event["Records"][0]["body"],))
    app.sqs(queue="both")(lambda event, context: (context, app.lambda_context, app.current_event is event))
    app.sqs(queue="all")(lambda *given: len(given))

    assert app.resolve(events.sqs(queue="none"), "c") == ()
    assert app.resolve(events.sqs(["x"], queue="event"), "c") == ("x",)
    assert app.resolve(events.sqs(queue="both"), "c") == ("c", "c", True)
    assert app.resolve(events.sqs(queue="all"), "c") == 2


def test_resolvers_stand_in_place_of_functions():
    rest, socket, graph, app = APIGatewayRestResolver(), APIGatewayWebSocketResolver(), AppSyncResolver(), EventRouter()
    rest.get("/orders")(lambda: {"a": 1})
    socket.route("chat")(lambda: "chat")
    graph.batch_resolver(field_name="f")(lambda event: [each.source for each in event])
    app.http()(rest)
    app.websocket()(socket)
    app.on("appsync")(graph)

    assert app.resolve(events.api_gateway_rest("GET", "/orders"), None)["body"] == '{"a":1}'
    assert app.resolve(events.websocket("chat"), None)["body"] == "chat"
    field = {"arguments": {}, "source": 7, "info": {"fieldName": "f", "parentTypeName": "Query"}}
    assert app.resolve([field], None) == [7]


def test_async_functions_run_in_both_ways():
    app = EventRouter()

    @app.sqs()
    async def handle(event):
        await asyncio.sleep(0)
        return app.current_event is event

    assert app.resolve(events.sqs(), None) is True
    assert asyncio.run(app.resolve_async(events.sqs(), None)) is True


def test_direct_invocations_are_matched_by_a_function():
    app = EventRouter()
    app.match(lambda event: "job" in event)(lambda event: event["job"])
    assert app.resolve({"job": "tidy"}, None) == "tidy"


@pytest.mark.parametrize("event", [{"unknown": 1}, [], None, "text", 7])
def test_what_no_source_sends_goes_to_the_default_or_raises(event):
    app = EventRouter()
    with pytest.raises(UnmatchedEventError, match="no source that is known"):
        app.resolve(event, None)
    app.default(lambda given: ("default", given))
    assert app.resolve(event, None) == ("default", event)


def test_an_event_that_nobody_takes_raises_with_all_one_needs_to_know():
    app = EventRouter()
    app.sqs(queue="orders")(lambda: None)
    app.s3(when=lambda event: True)(lambda: None)

    with pytest.raises(UnmatchedEventError) as caught:
        app.resolve(events.sqs(["secret"], queue="others"), None)

    message = str(caught.value)
    assert caught.value.sources == ["sqs"]
    assert "sqs(queue='others')" in message
    assert "Registered: sqs(queue='orders'); s3(when=…)" in message
    assert "secret" not in message


def test_details_stay_out_of_errors():
    with pytest.raises(UnmatchedEventError) as caught:
        EventRouter().resolve(events.event_bridge({"password": "1234"}), None)
    assert "1234" not in str(caught.value)


def test_wrong_names_are_refused_at_registration():
    app = EventRouter()
    with pytest.raises(ValueError, match="'sqz'"):
        app.on("sqz")
    with pytest.raises(ValueError, match="'bucket' can't be asked of events of sqs; allowed: queue"):
        app.on("sqs", bucket="x")


def test_errors_of_functions_leave_as_they_are():
    app = EventRouter()

    @app.sqs()
    def handle():
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        app.resolve(events.sqs(), None)


def test_a_router_brings_its_routes():
    part, app = EventRouter(), EventRouter()
    part.append_context(team="a")
    part.sqs()(lambda: part.context["team"])
    part.default(lambda event: "default")
    app.include_router(part)
    assert app.resolve(events.sqs(), None) == "a"
    assert app.resolve({}, None) == "default"


def test_threads_see_their_own_events():
    app, together = EventRouter(), Barrier(4)

    @app.sqs()
    def handle(event):
        body = next(event.records).body
        app.append_context(body=body)
        together.wait(5)
        return body, next(app.current_event.records).body, app.context["body"], app.lambda_context

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(lambda i: app.resolve(events.sqs([str(i)]), i), range(40))
        assert list(answers) == [(str(i), str(i), str(i), i) for i in range(40)]
