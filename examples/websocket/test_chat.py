from chat import app, connections, store

from aws_lambda_powertools.testing import WebSocketTestClient

client = WebSocketTestClient(app)
connections.client = client.gateway


def test_two_people_talk() -> None:
    with client.connect(query={"name": "Anna"}) as anna, client.connect(query={"name": "Ben"}) as ben:
        anna.send_json({"action": "chat", "text": "hello"})
        assert anna.receive_json() == ben.receive_json() == {"from": "Anna", "text": "hello"}

        ben.vanish()  # the function is not told
        anna.send_json({"action": "chat", "text": "are you there?"})
        assert list(store.connections()) == [anna.connection_id]
