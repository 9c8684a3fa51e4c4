"""Facts about where the function runs that only Lambda's metadata endpoint knows."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.metadata._record import LambdaMetadata as LambdaMetadata
    from aws_lambda_powertools.utilities.metadata.exceptions import LambdaMetadataError as LambdaMetadataError
    from aws_lambda_powertools.utilities.metadata.lambda_metadata import (
        clear_metadata_cache as clear_metadata_cache,
        get_lambda_metadata as get_lambda_metadata,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._record": ["LambdaMetadata"],
        ".exceptions": ["LambdaMetadataError"],
        ".lambda_metadata": ["clear_metadata_cache", "get_lambda_metadata"],
    },
)
