import json

from getting_started import lambda_handler

from aws_lambda_powertools.testing import lambda_context


def test_an_order_counts(capsys):
    lambda_handler({"total": 12.5}, lambda_context())

    document = json.loads(capsys.readouterr().out)
    assert document["OrdersPlaced"] == [1]
    assert document["Revenue"] == [12.5]
    assert document["service"] == "orders"
