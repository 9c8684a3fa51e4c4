"""Commands to MongoDB as segments: the real driver, and a peer that speaks the protocol."""

from __future__ import annotations

import pytest

from aws_lambda_powertools.tracing import Tracer

pymongo = pytest.importorskip("pymongo")
mongo_peer = pytest.importorskip("mongo_peer")
errors = pytest.importorskip("pymongo.errors")
monitoring = pytest.importorskip("pymongo.monitoring")

OPTIONS = {"serverSelectionTimeoutMS": 5000, "directConnection": True, "retryReads": False, "retryWrites": False}


@pytest.fixture
def peer():
    peer = mongo_peer.MongoPeer()
    yield peer
    peer.close()


@pytest.fixture
def tracer(daemon):
    return Tracer(service="orders", patch_modules=["pymongo"])


@pytest.fixture
def client(tracer, peer):
    with pymongo.MongoClient(peer.url, **OPTIONS) as client:
        yield client


def found(*documents):
    return {"ok": 1, "cursor": {"id": 0, "ns": "shop.orders", "firstBatch": list(documents)}}


def test_a_command_is_a_segment_without_its_documents(client, tracer, peer, daemon):
    """As the X-Ray SDK names and annotates it."""
    peer.answer = lambda command: found({"_id": 1, "name": "secret answer"})
    with tracer.provider.in_subsegment("caller"):
        assert client.shop.orders.find_one({"name": "secret question"})["_id"] == 1
    place = f"127.0.0.1:{peer.port}"
    assert daemon.tree == {"caller": {f"shop@{place}": {}}}
    document = daemon.documents[0]
    assert document["namespace"] == "remote"
    assert document["sql"] == {"database_type": "MongoDB", "url": f"mongodb://{place}/shop"}
    annotations = document["annotations"]
    assert annotations["mongodb_command_name"] == "find"
    assert annotations["mongodb_connection_id"] == place
    assert annotations["mongodb_database_name"] == "shop"
    assert {"mongodb_operation_id", "mongodb_request_id", "mongodb_duration_micros"} < set(annotations)
    assert "secret" not in str(daemon.documents)


def test_a_command_that_is_refused_is_a_fault(client, peer, daemon):
    peer.answer = lambda command: {"ok": 0, "code": 11000, "codeName": "DuplicateKey", "errmsg": "dup key"}
    with pytest.raises(errors.OperationFailure):
        client.shop.orders.insert_one({"_id": 1})
    [document] = daemon.documents
    assert document["fault"] is True
    assert document["metadata"] == {"default": {"failure": {"code": 11000, "codeName": "DuplicateKey"}}}
    assert document["cause"]["exceptions"][0]["remote"] is True


def test_a_server_that_hangs_up_is_a_fault(client, peer, daemon):
    peer.answer = lambda command: None
    with pytest.raises(errors.PyMongoError):
        client.shop.orders.find_one()
    [document] = daemon.documents
    assert document["fault"] is True
    assert document["cause"]["exceptions"][0]["remote"] is False


def test_clients_record_once_however_often_they_are_patched(client, peer, daemon):
    """TR-22."""
    Tracer(service="orders", patch_modules=["pymongo"])
    with pymongo.MongoClient(peer.url, **OPTIONS) as another:
        another.admin.command("ping")
    assert len(daemon.documents) == 1


async def test_async_clients_are_recorded(tracer, peer, daemon):
    async with pymongo.AsyncMongoClient(peer.url, **OPTIONS) as client:
        with tracer.provider.in_subsegment("caller"):
            await client.admin.command("ping")
    assert daemon.tree == {"caller": {f"admin@127.0.0.1:{peer.port}": {}}}


def test_after_a_reset_nothing_is_recorded_and_nobody_listens(client, peer, daemon):
    Tracer._reset_config()
    client.admin.command("ping")
    assert daemon.documents == []
    assert monitoring._LISTENERS.command_listeners == []


def test_trouble_with_the_trace_never_reaches_the_command(client, tracer, peer, daemon, monkeypatch):
    """TR-10."""
    monkeypatch.setattr(tracer.provider, "in_subsegment", lambda *_, **__: 1 / 0)
    assert client.admin.command("ping")["ok"] == 1
