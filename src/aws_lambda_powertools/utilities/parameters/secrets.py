"""SecretsProvider and the functions around it: secrets of AWS Secrets Manager.

Source: https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html
"""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.copies import copied
from aws_lambda_powertools.utilities.parameters._client import config_of
from aws_lambda_powertools.utilities.parameters._transform import transform_value
from aws_lambda_powertools.utilities.parameters.base import BaseProvider, resolve_max_age
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_MAX_AGE_SECS, DEFAULT_PROVIDERS
from aws_lambda_powertools.utilities.parameters.exceptions import GetSecretError, SetSecretError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.utilities.parameters.types import TransformOptions

__all__ = [
    "DEFAULT_MAX_AGE_SECS",
    "DEFAULT_PROVIDERS",
    "SecretsProvider",
    "get_secret",
    "get_secrets_by_name",
    "set_secret",
]

MOST_NAMES = 20
"""How many secrets BatchGetSecretValue gives in one call."""

MISSING = "ResourceNotFoundException"


class SecretsProvider(BaseProvider):
    """Secrets of Secrets Manager, each version for itself.

    The client is `boto3_client`, or is made of the session and config. Further `options` are those of BaseProvider.

    Needs secretsmanager:GetSecretValue, BatchGetSecretValue for many names, PutSecretValue and CreateSecret to write.
    """

    def __init__(
        self,
        config: Config | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.client = aws.client(
            "secretsmanager",
            feature="parameters",
            client=boto3_client,
            session=boto3_session,
            config=config_of(config, boto_config),
        )

    def get_multiple(  # type: ignore[override]  # names instead of a path
        self,
        names: list[str],
        max_age: int | None = None,
        transform: TransformOptions = None,
        raise_on_transform_error: bool = False,
        force_fetch: bool = False,
        **sdk_options: Any,
    ) -> dict[str, Any]:
        """Secrets by name, in as few calls as may be; those that do not exist are left out.

        Raises GetSecretError when none exists or one can't be read, TransformParameterError.
        """
        if not names:
            raise GetSecretError("You must provide at least one secret name")
        key = self._key(tuple(sorted(names)), transform, True, sdk_options)
        if not force_fetch and self.has_not_expired_in_cache(key):
            known: dict[str, Any] = self.fetch_from_cache(key)
            return known
        try:
            values = self._get_multiple(names, **sdk_options)
        except GetSecretError:
            raise
        except Exception as error:
            raise GetSecretError(f"Failed to retrieve secrets: {error}") from error
        secrets: dict[str, Any] = transform_value(values, transform, raise_on_transform_error)
        self.add_to_cache(key, secrets, resolve_max_age(max_age))
        result: dict[str, Any] = copied(secrets)
        return result

    def set(
        self,
        name: str,
        value: str | bytes | dict[str, Any],
        *,
        client_request_token: str | None = None,
        **sdk_options: Any,
    ) -> Any:
        """Give a secret a new value, or make the secret; data is stored as JSON. Raises SetSecretError."""
        if isinstance(value, dict):
            from aws_lambda_powertools.shared.json_encoder import Encoder

            value = json.dumps(value, cls=Encoder)
        arguments = {**sdk_options, "SecretBinary" if isinstance(value, bytes) else "SecretString": value}
        if client_request_token:
            arguments["ClientRequestToken"] = client_request_token
        try:
            answer = self._put(name, arguments)
        except Exception as error:
            raise SetSecretError(f"Error setting secret - {error}") from error
        self.forget(name)
        return answer

    def _put(self, name: str, arguments: dict[str, Any]) -> Any:
        try:
            return self.client.put_secret_value(SecretId=name, **arguments)
        except Exception as error:
            if getattr(error, "response", {}).get("Error", {}).get("Code") != MISSING:
                raise
        return self.client.create_secret(Name=name, **arguments)

    def _get(self, name: str, **sdk_options: Any) -> str | bytes:
        sdk_options["SecretId"] = name
        return _value_of(self.client.get_secret_value(**sdk_options))

    def _get_multiple(self, names: list[str], **sdk_options: Any) -> dict[str, Any]:  # type: ignore[override]
        values: dict[str, Any] = {}
        failed: list[str] = []
        for start in range(0, len(names), MOST_NAMES):
            wanted = names[start : start + MOST_NAMES]
            filters = [*sdk_options.get("Filters", ()), {"Key": "name", "Values": wanted}]
            for answer in self._pages({**sdk_options, "Filters": filters}):
                # The filter finds all names that begin so; only those asked for are wanted.
                found = {secret["Name"]: _value_of(secret) for secret in answer.get("SecretValues", [])}
                values.update({name: value for name, value in found.items() if name in wanted})
                failed.extend(str(error.get("SecretId")) for error in answer.get("Errors", []))
        failed = [name for name in failed if any(name == wanted or f":{wanted}-" in name for wanted in names)]
        if failed:
            raise GetSecretError(f"Secrets can't be read: {failed}")
        if not values:
            raise GetSecretError(f"No secrets found matching the provided names: {names}")
        return values

    def _pages(self, arguments: dict[str, Any]) -> Any:
        token = None
        while True:
            more: dict[str, Any] = {"NextToken": token} if token else {}
            answer = self.client.batch_get_secret_value(**arguments, **more)
            yield answer
            token = answer.get("NextToken")
            if not token:
                return


def _value_of(secret: dict[str, Any]) -> str | bytes:
    """Text or bytes of a secret; KeyError if it has neither."""
    value: str | bytes = secret["SecretString"] if "SecretString" in secret else secret["SecretBinary"]
    return value


def _provider() -> Any:
    provider = DEFAULT_PROVIDERS.get("secrets")
    if provider is None:
        provider = DEFAULT_PROVIDERS["secrets"] = SecretsProvider()
    return provider


def get_secret(
    name: str,
    transform: TransformOptions = None,
    force_fetch: bool = False,
    max_age: int | None = None,
    **sdk_options: Any,
) -> Any:
    """The value of a secret, remembered for `max_age` seconds (300).

        credentials = get_secret("my/database", transform="json")

    Raises GetParameterError, TransformParameterError. Needs secretsmanager:GetSecretValue.
    """
    return _provider().get(name, max_age=max_age, transform=transform, force_fetch=force_fetch, **sdk_options)


def get_secrets_by_name(
    names: list[str],
    transform: TransformOptions = None,
    force_fetch: bool = False,
    max_age: int | None = None,
    **sdk_options: Any,
) -> dict[str, Any]:
    """Several secrets by name. Raises GetSecretError, TransformParameterError.

    Needs secretsmanager:BatchGetSecretValue, GetSecretValue and ListSecrets.
    """
    values: dict[str, Any] = _provider().get_multiple(
        names,
        max_age=max_age,
        transform=transform,
        raise_on_transform_error=True,
        force_fetch=force_fetch,
        **sdk_options,
    )
    return values


def set_secret(
    name: str,
    value: str | bytes | dict[str, Any],
    *,
    client_request_token: str | None = None,
    **sdk_options: Any,
) -> Any:
    """Give a secret a new value, or make the secret. Raises SetSecretError.

    Needs secretsmanager:PutSecretValue, and CreateSecret for new ones.
    """
    return _provider().set(name, value, client_request_token=client_request_token, **sdk_options)
