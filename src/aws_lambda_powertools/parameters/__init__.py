"""The same as `aws_lambda_powertools.utilities.parameters`, under a shorter name."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters import (
        AppConfigExtensionProvider as AppConfigExtensionProvider,
        AppConfigProvider as AppConfigProvider,
        BaseProvider as BaseProvider,
        DynamoDBProvider as DynamoDBProvider,
        GetParameterError as GetParameterError,
        SecretsExtensionProvider as SecretsExtensionProvider,
        SecretsProvider as SecretsProvider,
        Settings as Settings,
        SSMExtensionProvider as SSMExtensionProvider,
        SSMProvider as SSMProvider,
        TransformEnum as TransformEnum,
        TransformParameterError as TransformParameterError,
        aget_app_config as aget_app_config,
        aget_parameter as aget_parameter,
        aget_secret as aget_secret,
        clear_caches as clear_caches,
        get_app_config as get_app_config,
        get_parameter as get_parameter,
        get_parameters as get_parameters,
        get_parameters_by_name as get_parameters_by_name,
        get_secret as get_secret,
        get_secrets_by_name as get_secrets_by_name,
        set_parameter as set_parameter,
        set_secret as set_secret,
        with_rotation as with_rotation,
    )

_HOME = "aws_lambda_powertools.utilities.parameters"

_NAMES = (
    "AppConfigExtensionProvider",
    "AppConfigProvider",
    "BaseProvider",
    "DynamoDBProvider",
    "GetParameterError",
    "SSMExtensionProvider",
    "SSMProvider",
    "SecretsExtensionProvider",
    "SecretsProvider",
    "Settings",
    "TransformEnum",
    "TransformParameterError",
    "aget_app_config",
    "aget_parameter",
    "aget_secret",
    "clear_caches",
    "get_app_config",
    "get_parameter",
    "get_parameters",
    "get_parameters_by_name",
    "get_secret",
    "get_secrets_by_name",
    "set_parameter",
    "set_secret",
    "with_rotation",
)

__getattr__, __dir__, __all__ = lazy_exports(__name__, {_HOME: _NAMES})
