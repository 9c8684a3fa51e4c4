"""The root of the toolkit's errors, and those that belong to no single utility.

PowertoolsError
├── MissingDependencyError (also an ImportError)
└── InvalidEnvelopeExpressionError
"""

from aws_lambda_powertools._core.errors import MissingDependencyError, PowertoolsError

__all__ = ["InvalidEnvelopeExpressionError", "MissingDependencyError", "PowertoolsError"]


class InvalidEnvelopeExpressionError(PowertoolsError):
    """A JMESPath expression that should unwrap an event is not valid, or can't be applied to it."""
