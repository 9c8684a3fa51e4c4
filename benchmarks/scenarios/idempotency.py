"""What it costs to run a function once: with a new key, at a replay, from the local cache, and in a fresh process."""

from __future__ import annotations

from functools import partial

from harness.answer import gives
from harness.scenario import cold, hot
from scenarios.fixtures import CONTEXT, ORDER, REST_EVENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

RESULT = {"status": "charged", "amount": 12.5}
IN_A_REGION = {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def layer(forgetful: bool = False) -> Any:
    """Records in a dictionary, as a user's own layer has them; a forgetful one finds every key new."""
    from aws_lambda_powertools.utilities.idempotency import BasePersistenceLayer
    from aws_lambda_powertools.utilities.idempotency.exceptions import IdempotencyItemAlreadyExistsError

    class Layer(BasePersistenceLayer):
        def __init__(self) -> None:
            self.records: dict[str, Any] = {}
            super().__init__()

        def _put_record(self, data_record: Any) -> None:
            known = self.records.get(data_record.idempotency_key)
            if known is not None:
                raise IdempotencyItemAlreadyExistsError(old_data_record=known)

        def _update_record(self, data_record: Any) -> None:
            if not forgetful:
                self.records[data_record.idempotency_key] = data_record

        def _get_record(self, idempotency_key: str) -> Any:
            return self.records[idempotency_key]

        def _delete_record(self, data_record: Any) -> None:
            raise AssertionError("nothing fails here")

    return Layer()


def handler_on(store: Any, **options: Any) -> Any:
    from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent

    @idempotent(persistence_store=store, config=IdempotencyConfig(**options))
    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        return RESULT

    return handler


@hot("idempotency.new_key", check=gives(RESULT))
def new_key() -> Callable[[], Any]:
    return partial(handler_on(layer(forgetful=True)), ORDER, CONTEXT)


@hot("idempotency.new_key.whole_event", check=gives(RESULT))
def new_key_whole_event() -> Callable[[], Any]:
    event = {**REST_EVENT, "multiValueHeaders": {name: [value] for name, value in REST_EVENT["headers"].items()}}
    return partial(handler_on(layer(forgetful=True)), event, CONTEXT)


@hot("idempotency.replay", check=gives(RESULT))
def replay() -> Callable[[], Any]:
    call = partial(handler_on(layer()), ORDER, CONTEXT)
    call()
    return call


@hot("idempotency.replay.local_cache", check=gives(RESULT))
def replay_local_cache() -> Callable[[], Any]:
    call = partial(handler_on(layer(), use_local_cache=True), ORDER, CONTEXT)
    call()
    return call


@hot("idempotency.replay.payload_validation", check=gives(RESULT))
def replay_payload_validation() -> Callable[[], Any]:
    options = {"event_key_jmespath": "order_id", "payload_validation_jmespath": "amount"}
    call = partial(handler_on(layer(), **options), ORDER, CONTEXT)
    call()
    return call


@hot("idempotency.function.replay", check=gives(RESULT))
def function_replay() -> Callable[[], Any]:
    from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent_function

    config = IdempotencyConfig(lambda_context=CONTEXT)

    @idempotent_function(data_keyword_argument="order", persistence_store=layer(), config=config)
    def charge(order: dict[str, Any]) -> dict[str, Any]:
        return RESULT

    call = partial(charge, order=ORDER)
    call()
    return call


@cold("idempotency.import_only", check=gives())
def import_only() -> None:
    from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent  # noqa: F401


@cold("idempotency.dynamodb", check=gives(RESULT), environment=IN_A_REGION)
def dynamodb() -> Any:
    from aws_lambda_powertools.utilities.idempotency import DynamoDBPersistenceLayer

    store = DynamoDBPersistenceLayer(table_name="idempotency")
    store.client.meta.events.register("before-send.dynamodb", _answered)
    return handler_on(store)(ORDER, CONTEXT)


def _answered(request: Any, **kwargs: Any) -> Any:
    from botocore.awsrequest import AWSResponse

    class Raw:
        def stream(self) -> Any:
            yield b"{}"

    return AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, Raw())
