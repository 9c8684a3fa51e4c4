from typing import Any

from botocore.config import Config

from aws_lambda_powertools.utilities.parameters import AppConfigProvider, SSMProvider
from aws_lambda_powertools.utilities.typing import LambdaContext

ssm = SSMProvider(boto_config=Config(region_name="eu-west-1"), stale_if_error=3600)
settings = AppConfigProvider(environment="prod", application="payments", boto_config=Config(region_name="eu-west-1"))


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return {
        "endpoint": ssm.get("/payments/endpoint", max_age=30),
        "settings": settings.get("settings", transform="json"),
    }
