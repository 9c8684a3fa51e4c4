"""Times, order of keys, serialisers, formatters of one's own."""

from __future__ import annotations

import json
import logging
import time
import warnings

import pytest

from aws_lambda_powertools.logging import formatter as formatter_module
from aws_lambda_powertools.logging.formatter import BasePowertoolsFormatter, LambdaPowertoolsFormatter


def fixed_record(**attributes):
    """A record of 2023-11-14 22:13:20.045678 UTC."""
    record = logging.makeLogRecord(
        {"name": "orders", "levelname": "INFO", "levelno": 20, "msg": "fixed", "funcName": "handler", "lineno": 7}
    )
    record.created = 1_700_000_000.045678
    record.msecs = 45.678
    vars(record).update(attributes)
    return record


def line_of(formatter, **attributes):
    return json.loads(formatter.format(fixed_record(**attributes)))


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Kolkata"])
def zone(request, monkeypatch):
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield {"UTC": 0, "America/New_York": 1, "Asia/Kolkata": 2}[request.param]
    monkeypatch.delenv("TZ")
    time.tzset()


# --- Times ----------------------------------------------------------------------------------------------------------


def test_by_default_times_are_iso_8601_in_utc(zone):
    """S-LOG-03."""
    assert line_of(LambdaPowertoolsFormatter())["timestamp"] == "2023-11-14T22:13:20.045Z"


@pytest.mark.parametrize(
    ("options", "in_zones"),
    [
        ({"utc": True}, ["2023-11-14 22:13:20,045+0000"] * 3),
        (
            {"use_rfc3339": True},
            ["2023-11-14T22:13:20.045+00:00", "2023-11-14T17:13:20.045-05:00", "2023-11-15T03:43:20.045+05:30"],
        ),
        ({"use_rfc3339": True, "utc": True}, ["2023-11-14T22:13:20.045+00:00"] * 3),
        ({"use_rfc3339": True, "datefmt": "%Y", "utc": True}, ["2023-11-14T22:13:20.045+00:00"] * 3),
        ({"datefmt": "%Y-%m-%d"}, ["2023-11-14", "2023-11-14", "2023-11-15"]),
        ({"datefmt": "%d/%b/%Y %H:%M:%S.%F", "utc": True}, ["14/Nov/2023 22:13:20.045"] * 3),
        ({"datefmt": "%Y-%m-%dT%H:%M:%S.%FZ", "utc": True}, ["2023-11-14T22:13:20.045Z"] * 3),
        ({"datefmt": "%s.%F"}, ["1700000000.045"] * 3),
        ({"datefmt": "%z"}, ["+0000", "-0500", "+0530"]),
        ({"datefmt": "%H:%M:%S.%f", "use_datetime_directive": True, "utc": True}, ["22:13:20.045678"] * 3),
        (
            {"datefmt": "%H:%M %F %z", "use_datetime_directive": True},
            ["22:13 045 +0000", "17:13 045 -0500", "03:43 045 +0530"],
        ),
        (
            {"use_datetime_directive": True},
            ["2023-11-14 22:13:20,045+0000", "2023-11-14 17:13:20,045-0500", "2023-11-15 03:43:20,045+0530"],
        ),
    ],
)
def test_formats_of_time(zone, options, in_zones):
    assert line_of(LambdaPowertoolsFormatter(**options))["timestamp"] == in_zones[zone]


def test_a_formatter_of_ones_own_has_the_format_of_3_37(zone):
    class Mine(LambdaPowertoolsFormatter):
        pass

    class Short(LambdaPowertoolsFormatter):
        default_time_format = "%Y"

    expected = ["2023-11-14 22:13:20,045+0000", "2023-11-14 17:13:20,045-0500", "2023-11-15 03:43:20,045+0530"]
    assert line_of(Mine())["timestamp"] == expected[zone]
    assert line_of(Short())["timestamp"] == "2023"
    assert formatter_module.LambdaPowertoolsFormatter.RFC3339_ISO8601_FORMAT == "%Y-%m-%dT%H:%M:%S.%F%z"


def test_the_time_of_a_record_as_text():
    formatter = LambdaPowertoolsFormatter()
    assert formatter.formatTime(fixed_record()) == "2023-11-14T22:13:20.045Z"
    assert formatter.formatTime(fixed_record(), "%Y") == "2023"
    assert LambdaPowertoolsFormatter(datefmt="%m", utc=True).formatTime(fixed_record()) == "11"


def test_seconds_and_milliseconds_go_on(logs, clock):
    logger = logs.logger()
    for step in (0, 0.25, 0.749, 0.001, 59, 3600):
        clock.advance(step)
        logger.info("m")
    assert [line["timestamp"] for line in logs.lines] == [
        "2026-01-15T10:30:00.000Z",
        "2026-01-15T10:30:00.250Z",
        "2026-01-15T10:30:00.999Z",
        "2026-01-15T10:30:01.000Z",
        "2026-01-15T10:31:00.000Z",
        "2026-01-15T11:31:00.000Z",
    ]


@pytest.mark.parametrize(
    "options", [{}, {"datefmt": "%Y-%m-%dT%H:%M:%S.%FZ", "utc": True}, {"use_rfc3339": True, "utc": True}]
)
def test_times_given_to_the_logger(logs, clock, options):
    logs.logger(**options).info("m")
    assert logs.line["timestamp"].startswith("2026-01-15T10:30:00.000")


def test_a_time_that_can_not_be_shown_loses_no_line(logs):
    formatter = LambdaPowertoolsFormatter(service="s")
    line = json.loads(formatter.format(fixed_record(created="now")))
    assert (line["level"], line["message"], line["service"]) == ("INFO", "fixed", "s")
    assert "timestamp" in line
    assert "formatting_error" in line


# --- Order ----------------------------------------------------------------------------------------------------------


def test_keys_in_an_order_of_ones_own(logs):
    logger = logs.logger(log_record_order=["service", "message", "unknown", "level"], stage="prod")
    logger.append_keys(a=1, unknown=2)
    logger.info("m", extra={"b": 2})
    assert list(logs.line) == ["service", "message", "unknown", "level", "location", "timestamp", "stage", "a", "b"]


def test_keys_in_the_usual_order(logs, lambda_context):
    logger = logs.logger(stage="prod", sampling_rate=0)

    @logger.inject_lambda_context(correlation_id_path="id")
    def handler(event, context):
        logger.append_keys(a=1)
        logger.info("m", extra={"b": 2}, c=3)

    handler({"id": "c-1"}, lambda_context)
    assert list(logs.line) == [
        *["level", "location", "message", "timestamp", "service", "sampling_rate", "stage"],
        *["cold_start", "function_name", "function_memory_size", "function_arn", "function_request_id"],
        *["function_version", "correlation_id", "a", "b", "c"],
    ]


# --- Serialisers ------------------------------------------------------------------------------------------------------


def test_lines_are_compact(logs, clock):
    logs.logger(a=1).info({"b": [1, 2], "ü": "ü"}, extra={"d": {"e": None}})
    location = logs.line["location"]
    assert logs.text == (
        f'{{"level":"INFO","location":"{location}","message":{{"b":[1,2],"ü":"ü"}},'
        f'"timestamp":"2026-01-15T10:30:00.000Z","service":"{logs.service}","a":1,"d":{{"e":null}}}}\n'
    )


def test_a_serialiser_of_ones_own(logs):
    logs.logger(json_serializer=lambda line: "own:" + json.dumps(line, sort_keys=True)).info("m", b=1, a=2)
    assert logs.text.startswith('own:{"a": 2, "b": 1, "level": "INFO"')


@pytest.mark.parametrize("give", [bytes, bytearray])
def test_a_serialiser_may_give_bytes(logs, give):
    logs.logger(json_serializer=lambda line: give(json.dumps(line, ensure_ascii=False).encode())).info("ü")
    assert logs.line["message"] == "ü"


@pytest.mark.parametrize("wrong", [lambda line: 1 / 0, lambda line: None, lambda line: b"\xff", lambda line: 5])
def test_a_serialiser_that_fails_loses_no_line(logs, wrong):
    logger = logs.logger(json_serializer=wrong)
    logger.info("m", a=1, circle=[1])
    assert (logs.line["message"], logs.line["a"]) == ("m", 1)


def test_a_default_of_ones_own(logs):
    logger = logs.logger(json_default=lambda value: {"kind": type(value).__name__})
    logger.info("m", value=object(), number=1)
    assert logs.line["value"] == {"kind": "object"}


def test_a_default_that_fails_loses_no_line(logs):
    logs.logger(json_default=lambda value: 1 / 0).info("m", value=object(), number=1)
    assert (logs.line["message"], logs.line["number"]) == ("m", 1)
    assert "object" in logs.line["value"]


def test_a_deserialiser_of_ones_own_gets_every_text(logs):
    seen = []

    def deserialise(text):
        seen.append(text)
        return {"parsed": text} if text != "none" else None

    logger = logs.logger(json_deserializer=deserialise)
    for message in ('{"a": 1}', "plain", {"b": 2}, "none"):
        logger.info(message)
    logger.info("with %s", "arguments")
    assert seen == ['{"a": 1}', "plain", "none"]
    assert logs.messages == [{"parsed": '{"a": 1}'}, {"parsed": "plain"}, {"b": 2}, "none", "with arguments"]


def test_a_deserialiser_that_fails_leaves_the_text(logs):
    logs.logger(json_deserializer=lambda text: 1 / 0).info("m")
    assert logs.messages == ["m"]


@pytest.mark.parametrize(("value", "indented"), [("true", True), ("1", True), ("0", False), (None, False)])
def test_development_mode_indents(logs, monkeypatch, value, indented):
    """S-DEV-01 to 03."""
    if value is not None:
        monkeypatch.setenv("POWERTOOLS_DEV", value)
    if indented:
        with pytest.warns(UserWarning, match="POWERTOOLS_DEV"):
            logger = logs.logger()
    else:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            logger = logs.logger()
    logger.info({"a": [1]}, extra={"b": {"c": 1}})
    assert [len(line) - len(line.lstrip()) for line in logs.text.splitlines()][:3] == ([0, 4, 4] if indented else [0])
    assert json.loads(logs.text)["b"] == {"c": 1}


# --- Formatters of one's own ------------------------------------------------------------------------------------------


def test_a_subclass_that_serialises(logs, lambda_context):
    class Mine(LambdaPowertoolsFormatter):
        def serialize(self, log):
            log["event"] = {"id": log.pop("message")}
            return json.dumps(log)

    logger = logs.logger(logger_formatter=Mine(utc=True, datefmt="%Y", a=1), stage="prod")
    logger.append_keys(b=2)
    logger.info("one", circle=1)

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        logger.info("two")

    handler({}, lambda_context)
    first, second = logs.lines
    assert (first["event"], first["a"], first["b"], first["stage"], first["service"]) == (
        {"id": "one"},
        1,
        2,
        "prod",
        logs.service,
    )
    assert (second["a"], second.get("b"), second["stage"], second["function_name"]) == (1, None, "prod", "orders")
    assert logger.logger_formatter is logger.registered_formatter


def test_a_subclass_whose_serialiser_fails_loses_no_line(logs):
    class Mine(LambdaPowertoolsFormatter):
        def serialize(self, log):
            log.pop("message")
            raise ValueError("no")

    logs.logger(logger_formatter=Mine()).info("m", a=1)
    assert (logs.line["message"], logs.line["a"]) == ("m", 1)


def test_a_subclass_that_formats(logs):
    class Mine(LambdaPowertoolsFormatter):
        def format(self, record):
            return "own " + super().format(record)

    logs.logger(logger_formatter=Mine()).info("m", a=1)
    assert logs.text.startswith('own {"level":"INFO"')


def test_a_subclass_that_formats_times(logs):
    class Mine(LambdaPowertoolsFormatter):
        def formatTime(self, record, datefmt=None):
            return "noon"

    logs.logger(logger_formatter=Mine()).info("m")
    assert logs.line["timestamp"] == "noon"


def test_a_subclass_that_formats_exceptions(logs):
    class Mine(LambdaPowertoolsFormatter):
        def formatException(self, ei):
            return f"own {ei[1]}"

    logger = logs.logger(logger_formatter=Mine())
    try:
        raise ValueError("no")
    except ValueError:
        logger.exception("m")
    assert (logs.line["exception"], logs.line["exception_name"]) == ("own no", "ValueError")


def test_a_subclass_that_keeps_keys_its_own_way(logs, lambda_context):
    class Mine(LambdaPowertoolsFormatter):
        def append_keys(self, **additional_keys):
            super().append_keys(**{key.upper(): value for key, value in additional_keys.items()})

    logger = logs.logger(logger_formatter=Mine())
    logger.append_keys(a=1)
    logger.inject_lambda_context(lambda event, context: logger.info("m"))({}, lambda_context)
    assert (logs.line["A"], logs.line["FUNCTION_NAME"]) == (1, "orders")


class Minimal(BasePowertoolsFormatter):
    """As little as the base class asks for."""

    def __init__(self):
        super().__init__()
        self.keys = {}

    def append_keys(self, **additional_keys):
        self.keys.update(additional_keys)

    def clear_state(self):
        self.keys.clear()

    def format(self, record):
        return json.dumps({"mine": record.getMessage(), **self.keys})


def test_a_formatter_from_the_base_class(logs, lambda_context):
    logger = logs.logger(logger_formatter=Minimal(), stage="prod")
    logger.append_keys(a=1)
    logger.info("one")
    with logger.append_context_keys(b=1):
        pass

    @logger.inject_lambda_context(clear_state=True, correlation_id_path="id")
    def handler(event, context):
        logger.info("two")

    handler({"id": "c-1"}, lambda_context)
    first, second = logs.lines
    assert first == {"mine": "one", "service": logs.service, "sampling_rate": None, "stage": "prod", "a": 1}
    assert (second["mine"], second["stage"], second["function_name"], second["correlation_id"]) == (
        "two",
        "prod",
        "orders",
        "c-1",
    )
    assert "a" not in second
    assert logger.get_current_keys() == logger.thread_safe_get_current_keys() == {}
    assert logger.get_correlation_id() is None
    for change in (
        lambda: logger.remove_keys(["a"]),
        lambda: logger.thread_safe_append_keys(a=1),
        lambda: logger.thread_safe_remove_keys(["a"]),
    ):
        with pytest.raises(NotImplementedError):
            change()


def test_a_formatter_must_be_able_to_append_and_to_clear():
    class Half(BasePowertoolsFormatter):
        def append_keys(self, **additional_keys):
            pass

    for kind in (BasePowertoolsFormatter, Half):
        with pytest.raises(TypeError, match="abstract"):
            kind()


def test_a_formatter_of_the_standard_library_gets_keys_as_attributes(logs, lambda_context):
    form = "%(levelname)s %(message)s %(order)s %(service)s %(function_name)s"
    logger = logs.logger(logger_formatter=logging.Formatter(form, defaults={"function_name": "-"}))
    logger.append_keys(order="A1")
    logger.info("one")
    logger.info("two", order="B2", name="reserved")

    @logger.inject_lambda_context(clear_state=True)
    def handler(event, context):
        logger.append_keys(order=3)
        logger.warning("three")

    handler({}, lambda_context)
    assert logs.text.splitlines() == [
        f"INFO one A1 {logs.service} -",
        f"INFO two B2 {logs.service} -",
        f"WARNING three 3 {logs.service} orders",
    ]
    assert logger.get_current_keys()["order"] == 3
    assert logger.registered_formatter.usesTime() is False


def test_a_formatter_that_fails_loses_no_line(logs, capsys):
    class Failing(logging.Formatter):
        def format(self, record):
            raise ValueError("no form")

    logger = logs.logger(logger_formatter=Failing())
    logger.info("m %s", 1)
    logger.info("again")
    assert logs.messages == ["m 1", "again"]
    assert "no form" in logs.lines[0]["formatting_error"]
    assert capsys.readouterr().err.count("no form") == 1


def test_names_that_users_import_are_there():
    assert formatter_module.JsonFormatter is LambdaPowertoolsFormatter
    assert "json_serializer" in formatter_module.RESERVED_FORMATTER_CUSTOM_KEYS
    assert "levelname" in formatter_module.RESERVED_LOG_ATTRS
