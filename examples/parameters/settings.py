from typing import Any

from aws_lambda_powertools.utilities.parameters import Settings
from aws_lambda_powertools.utilities.parameters.settings import environment, parameter, secret
from aws_lambda_powertools.utilities.typing import LambdaContext


class Config(Settings):
    endpoint: str = parameter("/payments/endpoint")
    limit: int = parameter("/payments/limit", transform="integer", default=100)
    credentials: dict = secret("payments/credentials", transform="json")
    stage: str = environment("STAGE", default="dev")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    config = Config()
    return {"endpoint": config.endpoint, "limit": config.limit, "user": config.credentials["user"]}
