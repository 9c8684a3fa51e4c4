from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
from aws_lambda_powertools.utilities.typing import LambdaContext

auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])

app = APIGatewayHttpResolver()


@app.get("/orders", middlewares=[auth.require(scopes=["orders:read"])])
def orders():
    return {"owner": app.context["claims"]["sub"]}


def lambda_handler(event: dict, context: LambdaContext):
    return app.resolve(event, context)
