"""The standard library beside us: records like its own, handlers, filters, factories, other loggers."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import logging.config
import logging.handlers
import os
import queue
import sys
import threading

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging import _records
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


class Collecting(logging.Handler):
    def __init__(self):
        super().__init__()
        self.records = []

    def emit(self, record):
        self.records.append(record)


@pytest.fixture
def pair(logs):
    """The same calls by ours and by the standard library's logger, as records."""
    handler = Collecting()
    logger = logs.logger(level="DEBUG")
    logger.addHandler(handler)
    return logger, logging.getLogger(logs.service), handler.records


def same(ours, theirs):
    for name in ("created", "msecs", "relativeCreated"):
        assert abs(getattr(ours, name) - getattr(theirs, name)) < (1000 if name != "created" else 1)
        assert type(getattr(ours, name)) is type(getattr(theirs, name))
    assert abs(ours.created * 1000 % 1000 - ours.msecs) < 1
    ignored = ("created", "msecs", "relativeCreated", _records.EXTRA)
    return [{key: value for key, value in vars(record).items() if key not in ignored} for record in (ours, theirs)]


def test_a_record_is_the_one_the_standard_library_makes(pair):
    ours, theirs, records = pair
    for logger in (ours, theirs):
        logger.info("m %s %d", "a", 1, extra={"key": [1]})
    for logger in (ours, theirs):
        logger.info("m %(a)s", {"a": 1})
    for logger in (ours, theirs):
        logger.warning({"a": 1})
    for logger in (ours, theirs):
        logger.info("stack", stack_info=True)
    try:
        raise ValueError("no")
    except ValueError as error:
        for logger in (ours, theirs):
            logger.exception("failed")
        for logger in (ours, theirs):
            logger.info("failed", exc_info=error)
        for logger in (ours, theirs):
            logger.info("failed", exc_info=sys.exc_info())
    for logger in (ours, theirs):
        logger.log(logging.CRITICAL, "m")
    assert len(records) == 16
    for number in range(0, 16, 2):
        first, second = same(records[number], records[number + 1])
        assert first == second
        assert type(records[number]) is logging.LogRecord


def test_threads_processes_and_tasks_are_named_in_records(pair):
    ours, theirs, records = pair

    async def task():
        for logger in (ours, theirs):
            logger.info("m")

    def work():
        asyncio.run(task())

    thread = threading.Thread(target=work, name="the-thread")
    thread.start()
    thread.join()
    first, second = same(*records)
    assert first == second
    assert first["threadName"] == "the-thread"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_process_has_its_own_number_in_records(pair):
    ours, _, records = pair
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        ours.info("m")
        os.write(writer, str(records[0].process == os.getpid()).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reader, 10) == b"True"


def test_any_number_of_files_costs_no_memory_without_bound(monkeypatch):
    monkeypatch.setattr(_records, "MOST_FILES", 10)
    monkeypatch.setattr(_records, "_files", {})
    for number in range(100):
        record = _records.make("n", 20, "m", (), (f"/a/b{number}.py", 1, "f"))
        assert (record.filename, record.module) == (f"b{number}.py", f"b{number}")
    assert len(_records._files) <= 10


# --- Records that others make --------------------------------------------------------------------------------------


def test_the_standard_librarys_logger_of_the_name_writes_our_lines(logs):
    logger = logs.logger()
    logger.append_keys(a=1)
    standard = logging.getLogger(logs.service)
    standard.info("one")
    standard.warning("with %s", "arguments", extra={"b": 2})
    logging.getLogger(f"{logs.service}.part").error("a child's")
    assert [(line["level"], line["message"], line["a"], line.get("b")) for line in logs.lines] == [
        ("INFO", "one", 1, None),
        ("WARNING", "with arguments", 1, 2),
        ("ERROR", "a child's", 1, None),
    ]
    assert logs.lines[0]["location"].startswith("test_the_standard_librarys")


def test_a_record_factory_of_ones_own_makes_our_records_too(logs):
    class Braces(logging.LogRecord):
        def getMessage(self):
            return str(self.msg).format(*self.args) if self.args else str(self.msg)

    def factory(*arguments, **named):
        record = Braces(*arguments, **named)
        record.custom = "by the factory"
        return record

    before = logging.getLogRecordFactory()
    logging.setLogRecordFactory(factory)
    try:
        logger = logs.logger()
        logger.info("{} and {}", 1, 2, extra={"a": 1, "name": "reserved"})  # noqa: PLE1205  # braces
        logger.info('{"a": 1}')
        logger.info("{} {}", 1)  # noqa: PLE1205  # braces
    finally:
        logging.setLogRecordFactory(before)
    first, second, third = logs.lines
    assert (first["message"], first["custom"], first["a"], first["name"]) == (
        "1 and 2",
        "by the factory",
        1,
        "reserved",
    )
    assert second["message"] == {"a": 1}
    assert third["message"] == "{} {} (1,)"
    assert first["location"].startswith("test_a_record_factory")


def test_a_logger_class_of_ones_own_makes_our_records_too(logs):
    class Mine(logging.Logger):
        def makeRecord(self, *arguments, **named):
            record = super().makeRecord(*arguments, **named)
            record.made_by = "mine"
            return record

    logging.setLoggerClass(Mine)
    try:
        logger = logs.logger()
    finally:
        logging.setLoggerClass(logging.Logger)
    logger.info("m %s", 1, extra={"a": 1, "args": 2})
    assert (logs.line["message"], logs.line["a"], logs.line["args"], logs.line["made_by"]) == ("m 1", 1, 2, "mine")


# --- Filters ------------------------------------------------------------------------------------------------------


def test_filters_decide_and_change(logs):
    logger = logs.logger()

    def only_orders(record):
        record.added = "by a filter"
        if hasattr(record, "card"):
            record.card = "****"
        return "order" in record.getMessage()

    logger.addFilter(only_orders)
    logger.info("an order", extra={"card": "4111", "a": 1}, b=2)
    logger.info("a payment")
    logger.removeFilter(only_orders)
    logger.info("a payment", card="4111")
    first, second = logs.lines
    assert (first["added"], first["card"], first["a"], first["b"]) == ("by a filter", "****", 1, 2)
    assert (second["message"], second["card"]) == ("a payment", "4111")


def test_a_filter_may_take_a_key_away_and_put_another_in_its_place(logs):
    logger = logs.logger()

    def rename(record):
        record.customer = record.__dict__.pop("user")
        return True

    logger.addFilter(rename)
    logger.info("m", user="alice", name="reserved")
    assert (logs.line["customer"], logs.line.get("user"), logs.line["name"]) == ("alice", None, "reserved")


def test_a_filter_on_the_handler_counts(logs):
    logger = logs.logger()
    logger.registered_handler.addFilter(lambda record: record.levelno > 20)
    logger.info("no")
    logger.warning("yes")
    assert logs.messages == ["yes"]


def test_a_level_on_the_handler_counts(logs):
    logger = logs.logger()
    logger.registered_handler.setLevel("WARNING")
    logger.info("no")
    logger.warning("yes")
    assert logs.messages == ["yes"]


# --- Handlers -------------------------------------------------------------------------------------------------------


def test_a_handler_of_ones_own(logs):
    stream = io.StringIO()
    logger = logs.logger(logger_handler=logging.StreamHandler(stream))
    logger.append_keys(a=1)
    with logger.append_context_keys(b=2):
        logger.info("m", c=3)
    logger.remove_keys(["a"])
    logger.info("m")
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert [first[key] for key in "abc"] == [1, 2, 3]
    assert "a" not in second


def test_a_handler_of_ones_own_in_an_invocation(logs, lambda_context):
    stream = io.StringIO()
    logger = logs.logger(logger_handler=logging.StreamHandler(stream))

    @logger.inject_lambda_context(correlation_id_path="id", clear_state=True)
    def handler(event, context):
        logger.append_keys(once=event["id"])
        logger.info("m")

    handler({"id": "c-1"}, lambda_context)
    handler({"id": "c-2"}, lambda_context)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["correlation_id"], line["function_name"], line["once"], line["cold_start"]) for line in lines] == [
        ("c-1", "orders", "c-1", True),
        ("c-2", "orders", "c-2", False),
    ]


def test_handlers_can_be_added(logs):
    stream = io.StringIO()
    second = logging.StreamHandler(stream)
    logger = logs.logger()
    second.setFormatter(logger.registered_formatter)
    logger.addHandler(second)
    logger.info("m", a=1)
    assert json.loads(stream.getvalue()) == logs.line


def test_a_formatter_that_another_handler_runs_first_changes_nothing(logs):
    logger = logs.logger()
    other = logging.StreamHandler(io.StringIO())
    other.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.getLogger(logs.service).handlers.insert(0, other)
    logger.info({"a": 1}, b=2)
    logger.info("m")
    assert (logs.lines[0]["message"], logs.lines[0]["b"]) == ({"a": 1}, 2)
    assert "asctime" not in logs.lines[1]


def test_a_queue_takes_finished_lines_to_another_thread(logs):
    waiting = queue.SimpleQueue()
    out = io.StringIO()
    logger = logs.logger(logger_handler=logging.handlers.QueueHandler(waiting))
    listener = logging.handlers.QueueListener(waiting, logging.StreamHandler(out))
    logger.append_keys(a=1)
    listener.start()
    logger.info("m %s", 1, extra={"b": 2})
    try:
        raise ValueError("no")
    except ValueError:
        logger.exception("failed")
    listener.stop()
    first, second = map(json.loads, out.getvalue().splitlines())
    assert (first["message"], first["a"], first["b"]) == ("m 1", 1, 2)
    assert second["exception_name"] == "ValueError"


def test_our_formatter_in_a_logging_configuration():
    """As for uvicorn, gunicorn and others that are configured by a dictionary."""
    stream = io.StringIO()
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": "aws_lambda_powertools.logging.formatter.LambdaPowertoolsFormatter",
                    "utc": True,
                    "datefmt": "%Y",
                    "service": "web",
                }
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "stream": stream}},
            "loggers": {"uvicorn.access": {"handlers": ["out"], "level": "INFO", "propagate": False}},
        }
    )
    access = logging.getLogger("uvicorn.access")
    access.info('%s - "%s %s HTTP/%s" %d', "127.0.0.1:5000", "GET", "/orders", "1.1", 200)
    line = json.loads(stream.getvalue())
    assert line["message"] == '127.0.0.1:5000 - "GET /orders HTTP/1.1" 200'
    assert line["service"] == "web"
    assert len(line["timestamp"]) == 4


def test_the_formatter_of_the_handler_can_be_replaced(logs):
    logger = logs.logger()
    logger.append_keys(a=1)
    logger.registered_handler.setFormatter(LambdaPowertoolsFormatter(b=2))
    logger.append_keys(c=3)
    logger.info("m")
    assert [logs.line.get(key) for key in "abc"] == [None, 2, 3]


def test_a_stream_that_is_replaced_is_used(logs):
    logger = logs.logger()
    stream = io.StringIO()
    logger.registered_handler.setStream(stream)
    logger.info("m")
    assert json.loads(stream.getvalue())["message"] == "m"


def test_a_disabled_logger_is_silent(logs):
    logger = logs.logger()
    logging.getLogger(logs.service).disabled = True
    logger.error("m")
    assert logs.text == ""


def test_lines_of_many_threads_do_not_mix(logs):
    logger = logs.logger()

    def work(number):
        for _ in range(50):
            logger.info("x" * 500, number=number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(logs.lines) == 400


def test_a_logger_of_lambda_is_not_slowed_down_by_the_handler_of_the_runtime(monkeypatch):
    """The runtime's handler on the root logger refuses our lines, so no record is made for it."""
    monkeypatch.setattr(logging.root, "handlers", [logging.StreamHandler(io.StringIO())])
    stream = io.StringIO()
    logger = Logger(service="in-lambda", stream=stream)
    monkeypatch.setattr(_records, "make", None)
    logger.info("m", a=1)
    assert json.loads(stream.getvalue())["a"] == 1
