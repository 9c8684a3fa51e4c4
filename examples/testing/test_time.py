from shop import lambda_handler

from aws_lambda_powertools.testing import InMemoryPersistenceLayer, advance, freeze_time, lambda_context
from aws_lambda_powertools.utilities.idempotency import IdempotencyConfig, idempotent


# --8<-- [start:parameters]
def test_a_new_limit_holds_after_five_minutes(parameters):
    with freeze_time("2026-01-15T10:30:00Z"):
        assert lambda_handler({"amount": 50}, lambda_context()) == {"paid": True}
        parameters.put("/shop/limit", "10")  # somebody changes it in AWS
        assert lambda_handler({"amount": 50}, lambda_context()) == {"paid": True}
        advance(300)
        assert lambda_handler({"amount": 50}, lambda_context()) == {"paid": False}
    assert parameters.fetched == ["/shop/limit", "/shop/limit"]
    # --8<-- [end:parameters]


# --8<-- [start:idempotency]
def test_the_same_order_is_charged_once_an_hour():
    charged = []
    config = IdempotencyConfig(event_key_jmespath="order_id", expires_after_seconds=3600)

    @idempotent(persistence_store=InMemoryPersistenceLayer(), config=config)
    def handler(event, context):
        charged.append(event["order_id"])

    with freeze_time() as clock:
        for _ in range(3):
            handler({"order_id": "A1"}, lambda_context())
        clock.advance(3601)
        handler({"order_id": "A1"}, lambda_context())

    assert charged == ["A1", "A1"]
    # --8<-- [end:idempotency]
