"""Tracer: what it records of handlers and methods, and when it keeps out of the way."""

from __future__ import annotations

import asyncio
import functools
import sys
import traceback
from typing import Any
from unittest import mock

import pytest

from aws_lambda_powertools._core import notices
from aws_lambda_powertools.tracing import Tracer, tracer as tracer_module
from aws_lambda_powertools.warnings import PowertoolsUserWarning


class Recorder:
    """Somebody else's provider: it has the six methods of the protocol and notes how they are called."""

    def __init__(self, **failing: Exception):
        self.calls: list[Any] = []
        self.failing = failing

    def _note(self, name, *arguments):
        self.calls.append((name, *arguments))
        if name in self.failing:
            raise self.failing[name]

    def in_subsegment(self, name=None, **kwargs):
        self._note("in_subsegment", name)
        return RecordedSegment(self)

    def in_subsegment_async(self, name=None, **kwargs):
        self._note("in_subsegment_async", name)
        return RecordedSegment(self)

    def put_annotation(self, key, value):
        self._note("put_annotation", key, value)

    def put_metadata(self, key, value, namespace="default"):
        self._note("put_metadata", key, value, namespace)

    def patch(self, modules):
        self._note("patch", modules)

    def patch_all(self):
        self._note("patch_all")


class RecordedSegment:
    def __init__(self, provider):
        self.provider = provider

    def __enter__(self):
        self.provider._note("enter")
        return self

    def __exit__(self, kind, error, trace):
        self.provider._note("exit", error)

    async def __aenter__(self):
        self.provider._note("async enter")
        return self

    async def __aexit__(self, kind, error, trace):
        self.provider._note("async exit", error)

    def put_annotation(self, key, value):
        self.provider._note("annotation", key, value)

    def put_metadata(self, key, value, namespace):
        self.provider._note("metadata", key, value, namespace)


# --- Handlers ----------------------------------------------------------------------------------------------------


def test_a_handler_becomes_a_segment_below_that_of_lambda(tracer, daemon, lambda_context):
    @tracer.capture_lambda_handler
    def handler(event, context):
        return {"statusCode": 200}

    assert handler({}, lambda_context) == {"statusCode": 200}
    [document] = daemon.documents
    assert document["name"] == "## handler"
    assert document["parent_id"] == "53995c3f42cd8ad8"
    assert document["trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"
    assert document["namespace"] == "local"
    assert document["annotations"] == {"ColdStart": True, "Service": "orders"}
    assert document["metadata"] == {"orders": {"handler response": {"statusCode": 200}}}


def test_only_the_first_invocation_is_a_cold_start(tracer, daemon, lambda_context):
    handler = tracer.capture_lambda_handler(lambda event, context: None)
    handler({}, lambda_context)
    handler({}, lambda_context)
    assert [document["annotations"]["ColdStart"] for document in daemon.documents] == [True, False]


def test_a_cold_start_is_annotated_although_the_handler_raises(tracer, daemon, lambda_context):
    @tracer.capture_lambda_handler
    def handler(event, context):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        handler({}, lambda_context)
    assert daemon.named("## handler")["annotations"] == {"ColdStart": True, "Service": "orders"}


def test_provisioned_concurrency_has_no_cold_starts(tracer, daemon, lambda_context, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency")
    tracer.capture_lambda_handler(lambda event, context: None)({}, lambda_context)
    assert daemon.documents[0]["annotations"]["ColdStart"] is False


@pytest.mark.parametrize("name", ["is_cold_start", "_is_cold_start"])
def test_tests_can_say_whether_it_is_a_cold_start(tracer, daemon, lambda_context, monkeypatch, name):
    handler = tracer.capture_lambda_handler(lambda event, context: None)
    handler({}, lambda_context)
    monkeypatch.setattr(tracer_module, name, True if name == "is_cold_start" else lambda: True)
    handler({}, lambda_context)
    assert daemon.documents[1]["annotations"]["ColdStart"] is True


def test_without_a_service_there_is_no_annotation_and_metadata_stand_under_service_undefined(daemon, lambda_context):
    """S-ENV-02; tracing.md 9.12."""
    tracer = Tracer(auto_patch=False)

    @tracer.capture_lambda_handler
    def handler(event, context):
        tracer.put_metadata(key="order", value=1)
        return "done"

    handler({}, lambda_context)
    [document] = daemon.documents
    assert document["annotations"] == {"ColdStart": True}
    assert document["metadata"] == {"service_undefined": {"order": 1, "handler response": "done"}}


def test_the_service_comes_from_the_environment_too(daemon, lambda_context, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "payments")
    Tracer(auto_patch=False).capture_lambda_handler(lambda event, context: 1)({}, lambda_context)
    [document] = daemon.documents
    assert document["annotations"]["Service"] == "payments"
    assert list(document["metadata"]) == ["payments"]


async def test_an_async_handler_is_awaited_inside_its_segment(tracer, daemon, lambda_context):
    """S-TRC-05. The public package closes the segment before the handler has begun, and keeps a coroutine."""

    @tracer.capture_lambda_handler
    async def handler(event, context):
        await asyncio.sleep(0)
        tracer.put_annotation(key="inside", value=True)
        return "done"

    assert await handler({}, lambda_context) == "done"
    [document] = daemon.documents
    assert document["annotations"]["inside"] is True
    assert document["metadata"] == {"orders": {"handler response": "done"}}


def test_a_generator_handler_lasts_until_its_end(tracer, daemon, lambda_context):
    @tracer.capture_lambda_handler
    def handler(event, context):
        yield "a"
        tracer.put_annotation(key="inside", value=True)
        yield "b"

    assert list(handler({}, lambda_context)) == ["a", "b"]
    assert daemon.named("## handler")["annotations"]["inside"] is True


def test_a_handler_may_take_more_than_event_and_context(tracer, daemon, lambda_context):
    @tracer.capture_lambda_handler
    def handler(event, context, extra, *, more):
        return [extra, more]

    assert handler({}, lambda_context, 1, more=2) == [1, 2]


def test_nested_handlers_nest_their_segments(tracer, daemon, lambda_context):
    inner = tracer.capture_lambda_handler(_named("inner", lambda event, context: None))

    @tracer.capture_lambda_handler
    def outer(event, context):
        return inner(event, type(context)(aws_request_id="2"))

    outer({}, lambda_context)
    assert daemon.tree == {"## outer": {"## inner": {}}}


def _named(name, function):
    function.__name__ = name
    return function


# --- Exceptions --------------------------------------------------------------------------------------------------


def test_an_exception_is_a_fault_with_its_cause_and_passes_unchanged(tracer, daemon, lambda_context):
    """S-TRC-02, TR-10."""
    error = ValueError("out of stock")

    @tracer.capture_method
    def reserve():
        raise error

    @tracer.capture_lambda_handler
    def handler(event, context):
        return reserve()

    with pytest.raises(ValueError, match="out of stock") as caught:
        handler({}, lambda_context)
    assert caught.value is error
    assert [frame.name for frame in traceback.extract_tb(error.__traceback__)][-1] == "reserve"
    method, of_handler = daemon.documents
    assert method["fault"] is of_handler["fault"] is True
    [exception] = method["cause"]["exceptions"]
    assert (exception["type"], exception["message"], exception["remote"]) == ("ValueError", "out of stock", False)
    assert [frame["label"] for frame in exception["stack"]] == ["reserve"]
    assert of_handler["cause"] == exception["id"]


def test_error_metadata_say_type_and_message(tracer, daemon, lambda_context):
    """tracing.md 9.6: the public package keeps `{}`."""

    class OutOfStockError(Exception):
        def __init__(self, item):
            super().__init__(f"no {item} left")
            self.item = item
            self._secret = 1

    @tracer.capture_lambda_handler
    def handler(event, context):
        raise OutOfStockError("shoe")

    with pytest.raises(OutOfStockError):
        handler({}, lambda_context)
    assert daemon.documents[0]["metadata"] == {
        "orders": {"handler error": {"type": "OutOfStockError", "message": "no shoe left", "item": "shoe"}}
    }


@pytest.mark.parametrize("leave", [SystemExit(1), KeyboardInterrupt(), asyncio.CancelledError()])
def test_what_is_no_error_leaves_a_cause_and_no_metadata(tracer, daemon, leave):
    @tracer.capture_method
    def work():
        raise leave

    with pytest.raises(type(leave)):
        work()
    [document] = daemon.documents
    assert document["cause"]["exceptions"][0]["type"] == type(leave).__name__
    assert "metadata" not in document


# --- Switches ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "environment", "captured"),
    [
        (None, None, True),
        (None, "false", False),
        (None, "true", True),
        (False, None, False),
        (False, "true", False),
        (True, "false", True),
    ],
)
@pytest.mark.parametrize("kind", ["capture_lambda_handler", "capture_method"])
def test_responses_are_captured_unless_argument_or_environment_say_no(
    daemon, monkeypatch, lambda_context, argument, environment, captured, kind
):
    """TR-13, S-ENV-05."""
    if environment is not None:
        monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_RESPONSE", environment)
    tracer = Tracer(service="orders", auto_patch=False)
    function = getattr(tracer, kind)(capture_response=argument)(lambda event, context: "secret")
    function({}, lambda_context)
    [document] = daemon.documents
    assert ("metadata" in document) is captured


@pytest.mark.parametrize(
    ("argument", "environment", "captured"), [(None, None, True), (None, "false", False), (False, "true", False)]
)
def test_errors_are_captured_unless_argument_or_environment_say_no_but_the_cause_stays(
    daemon, monkeypatch, lambda_context, argument, environment, captured
):
    """TR-13, S-ENV-06."""
    if environment is not None:
        monkeypatch.setenv("POWERTOOLS_TRACER_CAPTURE_ERROR", environment)
    tracer = Tracer(service="orders", auto_patch=False)

    @tracer.capture_lambda_handler(capture_error=argument)
    def handler(event, context):
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        handler({}, lambda_context)
    [document] = daemon.documents
    assert ("metadata" in document) is captured
    assert document["cause"]["exceptions"][0]["message"] == "no"


@pytest.mark.parametrize(("response", "captured"), [(None, False), (0, True), ("", True), ([], True), (False, True)])
def test_every_response_but_none_is_captured(tracer, daemon, response, captured):
    tracer.capture_method(lambda: response)()
    assert ("metadata" in daemon.documents[0]) is captured


def test_a_response_is_shown_as_it_was_when_the_segment_ended(tracer, daemon):
    order = {"state": "new"}

    @tracer.capture_method
    def work():
        tracer.put_metadata(key="order", value=order)
        order["state"] = "paid"
        return order

    work()
    assert daemon.documents[0]["metadata"]["orders"]["order"] == {"state": "paid"}


# --- Secrets -----------------------------------------------------------------------------------------------------

RESPONSE = {"user": "Jane", "password": "hunter2", "items": [{"api_key": "k"}]}
HIDDEN = {"user": "Jane", "password": "[REDACTED]", "items": [{"api_key": "[REDACTED]"}]}


def test_responses_are_kept_as_they_are_by_default(tracer, daemon):
    tracer.capture_method(_named("login", lambda: RESPONSE))()
    [value] = daemon.documents[0]["metadata"]["orders"].values()
    assert value == RESPONSE


@pytest.mark.parametrize(
    ("options", "strict", "shown"),
    [
        ({"redact": True}, "false", HIDDEN),
        ({}, "true", HIDDEN),
        ({"redact_keys": ["user"]}, "false", {**HIDDEN, "user": "[REDACTED]"}),
        ({"redact_patterns": ["Ja"]}, "false", {**HIDDEN, "user": "[REDACTED]ne"}),
        ({"redact": False, "redact_keys": ["user"]}, "true", RESPONSE),
    ],
)
def test_secrets_are_hidden_on_request_and_under_strict(daemon, monkeypatch, options, strict, shown):
    """T1."""
    monkeypatch.setenv("POWERTOOLS_STRICT", strict)
    tracer = Tracer(service="orders", auto_patch=False, **options)
    tracer.capture_method(lambda: RESPONSE)()
    [value] = daemon.documents[0]["metadata"]["orders"].values()
    assert value == shown


def test_rules_are_shared_like_other_settings(daemon):
    Tracer(redact=True)
    Tracer(service="orders", auto_patch=False).capture_method(lambda: RESPONSE)()
    [value] = daemon.documents[0]["metadata"]["orders"].values()
    assert value == HIDDEN


def test_a_single_key_is_no_list():
    with pytest.raises(TypeError, match=r"redact_keys takes a list of names, not the single text 'iban'"):
        Tracer(redact_keys="iban")


def test_rules_of_the_users_own_reach_error_texts_too(daemon):
    tracer = Tracer(service="orders", auto_patch=False, redact_patterns=[r"\d{16}"])

    @tracer.capture_method
    def pay():
        raise ValueError("card 4111111111111111 was refused")

    with pytest.raises(ValueError, match="4111111111111111"):
        pay()
    [document] = daemon.documents
    assert "4111" not in str(document)
    assert document["cause"]["exceptions"][0]["message"] == "card [REDACTED] was refused"


def test_secrets_in_objects_are_found(daemon):
    class User:
        def __init__(self):
            self.name = "Jane"
            self.password = "hunter2"

    tracer = Tracer(service="orders", auto_patch=False, redact=True)
    tracer.capture_method(lambda: [User()])()
    [value] = daemon.documents[0]["metadata"]["orders"].values()
    assert value == [{"name": "Jane", "password": "[REDACTED]"}]


# --- Names -------------------------------------------------------------------------------------------------------


def test_a_method_is_named_by_module_and_qualified_name(tracer, daemon):
    """TR-11."""

    class Shop:
        @tracer.capture_method
        def order(self):
            return lambda: None

    Shop().order()
    [document] = daemon.documents
    expected = "test_a_method_is_named_by_module_and_qualified_name.locals.Shop.order"
    assert document["name"].startswith("## ")
    assert document["name"].endswith(expected)
    assert list(document["metadata"]["orders"]) == [document["name"].removeprefix("## ") + " response"]


def test_a_lambda_loses_the_characters_that_xray_refuses(tracer, daemon):
    tracer.capture_method(lambda: None)()
    assert daemon.documents[0]["name"].endswith(".locals.lambda")


def test_a_partial_has_the_name_of_its_function(tracer, daemon):
    def work(number):
        return number

    tracer.capture_method(functools.partial(work, 1))()
    assert daemon.documents[0]["name"].endswith(".work")


def test_a_callable_object_has_the_name_of_its_type(tracer, daemon):
    class Worker:
        def __call__(self):
            return 1

    assert tracer.capture_method(Worker())() == 1
    assert daemon.documents[0]["name"].endswith(".Worker")


@pytest.mark.parametrize("decorator", ["capture_method", "capture_lambda_handler"])
def test_only_functions_can_be_captured(tracer, decorator):
    with pytest.raises(TypeError, match=f"{decorator} takes a function.*not 5"):
        getattr(tracer, decorator)(5)


# --- Annotations and metadata ------------------------------------------------------------------------------------


def test_notes_stand_on_the_current_segment(tracer, daemon, lambda_context):
    """S-TRC-04, positional and by keyword."""

    @tracer.capture_method
    def inner():
        tracer.put_annotation("inner", 1)
        tracer.put_metadata("key", {"a": 1})
        tracer.put_metadata(key="key", value=2, namespace="other")

    @tracer.capture_lambda_handler
    def handler(event, context):
        inner()
        tracer.put_annotation(key="outer", value="x")

    handler({}, lambda_context)
    method, of_handler = daemon.documents
    assert method["annotations"] == {"inner": 1}
    assert method["metadata"] == {"orders": {"key": {"a": 1}}, "other": {"key": 2}}
    assert of_handler["annotations"] == {"outer": "x", "ColdStart": True, "Service": "orders"}


def test_notes_outside_of_any_segment_are_ignored(tracer, daemon):
    """TR-18. The public package raises FacadeSegmentMutationException."""
    tracer.put_annotation("key", "value")
    tracer.put_metadata("key", "value")
    assert daemon.documents == []


# --- Switched off ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POWERTOOLS_TRACE_DISABLED", "true"),
        ("AWS_XRAY_SDK_ENABLED", "false"),
        ("AWS_SAM_LOCAL", "true"),
        ("AWS_CHALICE_CLI_MODE", "true"),
        ("LAMBDA_TASK_ROOT", ""),
    ],
)
def test_the_environment_switches_tracing_off(daemon, lambda_context, monkeypatch, name, value):
    """TR-21, S-TRC-14, S-ENV-04."""
    monkeypatch.setenv(name, value)
    tracer = Tracer(service="orders")
    assert tracer.disabled is True
    _use(tracer, lambda_context)
    assert daemon.documents == []


def test_an_odd_word_for_the_sdk_is_a_yes(monkeypatch):
    monkeypatch.setenv("AWS_XRAY_SDK_ENABLED", "perhaps")
    assert Tracer(auto_patch=False).disabled is False


def test_an_odd_word_for_ours_is_refused(monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "perhaps")
    with pytest.raises(ValueError, match="POWERTOOLS_TRACE_DISABLED: invalid truth value 'perhaps'"):
        Tracer()


def test_the_argument_switches_tracing_off(daemon, lambda_context):
    _use(Tracer(disabled=True), lambda_context)
    assert daemon.documents == []


def _use(tracer, context):
    """Everything a user can do with a Tracer."""

    @tracer.capture_method
    def method():
        tracer.put_annotation("a", 1)
        tracer.put_metadata("m", 1)
        with tracer.provider.in_subsegment("inner") as segment:
            segment.put_annotation("a", 1)
            segment.put_http_meta("status", 200)
        return "done"

    @tracer.capture_lambda_handler
    def handler(event, context):
        return method()

    assert handler({}, context) == "done"
    tracer.patch()
    tracer.patch(["requests"])
    tracer.ignore_endpoint("example.com")


def test_an_explicit_argument_wins_over_the_environment(daemon, lambda_context, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    tracer = Tracer(disabled=False, auto_patch=False)
    assert tracer.disabled is False
    tracer.capture_lambda_handler(lambda event, context: None)({}, lambda_context)
    assert len(daemon.documents) == 1


def test_a_disabled_tracer_leaves_functions_as_they_are(lambda_context):
    """Decision 9."""
    tracer = Tracer(disabled=True)

    def handler(event, context):
        """A handler."""

    assert tracer.capture_lambda_handler(handler) is handler
    assert tracer.capture_lambda_handler(capture_response=False)(handler) is handler
    assert tracer.capture_method(handler) is handler
    assert tracer.capture_method(capture_error=False)(handler) is handler


def test_a_tracer_whose_provider_is_noop_leaves_functions_as_they_are():
    tracer = Tracer(provider="noop")
    function = test_a_tracer_whose_provider_is_noop_leaves_functions_as_they_are
    assert tracer.capture_method(function) is function


def test_a_disabled_tracer_patches_nothing_but_asks_once():
    """TR-21: `Tracer(disabled=True)` calls `patch` once when `auto_patch` is on."""
    provider = Recorder()
    with mock.patch("aws_lambda_powertools.tracing.Tracer.patch") as patch:
        Tracer(disabled=True, provider=provider)
    patch.assert_called_once_with(modules=None)
    Tracer(disabled=True, provider=provider)
    assert provider.calls == []


def test_a_provider_object_is_driven_for_segments_even_while_tracing_is_off(lambda_context):
    """TR-21."""
    provider = Recorder()
    tracer = Tracer(service="orders", disabled=True, provider=provider)
    tracer.put_annotation("a", 1)
    tracer.put_metadata("a", 1)
    tracer.patch(["requests"])
    assert provider.calls == []
    tracer.capture_method(_named("work", lambda: None))()
    assert [call[0] for call in provider.calls] == ["in_subsegment", "enter", "exit"]


def test_without_a_trace_functions_run_and_nothing_is_sent(daemon, lambda_context, monkeypatch):
    """S-TRC-17."""
    monkeypatch.delenv("_X_AMZN_TRACE_ID")
    _use(Tracer(service="orders"), lambda_context)
    assert daemon.documents == []


# --- Somebody else's provider --------------------------------------------------------------------------------------


def test_a_provider_object_gets_every_call_of_the_protocol(lambda_context):
    """S-TRC-06."""
    provider = Recorder()
    tracer = Tracer(service="orders", provider=provider)
    tracer.put_annotation("key", 1)
    tracer.put_metadata("key", 2)
    tracer.put_metadata("key", 3, namespace="other")
    tracer.patch(["requests"])

    @tracer.capture_lambda_handler
    def handler(event, context):
        return "done"

    handler({}, lambda_context)
    assert provider.calls == [
        ("patch_all",),
        ("put_annotation", "key", 1),
        ("put_metadata", "key", 2, "orders"),
        ("put_metadata", "key", 3, "other"),
        ("patch", ["requests"]),
        ("in_subsegment", "## handler"),
        ("enter",),
        ("metadata", "handler response", "done", "orders"),
        ("annotation", "ColdStart", True),
        ("annotation", "Service", "orders"),
        ("exit", None),
    ]


def test_a_provider_object_sees_the_exception(lambda_context):
    provider = Recorder()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)
    error = ValueError("no")

    @tracer.capture_lambda_handler
    def handler(event, context):
        raise error

    with pytest.raises(ValueError, match="no"):
        handler({}, lambda_context)
    assert ("metadata", "handler error", error, "orders") in provider.calls
    assert provider.calls[-1] == ("exit", error)


async def test_coroutines_and_async_generators_use_the_async_segment():
    provider = Recorder()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)

    @tracer.capture_method
    async def work():
        return 1

    @tracer.capture_method
    async def numbers():
        yield 1

    await work()
    assert [number async for number in numbers()] == [1]
    assert [call[0] for call in provider.calls] == [
        *("in_subsegment_async", "async enter", "metadata", "async exit"),
        *("in_subsegment_async", "async enter", "async exit"),
    ]


def test_a_mock_is_a_provider_and_gets_no_more_than_the_protocol(lambda_context):
    provider = mock.MagicMock()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)
    tracer.capture_lambda_handler(_named("handler", lambda event, context: "done"))({}, lambda_context)
    segment = provider.in_subsegment.return_value.__enter__.return_value
    provider.in_subsegment.assert_called_once_with(name="## handler")
    segment.put_metadata.assert_called_once_with(key="handler response", value="done", namespace="orders")
    segment.put_annotation.assert_has_calls(
        [mock.call(key="ColdStart", value=True), mock.call(key="Service", value="orders")]
    )
    assert provider.begin_invocation.call_count == provider.current_ids.call_count == 0


async def test_an_async_mock_is_a_provider():
    provider = mock.MagicMock()
    segment = provider.in_subsegment_async.return_value.__aenter__.return_value = mock.MagicMock()
    tracer = Tracer(service="orders", provider=provider, auto_patch=False)

    @tracer.capture_method
    async def work():
        return 1

    assert await work() == 1
    assert segment.put_metadata.call_args.kwargs["value"] == 1


def test_methods_of_our_provider_can_be_mocked(tracer, lambda_context):
    with mock.patch.object(tracer.provider, "in_subsegment") as in_subsegment:
        tracer.capture_method(_named("work", lambda: "done"))()
    segment = in_subsegment.return_value.__enter__.return_value
    assert segment.put_metadata.call_args.kwargs["value"] == "done"
    with mock.patch.object(tracer.provider, "put_annotation") as put_annotation:
        tracer.put_annotation("key", 1)
    put_annotation.assert_called_once_with(key="key", value=1)


FAILING = ["in_subsegment", "enter", "metadata", "annotation", "exit"]


@pytest.mark.parametrize("hook", FAILING)
def test_trouble_with_a_provider_never_reaches_the_handler(lambda_context, hook):
    """TR-10."""
    tracer = Tracer(service="orders", provider=Recorder(**{hook: RuntimeError("down")}), auto_patch=False)
    handler = tracer.capture_lambda_handler(_named("handler", lambda event, context: "done"))
    with pytest.warns(PowertoolsUserWarning, match="Recorder failed, the function goes on: RuntimeError: down"):
        assert handler({}, lambda_context) == "done"
    assert handler({}, lambda_context) == "done"  # told once


@pytest.mark.parametrize("hook", FAILING)
def test_trouble_with_a_provider_never_replaces_the_handlers_exception(lambda_context, hook):
    tracer = Tracer(service="orders", provider=Recorder(**{hook: RuntimeError("down")}), auto_patch=False)
    error = ValueError("mine")

    @tracer.capture_lambda_handler
    def handler(event, context):
        raise error

    with pytest.warns(PowertoolsUserWarning, match="down"), pytest.raises(ValueError, match="mine") as caught:
        handler({}, lambda_context)
    assert caught.value is error
    assert error.__context__ is None


@pytest.mark.parametrize("hook", ["in_subsegment_async", "async enter", "metadata", "async exit"])
async def test_trouble_with_a_provider_never_reaches_a_coroutine(hook):
    tracer = Tracer(service="orders", provider=Recorder(**{hook: RuntimeError("down")}), auto_patch=False)

    @tracer.capture_method
    async def work():
        return "done"

    with pytest.warns(PowertoolsUserWarning, match="down"):
        assert await work() == "done"


def test_a_provider_that_would_swallow_exceptions_does_not(lambda_context):
    class Swallowing(Recorder):
        def in_subsegment(self, name=None, **kwargs):
            segment = mock.MagicMock()
            segment.__exit__.return_value = True
            return segment

    tracer = Tracer(provider=Swallowing(), auto_patch=False)
    with pytest.raises(ZeroDivisionError):
        tracer.capture_method(lambda: 1 / 0)()


def test_a_providers_exit_is_not_held_back():
    tracer = Tracer(provider=Recorder(exit=KeyboardInterrupt()), auto_patch=False)
    with pytest.raises(KeyboardInterrupt):
        tracer.capture_method(lambda: None)()


class WithHooks(Recorder):
    def begin_invocation(self, event, context):
        self._note("begin_invocation", event, context)
        return "token"

    def end_invocation(self, token, remaining):
        self._note("end_invocation", token, remaining)


def test_a_provider_may_know_where_invocations_begin_and_end(lambda_context):
    """tracing.md 2.1."""
    provider = WithHooks()
    tracer = Tracer(provider=provider, auto_patch=False)
    tracer.capture_lambda_handler(lambda event, context: None)({"a": 1}, lambda_context)
    assert provider.calls[0] == ("begin_invocation", {"a": 1}, lambda_context)
    assert provider.calls[-1] == ("end_invocation", "token", 3000)


def test_a_context_without_remaining_time_ends_an_invocation_too():
    provider = WithHooks()
    Tracer(provider=provider, auto_patch=False).capture_lambda_handler(lambda event, context: None)({}, None)
    assert provider.calls[-1] == ("end_invocation", "token", None)


@pytest.mark.parametrize("hook", ["begin_invocation", "end_invocation"])
def test_hooks_of_a_provider_may_fail(lambda_context, hook):
    tracer = Tracer(provider=WithHooks(**{hook: RuntimeError("down")}), auto_patch=False)
    handler = tracer.capture_lambda_handler(lambda event, context: "done")
    with pytest.warns(PowertoolsUserWarning, match=f"{hook} failed, the handler goes on"):
        assert handler({}, lambda_context) == "done"


def test_an_invocation_ends_for_the_provider_although_the_handler_raises(lambda_context):
    provider = WithHooks()
    tracer = Tracer(provider=provider, auto_patch=False)
    with pytest.raises(ZeroDivisionError):
        tracer.capture_lambda_handler(lambda event, context: 1 / 0)({}, lambda_context)
    assert provider.calls[-1][0] == "end_invocation"


# --- Settings are shared -----------------------------------------------------------------------------------------


def test_instances_share_what_they_leave_open():
    """TR-3, TR-22."""
    first = Tracer(service="orders", auto_patch=False)
    second = Tracer()
    assert vars(first) == vars(second)
    assert first.provider is second.provider


def test_what_was_switched_off_stays_off():
    Tracer(disabled=True)
    assert Tracer().disabled is True
    assert Tracer(disabled=False).disabled is True


def test_a_provider_object_is_shared():
    provider = Recorder()
    Tracer(provider=provider, auto_patch=False)
    assert Tracer().provider is provider
    assert Tracer(disabled=True).provider is provider


def test_settings_can_be_reset():
    Tracer(service="orders", disabled=True, auto_patch=False, provider=Recorder(), redact=True)
    Tracer._reset_config()
    assert Tracer._config == Tracer._default_config
    assert Tracer._config is not Tracer._default_config
    tracer = Tracer(auto_patch=False)
    assert (tracer.service, tracer.disabled, type(tracer.provider).__name__) == ("", False, "XRayProvider")


def test_patch_gets_the_modules_that_were_asked_for():
    provider = Recorder()
    Tracer(provider=provider, patch_modules=("requests", "boto3"))
    Tracer(auto_patch=False, patch_modules=("httpx",))
    assert provider.calls == [("patch", ("requests", "boto3"))]


def test_what_is_no_provider_word_is_told_and_xray_is_used():
    """TR-2."""
    notices.forget()
    with pytest.warns(PowertoolsUserWarning, match="'zipkin' can't be used, xray is: allowed are xray"):
        tracer = Tracer(provider="zipkin", auto_patch=False)
    assert type(tracer.provider).__name__ == "XRayProvider"


def test_without_the_sdk_the_module_has_none(monkeypatch):
    monkeypatch.delitem(sys.modules, "aws_lambda_powertools.tracing._sdk", raising=False)
    monkeypatch.delattr("aws_lambda_powertools.tracing._sdk", raising=False)
    monkeypatch.setitem(sys.modules, "aws_xray_sdk", None)
    assert not hasattr(tracer_module, "aws_xray_sdk")


def test_a_module_without_that_name_says_so():
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = tracer_module.nothing
