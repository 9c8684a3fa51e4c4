"""Parameters and secrets through the AWS Parameters and Secrets Lambda Extension, without boto3.

    provider = SecretsExtensionProvider()
    provider.get("my/database", transform="json")

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html
"""

# Answers of the extension are Any all the way down.
# pyright: reportUnknownVariableType=false

from __future__ import annotations

from aws_lambda_powertools._core.environment import (
    AWS_SESSION_TOKEN,
    PARAMETERS_EXTENSION_PORT,
    PARAMETERS_SSM_DECRYPT,
)
from aws_lambda_powertools.utilities.parameters.base import BaseProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

TOKEN_HEADER = "X-Aws-Parameters-Secrets-Token"  # noqa: S105  # the header's name
TIMEOUT = 3.0


class _ExtensionProvider(BaseProvider):
    """What both have in common: where the extension listens, and who may ask it."""

    def __init__(self, port: int | None = None, timeout: float = TIMEOUT, **options: Any) -> None:
        super().__init__(**options)
        self.port = PARAMETERS_EXTENSION_PORT.resolve(port)
        self.timeout = timeout

    def _asked(self, path: str, **query: Any) -> Any:
        from urllib.parse import urlencode

        from aws_lambda_powertools._core.http import HttpError, get_json

        given = {name: value for name, value in query.items() if value is not None}
        url = f"http://localhost:{self.port}{path}?{urlencode(given)}"
        try:
            return get_json(url, timeout=self.timeout, headers={TOKEN_HEADER: AWS_SESSION_TOKEN.get() or ""})
        except HttpError as error:
            raise GetParameterError(
                f"The Parameters and Secrets Lambda extension on localhost:{self.port} gave no value: {error}. "
                "Is the AWS-Parameters-and-Secrets-Lambda-Extension layer attached, and may the function read it?"
            ) from error

    def _get_multiple(self, path: str, **sdk_options: Any) -> dict[str, Any]:
        raise NotImplementedError("The extension gives one value at a time; call get for each name")


class SSMExtensionProvider(_ExtensionProvider):
    """Parameters of the Parameter Store. Options of `get`: `decrypt`, `version`, `label`."""

    def _get(
        self, name: str, decrypt: bool | None = None, version: int | None = None, label: str | None = None, **_: Any
    ) -> str:
        with_decryption = "true" if PARAMETERS_SSM_DECRYPT.resolve(decrypt) else None
        answer = self._asked(
            "/systemsmanager/parameters/get", name=name, withDecryption=with_decryption, version=version, label=label
        )
        value: str = answer["Parameter"]["Value"]
        return value


class SecretsExtensionProvider(_ExtensionProvider):
    """Secrets of Secrets Manager. Options of `get`: `VersionId`, `VersionStage`."""

    def _get(self, name: str, VersionId: str | None = None, VersionStage: str | None = None, **_: Any) -> str | bytes:  # noqa: N803  # as the API has them
        answer = self._asked("/secretsmanager/get", secretId=name, versionId=VersionId, versionStage=VersionStage)
        if answer.get("SecretString") is not None:
            text: str = answer["SecretString"]
            return text
        from base64 import b64decode

        return b64decode(answer["SecretBinary"])
