"""Powertools for AWS Lambda (Python): Logger, Metrics, Tracer, each imported at first use."""

from __future__ import annotations

import os
import sys

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools._core.version import __version__ as __version__
    from aws_lambda_powertools.logging.logger import Logger as Logger
    from aws_lambda_powertools.metrics.base import single_metric as single_metric
    from aws_lambda_powertools.metrics.metrics import Metrics as Metrics
    from aws_lambda_powertools.tracing.tracer import Tracer as Tracer

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._core.version": ["__version__"],
        ".logging.logger": ["Logger"],
        ".metrics.base": ["single_metric"],
        ".metrics.metrics": ["Metrics"],
        ".tracing.tracer": ["Tracer"],
    },
)

if os.environ.get("POWERTOOLS_DEBUG"):
    from aws_lambda_powertools._core.debug import set_package_logger_handler

    set_package_logger_handler()

if "botocore" in sys.modules:  # importing it only for a header would cost everybody its import
    from aws_lambda_powertools._core.aws import mark_every_session

    mark_every_session()
