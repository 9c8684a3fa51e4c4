"""What the decorator adds to the lines of an invocation, and what it never does to the handler."""

from __future__ import annotations

import asyncio
import inspect
import sys
from types import SimpleNamespace

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging import logger as logger_module
from aws_lambda_powertools.logging.lambda_context import LambdaContextModel, build_lambda_context_model

CONTEXT_KEYS = {
    "function_name": "orders",
    "function_memory_size": 128,
    "function_arn": "arn:aws:lambda:eu-west-1:123456789012:function:orders",
    "function_request_id": "da658bd3-2d6f-4e7b-8ec2-937234644fdc",
    "function_version": "$LATEST",
}


def test_every_line_has_the_context(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")
        helper()
        return "done"

    def helper():
        logger.info("helper")

    assert handler({}, lambda_context) == "done"
    for line in logs.lines:
        assert list(line.items())[5:] == [("cold_start", True), *CONTEXT_KEYS.items()]


def test_context_keys_are_there_without_any_line(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        return logger.get_current_keys()

    assert CONTEXT_KEYS.items() <= handler({}, lambda_context).items()


@pytest.mark.parametrize("kind", [None, "on-demand", "snap-start", "provisioned-concurrency"])
def test_only_the_first_invocation_is_a_cold_start(logs, lambda_context, monkeypatch, kind):
    if kind:
        monkeypatch.setenv("AWS_LAMBDA_INITIALIZATION_TYPE", kind)
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")

    for _ in range(3):
        handler({}, lambda_context)
    assert [line["cold_start"] for line in logs.lines] == [kind != "provisioned-concurrency", False, False]


def test_tests_can_set_the_cold_start(logs, lambda_context, monkeypatch):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")

    for cold in (True, False, True):
        monkeypatch.setattr(logger_module, "is_cold_start", cold)
        handler({}, lambda_context)
    assert [line["cold_start"] for line in logs.lines] == [True, False, True]


def test_two_loggers_agree_about_the_cold_start(logs, lambda_context):
    first, second = logs.logger(), logs.logger(service=f"{logs.service}-other")

    @first.inject_lambda_context
    @second.inject_lambda_context
    def handler(event, context):
        first.info("first")
        second.info("second")

    handler({}, lambda_context)
    handler({}, lambda_context)
    assert [line["cold_start"] for line in logs.lines] == [True, True, False, False]


def test_the_decorator_keeps_what_the_handler_is(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context()
    def handler(event: dict, context: object, factor: int = 1, *, unit: str = "s") -> list:
        """Says hello."""
        return [event, factor, unit]

    assert handler({"a": 1}, lambda_context, 2, unit="ms") == [{"a": 1}, 2, "ms"]
    assert (handler.__name__, handler.__doc__) == ("handler", "Says hello.")
    assert list(inspect.signature(handler).parameters) == ["event", "context", "factor", "unit"]


def test_a_coroutine_is_awaited_inside_its_invocation(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context(log_event=True)
    async def handler(event, context):
        logger.info("one")
        await asyncio.sleep(0)
        logger.info("two")
        return "done"

    assert inspect.iscoroutinefunction(handler)
    assert asyncio.run(handler({"a": 1}, lambda_context)) == "done"
    assert logs.messages == [{"a": 1}, "one", "two"]
    assert all("function_name" in line for line in logs.lines)


def test_an_exception_leaves_as_it_came(logs, lambda_context):
    logger = logs.logger()
    error = KeyError("no")

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        raise error

    with pytest.raises(KeyError) as raised:
        handler({}, lambda_context)
    assert raised.value is error
    assert error.__context__ is None
    assert logs.text == ""


# --- Odd contexts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("context", "shown"),
    [
        (None, {}),
        (SimpleNamespace(), {}),
        (SimpleNamespace(function_name="poor"), {"function_name": "poor"}),
        (
            SimpleNamespace(function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"),
            {"function_name": "f", "function_memory_size": 1, "function_arn": "a", "function_request_id": "r"},
        ),
    ],
)
def test_a_context_may_lack_anything(logs, context, shown):
    """G16: 3.37.0 raises AttributeError."""
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")

    handler({}, context)
    assert {key: logs.line[key] for key in logs.line if key.startswith("function")} == shown


def test_what_a_context_lacks_is_not_taken_from_the_one_before(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")

    handler({}, lambda_context)
    handler({}, SimpleNamespace(function_name="other"))
    assert "function_request_id" not in logs.lines[1]


def test_the_context_inside_a_durable_one_is_used(logs, lambda_context):
    logger = logs.logger()
    durable = SimpleNamespace(state=object(), lambda_context=lambda_context)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("m")
        return context

    assert handler({}, durable) is durable
    assert logs.line["function_name"] == "orders"


def test_a_context_as_keys_by_hand(logs, lambda_context):
    expected = {key: value for key, value in CONTEXT_KEYS.items() if key != "function_version"}
    assert vars(build_lambda_context_model(lambda_context)) == expected
    assert vars(build_lambda_context_model(SimpleNamespace(lambda_context=lambda_context))) == expected
    assert vars(LambdaContextModel())["function_memory_size"] == 128


# --- The event --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "option", "shown"),
    [
        (None, None, False),
        (None, True, True),
        ("true", None, True),
        ("1", False, False),
        ("0", None, False),
        ("false", True, True),
    ],
)
def test_the_event_is_logged_when_somebody_says_so(logs, lambda_context, monkeypatch, variable, option, shown):
    if variable is not None:
        monkeypatch.setenv("POWERTOOLS_LOGGER_LOG_EVENT", variable)
    logger = logs.logger()

    @logger.inject_lambda_context(log_event=option)
    def handler(event, context):
        logger.info("handler")

    handler({"a": 1}, lambda_context)
    assert logs.messages == ([{"a": 1}] if shown else []) + ["handler"]


def test_the_line_of_the_event_is_located_at_the_handler(logs, lambda_context):
    logger = logs.logger()

    def handler(event, context):
        pass

    logger.inject_lambda_context(handler, log_event=True)({}, lambda_context)
    assert logs.line["location"] == f"handler:{handler.__code__.co_firstlineno}"
    assert logs.line["function_name"] == "orders"


def test_a_handler_without_code_is_located_by_its_name(logs, lambda_context):
    class Handler:
        def __call__(self, event, context):
            return "done"

    logger = logs.logger()
    assert logger.inject_lambda_context(Handler(), log_event=True)({}, lambda_context) == "done"
    assert logs.line["location"] == "Handler:0"


@pytest.mark.parametrize("event", ["text", [1, 2], None, 5, {}, object()])
def test_any_event_can_be_logged(logs, lambda_context, event):
    logger = logs.logger()
    logger.inject_lambda_context(lambda event, context: None, log_event=True)(event, lambda_context)
    assert logs.line["message"] == (event if type(event) is not object else str(event))


def test_of_a_data_class_its_event_is_logged(logs, lambda_context):
    logger = logs.logger()
    event = SimpleNamespace(raw_event={"a": 1})
    logger.inject_lambda_context(lambda event, context: None, log_event=True)(event, lambda_context)
    assert logs.line["message"] == {"a": 1}


def test_the_event_is_logged_at_info(logs, lambda_context):
    logger = logs.logger(level="WARNING")
    logger.inject_lambda_context(lambda event, context: None, log_event=True)({}, lambda_context)
    assert logs.text == ""


# --- Correlation ids ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "event", "found"),
    [
        ("id", {"id": "c-1"}, "c-1"),
        ("requestContext.requestId", {"requestContext": {"requestId": "c-1"}}, "c-1"),
        ('headers."x-amzn-trace-id"', {"headers": {"x-amzn-trace-id": "c-1"}}, "c-1"),
        ('request.headers."x-amzn-trace-id"', {"request": {"headers": {"x-amzn-trace-id": "c-1"}}}, "c-1"),
        ("Records[0].messageId", {"Records": [{"messageId": "c-1"}]}, "c-1"),
        ("powertools_json(body).id", {"body": '{"id": "c-1"}'}, "c-1"),
        ("headers.id || id", {"headers": {}, "id": "c-1"}, "c-1"),
        ("a.b", {"a": {"b": {"c": 1}}}, {"c": 1}),
        # Odd events have no id, and the handler runs all the same (G11).
        ("id", {}, None),
        ("id", None, None),
        ("id", "text", None),
        ("id", [1], None),
        ("a.b.c", {"a": {"b": "text"}}, None),
        ("a.b", {"a": [{"b": 1}]}, None),
        ("a.b", {"a": None}, None),
        ("powertools_json(body).id", {"body": "{not json"}, None),
        ("powertools_json(body).id", {"body": None}, None),
        ("powertools_json(body).id", {}, None),
        ("Records[0].id", {"Records": "text"}, None),
    ],
)
def test_the_correlation_id_is_found_in_the_event(logs, lambda_context, path, event, found):
    logger = logs.logger()
    child = logger.child()

    @logger.inject_lambda_context(correlation_id_path=path)
    def handler(event, context):
        logger.info("m")
        child.info("child")
        return logger.get_correlation_id(), child.get_correlation_id()

    assert handler(event, lambda_context) == (found, found)
    assert [line.get("correlation_id") for line in logs.lines] == [found, found]


def test_an_event_without_id_has_not_that_of_the_event_before(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        logger.info("m")

    for event in ({"id": "c-1"}, {}, {"id": "c-3"}):
        handler(event, lambda_context)
    assert [line.get("correlation_id") for line in logs.lines] == ["c-1", None, "c-3"]


def test_an_id_that_was_never_shown_stays_for_a_handler_that_looks_for_none(logs, lambda_context):
    logger = logs.logger()
    logger.inject_lambda_context(lambda event, context: None, correlation_id_path="id")({"id": "c-1"}, lambda_context)
    logger.inject_lambda_context(lambda event, context: logger.info("m"))({}, lambda_context)
    assert logs.line["correlation_id"] == "c-1"


def test_an_id_set_by_hand_counts_from_then_on(logs, lambda_context):
    logger = logs.logger()

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        logger.info("m")
        logger.set_correlation_id("by hand")
        logger.info("m")
        logger.set_correlation_id(None)
        logger.info("m")

    handler({"id": "c-1"}, lambda_context)
    assert [line.get("correlation_id") for line in logs.lines] == ["c-1", "by hand", None]


def test_an_expression_that_is_none_is_refused_at_once(logs):
    with pytest.raises(ValueError, match=r"correlation_id_path='a\[' is no JMESPath expression"):
        logs.logger().inject_lambda_context(correlation_id_path="a[")(lambda event, context: None)


def test_an_expression_that_finds_nothing_anywhere_warns_once(logs, lambda_context):
    handler = logs.logger().inject_lambda_context(lambda event, context: "done", correlation_id_path="nothing(body)")
    with pytest.warns(UserWarning, match="nothing"):
        assert handler({}, lambda_context) == "done"
    assert handler({}, lambda_context) == "done"


# --- Uncaught exceptions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("switch", ["constructor", "environment", "off"])
def test_an_uncaught_exception_becomes_one_line(logs, lambda_context, monkeypatch, switch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    if switch == "environment":
        monkeypatch.setenv("POWERTOOLS_LOGGER_LOG_UNCAUGHT_EXCEPTIONS", "true")
    options = {"log_uncaught_exceptions": True} if switch == "constructor" else {}
    logger, other = logs.logger(**options), logs.logger(service=f"{logs.service}-other", **options)

    def fail():
        raise ValueError("no stock")

    @logger.inject_lambda_context
    @other.inject_lambda_context
    def handler(event, context):
        logger.append_keys(order="A1")
        fail()

    with pytest.raises(ValueError, match="no stock") as raised:
        handler({}, lambda_context)
    if switch == "off":
        assert logs.text == ""
        return
    sys.excepthook(raised.type, raised.value, raised.tb)
    line = logs.line
    assert (line["level"], line["message"], line["exception_name"]) == ("ERROR", "no stock", "ValueError")
    assert line["location"] == f"fail:{fail.__code__.co_firstlineno + 1}"
    assert line["function_name"] == "orders"
    assert [frame["function"] for frame in line["stack_trace"]["frames"]][-2:] == ["handler", "fail"]


def test_an_exception_outside_of_a_handler_is_logged_by_the_hook(logs, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    logs.logger()
    assert sys.excepthook is sys.__excepthook__
    logs.logger(service=f"{logs.service}-hooked", log_uncaught_exceptions=True)
    try:
        raise KeyError
    except KeyError:
        sys.excepthook(*sys.exc_info())
    assert (logs.line["message"], logs.line["exception_name"]) == ("KeyError", "KeyError")


def test_the_hook_by_hand(logs):
    try:
        raise ValueError("no")
    except ValueError:
        logger_module.log_uncaught_exception_hook(*sys.exc_info(), logger=logs.logger())
    assert logs.line["message"] == "no"


def test_an_exit_is_no_uncaught_exception(logs, lambda_context, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    logger = logs.logger(log_uncaught_exceptions=True)

    @logger.inject_lambda_context
    def handler(event, context):
        raise SystemExit(0)

    with pytest.raises(SystemExit):
        handler({}, lambda_context)
    assert logs.text == ""


def test_the_public_signature_is_visible():
    parameters = inspect.signature(Logger.inject_lambda_context).parameters
    assert list(parameters) == [
        "self",
        "lambda_handler",
        "log_event",
        "correlation_id_path",
        "clear_state",
        "flush_buffer_on_uncaught_error",
    ]
