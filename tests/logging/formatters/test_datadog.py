"""Lines for Datadog."""

from __future__ import annotations

import logging

from aws_lambda_powertools.logging.formatters.datadog import DatadogLogFormatter


def test_times_are_rfc_3339(logs, clock):
    logger = logs.logger(logger_formatter=DatadogLogFormatter(utc=True))
    logger.append_keys(a=1)
    logger.info("m")
    assert logs.line == {
        "level": "INFO",
        "location": logs.line["location"],
        "message": "m",
        "timestamp": "2026-01-15T10:30:00.000+00:00",
        "service": logs.service,
        "a": 1,
    }


def test_another_format_of_time(clock):
    record = logging.makeLogRecord({"msg": "m"})
    assert '"timestamp":"20' in DatadogLogFormatter(datefmt="%Y", use_rfc3339=False).format(record)


def test_options_reach_the_formatter():
    record = logging.makeLogRecord({"msg": "m", "exc_info": (ValueError, ValueError("no"), None)})
    line = DatadogLogFormatter(log_record_order=["message"], serialize_stacktrace=False, stage="prod").format(record)
    assert line.startswith('{"message":"m"')
    assert '"stage":"prod"' in line
    assert "stack_trace" not in line
