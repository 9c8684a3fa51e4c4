"""Feature flags: values that change without a deployment, by rules over the context of a request.

flags = FeatureFlags(store=AppConfigStore(environment="prod", application="shop", name="flags"))
flags.evaluate(name="premium_features", context={"tier": "premium"}, default=False)
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.feature_flags.appconfig import (
        AppConfigExtensionStore as AppConfigExtensionStore,
        AppConfigStore as AppConfigStore,
    )
    from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider as StoreProvider
    from aws_lambda_powertools.utilities.feature_flags.evaluation import Evaluation as Evaluation
    from aws_lambda_powertools.utilities.feature_flags.exceptions import (
        ConfigurationStoreError as ConfigurationStoreError,
        SchemaValidationError as SchemaValidationError,
        StoreClientError as StoreClientError,
    )
    from aws_lambda_powertools.utilities.feature_flags.feature_flags import FeatureFlags as FeatureFlags
    from aws_lambda_powertools.utilities.feature_flags.schema import (
        RuleAction as RuleAction,
        SchemaValidator as SchemaValidator,
    )
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
        ".appconfig": ["AppConfigExtensionStore", "AppConfigStore"],
        ".base": ["StoreProvider"],
        ".comparators": [],
        ".constants": [],
        ".evaluation": ["Evaluation"],
        ".exceptions": ["ConfigurationStoreError", "SchemaValidationError", "StoreClientError"],
        ".feature_flags": ["FeatureFlags"],
        ".schema": ["RuleAction", "SchemaValidator"],
        ".stores.dynamodb": ["DynamoDBStore"],
        ".stores.environment": ["EnvironmentStore"],
        ".stores.file": ["FileStore"],
        ".stores.layered": ["LayeredStore"],
        ".stores.memory": ["InMemoryFeatureFlagStore"],
        ".stores.s3": ["S3Store"],
        ".stores.ssm": ["SSMStore"],
        ".types": [],
    },
)
