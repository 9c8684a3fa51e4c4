from os import environ
from typing import Any

from pydantic import BaseModel, Field

from aws_lambda_powertools.event_handler import APIGatewayWebSocketResolver, ConnectionClient, ConnectionStore
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayWebSocketResolver()
store = ConnectionStore.in_dynamodb(environ["TABLE"]) if "TABLE" in environ else ConnectionStore.in_memory()
connections = ConnectionClient(store)


class ChatMessage(BaseModel):
    text: str = Field(min_length=1, max_length=1000)
    room: str = "lobby"


@app.on_connect()
def connect() -> tuple[None, int] | None:
    name = app.current_event.query_string_parameters.get("name")
    if not name:
        return None, 401
    store.add(app.current_event.request_context.connection_id, {"name": name}, groups=["lobby"])
    return None


@app.on_disconnect()
def disconnect() -> None:
    store.remove(app.current_event.request_context.connection_id)


@app.route("chat")
def chat(message: ChatMessage) -> None:
    sender = store.get(app.current_event.request_context.connection_id) or {}
    connections.broadcast({"from": sender.get("name"), "text": message.text}, message.room)


@app.on_default()
def default() -> None:
    connections.post(app.current_event.request_context.connection_id, {"error": 'send {"action": "chat", "text": …}'})


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
