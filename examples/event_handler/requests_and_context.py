from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Request
from aws_lambda_powertools.utilities.typing import LambdaContext

app = APIGatewayRestResolver()


@app.put("/orders/<order_id>")
def change(order_id: str, request: Request) -> dict:
    event = app.current_event
    return {
        "route": request.route,
        "change": request.json_body,
        "pages": request.query_parameters,
        "agent": request.headers.get("User-Agent"),
        "address": event.request_context.identity.source_ip,
        "remaining": app.lambda_context.get_remaining_time_in_millis(),
        "tenant": app.context["tenant"],
    }


def lambda_handler(event: dict, context: LambdaContext) -> dict:
    app.append_context(tenant="shop")
    return app.resolve(event, context)
