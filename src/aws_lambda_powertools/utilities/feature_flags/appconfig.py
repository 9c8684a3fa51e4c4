"""AppConfigStore and AppConfigExtensionStore: flags in AWS AppConfig.

Source: https://docs.aws.amazon.com/appconfig/latest/userguide/what-is-appconfig.html
"""

# Configurations are Any all the way down.
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false, reportUnknownMemberType=false

from __future__ import annotations

import logging

from aws_lambda_powertools.utilities.feature_flags.base import StoreProvider
from aws_lambda_powertools.utilities.feature_flags.exceptions import ConfigurationStoreError, StoreClientError
from aws_lambda_powertools.utilities.parameters.appconfig import AppConfigProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError, TransformParameterError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

    import boto3
    from botocore.config import Config

    from aws_lambda_powertools.logging.logger import Logger
    from aws_lambda_powertools.utilities.parameters.base import BaseProvider

__all__ = ["AppConfigExtensionStore", "AppConfigStore"]

TRANSFORM: Literal["json"] = "json"
DENIED = "AccessDenied"
_UNSEEN = object()


class AppConfigStore(StoreProvider):
    """Flags in the configuration profile `name` of an environment of an application, read at most every `max_age` s.

    `envelope` is a JMESPath expression that says where in the configuration the flags stand, `jmespath_options` are
    those of `jmespath_utils.query`. The client is `boto3_client`, or is made of `boto3_session` and `boto_config`
    (`sdk_config` is its former name). With `use_extension` the AppConfig extension beside the function is asked, and
    no boto3 is needed.

    Needs appconfig:StartConfigurationSession and GetLatestConfiguration.
    """

    _replaces_what_changed = True

    def __init__(
        self,
        environment: str,
        application: str,
        name: str,
        max_age: int = 5,
        sdk_config: Config | None = None,
        envelope: str | None = "",
        jmespath_options: dict[str, Any] | None = None,
        logger: logging.Logger | Logger | None = None,
        boto_config: Config | None = None,
        boto3_session: boto3.session.Session | None = None,
        boto3_client: Any = None,
        use_extension: bool = False,
    ) -> None:
        super().__init__()
        self.logger: Any = logger or logging.getLogger(__name__)
        self.environment = environment
        self.application = application
        self.name = name
        self.cache_seconds = max_age
        self.config = sdk_config or boto_config
        self.envelope = envelope
        self.jmespath_options = jmespath_options
        self._extracted: tuple[Any, Any] = (_UNSEEN, None)
        self._conf_store: BaseProvider
        if use_extension:
            from aws_lambda_powertools.utilities.parameters.appconfig_extension import AppConfigExtensionProvider

            self._conf_store = AppConfigExtensionProvider(environment=environment, application=application)
            return
        from aws_lambda_powertools._core import aws

        self._conf_store = AppConfigProvider(
            environment=environment,
            application=application,
            boto_config=self.config,
            boto3_session=boto3_session,
            boto3_client=boto3_client,
        )
        aws.mark(self._conf_store.client, "feature_flags")

    @property
    def get_raw_configuration(self) -> dict[str, Any]:
        """The whole configuration; do not change it, it is kept.

        Raises ConfigurationStoreError if it can't be had or is no JSON, StoreClientError if access is denied.
        """
        key = self._conf_store._build_cache_key(self.name, TRANSFORM)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        if self._conf_store.has_not_expired_in_cache(key):
            entry = self._conf_store.store.get(key)
            if entry is not None:
                known: dict[str, Any] = entry.value
                return known  # the provider's own object: the same one as long as it is not fetched anew
        try:
            fetched = self._conf_store.get(name=self.name, transform=TRANSFORM, max_age=self.cache_seconds)
        except (GetParameterError, TransformParameterError) as error:
            raise self._failure(error) from error
        entry = self._conf_store.store.get(key)
        raw: dict[str, Any] = fetched if entry is None else entry.value
        return raw

    def get_configuration(self) -> dict[str, Any]:
        """The flags, taken out of the envelope; do not change them, they are kept.

        Raises what `get_raw_configuration` raises.
        """
        raw = self.get_raw_configuration
        if not self.envelope:
            return raw
        seen, extracted = self._extracted
        if raw is seen:
            known: dict[str, Any] = extracted
            return known
        from aws_lambda_powertools.utilities import jmespath_utils

        self.logger.debug("Taking feature flags out of the envelope %s", self.envelope)
        extracted = jmespath_utils.query(data=raw, envelope=self.envelope, jmespath_options=self.jmespath_options)
        self._extracted = (raw, extracted)
        flags: dict[str, Any] = extracted
        return flags

    def _failure(self, error: Exception) -> Exception:
        where = f"{self.name!r} of {self.application!r} in {self.environment!r}"
        if DENIED in f"{error} {error.__cause__}":
            return StoreClientError(f"AWS AppConfig refuses the configuration {where}: {error.__cause__ or error}")
        return ConfigurationStoreError(f"Unable to get the AWS AppConfig configuration {where}: {error}")


class AppConfigExtensionStore(AppConfigStore):
    """An AppConfigStore that asks the AppConfig extension beside the function, without boto3."""

    def __init__(
        self,
        environment: str,
        application: str,
        name: str,
        max_age: int = 5,
        envelope: str | None = "",
        jmespath_options: dict[str, Any] | None = None,
        logger: logging.Logger | Logger | None = None,
    ) -> None:
        super().__init__(
            environment=environment,
            application=application,
            name=name,
            max_age=max_age,
            envelope=envelope,
            jmespath_options=jmespath_options,
            logger=logger,
            use_extension=True,
        )
