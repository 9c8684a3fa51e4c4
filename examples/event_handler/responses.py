from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response, content_types
from aws_lambda_powertools.shared.cookies import Cookie

app = APIGatewayHttpResolver()


@dataclass
class Price:
    amount: Decimal
    since: date


@app.get("/price")
def price() -> Price:
    return Price(Decimal("9.90"), date(2026, 1, 15))


@app.post("/orders")
def place() -> tuple[dict, int, dict]:
    return {"id": 7}, 201, {"Location": "/orders/7"}


@app.post("/login")
def login() -> Response:
    session = Cookie("session", "abc", http_only=True, max_age=3600)
    return Response(303, headers={"Location": "/"}, cookies=[session])


@app.get("/logo", cache_control="max-age=86400")
def logo() -> Response:
    return Response(200, "image/png", b"\x89PNG\r\n\x1a\n")


@app.get("/catalogue", compress=True)
def catalogue() -> list[dict]:
    return [{"sku": number, "name": "tea"} for number in range(100)]


@app.get("/hello")
def hello() -> Response:
    return Response(200, content_types.TEXT_HTML, "<h1>Hello</h1>")


lambda_handler = app
