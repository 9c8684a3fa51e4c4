"""AppConfigProvider and get_app_config: configurations of AWS AppConfig through its data API.

Source: https://docs.aws.amazon.com/appconfig/latest/userguide/appconfig-retrieving-the-configuration.html
"""

# Answers of the API are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from aws_lambda_powertools._core import aws
from aws_lambda_powertools._core.environment import SERVICE_NAME
from aws_lambda_powertools.utilities.parameters._client import config_of
from aws_lambda_powertools.utilities.parameters.base import BaseProvider
from aws_lambda_powertools.utilities.parameters.constants import DEFAULT_MAX_AGE_SECS, DEFAULT_PROVIDERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.utilities.parameters.types import TransformOptions

__all__ = ["DEFAULT_MAX_AGE_SECS", "DEFAULT_PROVIDERS", "AppConfigProvider", "get_app_config"]

NO_APPLICATION = "service_undefined"

EXPIRED_SESSION = "BadRequestException"
"""What AppConfig answers to a poll token that is older than 24 hours."""


class AppConfigProvider(BaseProvider):
    """Configurations of an environment of an application, by the names of their profiles.

    `application` is by default POWERTOOLS_SERVICE_NAME. The client is `boto3_client`, or is made of the session and
    config. Further `options` are those of BaseProvider.

    Needs appconfig:StartConfigurationSession and GetLatestConfiguration.
    """

    def __init__(
        self,
        environment: str,
        application: str | None = None,
        config: Config | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.client = aws.client(
            "appconfigdata",
            feature="parameters",
            client=boto3_client,
            session=boto3_session,
            config=config_of(config, boto_config),
        )
        self.application = application_name(application)
        self.environment = environment
        self.current_version = ""
        self._next_token: dict[str, str] = {}
        self.last_returned_value: dict[str, bytes] = {}

    def _get(self, name: str, **sdk_options: Any) -> bytes:
        """The latest configuration; a session that AppConfig has forgotten is started anew, once."""
        token = self._next_token.get(name)
        if token is None:
            return self._poll(name, self._start(name, sdk_options))
        try:
            return self._poll(name, token)
        except Exception as error:
            if getattr(error, "response", {}).get("Error", {}).get("Code") != EXPIRED_SESSION:
                raise
        self._next_token.pop(name, None)
        return self._poll(name, self._start(name, sdk_options))

    def _start(self, name: str, sdk_options: dict[str, Any]) -> str:
        answer = self.client.start_configuration_session(
            **{
                **sdk_options,
                "ConfigurationProfileIdentifier": name,
                "ApplicationIdentifier": self.application,
                "EnvironmentIdentifier": self.environment,
            }
        )
        token: str = answer["InitialConfigurationToken"]
        return token

    def _poll(self, name: str, token: str) -> bytes:
        answer = self.client.get_latest_configuration(ConfigurationToken=token)
        self._next_token[name] = answer["NextPollConfigurationToken"]
        content: bytes = answer["Configuration"].read()
        if content or name not in self.last_returned_value:  # nothing means: as before
            self.last_returned_value[name] = content
        return self.last_returned_value[name]

    def _get_multiple(self, path: str, **sdk_options: Any) -> dict[str, Any]:
        raise NotImplementedError("AppConfig gives one configuration at a time; call get for each name")


def application_name(choice: str | None) -> str:
    """The application that was chosen, else the service's name."""
    return choice or SERVICE_NAME.get() or NO_APPLICATION


def get_app_config(
    name: str,
    environment: str,
    application: str | None = None,
    transform: TransformOptions = None,
    force_fetch: bool = False,
    max_age: int | None = None,
    **sdk_options: Any,
) -> Any:
    """A configuration of AppConfig, remembered for `max_age` seconds (300); bytes without a transform.

        settings = get_app_config(name="settings", environment="prod", application="orders", transform="json")

    Raises GetParameterError, TransformParameterError.
    Needs appconfig:StartConfigurationSession and GetLatestConfiguration.
    """
    own = f"appconfig:{application_name(application)}:{environment}"
    provider = DEFAULT_PROVIDERS.get("appconfig") or DEFAULT_PROVIDERS.get(own)
    if provider is None:
        provider = DEFAULT_PROVIDERS[own] = AppConfigProvider(environment=environment, application=application)
    return provider.get(name=name, max_age=max_age, transform=transform, force_fetch=force_fetch, **sdk_options)
