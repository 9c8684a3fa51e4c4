from uuid import UUID

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

app = APIGatewayHttpResolver(strip_prefixes=["/shop"])


@app.get("/orders/latest")
def latest() -> str:
    return "the latest"


@app.get("/orders/<order_id:int>")
def order(order_id: int) -> str:
    return f"order {order_id + 0}"


@app.get("/customers/<customer:uuid>/orders")
def orders_of(customer: UUID) -> str:
    return f"orders of customer {customer.hex}"


@app.get("/reports/<year:int>-<month:int>.<kind>")
def report(year: int, month: int, kind: str) -> str:
    return f"{kind} of {month}/{year}"


@app.get("/files/<name:path>")
def file(name: str) -> str:
    return name


@app.route("/(ping|health)", method=["GET", "HEAD"])
def ping() -> str:
    return "pong"


lambda_handler = app

if __name__ == "__main__":
    print(app.routes)
