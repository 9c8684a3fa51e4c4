from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig

app = APIGatewayRestResolver(cors=CORSConfig("https://www.example.com"), strict_http=True)


@app.get("/files/<name>")
def read(name: str) -> str:
    return name


@app.put("/files/<name>")
def write(name: str) -> str:
    return name


lambda_handler = app
