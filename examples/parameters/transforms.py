from typing import Any

from aws_lambda_powertools.parameters import TransformEnum, get_parameter
from aws_lambda_powertools.utilities.typing import LambdaContext


class Notification(TransformEnum):
    EMAIL = True
    SMS = False


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return {
        "enabled": get_parameter("/orders/enabled", transform="boolean"),
        "retries": get_parameter("/orders/retries", transform="integer"),
        "settings": get_parameter("/orders/settings", transform="json"),
        "by_email": bool(get_parameter("/orders/notification", transform=Notification)),
    }
