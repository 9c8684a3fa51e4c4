"""Which log level wins: Lambda's advanced logging controls, the argument, the environment, INFO.

Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html
"""

from __future__ import annotations

import logging

from aws_lambda_powertools._core import environment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LAMBDA_LEVELS = {"TRACE": logging.NOTSET, "WARN": logging.WARNING, "FATAL": logging.CRITICAL}
"""Lambda's own words; its other levels are called as ours."""


def resolved(level: str | int | None) -> int:
    """The level that applies when a Logger is given this one; ValueError when it is none.

    A level of Lambda's advanced logging controls applies whatever was given, since Lambda drops the lines below
    it anyway; a warning says so when that hides lines that were asked for.
    """
    wanted = number_of(level) if level not in (None, "") else _of_environment()
    enforced = of_lambda()
    if enforced is None:
        return logging.INFO if wanted is None else wanted
    if wanted is not None and wanted < enforced:
        _warn_of_hidden_lines(wanted, enforced)
    return enforced


def of_lambda() -> int | None:
    """The level that Lambda's advanced logging controls enforce."""
    name = environment.LAMBDA_LOG_LEVEL.get()
    if name is None:
        return None
    name = name.upper()
    return LAMBDA_LEVELS[name] if name in LAMBDA_LEVELS else number_of(name, environment.LAMBDA_LOG_LEVEL.name)


def _of_environment() -> int | None:
    for variable in (environment.LOG_LEVEL, environment.PLAIN_LOG_LEVEL):
        name = variable.get()
        if name is not None:
            return number_of(name, variable.name)
    return None


def number_of(level: object, source: str = "level") -> int:
    """The number of a level that is given by its name, in any case, or by a number that has a name."""
    found: Any = None
    if isinstance(level, str):
        found = logging.getLevelName(level.upper())  # pyright: ignore[reportDeprecated]  # what replaces it came with 3.11
    elif isinstance(level, int) and not str(logging.getLevelName(level)).startswith("Level "):
        found = int(level)
    if not isinstance(found, int):
        raise ValueError(  # noqa: TRY004  # of whatever type a wrong level is
            f"{source}={level!r} is no log level. Use DEBUG, INFO, WARNING, ERROR, CRITICAL, "
            "or a level registered with logging.addLevelName."
        )
    return found


def _warn_of_hidden_lines(wanted: int, enforced: int) -> None:
    from aws_lambda_powertools._core.notices import warn

    warn(
        f"The log level is {logging.getLevelName(wanted)}, but Lambda's advanced logging controls let nothing below "
        f"{logging.getLevelName(enforced)} pass. Lines below that are not written; change one of the two levels."
    )
