from typing import Any

from aws_lambda_powertools.utilities.parameters import (
    AppConfigExtensionProvider,
    SecretsExtensionProvider,
    SSMExtensionProvider,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

parameters = SSMExtensionProvider()
secrets = SecretsExtensionProvider()
settings = AppConfigExtensionProvider(environment="prod", application="payments")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return {
        "endpoint": parameters.get("/payments/endpoint"),
        "key": secrets.get("payments/key"),
        "settings": settings.get("settings", transform="json"),
    }
