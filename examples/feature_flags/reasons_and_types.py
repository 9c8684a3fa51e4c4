import os

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.feature_flags import FeatureFlags, FileStore
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="shop")
flags = FeatureFlags(store=FileStore(os.path.join(os.path.dirname(__file__), "flags.json")))


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    customer = {"customer_id": event["customer_id"], "email": event["email"]}
    checkout = flags.evaluate_detailed(name="checkout", context=customer, default={"steps": 4})
    logger.info("checkout chosen", variant=checkout.variant, reason=checkout.reason, rule=checkout.rule)
    return {
        "steps": checkout.value["steps"],
        "new_search": flags.get_boolean(name="new_search", context=customer, default=False),
    }
