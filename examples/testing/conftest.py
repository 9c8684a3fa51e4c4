import pytest

from aws_lambda_powertools.testing import InMemoryParametersProvider


@pytest.fixture(autouse=True)
def parameters():
    with InMemoryParametersProvider({"/shop/limit": "100"}).standing_in() as provider:
        yield provider
