from aws_lambda_powertools.utilities import parameters
from aws_lambda_powertools.utilities.auth_alpha import OAuth2Client
from aws_lambda_powertools.utilities.typing import LambdaContext


def read_secret() -> str:
    return str(parameters.get_secret("orders/client-secret", max_age=300))


stock = OAuth2Client(
    token_url="https://login.example.com/oauth2/token",  # noqa: S106  a URL, not a secret
    client_id="orders",
    client_secret=read_secret,
    scopes=["stock:read"],
)


def lambda_handler(event: dict, context: LambdaContext):
    response = stock.request("GET", f"https://stock.example.com/items/{event['item']}")
    return {"left": response.json()["left"]}
