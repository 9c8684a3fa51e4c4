"""Errors of the parser; what data lacks is told by pydantic's ValidationError.

PowertoolsError
├── InvalidEnvelopeError
└── InvalidModelTypeError
"""

from __future__ import annotations

from aws_lambda_powertools._core.errors import PowertoolsError


class InvalidEnvelopeError(PowertoolsError):
    """What was given as an envelope is none, or fails with an AttributeError; `__cause__` says which."""


class InvalidModelTypeError(PowertoolsError):
    """There is no model, or what was given is nothing that pydantic can make a model of."""
