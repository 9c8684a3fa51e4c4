"""Logger: times, order of keys, own formatters and handlers."""

from __future__ import annotations

import datetime
import io
import json
import logging
import logging.handlers
import queue

from lab import Context, outcome, printed_text, scenario

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import BasePowertoolsFormatter, LambdaPowertoolsFormatter
from aws_lambda_powertools.logging.formatters.datadog import DatadogLogFormatter


def fixed_record(**attributes: object) -> logging.LogRecord:
    """A record of a time that never changes: 2023-11-14 22:13:20.045678 UTC."""
    record = logging.makeLogRecord(
        {"name": "orders", "levelname": "INFO", "levelno": 20, "msg": "fixed", "funcName": "handler", "lineno": 7}
    )
    record.created = 1_700_000_000.045678
    record.msecs = 45.678
    record.__dict__.update(attributes)
    return record


def fixed_line(**options: object) -> dict:
    return json.loads(LambdaPowertoolsFormatter(**options).format(fixed_record()))


@scenario()
@scenario("in another zone", TZ="America/New_York")
def default_time():
    yield "line", fixed_line()


@scenario()
@scenario("in another zone", TZ="Asia/Kolkata")
def formats_of_time():
    for options in [
        {"utc": True},
        {"use_rfc3339": True},
        {"use_rfc3339": True, "utc": True},
        {"datefmt": "%Y-%m-%d"},
        {"datefmt": "%d/%b/%Y %H:%M:%S.%F"},
        {"datefmt": "%Y-%m-%dT%H:%M:%S.%FZ", "utc": True},
        {"datefmt": "%s.%F"},
        {"datefmt": "%z %Z"},
        {"datefmt": "%H:%M:%S.%f", "use_datetime_directive": True},
        {"datefmt": "%Y-%m-%dT%H:%M:%S.%f%z", "use_datetime_directive": True, "utc": True},
        {"use_datetime_directive": True},
        {"datefmt": "%%F %%", "utc": True},
        {"datefmt": "%Y", "use_rfc3339": True},
    ]:
        yield repr(options), fixed_line(**options)["timestamp"]


@scenario()
def times_given_to_the_logger():
    for number, options in enumerate(
        [{"utc": True}, {"use_rfc3339": True}, {"datefmt": "%Y-%m-%d %H:%M:%S.%F"}, {"datefmt": "%Y", "utc": True}]
    ):
        Logger(service=f"service-{number}", **options).info(repr(options))


@scenario()
def the_time_is_now():
    before = datetime.datetime.now(datetime.timezone.utc)
    logger = Logger(use_rfc3339=True, utc=True)
    logger.info("now")
    line = json.loads(printed_text())
    logged = datetime.datetime.fromisoformat(line["timestamp"])
    yield "close", abs((logged - before).total_seconds()) < 5


@scenario()
def order_of_keys():
    order = ["service", "message", "level", "unknown", "timestamp"]
    logger = Logger(service="orders", log_record_order=order, stage="prod")
    logger.append_keys(a=1)
    logger.info("one", extra={"b": 2})


@scenario()
def order_of_keys_with_the_lambda_context():
    logger = Logger(service="orders", stage="prod", sampling_rate=0)

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        logger.append_keys(a=1)
        logger.info("one", extra={"b": 2})

    handler({"id": "c-1"}, Context())


@scenario()
def location_and_other_formats_of_records():
    logger = Logger(
        service="orders", location="%(funcName)s:%(lineno)d", name_of_logger="%(name)s", threads="%(threadName)s"
    )
    logger.info("one")


@scenario()
def formatter_by_itself():
    formatter = LambdaPowertoolsFormatter(utc=True, datefmt="%Y", a=1, service="orders")
    formatter.append_keys(b=2)
    yield "line", json.loads(formatter.format(fixed_record(extra_key=3)))
    yield "keys", formatter.get_current_keys()
    formatter.remove_keys(["b"])
    yield "removed", json.loads(formatter.format(fixed_record(args=("x",), msg="with %s")))
    formatter.clear_state()
    yield "cleared", json.loads(formatter.format(fixed_record()))
    with formatter.append_context_keys(c=4):
        yield "inside", json.loads(formatter.format(fixed_record()))
    yield "outside", json.loads(formatter.format(fixed_record()))
    yield (
        "constants",
        [formatter.default_time_format, formatter.custom_ms_time_directive, formatter.RFC3339_ISO8601_FORMAT],
    )


@scenario()
def formatter_of_ones_own_from_ours():
    class Formatter(LambdaPowertoolsFormatter):
        def serialize(self, log: dict) -> str:
            log["event"] = {"id": log.pop("message")}
            return json.dumps(log)

    logger = Logger(service="orders", logger_formatter=Formatter(utc=True, datefmt="%Y", a=1), stage="prod")
    logger.append_keys(b=2)
    logger.info("one")

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("two")

    handler({}, Context())
    yield "formatter", type(logger.registered_formatter).__name__


@scenario()
def formatter_of_ones_own_that_overrides_format():
    class Formatter(LambdaPowertoolsFormatter):
        def format(self, record: logging.LogRecord) -> str:
            return "own " + super().format(record)

    logger = Logger(service="orders", logger_formatter=Formatter())
    logger.info("one", extra={"a": 1})
    yield "starts", printed_text()[:5]


@scenario()
def formatter_of_ones_own_that_overrides_time():
    class Formatter(LambdaPowertoolsFormatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
            return "noon"

    Logger(service="orders", logger_formatter=Formatter()).info("one")


class Minimal(BasePowertoolsFormatter):
    """A formatter with no more than the base class asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict = {}

    def append_keys(self, **keys: object) -> None:
        self.keys.update(keys)

    def get_current_keys(self) -> dict:
        return self.keys

    def remove_keys(self, keys: object) -> None:
        for key in keys:
            self.keys.pop(key, None)

    def clear_state(self) -> None:
        self.keys.clear()

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps({"mine": record.getMessage(), **self.keys})


@scenario()
def formatter_from_the_base_class():
    logger = Logger(service="orders", logger_formatter=Minimal(), stage="prod")
    logger.append_keys(a=1)
    logger.info("one")
    logger.remove_keys(["a"])
    logger.info("two")

    @logger.inject_lambda_context
    def handler(event, context):
        logger.info("three")

    handler({}, Context())
    yield "keys", logger.get_current_keys()
    yield "thread-safe", outcome(logger.thread_safe_append_keys, a=1)


@scenario()
def formatter_from_the_base_class_with_cleared_state():
    logger = Logger(service="orders", logger_formatter=Minimal(), stage="prod")
    logger.append_keys(a=1)

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        logger.info("one")

    yield "outcome", outcome(handler, {}, Context())
    logger.info("two")


@scenario()
def handler_of_ones_own():
    stream = io.StringIO()
    logger = Logger(service="orders", logger_handler=logging.StreamHandler(stream))
    logger.append_keys(a=1)
    logger.info("one")
    yield "stream", json.loads(stream.getvalue())["message"]
    yield "handlers", [type(handler).__name__ for handler in logger.handlers]


@scenario()
def handlers_added_later():
    stream = io.StringIO()
    logger = Logger(service="orders")
    second = logging.StreamHandler(stream)
    second.setFormatter(logger.registered_formatter)
    logger.addHandler(second)
    logger.info("one")
    yield "stream", json.loads(stream.getvalue())["message"]
    yield "handlers", [type(handler).__name__ for handler in logger.handlers]


@scenario()
def queue_handler():
    waiting: queue.SimpleQueue = queue.SimpleQueue()
    logger = Logger(service="orders", logger_handler=logging.handlers.QueueHandler(waiting))
    logger.append_keys(a=1)
    logger.info("one", extra={"b": 2})
    yield "queued", json.loads(waiting.get_nowait().getMessage())


@scenario()
def datadog_formatter():
    logger = Logger(service="orders", logger_formatter=DatadogLogFormatter())
    logger.append_keys(a=1)
    logger.info("one")
    yield "fixed", json.loads(DatadogLogFormatter(utc=True).format(fixed_record()))
    yield "own", json.loads(DatadogLogFormatter(datefmt="%Y", use_rfc3339=False).format(fixed_record()))


@scenario(POWERTOOLS_DEV="true")
@scenario("one", POWERTOOLS_DEV="1")
@scenario("off", POWERTOOLS_DEV="0")
def development_mode():
    logger = Logger(service="orders", utc=True, datefmt="%Y")
    logger.info({"a": [1]}, extra={"b": {"c": 1}})
    text = printed_text()
    yield "lines", text.count("\n")
    yield "indent", [len(line) - len(line.lstrip()) for line in text.splitlines()][:4]
    yield "document", json.loads(text)
