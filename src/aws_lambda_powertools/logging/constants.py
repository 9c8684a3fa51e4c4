"""Names of the attributes by which a logger of the standard library is known to be one of ours."""

from aws_lambda_powertools.logging.logger import (
    LOGGER_ATTRIBUTE_HANDLER,
    LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER,
    LOGGER_ATTRIBUTE_PRECONFIGURED,
)

__all__ = ["LOGGER_ATTRIBUTE_HANDLER", "LOGGER_ATTRIBUTE_POWERTOOLS_HANDLER", "LOGGER_ATTRIBUTE_PRECONFIGURED"]
