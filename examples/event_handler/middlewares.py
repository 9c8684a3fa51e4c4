import time

from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response
from aws_lambda_powertools.event_handler.middlewares import BaseMiddlewareHandler, NextMiddleware

app = APIGatewayRestResolver()


def timed(app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response:
    began = time.perf_counter()
    response = next_middleware(app)
    response.headers["Server-Timing"] = f"app;dur={(time.perf_counter() - began) * 1000:.1f}"
    return response


class NeedsHeader(BaseMiddlewareHandler):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def handler(self, app: APIGatewayRestResolver, next_middleware: NextMiddleware) -> Response:
        value = app.current_event.headers.get(self.name)
        if value is None:
            return Response(400, body={"message": f"The header {self.name} is missing"})
        app.append_context(header=value)
        return next_middleware(app)


@app.get("/orders", middlewares=[NeedsHeader("X-Tenant")])
def orders() -> dict:
    return {"orders of": app.context["header"]}


app.use([timed])

lambda_handler = app
