"""Run a function once for the same payload, and answer later calls with the stored result.

@idempotent(persistence_store=DynamoDBPersistenceLayer(table_name="idempotency"))
def handler(event, context): ...
"""

from __future__ import annotations

from aws_lambda_powertools._core.exports import lazy_exports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.idempotency._explain import (
        KeyExplanation as KeyExplanation,
        evict as evict,
        explain as explain,
    )
    from aws_lambda_powertools.utilities.idempotency._make_idempotent import (
        DynamoDBIdempotencyConfig as DynamoDBIdempotencyConfig,
        IdempotencyCache as IdempotencyCache,
        make_idempotent as make_idempotent,
    )
    from aws_lambda_powertools.utilities.idempotency.config import IdempotencyConfig as IdempotencyConfig
    from aws_lambda_powertools.utilities.idempotency.hook import IdempotentHookFunction as IdempotentHookFunction
    from aws_lambda_powertools.utilities.idempotency.idempotency import (
        idempotent as idempotent,
        idempotent_function as idempotent_function,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.base import (
        BasePersistenceLayer as BasePersistenceLayer,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.cache import (
        CachePersistenceLayer as CachePersistenceLayer,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.dynamodb import (
        DynamoDBPersistenceLayer as DynamoDBPersistenceLayer,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.memory import (
        InMemoryPersistenceLayer as InMemoryPersistenceLayer,
    )
    from aws_lambda_powertools.utilities.idempotency.persistence.sqlite import (
        SQLitePersistenceLayer as SQLitePersistenceLayer,
    )

__getattr__, __dir__, __all__ = lazy_exports(
    __name__,
    {
        "._explain": ["KeyExplanation", "evict", "explain"],
        "._make_idempotent": ["DynamoDBIdempotencyConfig", "IdempotencyCache", "make_idempotent"],
        ".config": ["IdempotencyConfig"],
        ".hook": ["IdempotentHookFunction"],
        ".idempotency": ["idempotent", "idempotent_function"],
        ".persistence.base": ["BasePersistenceLayer"],
        ".persistence.cache": ["CachePersistenceLayer"],
        ".persistence.dynamodb": ["DynamoDBPersistenceLayer"],
        ".persistence.memory": ["InMemoryPersistenceLayer"],
        ".persistence.sqlite": ["SQLitePersistenceLayer"],
    },
)
