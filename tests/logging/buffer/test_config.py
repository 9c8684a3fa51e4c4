"""What may be held back."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.logging.buffer import LoggerBufferConfig


def test_what_is_held_back_by_default():
    config = LoggerBufferConfig()
    assert (config.max_bytes, config.buffer_at_verbosity, config.flush_on_error_log) == (20480, "DEBUG", True)


@pytest.mark.parametrize("level", ["debug", "Info", "WARNING"])
def test_levels_in_any_case(level):
    assert LoggerBufferConfig(buffer_at_verbosity=level).buffer_at_verbosity == level.upper()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        *[("max_bytes", value) for value in (0, -1, 1.5, "big", None, True)],
        *[("buffer_at_verbosity", value) for value in ("ERROR", "LOUD", 10, None)],
        *[("flush_on_error_log", value) for value in ("yes", 1, None)],
    ],
)
def test_wrong_options_are_refused_by_name(option, value):
    with pytest.raises(ValueError, match=f"{option} must be .*{value!r}"):
        LoggerBufferConfig(**{option: value})


@pytest.mark.parametrize("option", ["max_bytes", "buffer_at_verbosity", "flush_on_error_log"])
def test_a_configuration_does_not_change(option):
    with pytest.raises(AttributeError):
        setattr(LoggerBufferConfig(), option, 5)
