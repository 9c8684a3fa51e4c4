"""Objects of S3 as seekable streams, never more of them in memory than a window."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.streaming.s3_object import S3Object as S3Object

__getattr__, __dir__, __all__ = lazy_exports(__name__, {".s3_object": ["S3Object"], ".transformations": []})
