from pathlib import Path

from aws_lambda_powertools.testing import events, run_batch

GOOD, BAD = {"id": "1", "amount": 5}, {"id": "2", "amount": 0}


def test_an_order_without_amount_is_tried_again_until_it_is_dead(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parent)
    from getting_started import lambda_handler

    event = events.sqs([GOOD, BAD])

    run = run_batch(lambda_handler, event, redeliveries=3)

    good, bad = (record["messageId"] for record in event["Records"])
    assert run.succeeded == [good]
    assert run.dead == [bad]
    assert run.deliveries == {good: 1, bad: 4}
