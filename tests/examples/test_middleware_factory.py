"""The examples of the middleware factory's page do what the page says, and so do the samples they came from."""

from __future__ import annotations

import asyncio
import runpy

import pytest
from source_tree import ROOT

from aws_lambda_powertools.middleware_factory import lambda_handler_decorator


@pytest.fixture
def handler(request):
    return runpy.run_path(str(ROOT / "examples" / "middleware_factory" / f"{request.param}.py"))["lambda_handler"]


@pytest.mark.parametrize("handler", ["getting_started"], indirect=True)
def test_getting_started(handler, lambda_context):
    assert handler({}, lambda_context) == {"statusCode": 401, "body": "Unauthorized"}
    assert handler({"headers": {"Authorization": "Bearer x"}}, lambda_context) == {
        "statusCode": 200,
        "body": "OK",
        "headers": {"X-Request-Id": lambda_context.aws_request_id},
    }


@pytest.mark.parametrize("handler", ["options"], indirect=True)
def test_options(handler, lambda_context):
    assert handler({"groups": ["members"]}, lambda_context) == {"statusCode": 403, "body": "Only for editors"}
    event = {"groups": ["editors"], "title": "News"}
    assert handler(event, lambda_context) == {"statusCode": 200, "body": "Published ['title']"}


@pytest.mark.parametrize("handler", ["hook"], indirect=True)
def test_hook(handler, lambda_context):
    event = {"headers": {"x-correlation-id": "abc"}}
    expected = {"message": "hello world", "correlation_id": "abc", "sample_rate": 0.9}
    assert handler(event, lambda_context) == expected


@pytest.mark.parametrize("handler", ["asynchronous"], indirect=True)
@pytest.mark.parametrize(("delay", "status"), [(0, 200), (60, 504)])
def test_asynchronous(handler, lambda_context, delay, status, monkeypatch):
    if delay:
        monkeypatch.setattr("asyncio.wait_for", too_late)
    assert handler({"delay": delay}, lambda_context)["statusCode"] == status


async def too_late(awaitable, timeout):
    awaitable.close()
    raise asyncio.TimeoutError


@pytest.mark.parametrize("handler", ["tracing"], indirect=True)
def test_tracing(handler, lambda_context):
    assert handler({"amount": 5}, lambda_context) == {"paid": "5 EUR"}


def test_a_hook_may_set_attributes_and_return_them(lambda_context):
    """As in the sample that the hooks come from: some are set, some are returned."""

    @lambda_handler_decorator
    def correlation_id_loader(event, context, sample_rate=0.5):
        correlation_id = event.get("headers", {}).get("x-correlation-id")
        context.sample_rate = sample_rate
        return {"correlation_id": correlation_id}

    @correlation_id_loader
    def handler(event, context):
        return context.correlation_id, context.sample_rate

    assert handler({"headers": {"x-correlation-id": "abc"}}, lambda_context) == ("abc", 0.5)
