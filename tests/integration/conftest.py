"""Real servers, each started once; what needs one is skipped where it can't be had."""

from __future__ import annotations

import itertools

import boto3
import ministack
import pytest
import redis_server
from botocore.config import Config

_numbers = itertools.count()


@pytest.fixture(scope="session")
def dynamodb_url():
    """The address of a DynamoDB."""
    try:
        with ministack.running() as url:
            yield url
    except ministack.NotToBeHadError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def redis_url():
    """The URL of a Redis."""
    try:
        with redis_server.running() as url:
            yield url
    except redis_server.NotToBeHadError as error:
        pytest.skip(str(error))


def dynamodb_client(url):
    """A client of its own, as each process needs one."""
    return boto3.client(
        "dynamodb",
        endpoint_url=url,
        region_name="eu-west-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(max_pool_connections=20),
    )


@pytest.fixture
def new_table(dynamodb_url):
    """Makes a table with a simple or a composite key, and tells its name."""
    client = dynamodb_client(dynamodb_url)

    def make(*keys):
        name = f"records-{next(_numbers)}"
        kinds = ["HASH", "RANGE"]
        client.create_table(
            TableName=name,
            AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in keys],
            KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in zip(keys, kinds, strict=False)],
            BillingMode="PAY_PER_REQUEST",
        )
        return name

    return make


@pytest.fixture(params=["sqlite", "redis", "dynamodb", "dynamodb with sort key"])
def open_store(request, tmp_path):
    """Opens the store of a test in a process of its own."""
    from aws_lambda_powertools.utilities.idempotency import (
        CachePersistenceLayer,
        DynamoDBPersistenceLayer,
        SQLitePersistenceLayer,
    )

    if request.param == "sqlite":
        return lambda: SQLitePersistenceLayer(tmp_path / "records.db", timeout=60)
    if request.param == "redis":
        url = request.getfixturevalue("redis_url")
        return lambda: CachePersistenceLayer(url=url)
    sort_key = "sk" if "sort key" in request.param else None
    url = request.getfixturevalue("dynamodb_url")
    table = request.getfixturevalue("new_table")(*filter(None, ["id", sort_key]))
    return lambda: DynamoDBPersistenceLayer(table, sort_key_attr=sort_key, boto3_client=dynamodb_client(url))


@pytest.fixture
def in_process():
    """Runs functions in forked processes, all at once, and waits for them; gives their exit codes."""
    import multiprocessing

    context = multiprocessing.get_context("fork")

    def run(*targets):
        processes = [context.Process(target=target) for target in targets]
        for process in processes:
            process.start()
        for process in processes:
            process.join(120)
        return [process.exitcode for process in processes]

    return run
