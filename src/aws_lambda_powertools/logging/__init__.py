"""Structured logs: Logger, imported at first use."""

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.logging.logger import Logger as Logger

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".logger": ["Logger"]})
