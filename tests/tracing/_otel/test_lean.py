"""Spans that Tracer makes and sends itself: what they say, and below what they hang."""

from __future__ import annotations

import asyncio
import json
import threading
import warnings
from typing import Any

import pytest
from fresh_interpreter import loaded_by
from hypothesis import HealthCheck, given, settings, strategies as st
from xray_daemon import FACADE, HEADER, UNSAMPLED

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.tracing import OpenTelemetryProvider, Tracer
from aws_lambda_powertools.tracing._otel.lean import LeanProvider

TRACE = "5759e988bd862e3fe1be46a994272793"
INTERNAL, SERVER, CLIENT, PRODUCER = 1, 2, 3, 4
ERROR = 2
METADATA = "aws.xray.metadata.orders"


def handling(tracer, body, **settings):
    """A traced handler with this body."""

    @tracer.capture_lambda_handler(**settings)
    def handler(event, context):
        return body()

    return handler


# --- The tree --------------------------------------------------------------------------------------------------------


def test_unchanged_code_becomes_spans_instead_of_segments(tracer, spans, lambda_context):
    """S-TRC-08; TR-43."""
    assert type(tracer.provider) is LeanProvider

    @tracer.capture_method
    def charge(order):
        with tracer.provider.in_subsegment("bank"):
            return {"paid": order}

    handling(tracer, lambda: charge("o-1"))({}, lambda_context)
    method = "## " + charge.__module__ + "." + charge.__qualname__.replace("<", "").replace(">", "")
    assert spans.tree(FACADE) == {"orders": {method: {"bank": {}}}}
    assert {span.trace_id for span in spans.spans} == {TRACE}
    assert [span.kind for span in spans.spans] == [INTERNAL, INTERNAL, SERVER]
    assert json.loads(spans.named(method).attributes[METADATA])[f"{method[3:]} response"] == {"paid": "o-1"}


def test_the_resource_says_which_function_this_is(tracer, spans, lambda_context):
    """TR-43."""
    handling(tracer, lambda: None)({}, lambda_context)
    assert spans.spans[0].resource == {
        "service.name": "orders",
        "cloud.provider": "aws",
        "cloud.platform": "aws_lambda",
        "cloud.region": "eu-west-1",
        "faas.name": "checkout",
        "faas.version": "7",
        "faas.instance": "2026/01/01/[7]abc",
        "faas.max_memory": 128 * 1024 * 1024,
        "aws.log.group.names": ["/aws/lambda/checkout"],
        "telemetry.sdk.language": "python",
        "telemetry.sdk.name": "powertools",
        "telemetry.sdk.version": spans.spans[0].resource["telemetry.sdk.version"],
    }


@pytest.mark.parametrize(
    ("named", "service", "attributes", "name"),
    [
        ("from-otel", "orders", "", "from-otel"),
        (None, "orders", "service.name=x", "orders"),
        (None, None, "service.name=from%20resource,team=a%2Cb", "from resource"),
        (None, None, "", "checkout"),
    ],
)
def test_the_service_is_named_by_the_closest_word(monkeypatch, spans, named, service, attributes, name):
    """TR-43."""
    if named is not None:
        monkeypatch.setenv("OTEL_SERVICE_NAME", named)
    monkeypatch.setenv("OTEL_RESOURCE_ATTRIBUTES", attributes)
    with Tracer(service=service, auto_patch=False).provider.in_subsegment("work"):
        pass
    resource = spans.named("work").resource
    assert resource["service.name"] == name
    assert ("team" in attributes) == (resource.get("team") == "a,b")


def test_the_root_says_what_the_invocation_was(tracer, spans, lambda_context):
    """TR-43."""
    context = type(lambda_context)(
        invoked_function_arn="arn:aws:lambda:eu-west-1:123456789012:function:orders:live", aws_request_id="r-1"
    )
    handler = handling(tracer, lambda: None)
    handler({}, context)
    handler({}, context)
    first, second = spans.spans
    assert first.attributes == {
        "faas.invocation_id": "r-1",
        "faas.coldstart": True,
        "faas.trigger": "other",
        "cloud.account.id": "123456789012",
        "cloud.resource_id": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
        "aws.lambda.invoked_arn": "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
        "code.function.name": "handler",
        "ColdStart": True,
        "Service": "orders",
        "aws.xray.annotations": ["ColdStart", "Service"],
    }
    assert second.attributes["faas.coldstart"] is False


@pytest.mark.parametrize(
    ("name", "trigger"),
    [
        ("apiGatewayProxyEvent", "http"),
        ("apiGatewayProxyV2Event", "http"),
        ("lambdaFunctionUrlEvent", "http"),
        ("albEvent", "http"),
        ("sqsEvent", "pubsub"),
        ("snsEvent", "pubsub"),
        ("kinesisStreamEvent", "pubsub"),
        ("s3Event", "datasource"),
        ("dynamoStreamEvent", "datasource"),
        ("eventBridgeEvent", "pubsub"),
    ],
)
def test_the_trigger_is_found_in_the_event(tracer, spans, lambda_context, event, name, trigger):
    """TR-43."""
    handling(tracer, lambda: None)(event(name), lambda_context)
    assert spans.spans[0].attributes["faas.trigger"] == trigger


def test_a_schedule_is_a_timer(tracer, spans, lambda_context):
    handling(tracer, lambda: None)({"source": "aws.events", "detail-type": "Scheduled Event"}, lambda_context)
    assert spans.spans[0].attributes["faas.trigger"] == "timer"


def test_requests_are_named_by_method_and_route(tracer, spans, lambda_context):
    """TR-43."""
    event = {
        "version": "2.0",
        "routeKey": "GET /orders/{id}",
        "rawPath": "/orders/7",
        "headers": {"User-Agent": "curl/8", "X-Forwarded-Proto": "https"},
        "requestContext": {"http": {"method": "GET", "path": "/orders/7"}},
    }
    handling(tracer, lambda: {"statusCode": 404})(event, lambda_context)
    root = spans.named("GET /orders/{id}")
    expected = {
        "http.request.method": "GET",
        "url.path": "/orders/7",
        "http.route": "/orders/{id}",
        "url.scheme": "https",
        "user_agent.original": "curl/8",
        "http.response.status_code": 404,
    }
    assert root.attributes.items() >= expected.items()
    assert root.status == (0, "")


def test_a_proxy_response_of_5xx_is_an_error_of_the_root(tracer, spans, lambda_context):
    """TR-47."""
    event = {"httpMethod": "POST", "resource": "/pay", "path": "/pay", "headers": None, "requestContext": {"a": 1}}
    handling(tracer, lambda: {"statusCode": 502})(event, lambda_context)
    assert spans.named("POST /pay").status == (ERROR, "HTTP 502")


@pytest.mark.parametrize("event", [None, [], "text", {"Records": "no"}, {"Records": [1, {}]}, {"requestContext": 3}])
def test_events_of_any_shape_are_traced(tracer, spans, lambda_context, event):
    """TR-10."""
    handling(tracer, lambda: "done")(event, lambda_context)
    assert spans.named("orders").attributes["faas.trigger"] == "other"


class Hostile(dict):
    """Whatever it is asked, it fails."""

    def get(self, *_):
        raise RuntimeError("no")

    __getitem__ = __contains__ = __iter__ = items = keys = get


class HostileContext:
    def __getattr__(self, name):
        raise (AttributeError if name == "lambda_context" else RuntimeError)(name)

    def get_remaining_time_in_millis(self):
        return 3000

    def w3c(self):
        raise RuntimeError("no")


@pytest.mark.parametrize(
    "event", [Hostile(), {"headers": Hostile(a=1), "requestContext": Hostile(), "Records": [Hostile()]}]
)
def test_events_and_contexts_that_fail_stop_no_handler(tracer, spans, event):
    """TR-10."""
    from aws_lambda_powertools._core import notices

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert handler(event, HostileContext()) == "done"
    notices.forget()
    assert len(spans.spans) == 1


# --- Notes -----------------------------------------------------------------------------------------------------------


def test_annotations_are_attributes_that_xray_indexes(tracer, spans, lambda_context):
    """TR-46."""

    def body():
        tracer.put_annotation("order.id", "o-1")
        tracer.put_annotation("amount", 12.5)

    handling(tracer, body)({}, lambda_context)
    root = spans.named("orders").attributes
    assert (root["order.id"], root["amount"]) == ("o-1", 12.5)
    assert root["aws.xray.annotations"] == ["order.id", "amount", "ColdStart", "Service"]


def test_metadata_is_one_json_object_a_namespace_where_xray_reads_it(tracer, spans):
    """TR-46."""
    with tracer.provider.in_subsegment("work") as segment:
        segment.put_metadata("a", {1: float("nan")}, "mine")
        segment.put_metadata("b", {2}, "mine")
        segment.put_metadata("c", "x", "other")
    found = spans.named("work").attributes
    assert json.loads(found["aws.xray.metadata.mine"]) == {"a": {"1": "NaN"}, "b": [2]}
    assert found["aws.xray.metadata.other"] == '{"c":"x"}'


def test_metadata_elsewhere_is_an_attribute_a_key(receiver, lambda_context):
    """TR-46."""
    tracer = Tracer(service="orders", auto_patch=False)

    def body():
        tracer.put_metadata("count", 3)
        tracer.put_metadata("order", {"id": "o-1"}, namespace="mine")
        return "done"

    handling(tracer, body)({}, lambda_context)
    root = receiver.named("orders").attributes
    assert root["orders.count"] == 3
    assert root["mine.order"] == '{"id":"o-1"}'
    assert root["orders.handler response"] == "done"


def test_attributes_events_and_links_can_be_given(tracer, spans):
    """tracing.md 2.1."""
    with tracer.provider.in_subsegment(
        "send", kind="producer", attributes={"messaging.system": "kafka"}, links=[("1" * 32, "2" * 16)]
    ) as segment:
        segment.set_attribute("messaging.batch.message_count", 3)
        segment.add_event("retried", {"attempt": 2})
    span = spans.named("send")
    assert span.kind == PRODUCER
    assert span.attributes == {"messaging.system": "kafka", "messaging.batch.message_count": 3}
    assert (span.events, span.links) == ([("retried", {"attempt": 2})], [("1" * 32, "2" * 16)])


def test_what_comes_after_the_end_is_ignored(tracer, spans):
    """TR-18."""
    with tracer.provider.in_subsegment("work") as segment:
        pass
    segment.set_attribute("late", 1)
    segment.add_event("late")
    segment.add_link("1" * 32, "2" * 16)
    segment.put_annotation("late", 1)
    segment.close()
    [span] = spans.spans
    assert (span.attributes, span.events, span.links) == ({}, [], [])


def test_calls_of_other_services_are_clients(tracer, spans):
    """tracing.md 1.8."""
    with tracer.provider.in_subsegment("dynamodb", namespace="aws") as segment:
        segment.set_aws({"operation": "GetItem", "region": "eu-west-1", "table_name": "orders", "request_id": "r"})
        segment.put_http_meta("status", 400)
    with tracer.provider.in_subsegment("example.com", namespace="remote") as segment:
        segment.put_http_meta("method", "GET")
        segment.put_http_meta("url", "https://example.com:8443/orders")
        segment.put_http_meta("status", 200)
    with tracer.provider.in_subsegment("shop@db", namespace="remote") as segment:
        segment.set_sql({"database_type": "postgresql", "user": "app", "url": "db:5432"})
    call, request, query = spans.spans
    assert {call.kind, request.kind, query.kind} == {CLIENT}
    assert call.attributes == {
        "rpc.system": "aws-api",
        "rpc.service": "dynamodb",
        "rpc.method": "GetItem",
        "aws.region": "eu-west-1",
        "aws.dynamodb.table_names": ["orders"],
        "aws.request_id": "r",
        "http.response.status_code": 400,
    }
    assert call.status == (ERROR, "")
    assert request.attributes == {
        "http.request.method": "GET",
        "url.full": "https://example.com:8443/orders",
        "server.address": "example.com",
        "server.port": 8443,
        "http.response.status_code": 200,
    }
    assert request.status == (0, "")
    assert query.attributes == {"db.system": "postgresql", "db.user": "app", "db.connection_string": "db:5432"}


# --- Exceptions ------------------------------------------------------------------------------------------------------


class DeclinedError(Exception):
    """The bank said no."""


def test_an_exception_is_an_event_where_it_was_raised_and_the_status_of_all_that_it_leaves(
    tracer, spans, lambda_context
):
    """TR-47, S-TRC-08."""

    @tracer.capture_method
    def charge():
        raise DeclinedError("no money")

    with pytest.raises(DeclinedError):
        handling(tracer, charge)({}, lambda_context)
    inner, root = spans.spans
    [(name, event)] = inner.events
    assert name == "exception"
    assert event["exception.type"] == f"{__name__}.DeclinedError"
    assert event["exception.message"] == "no money"
    assert event["exception.stacktrace"].startswith("Traceback (most recent call last):")
    assert 'raise DeclinedError("no money")' in event["exception.stacktrace"]
    assert "aws_lambda_powertools" not in event["exception.stacktrace"]
    assert root.events == []
    assert inner.status == root.status == (ERROR, "DeclinedError: no money")


def test_the_same_exception_in_the_next_invocation_is_told_again(tracer, spans, lambda_context, monkeypatch):
    error = ValueError("kept")

    def fail():
        raise error

    handler = handling(tracer, fail)
    for number in (3, 4):
        monkeypatch.setenv("_X_AMZN_TRACE_ID", HEADER.replace("93;", f"9{number};"))
        with pytest.raises(ValueError, match="kept"):
            handler({}, lambda_context)
    assert [len(span.events) for span in spans.spans] == [1, 1]


def test_long_stacks_keep_their_beginning_and_their_end(tracer, spans):
    """TR-47."""

    def deeper(level):
        if level == 0:
            raise ValueError("x" * 3000)
        other(level - 1) if level % 2 else deeper(level - 1)

    def other(level):
        deeper(level)

    with pytest.raises(ValueError, match="xxx"), tracer.provider.in_subsegment("work"):
        deeper(200)
    [(_, event)] = spans.named("work").events
    assert len(event["exception.stacktrace"]) <= 8 * 1024
    assert event["exception.stacktrace"].startswith("Traceback")
    assert event["exception.stacktrace"].rstrip().endswith("x")
    assert len(event["exception.message"]) <= 1024


def test_an_exception_whose_own_methods_fail_is_recorded(tracer, spans):
    """TR-10."""

    class RudeError(Exception):
        def __str__(self):
            raise RuntimeError

        def __setattr__(self, name, value):
            raise RuntimeError

    with pytest.raises(RudeError), tracer.provider.in_subsegment("work"):
        raise RudeError
    assert spans.named("work").status[0] == ERROR


# --- What is not shown -----------------------------------------------------------------------------------------------


def test_responses_and_exceptions_are_redacted(spans, lambda_context):
    tracer = Tracer(service="orders", auto_patch=False, redact_keys=["card"], redact_patterns=[r"\d{16}"])

    @tracer.capture_method
    def fail():
        raise ValueError("card 4111111111111111")

    def body():
        with pytest.raises(ValueError, match="4111"):
            fail()
        return {"card": "4111", "password": "x", "ok": 1}

    handling(tracer, body)({}, lambda_context)
    everything = repr(spans.spans)
    assert "4111" not in everything
    assert json.loads(spans.named("orders").attributes[METADATA])["handler response"] == {
        "card": "[REDACTED]",
        "password": "[REDACTED]",
        "ok": 1,
    }


def test_capturing_can_be_switched_off(tracer, spans, lambda_context):
    """TR-13."""
    handling(tracer, lambda: {"a": 1}, capture_response=False)({}, lambda_context)
    assert METADATA not in spans.named("orders").attributes


@pytest.mark.parametrize("size", [1_000, 20_000, 1_000_000])
def test_large_responses_are_cut_and_stay_json(tracer, spans, lambda_context, size):
    handling(tracer, lambda: {"text": "x" * size})({}, lambda_context)
    kept = json.loads(spans.named("orders").attributes[METADATA])["handler response"]
    assert (kept == {"text": "x" * size}) == (size == 1_000)
    if size > 1_000:
        assert kept["_truncated"] is True
        assert kept["_bytes"] > size


def test_long_texts_and_many_attributes_are_cut(monkeypatch, spans):
    """TR-46."""
    monkeypatch.setenv("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "10")
    monkeypatch.setenv("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "5")
    provider = Tracer(auto_patch=False).provider
    with provider.in_subsegment("work", attributes={f"key{number}": "x" * 100 for number in range(7)}):
        pass
    with provider.in_subsegment("one", attributes={"key": "x" * 100}):
        pass
    span = spans.named("work")
    assert span.attributes == {f"key{number}": "x" * 10 for number in range(5)}
    assert span.dropped == 2
    assert spans.named("one").attributes == {"key": "x" * 10}


# --- Concurrency -----------------------------------------------------------------------------------------------------


def test_concurrent_tasks_have_their_true_parents(tracer, spans, lambda_context):
    """TR-15."""

    @tracer.capture_method
    async def leaf(name):
        with tracer.provider.in_subsegment(f"{name}.inner"):
            await asyncio.sleep(0)
        return name

    @tracer.capture_lambda_handler
    async def handler(event, context):
        return await asyncio.gather(*[leaf(str(number)) for number in range(20)])

    assert asyncio.run(handler({}, lambda_context)) == [str(number) for number in range(20)]
    by_id = {span.id: span for span in spans.spans}
    root = spans.named("orders")
    leaves = [span for span in spans.spans if span.parent_id == root.id]
    assert len(leaves) == 20
    for span in spans.spans:
        if span.name.endswith(".inner"):
            assert by_id[span.parent_id] in leaves


def test_a_thread_without_context_hangs_below_the_handler(tracer, spans, lambda_context):
    """TR-17."""

    def body():
        def work():
            with tracer.provider.in_subsegment("in thread"):
                pass

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    handling(tracer, body)({}, lambda_context)
    assert spans.tree(FACADE) == {"orders": {"in thread": {}}}


def test_a_span_left_open_by_an_earlier_invocation_is_no_parent(tracer, spans, lambda_context):
    """TR-32."""
    handling(tracer, lambda: tracer.provider.begin_subsegment("left open") and None)({}, lambda_context)
    handling(tracer, lambda: None)({}, lambda_context)
    assert spans.tree(FACADE) == {"orders": {}}
    assert len(spans.spans) == 2


def test_a_handler_inside_a_handler_is_part_of_its_tree(tracer, spans, lambda_context):
    inner = handling(tracer, lambda: "inner")

    @tracer.capture_lambda_handler
    def outer(event, context):
        return inner({}, type(lambda_context)())

    outer({}, lambda_context)
    [above, below] = sorted(spans.spans, key=lambda span: span.start)
    assert below.parent_id == above.id
    assert below.attributes["ColdStart"] in (True, False)


@given(steps=st.lists(st.sampled_from(["open", "close", "annotate", "fail", "note"]), max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_steps_gives_a_valid_forest(spans, steps):
    """tracing.md 12, property."""
    Tracer._reset_config()
    spans.datagrams.clear()
    spans.receive()
    spans.datagrams.clear()
    provider = Tracer(service="orders", auto_patch=False).provider
    opened: list[Any] = []
    for step in steps:
        if step == "open":
            opened.append(provider.begin_subsegment(f"s{len(opened)}"))
        elif step == "close":
            provider.end_subsegment()
        elif step == "annotate":
            provider.put_annotation("key", len(opened))
        elif step == "note":
            provider.put_metadata("key", object())
        elif opened:
            error = ValueError(step)
            opened[-1].__exit__(ValueError, error, None)
    while opened:
        opened.pop().close()
    assert {span.parent_id for span in spans.spans} <= {span.id for span in spans.spans} | {FACADE}
    assert len(spans.spans) == steps.count("open")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.builds(object),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner),
    max_leaves=10,
)


@given(value=anything)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_response_is_kept_as_valid_json(spans, value):
    Tracer._reset_config()
    spans.receive()
    spans.datagrams.clear()
    Tracer(service="orders", auto_patch=False).capture_method(lambda: value)()
    [span] = spans.spans
    assert (value is None) == (METADATA not in span.attributes)
    if value is not None:
        json.loads(span.attributes[METADATA], parse_constant=pytest.fail)


@pytest.mark.filterwarnings("ignore:The annotation")
@given(value=anything, as_attribute=anything, keys=st.text(min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_object_gives_a_valid_span(spans, value, as_attribute, keys):
    """tracing.md 12, property."""
    Tracer._reset_config()
    spans.receive()
    spans.datagrams.clear()
    provider = Tracer(service="orders", auto_patch=False).provider
    with provider.in_subsegment("work") as segment:
        segment.put_metadata("key", value, "space")
        segment.put_annotation(keys, as_attribute)
        segment.set_attribute("attribute", as_attribute)
    [span] = spans.spans
    json.loads(span.attributes["aws.xray.metadata.space"])
    assert "attribute" in span.attributes


def test_an_attribute_that_contains_itself_does_not_lose_the_span(tracer, spans):
    endless: list[Any] = []
    endless.append(endless)
    with tracer.provider.in_subsegment("work") as segment:
        segment.set_attribute("endless", endless)
    assert spans.names == ["work"]


# --- Sampling --------------------------------------------------------------------------------------------------------


def test_unsampled_traces_are_dropped(monkeypatch, spans, lambda_context):
    """TR-50."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    handling(Tracer(auto_patch=False), lambda: None)({}, lambda_context)
    assert spans.spans == []


@pytest.mark.parametrize("switch", ["POWERTOOLS_TRACER_EXPORT_UNSAMPLED", "OTEL_AWS_APPLICATION_SIGNALS_ENABLED"])
def test_unsampled_spans_can_go_to_transaction_search(monkeypatch, spans, lambda_context, switch):
    """TR-50."""
    monkeypatch.setenv("_X_AMZN_TRACE_ID", UNSAMPLED)
    monkeypatch.setenv(switch, "true")
    tracer = Tracer(auto_patch=False)
    handling(tracer, lambda: None)({}, lambda_context)
    assert [span.flags & 1 for span in spans.spans] == [0]
    assert [prefix for prefix, _ in spans.datagrams] == ["T1U"]


def test_initialization_records_nothing(monkeypatch, spans):
    """TR-31."""
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    provider = Tracer(auto_patch=False).provider
    with provider.in_subsegment("at import"):
        assert provider.header() is None
        assert provider.headers() == {}
    assert spans.spans == []


# --- Switching off ---------------------------------------------------------------------------------------------------


def test_the_sdks_own_switch_disables(monkeypatch, spans, lambda_context):
    """TR-52."""
    monkeypatch.setenv("OTEL_SDK_DISABLED", "true")
    tracer = Tracer()
    handler = handling(tracer, lambda: "done")
    assert handler({}, lambda_context) == "done"
    assert spans.spans == []
    assert type(tracer.provider).__name__ == "NoopProvider"


@pytest.mark.parametrize("value", ["maybe", "2"])
def test_a_switch_that_can_not_be_read_changes_nothing(monkeypatch, spans, value):
    monkeypatch.setenv("OTEL_SDK_DISABLED", value)
    with pytest.warns(UserWarning, match="OTEL_SDK_DISABLED"):
        assert type(Tracer(auto_patch=False).provider) is LeanProvider


def test_the_public_provider_is_the_lean_one_where_nobody_has_set_up_opentelemetry(spans, lambda_context):
    """S-TRC-07."""
    provider = OpenTelemetryProvider()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)
    assert tracer.provider is provider
    assert isinstance(provider, OpenTelemetryProvider)
    handling(tracer, lambda: None)({}, lambda_context)
    assert spans.names == ["orders"]


def test_the_public_provider_does_nothing_while_tracing_is_off(monkeypatch, spans, lambda_context):
    """S-TRC-14."""
    monkeypatch.delenv("LAMBDA_TASK_ROOT")
    tracer = Tracer(service="orders", provider=OpenTelemetryProvider())
    assert handling(tracer, lambda: "done")({}, lambda_context) == "done"
    assert spans.spans == []


# --- Correlation -----------------------------------------------------------------------------------------------------


def test_log_lines_carry_the_ids_of_the_span(tracer, spans, lambda_context, capsys):
    """TR-71."""
    logger = Logger(service="tells-ids")

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler
    def handler(event, context):
        logger.info("in handler")
        with tracer.provider.in_subsegment("inner"):
            logger.info("inside")

    handler({}, lambda_context)
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    root, inner = spans.named("orders"), spans.named("inner")
    assert (first["trace_id"], first["span_id"], first["trace_flags"]) == (TRACE, root.id, "01")
    assert second["span_id"] == inner.id
    assert first["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"


def test_log_lines_carry_no_ids_where_that_is_refused(monkeypatch, tracer, lambda_context, capsys):
    monkeypatch.setenv("POWERTOOLS_LOGGER_TRACE_CONTEXT", "false")
    logger = Logger(service="silent-about-ids")

    @logger.inject_lambda_context
    @tracer.capture_lambda_handler
    def handler(event, context):
        logger.info("in handler")

    handler({}, lambda_context)
    assert "trace_id" not in json.loads(capsys.readouterr().out)


def test_outside_of_spans_there_are_no_ids(receiver, lambda_context):
    tracer = Tracer(service="orders", auto_patch=False)
    assert tracer.provider.current_ids() is None
    with tracer.provider.in_subsegment("work") as segment:
        assert tracer.provider.current_ids() == (TRACE, segment.id, True)


def test_metrics_carry_the_trace_id_where_asked_for(monkeypatch, tracer, lambda_context, capsys):
    """TR-72."""
    monkeypatch.setenv("POWERTOOLS_METRICS_TRACE_CONTEXT", "true")
    metrics = Metrics(namespace="shop", service="orders")

    @metrics.log_metrics
    @tracer.capture_lambda_handler
    def handler(event, context):
        metrics.add_metric(name="Orders", unit="Count", value=1)

    handler({}, lambda_context)
    document = json.loads(capsys.readouterr().out)
    assert document["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert not any("trace_id" in name for name in document["_aws"]["CloudWatchMetrics"][0]["Dimensions"][0])


# --- Loading ---------------------------------------------------------------------------------------------------------

CONSTRUCT = "import os; os.environ.update(LAMBDA_TASK_ROOT='/x'); from aws_lambda_powertools import Tracer; Tracer(provider='otel')"


def test_lean_mode_loads_no_package_and_nothing_heavy():
    """TR-43: no opentelemetry import, no thread."""
    pytest.importorskip("awslambdaric")
    runtime, loaded = loaded_by([CONSTRUCT])
    tops = {name.partition(".")[0] for name in loaded[CONSTRUCT]} - runtime
    assert not tops & {"opentelemetry", "google", "botocore", "socket", "http", "urllib", "typing", "asyncio", "ssl"}
    assert not any(name.endswith(("posting", "connection", "json_form", "host")) for name in loaded[CONSTRUCT])
