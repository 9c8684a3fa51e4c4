from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig

cors = CORSConfig(
    allow_origin="https://www.example.com",
    extra_origins=["https://admin.example.com"],
    allow_headers=["X-Tenant"],
    max_age=600,
    allow_credentials=True,
)
app = APIGatewayRestResolver(cors=cors)


@app.get("/orders")
def orders() -> list[str]:
    return ["tea"]


@app.get("/internal", cors=False)
def internal() -> str:
    return "not for browsers of other origins"


lambda_handler = app
