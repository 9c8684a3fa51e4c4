import json
from enum import Enum
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import BedrockAgentFunctionResolver, BedrockFunctionResponse
from aws_lambda_powertools.utilities.typing import LambdaContext

app = BedrockAgentFunctionResolver(plain_answers=True)


class Size(Enum):
    SMALL = "small"
    LARGE = "large"


@app.tool(description="Finds orders of articles")
async def find_orders(
    articles: Annotated[list[str], "Names of articles"], size: Size = Size.SMALL
) -> list[dict[str, str]]:
    return [{"article": article, "size": size.value} for article in articles]


@app.tool(description="Cancels an order")
def cancel(order_id: int) -> str:
    if order_id == 1:
        raise PermissionError("order 1 was sent yesterday")
    return f"Order {order_id} is cancelled"


@app.exception_handler(PermissionError)
def refused(error: PermissionError) -> BedrockFunctionResponse:
    return BedrockFunctionResponse(str(error), response_state="FAILURE")


def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)


if __name__ == "__main__":
    print(json.dumps(app.get_function_schema(), indent=2))
