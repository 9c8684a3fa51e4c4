from typing import Any

from aws_lambda_powertools.utilities.parameters import with_rotation
from aws_lambda_powertools.utilities.typing import LambdaContext


class LoginError(Exception):
    """What the database's driver raises."""


def connect(credentials: dict[str, str]) -> str:
    if credentials["version"] != "2":
        raise LoginError
    return f"connection of {credentials['user']}"


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return with_rotation("payments/database", connect, refused=LoginError, transform="json")
