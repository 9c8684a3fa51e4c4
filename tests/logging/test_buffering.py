"""Lines held back until something goes wrong, as they were when they were logged."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from aws_lambda_powertools.logging.buffer import LoggerBufferConfig
from aws_lambda_powertools.logging.formatter import BasePowertoolsFormatter, LambdaPowertoolsFormatter
from aws_lambda_powertools.logging.utils import copy_config_to_registered_loggers

TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"


@pytest.fixture(params=["traced", "without a trace"])
def trace(request, monkeypatch):
    if request.param == "traced":
        monkeypatch.setenv("_X_AMZN_TRACE_ID", TRACE)


def buffering(logs, *, level="DEBUG", **options):
    config = {
        key: options.pop(key) for key in ("max_bytes", "buffer_at_verbosity", "flush_on_error_log") if key in options
    }
    return logs.logger(level=level, buffer_config=LoggerBufferConfig(**config), **options)


def every_level(logger):
    for name in ("debug", "info", "warning"):
        getattr(logger, name)(name)


# --- Holding and flushing --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verbosity", "before", "after"),
    [
        ("DEBUG", ["info", "warning"], ["debug"]),
        ("info", ["warning"], ["debug", "info"]),
        ("WARNING", [], ["debug", "info", "warning"]),
    ],
)
@pytest.mark.parametrize("level", ["DEBUG", "CRITICAL"])
def test_lines_up_to_a_level_wait(logs, trace, verbosity, before, after, level):
    logger = buffering(logs, buffer_at_verbosity=verbosity, level=level)
    every_level(logger)
    assert logs.messages == (before if level == "DEBUG" else [])
    logger.flush_buffer()
    logger.flush_buffer()
    assert logs.messages == (before if level == "DEBUG" else []) + after


def test_a_flushed_line_is_as_it_was_logged(logs, trace, clock):
    logger = buffering(logs)

    def work():
        logger.debug("one")
        clock.advance(1)
        logger.debug("two %s", "arguments", extra={"a": 1}, name="reserved")

    work()
    clock.advance(100)
    logger.flush_buffer()
    assert [(line["location"], line["timestamp"]) for line in logs.lines] == [
        (f"work:{work.__code__.co_firstlineno + 1}", "2026-01-15T10:30:00.000Z"),
        (f"work:{work.__code__.co_firstlineno + 3}", "2026-01-15T10:30:01.000Z"),
    ]
    assert (logs.lines[1]["message"], logs.lines[1]["a"], logs.lines[1]["name"]) == ("two arguments", 1, "reserved")


@pytest.mark.parametrize("method", ["error", "critical", "exception", "log"])
def test_an_error_brings_out_what_was_held_back(logs, trace, method):
    logger = buffering(logs)
    logger.debug("kept")
    logger.info("passed")
    arguments = (logging.ERROR,) if method == "log" else ()
    getattr(logger, method)(*arguments, "failed")
    assert logs.messages == ["passed", "kept", "failed"]


def test_an_error_does_not_when_told_so(logs, trace):
    logger = buffering(logs, flush_on_error_log=False)
    logger.debug("kept")
    logger.critical("failed")
    assert logs.messages == ["failed"]


def test_what_is_cleared_is_gone(logs, trace):
    logger = buffering(logs)
    logger.debug("one")
    logger.clear_buffer()
    logger.debug("two")
    logger.flush_buffer()
    assert logs.messages == ["two"]


def test_without_a_buffer_there_is_nothing_to_flush(logs):
    logger = logs.logger(level="DEBUG")
    logger.debug("m")
    logger.flush_buffer()
    logger.clear_buffer()
    assert logs.messages == ["m"]


def test_logging_can_be_disabled_altogether(logs, trace):
    logger = buffering(logs)
    logging.disable(logging.CRITICAL)
    try:
        logger.debug("no")
        logger.debug("no %s", 1)
    finally:
        logging.disable(logging.NOTSET)
    logger.flush_buffer()
    assert logs.text == ""


# --- Lines as they were --------------------------------------------------------------------------------------------


def test_keys_are_those_of_the_time_of_logging(logs, trace):
    """G7: 3.37.0 takes those of the time of flushing."""
    logger = buffering(logs)
    logger.append_keys(step=1)
    logger.debug("text")
    logger.debug("with %s", "arguments", extra={"a": 1})
    with logger.append_context_keys(block=1):
        logger.thread_safe_append_keys(thread=1)
        logger.debug("in a block")
    logger.append_keys(step=2)
    logger.thread_safe_clear_keys()
    logger.flush_buffer()
    assert [(line["step"], line.get("block"), line.get("thread")) for line in logs.lines] == [
        (1, None, None),
        (1, None, None),
        (1, 1, 1),
    ]


def test_a_message_that_changes_is_shown_as_it_was(logs, trace):
    """G8: 3.37.0 shows what became of it."""
    logger = buffering(logs)
    message, extra, appended, argument = {"v": 1}, {"e": [1]}, {"k": 1}, [1]
    logger.append_keys(appended=appended)
    logger.debug(message, extra=extra)
    logger.debug("%s", argument)
    logger.debug("text")
    for thing in (message, appended):
        thing.clear()
    extra["e"].append(2)
    argument.append(2)
    logger.flush_buffer()
    assert (logs.lines[0]["message"], logs.lines[0]["e"]) == ({"v": 1}, [1])
    assert [line["appended"] for line in logs.lines] == [{"k": 1}] * 3
    assert logs.messages[1:] == ["[1]", "text"]


def test_exceptions_are_held_back_too(logs, trace):
    logger = buffering(logs)
    error = ValueError("later")
    try:
        raise ValueError("no")
    except ValueError:
        logger.debug("caught", exc_info=True)
    logger.debug("given", exc_info=error)
    logger.flush_buffer()
    assert [line["stack_trace"]["value"] for line in logs.lines] == ["no", "later"]


def test_the_trace_id_is_that_of_the_time_of_logging(logs, monkeypatch, lambda_context):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-1")
    logger = buffering(logs)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("m")
        monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-2")
        logger.flush_buffer()

    handler({}, lambda_context)
    assert logs.line["xray_trace_id"] == "1-1"


def test_where_a_line_is_from_and_how_far(logs, trace):
    logger = buffering(logs)

    def inner():
        logger.debug("m", stacklevel=3)

    def outer():
        inner()

    outer()
    logger.flush_buffer()
    assert logs.line["location"].startswith("outer:")


def test_odd_messages_are_held_back_as_well(logs, trace):
    class Explosive:
        def __str__(self):
            raise RuntimeError("boom")

        __repr__ = __str__

    circle = {}
    circle["self"] = circle
    logger = buffering(logs)
    for message in (Explosive(), circle, "\ud800", float("nan"), None):
        logger.debug(message)
        logger.debug("m", value=message)
    logger.debug("%d", "x")
    logger.flush_buffer()
    assert len(logs.lines) == 11


# --- Whose lines ----------------------------------------------------------------------------------------------------


def test_lines_of_a_trace_are_not_flushed_with_those_of_another(logs, monkeypatch):
    logger = buffering(logs)
    for number in (1, 2, 3):
        monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root=1-{number}")
        logger.debug(number)
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-2")
    logger.flush_buffer()
    assert logs.messages == [2]


def test_lines_of_invocations_at_the_same_time_are_apart(logs, trace, lambda_context):
    logger = buffering(logs)
    both = threading.Barrier(2)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug(event["id"])
        both.wait(10)
        if event["id"] == 1:
            logger.error("failed")
        both.wait(10)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda number: handler({"id": number}, type(lambda_context)(aws_request_id=str(number))), (1, 2)))
    assert [(line["message"], line["function_request_id"]) for line in logs.lines] == [(1, "1"), ("failed", "1")]


def test_lines_of_tasks_and_worker_threads_are_those_of_their_invocation(logs, trace, lambda_context):
    logger = buffering(logs)

    @logger.inject_lambda_context
    async def handler(event, context):
        async def task():
            logger.debug("task")

        await asyncio.gather(task(), asyncio.to_thread(logger.debug, "thread with context"))
        with ThreadPoolExecutor(1) as pool:
            pool.submit(logger.debug, "thread without").result()
        logger.error("failed")

    asyncio.run(handler({}, lambda_context))
    assert sorted(logs.messages) == ["failed", "task", "thread with context", "thread without"]


def test_nothing_is_held_back_longer_than_the_invocation(logs, trace, lambda_context):
    logger = buffering(logs)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("kept")
        logger.info("passed")

    handler({}, lambda_context)
    logger.flush_buffer()
    assert logs.messages == ["passed"]


@pytest.mark.parametrize(("option", "messages"), [(True, ["kept"]), (False, [])])
def test_an_uncaught_error_flushes_when_told_so(logs, trace, lambda_context, option, messages):
    logger = buffering(logs)

    @logger.inject_lambda_context(flush_buffer_on_uncaught_error=option)
    def handler(event, context):
        logger.debug("kept")
        raise ValueError("no")

    with pytest.raises(ValueError, match=r"^no$"):
        handler({}, lambda_context)
    logger.flush_buffer()
    assert logs.messages == messages


def test_a_logged_uncaught_error_comes_after_what_led_to_it(logs, trace, lambda_context, monkeypatch):
    monkeypatch.setattr("sys.excepthook", None)
    logger = buffering(logs, log_uncaught_exceptions=True)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("kept")
        raise ValueError("no")

    with pytest.raises(ValueError, match=r"^no$"):
        handler({}, lambda_context)
    assert logs.messages == ["kept", "no"]


def test_lines_of_the_init_phase_come_with_the_first_flush(logs, lambda_context, monkeypatch):
    logger = buffering(logs)
    logger.debug("init")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", TRACE)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.debug("kept")
        logger.error("failed")

    handler({}, lambda_context)
    assert logs.messages == ["init", "kept", "failed"]


# --- Room -----------------------------------------------------------------------------------------------------------


def test_the_oldest_lines_make_room(logs, trace):
    logger = buffering(logs, max_bytes=2000)
    for number in range(20):
        logger.debug(f"line {number}")
        logger.debug("with %s", number)
    with pytest.warns(UserWarning, match="Raise max_bytes") as caught:
        logger.flush_buffer()
    assert caught[0].filename == __file__
    assert logs.messages[-1] == "with 19"
    assert "line 0" not in logs.messages
    assert 1000 < len(logs.text) <= 2300


@pytest.mark.parametrize("message", ["x" * 2000, "ü" * 1000, {"x": "x" * 2000}])
def test_a_line_larger_than_the_buffer_is_written_at_once(logs, trace, message):
    logger = buffering(logs, max_bytes=1000)
    logger.debug("small")
    with pytest.warns(UserWarning, match="no room in a buffer of 1000 bytes") as caught:
        logger.debug(message)
    assert caught[0].filename == __file__
    assert logs.messages == [message]
    logger.flush_buffer()
    assert logs.messages == [message, "small"]


def test_lambdas_level_may_swallow_what_is_flushed(logs, trace, monkeypatch):
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "INFO")
    with pytest.warns(UserWarning, match="flushed lines may not arrive"):
        logger = buffering(logs, level="INFO")
    logger.debug("kept")
    logger.info("passed")
    with pytest.warns(UserWarning, match="flushed lines may not arrive"):
        logger.flush_buffer()
    assert logs.messages == ["passed", "kept"]


# --- Several loggers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [True, False])
def test_children_share_the_parents_buffer(logs, trace, late):
    """G9: in 3.37.0 a child's lines do not wait, or wait for themselves."""
    if late:
        child = logs.logger(child=True)
        parent = buffering(logs)
    else:
        parent = buffering(logs)
        child = logs.logger(child=True)
    grandchild = child.child({"part": 1})
    parent.debug("parent")
    child.debug("child")
    grandchild.debug("grandchild")
    assert logs.text == ""
    child.error("failed")
    assert logs.messages == ["parent", "child", "grandchild", "failed"]
    assert logs.lines[2]["part"] == 1


def test_a_child_with_a_configuration_of_its_own_shares_as_well(logs, trace):
    parent = buffering(logs)
    child = buffering(logs, child=True)
    parent.debug("parent")
    child.debug("child")
    parent.error("failed")
    assert logs.messages == ["parent", "child", "failed"]


def test_a_second_logger_of_the_service_shares_the_buffer(logs, trace):
    first = logs.logger(level="DEBUG")
    first.debug("not yet")
    second = buffering(logs)
    first.debug("first")
    second.debug("second")
    first.flush_buffer()
    assert logs.messages == ["not yet", "first", "second"]
    assert first.line_buffer is second.line_buffer


def test_lines_by_the_log_method_and_the_standard_librarys_loggers_wait_too(logs, trace):
    logger = buffering(logs)
    logger.log(logging.DEBUG, "log")
    logging.getLogger(logs.service).debug("standard library", extra={"a": 1})
    logging.getLogger(f"{logs.service}.part").debug("its child")
    assert logs.text == ""
    logging.getLogger(f"{logs.service}.part").error("failed")
    assert logs.messages == ["log", "standard library", "its child", "failed"]
    assert logs.lines[1]["a"] == 1


@pytest.fixture
def other():
    logger = logging.getLogger("another-library")
    yield logger
    logger.handlers.clear()
    logger.propagate = True
    logger.setLevel(logging.NOTSET)


def test_lines_of_other_loggers_wait_when_told_so(logs, trace, other):
    logger = buffering(logs)
    copy_config_to_registered_loggers(logger, include={other.name}, include_buffering=True)
    other.debug("kept")
    other.warning("passed")
    logger.debug("ours")
    assert logs.messages == ["passed"]
    other.error("failed")
    assert [(line["message"], line["name"]) for line in logs.lines] == [
        ("passed", other.name),
        ("kept", other.name),
        ("ours", logs.service),
        ("failed", other.name),
    ]
    assert all(line["location"].startswith("test_lines_of_other") for line in logs.lines)


def test_lines_of_other_loggers_do_not_wait_by_default(logs, trace, other):
    logger = buffering(logs)
    copy_config_to_registered_loggers(logger, include={other.name})
    other.debug("passed")
    logger.debug("ours")
    assert logs.messages == ["passed"]


def test_without_a_buffer_other_loggers_write_at_once(logs, other):
    logger = logs.logger(level="DEBUG")
    copy_config_to_registered_loggers(logger, include={other.name}, include_buffering=True)
    other.debug("m")
    assert logs.messages == ["m"]


def test_many_threads_lose_no_line(logs, trace, lambda_context):
    logger = buffering(logs, max_bytes=10_000_000)

    @logger.inject_lambda_context
    def handler(event, context):
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(
                    lambda number: logger.debug("%s", number) if number % 2 else logger.debug(str(number)), range(1000)
                )
            )
        logger.flush_buffer()

    handler({}, lambda_context)
    assert sorted(map(int, logs.messages)) == list(range(1000))


# --- Handlers and formatters of one's own ---------------------------------------------------------------------------------


def test_other_handlers_get_lines_when_they_are_flushed(logs, trace):
    stream = io.StringIO()
    second = logging.StreamHandler(stream)
    second.setFormatter(logging.Formatter("%(levelname)s %(message)s %(threadName)s"))
    logger = buffering(logs)
    logger.addHandler(second)
    logger.debug("kept")
    logger.debug("kept %s", 1)
    assert stream.getvalue() == ""
    logger.flush_buffer()
    assert stream.getvalue() == "DEBUG kept MainThread\nDEBUG kept 1 MainThread\n"


def test_a_handler_of_ones_own_is_held_up_too(logs, trace):
    stream = io.StringIO()
    logger = buffering(logs, logger_handler=logging.StreamHandler(stream))
    logger.append_keys(step=1)
    logger.debug("kept", a=1)
    logger.append_keys(step=2)
    logging.getLogger(logs.service).debug("standard")
    assert stream.getvalue() == ""
    logger.error("failed")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["message"], line["step"]) for line in lines] == [("kept", 1), ("standard", 2), ("failed", 2)]


def test_formatters_of_ones_own(logs, trace):
    class Sub(LambdaPowertoolsFormatter):
        def format(self, record):
            return super().format(record).replace("kept", "own")

    class Own(BasePowertoolsFormatter):
        def __init__(self):
            super().__init__()
            self.keys = {}

        def append_keys(self, **additional_keys):
            self.keys.update(additional_keys)

        def clear_state(self):
            self.keys.clear()

        def format(self, record):
            return json.dumps({"message": record.getMessage(), **self.keys})

    for number, formatter in enumerate(
        (Sub(), Own(), logging.Formatter('{"message": "%(message)s", "step": %(step)s}'))
    ):
        logger = buffering(logs, service=f"{logs.service}-{number}", logger_formatter=formatter)
        logger.append_keys(step=1)
        logger.debug("kept")
        logger.append_keys(step=2)
        logger.flush_buffer()
    assert [(line["message"], line["step"]) for line in logs.lines] == [("own", 1), ("kept", 1), ("kept", 1)]


def test_a_record_factory_of_ones_own_makes_flushed_records_of_their_time(logs, trace, clock):
    class Mine(logging.LogRecord):
        pass

    logger = buffering(logs)
    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(Mine)
    try:
        logger.debug("kept")
        clock.advance(5)
        logger.flush_buffer()
    finally:
        logging.setLogRecordFactory(before)
    assert logs.line["timestamp"] == "2026-01-15T10:30:00.000Z"


def test_nothing_piles_up_without_the_decorator(logs, monkeypatch):
    logger = buffering(logs)
    for number in range(200):
        monkeypatch.setenv("_X_AMZN_TRACE_ID", f"Root=1-{number}")
        logger.debug("x" * 1000)
    cache = logger.line_buffer.cache
    assert len(cache.cache) <= 16
