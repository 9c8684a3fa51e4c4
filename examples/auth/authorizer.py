from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.auth_alpha import JWTVerifier
from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger(service="authorizer")
auth = JWTVerifier(issuer="https://login.example.com", audience="orders", algorithms=["RS256"])


def lambda_handler(event: dict, context: LambdaContext):
    return auth.authorize(
        event,
        scopes=["orders:read"],
        context_claims=["tenant"],
        on_error=lambda error: logger.info("denied", reason=error.reason.value),
    )
