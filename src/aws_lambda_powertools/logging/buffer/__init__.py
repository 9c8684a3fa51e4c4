"""Lines that are held back until something goes wrong: LoggerBufferConfig says which, and how many."""

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.logging.buffer.config import LoggerBufferConfig as LoggerBufferConfig

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".config": ["LoggerBufferConfig"]})
