"""The cache layer under its names of the time when there was only Redis."""

from __future__ import annotations

from aws_lambda_powertools._core.notices import warn
from aws_lambda_powertools.utilities.idempotency.persistence.cache import (
    CacheClientProtocol,
    CacheConnection,
    CachePersistenceLayer,
)
from aws_lambda_powertools.warnings import PowertoolsDeprecationWarning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "CacheClientProtocol",
    "CacheConnection",
    "CachePersistenceLayer",
    "RedisCachePersistenceLayer",
    "RedisClientProtocol",
    "RedisConnection",
]

RedisClientProtocol = CacheClientProtocol


class RedisConnection(CacheConnection):
    """CacheConnection under its old name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn("RedisConnection is deprecated; use CacheConnection.", PowertoolsDeprecationWarning)
        super().__init__(*args, **kwargs)


class RedisCachePersistenceLayer(CachePersistenceLayer):
    """CachePersistenceLayer under its old name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        warn("RedisCachePersistenceLayer is deprecated; use CachePersistenceLayer.", PowertoolsDeprecationWarning)
        super().__init__(*args, **kwargs)
