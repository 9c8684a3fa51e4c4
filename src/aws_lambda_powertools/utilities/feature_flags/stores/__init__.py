"""Where flags may live besides AWS AppConfig; `feature_flags` itself gives out the same names."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.feature_flags.stores.dynamodb import DynamoDBStore as DynamoDBStore
    from aws_lambda_powertools.utilities.feature_flags.stores.environment import EnvironmentStore as EnvironmentStore
    from aws_lambda_powertools.utilities.feature_flags.stores.file import FileStore as FileStore
    from aws_lambda_powertools.utilities.feature_flags.stores.layered import LayeredStore as LayeredStore
    from aws_lambda_powertools.utilities.feature_flags.stores.memory import (
        InMemoryFeatureFlagStore as InMemoryFeatureFlagStore,
    )
    from aws_lambda_powertools.utilities.feature_flags.stores.s3 import S3Store as S3Store
    from aws_lambda_powertools.utilities.feature_flags.stores.ssm import SSMStore as SSMStore

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        ".dynamodb": ["DynamoDBStore"],
        ".environment": ["EnvironmentStore"],
        ".file": ["FileStore"],
        ".layered": ["LayeredStore"],
        ".memory": ["InMemoryFeatureFlagStore"],
        ".s3": ["S3Store"],
        ".ssm": ["SSMStore"],
    },
)
