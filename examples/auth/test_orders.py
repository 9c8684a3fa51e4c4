import getting_started

from aws_lambda_powertools.utilities.auth_alpha.jwt.testing import mock_claims

EVENT = {
    "version": "2.0",
    "rawPath": "/orders",
    "rawQueryString": "",
    "headers": {"authorization": "Bearer any"},
    "requestContext": {"http": {"method": "GET", "path": "/orders"}, "stage": "$default"},
}


def test_orders_of_a_user():
    with mock_claims(getting_started.auth, {"sub": "ana", "scope": "orders:read"}):
        assert getting_started.lambda_handler(EVENT, None)["statusCode"] == 200


def test_without_scope():
    with mock_claims(getting_started.auth, {"sub": "ana"}):
        assert getting_started.lambda_handler(EVENT, None)["statusCode"] == 403
