from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, EventRouter
from aws_lambda_powertools.utilities.data_classes import EventBridgeEvent, S3Event, SQSEvent
from aws_lambda_powertools.utilities.typing import LambdaContext

app = EventRouter()
api = APIGatewayHttpResolver()
app.http()(api)


@api.get("/orders")
def orders() -> list[str]:
    return ["1", "2"]


@app.s3(bucket="uploads", key="orders/*.csv", event_name="ObjectCreated:*")
def imported(event: S3Event) -> str:
    return f"imported {event.object_key}"


@app.sqs(queue=["orders", "orders-*"])
def queued(event: SQSEvent, context: LambdaContext) -> int:
    return sum(1 for _ in event.records)


@app.event_bridge(source="shop", detail_type="OrderPlaced", detail={"state": ["new", "changed"]})
async def placed(event: EventBridgeEvent) -> str:
    return f"placed {event.detail['id']}"


@app.schedule(name="nightly")
def nightly() -> str:
    return "tidied up"


@app.match(lambda event: event.get("job") == "migrate")
def migrate(event: dict[str, Any]) -> str:
    return "migrated"


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return app.resolve(event, context)
