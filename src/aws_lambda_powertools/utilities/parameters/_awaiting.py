"""The top-level functions for async code; the event loop goes on while AWS is asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


async def aget_parameter(name: str, **options: Any) -> Any:
    """As get_parameter."""
    from asyncio import to_thread

    from aws_lambda_powertools.utilities.parameters.ssm import get_parameter

    return await to_thread(get_parameter, name, **options)


async def aget_secret(name: str, **options: Any) -> Any:
    """As get_secret."""
    from asyncio import to_thread

    from aws_lambda_powertools.utilities.parameters.secrets import get_secret

    return await to_thread(get_secret, name, **options)


async def aget_app_config(name: str, environment: str, **options: Any) -> Any:
    """As get_app_config."""
    from asyncio import to_thread

    from aws_lambda_powertools.utilities.parameters.appconfig import get_app_config

    return await to_thread(get_app_config, name, environment, **options)
