import asyncio

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware

app = APIGatewayHttpResolver()


async def price_of(item: str) -> float:
    await asyncio.sleep(0.01)  # a call to somewhere else
    return len(item) * 1.5


async def stamped(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response:
    response = await next_middleware(app)
    response.headers["X-Stamp"] = "yes"
    return response


@app.get("/prices", middlewares=[stamped])
async def prices() -> dict[str, float]:
    items = ["tea", "mug"]
    return dict(zip(items, await asyncio.gather(*map(price_of, items)), strict=True))


lambda_handler = app
