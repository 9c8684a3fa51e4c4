from aws_lambda_powertools.utilities.feature_flags import AppConfigStore, FeatureFlags
from aws_lambda_powertools.utilities.typing import LambdaContext

store = AppConfigStore(environment="prod", application="shop", name="flags")
flags = FeatureFlags(store=store)


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    customer = {"tier": event["tier"], "customer_id": event["customer_id"]}
    if flags.evaluate(name="premium_features", context=customer, default=False):
        return {"features": ["search", "recommendations"]}
    return {"features": ["search"]}
