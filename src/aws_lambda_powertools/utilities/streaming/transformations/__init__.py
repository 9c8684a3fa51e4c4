"""What a stream can be read through: gzip, zip, CSV."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.streaming.transformations.base import BaseTransform as BaseTransform
    from aws_lambda_powertools.utilities.streaming.transformations.csv import CsvTransform as CsvTransform
    from aws_lambda_powertools.utilities.streaming.transformations.gzip import GzipTransform as GzipTransform
    from aws_lambda_powertools.utilities.streaming.transformations.zip import ZipTransform as ZipTransform

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {".base": ["BaseTransform"], ".csv": ["CsvTransform"], ".gzip": ["GzipTransform"], ".zip": ["ZipTransform"]},
)
