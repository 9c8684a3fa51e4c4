"""The boto3 configuration of a provider, under its present and its former name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from botocore.config import Config


def config_of(config: Config | None, boto_config: Config | None) -> Config | None:
    """`boto_config`; `config` is its former name, still taken, with a warning."""
    if config is None:
        return boto_config
    from aws_lambda_powertools._core.notices import warn
    from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

    warn("The parameter 'config' is deprecated; use 'boto_config'.", PowertoolsDeprecationWarning)
    return boto_config or config
