"""Steps of a secret's rotation.

Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda-functions.html
"""

from __future__ import annotations

from aws_lambda_powertools.utilities.data_classes._fields import field
from aws_lambda_powertools.utilities.data_classes.common import DictWrapper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal


class SecretsManagerEvent(DictWrapper):
    """A step of a rotation."""

    secret_id: str = field("SecretId")
    """The ARN of the secret."""
    client_request_token: str = field("ClientRequestToken")
    """The id of the new version."""
    version_id: str = field("ClientRequestToken")
    """The id of the new version."""
    step: Literal["createSecret", "setSecret", "testSecret", "finishSecret"] = field("Step")
    """The step."""
