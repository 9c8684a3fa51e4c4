from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer
from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
from aws_lambda_powertools.utilities.typing import LambdaContext

auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])

app = APIGatewayHttpResolver(enable_validation=True)
app.configure_openapi(title="Orders", security_schemes={"oauth": HTTPBearer(bearerFormat="JWT")})
app.use([auth.enforce_security("oauth")])


@app.get("/orders", security=[{"oauth": ["orders:read"]}])
def orders() -> dict[str, str]:
    return {"owner": app.context["claims"]["sub"]}


@app.get("/health")
def health() -> dict[str, bool]:
    return {"ok": True}


def lambda_handler(event: dict, context: LambdaContext):
    return app.resolve(event, context)
