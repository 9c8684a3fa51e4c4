"""What is not to be shown: by name, by pattern, in events too."""

from __future__ import annotations

import dataclasses
import re

import pytest

from aws_lambda_powertools.logging.formatter import BasePowertoolsFormatter, LambdaPowertoolsFormatter


@dataclasses.dataclass
class Order:
    id: str
    card_number: str


def test_values_of_named_keys_are_hidden_wherever_they_stand(logs):
    logger = logs.logger(redact_keys=["password", "Card-Number"])
    logger.append_keys(password="hunter2")
    logger.info(
        {"user": {"PASSWORD": "hunter2", "name": "bob"}},
        extra={"orders": [{"card_number": "4111", "id": 1}]},
        password="x",
    )
    logger.info('{"password": "hunter2"}')
    logger.info("m", order=Order("A1", "4111"))
    assert "hunter2" not in logs.text
    assert "4111" not in logs.text
    assert logs.lines[0]["message"]["user"] == {"PASSWORD": "[REDACTED]", "name": "bob"}
    assert logs.lines[0]["orders"] == [{"card_number": "[REDACTED]", "id": 1}]
    assert logs.lines[2]["order"] == {"id": "A1", "card_number": "[REDACTED]"}


def test_what_patterns_find_in_texts_is_hidden(logs):
    logger = logs.logger(redact_patterns=[r"\b\d{16}\b", re.compile("secret-[a-z]+")])
    logger.info("card 4111111111111111 of %s", "secret-agent", extra={"deep": ["token secret-token"]})
    try:
        raise ValueError("4111111111111111")
    except ValueError:
        logger.exception("failed")
    assert "4111111111111111" not in logs.text
    assert "secret-agent" not in logs.text
    assert logs.lines[0]["message"] == "card [REDACTED] of [REDACTED]"
    assert logs.lines[0]["deep"] == ["token [REDACTED]"]
    assert logs.lines[1]["stack_trace"]["value"] == "[REDACTED]"


def test_names_may_come_from_the_environment(logs, monkeypatch):
    monkeypatch.setenv("POWERTOOLS_LOGGER_REDACT_KEYS", "password, card_number ,")
    logger = logs.logger(redact_keys=["token"])
    logger.info("m", password="1", card_number="2", token="3", other="4")
    assert [logs.line[key] for key in ("password", "card_number", "token", "other")] == ["[REDACTED]"] * 3 + ["4"]
    assert "[REDACTED]" in LambdaPowertoolsFormatter(password="1").format(
        __import__("logging").makeLogRecord({"msg": "m"})
    )


def test_nothing_is_hidden_by_default(logs, lambda_context):
    logger = logs.logger()
    logger.inject_lambda_context(lambda event, context: None, log_event=True)(
        {"headers": {"Authorization": "Bearer x"}}, lambda_context
    )
    assert logs.line["message"]["headers"]["Authorization"] == "Bearer x"


def test_events_are_redacted_by_the_same_rules(logs, lambda_context):
    logger = logs.logger(redact_keys=["authorization"])
    event = {"headers": {"Authorization": "Bearer x", "a": "b"}}
    logger.inject_lambda_context(lambda event, context: event, log_event=True)(event, lambda_context)
    assert logs.line["message"] == {"headers": {"Authorization": "[REDACTED]", "a": "b"}}
    assert event["headers"]["Authorization"] == "Bearer x"


def test_under_strict_events_are_shown_without_credentials(logs, lambda_context, monkeypatch):
    """G14."""
    monkeypatch.setenv("POWERTOOLS_STRICT", "true")
    logger = logs.logger()
    event = {"headers": {"Authorization": "Bearer x", "cookie": "y", "a": "b"}, "body": "z"}
    logger.inject_lambda_context(lambda event, context: event, log_event=True)(event, lambda_context)
    assert logs.line["message"] == {
        "headers": {"Authorization": "[REDACTED]", "cookie": "[REDACTED]", "a": "b"},
        "body": "z",
    }


def test_a_second_logger_hides_more(logs):
    logs.logger(redact_keys=["a"])
    logs.logger(redact_keys=["b"], redact_patterns=["c"]).info("c", a=1, b=2)
    assert (logs.line["a"], logs.line["b"], logs.line["message"]) == ("[REDACTED]", "[REDACTED]", "[REDACTED]")


def test_odd_values_are_shown_without_what_is_hidden(logs):
    circle = {"password": "hunter2"}
    circle["self"] = circle
    logs.logger(redact_keys=["password"]).info(circle, number=float("nan"))
    assert "hunter2" not in logs.text
    assert logs.line["number"] == "NaN"


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"redact_keys": "password"}, TypeError, "redact_keys takes a list"),
        ({"redact_patterns": "["}, TypeError, "redact_patterns takes a list"),
        ({"redact_patterns": ["["]}, ValueError, "is not a regular expression"),
    ],
)
def test_wrong_rules_are_refused(logs, options, error, message):
    with pytest.raises(error, match=message):
        logs.logger(**options)


def test_a_formatter_that_can_not_hide_is_warned_of(logs):
    class Mine(BasePowertoolsFormatter):
        def append_keys(self, **additional_keys): ...
        def clear_state(self): ...

    with pytest.warns(UserWarning, match="shows everything"):
        logs.logger(logger_formatter=Mine(), redact_keys=["password"])
