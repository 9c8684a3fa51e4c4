"""The chat on this machine: `python local_chat.py`, then open the page that it names in two windows."""

import asyncio
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from chat import app, connections
from websockets.asyncio.server import Server, ServerConnection, serve

from aws_lambda_powertools.testing import WebSocketGateway

PAGE = """<!doctype html><title>Chat</title><ul id="said"></ul>
<form><input id="text" autofocus autocomplete="off"></form>
<script>
  const name = prompt("Your name?") || "somebody"
  const socket = new WebSocket(`ws://${location.host}/?name=${encodeURIComponent(name)}`)
  socket.onmessage = event => {
    const item = document.createElement("li"), message = JSON.parse(event.data)
    item.textContent = message.error || `${message.from}: ${message.text}`
    said.append(item)
  }
  document.forms[0].onsubmit = () => {
    socket.send(JSON.stringify({action: "chat", text: text.value}))
    text.value = ""
    return false
  }
</script>"""

gateway = WebSocketGateway(app)
connections.client = gateway


def page(client: ServerConnection, request: Any) -> Any:
    if "upgrade" in request.headers.get("connection", "").lower():
        return None
    response = client.respond(HTTPStatus.OK, PAGE)
    response.headers["Content-Type"] = "text/html; charset=utf-8"
    return response


async def talk(client: ServerConnection) -> None:
    loop = asyncio.get_running_loop()

    def deliver(message: bytes) -> None:
        asyncio.run_coroutine_threadsafe(client.send(message.decode()), loop)

    query = dict(parse_qsl(urlsplit(client.request.path if client.request else "").query))
    try:
        connection_id = await asyncio.to_thread(gateway.connect, deliver, query=query)
    except ConnectionError as refused:
        await client.close(1008, str(refused))
        return
    try:
        async for message in client:
            await asyncio.to_thread(gateway.message, connection_id, message)
    finally:
        await asyncio.to_thread(gateway.disconnect, connection_id)


async def server(port: int = 8765) -> Server:
    return await serve(talk, "127.0.0.1", port, process_request=page)


async def main() -> None:
    async with await server() as running:
        print("http://127.0.0.1:8765")
        await running.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
