from aws_lambda_powertools.event_handler import APIGatewayRestResolver
from aws_lambda_powertools.event_handler.middlewares.schema_validation import SchemaValidationMiddleware

app = APIGatewayRestResolver()
ORDER = {"type": "object", "required": ["item"], "properties": {"item": {"type": "string"}}}


@app.post("/orders", middlewares=[SchemaValidationMiddleware(ORDER)])
def place() -> dict:
    return {"ordered": app.current_event.json_body["item"]}


lambda_handler = app
