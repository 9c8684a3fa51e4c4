"""What must never happen to a line, to a key, or to the code that logs: each case broke another implementation."""

from __future__ import annotations

import asyncio
import copy
import io
import json
import logging
import pickle
import threading
from types import SimpleNamespace

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.buffer import LoggerBufferConfig


def refuse(word):
    raise AssertionError(f"{word} is not JSON")


class Lines(io.StringIO):
    """A stream whose lines can be read as records."""

    def records(self):
        return [json.loads(line, parse_constant=refuse) for line in self.getvalue().splitlines()]

    def last(self):
        return self.records()[-1]


@pytest.fixture
def lines():
    return Lines()


@pytest.fixture
def logger(lines, request):
    return Logger(service=request.node.name, stream=lines)


def alone(logger):
    """The logger without pytest's handlers, which raise what they can't format."""
    standard = logging.getLogger(logger.service)
    standard.propagate = False
    standard.handlers = [handler for handler in standard.handlers if type(handler).__name__ != "LogCaptureHandler"]
    return logger


class Exploding:
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


def circular():
    value = {"name": "loop"}
    value["self"] = value
    return value


def nested(levels):
    value = []
    for _ in range(levels):
        value = [value]
    return value


# --- Messages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["null", "123", "true", '"quoted"', "1.5", "{not json", "[1,"])
def test_text_that_is_no_json_object_or_list_stays_text(text, logger, lines):
    logger.info(text)
    assert lines.last()["message"] == text


@pytest.mark.parametrize("text", ['{"a": 1}', "[1, 2]"])
def test_text_that_is_a_json_object_or_list_is_shown_as_one(text, logger, lines):
    logger.info(text)
    assert lines.last()["message"] == json.loads(text)


def test_text_that_nests_too_deep_to_be_json_is_logged_as_text(logger, lines):
    logger.info("[" * 100_000)
    assert lines.last()["message"].startswith("[[[")


@pytest.mark.parametrize(
    "message",
    [circular(), {("a", "b"): 1}, {1: {2: 3}}, nested(3_000), Exploding(), {"k": Exploding()}, "\ud800", b"\xff"],
)
def test_any_message_gives_one_line_of_valid_json(message, logger, lines):
    alone(logger).info(message)
    (record,) = lines.records()
    assert record["level"] == "INFO"
    assert record["message"] is not None


@pytest.mark.parametrize("arguments", [("a %s %s", "one"), ("%d", "x"), ("no place", 1, 2), ("%(name)s", {"other": 1})])
def test_wrong_arguments_of_a_format_lose_nothing(arguments, logger, lines):
    alone(logger).info(*arguments)
    (record,) = lines.records()
    assert arguments[0] in record["message"]


def test_values_json_has_no_word_for_are_text(logger, lines):
    logger.info("m", extra={"v": float("nan"), "i": float("inf"), "bad": Exploding()})
    record = lines.last()
    assert (record["v"], record["i"]) == ("NaN", "Infinity")
    assert "bad" in record


def test_a_line_longer_than_cloudwatch_takes_is_cut_and_still_json(logger, lines):
    logger.info("x" * 3_000_000, extra={"order_id": "o-1"})
    (line,) = lines.getvalue().splitlines()
    record = json.loads(line)
    assert len(line.encode()) <= 262_118
    assert record["level"] == "INFO"
    assert record["order_id"] == "o-1"
    assert record["message"].startswith("xxx")


@pytest.mark.parametrize(
    "name", ["name", "msg", "args", "levelname", "lineno", "exc_text", "process", "asctime", "module"]
)
def test_keys_may_have_names_that_the_standard_library_reserves(name, logger, lines):
    logger.info("m", extra={name: "given"})
    assert "given" in lines.last().values()


def test_a_keyword_may_have_a_reserved_name(logger, lines):
    logger.info("m", name="bob")
    assert lines.last()["name"] == "bob"


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_context_keys_restore_what_they_hid(logger, lines):
    logger.append_keys(k="base")
    with logger.append_context_keys(k="outer"):
        with logger.append_context_keys(k="inner"):
            logger.info("m")
        logger.info("m")
    logger.info("m")
    assert [record["k"] for record in lines.records()] == ["inner", "outer", "base"]


def test_context_keys_belong_to_their_task(logger, lines):
    async def work(number):
        with logger.append_context_keys(who=number):
            await asyncio.sleep(0)
            logger.info("m", mine=number)

    async def main():
        await asyncio.gather(*(work(number) for number in range(50)))

    asyncio.run(main())
    assert all(record["who"] == record["mine"] for record in lines.records())
    assert len(lines.records()) == 50


def run_threads(count, work):
    threads = [threading.Thread(target=work, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_threads_do_not_see_each_others_keys(logger, lines):
    all_there = threading.Barrier(6)

    def work(number):
        logger.append_keys(who=number)
        all_there.wait(5)
        logger.info("m", mine=number)

    run_threads(6, work)
    assert sorted(record["mine"] for record in lines.records()) == list(range(6))
    assert all(record["who"] == record["mine"] for record in lines.records())


def context_of(request_id):
    return SimpleNamespace(
        function_name="f",
        function_version="1",
        memory_limit_in_mb=128,
        invoked_function_arn="arn",
        aws_request_id=request_id,
    )


def test_concurrent_invocations_have_their_own_request_id(logger, lines):
    all_there = threading.Barrier(6)

    @logger.inject_lambda_context
    def handler(event, context):
        all_there.wait(5)
        logger.info("m", mine=context.aws_request_id)

    run_threads(6, lambda number: handler({}, context_of(f"request-{number}")))
    assert len(lines.records()) == 6
    assert all(record["function_request_id"] == record["mine"] for record in lines.records())


@pytest.mark.parametrize(("strict", "carried"), [("false", True), ("true", False)])
def test_keys_of_an_earlier_invocation_are_gone_under_strict(strict, carried, lines, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", strict)
    logger = Logger(service=f"strict-{strict}", stream=lines)

    @logger.inject_lambda_context
    def handler(event, context):
        logger.append_keys(**event)
        logger.info("m")

    handler({"user": "alice"}, context_of("1"))
    handler({}, context_of("2"))
    assert ("user" in lines.last()) is carried


# --- Buffering -----------------------------------------------------------------------------------------------------


@pytest.fixture
def holding(lines, request):
    return Logger(service=request.node.name, stream=lines, level="DEBUG", buffer_config=LoggerBufferConfig())


def test_a_held_line_has_the_keys_of_its_time(holding, lines, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793")
    holding.append_keys(step=1)
    holding.debug("first")
    holding.append_keys(step=2)
    holding.flush_buffer()
    assert lines.last()["step"] == 1


def test_a_held_line_is_what_was_logged_and_not_what_became_of_it(holding, lines, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793")
    message = {"v": 1}
    holding.debug(message)
    message["v"] = 2
    holding.flush_buffer()
    assert lines.last()["message"] == {"v": 1}


def test_held_lines_are_not_lost_without_a_trace_id(holding, lines):
    @holding.inject_lambda_context
    def handler(event, context):
        holding.debug("detail")
        holding.error("trouble")

    handler({}, context_of("1"))
    assert [record["message"] for record in lines.records()] == ["detail", "trouble"]


def test_a_child_shares_its_parents_buffer(holding, lines, monkeypatch):
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793")
    child = Logger(service=holding.service, child=True)
    child.debug("detail of the child")
    holding.error("trouble")
    assert [record["message"] for record in lines.records()] == ["detail of the child", "trouble"]


# --- The handler's decorator -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [{"body": "{not json"}, {"body": "null"}, {"body": None}, {}, None, [], "text"])
def test_an_event_without_correlation_id_reaches_the_handler(event, logger, lines):
    @logger.inject_lambda_context(correlation_id_path="powertools_json(body).id")
    def handler(event, context):
        logger.info("m")
        return "answer"

    assert handler(event, context_of("1")) == "answer"
    assert lines.last()["message"] == "m"


def test_a_handler_may_be_called_without_context(logger, lines):
    @logger.inject_lambda_context(log_event=True)
    def handler(event, context):
        logger.info("m")
        return "answer"

    assert handler({}, None) == "answer"


@pytest.mark.parametrize(("strict", "shown"), [("false", True), ("true", False)])
def test_credentials_in_a_logged_event_are_hidden_under_strict(strict, shown, lines, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_STRICT", strict)
    logger = Logger(service=f"log-event-{strict}", stream=lines)
    handler = logger.inject_lambda_context(lambda event, context: None, log_event=True)
    handler({"headers": {"Authorization": "Bearer abc"}}, context_of("1"))
    assert ("Bearer abc" in lines.getvalue()) is shown


# --- The logger itself ------------------------------------------------------------------------------------------------


def test_a_logger_can_be_copied_and_pickled(logger, lines):
    for twin in (copy.copy(logger), copy.deepcopy(logger), pickle.loads(pickle.dumps(logger))):
        twin.info("from the twin")
        assert twin.service == logger.service
    assert [record["message"] for record in lines.records()] == ["from the twin"] * 3
