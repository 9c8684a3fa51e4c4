from aws_lambda_powertools.utilities.feature_flags import AppConfigStore, EnvironmentStore, FeatureFlags, LayeredStore
from aws_lambda_powertools.utilities.typing import LambdaContext

store = LayeredStore(
    AppConfigStore(environment="prod", application="shop", name="flags"),
    EnvironmentStore("FALLBACK_FLAGS"),
)
flags = FeatureFlags(store=store)


def lambda_handler(event: dict, context: LambdaContext) -> list[str]:
    return flags.get_enabled_features(context=event)
