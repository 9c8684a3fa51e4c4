"""The same as `aws_lambda_powertools.utilities.parameters`, under a shorter name."""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.parameters._awaiting import (
        aget_app_config as aget_app_config,
        aget_parameter as aget_parameter,
        aget_secret as aget_secret,
    )
    from aws_lambda_powertools.utilities.parameters._transform import TransformEnum as TransformEnum
    from aws_lambda_powertools.utilities.parameters.appconfig import (
        AppConfigProvider as AppConfigProvider,
        get_app_config as get_app_config,
    )
    from aws_lambda_powertools.utilities.parameters.appconfig_extension import (
        AppConfigExtensionProvider as AppConfigExtensionProvider,
    )
    from aws_lambda_powertools.utilities.parameters.base import (
        BaseProvider as BaseProvider,
        clear_caches as clear_caches,
    )
    from aws_lambda_powertools.utilities.parameters.dynamodb import DynamoDBProvider as DynamoDBProvider
    from aws_lambda_powertools.utilities.parameters.exceptions import (
        GetParameterError as GetParameterError,
        TransformParameterError as TransformParameterError,
    )
    from aws_lambda_powertools.utilities.parameters.extension import (
        SecretsExtensionProvider as SecretsExtensionProvider,
        SSMExtensionProvider as SSMExtensionProvider,
    )
    from aws_lambda_powertools.utilities.parameters.rotation import with_rotation as with_rotation
    from aws_lambda_powertools.utilities.parameters.secrets import (
        SecretsProvider as SecretsProvider,
        get_secret as get_secret,
        get_secrets_by_name as get_secrets_by_name,
        set_secret as set_secret,
    )
    from aws_lambda_powertools.utilities.parameters.settings import Settings as Settings
    from aws_lambda_powertools.utilities.parameters.ssm import (
        SSMProvider as SSMProvider,
        get_parameter as get_parameter,
        get_parameters as get_parameters,
        get_parameters_by_name as get_parameters_by_name,
        set_parameter as set_parameter,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "aws_lambda_powertools.utilities.parameters._awaiting": ["aget_app_config", "aget_parameter", "aget_secret"],
        "aws_lambda_powertools.utilities.parameters._transform": ["TransformEnum"],
        "aws_lambda_powertools.utilities.parameters.appconfig": ["AppConfigProvider", "get_app_config"],
        "aws_lambda_powertools.utilities.parameters.appconfig_extension": ["AppConfigExtensionProvider"],
        "aws_lambda_powertools.utilities.parameters.base": ["BaseProvider", "clear_caches"],
        "aws_lambda_powertools.utilities.parameters.dynamodb": ["DynamoDBProvider"],
        "aws_lambda_powertools.utilities.parameters.exceptions": ["GetParameterError", "TransformParameterError"],
        "aws_lambda_powertools.utilities.parameters.extension": ["SSMExtensionProvider", "SecretsExtensionProvider"],
        "aws_lambda_powertools.utilities.parameters.rotation": ["with_rotation"],
        "aws_lambda_powertools.utilities.parameters.secrets": [
            "SecretsProvider",
            "get_secret",
            "get_secrets_by_name",
            "set_secret",
        ],
        "aws_lambda_powertools.utilities.parameters.settings": ["Settings"],
        "aws_lambda_powertools.utilities.parameters.ssm": [
            "SSMProvider",
            "get_parameter",
            "get_parameters",
            "get_parameters_by_name",
            "set_parameter",
        ],
    },
)
