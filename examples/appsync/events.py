from typing import Any

from aws_lambda_powertools.event_handler import AppSyncEventsResolver
from aws_lambda_powertools.event_handler.events_appsync.exceptions import UnauthorizedException
from aws_lambda_powertools.utilities.typing import LambdaContext

app = AppSyncEventsResolver()


@app.on_publish("/orders/*")
def order(payload: dict[str, Any], event_id: str) -> dict[str, Any]:
    if payload["amount"] <= 0:
        raise ValueError("amount must be greater than 0")  # the answer for this event only
    return {**payload, "id": event_id}


@app.on_subscribe("/orders/*")
def subscribe() -> None:
    if app.current_event.info.channel_path == "/orders/internal":
        raise UnauthorizedException("not for you")  # refuses the request


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
