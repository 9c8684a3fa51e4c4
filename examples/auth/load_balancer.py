from aws_lambda_powertools.event_handler import ALBResolver
from aws_lambda_powertools.utilities.auth_alpha.jwt import ALBVerifier
from aws_lambda_powertools.utilities.typing import LambdaContext

auth = ALBVerifier(
    load_balancer_arn="arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef",
    client_id="shop",
)

app = ALBResolver()


@app.get("/me", middlewares=[auth.require()])
def me():
    return {"email": app.context["claims"]["email"]}


def lambda_handler(event: dict, context: LambdaContext):
    return app.resolve(event, context)
