import tempfile
from pathlib import Path

from aws_lambda_powertools.utilities.idempotency import (
    IdempotencyConfig,
    InMemoryPersistenceLayer,
    SQLitePersistenceLayer,
    evict,
    explain,
    idempotent_function,
)
from aws_lambda_powertools.utilities.typing import LambdaContext

for_tests = InMemoryPersistenceLayer()
for_one_machine = SQLitePersistenceLayer(Path(tempfile.gettempdir()) / "idempotency.db")
config = IdempotencyConfig(event_key_jmespath="id")


@idempotent_function(data_keyword_argument="order", persistence_store=for_tests, config=config)
def charge(order: dict) -> str:
    return f"{order['id']} charged"


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    config.register_lambda_context(context)
    answer = charge(event)
    return {
        "answer": answer,
        "key": explain(charge, event).key,
        "forgotten": evict(charge, event),
        "known": evict(charge, event),
    }
