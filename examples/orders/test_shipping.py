"""The queue's consumer, with a queue that delivers again what was not done."""

import json
from pathlib import Path

import pytest

from aws_lambda_powertools.testing import events, run_batch

HERE = Path(__file__).parent


@pytest.fixture
def shipping(tmp_path, monkeypatch):
    monkeypatch.setenv("ORDERS_DATABASE", f"{tmp_path}/orders.sqlite")
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Shop")
    monkeypatch.setenv("POWERTOOLS_TRACE_DISABLED", "true")
    monkeypatch.syspath_prepend(HERE)
    import shipping

    monkeypatch.setattr(shipping.store, "path", f"{tmp_path}/orders.sqlite")
    shipping.store.create_table()
    return shipping


def test_orders_are_shipped_tried_again_or_put_aside(shipping, caplog):
    from orders import Order

    content = {
        "customer": {"name": "Ada Byron", "email": "ada@example.com"},
        "items": [{"sku": "tea", "quantity": 1, "price": 100}],
    }
    good, unlucky = (Order.model_validate({**content, "card": card}) for card in ("card-valid", "card-unreachable"))
    for order in (good, unlucky):
        shipping.store.put(order)
    bodies = [{"order_id": good.id}, {"order_id": unlucky.id}, {"order_id": "nobody's"}, "no JSON"]
    event = events.sqs([body if isinstance(body, str) else json.dumps(body) for body in bodies])

    run = run_batch(shipping.lambda_handler, event, redeliveries=2)

    ids = [record["messageId"] for record in event["Records"]]
    assert run.dead == [ids[1]]
    assert [run.deliveries[name] for name in ids] == [1, 3, 1, 1]
    messages = [record.getMessage() for record in caplog.records]
    assert (messages.count("order shipped"), messages.count("message put aside")) == (1, 2)
