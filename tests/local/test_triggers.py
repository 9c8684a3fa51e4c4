"""What an event is, in a few words."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from aws_lambda_powertools.local._triggers import describe
from aws_lambda_powertools.testing import events

garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda children: (
        st.lists(children, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "httpMethod",
                    "path",
                    "requestContext",
                    "http",
                    "Records",
                    "records",
                    "eventSource",
                    "eventSourceARN",
                    "detail-type",
                    "source",
                    "info",
                    "agent",
                    "triggerSource",
                    "deliveryStreamArn",
                    "method",
                ]
            ),
            children,
        )
    ),
    max_leaves=15,
)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (events.api_gateway_rest("POST", "/orders"), "POST /orders"),
        ({"rawPath": "/a", "requestContext": {"http": {"method": "GET"}}}, "GET /a"),
        ({"requestContext": {"eventType": "MESSAGE", "routeKey": "$default"}}, "WebSocket message $default"),
        ({"method": "GET", "raw_path": "/a"}, "GET /a"),
        ({"method": "GET", "path": "/a", "version": "2.0"}, "GET /a"),
        (
            {
                "Records": [{"eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:orders"}]
                * 2
            },
            "SQS orders (2 records)",
        ),
        (
            {
                "Records": [
                    {
                        "eventSource": "aws:dynamodb",
                        "eventSourceARN": "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/1",
                    }
                ]
            },
            "DynamoDB orders (1 record)",
        ),
        ({"Records": [{"EventSource": "aws:sns"}]}, "SNS (1 record)"),
        ({"Records": [{"eventSource": "aws:s3"}]}, "S3 (1 record)"),
        ({"detail-type": "OrderPlaced", "source": "shop"}, "EventBridge OrderPlaced from shop"),
        ({"triggerSource": "PreSignUp_SignUp"}, "Cognito PreSignUp_SignUp"),
        ({"info": {"parentTypeName": "Query", "fieldName": "orders"}}, "AppSync Query.orders"),
        ({"agent": {"name": "helper"}}, "Bedrock agent helper"),
        ({"eventSource": "aws:kafka", "records": {"t-0": [1, 2], "t-1": [3]}}, "Kafka (3 records)"),
        (
            {"deliveryStreamArn": "arn:aws:firehose:us-east-1:123456789012:deliverystream/logs", "records": []},
            "Firehose logs (0 records)",
        ),
        ({}, "empty event"),
        ({"a": 1}, "event"),
        ([1], "event"),
        (None, "event"),
    ],
)
def test_events_are_named_by_what_triggered_them(event, words):
    assert describe(event) == words


@given(garbage)
def test_no_event_whatever_makes_it_raise(event):
    assert isinstance(describe(event), str)
