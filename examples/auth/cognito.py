from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
from aws_lambda_powertools.utilities.typing import LambdaContext

POOL = "eu-west-1_Ab1Cd2Ef3"
CLIENT = "6f7qk2example"

api = JWTVerifier.cognito_access_token(user_pool_id=POOL, client_id=CLIENT)
page = JWTVerifier.cognito_id_token(user_pool_id=POOL, client_id=CLIENT)

app = APIGatewayHttpResolver()


@app.get("/orders", middlewares=[api.require(scopes=["orders/read"])])
def orders():
    return {"owner": app.context["claims"]["sub"]}


@app.get("/me", middlewares=[page.require()])
def me():
    return {"email": app.context["claims"]["email"]}


def lambda_handler(event: dict, context: LambdaContext):
    return app.resolve(event, context)
