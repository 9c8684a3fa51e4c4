"""A Logger that writes where a test can read, both ways in which lines are written."""

from __future__ import annotations

import io
import itertools
import json
import logging
from typing import Any

import pytest

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import clear_context_keys

numbers = itertools.count()


def refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")


class Logs:
    """Makes Loggers of services of their own, and reads what they wrote."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.begin()

    def begin(self) -> None:
        self.stream = io.StringIO()
        self.service = f"service-{next(numbers)}"

    def logger(self, **options: Any) -> Logger:
        made = Logger(**{"service": self.service, "stream": self.stream, **options})
        if not options.get("child"):
            logging.getLogger(made.name).propagate = False  # pytest's handlers raise for what a test may log
            if not self.alone and not any(isinstance(handler, logging.NullHandler) for handler in made.handlers):
                made.addHandler(logging.NullHandler())
        return made

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Every line, as strict JSON."""
        return [json.loads(line, parse_constant=refuse) for line in self.text.split("\n") if line]

    @property
    def line(self) -> dict[str, Any]:
        """The only line there is."""
        (line,) = self.lines
        return line

    @property
    def messages(self) -> list[Any]:
        return [line["message"] for line in self.lines]


@pytest.fixture(params=["alone", "beside another handler"])
def logs(request: pytest.FixtureRequest) -> Logs:
    """Alone, Logger writes lines without records; beside another handler, by way of records."""
    return Logs(alone=request.param == "alone")


@pytest.fixture(autouse=True)
def no_thread_safe_keys():
    clear_context_keys()
    yield
    clear_context_keys()
