from unittest import mock

from aws_lambda_powertools import Tracer


def test_an_order_is_annotated():
    provider = mock.MagicMock()
    tracer = Tracer(service="orders", provider=provider)

    @tracer.capture_lambda_handler
    def lambda_handler(event, context):
        tracer.put_annotation(key="order_id", value=event["order_id"])

    lambda_handler({"order_id": "o-1"}, None)

    provider.in_subsegment.assert_called_once_with(name="## lambda_handler")
    provider.put_annotation.assert_called_once_with(key="order_id", value="o-1")
