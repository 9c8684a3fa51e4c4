import dependencies
import getting_started

from aws_lambda_powertools.testing import TestClient


def test_an_order_is_placed_and_read():
    client = TestClient(getting_started.app)

    placed = client.post("/orders", json={"item": "mug"})

    assert placed.status_code == 201
    assert client.get(f"/orders/{placed.json()['id']}").json() == {"item": "mug"}


def test_without_a_token_nobody_gets_an_order():
    response = TestClient(dependencies.app).get("/orders/1")

    assert (response.status_code, response.json()["message"]) == (401, "Who are you?")


def test_dependencies_have_stand_ins():
    dependencies.app.dependency_overrides[dependencies.user] = lambda: "Ada"
    try:
        assert TestClient(dependencies.app).get("/orders/1").json()["for"] == "Ada"
    finally:
        dependencies.app.dependency_overrides.clear()


def test_the_same_handler_behind_another_front():
    client = TestClient(getting_started.lambda_handler, front="rest", headers={"X-Tenant": "shop"})

    assert client.get("/orders/1").json() == {"item": "tea"}
    assert client.get("/orders/none").status_code == 404
