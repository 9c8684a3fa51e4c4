from openfeature import api
from openfeature.evaluation_context import EvaluationContext

from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, InMemoryFeatureFlagStore
from aws_lambda_powertools.utilities.feature_flags.openfeature import PowertoolsProvider
from aws_lambda_powertools.utilities.typing import LambdaContext

store = InMemoryFeatureFlagStore({"new_search": {"default": True}})  # or any other store
api.set_provider(PowertoolsProvider(FeatureFlags(store)))


def lambda_handler(event: dict, context: LambdaContext) -> bool:
    customer = EvaluationContext(targeting_key=event["customer_id"])
    return api.get_client().get_boolean_value("new_search", False, customer)
